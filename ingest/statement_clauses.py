"""One clause of the narrative at a time: which form it has, and the figures that it states."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from ingest.clauses import Clause, Flat
from ingest.forms import THREE_PUBLIC_ITEMS
from ingest.numbers import MONEY_UNITS
from ingest.report import TOTAL, Classification, Dimension, Flow, Fund, Measure, Subject
from ingest.statement_labels import Context, Subjects, declared_empty, funds_in, resolve, split_measure
from ingest.statement_patterns import (
    AMONG,
    AS_OF,
    BELOW,
    CHANGE,
    COMPARISON,
    COMPLETION,
    COUNTS,
    DIRECTIONS,
    EMPTY,
    EVALUATED,
    FIGURE,
    LEVEL,
    MARKERS,
    NO_BUDGET,
    ORGANIZATION,
    OTHER_EVALUATION,
    PERFORMANCE_KINDS,
    RECEIVED,
    RECEPTION,
    SELF,
    SHARE,
    YEAR,
    Count,
    Topic,
)

_BARE: Final = ("", "支出")
_RECEPTION_ITEM: Final = "公务接待费"
_BUDGET_NAMES: Final = {
    "年初": Measure.INITIAL_BUDGET,
    "期初": Measure.INITIAL_BUDGET,
    "全年": Measure.ADJUSTED_BUDGET,
    "调整": Measure.ADJUSTED_BUDGET,
}
_SOME_BUDGET: Final = "预算数"
_LAST_YEAR: Final = re.compile("(?:上年度?|去年)(?:同期|决算数?)?")
_A_YEAR: Final = re.compile(r"(\d{4})年度?(?:决算数?)?")


@dataclass(frozen=True)
class Draft:
    """A fact before its sentence is cut out. `start`, `end` and `named` count in the flat paragraph.

    `named` is where the sentence begins that named the subject.
    """

    subject: Subject
    value: Decimal | None
    unit: str
    start: int
    end: int
    named: int

    @property
    def dimension(self) -> Dimension:
        """What kind of quantity it is, by its unit."""
        if self.value is None:
            return Dimension.TEXT
        if self.unit in MONEY_UNITS:
            return Dimension.MONEY
        return Dimension.PERCENT if self.unit == "%" else Dimension.COUNT


@dataclass(frozen=True)
class Spot:
    """A clause to be read, without what it begins with: the day, the year, the unit's own name.

    `start` is where `text` stands in the flat paragraph, `sentence` where its sentence begins.
    """

    flat: Flat
    clause: Clause
    start: int
    text: str
    sentence: int

    def printed(self, match: re.Match[str], group: str) -> str:
        """What a group of a pattern matched, as printed."""
        return self.flat.printed(self.start + match.start(group), self.start + match.end(group))


def read_clause(flat: Flat, clause: Clause, context: Context, titles: str, sentence: int) -> list[Draft]:
    """The facts that a clause states; `context` is brought up to date.

    `titles` are the report's headings in flat form, by which it knows the unit's own name.
    """
    start = _lead(flat.text, clause, context, titles)
    if start == clause.end:
        return []
    spot = Spot(flat, clause, start, flat.text[start : clause.end], sentence)
    if context.foreign:
        context.speak_of((), sentence)
        return []
    if context.topic is Topic.PERFORMANCE:
        _performance(spot, context)
    for pattern, read in FORMS:
        match = pattern.fullmatch(spot.text)
        drafts = read(match, spot, context) if match else None
        if drafts is not None:
            return drafts
    _unread(spot.text, context)
    return []


def _unread(text: str, context: Context) -> None:
    """A clause of no known form: it may announce a list, and it may change the subject."""
    if FIGURE.search(text):
        context.speak_of((), context.named)
    if BELOW.search(text):
        context.group = context.subjects
        funds = funds_in(text)
        if len(funds) == 1:
            context.fund = next(iter(funds))


def _lead(text: str, clause: Clause, context: Context, titles: str) -> int:
    """Where the clause begins to say something; years and 其中 on the way are noted in the context."""
    at, end = clause.start, clause.end
    while at < end:
        if match := MARKERS.match(text, at, end) or SELF.match(text, at, end):
            at = match.end()
        elif match := AMONG.match(text, at, end):
            context.group, at = context.subjects or context.group, match.end()
        elif match := AS_OF.match(text, at, end):
            context.as_of, at = int(match["year"]), match.end()
        elif match := YEAR.match(text, at, end):
            context.foreign, at = int(match["year"]) != context.year, match.end()
        elif length := _organization(text[at:end], titles):
            at += length
        else:
            break
    return at


def _organization(text: str, titles: str) -> int:
    """Length of the unit's own name in front of the text: only as headings print it."""
    match = ORGANIZATION.match(text)
    while match:
        if match.group() in titles:
            return match.end()
        match = ORGANIZATION.match(text, 0, match.end() - 1)
    return 0


