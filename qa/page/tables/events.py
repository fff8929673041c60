"""What happens on the tab: each event of it, and what it changes."""

from __future__ import annotations

import logging
from typing import Any

import gradio as gr

from ingest.errors import JuesuanError, NoLibrary
from qa.page import texts as shared
from qa.page.events import told
from qa.page.markup import Html, join
from qa.page.person import Person, person
from qa.page.tables import texts
from qa.page.tables.desk import TablesDesk
from qa.page.tables.view import Choice, message, reports, view

log = logging.getLogger(__name__)


class TablesEvents:
    """The tab's events over one desk. Each method gives the new values of the parts it is wired to."""

    def __init__(self, desk: TablesDesk) -> None:
        self._desk = desk

    def opened(self, request: gr.Request) -> tuple[Html, Any]:
        """The tab is opened: the choice of the report where there are several, else the first table of the only one."""
        try:
            found = self._desk.reports(person(request))
        except NoLibrary:
            found = ()
        except JuesuanError as error:
            return join(), message(str(error), alert=True)
        if not found:
            return join(), message(shared.NO_REPORTS)
        if len(found) > 1:
            return reports(found), gr.skip()
        return join(), self._shown(found[0].report_key, Choice(), person(request))

    def chosen(self, event: gr.EventData, request: gr.Request) -> Html:
        """A report is chosen, or another table of it, unit or order."""
        report, table, unit, column = (told(event, name) for name in ("report", "table", "unit", "column"))
        return self._shown(
            str(report),
            Choice(
                table if isinstance(table, int) else 0,
                unit if isinstance(unit, str) else None,
                column if isinstance(column, int) else None,
                told(event, "descending") is not False,
            ),
            person(request),
        )

    def _shown(self, report: str, choice: Choice, who: Person) -> Html:
        try:
            stored, entries = self._desk.tables(report, who)
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
