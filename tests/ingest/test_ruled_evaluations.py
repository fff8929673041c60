"""Self-evaluations in ruled tables: those of other places are read exactly, or it is said that they are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import pytest

from ingest.forms import unspaced
from ingest.report import Classification, Fact, Measure, Outcome
from ingest.self_evaluations.reader import Evaluations
from tests.documents.ruled_evaluations import (
    FIRST_PAGE,
    NATIONAL,
    RATE_OF_ITS_OWN,
    SECOND_PAGE,
    evaluations,
    printed,
)

M: Final = Measure
Row = tuple[str, ...]

NATIONAL_ROWS: Final[list[Row]] = [
    ("产出指标/数量指标", "修缮古桥", "≥3座", "3座", "20分", "20分"),
    ("产出指标/数量指标", "更换石栏", "120米", "110米", "20分", "18分"),
    ("产出指标/质量指标", "验收合格率", "100%", "100%", "10分", "10分"),
    ("效益指标/社会效益指标", "受益村庄", "6个", "6个", "30分", "30分"),
    ("满意度指标/服务对象满意度指标", "村民满意度", "≥95%", "97%", "10分", "10分"),
]
RATE_ROWS: Final[list[Row]] = [
    ("产出指标/数量指标", "新建大棚", "4座", "4座", "30分", "30分"),
    ("产出指标/时效指标", "完工时间", "6月底前", "6月20日", "20分", "20分"),
    ("效益指标/生态效益指标", "年出圃苗木", "2万株", "1.8万株", "30分", "27分", "春旱"),
    ("满意度指标/服务对象满意度指标", "农户满意度", "90%", "92%", "10分", "10分", "无"),
]
PAGED_ROWS: Final[list[Row]] = [
    ("产出指标/数量指标", "监测站点", "12个", "12个", "30分", "30分"),
    ("产出指标/数量指标", "巡护次数", "60次", "58次", "20分", "19分", "因汛期停巡两次，明年补上"),
    ("产出指标/质量指标", "数据完整率", "≥95%", "98%", "20分", "20分"),
    ("效益指标/生态效益指标", "记录鸟类", "80种", "85种", "30分", "30分"),
]


@pytest.fixture(params=[".pdf", ".docx", ".html", ".htm"])
def form(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file to be written, in each format that has tables."""
    return tmp_path / f"form{request.param}"


def indicators(facts: Iterable[Fact]) -> list[Row]:
    """Levels, name and cells of each indicator."""
    rows: dict[tuple[str, str], list[str]] = {}
    for fact in facts:
        if fact.subject.classification is Classification.INDICATOR:
            key = ("/".join(fact.subject.path[1:]), fact.subject.item)
            rows.setdefault(key, []).append(fact.printed + fact.unit)
    return [(*key, *cells) for key, cells in rows.items()]


def of_project(facts: Iterable[Fact]) -> list[tuple[Measure, str, str]]:
    """Measure, breakdown and figure or text of what is said of projects themselves."""
    return [
        (f.subject.measure, f.subject.breakdown, f.printed + f.unit)
        for f in facts
        if f.subject.classification is Classification.PROJECT
    ]


def proven(read: Evaluations) -> bool:
    """Whether there are checks and all of them hold."""
    return {check.outcome for check in read.checks} == {Outcome.HOLDS}


def test_a_form_with_its_unit_in_a_heading_and_its_columns_in_another_order(form: Path) -> None:
    read = evaluations(form, NATIONAL)
    assert indicators(read.facts) == NATIONAL_ROWS
    assert of_project(read.facts) == [
        (M.INITIAL_BUDGET, "合计", "80.00万元"),
        (M.ADJUSTED_BUDGET, "合计", "75.50万元"),
        (M.EXECUTED, "合计", "60.40万元"),
        (M.WEIGHT, "执行率", "10分"),
        (M.EXECUTION_RATE, "合计", "80.00%"),
        (M.SCORE, "执行率", "8分"),
        (M.INITIAL_BUDGET, "当年财政拨款", "80.00万元"),
        (M.ADJUSTED_BUDGET, "当年财政拨款", "70.50万元"),
        (M.EXECUTED, "当年财政拨款", "55.40万元"),
        (M.ADJUSTED_BUDGET, "上年结转资金", "5.00万元"),
        (M.EXECUTED, "上年结转资金", "5.00万元"),
        (M.INITIAL_BUDGET, "其他资金", "0.00万元"),
        (M.ADJUSTED_BUDGET, "其他资金", "0.00万元"),
        (M.EXECUTED, "其他资金", "0.00万元"),
        (M.GOAL, "合计", "修缮古桥三座"),
        (M.ACHIEVEMENT, "合计", "修缮了古桥三座"),
        (M.SCORE, "合计", "96分"),
    ]
    assert (proven(read), len(read.checks), read.notes) == (True, 4, ())


