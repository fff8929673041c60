"""The ways to answer, tried in order: each takes what was asked and gives a reply, or passes it on.

Everything here is exact: facts, clauses, terms. None imports a model. What no route takes is left to
retrieval (`qa.assistant`), never to a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from rapidfuzz import process

from ingest.balance import ROUNDING
from ingest.document import Excerpt, Page
from ingest.numbers import MONEY_UNITS, money_in
from ingest.report import Dimension, Duty, Fact, Measure, Outcome, Table
from qa import duties as matching
from qa import templates
from qa.answer import Kind, Refusal, RefusalKind, Understood
from qa.catalog import Catalog
from qa.lexicon import Operation, Role
from qa.lookup import Finding, find
from qa.organizations import names_body, names_body_or_place
from qa.parts import Draft, count, label, label_parts, name, shown, words
from qa.question import Question, clause_number, spoken
from qa.text import content, normalized

NEAREST: Final = 3
"""How many near places a refusal offers."""

SIBLING_COST: Final = 10
"""A figure of the same name that costs less than this is mentioned beside the answer."""

LISTED_CLAUSES: Final = 5
"""How many clauses are quoted where all are asked for."""


@dataclass
class Asked:
    """One question on its way: what was understood, and the report that it is about."""

    text: str
    question: Question
    catalog: Catalog
    pages: Sequence[Page]
    tables: Callable[[], Sequence[Table]]
    trace: list[str] = field(default_factory=list)

    def draft(self) -> Draft:
        """An empty draft for this question."""
        return Draft(self.catalog, self.pages)


@dataclass
class Reply:
    """What a route gives: a draft, or a refusal, or options to choose from."""

    kind: Kind
    draft: Draft
    understood: Understood
    refusal: Refusal | None = None
    options: tuple[str, ...] = ()


def refused(asked: Asked, kind: RefusalKind, message: str, nearest: Sequence[str] = ()) -> Reply:
    """A refusal with what is nearest."""
    refusal = Refusal(
        kind=kind, message=message, nearest=tuple(nearest)[:NEAREST], available=(asked.catalog.report.title,)
    )
    return Reply(Kind.REFUSAL, asked.draft(), understood(asked), refusal=refusal)


def understood(asked: Asked, fact: Fact | None = None, operation: str = "") -> Understood:
    """How the question was read, for the answer and for the next question."""
    question, report = asked.question, asked.catalog.report
    said = {"report": report.title, "year": report.identity.year, "operation": operation or question.operation.value}
    if fact is None:
        return Understood.model_validate(said)
    subject = fact.subject
    return Understood(
        report=report.title,
        year=subject.year,
        item=f"{subject.code} {subject.item}".strip(),
        measure=subject.measure.value,
        breakdown=subject.breakdown,
        operation=operation or question.operation.value,
        fund=subject.fund.value,
        flow=subject.flow.value,
        form=fact.table or None,
    )


# which organization and year


def other_year(asked: Asked) -> Reply | None:
    """A year that this report is not of."""
    year, own = asked.question.year, asked.catalog.report.identity.year
    if year is None or year == own:
        return None
    return refused(asked, RefusalKind.NOT_IN_CORPUS, templates.NOT_FOUND_YEAR.format(year=year))


def other_organization(asked: Asked) -> Reply | None:
    """A body or a place that is not this report's, where a figure is asked for."""
    question = asked.question
    if not question.numeric or question.operation is Operation.DUTY:
        return None
    for left in question.left_over:
        if names_body_or_place(left) and not any(left in office.name for office in asked.catalog.offices):
            message = templates.NOT_FOUND_ORGANIZATION.format(name=left)
            return refused(asked, RefusalKind.NOT_IN_CORPUS, message)
    return None


# offices and duties


