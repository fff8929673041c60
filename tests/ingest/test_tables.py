"""The nine forms: every cell of the real report and of invented ones, and what must not be read."""

from __future__ import annotations

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

from evals.generated.cells import PrintedCell, parsed_cells
from evals.generated.text_report import Style, invent
from ingest.document import Document, Page, Span
from ingest.facts import table_facts
from ingest.forms import FORMS
from ingest.outline import read_outline
from ingest.pipeline import understand
from ingest.readers import read
from ingest.report import Outcome, Report, Table
from ingest.tables import read_tables
from tests.documents.seeds import each_seed
from tests.ingest.printed_cells import REPORT, fact_cells, true_cells

STYLES: Final = {
    "like the national one": Style(),
    "in 元, forms reversed, no codes, form feeds": Style(
        organization="墨溪市园林绿化中心",
        year=2029,
        unit="元",
        codes=False,
        order=tuple(reversed(FORMS)),
        pages="form feeds",
    ),
    "contents with leaders": Style(contents=True, pages="form feeds"),
    "no page marks": Style(pages="none", contents=True),
    "pages told by their footers": Style(pages="footers"),
    "codes of three cells, no separators": Style(split_codes=True, separators=False),
    "columns in another order, budget and final in pairs": Style(permuted=True, paired=True),
    "no line of column numbers": Style(column_numbers=False),
    "a form over two pages, header repeated": Style(spread="with header"),
    "a form over two pages, no header": Style(spread="without header", pages="form feeds"),
    "a form over two pages, no column numbers": Style(spread="with header", column_numbers=False),
    "last year in a title": Style(last_years_title=True),
    "broken name, code on its first line": Style(broken="code first"),
    "broken name, figures on its first line": Style(broken="figures first"),
    "broken name, figures on its last line": Style(broken="figures last"),
    "broken name, figures between": Style(broken="figures between"),
    "broken name, codes of three cells": Style(broken="code first", split_codes=True),
}  # fmt: skip

Tabulate = Callable[[str], tuple[Sequence[Table], Sequence[str]]]


def fits(text: str) -> bool:
    return len(text) <= 500


def read_text(folder: Path, text: str) -> Report:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return understand(read(path), fits)


@pytest.fixture(scope="module")
def document() -> Document:
    return read(REPORT)


@pytest.fixture(scope="module")
def report(document: Document) -> Report:
    return understand(document, fits)


@pytest.fixture
def tabulate(tmp_path: Path) -> Tabulate:
    """Reads a text's tables."""

    def tables(text: str) -> tuple[Sequence[Table], Sequence[str]]:
        path = tmp_path / "report.txt"
        path.write_text(text, encoding="utf-8")
        return read_tables(read_outline(read(path)))

    return tables


# the real report


def test_all_nine_forms_are_found_in_order(report: Report) -> None:
    assert [table.form for table in report.tables] == list(FORMS)
    assert [table.code for table in report.tables] == [f"公开{n:02}表" for n in range(1, 10)]
    assert {table.unit for table in report.tables} == {"万元"}


def test_every_cell_of_the_report_is_read_and_none_is_invented(report: Report) -> None:
    printed = {page.number: page.printed for page in report.pages}
    parsed = [cell._replace(page=printed[cell.page] or 0) for cell in parsed_cells(report.tables)]
    assert_same(parsed, true_cells())


def test_every_value_is_exactly_what_is_printed(report: Report) -> None:
    cells = [cell for table in report.tables for row in table.rows for cell in row.cells]
    assert len(cells) == len(list(true_cells()))
    assert [cell for cell in cells if cell.value != Decimal(cell.printed.replace(",", ""))] == []


def test_every_mark_points_at_its_figure_on_its_page(report: Report) -> None:
    pages = {page.number: page.text for page in report.pages}
    for table in report.tables:
        for row in table.rows:
            for cell in row.cells:
                found = row.excerpt.slice(*cell.mark)
                (span,) = found.spans
                assert found.text == pages[span.page][span.start : span.end] == cell.printed


def test_levels_and_paths_follow_the_codes(report: Report) -> None:
    names = {cell.code: cell.name for cell in true_cells() if cell.code}
    for row in (row for table in report.tables for row in table.rows if row.code):
        ancestors = [names[row.code[:length]] for length in (3, 5) if length < len(row.code)]
        assert (row.level, row.path) == ({3: 1, 5: 2, 7: 3}[len(row.code)], tuple(ancestors))


