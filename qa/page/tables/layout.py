"""The tab 表格: the report, one of its tables, and what happens on each event."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import gradio as gr

from qa.page.desk import Desk
from qa.page.tab import PLAIN, QUIET, Tab
from qa.page.tables import texts
from qa.page.tables.desk import TablesDesk
from qa.page.tables.events import TablesEvents
from qa.page.tables.routes import routes
from qa.page.tables.view import message

REPORTS: Final = "juesuan.tableReports(element, trigger)"
TABLES: Final = "juesuan.tables(element, trigger, watch)"
"""What the parts do in the browser."""


def tab(desk: Desk) -> Tab:
    """The tab over a library."""
    tables = TablesDesk(desk)
    events = TablesEvents(tables)
    return Tab("tables", texts.TAB, Path(__file__).parent, lambda _, shown: _build(events, shown), routes(tables))


def _build(events: TablesEvents, shown: gr.Tab) -> None:
    with gr.Column(elem_id="tables"):
        reports = gr.HTML(elem_id="table-reports", js_on_load=REPORTS, **PLAIN)
        table = gr.HTML(message(texts.WELCOME), elem_id="table", js_on_load=TABLES, **PLAIN)
    shown.select(events.opened, outputs=[reports, table], **QUIET)
    gr.on(
        [reports.select, table.select],
        events.chosen,
        outputs=[table],
        **QUIET,
    )
