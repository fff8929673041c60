"""Where a spreadsheet is dropped, and what was read of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qa.page.duty import texts
from qa.page.markup import Html, el, join

MAX_BYTES: Final = 20 * 1024 * 1024
KINDS: Final = (".xlsx", ".csv", ".json")


def drop(said: Html | None = None) -> Html:
    """The place for a file, with what there is to say of the last one."""
    told: dict[str, str | int] = {
        "data_most": MAX_BYTES,
        "data_large": texts.FILE_TOO_LARGE.format(megabytes=MAX_BYTES // 2**20),
        "data_failed": texts.FILE_FAILED,
        "data_reading": texts.READING,
    }
    pick = el("input", type="file", accept=",".join(KINDS), class_="aside-only")
    words = (el("span", texts.DROP), el("span", texts.DROP_KINDS, class_="hint"))
    return el("div", el("label", pick, *words, class_="drop-zone"), _said(said), class_="drop", **told)


def sheet(name: str, count: int, column: str) -> Html:
    """A spreadsheet that was read, instead of the place for one."""
    words = el("bdi", texts.SHEET.format(name=name, count=count, column=column))
    remove = el("button", texts.REMOVE, type="button", class_="tool", data_remove=True)
    return el("div", el("div", words, remove, class_="sheet-read", role="status"), class_="drop")


def choose(name: str, columns: Sequence[str]) -> Html:
    """The columns of a file, to press the one that has the tasks, and the place for another file."""
    buttons = (el("button", column, type="button", class_="chip", data_column=column) for column in columns)
    asked = el("span", texts.NO_COLUMN.format(name=name), class_="bad")
    return drop(join(asked, el("span", *buttons, class_="columns")))


def problem(message: str) -> Html:
    """Why a file cannot be used, and the place for another one."""
    return drop(el("span", message, class_="bad"))


def _said(said: Html | None) -> Html:
    return el("p", said, class_="drop-said", role="status")
