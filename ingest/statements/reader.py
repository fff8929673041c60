"""The narrative becomes Facts: every amount, percentage, count, reason and use with what it is about.

A paragraph is read sentence by sentence and clause by clause. Each clause is tried against an ordered
table of forms; what it leaves out (the item, what a change is compared with) is taken from what the
text said before, under the headings that it stands in. What fits no form, or names nothing that is
known, yields no fact, and ends what the text was speaking of: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ingest.clauses import Clause, Flat, clauses
from ingest.document import Excerpt
from ingest.report import Classification, Fact, Measure, ReportKind, Section, Source
from ingest.statements.clauses import read_clause
from ingest.statements.context import (
    PLAIN_MEASURES,
    Context,
    Subjects,
    flat_codes,
    flat_text,
    heading_context,
)
from ingest.statements.drafts import Draft, baseline_of
from ingest.statements.names import Topic
from ingest.statements.patterns import (
    AMONG,
    BESIDES,
    COMPLETION,
    INLINE_HEADING,
    NARRATIVE,
    NOT_NARRATIVE,
    REASON,
    REASON_OR_USE,
    USE,
)

NAMED_BEFORE: Final = 2
"""A sentence that leaves its item out is quoted from the sentence that named it, if no further back."""

COVER_LINE: Final = 60
"""Longer lines in front of the first part are no titles, in characters."""

_ENDED: Final = "。！？；：…"
_PROSE_END: Final = "。！？；，："


def read_statements(
    sections: Sequence[Section],
    *,
    year: int,
    codes: Mapping[tuple[str, ...], str] | None = None,
    kind: ReportKind = ReportKind.FINAL_ACCOUNTS,
) -> tuple[Fact, ...]:
    """The facts of the narrative, in the order of the text.

    `year` is the report's. `codes` maps the full path of each functional item, itself included, to its
    code. `kind` decides what an amount is that is only printed: 决算数 or 预算数. Values are signed (减少 is
    negative), `printed` is the figure without its sign.
    """
    base = Context(year, flat_codes(codes or {}), measure=PLAIN_MEASURES[kind])
    titles = flat_text("|".join((*(section.title for section in sections), *_cover(sections))))
    facts: list[Fact] = []
    for section in _narrative(sections):
        facts += _read_section(section, heading_context(base, section.path), titles)
    return tuple(facts)


def _narrative(sections: Sequence[Section]) -> Iterator[Section]:
    """The sections of the part that explains the figures; without numbered parts, all that may."""
    explains = {s.path[0] for s in sections if s.level == 1 and s.number and NARRATIVE.search(s.title)}
    for section in sections:
        part = section.path[0] if section.path else ""
        if part in explains if explains else not any(NOT_NARRATIVE.search(title) for title in section.path):
            yield section


def _cover(sections: Sequence[Section]) -> tuple[str, ...]:
    """Short lines in front of the first part: where an export has kept the cover, the unit's name."""
    if not sections or sections[0].title:
        return ()
    return tuple(p.text for p in sections[0].paragraphs if len(p.text) < COVER_LINE)


def _read_section(section: Section, base: Context, titles: str) -> Iterator[Fact]:
    """The facts of a section. Each paragraph starts afresh, but for a list that goes on."""
    context, under, listing = base, "", False
    for heading, excerpt in _blocks(section):
        if heading != under:
            context, under = heading_context(base, (heading,)), heading
        flat = Flat.of(excerpt)
        group = context.group if listing else ()
        context = Context(
            context.year,
            context.codes,
            context.fund,
            heading_context(base, (heading,)).topic,
            context.measure,
            context.of_class,
            group=group,
        )
        for index, draft in _paragraph(flat, context, titles):
            yield _fact(flat, index, draft, section.label)
        listing = flat.text[-1] in "：；"


def _blocks(section: Section) -> Iterator[tuple[str, Excerpt]]:
    """The section's paragraphs, each with the heading inside the text that it stands under.

    A paragraph that an export broke in the middle of a sentence is joined with what follows.
    """
    heading, pending = "", None
    following = (*section.paragraphs[1:], None)
    for paragraph, after in zip(section.paragraphs, following, strict=False):
        excerpt = Excerpt.join((pending, paragraph.excerpt)) if pending else paragraph.excerpt
        broken = excerpt.text.rstrip()[-1] not in _ENDED and not INLINE_HEADING.fullmatch(excerpt.text)
        pending = excerpt if broken and after and not after.number else None
        if not pending:
            for inline, part in _under_headings(excerpt):
                heading = inline or heading
                if part:
                    yield heading, part


