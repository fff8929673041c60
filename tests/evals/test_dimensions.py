"""The dimensions of an answer: what was expected is measured, what was not is not."""

from __future__ import annotations

import pytest

from evals.dimensions import EXPECTED, Dimension, measured
from evals.messages import DIMENSION_NAMES
from evals.questions import Expectation, Question, QuestionKind
from evals.run import Result, Run, Share
from evals.score import Fault, Miss, score
from qa.answer import Answer, Kind, RefusalKind
from tests.evals.build import SOURCE, duty, expect_duty, expect_lookup, lookup, refusal, row_citation


def result(answer: Answer, expect: Expectation, *turns: str) -> Result:
    question = Question(id="q", kind=QuestionKind.NUMBER, q=turns or "甲项？", expect=expect)
    return Result(question, answer, score(answer, expect, [SOURCE]), 1.0)


def dimensions(answer: Answer, expect: Expectation, *turns: str) -> dict[Dimension, bool]:
    return result(answer, expect, *turns).dimensions


def test_only_what_was_expected_is_measured() -> None:
    found = dimensions(lookup(), expect_lookup())
    assert found == dict.fromkeys(
        (Dimension.VALUE, Dimension.UNIT, Dimension.PLACE, Dimension.PAGE, Dimension.KIND, Dimension.GROUNDED), True
    )
    assert set(dimensions(duty(), expect_duty())) == {
        Dimension.PLACE, Dimension.PAGE, Dimension.QUOTE, Dimension.PHRASE, Dimension.KIND, Dimension.GROUNDED,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"value": 1}, {Dimension.VALUE}),
        ({"value": 0}, {Dimension.VALUE}),
        ({"unit": "辆"}, {Dimension.UNIT}),
        ({"column": "基本支出"}, {Dimension.PLACE}),
        ({"section": ["第三部分"]}, {Dimension.PLACE}),
        ({"printed_page": [8]}, {Dimension.PAGE}),
        ({"quote": ["乙项"]}, {Dimension.QUOTE}),
        ({"excludes": ["甲项"]}, {Dimension.PHRASE}),
        ({"kind": ["ranking"]}, {Dimension.KIND}),
        ({"report": "乙局"}, {Dimension.REPORT}),
    ],
)
def test_a_fault_is_in_its_dimension_alone(changes: dict[str, object], wrong: set[Dimension]) -> None:
    found = dimensions(lookup(), expect_lookup(**changes))
    assert {dimension for dimension, right in found.items() if not right} == wrong


def test_a_refusal_has_neither_the_value_nor_the_unit_nor_the_place() -> None:
    found = dimensions(refusal(RefusalKind.NOT_FOUND), expect_lookup())
    assert {dimension for dimension, right in found.items() if right} == {Dimension.GROUNDED}


def test_an_answer_that_asks_back_where_it_may_is_not_measured_by_the_figure() -> None:
    answer = Answer(question="甲项？", kind=Kind.CLARIFICATION, text="请选择：", options=("甲局", "乙局"))
    expect = expect_lookup(kind=["lookup", "clarification"], options=["甲局"])
    assert dimensions(answer, expect) == dict.fromkeys((Dimension.KIND, Dimension.REPORT, Dimension.GROUNDED), True)


def test_a_conversation_is_right_where_its_last_answer_is() -> None:
    assert dimensions(lookup(), expect_lookup(), "谁？", "甲项呢？")[Dimension.CONVERSATION]
    assert not dimensions(lookup(), expect_lookup(printed_page=[8]), "谁？", "甲项呢？")[Dimension.CONVERSATION]


def test_what_broke_down_got_nothing_that_was_expected() -> None:
    question = Question(id="q", kind=QuestionKind.NUMBER, q="甲项？", expect=expect_lookup())
    found = measured(question, None, (Miss(Fault.ERROR, "一个回答", "boom"),))
    assert set(found.values()) == {False}
    assert Dimension.GROUNDED not in found


def test_the_shares_of_a_run_are_of_the_questions_that_expect_something() -> None:
    bad = lookup(citations=(row_citation(printed_page=8),))
    results = [result(lookup(), expect_lookup()), result(bad, expect_lookup()), result(duty(), expect_duty())]
    shares = Run(tuple(results), ()).dimensions()
    assert shares[Dimension.VALUE] == Share(2, 2)
    assert shares[Dimension.PAGE] == Share(2, 3)
    assert shares[Dimension.REFUSAL] == Share(0, 0)
    assert shares[Dimension.REFUSAL].value is None


def test_every_dimension_has_a_name_and_every_fault_a_dimension() -> None:
    assert set(DIMENSION_NAMES) == {dimension.value for dimension in Dimension}
    known = {fault for _, faults in EXPECTED.values() for fault in faults}
    assert set(Fault) - known == {Fault.ERROR, Fault.UNGROUNDED}
