"""How projects, their parts and their indicators are called: reports name one thing in several ways, and
people only by a piece of the name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final

from ingest.report import Classification, Dimension, Fact, Measure
from qa.text import squeezed

OF_PROJECTS: Final = frozenset({Classification.PROJECT, Classification.INDICATOR, Classification.COMPONENT})
"""The lists whose names are each report's own."""

COST_INDICATORS: Final = "成本指标"
"""First level of the indicators that say what the parts of a project were to cost, and did."""

ALSO_MEASURES: Final = {Measure.TARGET: Measure.BUDGET, Measure.ACTUAL: Measure.EXECUTED}
"""What target and actual of such an indicator are, in words of money."""

MIN_PIECE: Final = 3
MAX_PIECE: Final = 16
MIN_NAME: Final = 4
MAX_SHARED: Final = 8
"""A piece of a name has so many characters, and stands in no more names than this; a shortened name keeps at
least MIN_NAME characters."""

_ENDINGS: Final = re.compile("(?:项目|费用|经费|资金|费)$")
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
    return alike and bool(set(measures_of(one)) & set(measures_of(other)))


def spellings(name: str, places: Iterable[str]) -> set[str]:
    """A name and ways to shorten it: without year, place and ending. `places` are those of the organization."""
    plain = squeezed(name)
    found = {plain, _YEAR.sub("", plain)}
    found |= {n.removeprefix(place) for n in found for place in places}
    found |= {key(n) for n in found}
    return {n for n in found if len(n) >= MIN_NAME}


def pieces(names: Mapping[str, str], common: Set[str]) -> dict[str, frozenset[str]]:
    """The pieces of names that tell them apart, and the items that each stands for.

    `names` maps a spelling to its item; `common` are words that say nothing by themselves.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, item in names.items():
        for piece in _pieces(name):
            found[piece].add(item)
    return {p: frozenset(items) for p, items in found.items() if len(items) <= MAX_SHARED and p not in common}


def _pieces(name: str) -> Iterator[str]:
    for start in range(len(name)):
        for end in range(start + MIN_PIECE, min(len(name), start + MAX_PIECE) + 1):
            yield name[start:end]