def offices(asked: Asked) -> Reply | None:
    """The internal offices: which there are, and how many. What each does, reports do not say."""
    text, found = normalized(asked.text), asked.catalog.offices
    operations = {word.operation for word in asked.question.words if word.role is Role.OPERATION}
    named = [office for office in found if normalized(office.name) in text]
    if "office" not in operations and not named:
        return None
    rest = [run for run in spoken(asked.question) if not any(run in office.name for office in found)]
    if named or Operation.DUTY in operations:
        message = templates.NOT_FOUND_OFFICE if Operation.DUTY in operations else templates.NOT_FOUND
        near = [m.part.duty.text for m in matching.match("".join(rest), asked.catalog)] if rest else []
        return refused(asked, RefusalKind.NOT_FOUND, message, near)
    if not found or content("".join(rest)) not in ("", "单位", "部门", "职能"):
        return None
    draft = asked.draft()
    cited = draft.cite(found[0].excerpt, section=found[0].section)
    names = [part for office in found for part in (words("、"), name(office.name))][1:]
    draft.say(templates.OFFICES, count=count(len(found)), names=names, marks=draft.marks([cited]))
    return Reply(Kind.DUTY, draft, understood(asked, operation="offices"))


def clause(asked: Asked) -> Reply | None:
    """A clause asked for by its number."""
    number = clause_number(asked.text)
    if number is None or asked.question.operation is not Operation.DUTY:
        return None
    from ingest.numbers import print_chinese

    found = matching.by_number(asked.catalog.duties, print_chinese(number)) if number < 10_000 else []
    if not found:
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_CLAUSE)
    draft = asked.draft()
    for duty in found:
        _say_clause(draft, duty)
    return Reply(Kind.DUTY, draft, understood(asked))


def duty(asked: Asked) -> Reply | None:
    """Who is responsible for something; what a body named in the clauses does; all clauses."""
    if asked.question.operation is not Operation.DUTY or not asked.catalog.duties:
        return None
    runs = [run for run in spoken(asked.question) if content(run)]
    if not "".join(runs).replace("项", "").replace("条", ""):
        return _all_duties(asked)
    for run in runs:
        if names_body(run) and (said := matching.said_of(run, asked.catalog)) and len(runs) == 1:
            return _department(asked, said)
    found = matching.match(" ".join(runs), asked.catalog)
    asked.trace += [f"职责 {m.score:.2f} {m.part.duty.number} {m.part.excerpt.text}" for m in found[:NEAREST]]
    answering = matching.answering(found)
    return _matched(asked, answering) if answering else None


def _matched(asked: Asked, found: Sequence[matching.Match]) -> Reply:
    draft = asked.draft()
    own = asked.catalog.report.identity.organization
    departments = list(dict.fromkeys(m.part.department or own for m in found))
    if len(departments) > 1:
        draft.say(templates.DUTY_SHARED)
    for department in departments:
        draft.say(templates.DUTY_OWN, department=name(department))
        for m in found:
            if (m.part.department or own) == department:
                _say_clause(draft, m.part.duty, m.part.excerpt)
    return Reply(Kind.DUTY, draft, understood(asked))


def _say_clause(draft: Draft, found: Duty, sentence: Excerpt | None = None) -> None:
    """The clause verbatim; a sub-clause that several bodies share only by its sentence."""
    shared = sentence is not None and found.number and not found.text.startswith(found.number)
    excerpt = sentence if shared and sentence else found.excerpt
    cited = draft.cite(excerpt, section=found.section, clause=found.number)
    draft.say(templates.DUTY_CLAUSE, clause=draft.quote(cited), marks=draft.marks([cited]))
    draft.say(templates.PLACE, place=draft.place(cited))


def _department(asked: Asked, said: Sequence[matching.Part]) -> Reply:
    draft = asked.draft()
    for part in said:
        _say_clause(draft, part.duty, part.excerpt)
    return Reply(Kind.DUTY, draft, understood(asked))


def _all_duties(asked: Asked) -> Reply:
    """How many clauses there are, and the first of them."""
    draft = asked.draft()
    main = [d for d in asked.catalog.duties if d.text.startswith(d.number)]
    cited = [draft.cite(d.excerpt, section=d.section, clause=d.number) for d in (main[0], main[-1])]
    draft.say(
        templates.DUTY_COUNT,
        count=count(len(main)),
        first=draft.quote(cited[0], main[0].number) if main[0].number else words(""),
        last=draft.quote(cited[1], main[-1].number) if main[-1].number else words(""),
        marks=draft.marks(cited),
    )
    for found in main[:LISTED_CLAUSES]:
        _say_clause(draft, found)
    return Reply(Kind.DUTY, draft, understood(asked))


def no_duty(asked: Asked, nearest: Sequence[str]) -> Reply | None:
    """A duty question that neither the clauses nor retrieval answer."""
    if asked.question.operation is not Operation.DUTY:
        return None
    return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_DUTY, nearest)


