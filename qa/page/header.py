"""The top of the page: what it is, and which reports can be asked about."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.library import StoredReport
from qa.page import texts
from qa.page.markup import Html, el

SHOWN: int = 3
"""How many reports are named before the rest are folded away."""


def header() -> Html:
    """Title and purpose."""
    return el("header", el("h1", texts.TITLE), el("p", texts.TAGLINE), class_="top")


def shelf(reports: Sequence[StoredReport]) -> Html:
    """The reports of the library."""
    items = [el("li", texts.REPORT.format(title=report.title, pages=report.pages)) for report in reports]
    named = el("ul", *items[:SHOWN])
    rest = items[SHOWN:]
    more = el("details", el("summary", texts.MORE_REPORTS.format(count=len(items))), el("ul", *rest)) if rest else None
    return el("div", el("span", texts.IN_LIBRARY, class_="hint"), named, more, class_="shelf")


def trouble(message: str) -> Html:
    """Why no report can be asked about, and what to do."""
    return el("div", message, class_="trouble", role="alert")
