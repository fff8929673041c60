"""What happens on the tab: each event of it, and what it changes."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

import gradio as gr

from ingest.errors import JuesuanError
from qa.duty_check.corrections import Correction
from qa.page.duty import given, results, texts
from qa.page.duty.desk import DutyDesk
from qa.page.events import told
from qa.page.markup import Html
from qa.page.person import person

log = logging.getLogger(__name__)

_Updates = tuple[Any, ...]


class DutyEvents:
    """The tab's events over one desk. Each method gives the new values of the parts it is wired to."""

    def __init__(self, desk: DutyDesk) -> None:
        self._desk = desk

    def opened(self, chosen: str | None, request: gr.Request) -> Any:
        """The tab is opened: the choice of the report, shown where there are several."""
        try:
            reports = self._desk.reports(person(request))
        except JuesuanError:
            reports = []
        keys = [key for _, key in reports]
        only = keys[0] if len(keys) == 1 else None
        return gr.update(choices=reports, value=chosen if chosen in keys else only, visible=len(keys) > 1)

    def dropped(self, event: gr.EventData) -> _Updates:
        """A spreadsheet was read: its name on the desk, what is said of it, and the box, closed now."""
        token = told(event, "sheet")
        try:
            taken = self._desk.sheet(str(token))
        except JuesuanError as error:
            return None, given.problem(str(error)), _box(open_=True)
        return token, given.sheet(taken.name, len(taken.tasks), taken.column), _box(open_=False)

    def refused(self, event: gr.EventData) -> Html:
        """A spreadsheet cannot be used: why, or which of its columns could be meant."""
        columns = told(event, "columns")
        if isinstance(columns, list) and columns:
            return given.choose(str(told(event, "name")), list(map(str, columns)))
        return given.problem(str(told(event, "problem")))

    def removed(self) -> _Updates:
        """The spreadsheet is taken away again."""
        return None, given.drop(), _box(open_=True)

    def checked(self, typed: str, sheet: str | None, report: str | None, request: gr.Request) -> Iterator[Html]:
        """Tasks are to be checked: how far it is, then the results, or why there are none."""
        try:
            for step in self._desk.check(typed, sheet, report, person(request)):
                yield results.progress(*step) if isinstance(step, tuple) else self._results(step)
        except JuesuanError as error:
            yield results.problem(str(error))
        except Exception:
            log.exception("tasks could not be checked")
            yield results.problem(texts.UNEXPECTED)

    def stopped(self) -> Html:
        """A check is given up."""
        return results.problem(texts.STOPPED)

    def _results(self, token: str) -> Html:
        """A check; where corrections cannot be read, without them, which is said."""
        checked = self._desk.checked(token)
        said: Mapping[str, Correction] = {}
        trouble = None
        try:
            said = self._desk.corrections(checked)
        except JuesuanError as error:
            trouble = str(error)
        return results.results(token, checked.report.title, checked.verdicts, said, trouble)


def _box(*, open_: bool) -> Any:
    """The box for tasks: away while they come from a spreadsheet, so that there is no doubt what is checked."""
    return gr.update(visible=open_)
