"""How reports of different places look, as data: six layouts of final accounts, two of budgets.

Between them they have what DESIGN.md lists under "What real reports do to a parser". Units are made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from evals.generated.sheets import VEHICLES
from evals.generated.wordings import CHAPTERS, PLAIN, SHORT, USES_FIRST, Wording
from ingest.forms import FORMS
from ingest.report import Level
from tests.documents.paper import Rules

Part = Literal["duties", "tables", "narrative", "terms"]

NATIONAL: Final = tuple(FORMS)
"""The forms in the national order: the three-public form is the ninth."""

SEVENTH: Final = (*NATIONAL[:6], "three_public", "government_fund", "state_capital")
WIDE: Final = frozenset({"income", "expenditure", "fiscal_summary", "government_fund", "three_public"})


@dataclass(frozen=True)
class Layout:
    """One way of printing a report.

    Parts are printed in the order of `parts`; their headings, `title`, `code`, captions and `running_head`
    may name {organization}, {what} (部门 or 单位), {year}, {last} (the year before), {number} and {chinese} (the
    table's place), {title} and {unit}.
    """

    organization: str
    level: Level = Level.DEPARTMENT
    year: int = 2031
    subordinates: tuple[str, ...] = ()
    fund: bool = True
    """Whether the government fund gave anything."""

    # the report
    parts: Mapping[Part, str] = field(default_factory=dict)
    contents: bool = False
    chapter_number: str = "{}、"
    chapters: tuple[str, ...] = tuple(CHAPTERS)
    running_head: str = ""
    footer: str = "— {} —"
    first_numbered: int = 1
    """The file page that is printed as page 1."""
    wording: Wording = PLAIN
    spaced: bool = False
    """Whether blanks stand round the figures of the narrative."""
    lowered: float = 0.0
    doubled: bool = False
    lookalikes: Mapping[str, str] = field(default_factory=dict)
    """Characters of row names, and what is printed that only looks the same."""

    # the money
    unit: Literal["万元", "元"] = "万元"
    separators: bool = True
    zero: str = "0.00"
    behind_figures: str = ""
    """Blanks behind a figure, as a spreadsheet's formats leave them: they keep it off what no rule keeps off."""

    # the tables
    order: tuple[str, ...] = NATIONAL
    title: str = "{title}"
    titles: Mapping[str, str] = field(default_factory=dict)
    """Titles of forms where they are not the usual ones; may hold a year left over from the year before."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """Column headings that have other names here, by their paths."""
    code: str = ""
    caption: str = "{what}：{organization}"
    unit_caption: str = "金额单位：{unit}"
    note: str = "注：本表反映{what}本年度有关情况。"
    empty_note: str = "说明：{organization}{year}年度没有相关收入和支出，故本表无数据。"
    rules: Rules = "all"
    wide: frozenset[str] = WIDE
    """Tables on pages that are wide, and how those become so."""
    turn: Literal["landscape", "rotate", "sideways"] = "landscape"
    font_size: float = 9
    row_height: float = 18
    name_width: float = 170
    code_heading: str = "科目编码"
    code_cells: Literal["one", "three", "broken"] = "one"
    column_numbers: bool = False
    line_numbers: bool = False
    total_last: frozenset[str] = frozenset()
    pairs: bool = False
    band: bool = False
    repeat_header: bool = True
    alone: int = 0
    """How many rows stand alone on the last page of a table over several pages."""
    empty_page: str = ""
    """The table that an empty ruled page follows."""
    blank_rows: int = 0
    """Empty ruled rows in a table without figures."""
    by_use: bool = False
    """Whether 收支预算总表 has a third side, expenditure by nature."""

    @property
    def what(self) -> str:
        """部门 or 单位, as the level says."""
        return "部门" if self.level is Level.DEPARTMENT else "单位"


LAYOUTS: Final[Mapping[str, Layout]] = {
    "codes in three cells": Layout(
        organization="青岑县卫生健康局",
        subordinates=("青岑县卫生健康局（本级）", "青岑县疾病预防控制中心", "青岑县妇幼保健院"),
        parts={
            "duties": "第一部分 部门概况",
            "tables": "第二部分 {year}年度部门决算表",
            "narrative": "第三部分 {year}年度部门决算情况说明",
            "terms": "第四部分 名词解释",
        },
        contents=True,
        title="{title}",
        code="公开{number:02}表",
        code_cells="three",
        column_numbers=True,
        line_numbers=True,
        font_size=8,
        turn="rotate",
    ),
    "blank zeros": Layout(
        organization="澄溪区社会工作局",
        subordinates=("澄溪区社会工作局（本级）", "澄溪区志愿服务发展中心"),
        fund=False,
        parts={
            "duties": "第一部分 {organization}概况",
            "tables": "第二部分 {organization}{year}年度部门决算表",
            "narrative": "第三部分 {organization}{year}年度部门决算情况说明",
            "terms": "第四部分 名词解释",
        },
        contents=True,
        footer="{}",
        first_numbered=3,
        wording=USES_FIRST,
        spaced=True,
        lowered=4.0,
        separators=False,
        zero="",
        order=SEVENTH,
        caption="",
        unit_caption="单位：{unit}",
        titles={"general_basic": "一般公共预算财政拨款基本支出决算表"},
        headings={"金额": "决算数", "本年支出/小计": "合计"},
        code_heading="功能分类科目编码",
        rules="rects",
        row_height=23,
        name_width=92,
        total_last=frozenset({"general_expenditure"}),
        pairs=True,
        band=True,
        repeat_header=False,
        blank_rows=3,
    ),
    "tables last": Layout(
        organization="苍桐市交通运输局",
        level=Level.OWN,
        year=2029,
        parts={
            "duties": "部门职责及机构设置",
            "narrative": "{year}年度单位决算情况说明",
            "terms": "名词解释",
            "tables": "{last}年度单位决算公开表",
        },
        chapter_number="（{}）",
        chapters=tuple(key for key in CHAPTERS if key != "capital"),
        running_head="{organization}",
        footer="第 {} 页",
        wording=SHORT,
        doubled=True,
        unit="元",
        separators=False,
        title="{what}{title}",
        code="附件{number}",
        caption="编制单位：{organization}（本级）",
        unit_caption="单位：{unit}",
        rules="boxes",
        code_cells="broken",
        column_numbers=True,
        repeat_header=True,
        row_height=20,
    ),
    "level rules": Layout(
        organization="南梧省民政事务局",
        year=2030,
        fund=False,
        parts={
            "duties": "第一部分 部门概况",
            "tables": "第二部分 部门决算公开表格",
            "narrative": "第四部分 XX局{year}年度部门决算情况说明",
            "terms": "第五部分 名词解释",
        },
        chapter_number="",
        running_head="{organization}{year}年度部门决算公开",
        footer="- {} -",
        wording=SHORT,
        lookalikes={"门": "⻔", "车": "⻋", "民": "⺠", "风": "⻛", "食": "⻝"},
        zero="-",
        behind_figures="   ",
        order=(*NATIONAL[:3], "three_public", *NATIONAL[3:8]),
        title="{year}年度{title}",
        headings={f"{VEHICLES}/公务用车运行维护费": "公务用车运行费", "因公出国（境）费": "因公出国（境）费用"},
        code="表{chinese}",
        caption="部门名称：{organization}",
        rules="horizontal",
        total_last=frozenset({"income", "expenditure", "general_expenditure"}),
        pairs=True,
        empty_note="注：{organization}没有相关预算安排，本表无数据。",
    ),
    "no rules": Layout(
        organization="澜阳市图书档案馆",
        level=Level.OWN,
        parts={
            "duties": "第一部分 单位概况",
            "narrative": "第二部分 {year}年度单位决算情况说明",
            "terms": "第三部分 名词解释",
            "tables": "第四部分 {year}年度单位决算表",
        },
        contents=True,
        footer="第 {} 页 共 20 页",
        wording=PLAIN,
        title="{chinese}、{title}",
        code="公开{number:02}表",
        caption="单位：{organization}",
        behind_figures="     ",
        rules="none",
        font_size=8,
        name_width=240,
        total_last=frozenset({"general_expenditure"}),
        note="",
    ),
    "sideways": Layout(
        organization="云岭市园林绿化局",
        subordinates=("云岭市园林绿化局（本级）", "云岭市植物园", "云岭市苗木繁育站", "云岭市公园管理处"),
        year=2028,
        parts={
            "duties": "第一部分 部门概况",
            "tables": "第二部分 部门决算表",
            "narrative": "第三部分 部门决算情况说明",
            "terms": "第四部分 名词解释",
        },
        footer="{}",
        first_numbered=2,
        wording=USES_FIRST,
        zero="",
        order=SEVENTH,
        title="{year}年度部门{title}",
        headings={"金额": "决算数"},
        titles={"expenditure": "{last}年度部门支出决算表"},
        code="公开{number:02}表",
        turn="sideways",
        font_size=8,
        row_height=30,
        name_width=72,
        column_numbers=True,
        pairs=True,
        band=True,
        alone=3,
        empty_page="expenditure",
        blank_rows=4,
    ),
}
"""Layouts of final accounts by what is most particular about each."""


BUDGET_WIDE: Final = frozenset(
    {"收支预算总表", "收入预算总表", "支出预算总表", "财政拨款收支预算总表", "“三公”经费和机关运行经费预算表"}
)

BUDGET_LAYOUTS: Final[Mapping[str, Layout]] = {
    "budget in 元": Layout(
        organization="汀岚区商贸发展委员会",
        fund=False,
        parts={
            "duties": "{organization}主要职能",
            "terms": "名词解释",
            "narrative": "{year}年部门预算编制说明",
            "tables": "",
        },
        contents=True,
        footer="",
        chapter_number="",
        unit="元",
        zero="",
        title="{year}年部门{title}",
        titles={"一般公共预算支出预算表（功能科目）": "{year}年部门一般公共预算支出功能分类预算表"},
        caption="编制部门：{organization}",
        unit_caption="单位：{unit}",
        note="",
        empty_note="注:本部门{year}年无相关财政拨款安排的预算，故本表为空表。",
        rules="rects",
        wide=BUDGET_WIDE,
        code_heading="功能分类科目编码",
        code_cells="three",
        row_height=22,
        total_last=BUDGET_WIDE | {"一般公共预算支出预算表（功能科目）", "一般公共预算基本支出预算表（经济科目）"},
        blank_rows=5,
    ),
    "budget in 万元": Layout(
        organization="桐澜市档案事务局",
        year=2026,
        fund=False,
        parts={
            "duties": "第一部分 部门概况",
            "tables": "第二部分 {year}年度部门预算表",
            "narrative": "第三部分 {year}年度部门预算情况说明",
            "terms": "第四部分 名词解释",
        },
        contents=True,
        footer="{}",
        separators=False,
        zero="",
        code="公开 {number:02}表",
        caption="部门名称：{organization}",
        unit_caption="单位：{unit}",
        note="",
        empty_note="注：本部门无相关收支项目",
        wide=frozenset({"“三公”经费和机关运行经费预算表"}),
        code_heading="功能科目代码",
        row_height=20,
        blank_rows=4,
        by_use=True,
    ),
}
"""Layouts of budgets: codes in three cells and 元; 公开NN表 with the codes that final accounts have, and 万元."""
