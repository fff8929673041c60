"""The summaries of the self-evaluations in the narrative, and the score of a key evaluation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ingest.clauses import Flat
from ingest.document import Excerpt
from ingest.report import Classification, Fact, Flow, Fund, Measure, Section, Source, Subject
from ingest.self_evaluations.said import Speaker
from ingest.self_evaluations.wording import (
    AFTERWORD,
    CLAUSE,
    KEY_EVALUATION,
    KEY_SCORE,
    MONEY_MEASURES,
    POINTS,
    PROSE_FIGURES,
    PROSE_SUMMARY,
    PROSE_TEXTS,
    RESULT,
)

_LEAD_IN: Final = re.compile("|".join(f"(?P<{m.name}>{words})：" for m, words in PROSE_TEXTS.items()))
_STOPS: Final = "。；，"


def read_prose(section: Section, *, year: int) -> Iterator[Fact]:
    """The facts that a section says of single projects."""
    for excerpt in _blocks(section):
        flat = Flat.of(excerpt)
        speaker = Speaker(flat, Source.SENTENCE, section.label)
        if match := PROSE_SUMMARY.match(flat.text):
            yield from _summary(speaker, match, year)
        else:
            yield from _key_scores(speaker, year)


def _blocks(section: Section) -> Iterator[Excerpt]:
    """The paragraphs, one that begins with a lead-in as part of the one before."""
    pending: tuple[Excerpt, ...] = ()
    for paragraph in section.paragraphs:
        if pending and not _LEAD_IN.match(Flat.of(paragraph.excerpt).text):
            yield Excerpt.join(pending)
            pending = ()
        pending = (*pending, paragraph.excerpt)
    if pending:
        yield Excerpt.join(pending)


def _subject(speaker: Speaker, match: re.Match[str], year: int) -> Subject:
    project = speaker.flat.printed(*match.span("project"))
    return Subject(year, Flow.NONE, Fund.ALL, Classification.PROJECT, project)


def _summary(speaker: Speaker, named: re.Match[str], year: int) -> Iterator[Fact]:
    """The figures, quoted from the project's name to the end of their sentence; the texts with their lead-ins."""
    text, subject = speaker.flat.text, _subject(speaker, named, year)
    opened = list(_LEAD_IN.finditer(text, named.end()))
    until = opened[0].start() if opened else len(text)
    for wording in PROSE_FIGURES:
        if match := wording.pattern.search(text, named.end(), until):
            flow = Flow.EXPENDITURE if wording.measure in MONEY_MEASURES else Flow.NONE
            about = replace(subject, measure=wording.measure, flow=flow)
            end = next(end for _, end in speaker.flat.sentences if end >= match.end())
            yield speaker.figure(about, match, wording.unit, (named.start("project"), end))
    for match, after in zip(opened, [*opened[1:], None], strict=False):
        end = after.start() if after else _without_afterword(speaker.flat, match.end())
        said = match.end() + len(text[match.end() : end].rstrip(_STOPS))
        if said > match.end():
            about = replace(subject, measure=Measure[match.lastgroup or ""])
            yield speaker.text(about, (match.end(), said), (match.start(), end))
            if about.measure is Measure.ACHIEVEMENT:
                yield from _results(speaker, subject, (match.end(), said), (named.start("project"), end))


def _results(speaker: Speaker, subject: Subject, said: tuple[int, int], quoted: tuple[int, int]) -> Iterator[Fact]:
    """What a text on achievements counts, clause by clause."""
    for clause in CLAUSE.finditer(speaker.flat.text[said[0] : said[1]]):
        start, end = said[0] + clause.start(), said[0] + clause.end()
        if match := RESULT.fullmatch(speaker.flat.text, start, end):
            about = replace(subject, measure=Measure.COUNT, breakdown=speaker.flat.printed(*match.span("what")))
            yield speaker.figure(about, match, "", quoted)


def _without_afterword(flat: Flat, start: int) -> int:
    """Where the last text of a summary, which begins at `start`, ends: before a sentence that points elsewhere."""
    behind = (low for low, high in flat.sentences if low > start and AFTERWORD.fullmatch(flat.text, low, high))
    return next(behind, len(flat.text))


def _key_scores(speaker: Speaker, year: int) -> Iterator[Fact]:
    """Score and grade that the key evaluation gave, sentence by sentence."""
    for start, end in speaker.flat.sentences:
        match = KEY_SCORE.search(speaker.flat.text, start, end)
        if match:
            subject = replace(_subject(speaker, match, year), breakdown=KEY_EVALUATION)
            yield speaker.figure(replace(subject, measure=Measure.SCORE), match, POINTS, (start, end))
            if match["grade"]:
                yield speaker.text(replace(subject, measure=Measure.GRADE), match.span("grade"), (start, end))
