"""The key evaluation report (重点绩效评价报告) of one project: what its money was for, problems and measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ingest.clauses import Flat
from ingest.document import Excerpt
from ingest.forms import unspaced
from ingest.report import Classification, Fact, Flow, Fund, Section, Source, Subject
from ingest.self_evaluations.said import Speaker
from ingest.self_evaluations.wording import (
    KEY_EVALUATION,
    KEY_FIGURES,
    KEY_REPORT,
    KEY_TEXTS,
    KEY_TITLE,
    LIST_MEASURES,
    LIST_OPENING,
    LISTED,
    MONEY_MEASURES,
)

FEWEST: Final = 2
"""A list has at least so many items."""

_CLAUSE: Final = re.compile("[，。；：]")
_SENTENCE_ENDS: Final = "。！？"


def read_key_report(section: Section, *, year: int) -> Iterator[Fact]:
    """The facts of a section of such a report; the report's title, which names the project, is the path's first."""
    named = KEY_TITLE.fullmatch(unspaced(section.path[0])) if section.path else None
    if not named:
        return
    subject = Subject(year, Flow.NONE, Fund.ALL, Classification.PROJECT, named["project"])
    if not section.paragraphs:
        return
    whole = Excerpt.join(paragraph.excerpt for paragraph in section.paragraphs)
    speaker = Speaker(Flat.of(whole), Source.EVALUATION, section.label, KEY_REPORT)
    yield from _figures(speaker, subject)
    for measure, heading in KEY_TEXTS.items():
        if heading.search(unspaced(section.title)):
            yield from _text(speaker, replace(subject, measure=measure, breakdown=KEY_EVALUATION))


def _figures(speaker: Speaker, subject: Subject) -> Iterator[Fact]:
    """The totals and the lists of a section, sentence by sentence."""
    text = speaker.flat.text
    for start, end in speaker.flat.sentences:
        opening = LIST_OPENING.search(text, start, end)
        listed = list(LISTED.finditer(text, opening.end(), end)) if opening else []
        until = opening.start() if opening and len(listed) >= FEWEST else end
        for wording in KEY_FIGURES:
            if match := wording.pattern.search(text, start, until):
                flow = Flow.EXPENDITURE if wording.measure in MONEY_MEASURES else Flow.NONE
                about = replace(subject, measure=wording.measure, breakdown=wording.breakdown, flow=flow)
                yield speaker.figure(about, match, wording.unit, (start, end), subject.item)
        if until < end or (opening and until == start):
            yield from _components(speaker, subject, listed, until, (start, end))


def _components(
    speaker: Speaker, subject: Subject, listed: Sequence[re.Match[str]], opening: int, quoted: tuple[int, int]
) -> Iterator[Fact]:
    """The items of a list, measured as the words in front of it say; none where they do not."""
    before = [clause for clause in _CLAUSE.split(speaker.flat.text[:opening]) if clause]
    measure = next((m for words, m in LIST_MEASURES if before and words.search(before[-1])), None)
    if not measure:
        return
    for match in listed:
        item = speaker.flat.printed(*match.span("item"))
        about = replace(
            subject,
            flow=Flow.EXPENDITURE,
            classification=Classification.COMPONENT,
            item=item,
            path=(subject.item,),
            measure=measure,
        )
        yield speaker.figure(about, match, "", quoted, item)


def _text(speaker: Speaker, subject: Subject) -> Iterator[Fact]:
    """The section's sentences as one text; what ends no sentence, a signature or a date, is left out."""
    text = speaker.flat.text
    whole = (0, max(text.rfind(end) for end in _SENTENCE_ENDS) + 1)
    if whole[1]:
        yield speaker.text(subject, whole, whole)
