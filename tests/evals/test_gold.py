"""What counts as holding an answer, on hand-written texts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from evals.gold import NO_SHARED_WORD, Found, Gold, all_stand_in, file_pages, golds, labels
from evals.questions import Expectation, Question, QuestionKind, QuestionSet, RetrievalQuestion, default_files, load
from evals.source import load_sources
from tests.conftest import CORPUS
from tests.evals.build import SOURCE, expect_duty, expect_lookup

PAGE = frozenset({1})
VALUE = Gold(value=Decimal("8765.43"), row="甲项", pages=PAGE)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("2019901 甲项 8,765.43 8,000.00", True),
        ("2019901 甲\n项 ８，７６５．４３", True),
        ("2019901 乙项 8,765.43", False),
        ("2019901 甲项 18,765.43", False),
        ("2019901 甲项 8,765.4", False),
        ("2019901 甲项", False),
    ],
)
def test_a_value_is_held_as_a_whole_number_beside_its_row(text: str, holds: bool) -> None:
    assert VALUE.stands_in(Found(text, PAGE)) is holds


def test_a_value_counts_only_on_its_pages_and_in_its_report() -> None:
    text = "甲项 8,765.43"
    assert not VALUE.stands_in(Found(text, frozenset({2})))
    of_report = Gold(value=Decimal("8765.43"), reports=frozenset({"甲局2021"}))
    assert of_report.stands_in(Found(text, PAGE, "甲局2021"))
    assert not of_report.stands_in(Found(text, PAGE, "甲局2020"))


def test_one_of_the_quotes_is_enough_and_white_space_does_not_count() -> None:
    gold = Gold(quotes=("接听值班电话", "另一种写法"))
    assert gold.stands_in(Found("（三）负责接听值班\n 电话"))
    assert not gold.stands_in(Found("接听电话"))


@pytest.mark.parametrize(
    ("expect", "wanted"),
    [
        (expect_lookup(), (VALUE,)),
        (expect_duty(), (Gold(quotes=("接听值班电话",)),)),
        (
            {"value": "3", "unit": "元", "operands": ["1", "-2", "1"], "printed_page": [8]},
            (Gold(value=Decimal(1), pages=frozenset({2})), Gold(value=Decimal(2), pages=frozenset({2}))),
        ),
        (
            {"contains": ["良", "12"], "printed_page": [7]},
            (Gold(quotes=("良",), pages=PAGE), Gold(value=Decimal(12), pages=PAGE)),
        ),
        ({"refusal": ["not_found"], "contains": ["2022"]}, ()),
    ],
)
def test_what_has_to_stand_there(expect: Any, wanted: tuple[Gold, ...]) -> None:
    expectation = expect if isinstance(expect, Expectation) else Expectation.model_validate(expect)
    assert golds(expectation, [SOURCE]) == wanted


def test_of_a_calculation_every_operand_has_to_be_found() -> None:
    one, two = Gold(value=Decimal(1)), Gold(value=Decimal(2))
    assert all_stand_in((one, two), [Found("甲 1"), Found("乙 2")])
    assert not all_stand_in((one, two), [Found("甲 1"), Found("乙 12")])


def test_a_label_is_a_question_with_one_proven_passage() -> None:
    def question(name: str, q: Any, expect: Any) -> Question:
        return Question(id=name, kind=QuestionKind.NUMBER, q=q, expect=expect)

    bare, several = Expectation(value=Decimal(1), unit="元"), ("甲项？", "乙项呢？")
    asked = (
        question("row", "甲项？", expect_lookup()),
        question("bare", "甲项？", bare),
        question("several", several, expect_lookup()),
    )
    meaning = RetrievalQuestion(id="m", q="谁？", quote="接听值班电话", printed_page=(8,))
    found = labels(QuestionSet(asked, (meaning,)), [SOURCE])
    assert [(label.id, label.kind) for label in found] == [("m", NO_SHARED_WORD), ("row", "number")]


def test_some_hundred_questions_of_the_project_are_labelled_and_each_passage_is_in_the_report() -> None:
    sources = load_sources(CORPUS)
    found = labels(load(default_files()), sources)
    pages = sources[0].document.pages
    # A sentence may run over the end of its page.
    whole = [Found(p.text + q.text, frozenset({p.number})) for p, q in zip(pages, (*pages[1:], pages[0]), strict=True)]
    assert len(found) > 250
    assert [label.id for label in found if not all_stand_in((label.gold,), whole)] == []


def test_printed_pages_are_told_as_pages_of_the_file() -> None:
    assert file_pages((8, 99), [SOURCE]) == {2}
