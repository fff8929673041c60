"""The tab 表格: the report, one of its tables, and what happens on each event."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import gradio as gr

from qa.page.desk import Desk
from qa.page.tab import PLAIN, QUIET, WORKERS, Tab
from qa.page.tables import texts
from qa.page.tables.desk import TablesDesk
from qa.page.tables.events import TablesEvents
from qa.page.tables.routes import routes
from qa.page.tables.view import message

TABLES: Final = "juesuan.tables(element, trigger, watch)"
"""What the table does in the browser."""


def tab(desk: Desk) -> Tab:
    """The tab over a library."""
    tables = TablesDesk(desk)
    events = TablesEvents(tables)
    return Tab("tables", texts.TAB, Path(__file__).parent, lambda _, shown: _build(events, shown), routes(tables))


def _build(events: TablesEvents, shown: gr.Tab) -> None:
    with gr.Column(elem_id="tables"):
        report = gr.Dropdown([], label=texts.REPORT, elem_id="tables-report", visible=False)
        table = gr.HTML(message(texts.WELCOME), elem_id="table", js_on_load=TABLES, **PLAIN)
    shown.select(events.opened, inputs=[report], outputs=[report, table], **QUIET)
    report.input(events.chosen, inputs=[report], outputs=[table], concurrency_limit=WORKERS, **QUIET)
    table.select(events.changed, inputs=[report], outputs=[table], concurrency_limit=WORKERS, **QUIET)
