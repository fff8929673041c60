"""Whose report, of which year: by vote, because any one place may be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.generated.text_report import Style, invent
from ingest.document import Document, Page
from ingest.identity import identify
from ingest.outline import read_outline
from ingest.readers import read
from ingest.report import Identity, Level, ReportKind
from tests.ingest.printed_cells import REPORT

UNIT = "青岑县卫生健康局"


def identity(*pages: str) -> tuple[Identity | None, tuple[str, ...]]:
    document = Document(Path("made-up"), "text", tuple(Page(i, text) for i, text in enumerate(pages, 1)))
    return identify(document, read_outline(document))


def test_the_report_is_its_units_own_final_accounts_of_2024() -> None:
    document = read(REPORT)
    found, notes = identify(document, read_outline(document))
    assert found == Identity("济南市莱芜区人民政府办公室", Level.OWN, 2024, ReportKind.FINAL_ACCOUNTS)
    assert notes == ()


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("pages", ["one space", "form feeds", "footers", "none"])
def test_an_invented_report_is_known_whatever_its_pages(level: Level, pages: str, tmp_path: Path) -> None:
    style = Style(level=level, pages=pages, year=2019)  # type: ignore[arg-type]
    path = tmp_path / "report.txt"
    path.write_text(invent(4, style).text, encoding="utf-8")
    document = read(path)
    found, _ = identify(document, read_outline(document))
    assert found == Identity(UNIT, level, 2019, ReportKind.FINAL_ACCOUNTS)


TABLE = "第二部分 2031年度部门决算表\n支出决算表\n{caption}\n合计 1.00"


@pytest.mark.parametrize(
    "caption",
    [
        f"单位：{UNIT} 金额单位：万元",
        f"部门：{UNIT} 单位：万元",
        f"编制单位：{UNIT}\n金额单位：万元",
        f"填报单位: {UNIT} 单位: 元",
        f"部门（单位）：{UNIT} 金额单位：元",
        f"部门(单位)：{UNIT}\n单位：元",
    ],
)
def test_the_line_above_a_table_names_the_unit(caption: str) -> None:
    found, _ = identity(TABLE.format(caption=caption))
    assert found is not None
    assert (found.organization, found.year) == (UNIT, 2031)


@pytest.mark.parametrize(
    "cover",
    [
        f"{UNIT}2031年度部门决算",
        f"{UNIT}\n2031年度部门决算",
        f"2031年度{UNIT}部门决算",
        f"2031年度\n{UNIT}\n部门决算公开",
        f"第一部分 {UNIT}概况\n2031年度",
        f"标题：{UNIT}2031年部门决算",
    ],
)
def test_without_tables_the_cover_names_the_unit(cover: str) -> None:
    found, _ = identity(cover, "第三部分 2031年度部门决算情况说明")
    assert found is not None
    assert (found.organization, found.level, found.year) == (UNIT, Level.DEPARTMENT, 2031)


@pytest.mark.parametrize(
    "placeholder",
    ["XX局2031年度部门决算", "某某局2031年度部门决算", "本部门2031年度部门决算", "××单位2031年度部门决算"],
)
def test_a_placeholder_left_from_the_template_names_no_unit(placeholder: str) -> None:
    found, _ = identity(placeholder, TABLE.format(caption=f"部门：{UNIT} 单位：万元"))
    assert found is not None
    assert found.organization == UNIT
    assert identity(placeholder)[0] is None


def test_a_title_with_another_year_is_outvoted_and_noted() -> None:
    pages = ("第二部分 2030年度部门决算表", "第三部分 2031年度部门决算情况说明", f"{UNIT}2031年度部门决算")
    found, notes = identity(*pages, TABLE.format(caption=f"部门：{UNIT} 单位：万元"))
    assert found is not None
    assert found.year == 2031
    (note,) = notes
    assert "2030年" in note
    assert "2031年" in note


def test_the_year_before_named_more_often_in_the_text_is_not_the_year() -> None:
    text = "与2030年度相比有所增加。" * 4
    found, _ = identity(
        f"{UNIT}2031年度部门决算", f"第三部分 2031年度部门决算情况说明\n{text}", "第二部分 2031年度部门决算表"
    )
    assert found is not None
    assert found.year == 2031


@pytest.mark.parametrize(("title", "kind"), [("决算", ReportKind.FINAL_ACCOUNTS), ("预算", ReportKind.BUDGET)])
def test_the_kind_is_what_the_headings_say_most(title: str, kind: ReportKind) -> None:
    pages = (f"{UNIT}2031年度部门{title}", f"第二部分 2031年度部门{title}表", f"第三部分 2031年度部门{title}情况说明")
    found, _ = identity(*pages)
    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize("text", ["养护公园绿地。", "2031年度工作总结", f"单位：{UNIT}", "金额单位：万元\n2031年度"])
def test_what_names_no_unit_or_no_year_is_no_report(text: str) -> None:
    assert identity(text) == (None, ())