def _performance(spot: Spot, context: Context) -> None:
    """Notes what the performance section speaks of: one named project, or all projects."""
    if match := EVALUATED.search(spot.text):
        context.performance = (spot.printed(match, "project"), match["kind"])
        return
    found = next((item for word, item in PERFORMANCE_KINDS if word in spot.text), None)
    if found or OTHER_EVALUATION in spot.text:
        context.performance = (found or "", "")


def baseline_of(printed: str, context: Context) -> str:
    """What something is compared with, in one wording: 2023年度, 年初预算数, 全年预算数; else as printed."""
    if match := _A_YEAR.fullmatch(printed):
        return f"{match[1]}年度"
    if _LAST_YEAR.fullmatch(printed):
        return f"{context.year - 1}年度"
    if re.match(r"\d|上|去", printed):
        return printed
    named = next((measure.value for word, measure in _BUDGET_NAMES.items() if printed.startswith(word)), "")
    return named or context.budget or _SOME_BUDGET


def _figure(match: re.Match[str], spot: Spot) -> tuple[Decimal, tuple[int, int]]:
    """The value with its sign, and where the figure without its sign stands."""
    value = Decimal(match["value"].replace("，", ""))
    where = spot.start + match.start("value"), spot.start + match.end("value")
    return -value if match["sign"] else value, where


def _drafts(
    subjects: Iterable[Subject],
    measure: Measure,
    value: Decimal | None,
    unit: str,
    where: tuple[int, int],
    context: Context,
    baseline: str = "",
) -> list[Draft]:
    year = context.as_of or context.year
    return [
        Draft(replace(s, year=year, measure=measure, baseline=baseline), value, unit, *where, context.named)
        for s in subjects
    ]


def _read_count(count: Count) -> Callable[[re.Match[str], Spot, Context], list[Draft] | None]:
    def read(match: re.Match[str], spot: Spot, context: Context) -> list[Draft] | None:
        about = context.subjects[0].item if context.subjects else ""
        if context.topic is not count.topic or (count.about and count.about != about):
            return None
        kind = spot.printed(match, "kind") if "kind" in match.re.groupindex else ""
        subject = _counted(count, kind, match["unit"], context)
        if subject is None:
            return None
        if count.topic is Topic.PERFORMANCE:
            context.speak_of((subject,), spot.sentence)
        elif subject.item != about:
            whole = resolve(subject.item, context) or (replace(subject, breakdown=TOTAL),)
            context.speak_of(whole, spot.sentence)
        value, where = _figure(match, spot)
        measure = context.measure if match["unit"] in MONEY_UNITS else Measure.COUNT
        return _drafts((subject,), measure, value, match["unit"], where, context)

    return read


def _counted(count: Count, kind: str, unit: str, context: Context) -> Subject | None:
    item, breakdown = (text.format(kind=kind, unit=unit) for text in (count.item, count.breakdown))
    money = unit in MONEY_UNITS
    if count.topic is Topic.PERFORMANCE:
        item, evaluated = context.performance
        if not item or (evaluated and not money):
            return None
        breakdown = evaluated or breakdown
    return Subject(
        context.year,
        Flow.EXPENDITURE if money else Flow.NONE,
        Fund.FISCAL if count.topic is Topic.THREE_PUBLIC else Fund.ALL,
        count.classification,
        item,
        path=THREE_PUBLIC_ITEMS.get(item, ()),
        breakdown=breakdown,
    )


def _read_received(match: re.Match[str], spot: Spot, context: Context) -> list[Draft] | None:
    """Receptions: whose guests, by the clause or by what was spoken of before."""
    about = context.subjects[0] if context.subjects else None
    known = about is not None and about.item == _RECEPTION_ITEM
    if context.topic is not Topic.THREE_PUBLIC or not (known or match["scope"]):
        return None
    kind = next((word for word in ("批次", "人次", "人数") if word == match["counted"]), "")
    kind = kind or {"批": "批次", "人": "人数"}.get(match["unit"], match["unit"])
    if kind not in ("批次", "人次", "人数"):
        return None
    if match["scope"]:
        context.scope = RECEPTION.get(match["scope"], match["scope"] + "接待")
    elif not context.scope:
        context.scope = RECEPTION[""]
    path = THREE_PUBLIC_ITEMS[_RECEPTION_ITEM]
    subject = Subject(
        context.year,
        Flow.NONE,
        Fund.FISCAL,
        Classification.THREE_PUBLIC,
        _RECEPTION_ITEM,
        path=path,
        breakdown=context.scope + kind,
    )
    if not known:
        context.speak_of(resolve(_RECEPTION_ITEM, context), spot.sentence)
    value, where = _figure(match, spot)
    return _drafts((subject,), Measure.COUNT, value, match["unit"], where, context)


