"""Duties (职责), clause by clause.

Reports list duties under a heading of their own, numbered （一） or 1. or 第一条, or run them together
behind 主要职责是： with semicolons between. Clauses are kept verbatim: nothing is shortened or merged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ingest.document import Excerpt
from ingest.forms import unspaced
from ingest.offices import read_office_count, read_offices
from ingest.outline import marker
from ingest.report import Duty, Paragraph, Section

__all__ = ["read_duties", "read_office_count", "read_offices"]

TITLE: Final = re.compile(r"(?:职责|职能|任务)(?:$|[（(]|情况|简介|概况|概述|及|和|、)")
"""Titles of the sections that list duties."""

ONLY_DUTIES: Final = re.compile(r"(?:部门|单位|机构|主要|基本|工作)*(?:职责|职能)+(?:任务|情况|简介|概述)?")
"""Titles below which nothing else stands."""

OTHER_TITLE: Final = re.compile(r"工作任务|重点任务|绩效|职能转变")
"""Titles that speak of tasks, but of a year's, not of what the unit is there for."""

INTRODUCES: Final = re.compile(r"(?:职责|职能)(?:主要)?(?:包括|有|是|为|如下)*[：:]$")
"""Ends a paragraph behind which duties are listed, under whatever heading."""

RUN_TOGETHER: Final = re.compile(r"(?:职责|职能|任务)\s*(?:主要)?(?:包括|有|是|为)?\s*[：:](?=.)")
"""Stands in front of duties that follow in the same paragraph."""

_NUMBERS: Final = (
    (3, r"第[一二三四五六七八九十百]+条"),
    (5, r"[(（]\d{1,2}[)）]"),
    (6, r"[①-⑳]"),
)
"""Level and form of numbers that are no markers of the outline; 第一条 stands where （一） would."""

_OTHER_NUMBER: Final = re.compile("|".join(form for _, form in _NUMBERS))
_INLINE: Final = re.compile(
    r"(?<=[：:；;。])\s*(?=[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,3}、|"
    + "|".join(form for _, form in _NUMBERS)
    + ")"
)
_STOPS: Final = re.compile(r"[^；;。]+[；;。]?")
_POINT: Final = "、.．"


@dataclass(frozen=True)
class _Piece:
    """A stretch with at most one number, in front. `level` is 0 without one."""

    level: int
    number: str
    excerpt: Excerpt


def read_duties(sections: Sequence[Section]) -> tuple[Duty, ...]:
    """The duty clauses in order, each once.

    A sub-clause is a duty of its own and is numbered behind its clause, （四十二）2; the clause's own
    text then ends before it. A clause that has no number has an empty one.
    """
    found: dict[tuple[str, str], Duty] = {}
    apart = {section.path[:-1] for section in sections if ONLY_DUTIES.fullmatch(unspaced(section.title))}
    for section in sections:
        for duty in _of_section(section, apart):
            found.setdefault((duty.number, unspaced(duty.text)), duty)
    return tuple(found.values())


def _of_section(section: Section, apart: Collection[tuple[str, ...]]) -> Iterator[Duty]:
    """The duties of a section. Below the paths in `apart` a heading of their own sets them apart from all else."""
    titles = [unspaced(title) for title in section.path]
    below = max((len(path) for path in apart if path == section.path[: len(path)]), default=0)
    if len(titles) > below > 0:
        titles = titles[below:]
    if any(_lists_duties(title) for title in titles[:-1]):
        heading = _Piece(section.level, section.number, section.heading)
        yield from _clauses([heading, *_pieces(_once(section.paragraphs))], section.label)
    elif titles and _lists_duties(titles[-1]):
        yield from _clauses(_pieces(_once(section.paragraphs)), section.label)
    else:
        yield from _clauses(_pieces(_introduced(section.paragraphs)), section.label)


def _once(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs without what comes again unnumbered, as the head of a page that was put in twice."""
    seen: set[str] = set()
    for paragraph in paragraphs:
        text = unspaced(paragraph.text)
        if paragraph.number or text not in seen:
            yield paragraph
        seen.add(text)


def _lists_duties(title: str) -> bool:
    return TITLE.search(title) is not None and not OTHER_TITLE.search(title)


def _introduced(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The numbered paragraphs behind 主要职能包括：, where no heading tells."""
    listing = False
    for paragraph in paragraphs:
        if listing and paragraph.number:
            yield paragraph
        else:
            listing = INTRODUCES.search(unspaced(paragraph.text)) is not None


def _pieces(paragraphs: Iterable[Paragraph]) -> list[_Piece]:
    """The paragraphs cut where a number stands behind a stop."""
    pieces: list[_Piece] = []
    for paragraph in paragraphs:
        text = paragraph.text
        cuts = [0, *(match.end() for match in _INLINE.finditer(text)), len(text)]
        for start, end in pairwise(cuts):
            if text[start:end].strip():
                pieces.append(_piece(paragraph.excerpt.slice(start, end).strip()))
    return pieces


def _piece(excerpt: Excerpt) -> _Piece:
    level, number = marker(excerpt.text)
    if not level and (match := _OTHER_NUMBER.match(excerpt.text)):
        number = match.group()
        level = next(level for level, form in _NUMBERS if re.fullmatch(form, number))
    return _Piece(level, unspaced(number), excerpt)


def _clauses(pieces: Sequence[_Piece], section: str) -> Iterator[Duty]:
    """Numbered pieces with what goes on without a number; where nothing is numbered, what is listed."""
    base = next((piece.level for piece in pieces if piece.level), 0)
    if not base:
        yield from (Duty("", excerpt, section) for piece in pieces for excerpt in _unnumbered(piece.excerpt))
        return
    trail: list[tuple[int, str]] = []
    open_number, parts = "", list[Excerpt]()
    for piece in pieces:
        if piece.level:
            if parts:
                yield Duty(open_number, Excerpt.join(parts), section)
            trail = [(level, number) for level, number in trail if level < piece.level]
            number = piece.number.rstrip(_POINT) if trail else piece.number
            trail.append((piece.level, number))
            open_number, parts = "".join(number for _, number in trail), [piece.excerpt]
        elif parts:
            parts.append(piece.excerpt)
    yield Duty(open_number, Excerpt.join(parts), section)


def _unnumbered(excerpt: Excerpt) -> Iterator[Excerpt]:
    """The duties that a paragraph runs together; the paragraph itself where it announces no list."""
    text = excerpt.text
    if INTRODUCES.search(unspaced(text)):
        return
    opened = RUN_TOGETHER.search(text)
    if not opened:
        yield excerpt
        return
    for match in _STOPS.finditer(text, opened.end()):
        if match.group().strip():
            yield excerpt.slice(match.start(), match.end()).strip()
