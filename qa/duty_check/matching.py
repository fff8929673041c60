"""How much of a task a duty covers.

A task is cut into terms: what staff call things (`lexicon`), and other words. A term counts for as much as it tells
duties apart: the fewer sentences hold it, the more. A duty covers what stands in the act itself, less of what stands
elsewhere in its sentence. What is done counts like what it is done to: 审批 is not in a duty to guide.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Final

from ingest.report import Duty
from ingest.words import cutter
from qa.duty_check.lexicon import (
    ACTIONS,
    CLIENTS,
    ENFORCING,
    INCIDENTAL,
    LIGHT,
    MANAGING,
    NARROWER,
    OPPOSED,
    OTHER_BODIES,
    POLITE,
    POWERS,
    SAME,
    SOFT_ACTIONS,
    SUPERVISING,
    WRAPPING,
    Strength,
)
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

SPEECH: Final = {"vn": 0.5, "v": 0.2, "ns": 0.1, "nr": 0.1, "n": 0.7, "j": 0.8, "i": 0.5, "l": 0.3, "eng": 0.8}
OTHER_SPEECH: Final = 0.15
"""How much other words count, by their part of speech: what is done to what, not when, how and how many."""

LONGEST_RESPELLED: Final = 6
"""Words of more characters are not looked for by their sound."""

UNKNOWN: Final = 0.8
BODY: Final = 1.6
CLIENT: Final = 0.1
ANOTHER: Final = 1.2
ANOTHER_POWER: Final = 3.0
OPPOSED_WORTH: Final = 0.3
POWERLESS: Final = 0.75
BODY_ENDS: Final = ("局",)
SOFT: Final = 0.35
WRAPPED: Final = 0.25
DONE: Final = 0.8
POWER: Final = 1.4
"""How much the kinds of terms count, against one that names a thing."""


_BARE: Final = POWERS | SOFT_ACTIONS
"""What is done says nothing by itself: something must be there that it is done to."""


@dataclass(frozen=True)
class Term:
    """A word of a task. `ways` are the words that a duty may say instead; `action` is what is done, if it says that;
    `known`: the tables have it as the name of a thing."""

    text: str
    ways: tuple[str, ...]
    weight: float
    action: str = ""
    known: bool = False


@dataclass(frozen=True)
class Found:
    """A duty and how much of a task it covers, from 0 to 1; `evidence` is the weight of the things in it,
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
    return {word: tuple(sorted(actions, key=POWERS.__contains__)) for word, actions in found.items()}


@cache
def _cutter() -> Callable[[str], list[tuple[str, str]]]:
    return cutter(_tables())


@cache
def _light() -> frozenset[str]:
    return frozenset(map(normalized, (*LIGHT, *INCIDENTAL, *POLITE)))


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
        for word, speech in _cutter()(_respelled(run)):
            for piece in _pieces(word):
                yield from self._term(piece, speech)

    def _term(self, word: str, speech: str) -> Iterator[Term]:
        action = _actions().get(word, ("",))[0]
        if word in _light():
            return
        if action:
            ways = dict.fromkeys((word, *_synonyms().get(word, ()), *map(normalized, ACTIONS[action])))
            worth = POWER if action in POWERS else SOFT if action in SOFT_ACTIONS else DONE
            yield Term(word, tuple(ways), worth * self.weight(tuple(ways)), action)
        elif word in _synonyms():
            ways = dict.fromkeys(_synonyms()[word])
            worth = WRAPPED if word in _wrapping() else 1.0
            yield Term(word, tuple(ways), worth * self.weight(tuple(ways)), known=worth == 1.0)
        elif word in _wrapping():
            yield Term(word, (word,), WRAPPED * self.weight((word,)))
        elif len(word) > 1 or word.isdigit():
            yield Term(word, (word,), _worth(word, speech) * self.weight((word,)))

    def match(self, task: str) -> list[Found]:
        """The duties that cover something of a task, best first, each sentence once."""
        terms = self.terms(task)
        found = [best for part in self.parts if (best := self._best(part, terms)) and best.score > 0]
        return sorted(found, key=lambda f: (-round(f.score, 3), f.strength, len(f.part.flat.text)))

    def _best(self, part: Part, terms: Sequence[Term]) -> Found | None:
        scored = (self._covered(part, act, terms) for act in part.acts)
        return max(scored, key=lambda found: found.score, default=None)

    def _covered(self, part: Part, act: Act, terms: Sequence[Term]) -> Found:
        held, missed, about, places = 0.0, 0.0, 0.0, []
        lacks_power = False
        another = ANOTHER_POWER if any(term.action in POWERS for term in terms) else ANOTHER
        for term in terms:
            share, place = _share(term, part, act)
            held += share * term.weight
            lacks_power = lacks_power or (term.action in POWERS and not share)
            about += 0.0 if term.action in _BARE or term.text.endswith(OTHER_BODIES) else share * term.weight
            missed += (1 - share) * term.weight * (another if term.known and not share else 1.0)
            if place and share:
                places.append(place)
        score = held / (held + missed) if held else 0.0
        if _opposed(terms, part):
            score *= OPPOSED_WORTH
        if lacks_power:
            score *= POWERLESS
        return Found(part, act, score, about, _merged(places))


