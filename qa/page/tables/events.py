"""What happens on the tab: each event of it, and what it changes."""

from __future__ import annotations

import logging
from typing import Any

import gradio as gr

from ingest.errors import JuesuanError
from qa.page import texts as shared
from qa.page.events import told
from qa.page.markup import Html
from qa.page.tables import texts
from qa.page.tables.desk import TablesDesk
from qa.page.tables.view import Choice, message, view

log = logging.getLogger(__name__)


class TablesEvents:
    """The tab's events over one desk. Each method gives the new values of the parts it is wired to."""

    def __init__(self, desk: TablesDesk) -> None:
        self._desk = desk

    def opened(self, chosen: str | None) -> tuple[Any, Any]:
        """The tab is opened: the choice of the report, shown where there are several, and the table shown."""
        try:
            reports = self._desk.reports()
        except JuesuanError as error:
            return gr.update(choices=[], value=None, visible=False), message(str(error), alert=True)
        if not reports:
            return gr.update(choices=[], value=None, visible=False), message(shared.NO_REPORTS)
        keys = [report.report_key for report in reports]
        key = chosen if chosen in keys else keys[0] if len(keys) == 1 else None
        choices = [(report.title, report.report_key) for report in reports]
        choice = gr.update(choices=choices, value=key, visible=len(keys) > 1)
        if key is None:
            return choice, message(texts.WELCOME)
        return choice, gr.skip() if key == chosen else self._shown(key, Choice())

    def chosen(self, report: str | None) -> Html:
        """A report is chosen: its first table."""
        return self._shown(report, Choice()) if report else message(texts.WELCOME)

    def changed(self, report: str | None, event: gr.EventData) -> Html:
        """Another table, unit or order is asked for."""
        table, unit, column = told(event, "table"), told(event, "unit"), told(event, "column")
        return self._shown(
            report,
            Choice(
                table if isinstance(table, int) else 0,
                unit if isinstance(unit, str) else None,
                column if isinstance(column, int) else None,
                told(event, "descending") is not False,
            ),
        )

    def _shown(self, report: str | None, choice: Choice) -> Html:
        try:
            stored, entries = self._desk.tables(report or "")
            if not entries:
                return message(texts.NO_TABLES)
            if not 0 <= choice.table < len(entries):
                return message(texts.TABLE_GONE, alert=True)
            return view(stored, entries, choice)
        except JuesuanError as error:
            return message(str(error), alert=True)
        except Exception:
            log.exception("a table could not be shown")
            return message(texts.UNEXPECTED, alert=True)
