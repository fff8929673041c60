"""Tables that are none of the official forms: of what their figures mean nothing is known, so a row is quoted whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from ingest.report import Row, Table
from qa import templates
from qa.answer import Kind
from qa.catalog import spellings
from qa.lexicon import Operation, Role
from qa.question import Question
from qa.routes.base import Asked, Reply, understood
from qa.text import content, squeezed

MIN_NAMED: Final = 3
"""A shorter first cell (合计, 货物) tells too little to be taken for what is asked about."""

MAX_ROWS: Final = 5
"""Rows of one name, the most that are quoted: of more, the question says too little."""


def printed_row(asked: Asked) -> Reply | None:
    """The row of such a table that the question names, verbatim; several rows of one name, all of them."""
    question = asked.question
    if question.operation is not Operation.GET or question.computes or not question.left_over:
        return None
    for table in asked.tables():
        if table.form or not (named := list(_named(table, question))):
            continue
        longest = max(len(squeezed(row.name)) for row in named)
        rows = [row for row in named if len(squeezed(row.name)) == longest]
        if len({row.name for row in rows}) == 1 and len(rows) <= MAX_ROWS:
            return _quoted(asked, table, rows)
    return None


def _named(table: Table, question: Question) -> Iterator[Row]:
    """The rows that the question names, where each of its other words that mean something stands in the table."""
    said = squeezed(question.text)
    left = [content(word.text) for word in question.words if word.role is Role.LEFT]
    names = {char for word in question.words if word.role is Role.NAME for char in content(word.text)}
    headings = content(squeezed("".join((table.title, *chain.from_iterable(c.path for c in table.columns)))))
    for row in table.rows:
        printed = headings + content(squeezed(row.excerpt.text))
        named = any(len(name) >= MIN_NAMED and name in said for name in spellings(row.name))
        # A known name may be cut across the end of the row's (…服务, 采购 as 服务采购): its characters must do.
        if named and all(word in printed for word in left) and names.issubset(printed):
            yield row


def _quoted(asked: Asked, table: Table, rows: Sequence[Row]) -> Reply:
    draft = asked.draft()
    for row in rows:
        cited = draft.cite(row.excerpt, section=table.section, table=table.name, row=row.name)
        draft.say(templates.ROW, quote=draft.quote(cited), marks=draft.marks([cited]))
        draft.say(templates.PLACE, place=draft.place(cited))
    draft.notes.append(templates.NOTE_ROW)
    if table.unit:
        draft.notes.append(templates.NOTE_ROW_UNIT.format(unit=table.unit))
    return Reply(Kind.PASSAGE, draft, understood(asked))
