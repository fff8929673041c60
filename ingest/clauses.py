"""Running text cut up: text without white space, sentences, clauses, and the way back to the page.

Reports print stray blanks between words, figures and units, and mix full-width and half-width signs.
Patterns are therefore matched on `Flat` text, every character of which knows where it stands in its
excerpt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from ingest.document import Excerpt
from ingest.numbers import PLAIN, half_width

UNITS: Final = "亿元|百万元|万元|千元|元|%|批次|人次|辆|台（套）|台|套|个|批|次|人"
"""Units that figures of a narrative have; longer ones before those that they begin with."""

NUMBER: Final = rf"(?P<sign>[-−])?(?P<value>{PLAIN})"
"""A printed figure in a pattern: its sign and the figure itself."""

_SAME: Final = str.maketrans('(),:;!?"＂”「」『』％－', "（），：；！？“““““““%-")
_KEPT_WIDE: Final = "（），：；！？％－"
_FIGURE: Final = re.compile(rf"(?:{PLAIN})(?:{UNITS})?")
_DATE: Final = re.compile(r"(?:年|月|日|号)")
_SENTENCE_END: Final = "。！？"
_BREAKS: Final = "，；：。！？"
_ASIDE: Final = re.compile(r"（(?:含|其中|包括)")


@cache  # a report has some thousand different characters, each many times
def _normal(char: str) -> str:
    return (char if char in _KEPT_WIDE else half_width(char)).translate(_SAME)


@dataclass(frozen=True)
class Flat:
    """An excerpt's text without white space, in one form of digits, brackets and quotes.

    `at[i]` is where character i of `text` stands in `excerpt.text`.
    """

    excerpt: Excerpt
    text: str
    at: tuple[int, ...]

    @staticmethod
    def of(excerpt: Excerpt) -> Flat:
        """The flat form of an excerpt."""
        at = tuple(i for i, char in enumerate(excerpt.text) if not char.isspace())
        return Flat(excerpt, "".join(_normal(excerpt.text[i]) for i in at), at)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where the stretch stands in the excerpt. `end` must be above `start`."""
        return self.at[start], self.at[end - 1] + 1

    def printed(self, start: int, end: int) -> str:
        """The stretch as printed, without white space."""
        return "".join(self.excerpt.text[i] for i in self.at[start:end])

    def cut(self, start: int, end: int) -> Excerpt:
        """The stretch as an excerpt of its own."""
        return self.excerpt.slice(*self.source(start, end))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each sentence, its full stop included."""
        bounds, start = [], 0
        for end in (i + 1 for i, char in enumerate(self.text) if char in _SENTENCE_END):
            bounds.append((start, end))
            start = end
        return (*bounds, (start, len(self.text))) if start < len(self.text) else tuple(bounds)


@dataclass(frozen=True)
class Clause:
    """A stretch between two separators; `before` is the separator in front of it.

    `aside`: it stands in brackets that add something to the figure before them.
    """

    start: int
    end: int
    before: str
    aside: bool = False


def clauses(flat: Flat, start: int, end: int) -> tuple[Clause, ...]:
    """The clauses of a sentence. A 、 separates only behind a figure, brackets only around figures."""
    return tuple(_clauses(flat.text, start, end, "", aside=False))


def _clauses(text: str, start: int, end: int, before: str, *, aside: bool) -> Iterator[Clause]:
    figures = _figures(text, start, end)
    begin, index = start, start
    while index < end:
        char = text[index]
        if index in figures:
            index = figures[index]
        elif char == "（":
            close = _closing(text, index, end)
            if _is_aside(text, index, close, set(figures.values())):
                yield from _clause(begin, index, before, aside)
                yield from _clauses(text, index + 1, close, "（", aside=True)
                begin, before = close + 1, "）"
            index = close + 1
        elif char in _BREAKS or (char == "、" and (index in figures.values() or (begin == index and before == "）"))):
            yield from _clause(begin, index, before, aside)
            begin, before = index + 1, char
            index += 1
        else:
            index += 1
    yield from _clause(begin, end, before, aside)


def _clause(start: int, end: int, before: str, aside: bool) -> Iterator[Clause]:
    if start < end:
        yield Clause(start, end, before, aside)


def _figures(text: str, start: int, end: int) -> dict[int, int]:
    """Start and end of each figure with its unit; years and dates are none."""
    found = (m for m in _FIGURE.finditer(text, start, end) if not _DATE.match(text, m.end()))
    return {m.start(): m.end() for m in found if m.end() <= end and m.group()[-1] not in "0123456789"}


def _closing(text: str, opening: int, end: int) -> int:
    """Index of the bracket that closes the one at `opening`; of the last character if none does."""
    depth = 0
    for index in range(opening, end):
        depth += {"（": 1, "）": -1}.get(text[index], 0)
        if depth == 0:
            return index
    return end - 1


def _is_aside(text: str, opening: int, closing: int, ends: set[int]) -> bool:
    """Whether brackets hold figures that add to the figure before them."""
    holds = bool(_figures(text, opening + 1, closing))
    return holds and (opening in ends or _ASIDE.match(text, opening) is not None)