# definitions


def definition(asked: Asked) -> Reply | None:
    """A term of the glossary."""
    if asked.question.operation is not Operation.DEFINE:
        return None
    wanted = content("".join(spoken(asked.question)))
    by_name = {content(normalized(n)): term for term in asked.catalog.terms for n in (*term.aliases, term.name)}
    term = by_name.get(wanted)
    if term is None and wanted:
        near = process.extract(wanted, list(by_name), limit=NEAREST, score_cutoff=60)
        exact = any(
            word.text in ("什么是", "什么意思", "含义", "定义", "指什么", "什么叫") for word in asked.question.words
        )
        if near and near[0][1] >= 88:
            term = by_name[near[0][0]]
        elif exact and asked.question.names and not asked.question.left_over:
            message = templates.NOT_FOUND_TERM.format(term=wanted)
            return refused(asked, RefusalKind.NOT_FOUND, message, [by_name[n].name for n, _, _ in near])
    if term is None:
        return None
    draft = asked.draft()
    cited = draft.cite(term.excerpt, section=term.section)
    draft.say(templates.DEFINITION, quote=draft.quote(cited), marks=draft.marks([cited]))
    draft.say(templates.PLACE, place=draft.place(cited))
    return Reply(Kind.DEFINITION, draft, understood(asked))


# reasons


def why(asked: Asked) -> Reply | None:
    """The sentence that gives the reason for a figure."""
    question = asked.question
    if question.operation is not Operation.WHY or not question.numeric or question.left_over:
        return None
    budget = question.direction or any(
        m in (Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET) for m in question.measures
    )
    changed = any(m in (Measure.CHANGE_AMOUNT, Measure.CHANGE_RATE) for m in question.measures)
    against = "budget" if budget else "year" if changed or question.baseline else ""
    for baseline in dict.fromkeys((against, "budget", "year") if not against else (against,)):
        wanted = replace(question, measures=(Measure.REASON,), baseline=baseline, counted="", calculation="")
        if (found := find(wanted, asked.catalog)).groups:
            return _reason(asked, found.groups[0][0])
    if question.names:
        item = question.names[0].text
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_REASON.format(item=item))
    return None


def _reason(asked: Asked, fact: Fact) -> Reply:
    draft = asked.draft()
    cited = draft.cite_fact(fact)
    draft.say(templates.REASON, quote=draft.quote(cited), marks=draft.marks([cited]))
    draft.say(templates.PLACE, place=draft.place(cited))
    if _odd(fact, asked.catalog):
        draft.notes.append(templates.NOTE_REASON_ODD)
    return Reply(Kind.PASSAGE, draft, understood(asked, fact, operation=Operation.WHY))


def _odd(reason: Fact, catalog: Catalog) -> bool:
    """Whether a reason speaks of the other direction than the figures beside it."""
    same = [f for f in catalog.facts if f.excerpt == reason.excerpt and f.value is not None]
    final = next((f.value for f in same if f.subject.measure is Measure.FINAL), None)
    budget = next(
        (f.value for f in same if f.subject.measure in (Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET)), None
    )
    if final is None or budget is None or final == budget:
        return False
    said_less, said_more = "相应减少" in reason.printed, "相应增加" in reason.printed
    return (final > budget and said_less and not said_more) or (final < budget and said_more and not said_less)


# figures


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
        return _no_measure(asked, fact, Measure.INITIAL_BUDGET)
    draft = asked.draft()
    indexes = [draft.printed_figure(final.groups[0]), draft.printed_figure((budget,))]
    difference = fact.value - budget.value
    draft.say(words_of(templates.COMPARED[(difference > 0) - (difference < 0)]))
    for index, found in zip(indexes, (fact, budget), strict=True):
        _say_figure(draft, index, found)
    if difference:
        high, low = (fact, budget) if difference > 0 else (budget, fact)
        formula = f"{high.printed} - {low.printed} = {shown(abs(difference), fact.unit)}"
        computed = draft.computed_figure("差额", abs(difference), fact.unit, indexes, formula)
        draft.say(templates.DIFFERENCE, formula=draft.figure(computed))
        if question.asks_figure:
            draft.lead = computed
    return Reply(Kind.COMPARISON, draft, understood(asked, fact, operation=Operation.COMPARE))


