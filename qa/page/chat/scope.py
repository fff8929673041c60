"""Which reports a question is about: the line above the question box, and what changes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import gradio as gr

from ingest.errors import JuesuanError
from qa.page.chat import texts
from qa.page.chat.desk import ChatDesk
from qa.page.events import told
from qa.page.markup import Html, el
from qa.page.person import person
from qa.page.tab import PLAIN, QUIET

SCOPE: Final = "juesuan.scope(element, trigger)"
SHOWN: Final = 3
"""So many of the chosen reports are named."""

Choice = tuple[str, ...]
"""The keys of the chosen reports; empty where a question may be about any."""


def line(titles: Sequence[str]) -> Html:
    """The reports that questions are about, and the buttons to change that."""
    if not titles:
        change = el("button", texts.CHOOSE, type="button", class_="tool", data_change=True)
        return el("p", texts.SCOPE_ALL, change, class_="scope")
    named = "、".join(titles[:SHOWN]) + (texts.AND_MORE if len(titles) > SHOWN else "")
    buttons = (
        el("button", texts.CHANGE, type="button", class_="tool", data_change=True),
        el("button", texts.ALL_AGAIN, type="button", class_="tool", data_all=True),
    )
    said = texts.SCOPE_SOME.format(count=len(titles), titles=named)
    return el("p", el("span", said, class_="narrowed"), *buttons, class_="scope", role="status")


class Scope:
    """The line and the choice that it shows, kept for the conversation."""

    def __init__(self, desk: ChatDesk) -> None:
        self._desk = desk
        self.choice = gr.State(())
        self._line = gr.HTML(line(()), elem_id="scope", js_on_load=SCOPE, **PLAIN)
        self._line.submit(self.chosen, outputs=[self.choice, self._line], **QUIET)

    def forgotten_by(self, *events: Any) -> None:
        """Another conversation is about any report."""
        gr.on(list(events), lambda: ((), line(())), outputs=[self.choice, self._line], **QUIET)

    def chosen(self, event: gr.EventData, request: gr.Request) -> tuple[Any, Html]:
        """Reports are chosen, by their keys: those of them that are there."""
        keys = told(event, "keys")
        wanted = set(map(str, keys)) if isinstance(keys, list) else set()
        try:
            found = [report for report in self._desk.reports(person(request)) if report.report_key in wanted]
        except JuesuanError:
            found = []
        return tuple(report.report_key for report in found), line([report.title for report in found])
