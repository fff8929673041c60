"""Figures: what the report prints, with its places, and what must be said beside it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from ingest.forms import THREE_PUBLIC_ITEMS, THREE_PUBLIC_TOTAL
from ingest.numbers import MONEY_UNITS, canonical, money_in
from ingest.report import TOTAL, Dimension, Fact, Fund, Measure, Outcome, Subject
from qa import lexicon, templates
from qa.amounts import in_places, is_blank, quantity, same_but_rounded
from qa.answer import Kind, RefusalKind
from qa.cutting import PER, Word
from qa.lexicon import Ask, Operation, Role
from qa.lookup import FLOW_COST, NO_ITEM, ONLY_BASIC, Candidate, Finding, find
from qa.parts import Draft, label, label_parts, shown, words
from qa.project_names import OF_PROJECTS, measures_of
from qa.question import BUDGETS, CHANGES, Question, against_budget
from qa.routes.base import Asked, Reply, refused, understood
from qa.vocabulary import Feature

SIBLING_COST: Final = 10
"""A figure of the same name that costs less than this is mentioned beside the answer."""

PLAIN_ASKS: Final = frozenset({Ask.AGREE, Ask.ZERO})
"""What one figure answers, with all its places."""

SHORT_TEXT: Final = frozenset({Measure.GRADE, Measure.TARGET, Measure.ACTUAL, Measure.DEVIATION})
"""Words that stand in a cell, and are shown as a figure would be."""

TRACED: Final = 8
"""How many candidates the trace shows."""

FAULTS: Final = frozenset({Measure.PROBLEM, Measure.IMPROVEMENT})
"""What no figure answers."""

SPENT: Final = frozenset({Measure.FINAL, Measure.EXECUTED, Measure.COMPLETION_RATE, Measure.EXECUTION_RATE})
"""What only final accounts can say."""

THREE_PUBLIC_FORMS: Final = frozenset({"three_public", "three_public_budget"})

EMPTY_WORDS: Final = ("无数据", "没有", "未发生", "空表", "无相关", "无此项")
"""What a note says that declares its table empty."""


def figure(asked: Asked) -> Reply | None:
    """A figure that the report prints."""
    question = asked.question
    if not question.numeric or question.left_over or question.operation in (Operation.WHY, Operation.DUTY):
        return None
    if question.operation is Operation.DEFINE and not question.asks_figure:
        return None
    if not (question.asks_figure or question.measures) and any(w.text in lexicon.WHERE for w in question.words):
        return None  # 去了哪里 asks for no figure
    said = {FAULTS.issuperset(w.measures) for w in question.words if w.role is Role.MEASURE}
    if len(said) > 1 or _change_of_share(question):
        return None  # words and a figure are asked for: 花了多少，查出啥问题
    if question.usual is Measure.BUDGET and against_budget(question):
        return _only_in_accounts(asked, Measure.FINAL)
    by_level = any(word.text in lexicon.BY_LEVEL for word in question.words)
    lists = by_level or (Ask.LIST in question.asks and not question.measures)
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
    if found.groups and any(w.operation == PER and w.unit == found.groups[0][0].unit for w in question.words):
        return None  # what there is to each of them is asked, not how many there are
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


def _change_of_share(question: Question) -> bool:
    """Whether it is asked how a share changed, 占比下降了多少: how the amount did is no answer."""
    return any(
        Measure.SHARE in one.measures and one.text + other.text in question.text
        for one, other in pairwise(question.words)
        if set(CHANGES).intersection(other.measures)
    )


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
    places = in_places(group)
    asked_unit = asked.question.unit
    if asked_unit and fact.dimension is Dimension.MONEY and asked_unit != fact.unit and fact.value is not None:
        return _converted(asked, draft, places)
    kind = say_places(draft, places)
    if Ask.AGREE in asked.question.asks and len(places) == 1:
        draft.notes.append(templates.NOTE_AGREES)
    _say_rates(asked, draft, found)
    _say_more(asked, draft, fact)
    _say_empty(asked, draft, group)
    _say_alternatives(asked, draft, found)
    _say_notes(asked, draft, found)
    return Reply(kind, draft, understood(asked, fact))


def say_places(draft: Draft, places: Sequence[Sequence[Fact]]) -> Kind:
    """One figure with all its places; or all the values that one subject has, if rounding does not explain them."""
    first = places[0][0]
    left_blank = [facts for facts in places[1:] if is_blank(facts[0]) and not first.value]
    places = [facts for facts in places if facts not in left_blank]
    rounding = all(same_but_rounded(first, facts[0]) for facts in places)
    beside = any(facts[0].subject.classification is not first.subject.classification for facts in places)
    apart = beside and Measure.EXECUTED in measures_of(first)
    if len(places) > 1 and not rounding and not apart:
        draft.say(templates.CONFLICT)
    for position, facts in enumerate(places):
        index = draft.printed_figure(facts)
        if position == 1 and apart and not rounding:
            draft.say(templates.BESIDE)
        if position and rounding:
            say_same(draft, index, exact=quantity(facts[0]) == quantity(first))
        else:
            say_figure(draft, index, facts[0])
    for fact in (fact for facts in left_blank for fact in facts):
        cited = draft.cite_fact(fact)
        draft.say(templates.BLANK_TOO, quote=draft.quote(cited), marks=draft.marks([cited]), place=draft.place(cited))
    return Kind.LOOKUP if len(places) == 1 or rounding or apart else Kind.CONFLICT


def say_same(draft: Draft, index: int, *, exact: bool) -> None:
    """Another place where the figure that was said is printed, rounded or in another unit."""
    cited = draft.figures[index].citations
    template = templates.OTHER_UNIT if exact else templates.ROUNDED
    draft.say(template, figure=draft.figure(index), place=draft.place(cited[0]), marks=draft.marks(cited))


def say_figure(draft: Draft, index: int, fact: Fact) -> None:
    """A figure with its label and all its places; of a blank cell, that it is blank."""
    citations = draft.figures[index].citations
    draft.say(templates.FIGURE, label=label_parts(fact), figure=draft.figure(index), marks=draft.marks(citations))
    draft.say(templates.PLACE, place=draft.place(citations[0]))
    if len(citations) > 1:
        also = [part for i in citations[1:] for part in (words("；"), draft.place(i))][1:]
        draft.say(templates.ALSO_BLANK if is_blank(fact) else templates.ALSO, place=also)
    if is_blank(fact):
        draft.say(templates.BLANK_CELL, quote=draft.quote(citations[0]), marks=draft.marks(citations[:1]))


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


def _say_empty(asked: Asked, draft: Draft, group: Sequence[Fact]) -> None:
    """Beside a figure of nothing, the sentences that declare it, or its table, empty."""
    if group[0].value or not any(fact.form for fact in group):
        return
    for other in asked.catalog.facts:
        if other.dimension is Dimension.TEXT and _denies(other.subject, group[0].subject):
            cited = draft.cite_fact(other)
            draft.say(templates.DECLARED, quote=draft.quote(cited), marks=draft.marks([cited]))
    _say_notes_of(asked, draft, {fact.form for fact in group if fact.form})


def _denies(declared: Subject, subject: Subject) -> bool:
    """Whether a sentence that there is none of one thing says it of another: of that thing, or of a part of
    “三公”经费 in whatever table."""
    parts = declared.item == THREE_PUBLIC_TOTAL and subject.item in THREE_PUBLIC_ITEMS
    return declared == subject or (parts and declared.measure is subject.measure)


def _say_notes_of(asked: Asked, draft: Draft, forms: Container[str]) -> bool:
    """Quotes what the notes of the tables say that declares them empty; returns whether any does."""
    said = False
    for table in asked.tables():
        for note in table.notes:
            if table.form in forms and any(word in note.text for word in EMPTY_WORDS):
                cited = draft.cite(note, section=table.section, table=table.name)
                draft.say(templates.DECLARED, quote=draft.quote(cited), marks=draft.marks([cited]))
                said = True
    return said


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
        more = find(_as_words(asked.question, fact, word.measures), asked.catalog)
        if len(more.groups) == 1 and more.groups[0][0].subject.item == fact.subject.item:
            other = more.groups[0][0]
            said.update(measures_of(other))
            if other.dimension is Dimension.TEXT and other.subject.measure not in SHORT_TEXT:
                _said(draft, other)
            else:
                say_figure(
                    draft, draft.printed_figure([f for f in more.groups[0] if quantity(f) == quantity(other)]), other
                )


def _as_words(question: Question, fact: Fact, measures: tuple[Measure, ...]) -> Question:
    """The question for another measure of the same thing; for one that is told in words, of that thing however it
    was counted."""
    question = replace(question, measures=measures, percent=False)
    if not lexicon.TEXT_MEASURES.issuperset(measures):
        return question
    item = Word(fact.subject.item, Role.NAME, frozenset({Feature("item", fact.subject.item)}))
    return replace(question, words=(item,), names=(item,), counted="")


def _said(draft: Draft, fact: Fact) -> None:
    """Not a figure but words: what something was used for, or that there is none."""
    cited = draft.cite_fact(fact)
    own = fact.subject.classification in OF_PROJECTS
    quote = draft.quote(cited, fact.printed if own else None)
    template = templates.SAID_OF.get(fact.subject.measure, templates.DECLARED)
    draft.say(template, quote=quote, marks=draft.marks([cited]))
    draft.say(templates.PLACE, place=draft.place(cited))


def _converted(asked: Asked, draft: Draft, places: Sequence[Sequence[Fact]]) -> Reply:
    """A printed amount in the unit that was asked for: as printed where the report has it in that unit too, else
    computed in the open."""
    facts, unit = places[0], asked.question.unit
    fact = facts[0]
    others = [other for other in places[1:] if other[0].unit == unit and same_but_rounded(fact, other[0])]
    if others and quantity(others[0][0]) == quantity(fact):
        return Reply(say_places(draft, [others[0], facts]), draft, understood(asked, fact))
    printed = draft.printed_figure(facts)
    computed = conversion(draft, fact, printed, unit)
    draft.say(templates.FIGURE, label=label_parts(fact), figure=draft.figure(computed), marks=())
    say_figure(draft, printed, fact)
    for other in others:
        say_same(draft, draft.printed_figure(other), exact=False)
    draft.lead = computed
    return Reply(Kind.CALCULATION, draft, understood(asked, fact))


def conversion(draft: Draft, fact: Fact, printed: int, unit: str) -> int:
    """Adds a printed amount in another unit of money, computed in the open; returns the index of the figure."""
    assert fact.value is not None
    value = money_in(abs(fact.value), fact.unit, unit)
    factor = money_in(Decimal(1), fact.unit, unit)
    sign = "×" if factor >= 1 else "÷"
    by = factor if factor >= 1 else Decimal(MONEY_UNITS[unit]) / MONEY_UNITS[fact.unit]
    formula = f"{fact.printed} {fact.unit} {sign} {by:,f} = {shown(value, unit)}"
    return draft.computed_figure(label(fact), value, unit, (printed,), formula)


def _say_notes(asked: Asked, draft: Draft, found: Finding) -> None:
    """What was taken for granted, and what else has the same name."""
    question, fact = asked.question, found.groups[0][0]
    chosen = next(c for c in found.candidates if c.fact.subject == fact.subject)
    draft.notes += [why for why in chosen.why if why in (NO_ITEM, ONLY_BASIC)]
    others = [c for c in found.candidates if c.cost < SIBLING_COST and c.fact.subject.measure is fact.subject.measure]
    for candidate in others:
        other = candidate.fact
        changes = NO_ITEM in chosen.why and other.subject.measure in CHANGES  # of totals that are several
        beside = changes or other.subject.classification is not fact.subject.classification
        if beside and not same_but_rounded(other, fact):
            index = draft.printed_figure((other,))
            draft.say(templates.SIBLING)
            say_figure(draft, index, other)
            break
    narrower = chosen.fact.subject.fund is not Fund.ALL and NO_ITEM in chosen.why
    if not question.fund and (narrower or _differs_by_fund(fact, others)):
        draft.notes.append(templates.NOTE_FUND.format(fund=chosen.fact.subject.fund))
    for check in asked.catalog.checks:
        of_it = not check.item or check.item in (fact.subject.item, *fact.subject.path)
        if check.outcome is Outcome.FAILS and fact.form in check.forms and of_it:
            draft.notes.append(templates.NOTE_FAILED.format(check=check.name))


def _differs_by_fund(fact: Fact, others: Sequence[Candidate]) -> bool:
    """Whether the same item has another figure under another fund."""
    same = [o.fact for o in others if o.fact.subject.item == fact.subject.item]
    return any(f.subject.fund is not fact.subject.fund and not same_but_rounded(f, fact) for f in same)


def _nothing(asked: Asked) -> Reply | None:
    """Something that the report names, but not with what is asked of it."""
    question = asked.question
    if question.usual is Measure.BUDGET and SPENT.intersection(question.measures):
        return _only_in_accounts(asked, next(m for m in question.measures if m in SPENT))
    if not question.names:
        return None
    bare = replace(question, measures=(), baseline="", counted="", fund=None, flow=None)
    bare = replace(bare, words=tuple(w for w in bare.words if w.role is Role.NAME))
    near = find(bare, asked.catalog)
    if not near.groups:
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND)
    fact = near.groups[0][0]
    if fact.subject.item == THREE_PUBLIC_TOTAL and (reply := _table_without(asked, fact)):
        return reply
    if question.baseline.isdecimal():
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_BASE.format(year=question.baseline))
    unsaid = Measure.COUNT if question.counted else question.usual
    measure = question.measures[0] if question.measures else unsaid
    return no_measure(asked, fact, measure)


def _only_in_accounts(asked: Asked, measure: Measure) -> Reply:
    """A refusal: what a budget report cannot say."""
    message = templates.NOT_FOUND_IN_BUDGET.format(year=asked.catalog.report.identity.year, measure=measure.value)
    return refused(asked, RefusalKind.NOT_FOUND, message, _figures_of(asked))


def _table_without(asked: Asked, declared: Fact) -> Reply | None:
    """For a budget of “三公”经费 that the report denies: what its table, which has both, says of being empty."""
    if declared.dimension is not Dimension.TEXT or not set(BUDGETS).intersection(asked.question.measures):
        return None
    draft = asked.draft()
    if not _say_notes_of(asked, draft, THREE_PUBLIC_FORMS):
        return None
    draft.say(templates.PLACE, place=draft.place(0))
    return Reply(Kind.PASSAGE, draft, understood(asked, declared))


def _figures_of(asked: Asked) -> list[str]:
    """What the report prints of the things named, whatever is asked of them."""
    named = _items(asked.question)
    return _labels(f for f in asked.catalog.facts if f.subject.item in named)


def _labels(facts: Iterable[Fact]) -> list[str]:
    """What figures are called, the usual ones first."""
    ordered = sorted(facts, key=lambda f: (f.subject.breakdown != TOTAL, FLOW_COST[f.subject.flow]))
    return list(dict.fromkeys(map(label, ordered)))


def no_measure(asked: Asked, fact: Fact, measure: Measure) -> Reply:
    """A refusal: the item is there, but not with this measure."""
    same = [f for f in asked.catalog.facts if f.subject.item == fact.subject.item and f.subject.measure is not measure]
    message = templates.NOT_FOUND_ITEM.format(item=fact.subject.item, measure=measure.value)
    return refused(asked, RefusalKind.NOT_FOUND, message, _labels(same))