def test_rows_of_a_balance_stand_below_it(report: Report) -> None:
    (table,) = (table for table in report.tables if table.form == "fiscal_summary")
    below = {row.label: row.path for row in table.rows if row.path}
    assert below == dict.fromkeys(
        ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"), ("年初财政拨款结转和结余",)
    )


def test_totals_have_level_0_and_listed_items_level_1(report: Report) -> None:
    levels = {row.name: row.level for row in report.tables[0].rows if row.name}
    assert [name for name, level in levels.items() if level == 0] == ["本年收入合计", "本年支出合计", "总计"]
    assert set(levels.values()) == {0, 1}


def test_each_form_keeps_its_note(report: Report) -> None:
    notes = {table.code: [note.text for note in table.notes] for table in report.tables}
    assert all(len(found) == 1 and found[0].startswith("注：") for found in notes.values())
    assert notes["公开03表"] == ["注：本表反映单位本年度各项支出情况。"]
    assert notes["公开07表"][0].endswith("故本表无数据。")


def test_every_named_cell_is_a_fact_and_no_filler_is(report: Report) -> None:
    named = [cell for cell in true_cells() if cell.name or cell.form == "three_public"]
    assert len(named) < len(list(true_cells()))
    expected = Counter((c.form, f"{c.code} {c.name}".strip(), c.printed) for c in named)
    assert Counter((form, row, printed) for form, row, _, printed in fact_cells(report)) == expected


def test_nothing_of_the_report_is_remembered(document: Document, report: Report) -> None:
    """Every digit of every figure becomes another: the cells change with it, and nothing else does."""
    swap = str.maketrans("0123456789", "4750931826")
    figures = {span: printed.translate(swap) for span, printed in spans_of_figures(report)}
    tables, notes = read_tables(read_outline(printing(document, figures)))
    expected = [
        cell._replace(printed=cell.printed.translate(swap)) if is_fact(cell) else cell
        for cell in parsed_cells(report.tables)
    ]
    assert notes == ()
    assert_same(parsed_cells(tables), expected)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_changed_figure_changes_its_fact_and_no_other(
    data: st.DataObject, document: Document, report: Report
) -> None:
    span, printed = data.draw(st.sampled_from(spans_of_figures(report)))
    new = data.draw(st.text("0123456789", min_size=len(printed), max_size=len(printed)))
    new = "".join(digit if old.isdecimal() else old for old, digit in zip(printed, new, strict=True))
    facts = table_facts(read_tables(read_outline(printing(forms_of(document), {span: new})))[0], year=2024)
    before = [fact for fact in report.facts if fact.form in FORMS]
    changed = [(old, fact) for old, fact in zip(before, facts, strict=True) if old.value != fact.value]
    assert [fact.printed for fact in facts] == [
        new if fact.excerpt.slice(*fact.mark).spans == (span,) else fact.printed for fact in before
    ]
    assert all(old.subject == fact.subject for old, fact in changed)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_row_gives_no_wrong_figure(data: st.DataObject, document: Document, report: Report) -> None:
    """A word lost, a line broken after it or within it, two lines run together: what is still read is right."""
    printed = set(parsed_cells(report.tables))
    row = data.draw(st.sampled_from([row for table in report.tables for row in table.rows]))
    word = data.draw(st.sampled_from(list(re.finditer(r"\S+", row.excerpt.text))))
    place = row.excerpt.slice(*word.span()).spans[0]
    damage = data.draw(st.sampled_from(list(DAMAGES.values())))
    pages = forms_of(document).pages
    pages = tuple(damaged(page, place, damage) if page.number == place.page else page for page in pages)
    tables, _ = read_tables(read_outline(replace(document, pages=pages)))
    assert [cell for cell in parsed_cells(tables) if is_fact(cell) and cell not in printed] == []


Damage = Callable[[str, str, str], str]
DAMAGES: Final[dict[str, Damage]] = {
    "lost": lambda before, word, after: before + after,
    "broken after": lambda before, word, after: f"{before}{word}\n{after}",
    "broken within": lambda before, word, after: f"{before}{word[: len(word) // 2]}\n{word[len(word) // 2 :]}{after}",
    "run together": lambda before, word, after: before + word + after.replace("\n", " ", 1),
}
"""What may become of a word, with the page before and after it."""


