"""The evidence that a language model is given: passages by ids, the figures in them by ids too.

A passage is cut into items (1、…, （二）…, else the whole), and these into sentences. A sentence of an item is only
understood with those before it, which say what it is about: they are never shown without each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from ingest.document import Excerpt, Span
from ingest.numbers import CHINESE
from ingest.report import Dimension, Fact
from qa.catalog import Catalog
from qa.chain import held
from qa.llm.wording import ADDRESSED, GOES_ON
from qa.retrieval import Candidate
from qa.text import normalized

MOST_BLOCKS: Final = 4
"""So many passages are given at most: what stands first answers best."""

MOST_CHARACTERS: Final = 900
"""Of a longer passage only the items are given in which the piece stands that was found."""

ALSO_HOLDS: Final = 0.4
"""Share of the question's content that a passage must hold to be given beside the one that answers."""

_SENTENCE: Final = re.compile(r"[^。！？!?]+[。！？!?]*")
_ITEM: Final = re.compile(rf"\s*(?:[（(](?:{CHINESE}|\d{{1,2}})[）)]|(?:{CHINESE}|\d{{1,2}})[、.．](?!\d))")
"""How an item begins."""


@dataclass(frozen=True)
class Figure:
    """A fact's number in an item: its id, and where in the item's text it stands."""

    id: str
    fact: Fact
    start: int
    end: int


@dataclass(frozen=True)
class Item:
    """A part of a passage that stands alone. `ends` are where its sentences end."""

    excerpt: Excerpt
    ends: tuple[int, ...]
    figures: tuple[Figure, ...] = ()

    @property
    def text(self) -> str:
        """As the report prints it."""
        return self.excerpt.text

    def sentence(self, index: int) -> str:
        """One of its sentences."""
        return self.text[self.ends[index - 1] if index else 0 : self.ends[index]]

    def until(self, index: int) -> Excerpt:
        """From its beginning to the end of a sentence, and of those behind it that go on with it."""
        while index + 1 < len(self.ends) and self.sentence(index + 1).lstrip().startswith(GOES_ON):
            index += 1
        return self.excerpt.slice(0, self.ends[index]).strip()

    @property
    def told(self) -> str:
        """As the model reads it: the figures by their ids."""
        parts, end = [], 0
        for figure in self.figures:
            parts += [self.text[end : figure.start], f"{{{figure.id}}}"]
            end = figure.end
        return "".join((*parts, self.text[end:]))


@dataclass(frozen=True)
class Block:
    """A passage with its id; `clause` is the number of the duty that it is, or is a part of."""

    id: str
    section: str
    items: tuple[Item, ...]
    clause: str = ""

    @property
    def heading(self) -> str:
        """The heading right above it."""
        return self.section.rsplit(" / ", 1)[-1]

    def told(self) -> dict[str, str]:
        """As the model is given it."""
        return {"id": self.id, "heading": self.heading, "text": "".join(item.told for item in self.items)}


def blocks_of(chosen: Candidate, candidates: Sequence[Candidate], spoken: str, catalog: Catalog) -> tuple[Block, ...]:
    """The passage that answers, and those that hold much of what is asked too."""
    also = (c for c in candidates if c.passage.kind != "table" and held(spoken, c) >= ALSO_HOLDS)
    found: list[tuple[str, Excerpt]] = []
    for candidate in (chosen, *also):
        text = _text(candidate)
        if not any(_within(text, earlier) or _within(earlier, text) for _, earlier in found):
            found.append((candidate.passage.section, text))
        if len(found) == MOST_BLOCKS:
            break
    numbers = count(1)
    figures = [fact for fact in catalog.facts if fact.dimension is not Dimension.TEXT and fact.value is not None]
    return tuple(
        Block(
            f"E{place}",
            section,
            tuple(_item(each, figures, numbers) for each in items(text) if not addressed(each)),
            next((duty.number for duty in catalog.duties if _within(text, duty.excerpt)), ""),
        )
        for place, (section, text) in enumerate(found, 1)
    )


def _text(candidate: Candidate) -> Excerpt:
    """A short passage whole; of a long one the items that the piece stands in."""
    whole = candidate.passage.excerpt
    if len(whole.text) <= MOST_CHARACTERS:
        return whole
    return Excerpt.join(item for item in items(whole) if overlap(item, candidate.piece.excerpt))


def items(text: Excerpt) -> Iterator[Excerpt]:
    """The items of a passage: from a sentence that begins with a number to the next one."""
    ends = [match.end() for match in _SENTENCE.finditer(text.text)]
    starts = [0, *(end for end in ends[:-1] if _ITEM.match(text.text, end))]
    for start, end in zip(starts, [*starts[1:], len(text.text)], strict=True):
        if text.text[start:end].strip():
            yield text.slice(start, end).strip()


def addressed(item: Excerpt) -> bool:
    """Whether it speaks to a language model: then it is not given."""
    plain = normalized(item.text)
    return any(normalized(words) in plain for words in ADDRESSED)


def _item(text: Excerpt, facts: Iterable[Fact], numbers: Iterator[int]) -> Item:
    """The item with its sentences, and the facts whose numbers stand in it, one for each place."""
    places: dict[tuple[int, int], Fact] = {}
    for fact in facts:
        mark = fact.excerpt.slice(*fact.mark).spans if fact.mark[0] < fact.mark[1] else ()
        if len(mark) == 1 and (at := _offset(text, mark[0])) is not None:
            places.setdefault((at, at + mark[0].end - mark[0].start), fact)
    ordered = sorted(places.items())
    apart = [pair for place, pair in enumerate(ordered) if not place or ordered[place - 1][0][1] <= pair[0][0]]
    ends = tuple(match.end() for match in _SENTENCE.finditer(text.text))
    return Item(text, ends, tuple(Figure(f"F{next(numbers)}", fact, *place) for place, fact in apart))


def _offset(excerpt: Excerpt, span: Span) -> int | None:
    """Where in the excerpt's text a span begins; None where it is not in it."""
    before = 0
    for each in excerpt.spans:
        if each.holds(span):
            return before + span.start - each.start
        before += each.end - each.start
    return None


def _within(inner: Excerpt, outer: Excerpt) -> bool:
    """Whether all of an excerpt stands in another."""
    return all(any(each.holds(span) for each in outer.spans) for span in inner.spans)


def overlap(one: Excerpt, other: Excerpt) -> bool:
    """Whether two excerpts share characters of a page."""
    return any(a.page == b.page and a.start < b.end and b.start < a.end for a in one.spans for b in other.spans)


def figures_by_id(blocks: Iterable[Block]) -> Mapping[str, Figure]:
    """The figures of all blocks."""
    return {figure.id: figure for block in blocks for item in block.items for figure in item.figures}
