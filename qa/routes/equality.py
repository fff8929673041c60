"""Yes or no over sums: whether one figure, or a sum of some, is another, more, less, or keeps to a bound."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from ingest.balance import ROUNDING
from ingest.report import Fact
from qa import templates
from qa.answer import Kind
from qa.cutting import Word
from qa.formulas import FORMULAS
from qa.grounding import figure_text
from qa.lexicon import STATEMENT_WORDS, Operation, Role, sides
from qa.parts import Draft, shown
from qa.question import Question
from qa.routes.base import Asked, Reply, understood
from qa.routes.calculations import one_named
from qa.routes.derived import keeps_bound
from qa.routes.figures import say_figure
from qa.routes.results import result_of

NAME: Final = "\0"
BOUND: Final = "\1"
"""What stands for a name and for a bound in the question that is matched."""

_NAMES: Final = rf"{NAME}(?:(?:{'|'.join(sides.ADDED)})*{NAME})*"
_SUM: Final = rf"(?:{'|'.join(sorted(sides.ADDED_UP, key=len, reverse=True))})"
_SIDE: Final = f"{_NAMES}{_SUM}*"
_ONE: Final = f"(?:{NAME}|{_NAMES}{_SUM}+)"
"""A side that is one thing: 甲、乙和丙一样多吗 has no two sides."""

_WHETHER: Final = rf"(?:{'|'.join(sides.WHETHER)})*"
_FORMS: Final = tuple(
    (sign, re.compile(rf"{sides.LEAD}(?P<left>{left}){_WHETHER}{form}{sides.TAIL}"))
    for sign, left, form in (
        ("==", _SIDE, rf"(?:{'|'.join(sides.EQUAL)})(?P<right>{_SIDE})"),
        ("==", _ONE, rf"[和与跟同](?P<right>{_ONE}){_WHETHER}(?:{'|'.join(sides.ALIKE)})"),
        (">", _SIDE, rf"(?:{'|'.join(sides.ABOVE)})了?(?P<right>{_SIDE})"),
        ("<", _SIDE, rf"(?:{'|'.join(sides.BELOW)})了?(?P<right>{_SIDE})"),
        (">", _SIDE, rf"比(?P<right>{_SIDE})[要还更都]*[多高大](?:[一些点]*)"),
        ("<", _SIDE, rf"比(?P<right>{_SIDE})[要还更都]*[少低小](?:[一些点]*)"),
        ("", _SIDE, BOUND),
    )
)
"""How such a question is put, and which sign its two sides are held against each other by."""

_HOLDS: Final[dict[str, Callable[[Decimal, Decimal], bool]]] = {"==": operator.eq, ">": operator.gt, "<": operator.lt}

PAIR: Final = 2


@dataclass(frozen=True)
class Side:
    """A figure, or the sum of some: its value, the index of the figure in the draft, and those that it is made of."""

    value: Decimal
    index: int
    terms: tuple[int, ...]
    facts: Sequence[Sequence[Fact]]


def equality(asked: Asked) -> Reply | None:
    """Yes or no, the sums in the open, and every figure that they are made of."""
    found = _put(asked.question) if len(asked.question.names) >= PAIR else None
    if found is None or not (found[0] == "==" or _asks_whether(asked.question)):
        return None
    sign, left, right = found
    plain = replace(asked, question=replace(asked.question, bounds=(), stated=None, asks=frozenset()))
    facts = [one_named(plain, word, (), asked.question.names) or () for word in (*left, *right)]
    told = [places for places in facts if places and places[0].value is not None]
    alike = len({places[0].unit for places in told}) == 1
    if not alike or len({places[0].subject for places in told}) < len(facts):
        return None
    return _held(asked, sign, told[: len(left)], told[len(left) :])


def _asks_whether(question: Question) -> bool:
    return any(word in question.text for word in STATEMENT_WORDS)


def _put(question: Question) -> tuple[str, Sequence[Word], Sequence[Word]] | None:
    """The sign, and the names on either side of it; None where the question is put otherwise."""
    if question.operation not in (Operation.GET, Operation.COMPARE):
        return None
    named = [word for word in question.words if word in question.names]
    signs = {Role.NAME: NAME, Role.BOUND: BOUND, Role.VALUE: BOUND, Role.ORGANIZATION: "", Role.YEAR: ""}
    said = "".join(signs.get(word.role, word.text) for word in question.words)
    for sign, form in _FORMS:
        if match := form.fullmatch(said):
            count = match["left"].count(NAME)
            return sign, named[:count], named[count:]
    return None


def _held(asked: Asked, sign: str, left: Sequence[Sequence[Fact]], right: Sequence[Sequence[Fact]]) -> Reply | None:
    """The two sides held against each other; without a second, the first against the bound."""
    draft, unit = asked.draft(), left[0][0].unit
    bound = next(iter((*asked.question.bounds, *filter(None, (asked.question.stated,)))), None)
    both = [_side(draft, places, unit) for places in (left, right) if places]
    values = [side.value for side in both]
    if right:
        nearly = sign == "==" and 0 < abs(values[0] - values[1]) <= ROUNDING * (len(left) + len(right))
        so: bool | None = _HOLDS[sign](*values)
        draft.say(templates.NEARLY if nearly else templates.YES_NO[bool(so)])
    elif bound is None or (so := keeps_bound(values[0], unit, bound)) is None:
        return None
    else:
        draft.say(templates.YES_NO[so])
    for side in both:
        if len(side.terms) > 1:
            draft.say(templates.COMPUTED["sum"], formula=draft.figure(side.index))
    if right and values[0] != values[1]:
        draft.say(templates.DIFFERENCE, formula=draft.figure(_gap(draft, both, unit)))
    for side in both:
        for index, places in zip(side.terms, side.facts, strict=True):
            say_figure(draft, index, places[0])
    draft.lead = both[0].index
    return Reply(Kind.COMPARISON, draft, understood(asked, left[0][0], operation=Operation.COMPARE))


def _side(draft: Draft, facts: Sequence[Sequence[Fact]], unit: str) -> Side:
    terms = tuple(draft.printed_figure(places) for places in facts)
    value = facts[0][0].value or Decimal(0)
    if len(facts) == 1:
        return Side(value, terms[0], terms, facts)
    result = result_of(FORMULAS["sum"], facts, unit)
    formula = f"{result.terms} = {shown(result.value, unit)}"
    return Side(
        result.value, draft.computed_figure(FORMULAS["sum"].label, result.value, unit, terms, formula), terms, facts
    )


def _gap(draft: Draft, both: Sequence[Side], unit: str) -> int:
    """How far the two sides are apart."""
    high, low = sorted(both, key=lambda side: -side.value)
    terms = " - ".join(figure_text(draft.figures[side.index]) for side in (high, low))
    formula = f"{terms} = {shown(high.value - low.value, unit)}"
    return draft.computed_figure(templates.GAP, high.value - low.value, unit, (high.index, low.index), formula)