def damaged(page: Page, place: Span, damage: Damage) -> Page:
    text = damage(page.text[: place.start], page.text[place.start : place.end], page.text[place.end :])
    return replace(page, text="\n".join(line for line in text.split("\n") if line.strip()))


# invented reports


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@each_seed
def test_every_cell_of_an_invented_report_is_read(style: Style, seed: int, tmp_path: Path) -> None:
    invented = invent(seed, style)
    report = read_text(tmp_path, invented.text)
    assert_same(parsed_cells(report.tables), invented.cells)
    assert report.title == invented.title
    assert len(report.pages) == invented.pages
    assert [check.name for check in report.checks if check.outcome is not Outcome.HOLDS] == []
    assert Counter((form, row, printed) for form, row, _, printed in fact_cells(report)) == Counter(
        (cell.form, f"{cell.code} {cell.name}".strip(), cell.printed) for cell in invented.cells if is_fact(cell)
    )


def test_a_unit_of_another_name_is_not_taken_for_the_unit_of_money(tabulate: Tabulate) -> None:
    text = invent(1).text.replace("部门：青岑县卫生健康局", "单位：元青县卫生健康局")
    assert {table.unit for table in tabulate(text)[0]} == {"万元"}


# what must not be read

FLAT: Final = """第二部分 部门决算表
支出决算表
单位：万元
项目
本年支出合计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出
科目代码 科目名称
栏次 1 2 3 4 5 6
合计 30.00 10.00 20.00 0.00 0.00 0.00
2050202 小学教育 30.00 10.00 20.00 0.00 0.00 0.00
注：本表反映部门本年度各项支出情况。
"""
ROW: Final = "2050202 小学教育 30.00 10.00 20.00 0.00 0.00 0.00"


def names(tables: Sequence[Table]) -> list[tuple[str, str]]:
    return [(row.code, row.name) for table in tables for row in table.rows]


def test_the_small_form_is_read_as_it_is(tabulate: Tabulate) -> None:
    tables, notes = tabulate(FLAT)
    assert (names(tables), notes) == ([("", "合计"), ("2050202", "小学教育")], ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("经营支出", "其他支出", id="another column"),
        pytest.param("对附属单位补助支出", "对附属单位补助支出 其他支出", id="a column more"),
        pytest.param(" 对附属单位补助支出", "", id="a column less"),
        pytest.param("栏次 1 2 3 4 5 6", "栏次 1 2 3 4 5 6 7", id="one column number more"),
        pytest.param("单位：万元\n", "", id="no unit"),
        pytest.param("单位：万元\n", "单位：万元\n单位：元\n", id="two units"),
    ],
)
def test_a_form_that_is_not_as_prescribed_is_left_alone_and_named(old: str, new: str, tabulate: Tabulate) -> None:
    assert old in FLAT
    tables, notes = tabulate(FLAT.replace(old, new))
    assert tables == ()
    (note,) = notes
    assert "《支出决算表》" in note


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("2050202 小学教育 30.00 10.00 20.00 0.00 0.00", id="one cell blank"),
        pytest.param("2050202 小学教育 30.00", id="all but one blank"),
        pytest.param("2050202 30.00 10.00 20.00 0.00 0.00", id="no name and a blank"),
        pytest.param("2050202 30.00 10.00 20.00 0.00 0.00 0.00", id="no name"),
        pytest.param("2050202 小学教育 30.00 10.00 20.00 0.00 0.00 0.00 0.00", id="one figure more"),
        pytest.param("2050202 小学教育 30.00 10.00 20.00 0.00 0.00 1,23", id="a malformed figure"),
        pytest.param("2050202 小学教育 30.00 10.00 20.00 0.00 0.00 ***", id="a cell that is no figure"),
        pytest.param("2050202 小学教育", id="no figures"),
        pytest.param("小学教育 30.00 10.00 20.00 0.00 0.00 0.00", id="no code"),
        pytest.param("2050202 小学教育 30.00 10.00 20.00 0.00 0.00 0.\n00", id="a broken figure"),
        pytest.param("2050202 小学教育 30.00 10.00 20.00 0.00 0.00 0.0\n0", id="a figure broken before its end"),
        pytest.param("2050202 小学教育 3\n0.00 10.00 20.00 0.00 0.00 0.00", id="a figure broken after its beginning"),
    ],
)
def test_a_line_that_does_not_fit_is_named_and_not_guessed_at(line: str, tabulate: Tabulate) -> None:
    tables, notes = tabulate(FLAT.replace(ROW, line))
    assert names(tables) == [("", "合计")]
    assert len(notes) == 1
    assert line.split("\n")[0] in notes[0]


