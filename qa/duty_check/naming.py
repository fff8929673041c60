"""Duties that are asked for by the number of their clause, or by the body that has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.numbers import print_chinese
from ingest.report import Duty
from qa.catalog import Catalog
from qa.duty_check.checking import duty_index
from qa.duty_check.decision import ENOUGH
from qa.duty_check.structure import Part, all_bodies
from qa.organizations import MIN_BODY, PLACE_ENDINGS, stems
from qa.text import content, normalized

_BRACKETED: Final = re.compile(r"（[^）]*）")


def by_number(duties: Sequence[Duty], number: int) -> list[Duty]:
    """The clause with this number, in Chinese or other numerals, and its sub-clauses."""
    shapes = ("（{}）", "({})", "{}、", "{}.", "{}．", "第{}条", "第{}项")
    marks = tuple(shape.format(numeral) for numeral in (print_chinese(number), number) for shape in shapes)
    return [duty for duty in duties if any(duty.number.startswith(mark) for mark in marks)]


def said_of_named(asked: str, catalog: Catalog) -> list[Part]:
    """What the clauses say of a body that is named, if the question is what it does: those sentences that
    hold what else is asked, else all of them."""
    index = duty_index(catalog)
    text = content(normalized(asked))
    named = [(way, body) for body in all_bodies(index.parts) for way in _ways(body) if way in text]
    if not named:
        return []
    said, body = max(named, key=lambda pair: len(pair[0]))
    rest = text.replace(said, " ")
    near = [one.part for one in index.match(rest) if one.part.department == body and one.score >= ENOUGH]
    return near[:1] or [part for part in index.parts if part.department == body]


def _ways(body: str) -> frozenset[str]:
    """How a body of this place is named: 区工业和信息化局, 工业和信息化局, 工信局."""
    bare = _bare(body)
    return frozenset({bare, *(way for way in stems(bare.lstrip("".join(PLACE_ENDINGS))) if len(way) >= MIN_BODY)})


def _bare(body: str) -> str:
    return content(_BRACKETED.sub("", normalized(body)))
