"""Questions to a budget report: it says what is planned, never what was spent."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ingest.report import Flow, Measure, ReportKind
from qa.lexicon import SPENT, Operation, Role
from qa.question import Question

OTHER_KINDS: Final = frozenset({Operation.WHY, Operation.DUTY, Operation.DEFINE})
"""What is asked for without any amount."""


def as_asked_of(question: Question, kind: ReportKind) -> Question:
    """The question as a report of this kind can answer it.

    In a budget report 支出 without a measure means the amount planned, and 年初预算 is its 预算数. Who asks what was
    spent (花了, 决算数, 执行数) is left to be told that it is not there.
    """
    if kind is not ReportKind.BUDGET or question.operation in OTHER_KINDS:
        return question
    if Measure.INITIAL_BUDGET in question.measures and Measure.BUDGET not in question.measures:
        return replace(question, measures=(*question.measures, Measure.BUDGET))
    said = question.measures or question.baseline or question.counted or question.percent
    spent = any(word.role is Role.FLOW and word.text in SPENT for word in question.words)
    amount = question.flow in (Flow.EXPENDITURE, Flow.INCOME) or question.computes
    if said or spent or not amount:
        return question
    return replace(question, measures=(Measure.BUDGET,))