def test_a_form_that_scores_the_execution_of_its_budget_in_a_row_of_indicators(form: Path) -> None:
    read = evaluations(form, RATE_OF_ITS_OWN, lines=["单位：万元"])
    assert indicators(read.facts) == RATE_ROWS
    assert of_project(read.facts) == [
        (M.EXECUTION_RATE, "合计", "75%"),
        (M.WEIGHT, "执行率", "10分"),
        (M.SCORE, "执行率", "7.5分"),
        (M.SCORE, "合计", "94.5分"),
        (M.GRADE, "合计", "优"),
    ]
    assert proven(read)
    assert [note for note in read.notes if "资金总额 全年预算数 40" in note] == list(read.notes) != []


def test_a_form_over_two_pages_goes_on_with_its_labels_and_its_broken_row(form: Path) -> None:
    read = evaluations(form, FIRST_PAGE, SECOND_PAGE)
    assert indicators(read.facts) == PAGED_ROWS
    assert (of_project(read.facts), proven(read), read.notes) == ([(M.SCORE, "合计", "99分")], True, ())


def test_forms_one_after_another_below_one_title_are_told_apart(form: Path) -> None:
    other = NATIONAL.replace("古桥修缮项目", "古井修缮项目").replace("80.00%", "79.00%")
    read = evaluations(form, NATIONAL, other, FIRST_PAGE, SECOND_PAGE)
    paths = [f.subject.path[0] for f in read.facts if f.subject.classification is Classification.INDICATOR]
    assert list(dict.fromkeys(paths)) == ["古桥修缮项目", "古井修缮项目", "湿地监测"]
    assert [paths.count(name) for name in dict.fromkeys(paths)] == [20, 20, 17]
    assert read.notes == ()


@pytest.mark.parametrize("drawing", [NATIONAL, RATE_OF_ITS_OWN, FIRST_PAGE])
def test_what_is_read_stands_where_it_is_said_to(drawing: str, form: Path) -> None:
    pages = [drawing, SECOND_PAGE] if drawing is FIRST_PAGE else [drawing]
    read = evaluations(form, *pages, lines=["单位：万元"])
    texts = {page.number: page.text for page in printed(form, *pages, lines=["单位：万元"]).pages}
    assert read.facts
    for fact in read.facts:
        marked = fact.excerpt.slice(*fact.mark)
        assert unspaced("".join(texts[s.page][s.start : s.end] for s in marked.spans)) == fact.printed


# what is not certain is not read, and said


