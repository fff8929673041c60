"""What can be computed from printed figures: named formulas, each with its wording and its rounding.

A result is shown with its operands, as printed, so that anyone can check it. To add a formula, add a
row here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

TWO_PLACES: Final = Decimal("0.01")


@dataclass(frozen=True)
class Formula:
    """`compute` takes the values in the order asked for; `sign` stands between them.

    `unit`: of the result; None: that of the operands. `absolute`: the larger comes first. `pairs`: takes
    exactly two values. `part_first`: the first is a part of the second.
    """

    name: str
    label: str
    sign: str
    compute: Callable[[Sequence[Decimal]], Decimal]
    unit: str | None = None
    pairs: bool = False
    absolute: bool = False
    part_first: bool = False


def _sum(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def _difference(values: Sequence[Decimal]) -> Decimal:
    return values[0] - values[1]


def _average(values: Sequence[Decimal]) -> Decimal:
    return (_sum(values) / len(values)).quantize(TWO_PLACES, ROUND_HALF_UP)


def _growth(values: Sequence[Decimal]) -> Decimal:
    return ((values[0] / values[1] - 1) * 100).quantize(TWO_PLACES, ROUND_HALF_UP)


def _rest(values: Sequence[Decimal]) -> Decimal:
    return values[0] - _sum(values[1:])


def _times(values: Sequence[Decimal]) -> Decimal:
    return (values[0] / values[1]).quantize(TWO_PLACES, ROUND_HALF_UP)


def _share(values: Sequence[Decimal]) -> Decimal:
    return (values[0] / values[1] * 100).quantize(TWO_PLACES, ROUND_HALF_UP)


FORMULAS: Final = {
    formula.name: formula
    for formula in (
        Formula("sum", "合计", "+", _sum),
        Formula("difference", "相差", "-", _difference, pairs=True, absolute=True),
        Formula("ratio", "倍数", "÷", _times, unit="倍", pairs=True),
        Formula("share", "占比", "÷", _share, unit="%", pairs=True, part_first=True),
        Formula("average", "平均", "+", _average),
        Formula("remaining", "剩余", "-", _rest),
        Formula("except", "除去之后", "-", _rest),
        Formula("prior", "上一年", "-", _difference, pairs=True),
        Formula("budget", "年初预算数", "-", _difference, pairs=True),
        Formula("growth", "增长率", "÷", _growth, unit="%", pairs=True),
        Formula("unit price", "平均", "÷", _times, pairs=True),
    )
}
"""The formulas by name. Quotients are rounded half up to two decimals; sums and differences are exact."""
