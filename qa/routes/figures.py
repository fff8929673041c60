"""Figures: what the report prints, with its places, and what must be said beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from ingest.balance import ROUNDING
from ingest.numbers import MONEY_UNITS, canonical, money_in
from ingest.report import Dimension, Fact, Fund, Measure, Outcome, ReportKind
from qa import lexicon, templates
from qa.answer import Kind, RefusalKind
from qa.lexicon import Ask, Operation, Role
from qa.lookup import NO_ITEM, ONLY_BASIC, Candidate, Finding, find, quantity
from qa.parts import Draft, label, label_parts, shown, words
from qa.project_names import OF_PROJECTS, measures_of
from qa.question import CHANGES, Question
from qa.routes.base import Asked, Reply, refused, understood

SIBLING_COST: Final = 10
"""A figure of the same name that costs less than this is mentioned beside the answer."""

PLAIN_ASKS: Final = frozenset({Ask.AGREE, Ask.ZERO})
"""What one figure answers, with all its places."""

SHORT_TEXT: Final = frozenset({Measure.GRADE, Measure.TARGET, Measure.ACTUAL, Measure.DEVIATION})
"""Words that stand in a cell, and are shown as a figure would be."""

TRACED: Final = 8
"""How many candidates the trace shows."""

NEVER_BUDGETED: Final = frozenset(
    {Measure.FINAL, Measure.EXECUTED, Measure.EXECUTION_RATE, Measure.COMPLETION_RATE, Measure.ADJUSTED_BUDGET}
)
"""What no budget report says of an item."""

EMPTY_WORDS: Final = ("无数据", "没有", "未发生")
"""What a note says that declares its table empty."""


def figure(asked: Asked) -> Reply | None:
    """A figure that the report prints."""
    question = asked.question
    if not question.numeric or question.left_over or question.operation in (Operation.WHY, Operation.DUTY):
        return None
    if question.operation is Operation.DEFINE and not question.asks_figure:
        return None
    lists = Ask.LIST in question.asks and not question.measures
    computes = lists or replace(question, asks=question.asks - PLAIN_ASKS).computes
    if computes and Measure.USE not in question.measures and not question.baseline:
        near = [label(facts[0]) for facts in find(question, asked.catalog).groups]
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_CALCULATION, near)
    found = find(question, asked.catalog)
    asked.trace += [
        f"数字 {c.cost:g} {c.fact.table or c.fact.section} {c.fact.row} {c.fact.column} {c.fact.printed}{c.fact.unit} "
        f"{'；'.join(c.why)}"
        for c in found.candidates[:TRACED]
    ]
    if len(found.groups) == 1 and _asks_each(question) and Ask.AGREE not in question.asks:
        return None
    in_words = bool(question.measures) and lexicon.TEXT_MEASURES.issuperset(question.measures)
    if in_words and len(found.groups) != 1:
        return None
    if not found.groups:
        of_projects = any(
            f.subject.item in _items(question) for f in asked.catalog.facts if f.subject.classification in OF_PROJECTS
        )
        asks = question.wants_figure or question.flow or question.fund or question.bare
        return _nothing(asked) if asks or not of_projects else None
    if len(found.groups) > 1:
        best = found.candidates[0].cost
        options = tuple(label(c.fact) for c in found.candidates if c.cost == best)
        draft = asked.draft()
        draft.say(templates.CLARIFY_SUBJECT)
        return Reply(Kind.CLARIFICATION, draft, understood(asked), options=tuple(dict.fromkeys(options)))
    return figure_found(asked, found)


def _items(question: Question) -> set[str]:
    return {feature.value for word in question.names for feature in word.means if feature.slot == "item"}


def _asks_each(question: Question) -> bool:
    """Whether the figure of each of several things is asked for, which one figure does not answer."""
    each = any(word.text in lexicon.EACH_OF for word in question.words)
    return each and sum(word.role is Role.MEASURE for word in question.words) < LEAST_EACH


LEAST_EACH: Final = 2
"""From so many measures on, 分别 asks for each measure."""


def figure_found(asked: Asked, found: Finding) -> Reply:
    """The figure that was found, with what was taken for granted."""
    group = found.groups[0]
    fact = group[0]
    place = f"{fact.table or fact.section} {fact.row} {fact.column}"
    asked.trace.append(f"选用 {place}（所问之外未说明的最少，{len(group)} 处相符）")
    draft = asked.draft()
    if fact.dimension is Dimension.TEXT and fact.subject.measure not in SHORT_TEXT:
        _said(draft, fact)
        _say_more(asked, draft, fact)
        return Reply(Kind.PASSAGE, draft, understood(asked, fact))
    blank = [f for f in group if f.value is None and f.dimension is not Dimension.TEXT]
    if blank and len(blank) < len(group):
        group = tuple(f for f in group if f not in blank)
        draft.notes.append(templates.NOTE_BLANK.format(table=blank[0].table))
        fact = group[0]
    places = [[f for f in group if _printed(f) == amount] for amount in dict.fromkeys(map(_printed, group))]
    asked_unit = asked.question.unit
    if asked_unit and fact.dimension is Dimension.MONEY and asked_unit != fact.unit and fact.value is not None:
        return _converted(asked, draft, places[0])
    kind = say_places(draft, places)
    if Ask.AGREE in asked.question.asks and len(places) == 1:
        draft.notes.append(templates.NOTE_AGREES)
    _say_rates(asked, draft, found)
    _say_more(asked, draft, fact)
    _say_empty(asked, draft, fact)
    _say_alternatives(asked, draft, found)
    _say_notes(asked, draft, found)
    return Reply(kind, draft, understood(asked, fact))


def _printed(fact: Fact) -> object:
    """What a figure amounts to as it is printed: the same amount in another unit of money is printed otherwise."""
    return (quantity(fact), fact.unit)


def say_places(draft: Draft, places: Sequence[Sequence[Fact]]) -> Kind:
    """One figure with all its places; or all the values that one subject has, if rounding does not explain them."""
    first = places[0][0]
    rounding = all(_rounded(first, facts[0]) for facts in places)
    beside = any(facts[0].subject.classification is not first.subject.classification for facts in places)
    apart = beside and Measure.EXECUTED in measures_of(first)
    if len(places) > 1 and not rounding and not apart:
        draft.say(templates.CONFLICT)
    for position, facts in enumerate(places):
        index = draft.printed_figure(facts)
        if position == 1 and apart and not rounding:
            draft.say(templates.BESIDE)
        if position and rounding:
            place = draft.place(draft.figures[index].citations[0])
            draft.say(
                templates.ROUNDED if quantity(facts[0]) != quantity(first) else templates.IN_ANOTHER_UNIT,
                figure=draft.figure(index),
                place=place,
                marks=draft.marks(draft.figures[index].citations),
            )
        else:
            say_figure(draft, index, facts[0])
    return Kind.LOOKUP if len(places) == 1 or rounding or apart else Kind.CONFLICT


def _rounded(one: Fact, other: Fact) -> bool:
    """Whether two printed values of one subject are the same but for rounding, in the larger unit of the two."""
    if one.value is None or other.value is None:
        return quantity(one) == quantity(other)
    if one.unit == other.unit:
        return abs(one.value - other.value) <= ROUNDING
    if not {one.unit, other.unit} <= set(MONEY_UNITS):
        return False
    fine, coarse = sorted((one, other), key=lambda fact: MONEY_UNITS[fact.unit])
    assert fine.value is not None
    assert coarse.value is not None
    return money_in(fine.value, fine.unit, coarse.unit).quantize(coarse.value, ROUND_HALF_UP) == coarse.value


def say_figure(draft: Draft, index: int, fact: Fact) -> None:
    """A figure with its label and all its places."""
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
            say_figure(draft, draft.printed_figure((other,)), other)
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


def _say_alternatives(asked: Asked, draft: Draft, found: Finding) -> None:
    """The other amounts that the question names, where the report gives them for something of the same name."""
    shown = {figure.value for figure in draft.figures}
    for word in asked.question.alternatives:
        other = next((c.fact for c in found.candidates if c.fact.value == word.value), None)
        if other is not None and canonical(abs(word.value or Decimal(0))) not in shown:
            draft.say(templates.SIBLING)
            say_figure(draft, draft.printed_figure((other,)), other)


def _say_more(asked: Asked, draft: Draft, fact: Fact) -> None:
    """What else is asked of the same thing, by further measures: 得了多少分，什么等级."""
    said = {*measures_of(fact)}
    for word in asked.question.words:
        if word.role is not Role.MEASURE or said.intersection(word.measures) or asked.question.baseline:
            continue
        more = find(replace(asked.question, measures=word.measures, percent=False), asked.catalog)
        if len(more.groups) == 1 and more.groups[0][0].subject.item == fact.subject.item:
            other = more.groups[0][0]
            said.update(measures_of(other))
            if other.dimension is Dimension.TEXT and other.subject.measure not in SHORT_TEXT:
                _said(draft, other)
            else:
                say_figure(
                    draft, draft.printed_figure([f for f in more.groups[0] if quantity(f) == quantity(other)]), other
                )


def _said(draft: Draft, fact: Fact) -> None:
    """Not a figure but words: what something was used for, or that there is none."""
    cited = draft.cite_fact(fact)
    own = fact.subject.classification in OF_PROJECTS
    quote = draft.quote(cited, fact.printed if own else None)
    template = templates.SAID_OF.get(fact.subject.measure, templates.DECLARED)
    draft.say(template, quote=quote, marks=draft.marks([cited]))
    draft.say(templates.PLACE, place=draft.place(cited))


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
    say_figure(draft, printed, fact)
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
            say_figure(draft, index, other)
            break
    narrower = chosen.fact.subject.fund is not Fund.ALL and NO_ITEM in chosen.why
    if not question.fund and (narrower or _differs_by_fund(fact, others)):
        draft.notes.append(templates.NOTE_FUND.format(fund=chosen.fact.subject.fund))
    for check in asked.catalog.report.checks:
        of_it = not check.item or check.item in (fact.subject.item, *fact.subject.path)
        if check.outcome is Outcome.FAILS and fact.form in check.forms and of_it:
            draft.notes.append(templates.NOTE_FAILED.format(check=check.name))


def _differs_by_fund(fact: Fact, others: Sequence[Candidate]) -> bool:
    """Whether the same item has another figure under another fund."""
    subjects = [(o.fact.subject, o.fact.value) for o in others if o.fact.subject.item == fact.subject.item]
    return any(subject.fund is not fact.subject.fund and value != fact.value for subject, value in subjects)


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
    return no_measure(asked, fact, measure)


def no_measure(asked: Asked, fact: Fact, measure: Measure) -> Reply:
    """A refusal: the item is there, but not with this measure."""
    same = [f for f in asked.catalog.facts if f.subject.item == fact.subject.item and f.subject.measure is not measure]
    budget = asked.catalog.report.identity.kind is ReportKind.BUDGET
    template = templates.NOT_IN_BUDGET if budget and measure in NEVER_BUDGETED else templates.NOT_FOUND_ITEM
    message = template.format(item=fact.subject.item, measure=measure.value)
    return refused(asked, RefusalKind.NOT_FOUND, message, list(dict.fromkeys(label(f) for f in same)))