def _opposed(terms: Sequence[Term], part: Part) -> bool:
    """Whether a task says a word that makes it another thing than the sentence speaks of."""
    said = {term.text for term in terms}
    return any(word in part.flat.text and said & others for word, others in OPPOSED.items() if word not in said)


@cache
def _wrapping() -> frozenset[str]:
    return frozenset(map(normalized, WRAPPING))


def _respelled(run: str) -> str:
    """The run with words of the tables where something is written that only sounds like them: 提按 for 提案."""
    written = [word for word, _ in _cutter()(run)]
    loose = {place for place, word in _placed(written) if len(word) == 1}
    sounds = _sounds(run)
    for length in range(LONGEST_RESPELLED, 1, -1):
        for start in range(len(run) - length + 1):
            window = run[start : start + length]
            if loose.isdisjoint(range(start, start + length)) or window in _tables():
                continue
            if _light() & set(window):
                continue
            meant = _by_sound().get(tuple(sounds[start : start + length]), "")
            if sum(a == b for a, b in zip(meant, window, strict=False)) >= max(length - 1, 1):
                return run[:start] + meant + _respelled(run[start + length :])
    return run


def _placed(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    place = 0
    for word in words:
        yield place, word
        place += len(word)


@lru_cache(maxsize=8192)
def _sounds(text: str) -> tuple[str, ...]:
    """How each character sounds, without tones."""
    from pypinyin import lazy_pinyin

    return tuple(sound for char in text for sound in (lazy_pinyin(char) or [char]))


@cache
def _by_sound() -> Mapping[tuple[str, ...], str]:
    words = (word for word in {*_synonyms(), *_actions()} if 1 < len(word) <= LONGEST_RESPELLED)
    return {_sounds(word): word for word in sorted(words)}


def _pieces(word: str) -> list[str]:
    """A longer word that the tables do not know, as a word that they know and the rest: 党员大会."""
    if len(word) < 3 or word in _tables():
        return [word]
    for length in range(len(word) - 1, 1, -1):
        for start in (0, len(word) - length):
            if word[start : start + length] in _tables():
                pieces = [word[:start], word[start : start + length], word[start + length :]]
                return [piece for piece in pieces if len(piece) > 1]
    return [word]


@cache
def _tables() -> frozenset[str]:
    return frozenset({*_synonyms(), *_actions(), *_light(), *_wrapping()})


def _worth(word: str, speech: str) -> float:
    """How much a word counts that the tables do not know."""
    if word.endswith(OTHER_BODIES):
        return BODY
    if word in _clients():
        return CLIENT
    other = OTHER_SPEECH if speech else UNKNOWN
    return next((worth for tag, worth in SPEECH.items() if speech.startswith(tag)), other)


@cache
def _clients() -> frozenset[str]:
    return frozenset(map(normalized, CLIENTS))


@lru_cache(maxsize=64)
def index(duties: tuple[Duty, ...], organization: str) -> Index:
    """The duties of a report, ready to be matched; made once."""
    return Index(duties, organization)


def _share(term: Term, part: Part, act: Act) -> tuple[float, tuple[int, int] | None]:
    """How well a duty holds a term, and where."""
    best: tuple[float, tuple[int, int] | None] = (0.0, None)
    for way in term.ways:
        worth = NAMED if way == term.text else SYNONYM
        place = _place(way, part, act.start, act.end)
        where = 1.0
        if place < 0 and term.action not in POWERS:
            place, where = _place(way, part, 0, len(part.flat.text)), IN_SENTENCE
        if place >= 0:
            best = max(best, (worth * where, (place, place + len(way))), key=lambda b: b[0])
        elif way in part.about and not term.action:
            best = max(best, (worth * IN_HEADING, None), key=lambda b: b[0])
    if not best[0]:
        best = _in_part(term, act)
    return best


def _place(way: str, part: Part, start: int, end: int) -> int:
    """Where a word stands between two places of a sentence, -1 if nowhere: not where two other words meet, as 调解
    in 协调解决, and not within the name of a body."""
    text = part.flat.text.lower()
    place = text.find(way, start, end)
    while place >= 0:
        after = place + len(way)
        inside = place not in _bounds(text) and after not in _bounds(text)
        if not inside and not _in_name(text, after, way):
            return place
        place = text.find(way, place + 1, end)
    return -1


@lru_cache(maxsize=8192)
def _bounds(text: str) -> frozenset[int]:
    """Where the words of a sentence begin and end."""
    places, place = {0}, 0
    for word, _ in _cutter()(text):
        place += len(word)
        places.add(place)
    return frozenset(places)


def _in_name(text: str, end: int, way: str) -> bool:
    """Whether what is found is part of the name of a body: 信访 in 信访局."""
    return text[end : end + 1] in BODY_ENDS and not way.endswith(BODY_ENDS)


def _in_part(term: Term, act: Act) -> tuple[float, tuple[int, int] | None]:
    """How much of a longer word, or of what supervises, a duty holds."""
    if term.action in SUPERVISING and act.strength is Strength.GUIDE:
        return SUPERVISED, None
    if term.action in ENFORCING and act.verbs.endswith(MANAGING):
        return NAMED, None
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
