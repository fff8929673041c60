"""What is searched: passages, whole enough to answer, and pieces of them, short enough to embed.

A piece says where it stands before what it says (its prefix), because a row or a clause alone does not
name its table or its part. Pieces cover their passage; none is longer than the embedder reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import groupby
from typing import Final

from ingest.document import Excerpt
from ingest.report import Duty, Identity, Passage, Piece, Section, Table, Term

PIECE_CHARACTERS: Final = 160
"""Sentences are gathered into a piece up to this many characters; a longer sentence stands alone."""

TABLE_ROWS: Final = 8
"""Rows in a piece of a table."""

_SENTENCE: Final = re.compile(r"[^。！？；]*[。！？；]?[”’）)]?")


def build_passages(
    identity: Identity,
    sections: Sequence[Section],
    tables: Sequence[Table],
    duties: Sequence[Duty],
    terms: Sequence[Term],
    fits: Callable[[str], bool],
) -> tuple[Passage, ...]:
    """The report's passages. `fits` says whether a text is within the embedder's limit."""
    owner = f"{identity.organization} {identity.year}年度"
    by_heading = {table.heading: table for table in tables}
    apart = _places([*(duty.excerpt for duty in duties), *(term.excerpt for term in terms)])
    passages: list[Passage] = []
    for section in sections:
        table = by_heading.get(section.heading)
        passages += [_table(section, table, owner, fits)] if table else _section(section, owner, apart, fits)
    passages += [
        _prose("duty", (duty.excerpt,), f"{owner} {duty.section} {duty.number}", duty.section, fits) for duty in duties
    ]
    passages += [_prose("term", (term.excerpt,), f"{owner} {term.section}", term.section, fits) for term in terms]
    return tuple(passages)


def _places(excerpts: Iterable[Excerpt]) -> set[tuple[int, int]]:
    """Page and position of every character."""
    spans = (span for excerpt in excerpts for span in excerpt.spans)
    return {(span.page, place) for span in spans for place in range(span.start, span.end)}


def _section(
    section: Section, owner: str, apart: Set[tuple[int, int]], fits: Callable[[str], bool]
) -> Iterator[Passage]:
    """A section's paragraphs but for those that are passages of their own.

    Rows of a table that is no official form are a passage by themselves, in groups of lines.
    """
    paragraphs = [p for p in section.paragraphs if not _places((p.excerpt,)) <= apart]
    prefix = f"{owner} {section.label}"
    if section.title.endswith("表") and paragraphs:
        yield _lines("table", [section.heading, *(p.excerpt for p in paragraphs)], prefix, section.label, fits)
        return
    for tabular, run in groupby(paragraphs, key=lambda paragraph: paragraph.tabular):
        make = _lines if tabular else _prose
        yield make("table" if tabular else "section", [p.excerpt for p in run], prefix, section.label, fits)


def _table(section: Section, table: Table, owner: str, fits: Callable[[str], bool]) -> Passage:
    """A form as printed, with what could not be read as rows of it."""
    lines = [section.heading, *(paragraph.excerpt for paragraph in section.paragraphs)]
    return _lines("table", lines, f"{owner} {table.section} {table.code} 单位：{table.unit}", table.section, fits)


def _prose(kind: str, paragraphs: Sequence[Excerpt], prefix: str, section: str, fits: Callable[[str], bool]) -> Passage:
    parts = [block for paragraph in paragraphs for block in _gathered(_sentences(paragraph))]
    pieces = tuple(piece for block in parts for piece in _fitting(block, "", prefix, fits))
    return Passage(kind, prefix, section, Excerpt.join(paragraphs), pieces)


def _lines(kind: str, lines: Sequence[Excerpt], prefix: str, section: str, fits: Callable[[str], bool]) -> Passage:
    groups = [lines[i : i + TABLE_ROWS] for i in range(0, len(lines), TABLE_ROWS)]
    pieces = tuple(piece for group in groups for piece in _fitting(group, "\n", prefix, fits))
    return Passage(kind, prefix, section, Excerpt.join(lines), pieces)


def _sentences(paragraph: Excerpt) -> Iterator[Excerpt]:
    for match in _SENTENCE.finditer(paragraph.text):
        if match.group().strip():
            yield paragraph.slice(match.start(), match.end())


def _gathered(sentences: Iterator[Excerpt]) -> Iterator[list[Excerpt]]:
    block: list[Excerpt] = []
    for sentence in sentences:
        if block and sum(len(part.text) for part in block) + len(sentence.text) > PIECE_CHARACTERS:
            yield block
            block = []
        block.append(sentence)
    if block:
        yield block


def _fitting(parts: Sequence[Excerpt], between: str, prefix: str, fits: Callable[[str], bool]) -> Iterator[Piece]:
    """The parts as one piece, or halved until each piece is within the embedder's limit."""
    text = f"{prefix}\n{between.join(part.text for part in parts)}"
    if fits(text):
        yield Piece(text, Excerpt.join(parts))
    elif len(parts) > 1:
        middle = len(parts) // 2
        yield from _fitting(parts[:middle], between, prefix, fits)
        yield from _fitting(parts[middle:], between, prefix, fits)
    else:
        (part,) = parts
        if len(part.text) < 2:
            raise ValueError("the prefix alone is longer than the embedder reads")
        middle = len(part.text) // 2
        yield from _fitting((part.slice(0, middle),), between, prefix, fits)
        yield from _fitting((part.slice(middle, len(part.text)),), between, prefix, fits)
