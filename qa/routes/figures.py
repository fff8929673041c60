"""Figures: what the report prints, several items of it, and final amounts beside budgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ingest.balance import ROUNDING
from ingest.numbers import MONEY_UNITS, money_in
from ingest.report import Dimension, Fact, Fund, Measure, Outcome
from qa import lexicon, templates
from qa.answer import Kind, RefusalKind
from qa.formulas import FORMULAS, Formula
from qa.lexicon import Operation, Role
from qa.lookup import NO_ITEM, ONLY_BASIC, Candidate, Finding, find
from qa.parts import Draft, label, label_parts, shown, words
from qa.question import Question, Word
from qa.routes.base import Asked, Reply, refused, understood
from qa.routes.reasons import BUDGETS, CHANGES

SIBLING_COST: Final = 10
"""A figure of the same name that costs less than this is mentioned beside the answer."""

TRACED: Final = 8
"""How many candidates the trace shows."""

EMPTY_WORDS: Final = ("无数据", "没有", "未发生")
"""What a note says that declares its table empty."""


def against_budget(asked: Asked) -> Reply | None:
    """Whether, and by how much, a final amount is above or below the budget."""
    question = asked.question
    if question.operation is not Operation.COMPARE or not question.numeric or question.left_over:
        return None
    final = find(replace(question, measures=(Measure.FINAL,), baseline=""), asked.catalog)
    if len(final.groups) != 1:
        return None
    fact = final.groups[0][0]
    budget = next((f for f in asked.catalog.facts if _budget_of(f, fact)), None)
    if budget is None or fact.value is None or budget.value is None:
        changed = find(replace(question, measures=CHANGES, baseline="budget"), asked.catalog)
        return _figure(asked, changed) if changed.groups else _no_measure(asked, fact, Measure.INITIAL_BUDGET)
    draft = asked.draft()
    indexes = [draft.printed_figure(final.groups[0]), draft.printed_figure((budget,))]
    difference = fact.value - budget.value
    draft.say(templates.COMPARED[(difference > 0) - (difference < 0)])
    for index, found in zip(indexes, (fact, budget), strict=True):
        _say_figure(draft, index, found)
    if difference:
        high, low = (fact, budget) if difference > 0 else (budget, fact)
        formula = f"{high.printed} - {low.printed} = {shown(abs(difference), fact.unit)}"
        computed = draft.computed_figure("差额", abs(difference), fact.unit, indexes, formula)
        draft.say(templates.DIFFERENCE, formula=draft.figure(computed))
        if question.asks_figure and not _asks_both(question):
            draft.lead = computed
    return Reply(Kind.COMPARISON, draft, understood(asked, fact, operation=Operation.COMPARE))


def _asks_both(question: Question) -> bool:
    """Whether the amount and the budget are asked for, and not how far apart they are."""
    return Measure.FINAL in question.measures and len(question.measures) > 1 and not question.calculation


def _budget_of(budget: Fact, final: Fact) -> bool:
    one, other = budget.subject, final.subject
    same = (one.item, one.breakdown, one.flow) == (other.item, other.breakdown, other.flow) and one.code in (
        "",
        other.code,
    )
    return same and one.measure in BUDGETS and budget.unit == final.unit


def figure(asked: Asked) -> Reply | None:
    """A figure that the report prints."""
    question = asked.question
    if not question.numeric or question.left_over or question.operation in (Operation.WHY, Operation.DUTY):
        return None
    if question.operation is Operation.DEFINE and not question.asks_figure:
        return None
    if reply := computed(asked):
        return reply
    if question.calculation and Measure.USE not in question.measures and not question.baseline:
        near = [label(facts[0]) for facts in find(question, asked.catalog).groups]
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_CALCULATION, near)
    if reply := several(asked):
        return reply
    found = find(question, asked.catalog)
    asked.trace += [
        f"数字 {c.cost:g} {c.fact.table or c.fact.section} {c.fact.row} {c.fact.column} {c.fact.printed}{c.fact.unit} "
        f"{'；'.join(c.why)}"
        for c in found.candidates[:TRACED]
    ]
    if not found.groups:
        return _nothing(asked)
    if len(found.groups) > 1:
        options = tuple(label(group[0]) for group in found.groups)
        draft = asked.draft()
        draft.say(templates.CLARIFY_SUBJECT)
        return Reply(Kind.CLARIFICATION, draft, understood(asked), options=tuple(dict.fromkeys(options)))
    return _figure(asked, found)


def _figure(asked: Asked, found: Finding) -> Reply:
    group = found.groups[0]
    fact = group[0]
    draft = asked.draft()
    if fact.dimension is Dimension.TEXT:
        return _said(asked, draft, fact)
    places = [[f for f in group if f.value == value] for value in dict.fromkeys(f.value for f in group)]
    asked_unit = asked.question.unit
    if asked_unit and fact.dimension is Dimension.MONEY and asked_unit != fact.unit and fact.value is not None:
        return _converted(asked, draft, places[0])
    kind = _say_places(draft, places)
    _say_rates(asked, draft, found)
    _say_empty(asked, draft, fact)
    _say_notes(asked, draft, found)
    return Reply(kind, draft, understood(asked, fact))


def _say_places(draft: Draft, places: Sequence[Sequence[Fact]]) -> Kind:
    """One figure with all its places; or all the values that one subject has, if rounding does not explain them."""
    values = [facts[0].value for facts in places]
    rounding = all(v is not None and abs(v - (values[0] or Decimal(0))) <= ROUNDING for v in values)
    if len(places) > 1 and not rounding:
        draft.say(templates.CONFLICT)
    for position, facts in enumerate(places):
        index = draft.printed_figure(facts)
        if position and rounding:
            place = draft.place(draft.figures[index].citations[0])
            draft.say(
                templates.ROUNDED,
                figure=draft.figure(index),
                place=place,
                marks=draft.marks(draft.figures[index].citations),
            )
        else:
            _say_figure(draft, index, facts[0])
    return Kind.LOOKUP if len(places) == 1 or rounding else Kind.CONFLICT


def _say_figure(draft: Draft, index: int, fact: Fact) -> None:
    citations = draft.figures[index].citations
    draft.say(templates.FIGURE, label=label_parts(fact), figure=draft.figure(index), marks=draft.marks(citations))
    draft.say(templates.PLACE, place=draft.place(citations[0]))
    if len(citations) > 1:
        also = [part for i in citations[1:] for part in (words("；"), draft.place(i))][1:]
        draft.say(templates.ALSO, place=also)


def _say_rates(asked: Asked, draft: Draft, found: Finding) -> None:
    """Beside a change its rate, and beside the rate its amount, where both were meant."""
    fact = found.groups[0][0]
    if len(asked.question.measures) < 2 or fact.subject.measure not in CHANGES:
        return
    for candidate in found.candidates:
        other = candidate.fact
        if other.excerpt == fact.excerpt and other.subject.measure is not fact.subject.measure:
            _say_figure(draft, draft.printed_figure((other,)), other)
            return


def _say_empty(asked: Asked, draft: Draft, fact: Fact) -> None:
    """Beside a figure of nothing, the sentence that declares the table empty."""
    if fact.value or not fact.form:
        return
    for other in asked.catalog.facts:
        if other.subject == fact.subject and other.dimension is Dimension.TEXT:
            cited = draft.cite_fact(other)
            draft.say(templates.DECLARED, quote=draft.quote(cited), marks=draft.marks([cited]))
    for table in asked.tables():
        for note in table.notes:
            if table.form == fact.form and any(word in note.text for word in EMPTY_WORDS):
                cited = draft.cite(note, section=table.section, table=table.name)
                draft.say(templates.DECLARED, quote=draft.quote(cited), marks=draft.marks([cited]))


def _said(asked: Asked, draft: Draft, fact: Fact) -> Reply:
    """Not a figure but words: what something was used for, or that there is none."""
    cited = draft.cite_fact(fact)
    draft.say(templates.DECLARED, quote=draft.quote(cited), marks=draft.marks([cited]))
    draft.say(templates.PLACE, place=draft.place(cited))
    return Reply(Kind.PASSAGE, draft, understood(asked, fact))


def _converted(asked: Asked, draft: Draft, facts: Sequence[Fact]) -> Reply:
    """A printed amount in the unit that was asked for, computed in the open."""
    fact, unit = facts[0], asked.question.unit
    assert fact.value is not None
    printed = draft.printed_figure(facts)
    value = money_in(abs(fact.value), fact.unit, unit)
    factor = money_in(Decimal(1), fact.unit, unit)
    sign = "×" if factor >= 1 else "÷"
    by = factor if factor >= 1 else Decimal(MONEY_UNITS[unit]) / MONEY_UNITS[fact.unit]
    formula = f"{fact.printed} {fact.unit} {sign} {by:,f} = {shown(value, unit)}"
    computed = draft.computed_figure(label(fact), value, unit, (printed,), formula)
    draft.say(templates.FIGURE, label=label_parts(fact), figure=draft.figure(computed), marks=())
    _say_figure(draft, printed, fact)
    draft.lead = computed
    return Reply(Kind.CALCULATION, draft, understood(asked, fact))


def _say_notes(asked: Asked, draft: Draft, found: Finding) -> None:
    """What was taken for granted, and what else has the same name."""
    question, fact = asked.question, found.groups[0][0]
    chosen = next(c for c in found.candidates if c.fact.subject == fact.subject)
    draft.notes += [why for why in chosen.why if why in (NO_ITEM, ONLY_BASIC)]
    others = [c for c in found.candidates if c.cost < SIBLING_COST and c.fact.subject.measure is fact.subject.measure]
    for candidate in others:
        other = candidate.fact
        if other.subject.classification is not fact.subject.classification and other.value != fact.value:
            index = draft.printed_figure((other,))
            draft.say(templates.SIBLING)
            _say_figure(draft, index, other)
            break
    narrower = chosen.fact.subject.fund is not Fund.ALL and NO_ITEM in chosen.why
    if not question.fund and (narrower or _differs_by_fund(fact, others)):
        draft.notes.append(templates.NOTE_FUND.format(fund=chosen.fact.subject.fund))
    for check in asked.catalog.report.checks:
        if check.outcome is Outcome.FAILS and fact.form in check.forms:
            draft.notes.append(templates.NOTE_FAILED.format(check=check.name))


def _differs_by_fund(fact: Fact, others: Sequence[Candidate]) -> bool:
    """Whether the same item has another figure under another fund."""
    subjects = [(o.fact.subject, o.fact.value) for o in others if o.fact.subject.item == fact.subject.item]
    return any(subject.fund is not fact.subject.fund and value != fact.value for subject, value in subjects)


def several(asked: Asked) -> Reply | None:
    """Several items named in one question, each looked up by itself."""
    groups = _each(asked)
    if groups is None:
        return None
    draft = asked.draft()
    for facts in groups:
        _say_figure(draft, draft.printed_figure(facts), facts[0])
    return Reply(Kind.LIST, draft, understood(asked, groups[0][0], operation="list"))


def computed(asked: Asked) -> Reply | None:
    """A formula over the items named: their sum, their difference, how many times, which share."""
    formula = _formula(asked.question)
    groups = _each(asked) if formula else None
    if formula is None or groups is None or (formula.pairs and len(groups) != 2):
        return None
    values = [facts[0].value for facts in groups]
    units = {facts[0].unit for facts in groups}
    if len(units) != 1 or any(value is None for value in values):
        return None
    operands = [(facts, value) for facts, value in zip(groups, values, strict=True) if value is not None]
    if formula.absolute:
        operands.sort(key=lambda operand: -operand[1])
    if formula.unit and not operands[1][1]:
        return None
    return _formula_shown(asked, formula, operands, formula.unit or units.pop())


def _formula_shown(
    asked: Asked, formula: Formula, operands: Sequence[tuple[Sequence[Fact], Decimal]], unit: str
) -> Reply:
    draft = asked.draft()
    indexes = [draft.printed_figure(facts) for facts, _ in operands]
    result = formula.compute([value for _, value in operands])
    terms = f" {formula.sign} ".join(facts[0].printed for facts, _ in operands)
    draft.lead = draft.computed_figure(formula.label, result, unit, indexes, f"{terms} = {shown(result, unit)}")
    draft.say(templates.COMPUTED[formula.name], formula=draft.figure(draft.lead))
    for index, (facts, _) in zip(indexes, operands, strict=True):
        _say_figure(draft, index, facts[0])
    return Reply(Kind.CALCULATION, draft, understood(asked, operands[0][0][0], operation=formula.name))


def _formula(question: Question) -> Formula | None:
    """The formula that the question's words ask for."""
    if question.calculation in FORMULAS:
        return FORMULAS[question.calculation]
    texts = [word.text for word in question.words]
    if Measure.SHARE in question.measures:
        return FORMULAS["share"]
    if any(measure in CHANGES for measure in question.measures) or "比" in texts:
        return FORMULAS["difference"]
    return FORMULAS["sum"] if lexicon.SUM_WORDS.intersection(texts) else None


