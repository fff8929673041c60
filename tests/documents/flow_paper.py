"""Puts what a `Paper` would print into a DOCX or a web page: the same lines and tables, without places.

`paper_for` takes the kind by the file's suffix. A `.docx` begins a page for each of the paper's, and so does a
`.html` where it says how it is to be printed; a `.htm` is a site's page, all on one, within the tables that lay
the site out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from reportlab.lib.pagesizes import A4

from tests.documents.paper import Align, Cell, Paper, Rows

TWIPS: Final = 20

SITE: Final = ".htm"
"""Suffix of what is written as a page of a site."""

FRONT: Final = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>信息公开 123.45</title><style>td {color: #333}</style>
<script>document.write("<table><tr><td>99.99</td></tr></table>")</script></head>
<body><nav><ul><li>首页</li><li>政务公开</li></ul></nav>
<div style="display: none">您的浏览器版本过低 7.00</div>
<table width="100%"><tr><td colspan="2"><img src="logo.png"></td></tr>
<tr><td><ul><li>机构职能</li><li>财政信息</li></ul></td><td><div class="article">"""
BACK: Final = """</div></td></tr></table><footer>备案号 12345678</footer></body></html>"""


@dataclass(frozen=True)
class Printed:
    """A line, or a table with its columns' widths, on a sheet of the paper."""

    sheet: int
    top: float
    what: str | tuple[tuple[float, ...], Rows]


class FlowPaper:
    """Takes what a Paper takes, and writes a DOCX or a web page at its end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._printed: list[Printed] = []
        self._sheet = 0
        self.width, self.height = A4

    @property
    def pages(self) -> int:
        """How many pages the file has so far."""
        return min(self._sheet, 1) if self._path.suffix == SITE else self._sheet

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            (write_docx if self._path.suffix == ".docx" else write_html)(self._path, list(self._lines()))

    def page(self, *, landscape: bool = False, turned: int = 0, rotate: int = 0) -> None:
        """Begins a page."""
        self._sheet += 1
        self.width, self.height = A4[::-1] if landscape or turned or rotate else A4

    def wrap(self, text: str, width: float, size: float, indent: int = 2) -> list[str]:
        """A paragraph is not broken into lines."""
        return [text]

    def text(
        self, left: float, top: float, text: str, size: float = 12, lowered: float = 0.0, align: Align = "left",
        *, doubled: bool = False,
    ) -> None:  # fmt: skip
        """A line; what stands at the same height stands on one line."""
        self._printed.append(Printed(self._sheet, top, text))

    def prose(
        self, left: float, top: float, width: float, text: str, size: float = 12, leading: float = 24, **more: Any
    ) -> float:
        """A paragraph."""
        self.text(left, top, text)
        return top + leading

    def table(
        self, left: float, top: float, widths: Sequence[float], rows: Rows, *, size: float = 9, row_height: float = 0.0,
        **more: Any,
    ) -> float:  # fmt: skip
        """A table; returns how far down it would reach."""
        self._printed.append(Printed(self._sheet, top, (tuple(widths), rows)))
        return top + len(rows) * max(row_height, 2 * size)

    def footer(self, number: int, style: str = "") -> None:
        """A page's number is none of its text."""

    def header(self, text: str) -> None:
        """A running head is none of its text."""

    def _lines(self) -> Iterator[Printed]:
        """What was printed, with the texts at one height of a page as one line."""
        for (sheet, top, is_text), group in groupby(self._printed, lambda p: (p.sheet, p.top, isinstance(p.what, str))):
            found = [printed.what for printed in group]
            yield from [Printed(sheet, top, "\t".join(found))] if is_text else (Printed(sheet, top, w) for w in found)


def paper_for(path: Path) -> Paper | FlowPaper:
    """The paper for a file, by its suffix."""
    return Paper(path) if path.suffix == ".pdf" else FlowPaper(path)


# DOCX


def write_docx(path: Path, printed: Sequence[Printed]) -> None:
    """Writes it as a DOCX with a page break before each page but the first."""
    document = docx.Document()
    sheet = 1
    for each in printed:
        for _ in range(sheet, each.sheet):
            document.add_page_break()
        sheet = each.sheet
        if isinstance(each.what, str):
            document.add_paragraph(each.what)
        else:
            document.element.body.insert(-1, docx_table(*each.what))
    document.save(str(path))


def docx_table(widths: Sequence[float], rows: Rows) -> Any:
    """A table with w:gridSpan and w:vMerge."""
    columns = "".join(f'<w:gridCol w:w="{round(width * TWIPS)}"/>' for width in widths)
    table = parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid>{columns}</w:tblGrid></w:tbl>")
    below: dict[int, tuple[int, Cell]] = {}  # column to the rows that the cell above it still covers
    for row in rows:
        line = OxmlElement("w:tr")
        column = 0
        while column < len(row):
            cell = row[column]
            left, above = below.get(column, (0, None))
            if cell is None and above is not None and left:
                line.append(_docx_cell("", above.columns, "continue"))
                below[column] = (left - 1, above)
                column += above.columns
                continue
            assert cell is not None
            line.append(_docx_cell(cell.text, cell.columns, "restart" if cell.rows > 1 else ""))
            below[column] = (cell.rows - 1, cell)
            column += cell.columns
        table.append(line)
    return table


def _docx_cell(text: str, columns: int, merge: str) -> Any:
    cell, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    cell.append(properties)
    for name, value in (("w:gridSpan", str(columns) if columns > 1 else ""), ("w:vMerge", merge)):
        if value:
            element = OxmlElement(name)
            element.set(qn("w:val"), value)
            properties.append(element)
    for line in text.split("\n"):
        paragraph, run, words = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
        words.text = line
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        paragraph.append(run)
        cell.append(paragraph)
    return cell


# HTML


def write_html(path: Path, printed: Sequence[Printed]) -> None:
    """Writes it as a web page: `.html` with the pages of the paper, `.htm` as one of a site in its old encoding."""
    site = path.suffix == SITE
    parts: list[str] = []
    sheet = 1
    for each in printed:
        turn = ' style="page-break-before: always"' if each.sheet != sheet and not site else ""
        sheet = each.sheet
        if isinstance(each.what, str):
            parts.append(f"<p{turn}>{escape(each.what)}</p>")
        else:
            parts.append(f"<div{turn}>{html_table(each.what[1])}</div>")
    body = "\n".join(parts)
    if site:
        path.write_bytes((FRONT.replace("utf-8", "gb2312") + body + BACK).encode("gb18030"))
    else:
        path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")


def html_table(rows: Rows) -> str:
    """A table with colspan and rowspan."""
    lines = []
    for row in rows:
        cells = (_html_cell(cell) for cell in row if cell is not None)
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table border='1'><tbody>{''.join(lines)}</tbody></table>"


def _html_cell(cell: Cell) -> str:
    spans = "".join(
        f' {name}="{count}"' for name, count in (("colspan", cell.columns), ("rowspan", cell.rows)) if count > 1
    )
    text = escape(cell.text).replace("\n", "<br>") or "&nbsp;"
    return f"<td{spans}><span>{text}</span></td>"