def changed(drawing: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in drawing
        drawing = drawing.replace(old, new)
    return drawing


def without(rows: Sequence[Row], *names: str) -> list[Row]:
    return [row for row in rows if row[1] not in names]


ODD: Final[dict[str, tuple[tuple[str, str], list[Row], str]]] = {
    "a score in words": (
        ("120米 | 20 | 18", "120米 | 20 | 十八"),
        [row[:5] if row[1] == "更换石栏" else row for row in NATIONAL_ROWS],
        "110米 120米 20 十八",
    ),
    "no weights but units": (("| 分值 | 得分\n    ^ | 产出", "| 计量单位 | 得分\n    ^ | 产出"), [], "不是 100"),
    "units beside weights": (("| 三级指标 | 实际完成值", "| 三级指标 | 计量单位"), [], "三级指标 计量单位"),
    "one weight for two": (
        ("6个 | 30 | 30", "6个 | ^ | 30"),
        without(NATIONAL_ROWS, "验收合格率", "受益村庄"),
        "2 个指标",
    ),
    "one cell for two columns": (("6个 | 6个", "6个 | <"), without(NATIONAL_ROWS, "受益村庄"), "1 个指标"),
    "one name for two rows": (
        ("指标2：更换石栏", "^"),
        without(NATIONAL_ROWS, "修缮古桥", "更换石栏"),
        "2 个指标",
    ),
    "a row without a name": (("指标2：更换石栏", ""), [], "110米 120米 20 18"),
}


@pytest.mark.parametrize(("change", "reads", "says"), ODD.values(), ids=ODD)
def test_odd_cells_of_indicators(change: tuple[str, str], reads: list[Row], says: str, form: Path) -> None:
    read = evaluations(form, changed(NATIONAL, change))
    assert indicators(read.facts) == reads
    assert any(says in note for note in read.notes), read.notes


def test_a_blank_label_is_no_label(form: Path) -> None:
    read = evaluations(form, changed(NATIONAL, ("产出指标（50分） | 数量指标", "产出指标（50分） | ")))
    assert [row[0] for row in indicators(read.facts)][:3] == ["产出指标/", "产出指标/", "产出指标/质量指标"]


def test_a_label_that_may_be_printed_only_behind_the_end_of_the_page_is_not_certain(form: Path) -> None:
    first = changed(FIRST_PAGE, ("^ | | 巡护次数", " | | 巡护次数"))
    second = changed(
        SECOND_PAGE, ("    | | | | | | | 两次，明年补上\n", ""), ("| 质量指标 | 数据", "管理指标 | 质量指标 | 数据")
    )
    read = evaluations(form, first, second)
    assert indicators(read.facts) == [
        PAGED_ROWS[0],
        ("管理指标/质量指标", *PAGED_ROWS[2][1:]),
        PAGED_ROWS[3],
    ]
    assert any("1 个指标" in note for note in read.notes)


@pytest.mark.parametrize("points", ["", "20 | 20"])
def test_a_row_that_may_go_on_the_one_on_the_page_before_is_not_certain(points: str, form: Path) -> None:
    kept = (
        ("58次 | 20 | 19 | 因汛期停巡", "58次 | 20 | 19 | ")
        if not points
        else ("58次 | 20 | 19 | 因汛期停巡", "58次 | | | ")
    )
    rest = f" | | 和巡查 | 及以上 | | {points or ' | '} |"
    first, second = changed(FIRST_PAGE, kept), changed(SECOND_PAGE, (" | | | | | | | 两次，明年补上", rest))
    read = evaluations(form, first, second)
    assert "巡护次数" not in [row[1] for row in indicators(read.facts)]
    assert "和巡查" not in [row[1] for row in indicators(read.facts)]
    assert read.notes


AMOUNTS: Final[dict[str, tuple[tuple[str, str], list[str], str]]] = {
    "an unknown fund": (("其他资金", "社会捐助"), ["80.00", "75.50", "60.40"], "社会捐助 0.00"),
    "an amount in words": (("| 70.50 |", "| 七十 |"), ["80.00", "75.50", "60.40"], "七十"),
    "a rate in an amount": (("| 60.40 |", "| 80% |"), ["80.00", "75.50"], "年度资金总额 80.00 75.50 80%"),
    "no unit": (("（万元）", ""), [], "没有标明金额单位"),
    "a bound": (("| 60.40 |", "| ≤60.40 |"), ["80.00", "75.50"], "≤60.40"),
    "a rate without its sign": (("80.00%", "80.00"), ["80.00", "75.50", "60.40"], "10 80.00 8"),
    "one row twice": (("上年结转资金", "其他资金"), ["80.00", "75.50", "60.40"], "其他资金 0.00"),
    "no headings of money": (
        ("年初预算数 | 全年预算数 | 全年执行数", "甲 | 乙 | 丙"),
        [],
        "年度资金总额 80.00",
    ),
    "no headings": (("年初预算数 | 全年预算数", "预算 | 全年 预算"), [], "资金"),
}


@pytest.mark.parametrize(("change", "reads", "says"), AMOUNTS.values(), ids=AMOUNTS)
def test_odd_amounts(change: tuple[str, str], reads: list[str], says: str, form: Path) -> None:
    read = evaluations(form, changed(NATIONAL, change))
    total = [f.printed for f in read.facts if f.unit == "万元" and f.subject.breakdown == "合计"]
    assert total == reads
    assert any(says in note for note in read.notes), read.notes
    assert Outcome.FAILS not in {check.outcome for check in read.checks}


TOTALS: Final[dict[str, tuple[tuple[str, str], list[str], int]]] = {
    "in a cell of another width": (("| < | 100 | 96", "| < | 96 | <"), ["96"], 0),
    "not the sum": (("| < | 100 | 96", "| < | 100 | <"), [], 1),
    "only the weights": (("| < | 100 | 96", "| < | 100 | "), [], 0),
    "with its unit": (("| < | 100 | 96", "| < | 100 | 96分"), ["96"], 0),
    "in words": (("| < | 100 | 96", "| < | 100 | 良好"), [], 1),
}


@pytest.mark.parametrize(("change", "reads", "notes"), TOTALS.values(), ids=TOTALS)
def test_where_the_total_stands(change: tuple[str, str], reads: list[str], notes: int, form: Path) -> None:
    read = evaluations(form, changed(NATIONAL, change))
    totals = [f.printed for f in read.facts if f.column == "总分"]
    assert (totals, len(read.notes), indicators(read.facts)) == (reads, notes, NATIONAL_ROWS)


def test_boxes_to_tick_are_no_grade(form: Path) -> None:
    read = evaluations(form, changed(RATE_OF_ITS_OWN, ("| < | 优", "| < | 优□良□")))
    assert M.GRADE not in {fact.subject.measure for fact in read.facts}
    assert any("2 行" in note for note in read.notes)


def test_a_form_without_a_project_is_said(form: Path) -> None:
    read = evaluations(form, changed(NATIONAL, ("项目名称", "名称")))
    assert (read.facts, read.checks, len(read.notes)) == ((), (), 1)


def test_a_form_without_a_project_lends_nothing_to_the_next(form: Path) -> None:
    nameless = changed(NATIONAL, ("项目名称 | < | < | 古桥修缮项目", "项目名称 | < | < | "))
    read = evaluations(form, nameless, RATE_OF_ITS_OWN)
    assert indicators(read.facts) == RATE_ROWS
    assert "没有项目名称" in read.notes[0] + read.notes[1]


# goals

GOALS: Final = (
    "年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <",
    "^ | 修缮古桥三座 | < | < | 修缮了古桥三座 | < | < | <",
)


def goals(read: Evaluations) -> list[str]:
    return [f.printed for f in read.facts if f.subject.measure in (M.GOAL, M.ACHIEVEMENT)]


def test_goals_in_several_rows_are_one(form: Path) -> None:
    second = "    ^ | ；培训工匠 | < | < | ；培训了工匠 | < | < | <"
    read = evaluations(form, changed(NATIONAL, (GOALS[1], f"{GOALS[1]}\n{second}")))
    assert goals(read) == ["修缮古桥三座；培训工匠", "修缮了古桥三座；培训了工匠"]


@pytest.mark.parametrize("side", ["", "年度总体目标"])
def test_goals_go_on_over_a_page(side: str, form: Path) -> None:
    first, second = NATIONAL.split("    绩效指标 |")
    rest = f"    {side} | ；培训工匠 | < | < | | < | < | <"
    read = evaluations(form, first, f"{rest}\n    绩效指标 |{second}")
    assert goals(read) == ["修缮古桥三座；培训工匠", "修缮了古桥三座"]
    assert indicators(read.facts) == NATIONAL_ROWS


def test_goals_beside_their_labels_are_left_out(form: Path) -> None:
    beside = "年度总体目标 | 修缮古桥三座 | < | < | 实际完成情况 | 修缮了三座 | < | <"
    read = evaluations(form, changed(NATIONAL, (GOALS[0], beside)))
    assert goals(read) == []


# the summary

SUMMARY: Final = """
    序号 | 项目名称 | 资金使用单位 | 全年预算数 | 自评等级 | 自评得分
    1 | 古桥 修缮项目 | 古桥管理所 | 75.50 | 良 | 96
    2 | 苗圃扩建 | | 40.00 | 优 | 94.5分
    3 | 湿地监测 | 湿地中心 | 30.00 | | —
"""


def test_a_summary_with_its_columns_in_another_order(form: Path) -> None:
    read = evaluations(form, SUMMARY, title="项目支出绩效自评情况汇总表")
    assert [(f.subject.item, f.subject.measure, f.printed + f.unit, f.column) for f in read.facts] == [
        ("古桥修缮项目", M.SCORE, "96分", "自评得分"),
        ("古桥修缮项目", M.GRADE, "良", "自评等级"),
        ("苗圃扩建", M.SCORE, "94.5分", "自评得分"),
        ("苗圃扩建", M.GRADE, "优", "自评等级"),
    ]
