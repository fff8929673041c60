"""From the sections of a report to the facts of its projects' evaluations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest import messages
from ingest.document import Excerpt
from ingest.forms import unspaced
from ingest.report import Check, Fact, Section
from ingest.self_evaluations.checks import fact_checks, form_checks
from ingest.self_evaluations.form import IndicatorForm, names_a_project, read_form
from ingest.self_evaluations.form_facts import form_facts
from ingest.self_evaluations.key_report import read_key_report
from ingest.self_evaluations.names import names_in, renamed
from ingest.self_evaluations.prose import read_prose
from ingest.self_evaluations.summary import read_summary
from ingest.self_evaluations.wording import FORM_TITLE, FULL_SCORE, KEY_TITLE, NARRATIVE, SUMMARY_TITLE


class Evaluations(NamedTuple):
    """What was read of the projects' evaluations, and what the reader wants to be known."""

    facts: tuple[Fact, ...]
    checks: tuple[Check, ...]
    notes: tuple[str, ...]


def read_self_evaluations(sections: Sequence[Section], *, year: int) -> Evaluations:
    """The facts of the narrative, the summary, the indicator forms and the key evaluation reports, in that order of
    the report. `year` is the report's.

    Every project bears one name in them: that of the summary, else of the narrative, else of its form.
    """
    forms, notes = _forms(sections)
    by_heading = {first.heading: form for first, form in forms}
    facts: list[Fact] = []
    for section in sections:
        if section.heading in by_heading:
            facts += form_facts(by_heading[section.heading], year=year)
        else:
            facts += _read_section(section, year)
    official = names_in(facts)
    named = tuple(renamed(fact, official) for fact in facts)
    proofs = (check for _, form in forms for check in form_checks(form, official.get(form.project, form.project)))
    return Evaluations(named, (*proofs, *fact_checks(named)), tuple(notes))


def _read_section(section: Section, year: int) -> Iterator[Fact]:
    """The facts of a section that is no indicator form."""
    if SUMMARY_TITLE.search(unspaced(section.title)):
        yield from read_summary(section, year=year)
    elif section.path and KEY_TITLE.fullmatch(unspaced(section.path[0])):
        yield from read_key_report(section, year=year)
    elif any(NARRATIVE.search(title) for title in section.path):
        yield from read_prose(section, year=year)


def _forms(sections: Sequence[Section]) -> tuple[list[tuple[Section, IndicatorForm]], list[str]]:
    """The indicator forms, each with the section that it begins in, and notes on what was not read of them."""
    forms: list[tuple[Section, IndicatorForm]] = []
    notes: list[str] = []
    for first, lines in _gathered(sections):
        title = unspaced(first.title)
        form = read_form(title, first, lines)
        if form is None:
            notes.append(messages.FORM_WITHOUT_PROJECT.format(title=title, page=first.heading.page))
            continue
        forms.append((first, form))
        if not form.adds_up:
            notes.append(messages.INDICATORS_UNPROVEN.format(title=title, project=form.project, full=FULL_SCORE))
        elif form.unclear:
            notes.append(messages.INDICATORS_UNCLEAR.format(title=title, project=form.project, count=form.unclear))
    return forms, notes


def _gathered(sections: Sequence[Section]) -> Iterator[tuple[Section, list[Excerpt]]]:
    """The lines of each form; one that repeats its title on another page names its project once."""
    first, lines = None, []
    for section in sections:
        if not FORM_TITLE.search(unspaced(section.title)):
            continue
        own = [paragraph.excerpt for paragraph in section.paragraphs]
        if first and not names_a_project(own):
            lines += own
            continue
        if first:
            yield first, lines
        first, lines = section, own
    if first:
        yield first, lines
