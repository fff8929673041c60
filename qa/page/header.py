"""The top of the page: what it is, and which reports can be asked about."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.library import StoredReport
from qa import templates
from qa.page import texts
from qa.page.markup import Html, el
from qa.shelf import Shelf

SHOWN: int = 3
"""So many reports are named; more are counted, and named where they are folded away."""


def header(name: str | None = None) -> Html:
    """Title and purpose; who has signed in, and the way out."""
    leave = el("a", texts.SIGN_OUT, href="/sign-out")
    who = el("p", el("bdi", texts.SIGNED_IN.format(name=name)), " ", leave, class_="who") if name else None
    return el("header", el("h1", texts.TITLE), el("p", texts.TAGLINE), who, class_="top")


def shelf(reports: Sequence[StoredReport]) -> Html:
    """The reports of the library; of many how many there are, and which behind it."""
    if len(reports) <= SHOWN:
        items = [el("li", texts.REPORT.format(title=report.title, pages=report.pages)) for report in reports]
        return el("div", el("span", texts.IN_LIBRARY, class_="hint"), el("ul", *items), class_="shelf")
    held = Shelf(reports)
    years = sorted({report.identity.year for report in reports})
    counts = {"count": len(reports), "organizations": len(held.organizations), "first": years[0], "last": years[-1]}
    summary = (texts.MANY_REPORTS if len(years) > 1 else texts.MANY_OF_YEAR).format(**counts)
    items = [
        el("li", templates.REPORTS_OF.format(organization=body, told=told))
        for body, told in held.holdings(held.organizations)
    ]
    return el("div", el("details", el("summary", summary), el("ul", *items)), class_="shelf")


def trouble(message: str) -> Html:
    """Why no report can be asked about, and what to do."""
    return el("div", message, class_="trouble", role="alert")