def _each(asked: Asked) -> list[list[Fact]] | None:
    """The figure of each thing named, if there are several and each has just one.

    What all have in common is named once: 行政运行 with 基本支出 and 项目支出; 行政运行 and 事业运行 with 基本支出.
    """
    question = asked.question
    named = (*question.names, *question.share_of)
    parts = [w for w in named if _has(w, "breakdown")]
    items = [w for w in named if w not in parts and (_has(w, "item") or _has(w, "code"))]
    varied, common = [*items, *parts], list[Word]()
    if len(items) == 1 and len(parts) > 1:
        varied, common = parts, items
    elif len(parts) == 1 and len(items) > 1:
        varied, common = items, parts
    if len(varied) < 2 or (find(question, asked.catalog).groups and not _joined(question.words, varied)):
        return None
    common += [word for word in named if not (word in items or word in parts)]
    groups = [_one(asked, word, common, named) for word in varied]
    return None if any(group is None for group in groups) else [group for group in groups if group]


def _joined(words: Sequence[Word], varied: Sequence[Word]) -> bool:
    """Whether 和 stands between two of the things named: then they are two, though one may hold the other."""
    return any(
        one in varied and between.text in lexicon.JOINS and other in varied
        for one, between, other in zip(words, words[1:], words[2:], strict=False)
    )


