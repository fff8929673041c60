"""Calculations: several items of one question, formulas over them, and final amounts beside budgets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from ingest.report import TOTAL, Dimension, Fact, Measure
from qa import lexicon, templates
from qa.amounts import in_places, is_blank
from qa.answer import Kind, RefusalKind
from qa.catalog import PART_OF
from qa.cutting import Word
from qa.formulas import FORMULAS, Formula
from qa.lexicon import Ask, Operation, Role
from qa.lookup import find
from qa.parts import label, shown
from qa.question import BUDGETS, CHANGES, Question
from qa.routes.base import Asked, Reply, refused, understood
from qa.routes.figures import figure_found, no_measure, say_figure
from qa.routes.results import common_unit, result_of, say_result, value_in
from qa.text import normalized, squeezed

Operand = tuple[Sequence[Fact], Decimal]
"""The places of a figure, and its value."""


def against_budget(asked: Asked) -> Reply | None:
    """Whether, and by how much, a final amount is above or below the budget."""
    question = asked.question
    by_change = any(measure in CHANGES for measure in question.measures) and question.baseline == "budget"
    if question.left_over or not question.numeric or not (by_change or question.operation is Operation.COMPARE):
        return None
    changed = find(replace(question, measures=CHANGES, baseline="budget"), asked.catalog)
    if by_change and changed.groups:
        return None
    final = find(replace(question, measures=(Measure.FINAL,), baseline="", percent=False), asked.catalog)
    if len(final.groups) != 1:
        return None
    fact = final.groups[0][0]
    budget = next((f for f in asked.catalog.facts if _budget_of(f, fact, question)), None)
    if budget is None or fact.value is None or budget.value is None:
        return figure_found(asked, changed) if changed.groups else no_measure(asked, fact, Measure.INITIAL_BUDGET)
    return _compared(asked, (final.groups[0], fact.value), ((budget,), budget.value))


def _budget_of(budget: Fact, final: Fact, question: Question) -> bool:
    one, other = budget.subject, final.subject
    same = (one.item, one.breakdown, one.flow) == (other.item, other.breakdown, other.flow)
    asked = one.measure in question.measures or not set(BUDGETS).intersection(question.measures)
    return same and one.code in ("", other.code) and one.measure in BUDGETS and asked and budget.unit == final.unit


def _compared(asked: Asked, final: Operand, budget: Operand) -> Reply:
    draft = asked.draft()
    facts = final[0][0], budget[0][0]
    indexes = [draft.printed_figure(final[0]), draft.printed_figure(budget[0])]
    difference = final[1] - budget[1]
    draft.say(templates.COMPARED[(difference > 0) - (difference < 0)])
    for index, fact in zip(indexes, facts, strict=True):
        say_figure(draft, index, fact)
    if difference:
        high, low = facts if difference > 0 else facts[::-1]
        unit = facts[0].unit
        formula = f"{high.printed} - {low.printed} = {shown(abs(difference), unit)}"
        computed = draft.computed_figure(templates.GAP, abs(difference), unit, indexes, formula)
        draft.say(templates.DIFFERENCE, formula=draft.figure(computed))
        each = lexicon.EACH.intersection(word.text for word in asked.question.words)
        if each and asked.question.measures[:1] != (Measure.FINAL,):
            draft.lead = indexes[1]
        elif not each and (asked.question.asks_figure or asked.question.measures):
            draft.lead = computed
    return Reply(Kind.COMPARISON, draft, understood(asked, facts[0], operation=Operation.COMPARE))


def _looks_up(question: Question) -> bool:
    """Whether the question is for figures, and every word of it is accounted for."""
    return bool(question.names) and not question.left_over and question.operation in (Operation.GET, Operation.COMPARE)


def several(asked: Asked) -> Reply | None:
    """Several items named in one question, each looked up by itself.

    Two items that nothing joins are no list: 行政运行的差旅费 asks for one figure, which is not there.
    """
    groups = each_named(asked) if _looks_up(asked.question) else None
    if groups is None or asked.question.computes or any(m in CHANGES for m in asked.question.measures):
        return None
    if not (_listed(asked.question) or _side_by_side(asked.question, groups)):
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND, [label(facts[0]) for facts in groups])
    draft = asked.draft()
    for facts in groups:
        say_figure(draft, draft.printed_figure(facts), facts[0])
    return Reply(Kind.LIST, draft, understood(asked, groups[0][0], operation="list"))


def computed(asked: Asked) -> Reply | None:
    """A formula over the items named: their sum, their difference, how many times, which share."""
    formula = _formula(asked.question) if _looks_up(asked.question) else None
    if formula is None:
        return None
    groups = _whole_and_part(asked) if formula.part_first else each_named(asked)
    if groups is None or (formula.pairs and len(groups) != 2) or groups[0][0] == groups[-1][0]:
        return None
    added_up = formula.name == "sum" and not asked.question.asks
    if added_up and not (_listed(asked.question) or _side_by_side(asked.question, groups)):
        return None
    if blank := next((facts[0] for facts in groups if is_blank(facts[0])), None):
        message = templates.NOT_FOUND_BLANK.format(item=label(blank))
        return refused(asked, RefusalKind.NOT_FOUND, message)
    unit = common_unit([facts[0] for facts in groups])
    operands = [(facts, value) for facts in groups if (value := value_in(facts[0], unit)) is not None]
    if unit is None or len(operands) != len(groups):
        return None
    if formula.absolute:
        operands.sort(key=lambda operand: -operand[1])
    if formula.unit and (not operands[1][1] or (formula.part_first and operands[0][1] > operands[1][1])):
        return None
    places = [facts for facts, _ in operands]
    return say_result(asked, formula, places, result_of(formula, places, formula.unit or unit))


def _formula(question: Question) -> Formula | None:
    """The formula that the question's words ask for."""
    named = next((ask for ask in (Ask.RATIO, Ask.DIFFERENCE, Ask.WHICH_MORE, Ask.SUM) if ask in question.asks), None)
    if named:
        return FORMULAS[Ask.DIFFERENCE if named is Ask.WHICH_MORE else named]
    if question.asks <= {Ask.EXCEPT, Ask.REMAINING} and question.asks and not question.excluded:
        return FORMULAS[Ask.DIFFERENCE]  # of two measures: 全年预算数减去执行数
    if question.asks - {Ask.LIST, Ask.AVERAGE}:
        return None
    if Ask.AVERAGE in question.asks:
        return FORMULAS[Ask.AVERAGE]
    texts = [word.text for word in question.words]
    if Measure.SHARE in question.measures:
        return FORMULAS["share"] if question.share_of or lexicon.WHOLE_WORDS.intersection(texts) else None
    if "+" in normalized(question.text):
        return FORMULAS["sum"]
    than = "比" in texts and not lexicon.COMPARATIVES.isdisjoint(texts)
    if not question.baseline and (any(measure in CHANGES for measure in question.measures) or than):
        return FORMULAS["difference"]
    return FORMULAS["sum"] if lexicon.SUM_WORDS.intersection(texts) and len(question.names) > 1 else None


