"""What one of the things counted costs, or how much there is to each: 公务接待费 ÷ 人次, 有效电话 ÷ 评议单位."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ingest.numbers import money_in
from ingest.report import Dimension, Fact, Measure
from qa.amounts import in_places
from qa.cutting import PER, Word
from qa.formulas import FORMULAS
from qa.lexicon import Ask, Role
from qa.project_names import OF_PROJECTS
from qa.question import Question
from qa.routes.base import Asked, Reply
from qa.routes.counts import counted_name, fits, is_count
from qa.routes.derived import one_figure
from qa.routes.results import Result, say_result

UNITS_COUNTED: Final = {
    "批": ("批次",),
    "人": ("人次", "人"),
    "团组": ("个",),
    "台": ("台（套）", "台"),
    "套": ("台（套）", "套"),
}
"""In which unit of a count the things stand that are named so; others by their own name."""

SMALL: Final = Decimal(1)
"""An amount below this in its own unit is shown in 元."""

NAMED: Final = 2
"""So many characters behind 每个 must be those of what is counted."""

Counted = tuple[Sequence[Fact], Question]
"""The places of a count, and the question without the words that name it."""


def per_unit(asked: Asked) -> Reply | None:
    """An amount, or a count, divided by the count that the question asks it for each of."""
    question = asked.question
    per = next((word for word in question.words if word.operation == PER), None)
    if per is None or not question.names or question.asks - {Ask.AVERAGE, Ask.LIST}:
        return None
    divided = replace(question, asks=frozenset(), unit="", percent=False, asks_figure=True)
    counted = _counted_by_name(asked, divided, per) or _counted(asked, divided, per.unit)
    if counted is None or counted[1].left_over:
        return None
    places, rest = counted
    plain = replace(rest, measures=question.measures or (question.usual, Measure.EXECUTED))
    amount = one_figure(asked, replace(plain, counted="") if question.unit or question.flow else plain)
    if not amount or not places[0].value or amount[0].value is None or amount[0].subject == places[0].subject:
        return None
    return say_result(asked, FORMULAS["unit price"], (amount, places), _quotient(question, amount[0], places[0]))


def _counted(asked: Asked, question: Question, said: str) -> Counted | None:
    """The count, where the thing counted is what the question names, and the word behind 每 is its unit."""
    words = tuple(w for w in question.words if w.role not in (Role.COUNTED, Role.MEASURE, Role.FLOW))
    plain = replace(question, words=words, measures=(), flow=None, baseline="")
    counts = (one_figure(asked, replace(plain, counted=unit)) for unit in UNITS_COUNTED.get(said, (said,)))
    return next(((places, question) for places in counts if places), None)


def _counted_by_name(asked: Asked, question: Question, per: Word) -> Counted | None:
    """The count of what is named behind 每, of the project that the question names."""
    at = question.words.index(per) + 1
    after = "".join(word.text for word in question.words[at:])
    units = UNITS_COUNTED.get(per.unit, (per.unit,))
    found = [(_begin(after, counted_name(f)), f) for f in asked.catalog.facts if is_count(f, Measure.ACTUAL)]
    found = [(name, f) for name, f in found if name and any(fits(f, unit) for unit in units) and _of(f, question)]
    places = in_places(fact for _, fact in found)
    if len(places) != 1:
        return None
    name, end = max((name for name, _ in found), key=len), at
    while end < len(question.words) and len("".join(word.text for word in question.words[at:end])) < len(name):
        end += 1
    words = (*question.words[:at], *question.words[end:])
    if "".join(word.text for word in question.words[at:end]) != name:
        return None
    left = tuple(word.text for word in words if word.role is Role.LEFT)
    return places[0], replace(
        question, words=words, names=tuple(w for w in question.names if w in words), left_over=left
    )


def _begin(text: str, name: str) -> str:
    """The begin of a text, as long as a name holds it; empty if that is too short to name anything."""
    return next((text[:end] for end in range(len(text), NAMED - 1, -1) if text[:end] in name), "")


def _of(count: Fact, question: Question) -> bool:
    """Whether a count is of a project that the question names."""
    project = (*count.subject.path, count.subject.item)[0]
    means = {feature.value for word in question.names for feature in word.means}
    return count.subject.classification in OF_PROJECTS and project in means


def _quotient(question: Question, amount: Fact, count: Fact) -> Result:
    """One divided by the other; of money in the unit asked for, else in 元 where it is less than one of its own."""
    assert amount.value is not None
    assert count.value is not None
    formula = FORMULAS["unit price"]
    unit, factor = amount.unit, Decimal(1)
    if amount.dimension is Dimension.MONEY:
        small = formula.compute((amount.value, count.value)) < SMALL
        unit = question.unit or ("元" if small else unit)
        factor = money_in(factor, amount.unit, unit)
    value = formula.compute((amount.value * factor, count.value))
    scaled = "" if unit == amount.unit else f" {'×' if factor >= 1 else '÷'} {factor if factor >= 1 else 1 / factor:,f}"
    return Result(value, unit, f"{amount.printed} {amount.unit}{scaled} ÷ {count.printed}")