def test_where_a_broken_name_may_be_either_rows_neither_is_read(tabulate: Tabulate) -> None:
    above = "2050299 学校教学楼维修改造 1.00 1.00 0.00 0.00 0.00 0.00"
    below = "2050204 中 1.00 1.00 0.00 0.00 0.00 0.00"
    tables, notes = tabulate(FLAT.replace(ROW, f"{above}\n支出\n{below}\n{ROW}"))
    assert names(tables) == [("", "合计"), ("2050202", "小学教育")]
    assert len(notes) == 1


SUMMARY: Final = """第二部分 部门决算表
收入支出决算总表
金额单位：万元
收入 支出
项目 行次 金额 项目 行次 金额
栏次 1 栏次 2
一、一般公共预算财政拨款收入 1 5.00 一、一般公共服务支出 32 3.00
二、政府性基金预算财政拨款收入 2 0.00 二、外交支出 33 2.00
本年收入合计 27 5.00 本年支出合计 58 5.00
"""
SECOND: Final = "二、政府性基金预算财政拨款收入 2 0.00 二、外交支出 33 2.00"


@pytest.mark.parametrize("numbers", [True, False], ids=["with 行次", "without 行次"])
@pytest.mark.parametrize(
    "line",
    [
        pytest.param("二、政府性基金预算财政拨款收入 2 二、外交支出 33 2.00", id="left figure blank"),
        pytest.param("二、政府性基金预算财政拨款收入 2 0.00 二、外交支出 33", id="right figure blank"),
        pytest.param("2 二、外交支出 33 2.00", id="only a number on the left"),
        pytest.param("二、外交支出 33 2.00", id="nothing on the left"),
        pytest.param("二、政府性基金预算财政拨款收 2 0.00 二、外交支出 33 2.00\n入", id="a broken name"),
    ],
)
def test_a_blank_cell_in_a_double_form_gives_no_wrong_figure(line: str, numbers: bool, tabulate: Tabulate) -> None:
    text = SUMMARY
    if not numbers:
        text = re.sub(r"(?<=\D) (?:1|2|27|32|33|58)(?= \d+\.|$)", "", text.replace(" 行次", ""), flags=re.MULTILINE)
        line = re.sub(r" (?:2|33)(?= |$)|^2 ", "", line, flags=re.MULTILINE)
    second = SECOND if numbers else re.sub(r" (?:2|33)(?= )", "", SECOND)
    assert second in text
    right = {"一般公共预算财政拨款收入", "一般公共服务支出", "本年收入合计", "本年支出合计"}
    tables, notes = tabulate(text.replace(second, line))
    assert {name for _, name in names(tables)} <= right
    assert len(notes) == 1


TRIPLE: Final = """第二部分 部门决算表
一般公共预算财政拨款基本支出决算明细表
单位：万元
人员经费 公用经费
科目代码 科目名称 金额 科目代码 科目名称 金额 科目代码 科目名称 金额
301 工资福利支出 3.00 302 商品和服务支出 4.00 310 资本性支出 5.00
30101 基本工资 3.00 30201 办公费 4.00 31002 办公设备购置 5.00
人员经费合计 3.00 公用经费合计 9.00
"""


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("30101 基本工资 30201 办公费 4.00 31002 办公设备购置 5.00", {}),
        ("30101 基本工资 3.00 30201 办公费 31002 办公设备购置 5.00", {}),
        ("30201 办公费 4.00 31002 办公设备购置 5.00", {"30201": "公用经费", "31002": "公用经费"}),
        ("0 30201 办公费 4.00 0", {"30201": "公用经费"}),
        ("30101 基本工资 3.00", {"30101": "人员经费"}),
        ("31002 办公设备购置 5.00", {"31002": "公用经费"}),
        ("基本工资 3.00 30201 办公费 4.00 31002 办公设备购置 5.00", {}),
        ("30101 3.00 30201 办公费 4.00 31002 办公设备购置 5.00", {}),
        ("30101 基本工资 3.00 30\n201 办公费 4.00 31002 办公设备购置 5.00", {}),
    ],
)
def test_a_blank_cell_in_a_triple_form_gives_no_wrong_figure(
    line: str, read: dict[str, str], tabulate: Tabulate
) -> None:
    tables, _ = tabulate(TRIPLE.replace("30101 基本工资 3.00 30201 办公费 4.00 31002 办公设备购置 5.00", line))
    cells = [cell for cell in parsed_cells(tables) if len(cell.code) == 5]
    amounts = {"30101": "3.00", "30201": "4.00", "31002": "5.00"}
    assert all(cell.printed == amounts[cell.code] for cell in cells)
    assert {cell.code: cell.side for cell in cells} == read