def _whole_and_part(asked: Asked) -> list[list[Fact]] | None:
    """What has a share, and what it is a share of; None where the share itself is printed."""
    question = asked.question
    if find(question, asked.catalog).groups:
        return None
    if not question.share_of:
        return _of_its_total(asked)
    named = (*question.names, *question.share_of)
    whole_words = question.share_of[-1:] if _has(question.names[-1], "breakdown") else ()
    part = one_named(asked, question.names[-1], (*question.names[:-1], *whole_words), named)
    part = part or one_named(asked, question.names[-1], question.names[:-1], named)
    whole = one_named(asked, question.share_of[-1], question.share_of[:-1], named)
    return [part, whole] if part and whole and not _beside(part[0], whole[0]) else None


def _beside(part: Fact, whole: Fact) -> bool:
    """Whether both are parts of one thing that is divided in two ways, so that neither is a part of the other."""
    one, other = part.subject, whole.subject
    return (
        (one.item, one.code) == (other.item, other.code)
        and TOTAL not in (one.breakdown, other.breakdown)
        and PART_OF.get(one.breakdown) != other.breakdown
    )


def _of_its_total(asked: Asked) -> list[list[Fact]] | None:
    """A part of a thing and the whole of it: 政府采购支出, 货物占总额百分之几."""
    question = asked.question
    parts = [word for word in question.names if _has(word, "breakdown")]
    items = [word for word in question.names if _has(word, "item") and word not in parts]
    if not (len(parts) == len(items) == 1 and any(word.text in lexicon.WHOLE_WORDS for word in question.words)):
        return None
    part = one_named(asked, parts[0], items, question.names)
    whole = one_named(asked, items[0], (), question.names)
    return [part, whole] if part and whole else None