def _under_headings(excerpt: Excerpt) -> Iterator[tuple[str, Excerpt | None]]:
    """The text cut at the headings inside it, each part with its heading."""
    start, heading = 0, ""
    for match in INLINE_HEADING.finditer(excerpt.text):
        if excerpt.text[start : match.start()].strip():
            yield heading, excerpt.slice(start, match.start())
        start, heading = match.end(), match.group()
    yield heading, excerpt.slice(start, len(excerpt.text)) if excerpt.text[start:].strip() else None


def _paragraph(flat: Flat, context: Context, titles: str) -> Iterator[tuple[int, Draft]]:
    """The facts of a paragraph, each with the index of its sentence.

    A numbered paragraph's functional item holds to its end; behind a sentence that breaks something
    down it is otherwise open what an unnamed figure belongs to.
    """
    head: Subjects = ()
    for index, (start, end) in enumerate(flat.sentences):
        listed = context.group
        if BESIDES.match(flat.text, start, end):
            head = ()
        for draft in _sentence(flat, start, end, context, titles):
            yield index, draft
        if not head and context.subjects and context.subjects[0].classification is Classification.FUNCTIONAL:
            head = context.subjects
        if end < len(flat.text):
            if context.group != listed:
                context.speak_of(head, context.named)
            context.group = ()


def _sentence(flat: Flat, start: int, end: int, context: Context, titles: str) -> list[Draft]:
    """The facts of a sentence; `context` is brought up to date. Brackets change it for themselves only."""
    context.foreign, context.as_of = False, 0
    if "三公" in flat.text[start:end] and context.topic is Topic.GENERAL:
        context.topic = Topic.THREE_PUBLIC
    parts = clauses(flat, start, end)
    drafts: list[Draft] = []
    inside: Context | None = None
    index = 0
    while index < len(parts):
        if parts[index].aside:
            inside = inside or replace(context)
            drafts += read_clause(flat, parts[index], inside, titles, start)
            index += 1
            continue
        inside = None
        prose = _prose(flat, parts, index, context, titles)
        if prose:
            drafts, index = [*drafts, *prose[0]], prose[1]
        else:
            drafts += read_clause(flat, parts[index], context, titles, start)
            index += 1
    return drafts


def _prose(
    flat: Flat, parts: Sequence[Clause], index: int, context: Context, titles: str
) -> tuple[list[Draft], int] | None:
    """The reason or use that begins at a clause, and the index of the clause behind it."""
    start, end = parts[index].start, parts[-1].end
    if opened := REASON.match(flat.text, start, end):
        measure, baseline = Measure.REASON, context.comparison
        if opened["budget"]:
            baseline = baseline_of(opened["budget"], context)
    elif opened := REASON_OR_USE.match(flat.text, start, end):
        measure, baseline = (Measure.REASON, context.comparison) if context.comparison else (Measure.USE, "")
    elif opened := USE.match(flat.text, start, end):
        measure, baseline = Measure.USE, ""
    else:
        return None
    following = (i for i in range(index + 1, len(parts)) if parts[i].start > opened.end())
    stop = next((i for i in following if _ends_prose(flat, parts[i], measure, context, titles)), len(parts))
    said = flat.text[opened.end() : parts[stop - 1].end].rstrip(_PROSE_END)
    if not said or (measure is Measure.REASON and not baseline):
        return [], stop
    where = opened.end(), opened.end() + len(said)
    return [
        Draft(replace(s, measure=measure, baseline=baseline), None, "", *where, context.named) for s in context.subjects
    ], stop


def _ends_prose(flat: Flat, clause: Clause, measure: Measure, context: Context, titles: str) -> bool:
    """Whether a clause states something of its own and so ends the reason or use before it."""
    text = flat.text[clause.start : clause.end]
    if clause.aside:
        return False
    if AMONG.match(text) or COMPLETION.fullmatch(text):
        return True
    if measure is Measure.REASON:
        unnamed = replace(context, subjects=(), group=())
        return clause.before == "；" and bool(read_clause(flat, clause, unnamed, titles, clause.start))
    return bool(read_clause(flat, clause, replace(context), titles, clause.start))


def _fact(flat: Flat, index: int, draft: Draft, section: str) -> Fact:
    """The draft with its sentence, from the sentence that named the subject if that is near."""
    start, end = flat.sentences[index]
    before = [low for low, _ in flat.sentences[max(0, index - NAMED_BEFORE) : index]]
    excerpt = flat.cut(draft.named if draft.named in before else start, end)
    origin = flat.source(draft.named if draft.named in before else start, end)[0]
    low, high = flat.source(draft.start, draft.end)
    return Fact(
        draft.subject,
        draft.value,
        draft.unit,
        draft.dimension,
        flat.printed(draft.start, draft.end),
        Source.SENTENCE,
        excerpt,
        (low - origin, high - origin),
        section,
    )
