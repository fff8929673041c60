"""Printed numbers and units: exact Decimals in, printed text out.

Nothing here rounds and nothing is a float: what is printed with two decimals is a Decimal with two
decimals.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

DIGITS: Final = r"[0-9０-９]"
PLAIN: Final = rf"{DIGITS}{{1,3}}(?:[,，]{DIGITS}{{3}})+(?:[.．]{DIGITS}+)?|{DIGITS}+(?:[.．]{DIGITS}+)?"
"""A printed number without its sign: 1,234.56, 1234.56, １２３４.５６."""

BOUNDS: Final = frozenset("≥≤≧≦><＞＜")
"""What a target may print in front of its number."""

_SIGNED: Final = re.compile(rf"(?P<open>[(（])?(?P<sign>[-－−+＋])?(?P<body>{PLAIN})(?P<close>[)）])?")
_EMPTY_MARKS: Final = frozenset({"", "-", "－", "—", "——", "/", "／"})

_CHINESE_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_CHINESE_TENS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_CHINESE_MYRIADS: Final = {"万": 10**4, "亿": 10**8}
CHINESE: Final = "[" + "".join((*_CHINESE_DIGITS, *_CHINESE_TENS, *_CHINESE_MYRIADS)) + "]+"
"""A run of Chinese numerals."""

MONEY_UNITS: Final = {"元": 1, "百元": 100, "千元": 1000, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}
"""How many 元 one of each unit of money is."""

FEN: Final = 100
"""How many 分 a 元 has."""


def half_width(text: str) -> str:
    """Full-width digits, signs and letters as their half-width forms (NFKC, character by character,
    so that positions stay)."""
    out = []
    for char in text:
        plain = unicodedata.normalize("NFKC", char)
        out.append(plain if len(plain) == 1 else char)
    return "".join(out)


def is_empty(text: str) -> bool:
    """Whether a cell prints nothing, or a mark for nothing. That is not zero."""
    return text.strip() in _EMPTY_MARKS


def parse_number(text: str) -> Decimal | None:
    """The exact value of a printed number, None for an empty cell.

    Accepts separators (1,234.56), full-width digits, a sign, and accounting brackets for negatives
    (12.30). Raises ValueError for anything else, a malformed separator included.
    """
    text = text.strip()
    if is_empty(text):
        return None
    match = _SIGNED.fullmatch(text)
    if not match or bool(match["open"]) != bool(match["close"]):
        raise ValueError(f"not a printed number: {text!r}")
    value = Decimal(half_width(match["body"]).replace(",", ""))
    negative = bool(match["open"]) or half_width(match["sign"] or "") in ("-", "−")
    return -value if negative else value


def figure_in(text: str) -> Decimal | None:
    """The exact value of a text that is a printed number, None for an empty cell and for anything else."""
    try:
        return parse_number(text)
    except ValueError:
        return None


def numbers_in(text: str) -> list[Decimal]:
    """The exact values of all printed numbers in a text, in order, without their signs."""
    return [number for found in re.findall(PLAIN, text) if (number := parse_number(found)) is not None]


def parse_bounded(text: str) -> tuple[str, Decimal]:
    """The bound in front of a printed number, as printed (≥, empty for none), and the number's exact value.

    Raises ValueError for anything else, an empty cell and a bound alone included.
    """
    text = text.strip()
    bound = text[:1] if text[:1] in BOUNDS else ""
    value = parse_number(text.removeprefix(bound))
    if value is None:
        raise ValueError(f"not a printed number: {text!r}")
    return bound, value


def parse_chinese(text: str) -> int:
    """The value of a Chinese numeral: 一千八百, 一千八百万, 二〇二四, 廿 excluded.

    Raises ValueError for what is none.
    """
    if not re.fullmatch(CHINESE, text):
        raise ValueError(f"not a Chinese numeral: {text!r}")
    if all(char in _CHINESE_DIGITS for char in text):
        return int("".join(str(_CHINESE_DIGITS[char]) for char in text))
    high = low = section = digit = 0
    for char in text:
        if char in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[char]
        elif char in _CHINESE_TENS:
            section += (digit or 1) * _CHINESE_TENS[char]
            digit = 0
        elif char == "万":
            low, section, digit = low + (section + digit) * _CHINESE_MYRIADS[char], 0, 0
        else:
            high, low, section, digit = high + (low + section + digit) * _CHINESE_MYRIADS[char], 0, 0, 0
    return high + low + section + digit


def print_chinese(number: int) -> str:
    """A whole number from 0 to 9999 as a Chinese numeral: 22 is 二十二. Raises ValueError beyond."""
    if not 0 <= number <= 9999:
        raise ValueError("only 0 to 9999")
    digits = "零一二三四五六七八九"
    if number < 10:
        return digits[number]
    out, zero = "", False
    for value, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            out += ("零" if zero else "") + digits[digit] + name
        zero = not digit and bool(out)
    return out[1:] if out.startswith("一十") else out


def canonical(value: Decimal) -> str:
    """Decimal text without exponent or separators that reads back equal: 2345.67, 0.00, -34.56."""
    return format(value, "f")


def grouped(value: Decimal) -> str:
    """Decimal text with thousands separators: 2,345.67."""
    return format(value, ",f")


def money_in(value: Decimal, unit: str, wanted: str) -> Decimal:
    """An amount in another unit of money, exact. Raises KeyError for what is no unit of money."""
    result = value * MONEY_UNITS[unit] / MONEY_UNITS[wanted]
    return result.quantize(Decimal(1)) if result == result.to_integral_value() else result.normalize()


def to_fen(value: Decimal, unit: str) -> int:
    """An amount of money as whole 分. Raises ValueError where it is not whole, KeyError for no unit of money."""
    fen = value * MONEY_UNITS[unit] * FEN
    if fen != fen.to_integral_value():
        raise ValueError(f"{value}{unit} is not a whole number of 分")
    return int(fen)
