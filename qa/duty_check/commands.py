"""`python -m qa duties check` and `list`."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from ingest.library import StoredReport
from ingest.settings import settings
from qa import messages as qa_messages
from qa.assistant import Assistant
from qa.catalog import Catalog
from qa.duty_check import messages
from qa.duty_check.checking import with_duties
from qa.duty_check.corrections import Corrections, task_key, with_corrections
from qa.duty_check.reading import read_tasks
from qa.duty_check.sheets import SheetError
from qa.duty_check.verdict import Outcome, Passage
from qa.duty_check.writing import can_write, write_checked
from qa.organizations import own_names
from qa.text import normalized

Say = Callable[[str], None]


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser], say: Say) -> None:
    """Adds `duties` with its own commands to a parser; what they print goes through `say`."""
    duties = commands.add_parser("duties", help=qa_messages.HELP_DUTIES)
    own = duties.add_subparsers(required=True, metavar=qa_messages.META_COMMAND)
    check = own.add_parser("check", help=qa_messages.HELP_CHECK)
    check.add_argument("input", type=Path, metavar="IN", help=qa_messages.HELP_TASKS)
    check.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help=qa_messages.HELP_CHECKED)
    check.add_argument("--column", default=None, metavar=qa_messages.META_COLUMN, help=qa_messages.HELP_COLUMN)
    check.set_defaults(run=partial(_check, say))
    listed = own.add_parser("list", help=qa_messages.HELP_LIST)
    listed.add_argument("--department", default=None, metavar=qa_messages.META_BODY, help=qa_messages.HELP_DEPARTMENT)
    listed.add_argument("--about", default=None, metavar=qa_messages.META_ABOUT, help=qa_messages.HELP_ABOUT)
    listed.add_argument("--json", action="store_true", help=qa_messages.HELP_JSON)
    listed.set_defaults(run=partial(_list, say))
    for command in (check, listed):
        command.add_argument("--report", default=None, metavar=qa_messages.META_REPORT, help=qa_messages.HELP_REPORT)
        command.add_argument("--library", type=Path, default=None, metavar="DIR", help=qa_messages.HELP_LIBRARY)


def chosen_report(reports: Sequence[StoredReport], given: str | None) -> StoredReport:
    """The report that is meant by an id, a title, or a name of its organization (then its newest).

    Raises SheetError with the reports to choose from, where none or several are meant.
    """
    if given is None:
        if len(reports) == 1:
            return reports[0]
        raise SheetError(messages.WHICH_REPORT.format(count=len(reports), reports=_lines(reports)))
    exact = [report for report in reports if given in (report.id, report.title)]
    if exact:
        return exact[0]
    name = normalized(given)
    named = [r for r in reports if name in own_names(r.identity.organization)]
    named = named or [r for r in reports if name in normalized(r.title)]
    newest = [r for r in named if r.identity.year == max(other.identity.year for other in named)]
    if not newest:
        raise SheetError(messages.NO_REPORT.format(given=given, reports=_lines(reports)))
    if len(newest) > 1:
        raise SheetError(messages.WHICH_REPORT.format(count=len(newest), reports=_lines(newest)))
    return newest[0]


def _lines(reports: Sequence[StoredReport]) -> str:
    return "\n".join(messages.REPORT_LINE.format(id=report.id, title=report.title) for report in reports)


def _check(say: Say, assistant: Assistant, given: argparse.Namespace) -> int:
    from tqdm import tqdm

    if not can_write(given.output):
        raise SheetError(messages.OUTPUT_KIND.format(name=given.output.name))
    report = chosen_report(assistant.shelf().reports, given.report)
    sheet = read_tasks(given.input, given.column)
    with tqdm(total=len(sheet.tasks), desc=messages.BAR, unit=messages.BAR_UNIT, disable=None) as bar:

        def progress(done: int, _: int) -> None:
            bar.update(done - bar.n)

        verdicts = assistant.check_duties(sheet.tasks, report.id, progress)
    said = Corrections(given.library or settings().library).of(report.identity)
    if any(task_key(task) in said for task in sheet.tasks):
        sheet = with_corrections(sheet, verdicts, said)
    write_checked(given.output, sheet, verdicts)
    counts = Counter(verdict.outcome for verdict in verdicts)
    found = {outcome.value: counts[outcome] for outcome in Outcome}
    say(messages.CHECKED_OF.format(title=report.title))
    say(messages.CHECKED.format(count=len(verdicts), name=given.output.name, **found))
    return 0


def _list(say: Say, assistant: Assistant, given: argparse.Namespace) -> int:
    report = chosen_report(assistant.shelf().reports, given.report)
    catalog = assistant.catalog(report.id)
    duties = with_duties(catalog, about=given.about)
    if given.department:
        duties = _of_department(catalog, duties, given.department)
    if given.json:
        say(json.dumps([duty.model_dump(mode="json") for duty in duties], ensure_ascii=False, indent=1))
    else:
        say("\n".join(messages.DUTY_LINE.format(**dict(duty)) for duty in duties) or messages.NO_DUTY)
    return 0


def _of_department(catalog: Catalog, duties: Sequence[Passage], given: str) -> list[Passage]:
    """The duties of a body, by its name or part of it. Raises SheetError where no body is called so."""
    own, name = catalog.report.identity.organization, normalized(given)
    names = own_names(own)
    known = tuple(dict.fromkeys(duty.department for duty in with_duties(catalog)))

    def is_meant(department: str) -> bool:
        return name in normalized(department) or (department == own and name in names)

    if not any(map(is_meant, known)):
        raise SheetError(messages.NO_DEPARTMENT.format(given=given, departments="、".join(known)))
    return [duty for duty in duties if is_meant(duty.department)]
