"""What people say of verdicts: confirmed, wrong, a comment. Kept beside the library, in a file of its own.

A correction is of a report's identity and of a task's words, not of a revision: it is there again after the report
was read anew. What the verdict was when it was given is kept with it, so that nobody takes it for a word on another
verdict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    MetaData,
    Row,
    Table,
    Text,
    and_,
    delete,
    select,
)
from sqlalchemy.dialects.sqlite import insert

from ingest.report import Identity
from qa.duty_check import messages
from qa.duty_check.sheets import TaskSheet
from qa.duty_check.verdict import Outcome, Verdict
from qa.own_file import OwnFile

FILE: Final = "corrections.sqlite"
MAX_COMMENT: Final = 500
"""Longest comment, in characters."""

_SCHEMA: Final = 1

_metadata = MetaData()
_table = Table(
    "corrections",
    _metadata,
    Column("organization", Text, primary_key=True),
    Column("level", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("task", Text, primary_key=True),
    *(Column(name, Text, nullable=False) for name in ("mark", "comment", "outcome", "department", "clause", "at")),
)
_KEYS: Final = ("organization", "level", "year", "kind", "task")


class Mark(StrEnum):
    """What a person says of a verdict."""

    CONFIRMED = "confirmed"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Judged:
    """What a verdict comes to: whether a correction is of it still."""

    outcome: Outcome
    department: str
    clause: str

    @classmethod
    def of(cls, verdict: Verdict) -> Judged:
        """What a verdict comes to."""
        return cls(verdict.outcome, verdict.department, verdict.clause)

    @property
    def outdated(self) -> str:
        """That a correction was of this, which is not found any more."""
        words = " ".join(filter(None, (messages.OUTCOMES[self.outcome], self.department, self.clause)))
        return messages.OUTDATED.format(judged=words)


@dataclass(frozen=True, slots=True)
class Correction:
    """What was said of the verdict on one task. `mark` is None where there is a comment only; `at` is in UTC."""

    mark: Mark | None
    comment: str
    judged: Judged
    at: datetime

    def is_of(self, verdict: Verdict) -> bool:
        """Whether the verdict is still the one of which it was said."""
        return self.judged == Judged.of(verdict)

    def exported(self, verdict: Verdict) -> tuple[str, str]:
        """What a spreadsheet says of it, beside a verdict: the mark and the comment."""
        word = messages.MARKS[self.mark.value] if self.mark else ""
        if self.is_of(verdict):
            return word, self.comment
        return messages.MARK_OUTDATED.format(mark=word), "；".join(filter(None, (self.comment, self.judged.outdated)))


def task_key(task: str) -> str:
    """The words of a task by which its corrections are found: white space does not matter."""
    return " ".join(task.split())


def with_corrections(sheet: TaskSheet, verdicts: Sequence[Verdict], corrections: Mapping[str, Correction]) -> TaskSheet:
    """A list with two columns more, for what was said of the verdicts on its tasks. `corrections` are by `task_key`."""
    found = [(corrections.get(task_key(verdict.task)), verdict) for verdict in verdicts]
    said = [one.exported(verdict) if one else ("", "") for one, verdict in found]
    # They come first: columns of the same names, in a list that was checked before, are the ones to be renamed.
    rows = tuple((*both, *row) for both, row in zip(said, sheet.rows, strict=True))
    return TaskSheet((*messages.SAID, *sheet.headings), rows, sheet.column + len(messages.SAID))


class Corrections:
    """The corrections of a library folder. May be used by several threads and processes; the last word stands.

    All methods raise LibraryError where the file cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._file = OwnFile(self.path, _metadata, _SCHEMA, messages.CORRECTIONS_BROKEN)

    def of(self, identity: Identity) -> dict[str, Correction]:
        """The corrections of a report, by `task_key`."""
        if not self.path.exists():
            return {}
        with self._file.transaction() as connection:
            rows = connection.execute(select(_table).where(_is_of(identity)))
            return {row.task: _correction(row) for row in rows}

    def keep(self, identity: Identity, verdict: Verdict, mark: Mark | None, comment: str) -> Correction | None:
        """Keeps what is said of a verdict instead of what was said of its task before; without mark and comment,
        forgets it. Comments are cut at MAX_COMMENT."""
        comment = comment.strip()[:MAX_COMMENT]
        task = task_key(verdict.task)
        with self._file.transaction() as connection:
            if mark is None and not comment:
                connection.execute(delete(_table).where(_is_of(identity), _table.c.task == task))
                return None
            correction = Correction(mark, comment, Judged.of(verdict), datetime.now(UTC).replace(microsecond=0))
            connection.execute(_upsert(_row(identity, task, correction)))
            return correction


def _is_of(identity: Identity) -> ColumnElement[bool]:
    return and_(*(_table.c[name] == value for name, value in _identity(identity).items()))


def _identity(identity: Identity) -> dict[str, Any]:
    return {
        "organization": identity.organization,
        "level": identity.level.value,
        "year": identity.year,
        "kind": identity.kind.value,
    }


def _row(identity: Identity, task: str, correction: Correction) -> dict[str, Any]:
    judged = correction.judged
    return {
        **_identity(identity),
        "task": task,
        "mark": correction.mark.value if correction.mark else "",
        "comment": correction.comment,
        "outcome": judged.outcome.value,
        "department": judged.department,
        "clause": judged.clause,
        "at": correction.at.isoformat(),
    }


def _upsert(row: dict[str, Any]) -> Any:
    statement = insert(_table).values(row)
    said = {name: value for name, value in row.items() if name not in _KEYS}
    return statement.on_conflict_do_update(index_elements=_KEYS, set_=said)


def _correction(row: Row[Any]) -> Correction:
    return Correction(
        mark=Mark(row.mark) if row.mark else None,
        comment=row.comment,
        judged=Judged(Outcome(row.outcome), row.department, row.clause),
        at=datetime.fromisoformat(row.at),
    )
