"""How projects, their parts and their indicators are called: reports name one thing in several ways, and
people only by a piece of the name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from ingest.report import Classification, Dimension, Fact, Measure
from qa.organizations import PLACE_ENDINGS
from qa.text import squeezed
from qa.vocabulary import sound

OF_PROJECTS: Final = frozenset({Classification.PROJECT, Classification.INDICATOR, Classification.COMPONENT})
"""The lists whose names are each report's own."""

COST_INDICATORS: Final = "成本指标"
"""First level of the indicators that say what the parts of a project were to cost, and did."""

ALSO_MEASURES: Final = {Measure.TARGET: Measure.BUDGET, Measure.ACTUAL: Measure.EXECUTED}
"""What target and actual of such an indicator are, in words of money."""

MIN_NAME: Final = 4
MIN_PIECE: Final = 3
MIN_BLOCK: Final = 2
MIN_HEARD: Final = 5
LONG_ENOUGH: Final = 6
MAX_SPAN: Final = 20

"""In characters: the least that a shortened name keeps, that a piece of a name has, each of several pieces, and
what is only heard as one; what a single last character may follow (…服务费); and the longest stretch of a
question that is held against names."""

MAX_ENDINGS: Final = 2
"""So many endings are taken off a name, one after another: 建设项目费用."""

_ENDINGS: Final = re.compile("(?:项目|费用|经费|资金|费)$")
_VERBS: Final = ("优化", "提升", "完善", "建设", "采购", "出具", "建成", "开展", "举办", "发放", "维护", "改造", "购置")
"""What is done to a thing, said before it or behind it: 优化平台, 平台优化."""

_YEAR: Final = re.compile(r"^20\d{2}年度?")


def measures_of(fact: Fact) -> tuple[Measure, ...]:
    """What a fact measures: its measure, and what that is in words of money for the costs of a part."""
    own = fact.subject.measure
    if is_cost(fact) and own in ALSO_MEASURES:
        return (own, ALSO_MEASURES[own])
    return (own,)


def is_cost(fact: Fact) -> bool:
    """Whether it is an amount of money that an indicator of costs gives."""
    path = fact.subject.path
    of_costs = fact.subject.classification is Classification.INDICATOR and path[1:2] == (COST_INDICATORS,)
    return of_costs and fact.dimension is Dimension.MONEY


def key(name: str) -> str:
    """A name without what lists put behind it as they like: 项目, 费用."""
    plain = squeezed(name)
    while len(short := _ENDINGS.sub("", plain)) >= MIN_NAME and short != plain:
        plain = short
    return plain


def same_part(one: Fact, other: Fact) -> bool:
    """Whether two facts measure the same of one part of one project, in whichever lists they stand."""
    subjects = one.subject, other.subject
    if not all(s.path and s.classification in (Classification.INDICATOR, Classification.COMPONENT) for s in subjects):
        return False
    alike = one.subject.path[0] == other.subject.path[0] and key(one.subject.item) == key(other.subject.item)
    return alike and bool(set(measures_of(one)) & set(measures_of(other)) & set(ALSO_MEASURES.values()))


def spellings(name: str, places: Iterable[str]) -> set[str]:
    """A name and ways to shorten it: without year, place and ending. `places` are those of the organization."""
    plain = squeezed(name)
    found = {plain, _YEAR.sub("", plain)}
    without = {n.removeprefix(place) for n in found for place in places}
    found |= {n for n in without if not n.startswith(PLACE_ENDINGS)}
    for _ in range(MAX_ENDINGS):
        found |= {_ENDINGS.sub("", n) for n in found}
    found |= {turned(n) for n in found}
    return {n for n in found if len(n) >= MIN_NAME}


def turned(name: str) -> str:
    """A name with its verb at the other end: 平台优化 of 优化平台; itself if it has none."""
    for verb in _VERBS:
        if name.startswith(verb):
            return name.removeprefix(verb) + verb
        if name.endswith(verb):
            return verb + name.removesuffix(verb)
    return name


@dataclass(frozen=True)
class Abbreviations:
    """Which names a stretch of a question may be short for. `names` maps a spelling to its item; `projects` are
    those of the items that are projects."""

    names: Mapping[str, str]
    projects: frozenset[str] = frozenset()

    @cached_property
    def _by_start(self) -> Mapping[str, tuple[str, ...]]:
        """The names that hold each pair of characters."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in self.names:
            for pair in {name[i : i + MIN_BLOCK] for i in range(len(name) - 1)}:
                found[pair].append(name)
        return {pair: tuple(names) for pair, names in found.items()}

    @cached_property
    def _sounded(self) -> Abbreviations:
        """The names as they sound."""
        return Abbreviations({_sounded(name): item for name, item in self.names.items()}, self.projects)

    def _one_thing(self, items: frozenset[str]) -> frozenset[str]:
        """The items if they are one thing: the project among them, else those of one name, of which the names
        of the others may be longer (…巡检, …巡检完成率). None where a stretch may be short for several things."""
        if named := items & self.projects:
            return named if len(named) == 1 else frozenset()
        keys = sorted({key(item) for item in items}, key=len)
        return items if all(other.startswith(keys[0]) for other in keys) else frozenset()

    def within(self, text: str, common: Container[str], *, by_sound: bool = False) -> dict[str, frozenset[str]]:
        """The stretches of a text that are short for names, and the items that each may be.

        `common` are words that say nothing by themselves. `by_sound`: a stretch need only sound so.
        """
        if by_sound:
            heard = self._sounded.within(_sounded(text), ())
            places = [(i, j) for i in range(len(text)) for j in range(i + MIN_HEARD, min(len(text), i + MAX_SPAN) + 1)]
            spans = ((text[i:j], heard.get(_sounded(text[i:j]))) for i, j in places)
            return {span: items for span, items in spans if items and span not in common}
        found: dict[str, frozenset[str]] = {}
        for start in range(len(text) - MIN_PIECE + 1):
            names = self._by_start.get(text[start : start + MIN_BLOCK], ())
            for end in range(start + MIN_PIECE, min(len(text), start + MAX_SPAN) + 1):
                span = text[start:end]
                names = tuple(name for name in names if abbreviates(span, name) is not None)
                items = frozenset(self.names[n] for n in names if abbreviates(span, n))
                if items and span not in common and (meant := self._one_thing(items)):
                    found[span] = meant
        return found


@cache
def _syllable(char: str) -> str:
    """One character that stands for all that sound alike."""
    return _ALIKE.setdefault(sound(char), char)


_ALIKE: Final[dict[str, str]] = {}


def _sounded(text: str) -> str:
    """A text in which characters that sound alike are the same."""
    return "".join(map(_syllable, text))


def abbreviates(span: str, name: str) -> bool | None:
    """Whether a stretch is put together of pieces of a name, in order: 热线终端采购 of 热线办公终端设备采购.

    None: nor can a longer stretch be that begins so. A last character alone may be the begin of a piece.
    """
    at = start = 0
    while at < len(span):
        size = next((n for n in range(len(span) - at, 0, -1) if span[at : at + n] in name[start:]), 0)
        if size == 0 or (size < MIN_BLOCK and at + size < len(span)):
            return None
        if size < MIN_BLOCK:
            return at >= LONG_ENOUGH
        start = name.index(span[at : at + size], start) + size
        at += size
    return True
