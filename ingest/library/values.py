"""Exact values in SQL: whole 分 for money, canonical decimal text for everything else."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, TypedDict

from ingest.numbers import FEN, MONEY_UNITS, canonical, to_fen

_LARGEST: Final = 2**63 - 1


class StoredValue(TypedDict):
    """The three columns of a figure. Either `fen` and `decimals`, or `value`, or nothing is set."""

    fen: int | None
    decimals: int | None
    value: str | None


def store_value(value: Decimal | None, unit: str) -> StoredValue:
    """The columns for a value in a unit. Raises ValueError for what is no finite number."""
    if value is None:
        return StoredValue(fen=None, decimals=None, value=None)
    if not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    stored = _store_money(value, unit)
    if stored is not None and _same(read_value(stored, unit), value):
        return stored
    return StoredValue(fen=None, decimals=None, value=canonical(value))


def read_value(stored: StoredValue, unit: str) -> Decimal | None:
    """The value that was stored, with as many decimals as it had."""
    if stored["value"] is not None:
        return Decimal(stored["value"])
    if stored["fen"] is None or stored["decimals"] is None:
        return None
    # Whole-number arithmetic, so that no precision of a decimal context comes in.
    units, rest = divmod(abs(stored["fen"]) * 10 ** stored["decimals"], MONEY_UNITS[unit] * FEN)
    if rest:
        return None
    sign = 1 if stored["fen"] < 0 else 0
    return Decimal((sign, tuple(map(int, str(units))), -stored["decimals"]))


def _store_money(value: Decimal, unit: str) -> StoredValue | None:
    exponent = value.as_tuple().exponent
    if unit not in MONEY_UNITS or not isinstance(exponent, int) or exponent > 0:
        return None
    try:
        fen = to_fen(value, unit)
    except (ValueError, ArithmeticError):
        return None
    return StoredValue(fen=fen, decimals=-exponent, value=None) if abs(fen) <= _LARGEST else None


def _same(read: Decimal | None, value: Decimal) -> bool:
    """Equal to the last printed zero, and to the sign of a zero."""
    return read is not None and read.as_tuple() == value.as_tuple()
