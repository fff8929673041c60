"""One clause of the narrative at a time: which form it has, and the facts that it states."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from ingest.clauses import Clause, Flat
from ingest.statements.amounts import (
    read_change,
    read_comparison,
    read_completion,
    read_empty,
    read_level,
    read_name,
    read_no_budget,
    read_share,
)
from ingest.statements.context import Context, funds_in
from ingest.statements.counts import (
    count_reader,
    note_performance,
    read_received,
    read_reserved,
    read_winner,
)
from ingest.statements.drafts import Draft, Spot
from ingest.statements.names import Topic
from ingest.statements.patterns import (
    AMONG,
    AS_OF,
    BELOW,
    BESIDES,
    CHANGE,
    COMPARISON,
    COMPLETION,
    COUNTS,
    EMPTY,
    FIGURE,
    LEVEL,
    MARKERS,
    NO_BUDGET,
    ORGANIZATION,
    RECEIVED,
    RESERVED,
    SELF,
    SHARE,
    THIS_YEAR,
    WINNER,
    YEAR,
)

PASSED: Final = (MARKERS, SELF, THIS_YEAR)
"""What a clause may begin with that says nothing of its own."""

MAX_CLAUSE: Final = 200
"""Longer clauses have no form that is known, in characters; the longest names are about half of it."""

Reader = Callable[[re.Match[str], Spot, Context], list[Draft] | None]

FORMS: Final[Sequence[tuple[re.Pattern[str], Reader]]] = (
    *((count.pattern, count_reader(count)) for count in COUNTS),
    (RECEIVED, read_received),
    (RESERVED, read_reserved),
    (WINNER, read_winner),
    (NO_BUDGET, read_no_budget),
    (COMPLETION, read_completion),
    (COMPARISON, read_comparison),
    (CHANGE, read_change),
    (SHARE, read_share),
    (LEVEL, read_level),
    (EMPTY, read_empty),
    (re.compile(r"\D+"), read_name),
)
"""The forms of clauses in the order in which they are tried, and what reads each.

A reader gives the facts, or None where the clause is not of its form after all.
"""


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
        note_performance(spot, context)
    for pattern, read in FORMS if len(spot.text) <= MAX_CLAUSE else ():
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
        if match := next(filter(None, (passed.match(text, at, end) for passed in PASSED)), None):
            at = match.end()
        elif match := BESIDES.match(text, at, end):
            context.speak_of((), clause.start)
            context.group, at = (), match.end()
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
