"""A table of results: as text for a terminal, and as a section of a page."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width

from qa.page.markup import Html, el


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

    def html(self) -> Html:
        """A section of a page."""
        lines = [el("tr", *(el("th", name) for name in self.head))]
        lines += (el("tr", *(el("td", cell) for cell in row)) for row in self.rows)
        table = el("div", el("table", *lines), class_="wide")
        return el("section", el("h2", self.title), table, *(el("p", note) for note in self.notes))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _padded(cell: str, width: int, column: int) -> str:
    """The first column from the left, all others from the right."""
    space = " " * (width - _width(cell))
    return space + cell if column else cell + space