def _read_no_budget(match: re.Match[str], spot: Spot, context: Context) -> list[Draft]:
    where = spot.start, spot.start + len(match.group())
    baseline = Measure.INITIAL_BUDGET.value
    return _drafts(context.subjects, Measure.COMPLETION_RATE, None, "", where, context, baseline)


def _read_completion(match: re.Match[str], spot: Spot, context: Context) -> list[Draft]:
    baseline = baseline_of(match["base"] or "预算", context)
    value, where = _figure(match, spot)
    if not _names(match["label"], spot, context):
        return []
    return _drafts(context.subjects, Measure.COMPLETION_RATE, value, "%", where, context, baseline)


def _read_comparison(match: re.Match[str], _spot: Spot, context: Context) -> list[Draft]:
    context.comparison = context.baseline = baseline_of(match["budget"] or match["base"], context)
    return []


def _read_change(match: re.Match[str], spot: Spot, context: Context) -> list[Draft] | None:
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
    value, where = _figure(match, spot)
    if not baseline or (not sign and value) or (sign < 0 and value < 0):
        return []
    measure = Measure.CHANGE_RATE if match["percent"] else Measure.CHANGE_AMOUNT
    unit = match["percent"] or match["unit"]
    return _drafts(context.subjects, measure, value * sign if sign else value, unit, where, context, baseline)


def _read_share(match: re.Match[str], spot: Spot, context: Context) -> list[Draft]:
    group = context.group
    if not _names(match["label"], spot, context):
        return []
    baseline = spot.printed(match, "base")
    if not baseline and len(group) == 1 and group != context.subjects:
        baseline = _whole(group[0])
    value, where = _figure(match, spot)
    return _drafts(context.subjects, Measure.SHARE, value, "%", where, context, baseline) if baseline else []


def _whole(subject: Subject) -> str:
    """What a share of a whole is measured against, in words."""
    if subject.classification is not Classification.TOTAL or subject.fund is Fund.ALL:
        return subject.item
    return subject.fund.value + ("收入" if subject.flow is Flow.INCOME else "支出")


def _read_level(match: re.Match[str], spot: Spot, context: Context) -> list[Draft] | None:
    label, measure = split_measure(match["label"], context)
    told = label != match["label"]
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
        context.budget = measure.value if context.budget in ("", measure.value) else _SOME_BUDGET
    context.last = measure
    value, where = _figure(match, spot)
    return _drafts(context.subjects, measure, value, match["unit"], where, context)


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
    breakdown = subjects[0].breakdown if subjects and subjects[0].item == _RECEPTION_ITEM else ""
    return breakdown.removesuffix("费") if breakdown.endswith("接待费") else ""


def _read_empty(match: re.Match[str], spot: Spot, context: Context) -> list[Draft] | None:
    """A declaration that there is nothing; what is printed is the whole clause."""
    subjects = declared_empty(match["label"], context)
    if not subjects:
        return None
    context.speak_of(subjects, spot.sentence)
    marker = MARKERS.match(spot.flat.text, spot.clause.start, spot.clause.end)
    start = marker.end() if marker else spot.clause.start
    return _drafts(subjects, Measure.FINAL, None, "", (start, spot.clause.end), context)


def _read_name(match: re.Match[str], spot: Spot, context: Context) -> list[Draft] | None:
    """A clause that is nothing but a name: …行政运行（项）。"""
    subjects = resolve(match.group(), context)
    if not subjects:
        return None
    context.speak_of(subjects, spot.sentence)
    return []


Reader = Callable[[re.Match[str], Spot, Context], list[Draft] | None]

FORMS: Final[Sequence[tuple[re.Pattern[str], Reader]]] = (
    *((count.pattern, _read_count(count)) for count in COUNTS),
    (RECEIVED, _read_received),
    (NO_BUDGET, _read_no_budget),
    (COMPLETION, _read_completion),
    (COMPARISON, _read_comparison),
    (CHANGE, _read_change),
    (SHARE, _read_share),
    (LEVEL, _read_level),
    (EMPTY, _read_empty),
    (re.compile(r"\D+"), _read_name),
)
"""The forms of clauses in the order in which they are tried, and what reads each.

A reader gives the facts, or None where the clause is not of its form after all.
"""
