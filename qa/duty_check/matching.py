"""How much of a task a duty covers.

A task is taken apart into terms (`terms`): the matters of government that it speaks of (`matters`), what is done, and
other words. A duty covers what stands in the act itself, less of what stands elsewhere in its sentence. A matter that
it does not name makes the task another one, the more so where nobody in the report has it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from ingest.report import Duty
from qa.duty_check.lexicon import CLIENTS, IMPLIED, OTHER_BODIES, OWN_SCOPE, POWERS, SOFT_ACTIONS, SUPERVISING, Strength
from qa.duty_check.matters import names_ending
from qa.duty_check.structure import Act, Part, parts
from qa.duty_check.terms import BODY, Term, terms_of
from qa.duty_check.words import bounds
from qa.organizations import aliases
from qa.text import bigrams, normalized

NAMED: Final = 1.0
SYNONYM: Final = 0.9
IMPLYING: Final = 0.75
WIDER: Final = 0.65
"""How well a term is held that a duty says itself, in other words, by what includes it, as part of something wider."""

IN_SENTENCE: Final = 0.75
IN_HEADING: Final = 0.5
"""How much a term counts that stands in another act of the sentence, or in the heading above it."""

SUPERVISED: Final = 0.6
"""How well 督办 is held by a duty to guide, and the like."""

LEAST_PART: Final = 0.5
"""A longer word is held in part where a duty has so many of its pairs of characters."""

ANOTHER: Final = 1.2
ANOTHER_POWER: Final = 3.0
"""How much a matter counts that a duty does not name; also where the task is a thing that only he may do to whom it is
given, such as to permit."""

ELSEWHERE: Final = 0.4
TOPIC: Final = 0.2
MODIFIER: Final = 0.6
"""Which part of that counts if the same body has the matter by another clause; if it is only what a speech or the like
is made on; if it only says of which kind the next matter is."""

POWERLESS: Final = 0.75
THINGLESS: Final = 0.6
GENERAL: Final = 0.6
CHANGING: Final = 0.9
ITSELF: Final = 0.4
"""Which part of the score counts where a duty lacks a power; says what is done, but nothing that it is done to;
carries out policies, or says what others are done by; is one of 职能转变; concerns only the body itself."""

MOST_LACKING: Final = 0.7
"""However many words a task has that say how, where and for whom, they count no more than this beside a matter that
the duty names."""

LEAST_THING: Final = 0.3
"""A word that counts less says hardly what a task is about."""

FIT: Final = 0.15
"""How much it counts in the order of the duties which share of an act is about the task."""

BODY_ENDS: Final = ("局", "室")
_BARE: Final = POWERS | SOFT_ACTIONS
"""What is done says nothing by itself: something must be there that it is done to."""

DEPARTMENT: Final = ("局", "公安")
_DEPARTMENTS: Final = re.compile("各部门|部门间")
"""A sentence that speaks of the departments of government, and how the name of one ends."""

_POLICIES: Final = re.compile("方针政策|有关决策部署")
_BASIS: Final = re.compile("根据|按照|依据")
_CHANGING: Final = re.compile("^[^。]{0,8}职能转变。")
_ITSELF: Final = re.compile("本系统(?!或领域内党)")

Place = tuple[int, int]
Shares = Sequence[tuple[Term, float, Place | None]]
"""The terms of a task, how well a duty holds each, and where."""


@dataclass(frozen=True)
class Found:
    """A duty and how much of a task it covers, from 0 to 1; `evidence` is the weight of the things in it,
    `places` are the words held, in `part.flat.text`, and `fit` is which share of the act they are."""

    part: Part
    act: Act
    score: float
    evidence: float
    places: tuple[Place, ...]
    fit: float

    @property
    def rank(self) -> float:
        """By what duties stand in order: how much they cover, and how much else they are about."""
        return self.score + FIT * self.fit

    @property
    def strength(self) -> Strength:
        """How strongly the act binds."""
        return self.act.strength


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
        return terms_of(task, self._own, self.weight)

    def match(self, task: str) -> list[Found]:
        """The duties that cover something of a task, best first, each sentence once."""
        terms = self.terms(task)
        having = {term: self._having(term) for term in terms if term.known}
        found = (_best(part, terms, having) for part in self.parts)
        return sorted(
            (one for one in found if one and one.score > 0),
            key=lambda one: (-round(one.rank, 3), one.strength, len(one.part.flat.text)),
        )

    def _having(self, term: Term) -> frozenset[str | None]:
        """The bodies that have what a term names; None: this organization."""
        texts = zip(self.parts, self.texts, strict=True)
        return frozenset(part.department for part, text in texts if any(way in text for way in term.ways))


Having = Mapping[Term, frozenset[str | None]]
"""The bodies that have each of the matters of a task."""


def _best(part: Part, terms: Sequence[Term], having: Having) -> Found | None:
    scored = (_covered(part, act, terms, having) for act in part.acts)
    return max(scored, key=lambda found: found.rank, default=None)


def _covered(part: Part, act: Act, terms: Sequence[Term], having: Having) -> Found:
    shares = [(term, *_share(term, part, act)) for term in terms if not _among(term, part)]
    held = sum(share * _weight(term) for term, share, _ in shares)
    score = held / (held + _lacking(shares, part, having)) if held else 0.0
    return Found(
        part,
        act,
        score * _standing(part, act, terms) * _wholeness(shares),
        sum(share * _weight(term) for term, share, _ in shares if _tells(term)),
        _merged([place for _, share, place in shares if place and share]),
        _fit(terms, part, act) if score else 0.0,
    )


def _lacking(shares: Shares, part: Part, having: Having) -> float:
    """How much of a task a duty lacks: all that makes it another one, and so many other words as may count."""
    has = [term for term, share, _ in shares if term.known and not term.modifies and share > WIDER]
    anything = any(term.anything for term in has)
    powers = any(term.action in POWERS for term, _, _ in shares)

    def missed(term: Term, share: float) -> float:
        if not term.known or share:
            return (1 - share) * _weight(term)
        if term.names_body:
            return BODY
        elsewhere = ELSEWHERE if part.department in having[term] else 1.0
        return _weight(term) * elsewhere * (TOPIC if anything else ANOTHER_POWER if powers else ANOTHER)

    deciding = sum(missed(term, share) for term, share, _ in shares if _decides(term))
    others = sum(missed(term, share) for term, share, _ in shares if not _decides(term))
    return deciding + (min(others, MOST_LACKING) if has else others)


def _wholeness(shares: Shares) -> float:
    """Which part of the score is left where a duty lacks a power, or everything that a task is about."""
    said = [(term, share) for term, share, _ in shares if not term.action and term.text not in CLIENTS]
    things = [share for term, share in said if term.weight >= LEAST_THING] or [share for _, share in said]
    matters = [share for term, share in said if term.known]
    powerless = any(term.action in POWERS and not share for term, share, _ in shares)
    thingless = any(some and not any(some) for some in (things, matters))
    return (POWERLESS if powerless else 1.0) * (THINGLESS if thingless else 1.0)


def _weight(term: Term) -> float:
    return term.weight * (MODIFIER if term.modifies else 1.0)


def _among(term: Term, part: Part) -> bool:
    """Whether a term is the name of a department in a sentence that speaks of all of them, whichever it is."""
    return term.names_body and term.text.endswith(DEPARTMENT) and bool(_DEPARTMENTS.search(part.text))


def _decides(term: Term) -> bool:
    """Whether a duty that lacks a term is thereby another one, however many other words it lacks."""
    return term.known or term.action in POWERS or term.names_body


def _tells(term: Term) -> bool:
    """Whether a duty that holds a term is thereby about the same thing."""
    return term.action not in _BARE and not term.text.endswith(OTHER_BODIES)


def _fit(terms: Sequence[Term], part: Part, act: Act) -> float:
    """Which share of an act is about what a task speaks of."""
    places = ((_place(way, part, act.start, act.end), way) for term in terms if term.known for way in term.ways)
    chars = {char for place, way in places if place >= 0 for char in range(place, place + len(way))}
    return len(chars) / len(act.text)


def _standing(part: Part, act: Act, terms: Sequence[Term]) -> float:
    """How much an act counts, less where it gives hardly a duty or one that all bodies have for themselves."""
    policies = _POLICIES.search(act.text)
    if _BASIS.match(act.text) or (policies and not any(policies.group() in term.ways for term in terms)):
        return GENERAL
    if _CHANGING.match(part.duty.text):
        return CHANGING
    if _ITSELF.search(act.text) and not any(term.text in OWN_SCOPE for term in terms):
        return ITSELF
    return 1.0


def _share(term: Term, part: Part, act: Act) -> tuple[float, Place | None]:
    """How well a duty holds a term, and where."""
    best: tuple[float, Place | None] = (0.0, None)
    for way in term.ways:
        worth = NAMED if way == term.text else IMPLYING if way in IMPLIED.get(term.action, ()) else SYNONYM
        place = _place(way, part, act.start, act.end, term.known)
        where = 1.0
        if place < 0 and term.action not in POWERS:
            place, where = _place(way, part, 0, len(part.flat.text), term.known), IN_SENTENCE
        if place >= 0 and not (term.known and _narrowed(way, part.text, place, (*term.ways, *term.wider))):
            best = max(best, (worth * where, (place, place + len(way))), key=lambda b: b[0])
        elif way in part.about and not term.action:
            best = max(best, (worth * IN_HEADING, None), key=lambda b: b[0])
    for way in term.wider if best[0] < WIDER else ():
        place = _place(way, part, 0, len(part.flat.text))
        if place >= 0 and not _narrowed(way, part.text, place):
            best = max(best, (WIDER, (place, place + len(way))), key=lambda b: b[0])
    return best if best[0] else _in_part(term, act)


def _place(way: str, part: Part, start: int, end: int, known: bool = True) -> int:
    """Where a word stands between two places of a sentence, -1 if nowhere: not where two other words meet, as 调解
    in 协调解决, and not within the name of a body. One that is `known` does not stand where a longer one begins with
    it: 政务信息 in 政务信息系统."""
    text = part.text
    place = text.find(way, start, end)
    while place >= 0:
        after = place + len(way)
        inside = after not in bounds(text) and (known or place not in bounds(text))
        if not inside and not _in_name(text, after, way):
            return place
        place = text.find(way, place + 1, end)
    return -1


def _narrowed(way: str, text: str, place: int, meant: tuple[str, ...] = ()) -> bool:
    """Whether a word is the end of something narrower than what is `meant`: 节能 in 公共机构节能."""
    end = place + len(way)
    names = (name for name in names_ending(way) if name != way and not name.startswith(meant))
    return any(text.endswith(name, 0, end) for name in names)


def _in_name(text: str, end: int, way: str) -> bool:
    """Whether what is found is part of the name of a body: 信访 in 信访局."""
    return text[end : end + 1] in BODY_ENDS and not way.endswith(BODY_ENDS)


def _in_part(term: Term, act: Act) -> tuple[float, Place | None]:
    """How much of a longer word, or of what supervises, a duty holds."""
    if term.action in SUPERVISING and act.strength is Strength.GUIDE:
        return SUPERVISED, None
    if term.known:
        return 0.0, None
    said = bigrams(term.text)
    held = len(said & bigrams(act.text)) / len(said) if len(term.text) > 2 else 0.0
    return (held, None) if held >= LEAST_PART else (0.0, None)


def _merged(places: Sequence[Place]) -> tuple[Place, ...]:
    """The places in order, those that touch as one."""
    merged: list[Place] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


@lru_cache(maxsize=64)
def index(duties: tuple[Duty, ...], organization: str) -> Index:
    """The duties of a report, ready to be matched; made once."""
    return Index(duties, organization)
