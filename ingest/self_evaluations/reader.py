"""From the sections of a report to the facts of its projects' evaluations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ingest import messages
from ingest.document import Excerpt, Page
from ingest.forms import unspaced
from ingest.report import Check, Fact, Section
from ingest.self_evaluations.checks import fact_checks, form_checks
from ingest.self_evaluations.form import IndicatorForm, names_a_project, read_form
from ingest.self_evaluations.form_facts import form_facts
from ingest.self_evaluations.grid_form import read_grid_forms
from ingest.self_evaluations.grid_rows import grid_rows
from ingest.self_evaluations.key_report import read_key_report
from ingest.self_evaluations.names import names_in, renamed
from ingest.self_evaluations.prose import read_prose
from ingest.self_evaluations.summary import read_grid_summary, read_summary
from ingest.self_evaluations.wording import FORM_TITLE, FULL_SCORE, KEY_TITLE, MONEY_MEASURES, NARRATIVE, SUMMARY_TITLE


class Evaluations(NamedTuple):
    """What was read of the projects' evaluations, and what the reader wants to be known."""

    facts: tuple[Fact, ...]
    checks: tuple[Check, ...]
    notes: tuple[str, ...]


def read_self_evaluations(sections: Sequence[Section], pages: Sequence[Page] = (), *, year: int) -> Evaluations:
    """The facts of the narrative, the summary, the indicator forms and the key evaluation reports, in that order of
    the report. `pages` hold the printed grids, where the document has any; `year` is the report's.

    Every project bears one name in them: that of the summary, else of the narrative, else of its form.
    """
    by_number = {page.number: page for page in pages}
    forms, notes = _forms(sections, by_number)
    by_heading: defaultdict[Excerpt, list[IndicatorForm]] = defaultdict(list)
    for first, form in forms:
        by_heading[first.heading].append(form)
    facts: list[Fact] = []
    for section in sections:
        if section.heading in by_heading:
            facts += (fact for form in by_heading[section.heading] for fact in form_facts(form, year=year))
        else:
            facts += _read_section(section, by_number, year)
    official = names_in(facts)
    named = tuple(renamed(fact, official) for fact in facts)
    proofs = (check for _, form in forms for check in form_checks(form, official.get(form.project, form.project)))
    return Evaluations(named, (*proofs, *fact_checks(named)), tuple(notes))


def _read_section(section: Section, pages: Mapping[int, Page], year: int) -> Iterator[Fact]:
    """The facts of a section that is no indicator form."""
    if SUMMARY_TITLE.search(unspaced(section.title)):
        rows = list(grid_rows([section], pages))
        yield from read_grid_summary(rows, year=year) if rows else read_summary(section, year=year)
    elif section.path and KEY_TITLE.fullmatch(unspaced(section.path[0])):
        yield from read_key_report(section, year=year)
    elif any(NARRATIVE.search(title) for title in section.path):
        yield from read_prose(section, year=year)


def _forms(
    sections: Sequence[Section], pages: Mapping[int, Page]
) -> tuple[list[tuple[Section, IndicatorForm]], list[str]]:
    """The indicator forms, each with the section that it begins in, and notes on what was not read of them."""
    forms: list[tuple[Section, IndicatorForm]] = []
    notes: list[str] = []
    titled = [section for section in sections if FORM_TITLE.search(unspaced(section.title))]
    ruled = list(grid_rows(titled, pages))
    with_grids = {row.section.heading for row in ruled}
    loose = [section for section in titled if section.heading not in with_grids]
    for first, form in (*read_grid_forms(ruled), *_read_loose(loose)):
        if form is None:
            title = unspaced(first.title)
            notes.append(messages.FORM_WITHOUT_PROJECT.format(title=title, page=first.heading.page))
            continue
        forms.append((first, form))
        notes += _notes(form)
    return forms, notes


def _notes(form: IndicatorForm) -> Iterator[str]:
    """What was not read of a form."""
    about = {"title": form.title, "project": form.project}
    if not form.adds_up:
        yield messages.INDICATORS_UNPROVEN.format(**about, full=FULL_SCORE)
    elif form.unclear:
        yield messages.INDICATORS_UNCLEAR.format(**about, count=form.unclear)
    if form.unread:
        line = " ".join(form.unread[0].text.split())
        yield messages.FORM_ROWS_UNREAD.format(**about, count=len(form.unread), line=line)
    if not form.unit and any(measure in MONEY_MEASURES for cells in form.amounts.values() for measure in cells):
        yield messages.NO_UNIT.format(title=form.title)


def _read_loose(sections: Sequence[Section]) -> Iterator[tuple[Section, IndicatorForm | None]]:
    """The forms that are printed in loose lines; None for one that names no project."""
    for first, lines in _gathered(sections):
        yield first, read_form(unspaced(first.title), first, lines)


def _gathered(sections: Sequence[Section]) -> Iterator[tuple[Section, list[Excerpt]]]:
    """The lines of each form; one that repeats its title on another page names its project once."""
    first, lines = None, []
    for section in sections:
        own = [paragraph.excerpt for paragraph in section.paragraphs]
        if first and not names_a_project(own):
            lines += own
            continue
        if first:
            yield first, lines
        first, lines = section, own
    if first:
        yield first, lines
