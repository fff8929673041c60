from __future__ import annotations

from decimal import Decimal

import pytest

from evals.questions import Expectation
from evals.score import Fault, Miss, same_value, score
from qa.answer import Answer, Kind, RefusalKind
from tests.evals.build import (
    ROW,
    SOURCE,
    change,
    citation,
    duty,
    expect_duty,
    expect_lookup,
    figure,
    lookup,
    refusal,
    row_citation,
)


def faults(answer: Answer, expect: Expectation) -> list[Fault]:
    return [miss.fault for miss in score(answer, expect, [SOURCE])]


def test_a_right_lookup_has_no_fault() -> None:
    assert faults(lookup(), expect_lookup()) == []


def test_a_right_duty_has_no_fault() -> None:
    assert faults(duty(), expect_duty()) == []


def test_a_right_refusal_has_no_fault() -> None:
    assert faults(refusal(RefusalKind.OFF_TOPIC), Expectation(kind=("refusal",), refusal=("off_topic",))) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"kind": ["ranking"]}, Fault.KIND),
        ({"value": Decimal("8765.44")}, Fault.VALUE),
        ({"value": Decimal("-8765.43")}, Fault.VALUE),
        ({"unit": "辆"}, Fault.UNIT),
        ({"table": ["公开04表"]}, Fault.TABLE),
        ({"row": "乙项"}, Fault.ROW),
        ({"column": "基本支出"}, Fault.COLUMN),
        ({"printed_page": [8]}, Fault.PAGE),
        ({"quote": ["甲项 8,765.44"]}, Fault.QUOTE),
        ({"contains": ["完全没有"]}, Fault.PHRASE),
        ({"excludes": ["8,765.43"]}, Fault.PHRASE),
        ({"section": ["第三部分"]}, Fault.SECTION),
    ],
)
def test_each_fault_of_a_lookup_is_caught_alone(changes: dict[str, object], fault: Fault) -> None:
    assert faults(lookup(), expect_lookup(**changes)) == [fault]


def test_another_clause_is_caught() -> None:
    assert faults(duty(), expect_duty(clause=["（四）"])) == [Fault.CLAUSE]


def test_a_refusal_of_the_wrong_kind_is_caught() -> None:
    wanted = Expectation(kind=("refusal",), refusal=("not_found", "not_in_corpus"))
    assert faults(refusal(RefusalKind.OFF_TOPIC), wanted) == [Fault.REFUSAL]


def test_an_answer_where_a_refusal_was_due_is_caught() -> None:
    wanted = Expectation(kind=("refusal",), refusal=("not_found",))
    assert faults(lookup(), wanted) == [Fault.KIND, Fault.REFUSAL]


def test_a_refusal_where_an_answer_was_due_is_caught() -> None:
    got = faults(refusal(RefusalKind.NOT_FOUND), expect_lookup())
    assert {Fault.KIND, Fault.VALUE, Fault.UNIT, Fault.TABLE, Fault.ROW, Fault.COLUMN, Fault.PAGE} == set(got)


def test_a_figure_that_is_not_printed_is_caught() -> None:
    answer = lookup(figures=(figure(value="8765.44", printed="8,765.44"),), text="8,765.44 万元")
    assert faults(answer, expect_lookup(value=Decimal("8765.44"))) == [Fault.UNGROUNDED]


@pytest.mark.parametrize(("value", "found"), [("8765.4", []), ("8765.5", [Fault.VALUE])])
def test_a_tolerance_is_kept_to_and_no_more(value: str, found: list[Fault]) -> None:
    assert faults(lookup(), expect_lookup(value=Decimal(value), tolerance=Decimal("0.03"))) == found


def test_every_figure_that_was_asked_for_is_in_the_unit() -> None:
    wanted = Expectation(values=(Decimal("8765.43"),), unit="%")
    assert faults(lookup(), wanted) == [Fault.UNIT]


def test_an_empty_cell_is_not_zero() -> None:
    answer = lookup(figures=(figure(value=None, printed=""),), text="这一格是空的。")
    assert faults(answer, expect_lookup(value=Decimal(0))) == [Fault.VALUE]


def test_only_the_citations_of_the_first_figure_count() -> None:
    answer = lookup(citations=(citation("合计 9,999.99"), row_citation(id=2)), figures=(figure(citations=(0,)),))
    assert Fault.TABLE in faults(answer, expect_lookup())


def test_table_row_and_column_have_to_be_right_in_one_citation() -> None:
    other_table, other_row = row_citation(table="公开04表"), row_citation(id=2, row="2019902 乙项")
    answer = lookup(citations=(other_table, other_row), figures=(figure(citations=(0, 1)),))
    assert faults(answer, expect_lookup()) == [Fault.ROW]


def test_a_change_is_compared_without_its_sign() -> None:
    wanted = Expectation(value=Decimal("21.09"), unit="万元")
    assert faults(change("-21.09"), wanted) == []
    assert faults(change("-21.08"), wanted) == [Fault.VALUE, Fault.UNGROUNDED]


def test_the_same_amount_in_another_scale_is_a_fault_of_the_unit_alone() -> None:
    assert faults(lookup(), expect_lookup(value=Decimal(87654300), unit="元")) == [Fault.UNIT]


@pytest.mark.parametrize(
    ("value", "unit", "other", "other_unit", "same"),
    [
        ("8765.43", "万元", "8765.430", "万元", True),
        ("8765.43", "万元", "87654300", "元", True),
        ("8765.43", "万元", "0.876543", "亿元", True),
        ("8765.43", "万元", "0.87654", "亿元", False),
        ("8765.43", "万元", "8765.43", "元", False),
        ("12.5", "%", "12.5", "％", True),
        ("12.5", "%", "0.125", "", False),
        ("0.1", "万元", "0.1000000000000000000000000001", "万元", False),
    ],
)
def test_values_are_compared_exactly(value: str, unit: str, other: str, other_unit: str, same: bool) -> None:
    assert same_value(Decimal(value), unit, Decimal(other), other_unit) is same


def test_quotes_are_compared_without_white_space_and_in_no_other_way() -> None:
    assert faults(duty(), expect_duty(quote=["接听 值班\n电话"])) == []
    assert faults(duty(), expect_duty(quote=["接听值班电话;"])) == [Fault.QUOTE]


def test_a_miss_says_what_was_expected_and_what_came() -> None:
    assert score(lookup(), expect_lookup(value=Decimal(1)), [SOURCE]) == (Miss(Fault.VALUE, "1 万元", "8765.43 万元"),)


def test_an_answer_without_a_citation_is_ungrounded() -> None:
    answer = lookup(kind=Kind.PASSAGE, text="确实如此。", figures=(), citations=())
    assert faults(answer, Expectation(kind=("passage",))) == [Fault.UNGROUNDED]


def test_every_fault_has_a_name() -> None:
    from evals.messages import FAULT_NAMES

    assert set(FAULT_NAMES) == {fault.value for fault in Fault}


def test_the_made_up_row_is_really_on_its_page() -> None:
    assert ROW in SOURCE.text
