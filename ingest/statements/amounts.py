"""Clauses that give amounts, changes, shares and completion rates, or declare that there is nothing."""

from __future__ import annotations

import re
from typing import Final

from ingest.report import Classification, Flow, Fund, Measure, Subject
from ingest.statements.context import Context, Subjects, budget_total, declared_empty, resolve, split_measure
from ingest.statements.counts import RECEPTION_ITEM
from ingest.statements.drafts import SOME_BUDGET, Draft, Spot, baseline_of, drafts, figure
from ingest.statements.patterns import DIRECTIONS, MARKERS

_BARE: Final = ("", "支出")
"""What is left of a label that names only a measure: 支出决算数为."""


def read_no_budget(match: re.Match[str], spot: Spot, context: Context) -> list[Draft]:
    """年初无预算 in place of a completion rate."""
    where = spot.start, spot.start + len(match.group())
    baseline = Measure.INITIAL_BUDGET.value
    return drafts(context.subjects, Measure.COMPLETION_RATE, None, "", where, context, baseline)


def read_completion(match: re.Match[str], spot: Spot, context: Context) -> list[Draft]:
    """How much of a budget was spent."""
    baseline = baseline_of(match["base"] or "预算", context)
    value, where = figure(match, spot)
    if not _names(match["label"], spot, context):
        return []
    return drafts(context.subjects, Measure.COMPLETION_RATE, value, "%", where, context, baseline)


def read_comparison(match: re.Match[str], _spot: Spot, context: Context) -> list[Draft]:
    """A comparison that gives no figure of its own; it holds for what follows."""
    context.comparison = context.baseline = baseline_of(match["budget"] or match["base"], context)
    return []


def read_change(match: re.Match[str], spot: Spot, context: Context) -> list[Draft] | None:
    """A change, by amount or rate, signed."""
    if match["before"] and match["label"]:
        return None
    label = match["before"] or match["label"]
    base = match["base"] or ("上年" if match["same"] else "")
    baseline = baseline_of(base, context) if base else context.baseline
    if not _names(label, spot, context):
        return []
    if not label and context.last not in (None, context.measure) and baseline[:1].isdigit():
        return []  # it is a budget that has changed
    context.baseline = context.comparison = baseline
    sign = DIRECTIONS.get(match["direction"] or "", 0)
    value, where = figure(match, spot)
    if not baseline or (not sign and value) or (sign < 0 and value < 0):
        return []
    measure = Measure.CHANGE_RATE if match["percent"] else Measure.CHANGE_AMOUNT
    unit = match["percent"] or match["unit"]
    return drafts(context.subjects, measure, value * sign if sign else value, unit, where, context, baseline)


def read_share(match: re.Match[str], spot: Spot, context: Context) -> list[Draft]:
    """A share of a whole."""
    group = context.group
    if not _names(match["label"], spot, context):
        return []
    baseline = spot.printed(match, "base")
    if not baseline and len(group) == 1 and group != context.subjects:
        baseline = _whole(group[0])
    value, where = figure(match, spot)
    return drafts(context.subjects, Measure.SHARE, value, "%", where, context, baseline) if baseline else []


def _whole(subject: Subject) -> str:
    """What a share of a whole is measured against, in words."""
    if subject.classification is not Classification.TOTAL or subject.fund is Fund.ALL:
        return subject.item
    return subject.fund.value + ("收入" if subject.flow is Flow.INCOME else "支出")


def read_level(match: re.Match[str], spot: Spot, context: Context) -> list[Draft] | None:
    """An amount."""
    label, measure = split_measure(match["label"], context)
    told = label != match["label"]
    if told:
        label = budget_total(label, context)
    baseline = context.baseline if spot.clause.before == "，" and not context.last else ""
    if label not in _BARE:
        if not _names(label, spot, context):
            return []
        context.baseline = context.comparison = baseline
    elif not told and not (label and _functional(context.subjects)):
        return None
    if measure is None:
        return []
    if measure in (Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET):
        context.budget = measure.value if context.budget in ("", measure.value) else SOME_BUDGET
    context.last = measure
    value, where = figure(match, spot)
    return drafts(context.subjects, measure, value, match["unit"], where, context)


def _functional(subjects: Subjects) -> bool:
    return bool(subjects) and subjects[0].classification is Classification.FUNCTIONAL


def _names(label: str, spot: Spot, context: Context) -> bool:
    """Whether it is known what the clause speaks of: what it names, or what the text spoke of."""
    if label:
        subjects = resolve(split_measure(label, context)[0], context)
        baseline = context.baseline
        context.speak_of(subjects, spot.sentence)
        context.baseline = baseline
        context.scope = _scope(subjects)
    return bool(context.subjects)


def _scope(subjects: Subjects) -> str:
    """Whose reception a cost is: 国内接待费 speaks of 国内接待."""
    breakdown = subjects[0].breakdown if subjects and subjects[0].item == RECEPTION_ITEM else ""
    return breakdown.removesuffix("费") if breakdown.endswith("接待费") else ""


def read_empty(match: re.Match[str], spot: Spot, context: Context) -> list[Draft] | None:
    """A declaration that there is nothing; what is printed is the whole clause."""
    subjects = declared_empty(match["label"], context)
    if not subjects:
        return None
    context.speak_of(subjects, spot.sentence)
    marker = MARKERS.match(spot.flat.text, spot.clause.start, spot.clause.end)
    start = marker.end() if marker else spot.clause.start
    return drafts(subjects, context.measure, None, "", (start, spot.clause.end), context)


def read_name(match: re.Match[str], spot: Spot, context: Context) -> list[Draft] | None:
    """A clause that is nothing but a name: …行政运行（项）。"""
    subjects = resolve(match.group(), context)
    if not subjects:
        return None
    context.speak_of(subjects, spot.sentence)
    return []
