"""Evaluations of projects: all that the report prints of them, and other forms and wordings in made-up ones."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.forms import unspaced
from ingest.outline import read_outline
from ingest.pipeline import understand
from ingest.readers import read
from ingest.report import Classification, Dimension, Fact, Flow, Measure, Outcome, Report, Section, Source
from ingest.self_evaluations import read_self_evaluations
from ingest.self_evaluations.labels import levels
from ingest.self_evaluations.lines import printed_width
from ingest.self_evaluations.names import official_names
from ingest.self_evaluations.reader import Evaluations
from ingest.self_evaluations.wording import KEY_EVALUATION, LEVELS, RATE
from ingest.statements import read_statements
from tests.ingest import invented
from tests.ingest.printed_evaluations import (
    TITLE,
    Columns,
    Form,
    Row,
    filled,
    form_pages,
    form_section,
    section,
    wrapped,
)

ROOT: Final = Path(__file__).parents[2]
REPORT: Final = ROOT / "corpus" / "000_82c47807cd14b666.txt"
TRUTH: Final = ROOT / "tests" / "ground_truth" / "report_2024"

PRINTED_AHEAD: Final = 2
"""Printed page numbers of the report are this much above the file's."""

M: Final = Measure
CELLS: Final = (M.TARGET, M.ACTUAL, M.WEIGHT, M.SCORE, M.DEVIATION)
AMOUNTS: Final = {
    "initial": M.INITIAL_BUDGET,
    "adjusted": M.ADJUSTED_BUDGET,
    "executed": M.EXECUTED,
    "weight": M.WEIGHT,
    "rate": M.EXECUTION_RATE,
    "score": M.SCORE,
}


@pytest.fixture(scope="module")
def report() -> Report:
    return understand(read(REPORT), lambda text: True)


@pytest.fixture(scope="module")
def facts(report: Report) -> tuple[Fact, ...]:
    kinds = (Classification.PROJECT, Classification.INDICATOR, Classification.COMPONENT)
    return tuple(fact for fact in report.facts if fact.subject.classification in kinds)


