"""The rows of an answer over several reports, said line by line and kept as a table."""

from __future__ import annotations

from collections.abc import Sequence

from qa import templates
from qa.across.read import Scope
from qa.across.rows import Lack, Row
from qa.answer import AnswerRow, AnswerTable, Kind
from qa.parts import Part, count, label, label_parts, name, words
from qa.routes.base import Asked, Reply, understood


class Sheet:
    """Says rows into a draft; each row is cited from its own report."""

    def __init__(self, scope: Scope, rows: Sequence[Row]) -> None:
        self.scope = scope
        self.rows = rows
        self.full = [row for row in rows if row.lack is None]
        first = self.full[0]
        self.asked = Asked(scope.text, scope.question, first.catalog, scope.pages(first.report.id), tuple)
        self.draft = self.asked.draft()
        self.alike = len({label(row.fact) for row in self.full}) == 1
        self._indexes: dict[str, int] = {}

    @property
    def head(self) -> list[Part]:
        """What all figures are, for the first line."""
        return label_parts(self.full[0].fact) if self.alike else [words(templates.COLUMN_FIGURE)]

    def index(self, row: Row) -> int:
        """The figure of a row in the draft."""
        if row.report.id not in self._indexes:
            self._turn_to(row)
            identity = row.report.identity
            of = f"{identity.organization}{identity.year}年"
            self._indexes[row.report.id] = self.draft.printed_figure(row.places, of)
        return self._indexes[row.report.id]

    def say(self, shown: Sequence[Row], *, numbered: bool = False) -> None:
        """A line for each row; together they are the answer's table."""
        begin = self._lines()
        for place, row in enumerate(shown, 1):
            index = self.index(row)
            marks = self.draft.marks(self.draft.figures[index].citations)
            template = templates.ROW_NUMBERED if numbered else templates.ROW_OF
            numbers = {"place": count(place)} if numbered else {}
            self.draft.say(template, report=self._whose(row), figure=self.draft.figure(index), marks=marks, **numbers)
            if row.disagrees:
                self.draft.notes.append(templates.NOTE_DISAGREES.format(report=row.report.title))
        rows = tuple(AnswerRow(label=row.report.title, cells=(self.index(row),)) for row in shown)
        column = "".join(part.text for part in self.head)
        lines = (begin, self._lines())
        self.draft.table = AnswerTable(head=templates.COLUMN_REPORT, columns=(column,), rows=rows, lines=lines)

    def say_zeros(self, zeros: Sequence[Row]) -> None:
        """Those that were left out of a ranking because they print nothing but zero."""
        names: list[Part] = []
        for row in zeros:
            marks = self.draft.marks(self.draft.figures[self.index(row)].citations)
            names += [words("、"), *self._whose(row), *marks]
        if names:
            self.draft.say(templates.ROWS_ZERO_LEFT, reports=names[1:])

    def done(self, kind: Kind, operation: str) -> Reply:
        """The reply, once the reports that give no figure are named."""
        self._say_lacking()
        own = understood(self.asked, self.full[0].fact, operation=operation)
        years = {row.report.identity.year for row in self.rows}
        said = {
            "report": None,
            "reports": tuple(row.report.title for row in self.rows),
            "year": years.pop() if len(years) == 1 else None,
        }
        return Reply(kind, self.draft, own.model_copy(update=said))

    def _say_lacking(self) -> None:
        """The reports that give no figure, each with the reason: in their own words where they give one."""
        draft = self.draft
        for row in (row for row in self.rows if row.places and row.lack is not None):
            self._turn_to(row)
            cited = draft.cite_fact(row.fact)
            template = templates.ROW_BLANK if row.lack is Lack.BLANK else templates.ROW_DECLARED
            draft.say(template, report=name(row.report.title), quote=draft.quote(cited), marks=draft.marks([cited]))
        for lack, template in ROWS_LACKING.items():
            lacking = [row for row in self.rows if row.lack is lack]
            for row in lacking:
                draft.turn_to(row.catalog, ())  # it is named, and nothing of it quoted
            names = [part for row in lacking for part in (words("、"), name(row.report.title))][1:]
            if names:
                draft.say(template, reports=names)
        if self.scope.several.absent:
            draft.notes.append(templates.NOTE_ABSENT.format(absent="、".join(self.scope.several.absent)))
        draft.notes += self.scope.several.notes

    def _turn_to(self, row: Row) -> None:
        self.draft.turn_to(row.catalog, self.scope.pages(row.report.id))

    def _whose(self, row: Row) -> list[Part]:
        title = [name(row.report.title)]
        return title if self.alike else [*title, words(templates.DOT), *label_parts(row.fact)]

    def _lines(self) -> int:
        """How many lines were said."""
        return self.draft.text.count("\n") + bool(self.draft.text)


ROWS_LACKING = {
    Lack.NOT_PRINTED: templates.ROWS_NOT_PRINTED,
    Lack.UNCLEAR: templates.ROWS_UNCLEAR,
    Lack.OTHER: templates.ROWS_OTHER,
}
"""What is said of the reports that give no figure and no words for it."""
