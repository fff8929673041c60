"""How much of a task a duty covers.

A task is cut into terms: what staff call things (`lexicon`), and other words. A term counts for as much as it tells
duties apart: the fewer sentences hold it, the more. A duty covers what stands in the act itself, less of what stands
elsewhere in its sentence. What is done counts like what it is done to: 审批 is not in a duty to guide.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Final

from ingest.report import Duty
from ingest.words import cut
from qa.duty_check.lexicon import ACTIONS, LIGHT, NARROWER, POWERS, SAME, SUPERVISING, WRAPPING, Strength
from qa.duty_check.structure import Act, Part, parts
from qa.organizations import aliases
from qa.text import CONTENT, bigrams, normalized

NAMED: Final = 1.0
SYNONYM: Final = 0.9
"""How well a term is held that a duty says in other words."""

IN_SENTENCE: Final = 0.75
IN_HEADING: Final = 0.5
"""How much a term counts that stands in another act of the sentence, or in the heading above it."""

SUPERVISED: Final = 0.6
"""How well 督办 is held by a duty to guide, and the like."""

GUIDED: Final = 0.55
"""How well a thing to be done is held by a duty that is only to guide those who do it."""

LEAST_PART: Final = 0.5
"""A longer word is held in part where a duty has so many of its pairs of characters."""

UNKNOWN: Final = 0.8
WRAPPED: Final = 0.25
DONE: Final = 0.8
POWER: Final = 1.4
"""How much the kinds of terms count, against one that names a thing."""


@dataclass(frozen=True)
class Term:
    """A word of a task. `ways` are the words that a duty may say instead; `action` is what is done, if it says that."""

    text: str
    ways: tuple[str, ...]
    weight: float
    action: str = ""


@dataclass(frozen=True)
class Found:
    """A duty and how much of a task it covers, from 0 to 1; `evidence` is the weight of what it covers,
    `places` are the words held, in `part.flat.text`."""

    part: Part
    act: Act
    score: float
    evidence: float
    places: tuple[tuple[int, int], ...]

    @property
    def strength(self) -> Strength:
        """How strongly the act binds."""
        return self.act.strength


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    """For each word that staff use, the words that duties may use for it, itself first."""
    found: dict[str, dict[str, None]] = {}
    for group in SAME:
        for word in group:
            found.setdefault(normalized(word), {}).update(dict.fromkeys(map(normalized, group)))
    for word, wider in NARROWER.items():
        found.setdefault(normalized(word), {}).update(dict.fromkeys(map(normalized, wider)))
    return {word: (word, *(way for way in ways if way != word)) for word, ways in found.items()}


@cache
def _actions() -> Mapping[str, tuple[str, ...]]:
    """For each word that says what is done, the kinds of doing that it may say."""
    found: dict[str, list[str]] = {}
    for action, words in ACTIONS.items():
        for word in words:
            found.setdefault(normalized(word), []).append(action)
    return {word: tuple(actions) for word, actions in found.items()}


@cache
def _known() -> re.Pattern[str]:
    words = {*_synonyms(), *_actions(), *map(normalized, LIGHT), *_wrapping()}
    words = {word for word in words if len(word) > 1}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


class Index:
    """The duties of a report, ready to be matched."""

    def __init__(self, duties: tuple[Duty, ...], organization: str) -> None:
        self.parts: Sequence[Part] = parts(duties, organization)
        self.texts = [normalized(part.flat.text) for part in self.parts]
        self._own = sorted(aliases(organization), key=len, reverse=True)

    @cached_property
    def _unseen(self) -> float:
        return math.log(1 + len(self.parts))

    def weight(self, ways: Sequence[str]) -> float:
        """How telling a term is that may be said in these ways: the fewer sentences do, the more; 1 at most."""
        held = sum(any(way in text for way in ways) for text in self.texts)
        return math.log(1 + len(self.parts) / held) / self._unseen if held else 1.0

    def terms(self, task: str) -> tuple[Term, ...]:
        """The terms of a task, without the names of the organization itself."""
        text = normalized(task)
        for name in self._own:
            text = text.replace(name, " ")
        return tuple(chain.from_iterable(self._run(run) for run in CONTENT.findall(text)))

    def _run(self, run: str) -> Iterator[Term]:
        place = 0
        for match in _known().finditer(run):
            yield from self._words(run[place : match.start()])
            yield from self._term(match.group())
            place = match.end()
        yield from self._words(run[place:])

    def _words(self, text: str) -> Iterator[Term]:
        for word in cut(text) if text else ():
            if word in _actions():
                yield from self._term(word)
            elif len(word) > 1 or word.isdigit():
                yield Term(word, (word,), UNKNOWN * self.weight((word,)))

    def _term(self, word: str) -> Iterator[Term]:
        if word in _synonyms():
            ways = _synonyms()[word]
            yield Term(word, ways, self.weight(ways))
        elif word in _actions():
            action = _actions()[word][0]
            ways = (word, *map(normalized, ACTIONS[action]))
            yield Term(word, ways, (POWER if action in POWERS else DONE) * self.weight(ways), action)
        elif word in _wrapping():
            yield Term(word, (word,), WRAPPED * self.weight((word,)))

    def match(self, task: str) -> list[Found]:
        """The duties that cover something of a task, best first, each sentence once."""
        terms = self.terms(task)
        total = sum(term.weight for term in terms)
        if not total:
            return []
        found = [best for part in self.parts if (best := self._best(part, terms, total)) and best.score > 0]
        return sorted(found, key=lambda f: (-round(f.score, 3), f.strength, len(f.part.flat.text)))

    def _best(self, part: Part, terms: Sequence[Term], total: float) -> Found | None:
        scored = (self._covered(part, act, terms, total) for act in part.acts)
        return max(scored, key=lambda found: found.score, default=None)

    def _covered(self, part: Part, act: Act, terms: Sequence[Term], total: float) -> Found:
        held, places = 0.0, []
        for term in terms:
            share, place = _share(term, part, act)
            held += share * term.weight
            if place and share:
                places.append(place)
        return Found(part, act, held / total, held, _merged(places))


@cache
def _wrapping() -> frozenset[str]:
    return frozenset(map(normalized, WRAPPING))


@lru_cache(maxsize=64)
def index(duties: tuple[Duty, ...], organization: str) -> Index:
    """The duties of a report, ready to be matched; made once."""
    return Index(duties, organization)


def _share(term: Term, part: Part, act: Act) -> tuple[float, tuple[int, int] | None]:
    """How well a duty holds a term, and where."""
    best: tuple[float, tuple[int, int] | None] = (0.0, None)
    text = part.flat.text.lower()
    for way in term.ways:
        worth = NAMED if way == term.text else SYNONYM
        place = text.find(way, act.start, act.end)
        where = 1.0
        if place < 0:
            place, where = text.find(way), IN_SENTENCE
        if place >= 0:
            best = max(best, (worth * where, (place, place + len(way))), key=lambda b: b[0])
        elif way in part.about:
            best = max(best, (worth * IN_HEADING, None), key=lambda b: b[0])
    if not best[0]:
        best = _in_part(term, act)
    return best


def _in_part(term: Term, act: Act) -> tuple[float, tuple[int, int] | None]:
    """How much of a longer word, or of what supervises, a duty holds."""
    if term.action in SUPERVISING and act.strength is Strength.GUIDE:
        return SUPERVISED, None
    said = bigrams(term.text)
    held = len(said & bigrams(act.text)) / len(said) if len(term.text) > 2 else 0.0
    return (held, None) if held >= LEAST_PART else (0.0, None)


def _merged(places: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The places in order, those that touch as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
