"""Duties that are asked for by the number of their clause, or by the body that has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.numbers import print_chinese
from ingest.report import Duty
from qa.catalog import Catalog
from qa.duty_check.checking import duty_index
from qa.duty_check.decision import ENOUGH, decide
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
    """What the clauses say of the bodies that are named, if the question is what they do: of each the sentence that
    holds what else is asked. If none does: all of the one that is named; of several, who else has it."""
    index = duty_index(catalog)
    rest = content(normalized(asked))
    bodies: list[str] = []
    named = [(way, body) for body in all_bodies(index.parts) for way in _ways(body)]
    for said, body in sorted(named, key=lambda pair: -len(pair[0])):
        if said in rest:
            rest = rest.replace(said, " ")
            bodies.append(body)
    near = [one for one in index.match(rest) if one.score >= ENOUGH]
    its = {one.part.department: one.part for one in reversed(near) if one.part.department in bodies}
    if its or not bodies:
        return list(its.values())
    if len(bodies) > 1 and near:
        return [one.part for one in decide(near).answering]
    return [part for part in index.parts if part.department in bodies]


def _ways(body: str) -> frozenset[str]:
    """How a body of this place is named: 区工业和信息化局, 工业和信息化局, 工信局."""
    bare = _bare(body)
    return frozenset({bare, *(way for way in stems(bare.lstrip("".join(PLACE_ENDINGS))) if len(way) >= MIN_BODY)})


def _bare(body: str) -> str:
    return content(_BRACKETED.sub("", normalized(body)))
