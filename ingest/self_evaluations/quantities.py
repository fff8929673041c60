"""What a target or an actual says as a number: its bound, its exact value and its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ingest.numbers import parse_bounded
from ingest.report import Dimension
from ingest.self_evaluations.wording import CALENDAR_YEAR, COUNTED, UNITS

_UNIT: Final = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, UNITS), key=len, reverse=True))}|％)$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """`printed` is the number with its bound and without its unit, which is empty for a bare number; `start` is
    where it begins in the text."""

    value: Decimal
    unit: str
    printed: str
    start: int = 0

    @property
    def dimension(self) -> Dimension:
        """What kind of quantity it is, by its unit."""
        return UNITS.get(self.unit, Dimension.COUNT)


def read_quantity(text: str) -> Quantity | None:
    """The quantity that a text without white space is, as a whole or behind a verb (完成40件); None for anything
    else (长期, 2024年度)."""
    if CALENDAR_YEAR.fullmatch(text):
        return None
    if done := COUNTED.fullmatch(text):
        return Quantity(parse_bounded(done["value"])[1], done["unit"], done["value"], done.start("value"))
    match = _UNIT.search(text)
    printed = text[: match.start()] if match else text
    try:
        _, value = parse_bounded(printed)
    except ValueError:
        return None
    return Quantity(value, match.group().replace("％", "%") if match else "", printed)


def actual_unit(target: Quantity | None, actual: Quantity) -> str:
    """The unit of an actual: a bare one is counted as its target is, but a share may be printed as a ratio."""
    if actual.unit or target is None or target.dimension is Dimension.PERCENT:
        return actual.unit
    return target.unit
