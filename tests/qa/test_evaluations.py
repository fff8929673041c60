"""Self-evaluations and the key evaluation: every figure by name, and what the report says of it twice."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest

from qa.answer import Kind, RefusalKind
from qa.assistant import Assistant
from tests.qa.asking import grounded, refuses, truth

AMOUNTS: Final = (("initial", "年初预算数"), ("adjusted", "全年预算数"), ("executed", "执行数"), ("rate", "执行率"))


@pytest.mark.parametrize(("column", "words"), AMOUNTS)
def test_every_amount_of_every_project_is_found_by_its_name(column: str, words: str, assistant: Assistant) -> None:
    wrong = []
    for row in truth("evaluation_amounts.tsv"):
        if row["row"] != "年度资金总额":
            continue
        answer = grounded(assistant.ask(f"{row['project']}的{words}是多少"))
        figure = answer.figures[0] if answer.figures else None
        if figure is None or Decimal(figure.value or "NaN") != Decimal(row[column].rstrip("%")):
            wrong.append((row["project"], row[column], answer.text[:80]))
    assert wrong == []


@pytest.mark.parametrize("row", truth("evaluation_summary.tsv"), ids=lambda row: row["number"])
def test_score_and_grade_of_every_project(row: dict[str, str], assistant: Assistant) -> None:
    answer = grounded(assistant.ask(f"{row['project']}自评得了多少分，什么等级"))
    assert [f.printed for f in answer.figures[:2]] == [row["score"], row["grade"]]


def test_every_score_of_a_named_indicator_is_its_own(assistant: Assistant) -> None:
    """Those of the costs of the project with most indicators, whose names stand in other lists too."""
    rows = [r for r in truth("indicators.tsv") if r["level2"] == "经济成本指标" and r["score"]]
    wrong = []
    for row in rows:
        answer = assistant.ask(f"{row['project']}经济成本指标{row['name']}的得分是多少")
        values = [Decimal(f.value) for f in answer.figures if f.value is not None]
        if values and Decimal(row["score"]) not in values:
            wrong.append((row["project"], row["name"], answer.text[:90]))
    assert wrong == []


BY_A_PIECE: Final = [
    ("电话评议项目得了多少分", "99.7"),
    ("热线终端采购得了多少分", "90.13"),
    ("观摩会得了多少分", "97.66"),
    ("智慧城市奖补得了多少分", "97"),
    ("数字政府项目得了多少分", "90.14"),
    ("党风政风行风民主平议电话平议项目得了多少分", "99.7"),
]


@pytest.mark.parametrize(("question", "score"), BY_A_PIECE)
def test_a_project_is_known_by_pieces_of_its_name(question: str, score: str, assistant: Assistant) -> None:
    assert grounded(assistant.ask(question)).figures[0].value == score


TWICE: Final = [
    ("政务上云的预算是多少", Kind.CONFLICT, ["140", "130"]),
    ("互联网出口的预算是多少", Kind.CONFLICT, ["47.8", "48"]),
    ("数字政府建设项目当年财政拨款执行数是多少", Kind.CONFLICT, ["193.97", "193.97"]),
    ("数字政府建设项目的执行率", Kind.LOOKUP, ["19.40", "19.39"]),
    ("莱芜区12345热线办公终端设备采购项目的执行率", Kind.LOOKUP, ["21.32", "21.33"]),
    ("区政府网站内容安全智能巡检项目实际付了多少", Kind.LOOKUP, ["7.08", "6.48"]),
]


@pytest.mark.parametrize(("question", "kind", "printed"), TWICE)
def test_what_is_printed_twice_is_shown_twice(
    question: str, kind: Kind, printed: list[str], assistant: Assistant
) -> None:
    answer = grounded(assistant.ask(question))
    assert answer.kind is kind, answer.text
    assert [f.printed for f in answer.figures[:2]] == printed


def test_lists_that_group_differently_are_not_called_a_disagreement(assistant: Assistant) -> None:
    answer = grounded(assistant.ask("“爱山东”app莱芜分厅建设运营服务项目实际花了多少"))
    assert answer.kind is Kind.LOOKUP
    assert "范围可能不同" in answer.text


OTHERS: Final = [
    "莱城区12345热线办公终端设备采购项目的执行率是多少",
    "钢城区数字政府建设项目自评得了多少分",
]


@pytest.mark.parametrize("question", OTHERS)
def test_the_like_named_project_of_another_district_is_not_this_one(question: str, assistant: Assistant) -> None:
    assert refuses(assistant.ask(question), RefusalKind.NOT_IN_CORPUS)


NOT_SAID: Final = [
    "电话评议中各个被评议单位分别得了多少分",
    "民主评议第一名是哪个单位",
    "数字政府建设项目的合同编号",
    "招商引资到位资金有多少",
]


@pytest.mark.parametrize("question", NOT_SAID)
def test_what_a_project_is_not_measured_by_is_refused(question: str, assistant: Assistant) -> None:
    assert refuses(assistant.ask(question), RefusalKind.NOT_FOUND)
