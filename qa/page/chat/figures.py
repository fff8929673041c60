"""The figures of an answer as a spreadsheet, and the address where it is had.

Answers are held in memory, the last ones only, under a digest of all that they say: whoever names it knows it already.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from decimal import Decimal
from typing import Final

from fastapi import APIRouter, Response

from ingest.numbers import figure_in
from qa import templates
from qa.answer import Answer, Figure
from qa.page.chat import texts
from qa.page.responses import attachment, problem
from qa.page.workbook import XLSX, Value, content, fill

HELD: Final = 500
"""So many answers can be downloaded."""

PREFIX: Final = "figures"


def address(answer: Answer) -> str:
    """Where the spreadsheet of an answer is, seen from the page."""
    return f"{PREFIX}/{_digest(answer)}.xlsx"


def _digest(answer: Answer) -> str:
    return hashlib.sha256(answer.model_dump_json().encode("utf-8")).hexdigest()


class Answers:
    """The last answers with figures. May be used by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Answer] = OrderedDict()

    def hold(self, answer: Answer) -> None:
        """Keeps an answer for download."""
        if not answer.figures:
            return
        with self._lock:
            self._held[_digest(answer)] = answer
            while len(self._held) > HELD:
                self._held.popitem(last=False)

    def get(self, digest: str) -> Answer | None:
        """An answer that is held."""
        with self._lock:
            return self._held.get(digest)


def routes(answers: Answers) -> APIRouter:
    """The address of the spreadsheets. What goes wrong is `{"problem": …}`, in Chinese."""
    router = APIRouter(prefix=f"/{PREFIX}")

    @router.get("/{digest}.xlsx")
    def download(digest: str) -> Response:
        answer = answers.get(digest)
        if answer is None:
            return problem(texts.FIGURES_GONE, 404)
        return attachment(texts.FIGURES_FILE.format(item=answer.understood.item or ""), workbook(answer), XLSX)

    return router


def workbook(answer: Answer) -> bytes:
    """Two sheets: the figures, and each place where one is printed."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    page.title = texts.FIGURES_SHEET
    units = {figure.unit for figure in answer.figures}
    value = texts.FIGURES_VALUE.format(unit=units.pop()) if len(units) == 1 else texts.FIGURES_VALUES
    rows = [
        (f.label, _value(f), f.unit, f.printed or templates.EMPTY_FIGURE, f.year, f.formula) for f in answer.figures
    ]
    fill(page, [(texts.FIGURES_LABEL, value, *texts.FIGURES_HEADINGS), *rows])
    places: list[tuple[Value, ...]] = [
        (f.label, c.report, c.table, c.row, c.column, c.section, c.printed_page, c.page, c.quote)
        for f in answer.figures
        for c in (answer.citations[at] for at in f.citations)
    ]
    fill(book.create_sheet(texts.PLACES_SHEET), [texts.PLACES_HEADINGS, *places])
    return content(book)


def _value(figure: Figure) -> Decimal | None:
    """The number, with the sign that is printed."""
    if figure.value is None:
        return None
    printed = figure_in(figure.printed or "")
    return Decimal(figure.value) if printed is None else printed
