"""The tab 职责核对: tasks, with the verdicts on them beside, and what happens on each event."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import gradio as gr

from qa.page.desk import Desk
from qa.page.duty import texts
from qa.page.duty.desk import DutyDesk
from qa.page.duty.events import DutyEvents
from qa.page.duty.given import drop
from qa.page.duty.results import introduction
from qa.page.duty.routes import routes
from qa.page.tab import PLAIN, QUIET, Tab

DROP: Final = "juesuan.drop(element, trigger, 'refuse')"
RESULTS: Final = "juesuan.results(element, trigger, watch)"
"""What the parts do in the browser."""

TASKS: Final[dict[str, Any]] = {
    "label": texts.TASKS,
    "placeholder": texts.TASKS_PLACEHOLDER,
    "lines": 8,
    "max_lines": 16,
}


def tab(desk: Desk) -> Tab:
    """The tab over a library."""
    duties = DutyDesk(desk)
    events = DutyEvents(duties)
    return Tab("duty", texts.TAB, Path(__file__).parent, lambda _, shown: _build(events, shown), routes(duties))


def _build(events: DutyEvents, shown: gr.Tab) -> None:
    sheet = gr.State(None)
    with gr.Row(elem_id="duty"):
        with gr.Column(elem_id="given", scale=0, min_width=340):
            box = gr.Textbox(elem_id="tasks", **TASKS)
            file = gr.HTML(drop(), elem_id="file", js_on_load=DROP, **PLAIN)
            report = gr.Dropdown([], label=texts.REPORT, elem_id="report", visible=False)
            check = gr.Button(texts.CHECK, elem_id="check")
        with gr.Column(elem_id="found", scale=1):
            found = gr.HTML(introduction(), js_on_load=RESULTS, **PLAIN)
    shown.select(events.opened, inputs=[report], outputs=[report], **QUIET)
    file.submit(events.dropped, outputs=[sheet, file, box], **QUIET)
    file.refuse(events.refused, outputs=[file], **QUIET)
    file.clear(events.removed, outputs=[sheet, file, box], **QUIET)
    checked = gr.on(
        [check.click, box.submit],
        events.checked,
        inputs=[box, sheet, report],
        outputs=[found],
        **QUIET,
    )
    found.stop(events.stopped, outputs=[found], cancels=[checked], **QUIET)
