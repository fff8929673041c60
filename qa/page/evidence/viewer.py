"""The pages of a citation as HTML: as printed, with what is cited marked, as a table, as text; turned page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qa.answer import Citation
from qa.evidence import Mark, PageText, Sheets
from qa.page import texts as shared
from qa.page.evidence import texts
from qa.page.markup import Html, el, join
from qa.page.places import page_words
from qa.printed import PrintedPage, Spot

LEFT_OUT: Final = "…"
_MARKS: Final = {Mark.NONE: None, Mark.QUOTE: "quote", Mark.FIGURE: "quote figure"}


def viewer(sheets: Sheets, citations: Sequence[Citation], marked: str, table: Html | None = None) -> Html:
    """The pages with the ways to look at them. `marked` says what is marked on them for the `citations`; `table` is
    their parsed table."""
    first = (sheets.images or sheets.texts)[0]
    words = page_words(first.number, first.printed)
    papers = [paper(sheets.report, page, marked) for page in sheets.images]
    leaves = [leaf(page) for page in sheets.texts]
    pages = "、".join(page_words(page.number, page.printed) for page in sheets.texts)
    views = {
        "image": _region("box papers", texts.KEYS.format(page=words), papers),
        "table": table,
        "text": _region("box text", shared.PAGE_REGION.format(page=pages), leaves),
    }
    shown = [name for name, view in views.items() if view is not None and (papers or name != "image")]
    return el(
        "div",
        el("p", texts.COPY_LOST, class_="gone") if sheets.lost else None,
        _bar(shown, at(first.number, first.printed, sheets.count)),
        el("p", class_="viewer-said", role="status"),
        *(el("div", views[name], class_="view", data_view=name, hidden=name != shown[0]) for name in shown),
        class_="viewer",
        data_report=sheets.report,
        data_page=first.number,
        data_count=sheets.count,
        data_places=" ".join(f"{citation.id}:{citation.page}" for citation in citations),
        data_view=shown[0],
        data_failed=texts.NOT_SHOWN,
    )


def _region(kind: str, name: str, parts: list[Html]) -> Html:
    return el("div", *parts, class_=kind, tabindex=0, role="region", aria_label=name)


def _bar(views: list[str], at: str) -> Html:
    tabs = [
        el("button", texts.VIEWS[name], type="button", data_view=name, aria_pressed=str(name == views[0]).lower())
        for name in views
    ]
    turning = [
        _button("‹", texts.PREVIOUS, data_step=-1),
        el("span", at, class_="at", aria_live="polite"),
        _button("›", texts.NEXT, data_step=1),
        _button("↩", texts.CITED, data_step=0),
    ]
    zooming = [
        _button("－", texts.SMALLER, data_zoom=-1),
        _button("↔", texts.FIT, data_zoom=0),
        _button("＋", texts.LARGER, data_zoom=1),
    ]
    return el(
        "div",
        el("div", *tabs, class_="views", role="group", aria_label=texts.HOW) if len(tabs) > 1 else None,
        el("div", *turning, class_="turning"),
        el("div", *zooming, class_="zooming") if "image" in views else None,
        class_="viewer-bar",
    )


def _button(sign: str, name: str, **data: int) -> Html:
    return el("button", sign, type="button", aria_label=name, title=name, **data)


def at(number: int, printed: int | None, count: int) -> str:
    """Which page of how many is shown."""
    return texts.AT.format(page=page_words(number, printed), count=count)


def paper(report: str, page: PrintedPage, marked: str = "") -> Html:
    """A page as it is printed. The browser asks for the image when it is in view, as fine as it is shown."""
    words = page_words(page.number, page.printed)
    alt = (texts.ALT_MARKED if page.spots else texts.ALT).format(page=words, marked=marked)
    image = el("img", alt=alt, data_src=f"evidence/{report}/{page.number}.png", draggable="false")
    ratio = f"aspect-ratio: {page.width:.1f} / {page.height:.1f}"
    told = {"class_": "paper", "style": ratio, "data_wait": texts.DRAWING}
    return el("div", image, *map(_spot, page.spots), **told, data_page=page.number, data_width=f"{page.width:.1f}")


def _spot(spot: Spot) -> Html:
    shares = {"left": spot.left, "top": spot.top, "width": spot.width, "height": spot.height}
    style = ";".join(f"{name}:{share:.3%}" for name, share in shares.items())
    return el("span", class_=f"spot {spot.kind}", style=style, aria_hidden="true")


def leaf(page: PageText) -> Html:
    """A page as it was read, with its cited words marked."""
    runs = [el("mark", run.text, class_=_MARKS[run.mark]) if run.mark else run.text for run in page.runs]
    before, after = (LEFT_OUT if cut else None for cut in page.cut)
    words = el("div", before, *(runs or [texts.NO_TEXT]), after, class_="words")
    return el("div", el("p", page_words(page.number, page.printed), class_="leaf"), words, data_page=page.number)


def turned(report: str, count: int, text: PageText, image: PrintedPage | None) -> Html:
    """What is shown where a page is turned to: the page in each way, and where it is."""
    where = el("span", at(text.number, text.printed, count), class_="at")
    return join(where, paper(report, image) if image else None, leaf(text))
