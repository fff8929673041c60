"""Printed numbers: what is read is exactly what is printed, and nothing else is a number."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numbers import (
    BOUNDS,
    CHINESE,
    MONEY_UNITS,
    PLAIN,
    canonical,
    grouped,
    half_width,
    is_empty,
    money_in,
    parse_bounded,
    parse_chinese,
    parse_number,
    print_chinese,
    to_fen,
)

FULL_WIDTH: Final = str.maketrans("0123456789.,-()", "０１２３４５６７８９．，－（）")

amounts = st.decimals(-(10**12), 10**12, places=2)
numbers = st.integers(0, 6).flatmap(lambda places: st.decimals(-(10**12), 10**12, places=places))


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,234.56", "1234.56"),
        ("1234.56", "1234.56"),
        ("１２３４.５６", "1234.56"),
        ("１，２３４．５６", "1234.56"),
        ("0.00", "0.00"),
        ("0", "0"),
        ("-7.80", "-7.80"),
        ("－7.80", "-7.80"),
        ("−7.80", "-7.80"),
        ("+7.80", "7.80"),
        ("(12.30)", "-12.30"),
        ("（12.30）", "-12.30"),
        (" 45 ", "45"),
        ("1,234,567,890.01", "1234567890.01"),
    ],
)
def test_a_printed_number_has_its_value_and_its_decimals(printed: str, value: str) -> None:
    found = parse_number(printed)
    assert found is not None
    assert (found, str(found)) == (Decimal(value), value)


@pytest.mark.parametrize("printed", ["", " ", "-", "－", "—", "——", "/"])
def test_an_empty_cell_is_not_zero(printed: str) -> None:
    assert is_empty(printed)
    assert parse_number(printed) is None


@pytest.mark.parametrize(
    "printed",
    ["1,23", "1,2345", "12,34.5", ",123", "1.2.3", "(1.00", "1.00)", "1.", ".5", "一百", "5%", "1 2", "0x10", "1e5",
     "NaN", "--1", "²", "五", "1,234,56", "万元"],
)  # fmt: skip
def test_what_is_malformed_is_no_number(printed: str) -> None:
    with pytest.raises(ValueError, match="not a printed number"):
        parse_number(printed)


@given(numbers)
def test_numbers_print_and_read_back(value: Decimal) -> None:
    for printed in (canonical(value), grouped(value), grouped(value).translate(FULL_WIDTH)):
        assert parse_number(printed) == value
        assert is_same_text(parse_number(printed), value)


@given(st.decimals(0, 10**12, places=2))
def test_brackets_are_minus(value: Decimal) -> None:
    assert parse_number(f"({grouped(value)})") == parse_number(f"（{grouped(value)}）") == -value


@given(st.text("0123456789,.()（）-－１２，．%万 ", max_size=12))
def test_a_text_is_a_number_with_all_its_digits_or_none(text: str) -> None:
    try:
        value = parse_number(text)
    except ValueError:
        return
    digits = re.sub(r"\D", "", half_width(text))
    assert digits == ("" if value is None else re.sub(r"\D", "", canonical(value)).zfill(len(digits)))


@given(numbers, st.sampled_from(["", *sorted(BOUNDS)]))
def test_a_bound_and_its_number_read_back(value: Decimal, bound: str) -> None:
    for printed in (canonical(value), grouped(value), grouped(value).translate(FULL_WIDTH)):
        found, number = parse_bounded(bound + printed)
        assert (found, number) == (bound, value)
        assert is_same_text(number, value)


@given(st.text("0123456789,.≥≤><＞%-年 ", max_size=8))
def test_behind_its_bound_a_number_is_as_strict_as_any(text: str) -> None:
    try:
        bound, value = parse_bounded(text)
    except ValueError:
        return
    assert text.strip().startswith(bound)
    assert parse_number(text.strip().removeprefix(bound)) == value


@pytest.mark.parametrize("printed", ["", "-", "≥", "≥-", "≥≥1", "1≥", "≥1%", "不低于1"])
def test_a_bound_without_a_number_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="not a printed number"):
        parse_bounded(printed)


@given(numbers)
def test_a_number_with_a_bound_is_no_number_by_itself(value: Decimal) -> None:
    for bound in BOUNDS:
        with pytest.raises(ValueError, match="not a printed number"):
            parse_number(bound + canonical(value))


@given(numbers, st.sampled_from(["占", "为", "达到"]), st.sampled_from(["万元", "％", "人"]))
def test_a_number_is_found_whole_in_a_sentence(value: Decimal, before: str, after: str) -> None:
    printed = grouped(abs(value))
    assert re.findall(PLAIN, f"{before}{printed}{after}") == [printed]


@given(st.text())
def test_half_width_keeps_every_position(text: str) -> None:
    assert len(half_width(text)) == len(text)


# Chinese numerals


def test_chinese_numerals_print_and_read_back() -> None:
    assert [parse_chinese(print_chinese(number)) for number in range(10_000)] == list(range(10_000))


def test_no_two_numbers_are_written_alike() -> None:
    assert len({print_chinese(number) for number in range(10_000)}) == 10_000


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("零", 0), ("十", 10), ("十二", 12), ("二十", 20), ("四十二", 42), ("一百零五", 105), ("一百一十", 110),
        ("一千八百", 1800), ("一千零五", 1005), ("两千", 2000), ("一千八百万", 18_000_000), ("三亿零五万", 300_050_000),
        ("二〇三一", 2031), ("贰拾叁", 23), ("壹仟", 1000), ("十万", 100_000), ("一百一十万零二十", 1_100_020),
        ("一万亿", 10**12),
    ],
)  # fmt: skip
def test_a_chinese_numeral_has_its_value(written: str, value: int) -> None:
    assert parse_chinese(written) == value


@pytest.mark.parametrize(
    ("number", "written"), [(0, "零"), (10, "十"), (22, "二十二"), (105, "一百零五"), (9010, "九千零一十")]
)
def test_numbers_are_written_as_people_do(number: int, written: str) -> None:
    assert print_chinese(number) == written
    assert re.fullmatch(CHINESE, written)


@pytest.mark.parametrize("text", ["", "12", "廿", "第一", "一、"])
def test_what_is_no_chinese_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a Chinese numeral"):
        parse_chinese(text)


@pytest.mark.parametrize("number", [-1, 10_000])
def test_only_numbers_in_range_are_written(number: int) -> None:
    with pytest.raises(ValueError, match="0 to 9999"):
        print_chinese(number)


# money


@given(amounts, st.sampled_from(sorted(MONEY_UNITS)), st.sampled_from(sorted(MONEY_UNITS)))
def test_money_is_converted_exactly_and_back(value: Decimal, unit: str, wanted: str) -> None:
    there = money_in(value, unit, wanted)
    assert there * MONEY_UNITS[wanted] == value * MONEY_UNITS[unit]
    assert money_in(there, wanted, unit) == value
    assert int(there.as_tuple().exponent) <= 0


@given(amounts, st.sampled_from(sorted(MONEY_UNITS)))
def test_money_in_fen_is_whole_and_the_same_money(value: Decimal, unit: str) -> None:
    assert Decimal(to_fen(value, unit)) == value * MONEY_UNITS[unit] * 100


def test_money_of_less_than_a_fen_is_refused() -> None:
    with pytest.raises(ValueError, match="分"):
        to_fen(Decimal("0.001"), "元")


@pytest.mark.parametrize(("unit", "wanted"), [("人", "元"), ("元", "人")])
def test_only_money_is_converted(unit: str, wanted: str) -> None:
    with pytest.raises(KeyError):
        money_in(Decimal(1), unit, wanted)


@given(numbers)
def test_canonical_text_reads_back_equal_and_has_no_exponent(value: Decimal) -> None:
    assert re.fullmatch(r"-?\d+(?:\.\d+)?", canonical(value))
    assert is_same_text(Decimal(canonical(value)), value)


def is_same_text(found: Decimal | None, value: Decimal) -> bool:
    """Whether a value was kept to its last decimal; that of zero has no sign."""
    return found is not None and str(abs(found)) == str(abs(value)).replace("E+0", "")