def each_named(asked: Asked) -> list[list[Fact]] | None:
    """The figure of each thing named, if there are several and each has just one.

    What all have in common is named once: 行政运行 with 基本支出 and 项目支出; 行政运行 and 事业运行 with 基本支出.
    """
    question = asked.question
    named = (*question.names, *question.share_of)
    whole = [w for w, after in pairwise(question.words) if w in named and after.text in lexicon.WITHIN]
    parts = [w for w in named if w not in whole and _has(w, "breakdown")]
    items = [w for w in named if w not in (*parts, *whole) and (_has(w, "item") or _has(w, "code"))]
    varied, common = [*items, *parts], list[Word]()
    if len(items) == 1 and len(parts) > 1:
        varied, common = parts, items
    elif len(parts) == 1 and len(items) > 1:
        varied, common = items, parts
    if len(varied) == 1 and (by_measure := _by_measure(asked)):
        return by_measure
    if len(varied) < 2 or (find(question, asked.catalog).groups and not _joined(question)):
        return None
    common += [word for word in named if not (word in items or word in parts)]
    groups = [one_named(asked, word, common, named) for word in varied]
    return None if any(group is None for group in groups) else [group for group in groups if group]


def _by_measure(asked: Asked) -> list[list[Fact]] | None:
    """The figures of one thing by each measure that the question names: 指标值 and 完成值."""
    question = asked.question
    measures = [word.measures for word in question.words if word.role is Role.MEASURE]
    if len(measures) != 2 or not question.computes:
        return None
    groups = [find(replace(question, measures=m, baseline="", percent=False), asked.catalog).groups for m in measures]
    if any(len(found) != 1 or found[0][0].value is None for found in groups):
        return None
    return [in_places(found[0])[0] for found in groups]


def _listed(question: Question) -> bool:
    """Whether the question joins the things that it names, if only by a comma between them."""
    return _joined(question) or _apart(question, "，,；;/")


def _joined(question: Question) -> bool:
    """Whether the things named are plainly several, though one may hold another: by 和, by 、, by 分别."""
    words = question.words
    named = [position for position, word in enumerate(words) if word in question.names]
    between = {word.text for word in words[named[0] : named[-1]]} if named else set()
    each = {word.text for word in words} & lexicon.EACH
    return bool(each or between & lexicon.JOINS) or _apart(question, "、")


def _side_by_side(question: Question, groups: Sequence[Sequence[Fact]]) -> bool:
    """Whether things of one list are said with nothing between them, though nothing joins them: 水费电费一共多少."""
    subjects = [facts[0].subject for facts in groups]
    alike = {(subject.classification, len(subject.code), subject.breakdown) for subject in subjects}
    said = "".join(word.text for word in question.names)
    return len(alike) == 1 and bool(subjects[0].code) and said in normalized(question.text)


def _apart(question: Question, separators: str) -> bool:
    """Whether one of the separators stands between two of the things named."""
    parts = re.split(f"[{separators}]", squeezed(question.text))
    return sum(any(word.text in part for word in question.names) for part in parts) > 1


def _has(word: Word, slot: str) -> bool:
    return any(feature.slot == slot for feature in word.means)


def one_named(asked: Asked, word: Word, common: Sequence[Word], named: Sequence[Word]) -> list[Fact] | None:
    """The figure of one of several things named, with what they have in common."""
    question = asked.question
    rest = tuple(w for w in question.words if w not in named and w.role is not Role.MEASURE)
    of_whole = question.share_of or any(w.text in lexicon.WHOLE_WORDS for w in question.words)
    dropped = (*CHANGES, Measure.COMPLETION_RATE, *((Measure.SHARE,) if of_whole else ()))
    kept = tuple(m for m in question.measures if m not in dropped)
    names = (*common, word)
    single = replace(
        question, names=names, words=(*rest, *names), share_of=(), measures=kept, baseline="", percent=False
    )
    found = find(single, asked.catalog).groups
    if len(found) != 1 or found[0][0].dimension is Dimension.TEXT:
        return None
    return in_places(found[0])[0]
