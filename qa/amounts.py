"""When two printed figures are the same amount, and what is not printed at all.

One amount may stand in a table in 元 and in a sentence in 万元; a blank cell is no amount, and not zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ingest.balance import ROUNDING
from ingest.numbers import MONEY_UNITS
from ingest.report import Dimension, Fact


def quantity(fact: Fact) -> object:
    """What a fact's figure amounts to, whatever unit of money it is printed in; of words, the words."""
    if fact.value is None:
        return fact.printed
    return fact.value * MONEY_UNITS[fact.unit] if fact.unit in MONEY_UNITS else (fact.value, fact.unit)


def is_blank(fact: Fact) -> bool:
    """Whether a figure is a cell in which nothing is printed."""
    return fact.value is None and fact.dimension is not Dimension.TEXT and not fact.printed.strip()


def same_but_rounded(one: Fact, other: Fact) -> bool:
    """Whether two printed values are the same but for rounding: by 0.01, or in different units of money by as
    much as the larger unit's decimals can tell."""
    if one.value is None or other.value is None:
        return quantity(one) == quantity(other)
    if one.unit == other.unit:
        return abs(one.value - other.value) <= ROUNDING
    if one.unit not in MONEY_UNITS or other.unit not in MONEY_UNITS:
        return False
    coarse = max(one, other, key=lambda fact: MONEY_UNITS[fact.unit])
    gap = abs(one.value * MONEY_UNITS[one.unit] - other.value * MONEY_UNITS[other.unit])
    return gap <= _tolerance(coarse) * MONEY_UNITS[coarse.unit]


def _tolerance(fact: Fact) -> Decimal:
    """How far a rounded value may be off: half of its last place. Of 0 that is nothing: who writes 0 means it."""
    if not fact.value:
        return Decimal(0)
    half = Decimal(5).scaleb(int(fact.value.as_tuple().exponent) - 1)
    return max(ROUNDING, half)


def in_places(facts: Iterable[Fact]) -> list[list[Fact]]:
    """The facts, those together that print one figure in one unit, in the order in which they come."""
    found: defaultdict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[quantity(fact), fact.unit if fact.value is not None else ""].append(fact)
    return list(found.values())


def printed_first(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, blank cells behind zeros: a sentence that says 0 says more than the cell left empty for it."""
    nothing = all(not fact.value for fact in facts)
    return sorted(facts, key=is_blank) if nothing else list(facts)
