"""Clauses that count: visits, vehicles, receptions, projects."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ingest.forms import THREE_PUBLIC_ITEMS
from ingest.numbers import MONEY_UNITS
from ingest.report import TOTAL, Classification, Flow, Fund, Measure, Subject
from ingest.statements.context import Context, resolve
from ingest.statements.drafts import Draft, Spot, drafts, figure
from ingest.statements.names import Topic
from ingest.statements.patterns import (
    EVALUATED,
    OTHER_EVALUATION,
    PERFORMANCE_KINDS,
    RECEPTION,
    Count,
)

_MEASURES: Final = {"分": Measure.SCORE}
"""What units measure that do not count."""

_SIZES: Final = ("中小", "小微")
_RESERVED: Final = "面向{size}企业预留项目"
_OTHER_PROJECTS: Final = "其他项目"
_WON: Final = "由{size}企业成交"
"""Parts of a breakdown: 面向中小企业预留项目由中小企业成交."""

RECEPTION_ITEM: Final = "公务接待费"
"""What receptions are counted under."""


def note_performance(spot: Spot, context: Context) -> None:
    """Notes what the performance section speaks of: one named project, or all projects."""
    if match := EVALUATED.search(spot.text):
        context.performance = (spot.printed(match, "project"), match["kind"])
        return
    found = next((item for word, item in PERFORMANCE_KINDS if word in spot.text), None)
    if found or OTHER_EVALUATION in spot.text:
        context.performance = (found or "", "")


def count_reader(count: Count) -> Callable[[re.Match[str], Spot, Context], list[Draft] | None]:
    """What reads the clauses of a kind of count."""

    def read(match: re.Match[str], spot: Spot, context: Context) -> list[Draft] | None:
        about = context.subjects[0].item if context.subjects else ""
        if context.topic is not count.topic or (count.about and count.about != about):
            return None
        kind = spot.printed(match, "kind") if "kind" in match.re.groupindex else ""
        if "{scope}" in count.breakdown and not context.scope:
            return None
        subject = _counted(count, kind, match["unit"], context)
        if subject is None:
            return None
        if "{scope}" in count.breakdown:
            context.scope = ""
        if count.topic is Topic.PERFORMANCE:
            context.speak_of((subject,), spot.sentence)
        elif subject.item != about:
            whole = resolve(subject.item, context) or (replace(subject, breakdown=TOTAL),)
            context.speak_of(whole, spot.sentence)
        if not count.about:
            context.named = spot.sentence
        value, where = figure(match, spot)
        measure = context.measure if match["unit"] in MONEY_UNITS else _MEASURES.get(match["unit"], Measure.COUNT)
        return drafts((subject,), measure, value, match["unit"], where, context)

    return read


def _counted(count: Count, kind: str, unit: str, context: Context) -> Subject | None:
    item, breakdown = (text.format(kind=kind, unit=unit, scope=context.scope) for text in (count.item, count.breakdown))
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


def read_reserved(match: re.Match[str], _spot: Spot, context: Context) -> list[Draft] | None:
    """Which procurement projects the next clauses speak of: those reserved for smaller businesses, or the others."""
    if context.topic is not Topic.PROCUREMENT:
        return None
    context.scope = _OTHER_PROJECTS if match["other"] else _RESERVED.format(size=match["size"])
    return []


def read_winner(match: re.Match[str], _spot: Spot, context: Context) -> list[Draft] | None:
    """Who won the projects that the clause before names."""
    if context.scope != _OTHER_PROJECTS and context.scope not in [_RESERVED.format(size=size) for size in _SIZES]:
        return None
    context.scope += _WON.format(size=match["size"])
    return []


def read_received(match: re.Match[str], spot: Spot, context: Context) -> list[Draft] | None:
    """Receptions: whose guests, by the clause or by what was spoken of before."""
    about = context.subjects[0] if context.subjects else None
    known = about is not None and about.item == RECEPTION_ITEM
    if context.topic is not Topic.THREE_PUBLIC or not (known or match["scope"]):
        return None
    kind = next((word for word in ("批次", "人次", "人数") if word == match["counted"]), "")
    kind = kind or {"批": "批次", "人": "人数"}.get(match["unit"], match["unit"])
    if kind not in ("批次", "人次", "人数"):
        return None
    if match["scope"]:
        context.scope = RECEPTION.get(match["scope"], match["scope"] + "接待")
        context.named = spot.sentence
    elif not context.scope:
        context.scope = RECEPTION[""]
    path = THREE_PUBLIC_ITEMS[RECEPTION_ITEM]
    subject = Subject(
        context.year,
        Flow.NONE,
        Fund.FISCAL,
        Classification.THREE_PUBLIC,
        RECEPTION_ITEM,
        path=path,
        breakdown=context.scope + kind,
    )
    if not known:
        context.speak_of(resolve(RECEPTION_ITEM, context), spot.sentence)
    value, where = figure(match, spot)
    return drafts((subject,), Measure.COUNT, value, match["unit"], where, context)
