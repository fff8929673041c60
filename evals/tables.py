"""A table of results: as text for a terminal, and as HTML that opens without any other file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final
from unicodedata import east_asian_width

_PAGE: Final = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font: 15px/1.6 system-ui, sans-serif; margin: 2em auto; max-width: 80em; padding: 0 1em; }}
table {{ border-collapse: collapse; }}
th, td {{ border-bottom: 1px solid #ccc; padding: .2em .7em; text-align: right; white-space: nowrap; }}
th:first-child, td:first-child {{ text-align: left; }}
</style>
{sections}
</html>
"""


@dataclass(frozen=True, slots=True)
class Table:
    """Names of columns, rows of as many cells, and what is to be said about them."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def text(self) -> str:
        """With columns of even width; a Chinese character takes two."""
        lines = (self.head, *self.rows)
        widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
        padded = ("  ".join(map(_padded, row, widths, range(len(row)))).rstrip() for row in lines)
        return "\n".join((self.title, *padded, *self.notes))

    def html(self) -> str:
        """A section of a page."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.head)
        rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n" for row in self.rows)
        notes = "".join(f"<p>{escape(note)}</p>\n" for note in self.notes)
        return f"<section><h2>{escape(self.title)}</h2>\n<table><tr>{head}</tr>\n{rows}</table>\n{notes}</section>"


def page(title: str, tables: Sequence[Table]) -> str:
    """The tables as one HTML file."""
    return _PAGE.format(title=escape(title), sections="\n".join(table.html() for table in tables))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _padded(cell: str, width: int, column: int) -> str:
    """The first column from the left, all others from the right."""
    space = " " * (width - _width(cell))
    return space + cell if column else cell + space