def _budget_of(budget: Fact, final: Fact) -> bool:
    one, other = budget.subject, final.subject
    same = (one.item, one.breakdown, one.flow) == (other.item, other.breakdown, other.flow) and one.code in (
        "",
        other.code,
    )
    return same and one.measure in (Measure.ADJUSTED_BUDGET, Measure.INITIAL_BUDGET) and budget.unit == final.unit


def figure(asked: Asked) -> Reply | None:
    """A figure that the report prints."""
    question = asked.question
    if not question.numeric or question.left_over or question.operation is Operation.WHY:
        return None
    if question.calculation and question.operation is Operation.GET and not question.baseline:
        near = [label(facts[0]) for facts in find(question, asked.catalog).groups]
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_CALCULATION, near)
    found = find(question, asked.catalog)
    asked.trace += [
        f"数字 {c.cost:g} {c.fact.table or c.fact.section} {c.fact.row} {c.fact.column} {c.fact.printed}{c.fact.unit} "
        f"{'；'.join(c.why)}"
        for c in found.candidates[:8]
    ]
    if not found.groups:
        return several(asked) or _nothing(asked)
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
        return _declared(asked, draft, fact)
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
    if len(asked.question.measures) < 2 or fact.subject.measure not in (Measure.CHANGE_AMOUNT, Measure.CHANGE_RATE):
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
    for table in asked.tables():
        for note in table.notes:
            if table.form == fact.form and any(word in note.text for word in ("无数据", "没有", "未发生")):
                cited = draft.cite(note, section=table.section, table=table.name)
                draft.say(templates.DECLARED, quote=draft.quote(cited), marks=draft.marks([cited]))


def _declared(asked: Asked, draft: Draft, fact: Fact) -> Reply:
    """No figure, but a sentence that says there is none."""
    index = draft.printed_figure((fact,))
    cited = draft.figures[index].citations
    draft.say(templates.DECLARED, quote=draft.quote(cited[0]), marks=draft.marks(cited))
    draft.say(templates.PLACE, place=draft.place(cited[0]))
    return Reply(Kind.LOOKUP, draft, understood(asked, fact))


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
    draft.notes += [why for why in chosen.why if why.startswith(("未指明", "仅"))]
    others = [c for c in found.candidates if c.cost < SIBLING_COST and c.fact.subject.measure is fact.subject.measure]
    for candidate in others:
        other = candidate.fact
        if other.subject.classification is not fact.subject.classification and other.value != fact.value:
            index = draft.printed_figure((other,))
            draft.say(templates.SIBLING)
            _say_figure(draft, index, other)
            break
    if not question.fund and any(
        o.fact.subject.fund is not fact.subject.fund and o.fact.value != fact.value for o in others
    ):
        draft.notes.append(templates.NOTE_FUND.format(fund=fact.subject.fund))
    for check in asked.catalog.report.checks:
        if check.outcome is Outcome.FAILS and fact.form in check.forms:
            draft.notes.append(templates.NOTE_FAILED.format(check=check.name))


def several(asked: Asked) -> Reply | None:
    """Several items named in one question, each looked up by itself."""
    question = asked.question
    items = [w for w in question.names if any(feature.slot in ("item", "code") for feature in w.means)]
    if len(items) < 2:
        return None
    rest = [w for w in question.words if w not in items]
    groups = []
    for item in items:
        one = replace(question, names=tuple(w for w in rest if w.role is Role.NAME) + (item,), words=(*rest, item))
        groups.append(find(one, asked.catalog).groups)
    if any(len(group) != 1 for group in groups):
        return None
    draft = asked.draft()
    for (facts,) in groups:
        same = [f for f in facts if f.value == facts[0].value]
        _say_figure(draft, draft.printed_figure(same), facts[0])
    return Reply(Kind.LIST, draft, understood(asked, groups[0][0][0], operation="list"))


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


def words_of(template: str) -> str:
    """A template without parts."""
    return template


ROUTES: Final[tuple[Callable[[Asked], Reply | None], ...]] = (
    other_year,
    other_organization,
    offices,
    clause,
    duty,
    definition,
    why,
    against_budget,
    figure,
)
"""Tried in this order; the first reply is taken."""
