"""A fact before its sentence is cut out, and the spot in a paragraph that it is read from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from ingest.clauses import Clause, Flat
from ingest.numbers import MONEY_UNITS
from ingest.report import Dimension, Measure, Subject
from ingest.statements.context import Context

_BUDGET_NAMES: Final = {
    "年初": Measure.INITIAL_BUDGET,
    "期初": Measure.INITIAL_BUDGET,
    "全年": Measure.ADJUSTED_BUDGET,
    "调整": Measure.ADJUSTED_BUDGET,
}
_DIMENSIONS: Final = {"%": Dimension.PERCENT, "分": Dimension.SCORE}
SOME_BUDGET: Final = "预算数"
"""A budget of which the text does not say which it is."""

_LAST_YEAR: Final = re.compile("(?:上年度?|去年)(?:同期|决算数?)?")
_LAST_BUDGET: Final = re.compile("(?:上年度?|去年)(?P<budget>预算(?:执行)?数?)")
_A_YEAR: Final = re.compile(r"(\d{4})年度?(?:决算数?)?")


@dataclass(frozen=True)
class Draft:
    """A fact before its sentence is cut out. `start`, `end` and `named` count in the flat paragraph.

    `named` is where the sentence begins that named the subject.
    """

    subject: Subject
    value: Decimal | None
    unit: str
    start: int
    end: int
    named: int

    @property
    def dimension(self) -> Dimension:
        """What kind of quantity it is, by its unit."""
        if self.value is None:
            return Dimension.TEXT
        if self.unit in MONEY_UNITS:
            return Dimension.MONEY
        return _DIMENSIONS.get(self.unit, Dimension.COUNT)


@dataclass(frozen=True)
class Spot:
    """A clause to be read, without what it begins with: the day, the year, the unit's own name.

    `start` is where `text` stands in the flat paragraph, `sentence` where its sentence begins.
    """

    flat: Flat
    clause: Clause
    start: int
    text: str
    sentence: int

    def printed(self, match: re.Match[str], group: str) -> str:
        """What a group of a pattern matched, as printed."""
        return self.flat.printed(self.start + match.start(group), self.start + match.end(group))


def baseline_of(printed: str, context: Context) -> str:
    """What something is compared with, in one wording: 2023年度, 年初预算数, 全年预算数; else as printed."""
    if match := _A_YEAR.fullmatch(printed):
        return f"{match[1]}年度"
    if _LAST_YEAR.fullmatch(printed):
        return f"{context.year - 1}年度"
    if match := _LAST_BUDGET.fullmatch(printed):
        return f"{context.year - 1}年{match['budget']}"
    if re.match(r"\d|上|去", printed):
        return printed
    named = next((measure.value for word, measure in _BUDGET_NAMES.items() if printed.startswith(word)), "")
    return named or context.budget or SOME_BUDGET


def figure(match: re.Match[str], spot: Spot) -> tuple[Decimal, tuple[int, int]]:
    """The value with its sign, and where the figure without its sign stands."""
    value = Decimal(match["value"].replace("，", ""))
    where = spot.start + match.start("value"), spot.start + match.end("value")
    return -value if match["sign"] else value, where


def drafts(
    subjects: Iterable[Subject],
    measure: Measure,
    value: Decimal | None,
    unit: str,
    where: tuple[int, int],
    context: Context,
    baseline: str = "",
) -> list[Draft]:
    """One fact for each subject, with what the clause says of it."""
    year = context.as_of or context.year
    return [
        Draft(replace(s, year=year, measure=measure, baseline=baseline), value, unit, *where, context.named)
        for s in subjects
    ]