def test_a_header_wrapped_anew_on_the_next_page_names_no_row(tabulate: Tabulate) -> None:
    again = """本年支出合计 基本支出 项目支出 上缴上级支出 经营支出
对附属单位补助支
出
项目
科目代码 科目名称
栏次 1 2 3 4 5 6"""
    tables, notes = tabulate(FLAT.replace(ROW, f"支出决算表（续）\n单位：万元\n{again}\n{ROW}"))
    assert (names(tables), notes) == ([("", "合计"), ("2050202", "小学教育")], ())


def test_a_title_without_a_table_is_no_table(tabulate: Tabulate) -> None:
    tables, notes = tabulate("第二部分 部门决算表\n支出决算表\n收入决算表\n")
    assert (tables, notes) == ((), ())


BUDGETED: Final = """第二部分 部门预算表
支出预算总表
部门：青岑县教育局 金额单位：万元
项目 支出预算
科目编码 科目名称 {columns}
合计 7.00 4.00 3.00
205 教育支出 7.00 4.00 3.00
"""


@pytest.mark.parametrize("columns", ["合计 基本支出 项目支出", "合计 项目支出 经营支出"])
def test_a_budget_may_leave_out_columns(columns: str, tabulate: Tabulate) -> None:
    (table,), notes = tabulate(BUDGETED.format(columns=columns))
    assert [column.path for column in table.columns] == [(name,) for name in columns.split()]
    assert [[cell.printed for cell in row.cells] for row in table.rows] == [["7.00", "4.00", "3.00"]] * 2
    assert notes == ()


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param("合计 基本支出 上年数", id="a column that is not of the form"),
        pytest.param("合计 合计 项目支出", id="a column twice"),
        pytest.param("科室 分管领导 备注", id="no column of the form at all"),
    ],
)
def test_columns_of_a_budget_that_are_not_its_forms_are_not_read(columns: str, tabulate: Tabulate) -> None:
    tables, (note,) = tabulate(BUDGETED.format(columns=columns))
    assert tables == ()
    assert "栏目与规定格式不符" in note


def test_final_accounts_may_not_leave_out_columns(tabulate: Tabulate) -> None:
    tables, _ = tabulate(
        BUDGETED.format(columns="合计 基本支出 项目支出").replace("预算", "决算").replace("决算总表", "决算表")
    )
    assert tables == ()


# helpers


def is_fact(cell: PrintedCell) -> bool:
    """Whether a cell belongs to a row with a name, or to the form whose one row has none."""
    return bool(cell.name) or cell.form == "three_public"


def assert_same(found: Iterable[PrintedCell], expected: Iterable[PrintedCell]) -> None:
    """Both ways: nothing missing, nothing invented, nothing twice."""
    parsed, printed = Counter(found), Counter(expected)
    assert {"missing": list(printed - parsed), "invented": list(parsed - printed)} == {"missing": [], "invented": []}


def forms_of(document: Document) -> Document:
    """The pages of the report's second part alone, which read faster."""
    return replace(document, pages=tuple(page for page in document.pages if page.number in range(9, 22)))


def spans_of_figures(report: Report) -> list[tuple[Span, str]]:
    """Where each figure of a fact stands, and what is printed there."""
    marked = [(fact.excerpt.slice(*fact.mark), fact.printed) for fact in report.facts if fact.form in FORMS]
    return [(found.spans[0], printed) for found, printed in marked]


def printing(document: Document, figures: dict[Span, str]) -> Document:
    """The document with other figures, of the same length, in some places."""
    texts = {page.number: list(page.text) for page in document.pages}
    for span, figure in figures.items():
        texts[span.page][span.start : span.end] = figure
    return replace(document, pages=tuple(replace(page, text="".join(texts[page.number])) for page in document.pages))