def truth(name: str) -> list[dict[str, str]]:
    with (TRUTH / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def page_of(fact: Fact) -> str:
    return str(fact.excerpt.slice(*fact.mark).page + PRINTED_AHEAD)


def printed(fact: Fact) -> str:
    """The whole cell: the figure with its unit, where the unit is printed behind it."""
    _, end = fact.mark
    return fact.printed + (fact.unit if fact.excerpt.text[end:].startswith(fact.unit) else "")


def of_form(facts: Iterable[Fact], form: str, *measures: Measure) -> list[Fact]:
    return [fact for fact in facts if fact.form == form and (not measures or fact.subject.measure in measures)]


# the report


def test_every_row_of_the_summary_is_read_and_no_other(facts: Sequence[Fact]) -> None:
    rows = truth("evaluation_summary")
    expected = [
        (row["printed_page"], row["project"], measure, row[key])
        for row in rows
        for measure, key in ((M.SCORE, "score"), (M.GRADE, "grade"))
    ]
    found = of_form(facts, "self_evaluation_summary")
    assert [(page_of(f), f.subject.item, f.subject.measure, f.printed) for f in found] == expected
    assert {(f.source, f.column, f.row == f.subject.item) for f in found} == {
        (Source.TABLE, "自评得分", True),
        (Source.TABLE, "自评等级", True),
    }


def test_every_amount_of_the_forms_is_read_and_no_other(facts: Sequence[Fact]) -> None:
    expected = Counter(
        (row["printed_page"], row["project"], _breakdown(row["row"], measure), measure, row[key])
        for row in truth("evaluation_amounts")
        for key, measure in AMOUNTS.items()
        if row[key]
    )
    found = [
        fact
        for fact in of_form(facts, "self_evaluation", *AMOUNTS.values())
        if fact.subject.classification is Classification.PROJECT and fact.column != "总分"
    ]
    assert Counter((page_of(f), f.row, f.subject.breakdown, f.subject.measure, printed(f)) for f in found) == expected
    money = [fact for fact in found if fact.dimension is Dimension.MONEY]
    assert {(fact.unit, fact.subject.flow) for fact in money} == {("万元", Flow.EXPENDITURE)}
    assert len(money) == len(truth("evaluation_amounts")) * 3


def _breakdown(row: str, measure: Measure) -> str:
    if measure in (M.WEIGHT, M.SCORE):
        return RATE
    return "合计" if row == "年度资金总额" else row


def test_every_total_and_goal_of_the_forms_is_read_and_no_other(facts: Sequence[Fact]) -> None:
    expected = Counter(
        (row[page], row["project"], measure, row[key])
        for row in truth("evaluation_totals")
        for measure, key, page in (
            (M.SCORE, "total", "printed_page"),
            (M.GOAL, "goal", "goal_page"),
            (M.ACHIEVEMENT, "achievement", "goal_page"),
        )
    )
    found = [
        fact
        for fact in of_form(facts, "self_evaluation", M.SCORE, M.GOAL, M.ACHIEVEMENT)
        if fact.subject.classification is Classification.PROJECT and fact.subject.breakdown == "合计"
    ]
    assert Counter((page_of(f), f.row, f.subject.measure, f.printed) for f in found) == expected


def test_every_indicator_is_read_and_no_other(facts: Sequence[Fact]) -> None:
    expected = Counter(
        (row["printed_page"], row["project"], row["level1"], row["level2"], row["name"], measure, _number(row[key]))
        for row in truth("indicators")
        for measure, key in zip(CELLS, ("target", "actual", "weight", "score", "deviation"), strict=True)
        if row[key]
    )
    found = [fact for fact in facts if fact.subject.classification is Classification.INDICATOR]
    assert Counter(_indicator(fact) for fact in found) == expected


def _number(cell: str) -> str:
    """A cell without the words in front of its number, which the quote holds: 完成40件."""
    return re.sub(r"^(?:完成|出具报告)(?=\d)", "", cell)


def _indicator(fact: Fact) -> tuple[str, ...]:
    project, name = fact.row.split(" / ")
    assert name == fact.subject.item
    return (page_of(fact), project, *fact.subject.path[1:], name, fact.subject.measure, printed(fact))


def test_every_figure_and_text_of_the_prose_is_read_and_no_other(facts: Sequence[Fact]) -> None:
    expected = Counter(tuple(row.values()) for row in truth("evaluation_prose"))
    prose = [f for f in of_form(facts, "") if f.subject.breakdown == "合计"]
    assert Counter(_said(fact) for fact in prose) == expected


def test_everything_that_the_prose_counts_is_read(facts: Sequence[Fact]) -> None:
    expected = [tuple(row.values()) for row in truth("evaluation_results")]
    counted = [f for f in of_form(facts, "", M.COUNT) if f.subject.classification is Classification.PROJECT]
    assert [(page_of(f), f.subject.item, f.subject.breakdown, f.printed, f.unit) for f in counted] == expected


def _said(fact: Fact) -> tuple[str, ...]:
    return (page_of(fact), fact.subject.item, fact.subject.measure, fact.printed, fact.unit)


def test_every_figure_of_the_key_evaluation_is_read_and_no_other(facts: Sequence[Fact]) -> None:
    expected = Counter((row["printed_page"], row["printed"], row["unit"]) for row in truth("key_evaluation"))
    report_itself = of_form(facts, "key_evaluation")
    said = [f for f in of_form(facts, "", M.SCORE) if f.subject.breakdown == KEY_EVALUATION]
    figures = [f for f in (*report_itself, *said) if f.value is not None]
    assert Counter((page_of(f), f.printed, f.unit) for f in figures) == expected
    lists = {"预算": M.BUDGET, "执行": M.EXECUTED}
    listed = [
        (lists[r["list"]], r["item"], r["printed"], r["unit"]) for r in truth("key_evaluation") if r["list"] in lists
    ]
    components = [f for f in figures if f.subject.classification is Classification.COMPONENT]
    assert [(f.subject.measure, f.row, f.printed, f.unit) for f in components] == listed
    (problem,) = of_form(report_itself, "key_evaluation", M.PROBLEM)
    assert re.fullmatch("一是.*短信。", problem.printed)
    (improvement,) = of_form(report_itself, "key_evaluation", M.IMPROVEMENT)
    assert re.fullmatch("下一步.*有效性。", improvement.printed)


def test_every_project_bears_the_name_of_the_summary(facts: Sequence[Fact]) -> None:
    names = {row["project"] for row in truth("evaluation_summary")}
    assert {f.subject.item for f in facts if f.subject.classification is Classification.PROJECT} == names
    assert {f.subject.path[0] for f in facts if f.subject.classification is not Classification.PROJECT} <= names


def test_marks_read_back_from_the_pages(report: Report, facts: Sequence[Fact]) -> None:
    pages = {page.number: page.text for page in report.pages}
    for fact in facts:
        marked = fact.excerpt.slice(*fact.mark)
        text = "".join(pages[span.page][span.start : span.end] for span in marked.spans)
        assert unspaced(text) == unspaced(fact.printed)


def test_the_sums_of_the_evaluations_are_as_printed(report: Report) -> None:
    checks = [check for check in report.checks if check.item]
    projects = len(truth("evaluation_summary"))
    assert Counter(check.forms for check in checks) == {("self_evaluation",): 4 * projects, ("key_evaluation",): 3}
    off = {check.name.split("：")[1]: (check.outcome, check.left, check.right) for check in checks if _is_off(check)}
    assert off == {
        "执行率 = 全年执行数 ÷ 全年预算数": (Outcome.ROUNDING, Decimal("21.32"), Decimal("21.33")),
        "所列支出之和 = 执行数": (Outcome.ROUNDING, Decimal("193.97"), Decimal("193.9815")),
        "所列预算之和 = 预算资金": (Outcome.FAILS, Decimal(1000), Decimal("994.48")),
    }


def _is_off(check: object) -> bool:
    return getattr(check, "outcome", None) is not Outcome.HOLDS


def test_the_narrative_reader_says_nothing_of_single_projects(facts: Sequence[Fact]) -> None:
    own = {span for fact in of_form(facts, "") for span in fact.excerpt.slice(*fact.mark).spans}
    said = read_statements(read_outline(read(REPORT)), year=2024)
    assert not own & {span for fact in said for span in fact.excerpt.slice(*fact.mark).spans}


# units, as the form and the target have them

UNITS: Final = (
    ("植树费用", "经济成本指标", "535", "0", ("535", "万元"), ("0", "万元")),
    ("植树棵数", "经济成本指标", "535", "0", ("535", ""), ("0", "")),
    ("植树费用", "数量指标", "535", "0", ("535", ""), ("0", "")),
    ("植树费用", "经济成本指标", "3.5万元", "35000元", ("3.5", "万元"), ("35000", "元")),
    ("出动车辆", "数量指标", "≥12辆", "13", ("≥12", "辆"), ("13", "辆")),
    ("成活率", "质量指标", "≥90%", "0.95", ("≥90", "%"), ("0.95", "")),
    ("成活率", "质量指标", "＞90％", "95%", ("＞90", "%"), ("95", "%")),
    ("养护期", "时效指标", "2031年", "3年", ("2031年", ""), ("3", "年")),
    ("养护期", "时效指标", "2031.1-12", "2031年度", ("2031.1-12", ""), ("2031年度", "")),
    ("清单", "数量指标", "出具清单3个", "3个", ("3", "个"), ("3", "个")),
    ("培训", "数量指标", "举办12场", "完成11场", ("12", "场"), ("11", "场")),
    ("培训", "数量指标", "开展每月2场", "举办约20场", ("开展每月2场", ""), ("举办约20场", "")),
    ("专栏", "数量指标", "7个专栏（据实结算）", "完成第3期", ("7个专栏（据实结算）", ""), ("完成第3期", "")),
)


@pytest.mark.parametrize(("name", "second", "target", "actual", "reads", "done"), UNITS)
def test_targets_have_the_unit_that_is_printed_or_certain(
    name: str, second: str, target: str, actual: str, reads: tuple[str, str], done: tuple[str, str]
) -> None:
    first = next(first for first, seconds in LEVELS.items() if second in seconds)
    facts = read_self_evaluations(
        [form_section(filled([Row(first, second, name, target, actual, "90", "80")]))], year=2031
    )
    cells = {f.subject.measure: f for f in facts.facts if f.subject.classification is Classification.INDICATOR}
    assert [(cells[m].printed, cells[m].unit) for m in (M.TARGET, M.ACTUAL)] == [reads, done]
    assert all((fact.value is None) == (fact.dimension is Dimension.TEXT) for fact in cells.values())


# made-up forms

COST, OUTPUT, EFFECT = "成本指标", "产出指标", "效益指标"
LATE: Final = "苗木到货较晚，部分尾款未能在年内支付"
RAINS: Final = "雨季到来之前完成全部种植"
ROWS: Final = (
    Row(COST, "经济成本指标", "河岸苗木采购及种植费用总额", "12.5万元", "9.8万元", "10", "9.5", LATE),
    Row(COST, "社会成本指标", "不涉及", "不涉及", ""),
    Row(OUTPUT, "数量指标", "种植乔木", "120棵", "120棵", "20", "20"),
    Row(OUTPUT, "数量指标", "沿河两岸新增步道以及休息座椅的长度", "3公里", "3公里", "10", "10"),
    Row(OUTPUT, "质量指标", "苗木成活率", "≥95%", "0.97", "20", "20"),
    Row(OUTPUT, "时效指标", "全部种植任务按照计划完成的时间", RAINS, RAINS, "10", "10"),
    Row(EFFECT, "生态效益指标", "减少河岸水土流失面积", "长期", "", "10", "10"),
    Row("满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90%", "93%", "10", "10"),
)  # fmt: skip


def rows_of(facts: Iterable[Fact]) -> list[Row]:
    """The indicators that facts tell of, in their order."""
    rows: list[Row] = []
    for fact in facts:
        if fact.subject.classification is not Classification.INDICATOR:
            continue
        _, first, second = fact.subject.path
        if fact.subject.measure is M.TARGET:
            rows.append(Row(first, second, fact.subject.item, "", ""))
        rows[-1] = replace(rows[-1], **{fact.subject.measure.name.lower(): printed(fact)})
    return rows


@pytest.mark.parametrize("pages", [(), (2,), (4,), (1, 6)])
@pytest.mark.parametrize("columns", [Columns(), Columns(16, 14, 14, 12, 10), Columns(28, 20, 16, 24, 14)])
def test_a_form_reads_back_whatever_its_columns_and_pages(columns: Columns, pages: tuple[int, ...]) -> None:
    form = replace(filled(ROWS), columns=columns, pages=pages)
    facts, checks, notes = read_self_evaluations([form_section(form)], year=2031)
    assert (rows_of(facts), notes) == (list(ROWS), ())
    assert {check.outcome for check in checks} == {Outcome.HOLDS}


COUNTED, GOOD, CHEAP, SOCIAL = "数量指标", "质量指标", "经济成本指标", "社会效益指标"
LABELLED: Final = {
    "older form": ([[OUTPUT, COUNTED], [COST]], "甲乙", [1, 1], [(OUTPUT, COUNTED), (OUTPUT, COST)]),
    "newer form": ([[COST, CHEAP], [COUNTED]], "甲乙", [1, 1], [(COST, CHEAP), (OUTPUT, COUNTED)]),
    "another page": ([[COUNTED], [], [COUNTED]], "甲乙丙", [1, 1, 2], [(OUTPUT, COUNTED)] * 3),
    "a name again": (
        [[COUNTED], [], [GOOD], []],
        "甲乙乙丙",
        [1] * 4,
        [(OUTPUT, COUNTED)] * 2 + [(OUTPUT, GOOD)] * 2,
    ),
    "an upper label": (
        [[COUNTED], [OUTPUT], [SOCIAL], []],
        "甲乙丙丁",
        [1] * 4,
        [(OUTPUT, COUNTED)] * 2 + [(EFFECT, SOCIAL)] * 2,
    ),
    "no labels": ([[], []], "甲乙", [1, 1], []),
}


@pytest.mark.parametrize(("labels", "names", "pages", "expects"), LABELLED.values(), ids=LABELLED)
def test_labels_are_given_back_to_the_rows_that_they_span(
    labels: list[list[str]], names: str, pages: list[int], expects: list[tuple[str, str]]
) -> None:
    assert levels(labels, list(names), pages) == expects


def test_a_form_that_repeats_its_title_on_another_page_is_one() -> None:
    form = replace(filled(ROWS), pages=(4,))
    first, second = form_pages(form)
    parts = [section(TITLE, first), section(TITLE, second, number=2)]
    facts, _, notes = read_self_evaluations(parts, year=2031)
    assert (rows_of(facts), notes) == (list(ROWS), ())


def test_a_form_that_does_not_add_up_gives_no_indicators_but_its_amounts() -> None:
    rows = (replace(ROWS[0], weight="11"), *ROWS[1:])
    facts, _, notes = read_self_evaluations([form_section(replace(filled(rows), total="99"))], year=2031)
    assert rows_of(facts) == []
    assert [note for note in notes if "河岸植树" in note and TITLE in note] == list(notes) != []
    kinds = {fact.subject.measure for fact in facts}
    assert kinds >= {M.INITIAL_BUDGET, M.ADJUSTED_BUDGET, M.EXECUTED, M.EXECUTION_RATE, M.SCORE, M.GOAL}


def test_a_form_may_have_very_many_indicators() -> None:
    counted = Row(OUTPUT, "数量指标", "", "12个", "11个", "0", "0")
    rows = (*(replace(counted, name=f"第{number}段河岸种植乔木") for number in range(201)), *ROWS)
    facts, _, notes = read_self_evaluations([form_section(filled(rows))], year=2031)
    assert ([row.name for row in rows_of(facts)], notes) == ([row.name for row in rows], ())


def test_an_indicator_that_can_be_read_in_two_ways_is_left_out_and_counted() -> None:
    full = "河岸苗木采购及种植费"
    rows = (replace(ROWS[0], name=full * 2, target=RAINS + "以及养护"), *ROWS[1:])
    facts, checks, notes = read_self_evaluations([form_section(filled(rows))], year=2031)
    assert rows_of(facts) == list(rows[1:])
    assert [note for note in notes if "1 个指标" in note] == list(notes) != []
    assert {check.outcome for check in checks} == {Outcome.HOLDS}


@pytest.mark.parametrize("wrong", ["weights", "scores"])
def test_one_of_the_sums_is_proof_enough_and_the_other_is_said_to_fail(wrong: str) -> None:
    rows = (replace(ROWS[0], weight="15"), *ROWS[1:]) if wrong == "weights" else ROWS
    form = filled(rows)
    form = form if wrong == "weights" else replace(form, total="12")
    facts, checks, notes = read_self_evaluations([form_section(form)], year=2031)
    assert (rows_of(facts), notes) == (list(rows), ())
    assert [check.outcome for check in checks].count(Outcome.FAILS) == 1


def test_without_a_unit_no_money_is_read() -> None:
    facts, _, _ = read_self_evaluations([form_section(replace(filled(ROWS), unit=""))], year=2031)
    amounts = [fact for fact in facts if fact.subject.classification is Classification.PROJECT]
    assert {fact.dimension for fact in amounts} == {Dimension.PERCENT, Dimension.SCORE, Dimension.TEXT}


def test_amounts_without_a_rate_are_read() -> None:
    form = replace(filled(ROWS), amounts=("0 0 0", "0 0 0", "0 0 0", "0 0 0"))
    facts, _, _ = read_self_evaluations([form_section(form)], year=2031)
    amounts = [
        f for f in facts if f.dimension is Dimension.MONEY and f.subject.classification is Classification.PROJECT
    ]
    assert [fact.printed for fact in amounts] == ["0"] * 12


def test_a_form_without_a_project_is_noted() -> None:
    facts, _, notes = read_self_evaluations([section(TITLE, ["单位：万元", "年度资金总额 1 1 1"])], year=2031)
    assert facts == ()
    assert TITLE in notes[0]


GOALS: Final = (
    ("种好树。", "种了树。"),
    ("在河岸两侧种植乔木和灌木，减少水土流失，改善沿岸居民的生活环境，提高满意度。", "种了树。"),
    ("种好树", "在河岸两侧种植乔木和灌木，减少了水土流失，改善了沿岸居民的生活环境，提高了满意度。"),
)


@pytest.mark.parametrize("goals", GOALS)
def test_goals_that_stand_side_by_side_are_parted(goals: tuple[str, str]) -> None:
    facts, _, _ = read_self_evaluations([form_section(replace(filled(ROWS), goals=goals))], year=2031)
    assert tuple(f.printed for f in facts if f.subject.measure in (M.GOAL, M.ACHIEVEMENT)) == goals


def test_goals_that_cannot_be_told_apart_are_left_out() -> None:
    whole = form_section(filled(ROWS))
    lines = [p for p in whole.paragraphs if p.text != "种好树。 种了树。"]
    facts, _, _ = read_self_evaluations([replace(whole, paragraphs=tuple(lines))], year=2031)
    assert not {f for f in facts if f.subject.measure in (M.GOAL, M.ACHIEVEMENT)}


# any form

SOME: Final = "河岸湖滨苗圃花坛凉亭步道座椅路灯围栏水渠管护补种浇灌修剪除草培土施肥防虫巡查"
texts: Final = st.text(SOME, min_size=2, max_size=30)
short: Final = st.text(SOME, min_size=2, max_size=4)
numbers: Final = st.sampled_from(["12个", "3.5万元", "≥90%", "100%", "0.95", "40", "6年", "长期", "按期完成"])


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form with one or three indicators of some 二级指标, whose weights add up to 90; a page may end behind each.

    Left out is what can be read in two ways: a label of two or four indicators, which does not stand in their
    middle, and a cell that ends in a full line.
    """
    name, value, deviation = (draw(st.integers(low, low + 16)) for low in (14, 14, 18))
    levels = [(first, second) for first, seconds in LEVELS.items() for second in seconds if second != COST]
    rows: list[Row] = []
    ends: list[int] = []
    for first, second in draw(st.lists(st.sampled_from(levels), min_size=1, unique=True).map(sorted_as(levels))):
        size = draw(st.sampled_from((1, 3)))
        names = draw(st.lists(texts.filter(ends_early(name)), min_size=size, max_size=size, unique=True))
        rows += [draw(filled_in(Row(first, second, text, "", "", "1", "1"), value)) for text in names]
        ends.append(len(rows))
    rest = 90 - len(rows) + 1
    lost = draw(st.one_of(st.just(""), texts.filter(ends_early(deviation))))
    rows[-1] = replace(rows[-1], weight=str(rest), score=str(rest - bool(lost)), deviation=lost)
    pages = draw(st.sampled_from([(), *((end,) for end in ends[:-1])]))
    return replace(filled(rows), columns=Columns(name, value, value, deviation), pages=pages)


def sorted_as(order: Sequence[tuple[str, str]]) -> Callable[[list[tuple[str, str]]], list[tuple[str, str]]]:
    return lambda chosen: sorted(chosen, key=order.index)


def ends_early(column: int) -> Callable[[str], bool]:
    return lambda text: printed_width(wrapped(text, column)[-1]) <= column - 2


@st.composite
def filled_in(draw: st.DrawFn, row: Row, column: int) -> Row:
    target = draw(st.one_of(numbers, texts.filter(ends_early(column))))
    return replace(row, target=target, actual=draw(st.one_of(numbers, st.just(target))))


@settings(max_examples=150, deadline=None)
@given(forms())
def test_any_form_reads_back_but_for_what_is_said_to_be_unclear(form: Form) -> None:
    facts, _, notes = read_self_evaluations([form_section(form)], year=2031)
    read = rows_of(facts)
    assert [row for row in form.rows if row in read] == read
    left_out = len(form.rows) - len(read)
    assert [note for note in notes if f"有 {left_out} 个指标" in note] == list(notes)
    assert bool(left_out) is bool(notes)


# made-up narratives and key evaluations

Said = tuple[str, Measure, str, str]
PROSE: Final[tuple[tuple[str, list[Said]], ...]] = (
    (
        "2.河岸植树项目支出绩效自评综述：根据年初设定的绩效目标，河岸植树项目绩效自评得分为96分。项目全年预算数为40万元，"
        "执行数为30万元，完成预算的75%。主要产出和效果：一是种植乔木120棵；二是居民满意。发现的问题及原因：苗木到货较晚。"
        "下一步改进措施：提前采购。",
        [
            ("河岸植树项目", M.SCORE, "96", "分"),
            ("河岸植树项目", M.ADJUSTED_BUDGET, "40", "万元"),
            ("河岸植树项目", M.EXECUTED, "30", "万元"),
            ("河岸植树项目", M.EXECUTION_RATE, "75", "%"),
            ("河岸植树项目", M.ACHIEVEMENT, "一是种植乔木120棵；二是居民满意", ""),
            ("河岸植树项目", M.PROBLEM, "苗木到货较晚", ""),
            ("河岸植树项目", M.IMPROVEMENT, "提前采购", ""),
        ],
    ),
    (
        "（1）“绿岸”行动绩效自评情况：自评得分８８.5分，预算执行率为９０％。存在的主要问题：无。详见附件。",
        [
            ("“绿岸”行动", M.SCORE, "８８.5", "分"),
            ("“绿岸”行动", M.EXECUTION_RATE, "９０", "%"),
            ("“绿岸”行动", M.PROBLEM, "无", ""),
        ],
    ),
    (
        "组织对河岸植树项目开展评价。河岸植树项目重点绩效评价得分92分，评价等级为优。",
        [("河岸植树项目", M.SCORE, "92", "分"), ("河岸植树项目", M.GRADE, "优", "")],
    ),
    ("该项目绩效评价得分为92分，等级为优。", []),
    ("2031年度绩效自评的3个项目中，2个项目自评等级为优。", []),
)


def prose(*texts: str) -> list[Fact]:
    return list(read_self_evaluations([invented.section("（二）绩效自评结果", *texts)], year=2031).facts)


@pytest.mark.parametrize(("text", "expects"), PROSE, ids=[text[:12] for text, _ in PROSE])
def test_other_wordings_of_a_summary(text: str, expects: list[Said]) -> None:
    facts = prose(text)
    assert [(f.subject.item, f.subject.measure, f.printed, f.unit) for f in facts] == expects
    for fact in facts:
        assert unspaced(fact.excerpt.text[slice(*fact.mark)]) == fact.printed


def test_a_figure_is_quoted_from_the_project_and_a_text_from_its_lead_in() -> None:
    score, *_, measures = prose(PROSE[0][0])
    assert score.excerpt.text.startswith("河岸植树项目支出绩效自评综述：")
    assert score.excerpt.text.endswith("得分为96分。")
    assert measures.excerpt.text == "下一步改进措施：提前采购。"


def test_a_lead_in_that_begins_a_paragraph_goes_on_with_the_project_before() -> None:
    facts = prose("1.河岸植树项目绩效自评综述：自评得分90分。", "发现的问题及原因：苗木到货较晚。")
    assert [(f.subject.item, f.printed) for f in facts] == [("河岸植树项目", "90"), ("河岸植树项目", "苗木到货较晚")]


def key_report(title: str, text: str) -> Evaluations:
    made = invented.section(title, text, part="河岸植树项目重点绩效评价报告")
    return read_self_evaluations([made], year=2031)


def test_the_lists_of_a_key_evaluation_are_read_by_what_stands_before_them() -> None:
    facts, checks, _ = key_report(
        "一、预算执行情况",
        "列入预算项目2个，预算资金合计3.5万元，其中：乔木、灌木采购费3万元，“绿岸”标牌制作费5000元。"
        "全年执行数3万元。包括：乔木、灌木采购费2.9万元、12345热线费1000元。0.5万元因故未支付。",
    )
    assert [(f.subject.item, f.subject.measure, f.printed, f.unit) for f in facts] == [
        ("河岸植树项目", M.COUNT, "2", "个"),
        ("河岸植树项目", M.BUDGET, "3.5", "万元"),
        ("乔木、灌木采购费", M.BUDGET, "3", "万元"),
        ("“绿岸”标牌制作费", M.BUDGET, "5000", "元"),
        ("河岸植树项目", M.EXECUTED, "3", "万元"),
        ("乔木、灌木采购费", M.EXECUTED, "2.9", "万元"),
        ("12345热线费", M.EXECUTED, "1000", "元"),
        ("河岸植树项目", M.UNPAID, "0.5", "万元"),
    ]
    assert {check.outcome for check in checks} == {Outcome.HOLDS}


def test_a_list_of_which_nothing_says_what_it_is_stays_unread() -> None:
    assert key_report("一、概况", "主要内容包括：乔木采购费3万元、灌木采购费2万元。").facts == ()


def test_the_signature_is_no_part_of_the_measures() -> None:
    (fact,) = key_report("三、改进措施", "一是提前采购。二是加强管护。某某局").facts
    assert (fact.subject.measure, fact.printed) == (M.IMPROVEMENT, "一是提前采购。二是加强管护。")


# the summary and the names

SUMMARY: Final = section(
    "2031年度项目支出绩效自评情况汇总表",
    [
        "序号 项目名称 资金使用单位 自评得分 自评等级",
        "1 河岸 植树 项目 甲局 98.5 优",
        "2 2030年“绿岸”行动 乙处 79 中",
        "合计",
    ],
)


def test_a_name_may_have_blanks_where_the_user_has_none() -> None:
    facts = read_self_evaluations([SUMMARY], year=2031).facts
    assert [(f.subject.item, f.printed, f.unit) for f in facts] == [
        ("河岸植树项目", "98.5", "分"),
        ("河岸植树项目", "优", ""),
        ("2030年“绿岸”行动", "79", "分"),
        ("2030年“绿岸”行动", "中", ""),
    ]


def test_all_places_call_a_project_as_the_summary_does() -> None:
    said: Section = invented.section("绩效自评结果", '1."绿岸"行动项目绩效自评综述：自评得分79分。')
    facts = read_self_evaluations([said, form_section(filled(ROWS)), SUMMARY], year=2031).facts
    assert {f.subject.item for f in facts if f.subject.classification is Classification.PROJECT} == {
        "河岸植树项目",
        "2030年“绿岸”行动",
    }
    assert {f.subject.path[0] for f in facts if f.subject.classification is Classification.INDICATOR} == {
        "河岸植树项目"
    }


@pytest.mark.parametrize(
    ("names", "same"),
    [
        (["植树项目", "植树"], True),
        (["2030年植树项目", "植树"], True),
        (["植树", "2030年度植树项目"], True),
        (["“绿岸” 行动", "'绿岸'行动项目"], True),
        (["2030年植树", "2031年植树"], False),
        (["植树", "种草"], False),
    ],
)
def test_names_of_one_project_are_linked(names: list[str], same: bool) -> None:
    assert (official_names(names)[names[1]] == names[0]) is same


def test_a_name_that_could_be_either_project_stays_its_own() -> None:
    assert official_names(["2030年植树", "2031年植树", "植树项目"])["植树项目"] == "植树项目"
