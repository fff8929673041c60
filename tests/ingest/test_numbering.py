"""The numbers of Word's automatic lists come out as Word prints them."""

from __future__ import annotations

import pytest

from ingest.readers.numbering import FORMATS, Numbering, read_numbering
from tests.ingest.word_documents import element, level, numbering

NUM = '<w:num w:numId="{}"><w:abstractNumId w:val="7"/>{}</w:num>'
START = '<w:lvlOverride w:ilvl="{}"><w:startOverride w:val="{}"/></w:lvlOverride>'


def lists(*levels: str, numbers: str = NUM.format(1, "")) -> Numbering:
    return read_numbering(element(f"<w:numbering>{numbering(*levels, numbers=numbers)}</w:numbering>"))


def printed(found: Numbering, *depths: int, number: str = "1") -> list[str]:
    return [found.next(number, depth).strip() for depth in depths]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("decimal", {1: "1", 10: "10", 123: "123"}),
        ("decimalZero", {1: "01", 10: "10"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {2: "②"}),
        ("decimalEnclosedFullstop", {3: "⒊"}),
        ("decimalEnclosedParen", {4: "⑷"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("numberInDash", {7: "- 7 -"}),
        ("upperRoman", {1: "I", 4: "IV", 9: "IX", 14: "XIV", 90: "XC"}),
        ("lowerRoman", {3: "iii"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA"}),
        ("lowerLetter", {2: "b", 28: "bb"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 105: "一○五"}),
        ("chineseCountingThousand", {10: "十", 21: "二十一", 101: "一百零一"}),
        ("japaneseCounting", {12: "十二"}),
        ("taiwaneseCountingThousand", {30: "三十"}),
        ("ideographDigital", {1: "一", 10: "一○"}),
        ("chineseLegalSimplified", {3: "叁", 12: "拾贰"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 2: "乙丑"}),
        ("none", {1: ""}),
    ],
)
def test_each_way_of_numbering(name: str, expected: dict[int, str]) -> None:
    assert {number: FORMATS[name](number) for number in expected} == expected


def test_deeper_levels_begin_anew_and_show_those_above() -> None:
    found = lists(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "(%3)"))
    assert printed(found, 0, 1, 1, 2, 0, 1, 2, 2) == ["1.", "1.1", "1.2", "(a)", "2.", "2.1", "(a)", "(b)"]


def test_a_level_used_without_the_one_above_counts_it_as_begun() -> None:
    assert printed(lists(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")), 1, 1, 0, 1) == [
        "1.1", "1.2", "2", "2.1",
    ]  # fmt: skip


def test_legal_numbers_are_plain_wherever_they_stand() -> None:
    found = lists(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert printed(found, 0, 0, 1) == ["一、", "二、", "2.1"]


def test_a_level_that_is_never_to_begin_anew_goes_on() -> None:
    found = lists(level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'))
    assert printed(found, 0, 1, 1, 0, 1) == ["1.", "1)", "2)", "2.", "3)"]


def test_lists_of_one_numbering_count_together_unless_they_begin_anew() -> None:
    numbers = (
        NUM.format(1, "") + NUM.format(2, "") + NUM.format(3, START.format(0, 1)) + NUM.format(4, START.format(0, 9))
    )
    found = lists(level(0, "decimal", "%1."), numbers=numbers)
    used = [found.next(number, 0).strip() for number in ("1", "1", "2", "3", "3", "1", "4", "4")]
    assert used == ["1.", "2.", "3.", "1.", "2.", "3.", "9.", "10."]


def test_a_list_may_have_levels_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "chineseCounting", "（%1）")}</w:lvlOverride>'
    found = lists(level(0, "decimal", "%1."), numbers=NUM.format(1, own))
    assert printed(found, 0, 0) == ["（一）", "（二）"]


def test_a_list_may_be_that_of_a_style() -> None:
    levels = level(0, "decimal", "第%1条")
    root = element(
        "<w:numbering>"
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="duties"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="duties"/>{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    assert printed(read_numbering(root), 0, 0) == ["第1条", "第2条"]


def test_bullets_print_no_number_and_what_is_not_there_neither() -> None:
    found = lists(level(0, "bullet", "●"))
    assert printed(found, 0, 5) == ["", ""]
    assert printed(found, 0, number="9") == [""]
    assert printed(read_numbering(None), 0) == [""]


def test_what_stands_between_number_and_text() -> None:
    assert lists(level(0, "decimal", "%1.")).next("1", 0) == "1. "
    assert lists(level(0, "decimal", "%1、", '<w:suff w:val="nothing"/>')).next("1", 0) == "1、"


def test_a_way_that_is_not_known_prints_nothing_and_is_noted() -> None:
    found = lists(level(0, "thaiNumbers", "%1"), level(1, "decimal", "%1.%2"))
    assert printed(found, 0, 1) == ["", ""]
    assert found.unknown == {"thaiNumbers"}
