"""Made-up evaluations of projects, printed as text exports print them. No name or figure of them is real."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Final

from ingest.document import Excerpt, Span
from ingest.report import Paragraph, Section
from ingest.self_evaluations.lines import printed_width

TITLE: Final = "项目支出绩效自评表"
SIDE: Final = "年度绩效指标"
_UNBROKEN: Final = re.compile(r"[0-9A-Za-z.%]+|.")


@dataclass(frozen=True)
class Columns:
    """How many half characters fit in each column."""

    name: int = 20
    target: int = 14
    actual: int = 14
    deviation: int = 18
    label: int = 14


@dataclass(frozen=True)
class Row:
    """An indicator as filled in; blank cells are empty."""

    first: str
    second: str
    name: str
    target: str
    actual: str
    weight: str = ""
    score: str = ""
    deviation: str = ""


@dataclass(frozen=True)
class Form:
    """An indicator form as filled in. `pages` says behind which rows a page ends."""

    project: str
    rows: tuple[Row, ...]
    total: str
    columns: Columns = Columns()
    pages: tuple[int, ...] = ()
    unit: str = "单位：万元"
    amounts: tuple[str, ...] = ("50 40 30 10 75.00% 7.5", "50 40 30", "0 0 0", "0 0 0")
    goals: tuple[str, str] = ("种好树。", "种了树。")


def wrapped(text: str, column: int) -> list[str]:
    """The text broken into lines of a column."""
    lines = [""]
    for part in _UNBROKEN.findall(text):
        if lines[-1] and printed_width(lines[-1] + part) > column:
            lines.append("")
        lines[-1] += part
    return lines


def section(title: str, *pages: Sequence[str], number: int = 1) -> Section:
    """A section of level 1 whose lines are paragraphs, on as many pages, the first of which has the number."""
    paragraphs = []
    for page, lines in enumerate(pages, number):
        start = 0
        for line in lines:
            paragraphs.append(Paragraph(Excerpt(line, (Span(page, start, start + len(line)),))))
            start += len(line) + 1
    heading = Excerpt(title, (Span(number, 9000, 9000 + len(title)),))
    return Section(1, "", title, (title,), heading, tuple(paragraphs))


def form_section(form: Form, number: int = 1) -> Section:
    """The section of a form that begins on page `number`."""
    return section(TITLE, *form_pages(form), number=number)


def form_pages(form: Form) -> list[list[str]]:
    """The lines of each page of a form."""
    bounds = (0, *form.pages, len(form.rows))
    pages = [list(_printed(form, start, end)) for start, end in pairwise(bounds)]
    pages[0] = [*_head(form), *pages[0]]
    pages[-1] += [f"总分 {form.total}", "总分在80分以下的原因分析："]
    return pages


def _head(form: Form) -> list[str]:
    lines = ["(2031年度)", form.unit, f"项目名称 {form.project}", "主管部门 甲局 实施单位 乙处", "项目预算", "执行情况"]
    lines += ["年初预算数", "全年预算数", "（A）", "全年执行数", "（B） 分值", "执行率", "（B/A) 得分"]
    labels = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
    lines += [f"{label} {figures}" for label, figures in zip(labels, form.amounts, strict=True)]
    goals = [wrapped(goal, 50) for goal in form.goals]
    shared = all(len(goal) == 1 for goal in goals)
    lines += ["年度总体目标", "年初预期目标 目标实际完成情况"]
    lines += [" ".join(form.goals)] if shared else [line for goal in goals for line in goal]
    return [*lines, "一级指标 二级指标 三级指标 年度指标值 实际完成指标值 分值 得分", "偏差原因分析及改进", "措施"]


def _printed(form: Form, start: int, end: int) -> Iterator[str]:
    """The lines of the rows of one page, with the labels of their merged cells."""
    rows = form.rows[start:end]
    labels: list[list[tuple[str, int]]] = [[] for _ in rows]
    for column, keys in ((4, [SIDE for _ in rows]), (8, [r.first for r in rows]), (form.columns.label, _seconds(rows))):
        first = 0
        for _, group in groupby(keys):
            count = len(list(group))
            labels[first + (count - 1) // 2].append((keys[first].split("/")[-1], column))
            first += count
    for row, printed in zip(rows, labels, strict=True):
        yield from _row(row, printed, form.columns)


def _seconds(rows: Sequence[Row]) -> list[str]:
    return [f"{row.first}/{row.second}" for row in rows]


def _row(row: Row, labels: Sequence[tuple[str, int]], columns: Columns) -> Iterator[str]:
    """A row cell by cell: cells of one line share one, the deviation may begin behind weight and score."""
    cells = [wrapped(label, column) for label, column in labels]
    cells += [wrapped(row.name, columns.name), wrapped(row.target, columns.target), wrapped(row.actual, columns.actual)]
    cells += [[row.weight], [row.score]]
    deviation = wrapped(row.deviation, columns.deviation)
    shared: list[str] = []
    for cell in (cell for cell in cells if cell != [""]):
        if len(cell) == 1:
            shared += cell
            continue
        if shared:
            yield " ".join(shared)
        yield from cell
        shared = []
    if len(deviation) < 3 and deviation[0]:
        shared.append(deviation.pop(0))
    yield " ".join(shared)
    yield from (line for line in deviation if line)


def filled(rows: Sequence[Row], rate_score: str = "7.5") -> Form:
    """A form with these rows, whose total adds up."""
    total = sum((Decimal(row.score or 0) for row in rows), Decimal(rate_score))
    return Form("河岸植树", tuple(rows), str(total))


def without_blanks(row: Row) -> Row:
    """The row as it reads: its texts without white space."""
    return replace(row, **{key: re.sub(r"\s", "", value) for key, value in vars(row).items()})
