"""The tab 报告库: files in, and the reports that are here. It works by its own addresses, beside the questions."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import gradio as gr

from qa.page.desk import Desk
from qa.page.markup import Html, el
from qa.page.reports import texts
from qa.page.reports.desk import ReportsDesk
from qa.page.reports.jobs import drop
from qa.page.reports.routes import routes
from qa.page.tab import PLAIN, QUIET, Tab

LIBRARY: Final = "juesuan.library(element)"
OPENED: Final = "() => juesuan.libraryOpened()"
"""What happens in the browser: when the tab is there, and whenever it is opened."""


def tab(desk: Desk) -> Tab:
    """The tab over a library."""
    return Tab("reports", texts.TAB, Path(__file__).parent, _build, routes(ReportsDesk(desk)))


def _build(_page: gr.Blocks, shown: gr.Tab) -> None:
    gr.HTML(frame(), elem_id="library", js_on_load=LIBRARY, **PLAIN)
    shown.select(None, js=OPENED, **QUIET)


def frame() -> Html:
    """The parts, to be filled in by what the addresses give."""
    into = el("section", drop(), el("div", class_="uploads"), el("div", class_="on-their-way"), class_="into")
    search = el("input", type="search", class_="search", placeholder=texts.SEARCH, aria_label=texts.SEARCH)
    buttons = (
        el("button", texts.ASK_CHOSEN, type="button", class_="ask-chosen"),
        el("button", texts.UNTICK, type="button", class_="tool untick"),
    )
    chosen = el("div", el("span", class_="chosen-count", role="status"), *buttons, class_="chosen", hidden=True)
    found = el(
        "section", search, el("p", class_="trouble", role="alert", hidden=True), _listed(), chosen, class_="held"
    )
    told = {"data_chosen": texts.CHOSEN, "data_unreachable": texts.UNREACHABLE}
    return el("div", into, found, class_="library", **told)


def _listed() -> Html:
    return el("div", class_="listed", aria_label=texts.REPORTS, role="region")
