"""What an answer is judged by, one dimension at a time: of the questions that expect something in it, the share that
got it. Where nothing was expected nothing was measured, which is not 0."""

from __future__ import annotations

from collections.abc import Sequence, Set
from enum import StrEnum
from typing import Final

from evals.questions import Question
from evals.score import Fault, Miss, asked_back
from qa.answer import Answer


class Dimension(StrEnum):
    """The rows of the summary by dimension."""

    VALUE = "value"
    UNIT = "unit"
    PLACE = "place"
    PAGE = "page"
    QUOTE = "quote"
    PHRASE = "phrase"
    KIND = "kind"
    REFUSAL = "refusal"
    REPORT = "report"
    GROUNDED = "grounded"
    CONVERSATION = "conversation"


EXPECTED: Final[dict[Dimension, tuple[Set[str], Set[Fault]]]] = {
    Dimension.VALUE: ({"value", "values", "operands"}, {Fault.VALUE, Fault.OPERAND}),
    Dimension.UNIT: ({"unit"}, {Fault.UNIT}),
    Dimension.PLACE: (
        {"table", "row", "column", "clause", "section"},
        {Fault.TABLE, Fault.ROW, Fault.COLUMN, Fault.CLAUSE, Fault.SECTION},
    ),
    Dimension.PAGE: ({"printed_page"}, {Fault.PAGE}),
    Dimension.QUOTE: ({"quote"}, {Fault.QUOTE}),
    Dimension.PHRASE: ({"contains", "order", "excludes"}, {Fault.PHRASE}),
    Dimension.KIND: ({"kind"}, {Fault.KIND}),
    Dimension.REFUSAL: ({"refusal"}, {Fault.REFUSAL}),
    Dimension.REPORT: (
        {"report", "reports", "missing", "options"},
        {Fault.REPORT, Fault.OTHER_REPORT, Fault.MISSING, Fault.OPTIONS},
    ),
}
"""The fields of an expectation that ask for a dimension, and the faults that are in it."""

WHEN_ASKED_BACK: Final = frozenset({Dimension.KIND, Dimension.REPORT})
"""All that counts of an answer that may ask back, and does."""


def measured(question: Question, answer: Answer | None, misses: Sequence[Miss]) -> dict[Dimension, bool]:
    """Whether the answer was right in each dimension in which something was expected of it.

    A question that brought the program down got nothing that was expected of it; whether that is grounded was not
    measured.
    """
    faults = {miss.fault for miss in misses}
    narrowed = answer is not None and asked_back(answer, question.expect)
    found = {
        dimension: not faults & {*wrong, Fault.ERROR}
        for dimension, (fields, wrong) in EXPECTED.items()
        if fields & question.expect.model_fields_set and (dimension in WHEN_ASKED_BACK or not narrowed)
    }
    if answer is not None:
        found[Dimension.GROUNDED] = Fault.UNGROUNDED not in faults
    if len(question.turns) > 1:
        found[Dimension.CONVERSATION] = not misses
    return found
