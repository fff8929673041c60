"""The evidence that a language model is given: passages by ids, cut into sentences, the figures in them by ids too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from ingest.document import Excerpt, Span
from ingest.report import Dimension, Fact
from qa.catalog import Catalog
from qa.chain import held
from qa.llm.wording import ADDRESSED, DEPENDENT
from qa.retrieval import Candidate
from qa.text import normalized

MOST_BLOCKS: Final = 4
"""So many passages are given at most: what stands first answers best."""

MOST_CHARACTERS: Final = 900
"""Of a longer passage only the piece that was found is given."""

ALSO_HOLDS: Final = 0.4
"""Share of the question's content that a passage must hold to be given beside the one that answers."""

_SENTENCE: Final = re.compile(r"[^。！？!?]+[。！？!?]*")


@dataclass(frozen=True)
class Figure:
    """A fact's number in a sentence: its id, and where in the sentence it stands."""

    id: str
    fact: Fact
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence of a report, with those that lean on it: what stands alone."""

    excerpt: Excerpt
    figures: tuple[Figure, ...] = ()

    @property
    def text(self) -> str:
        """As the report prints it."""
        return self.excerpt.text

    @property
    def shown(self) -> str:
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
    sentences: tuple[Sentence, ...]
    clause: str = ""

    @property
    def heading(self) -> str:
        """The heading right above it."""
        return self.section.rsplit(" / ", 1)[-1]

    def told(self) -> dict[str, str]:
        """As the model is given it."""
        return {"id": self.id, "heading": self.heading, "text": "".join(each.shown for each in self.sentences)}


def blocks_of(
    chosen: Candidate, excerpt: Excerpt, candidates: Sequence[Candidate], spoken: str, catalog: Catalog
) -> tuple[Block, ...]:
    """The passage that answers (of it at least `excerpt`), and those that hold much of what is asked too."""
    also = (c for c in candidates if c.passage.kind != "table" and held(spoken, c) >= ALSO_HOLDS)
    first = _text(chosen) if _within(excerpt, _text(chosen)) else excerpt
    texts = {first.spans: (chosen.passage.section, first)}
    for candidate in also:
        text = _text(candidate)
        if not any(_within(text, earlier) or _within(earlier, text) for _, earlier in texts.values()):
            texts[text.spans] = candidate.passage.section, text
        if len(texts) == MOST_BLOCKS:
            break
    numbers = count(1)
    figures = [fact for fact in catalog.facts if fact.dimension is not Dimension.TEXT and fact.value is not None]
    return tuple(
        Block(
            f"E{place}",
            section,
            tuple(_with_figures(each, figures, numbers) for each in given(text)),
            next((duty.number for duty in catalog.duties if _within(text, duty.excerpt)), ""),
        )
        for place, (section, text) in enumerate(texts.values(), 1)
    )


def _text(candidate: Candidate) -> Excerpt:
    whole = candidate.passage.excerpt
    return whole if len(whole.text) <= MOST_CHARACTERS else candidate.piece.excerpt


def sentences(text: Excerpt) -> Iterator[Excerpt]:
    """The sentences of a passage; one that is only understood after another goes with it."""
    start = 0
    ends = [match.end() for match in _SENTENCE.finditer(text.text)]
    for place, end in enumerate(ends):
        following = text.text[end:].lstrip()
        if place + 1 < len(ends) and following.startswith(DEPENDENT):
            continue
        if text.text[start:end].strip():
            yield text.slice(start, end).strip()
        start = end


def given(text: Excerpt) -> Iterator[Excerpt]:
    """The sentences of a passage that a language model is given: not those that speak to one."""
    for sentence in sentences(text):
        plain = normalized(sentence.text)
        if not any(normalized(words) in plain for words in ADDRESSED):
            yield sentence


def _with_figures(sentence: Excerpt, facts: Iterable[Fact], numbers: Iterator[int]) -> Sentence:
    """The sentence with the facts whose numbers stand in it, one for each place."""
    places: dict[tuple[int, int], Fact] = {}
    for fact in facts:
        mark = fact.excerpt.slice(*fact.mark).spans if fact.mark[0] < fact.mark[1] else ()
        if len(mark) == 1 and (at := _offset(sentence, mark[0])) is not None:
            places.setdefault((at, at + mark[0].end - mark[0].start), fact)
    ordered = sorted(places.items())
    apart = [pair for place, pair in enumerate(ordered) if not place or ordered[place - 1][0][1] <= pair[0][0]]
    return Sentence(sentence, tuple(Figure(f"F{next(numbers)}", fact, *place) for place, fact in apart))


def _offset(excerpt: Excerpt, span: Span) -> int | None:
    """Where in the excerpt's text a span begins; None where it is not in it."""
    before = 0
    for each in excerpt.spans:
        if each.page == span.page and each.start <= span.start and span.end <= each.end:
            return before + span.start - each.start
        before += each.end - each.start
    return None


def _within(inner: Excerpt, outer: Excerpt) -> bool:
    """Whether all of an excerpt stands in another."""
    return all(_offset(outer, span) is not None for span in inner.spans)


def overlap(one: Excerpt, other: Excerpt) -> bool:
    """Whether two excerpts share characters of a page."""
    return any(a.page == b.page and a.start < b.end and b.start < a.end for a in one.spans for b in other.spans)


def figures_by_id(blocks: Iterable[Block]) -> Mapping[str, Figure]:
    """The figures of all blocks."""
    return {figure.id: figure for block in blocks for each in block.sentences for figure in each.figures}