def _has(word: Word, slot: str) -> bool:
    return any(feature.slot == slot for feature in word.means)


def _one(asked: Asked, word: Word, common: Sequence[Word], named: Sequence[Word]) -> list[Fact] | None:
    """The figure of one of several things named, with what they have in common."""
    question = asked.question
    rest = tuple(w for w in question.words if w not in named and w.role is not Role.MEASURE)
    kept = tuple(m for m in question.measures if m not in (*CHANGES, Measure.SHARE))
    names = (*common, word)
    single = replace(
        question, names=names, words=(*rest, *names), share_of=(), measures=kept, baseline="", percent=False
    )
    found = find(single, asked.catalog).groups
    if len(found) != 1 or found[0][0].dimension is Dimension.TEXT:
        return None
    return [fact for fact in found[0] if fact.value == found[0][0].value]


def _nothing(asked: Asked) -> Reply | None:
    """Something that the report names, but not with what is asked of it."""
    question = asked.question
    if not question.names:
        return None
    bare = replace(question, measures=(), baseline="", counted="", fund=None, flow=None)
    bare = replace(bare, words=tuple(w for w in bare.words if w.role is Role.NAME))
    near = find(bare, asked.catalog)
    if not near.groups:
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND)
    fact = near.groups[0][0]
    if question.baseline.isdecimal():
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_BASE.format(year=question.baseline))
    measure = question.measures[0] if question.measures else Measure.FINAL
    return _no_measure(asked, fact, measure)


def _no_measure(asked: Asked, fact: Fact, measure: Measure) -> Reply:
    same = [f for f in asked.catalog.facts if f.subject.item == fact.subject.item and f.subject.measure is not measure]
    message = templates.NOT_FOUND_ITEM.format(item=fact.subject.item, measure=measure.value)
    return refused(asked, RefusalKind.NOT_FOUND, message, list(dict.fromkeys(label(f) for f in same)))
