"""Conversations as they are kept, and what people said of answers; in a file of its own beside the library.

A conversation belongs to the key of a person, and nobody else finds it. Answers are kept in the form of the public
contract, so an earlier conversation shows what was answered then. A rating is kept apart with all that it is of: it
is for those who improve the program, and stays when the conversation is deleted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    MetaData,
    Row,
    Table,
    Text,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from ingest.settings import settings
from qa.answer import Answer
from qa.own_file import OwnFile
from qa.page.chat import texts
from qa.page.chat.turn import Mark, Rating, Reason, Turn

FILE: Final = "conversations.sqlite"
MAX_TITLE: Final = 60
MAX_COMMENT: Final = 500
"""Longest title and comment, in characters."""

MOST_CANDIDATES: Final = 5000
"""So many ratings are kept; the oldest go."""

FORGOTTEN: Final = timedelta(days=365)
"""A browser is told apart for so long; after that nobody could open its conversations."""

_SCHEMA: Final = 1
_metadata = MetaData()


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


_talks = Table("conversations", _metadata, Column("id", Text, primary_key=True), *_texts("person", "title", "at"))
_turns = Table(
    "turns",
    _metadata,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    *_texts("talk", "question", "answer", "error", "trace"),
)
_ratings = Table(
    "ratings",
    _metadata,
    Column("turn", Text, primary_key=True),
    *_texts("person", "mark", "reasons", "comment", "questions", "answer", "trace", "at"),
)
Index("by_person", _talks.c.person, _talks.c.at)
Index("by_talk", _turns.c.talk, _turns.c.number)


@dataclass(frozen=True)
class Talk:
    """A conversation in the list: `at` is when it last went on, in UTC; `questions` are what was asked in it."""

    id: str
    title: str
    at: datetime
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Rated:
    """A rating with what it is of: the questions up to it, the answer (None where it cannot be read any more)."""

    turn: str
    rating: Rating
    questions: tuple[str, ...]
    answer: Answer | None
    trace: tuple[str, ...]
    at: datetime


class Conversations:
    """The conversations of a library folder. May be used by several threads and processes.

    All methods raise LibraryError where the file cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self._file = OwnFile(folder / FILE, _metadata, _SCHEMA, texts.TALKS_BROKEN)

    @property
    def there(self) -> bool:
        """Whether anything was kept yet."""
        return self._file.path.exists()

    def keep(self, person: str, turns: Sequence[Turn]) -> None:
        """Keeps the last of the turns, in place of those at and behind its number; all of them where the conversation
        is new or was deleted. Conversations and turns beyond the settings' go."""
        last = turns[-1]
        with self._file.transaction() as db:
            known = self._owner(db, last.talk)
            if known not in (None, person):
                return
            if known is None:
                title = turns[0].question[:MAX_TITLE]
                db.execute(insert(_talks).values(id=last.talk, person=person, title=title, at=_now()))
            db.execute(update(_talks).where(_talks.c.id == last.talk).values(at=_now()))
            of_talk = _turns.c.talk == last.talk
            oldest = last.number - settings().max_turns
            db.execute(delete(_turns).where(of_talk, (_turns.c.number >= last.number) | (_turns.c.number <= oldest)))
            db.execute(insert(_turns), [_turn_row(turn) for turn in (turns if known is None else turns[-1:])])
            _clear(db, person)

    def talks(self, person: str) -> tuple[Talk, ...]:
        """The conversations of a person, the latest first."""
        if not self.there:
            return ()
        asked: dict[str, list[str]] = {}
        with self._file.transaction() as db:
            found = db.execute(select(_talks).where(_talks.c.person == person).order_by(_talks.c.at.desc())).all()
            own = select(_talks.c.id).where(_talks.c.person == person)
            for row in db.execute(select(_turns.c.talk, _turns.c.question).where(_turns.c.talk.in_(own))):
                asked.setdefault(row.talk, []).append(row.question)
        return tuple(_talk(row, asked.get(row.id, ())) for row in found)

    def talk(self, person: str, talk: str) -> Talk | None:
        """One conversation of a person; None where there is no such."""
        return next((one for one in self.talks(person) if one.id == talk), None)

    def turns(self, person: str, talk: str) -> tuple[Turn, ...]:
        """The turns of a conversation, with what was said of them; none where the person has no such."""
        if not self.there:
            return ()
        with self._file.transaction() as db:
            if self._owner(db, talk) != person:
                return ()
            query = select(_turns, _ratings.c.mark, _ratings.c.reasons, _ratings.c.comment)
            query = query.join_from(_turns, _ratings, _ratings.c.turn == _turns.c.id, isouter=True)
            return tuple(map(_turn, db.execute(query.where(_turns.c.talk == talk).order_by(_turns.c.number))))

    def rename(self, person: str, talk: str, title: str) -> None:
        """Gives a conversation another title, cut at MAX_TITLE; an empty one changes nothing."""
        if title := " ".join(title.split())[:MAX_TITLE]:
            with self._file.transaction() as db:
                db.execute(update(_talks).where(_is(person, talk)).values(title=title))

    def remove(self, person: str, talk: str) -> None:
        """Deletes a conversation. What was said of its answers stays."""
        with self._file.transaction() as db:
            db.execute(delete(_talks).where(_is(person, talk)))
            _drop_orphans(db)

    def rate(self, person: str, turns: Sequence[Turn]) -> None:
        """Keeps what was said of the last of the turns, with what was asked before; without a rating, forgets it."""
        last = turns[-1]
        with self._file.transaction() as db:
            db.execute(delete(_ratings).where(_ratings.c.turn == last.id, _ratings.c.person == person))
            if last.rating:
                row = _rating_row(person, [turn.question for turn in turns], last, last.rating)
                db.execute(insert(_ratings).values(row).on_conflict_do_nothing())
            newest = select(_ratings.c.turn).order_by(_ratings.c.at.desc()).limit(MOST_CANDIDATES)
            db.execute(delete(_ratings).where(_ratings.c.turn.not_in(newest)))

    def rated(self) -> tuple[Rated, ...]:
        """Everything that anybody said of answers, in the order said."""
        if not self.there:
            return ()
        with self._file.transaction() as db:
            return tuple(map(_rated, db.execute(select(_ratings).order_by(_ratings.c.at, _ratings.c.turn))))

    @staticmethod
    def _owner(db: Connection, talk: str) -> str | None:
        return db.execute(select(_talks.c.person).where(_talks.c.id == talk)).scalar_one_or_none()


def _is(person: str, talk: str) -> ColumnElement[bool]:
    return (_talks.c.id == talk) & (_talks.c.person == person)


def _clear(db: Connection, person: str) -> None:
    """Conversations beyond the settings' number, and those that nobody can open any more, go."""
    own = select(_talks.c.id).where(_talks.c.person == person).order_by(_talks.c.at.desc())
    kept = own.limit(settings().max_conversations)
    forgotten = (datetime.now(UTC) - FORGOTTEN).isoformat()
    gone = ((_talks.c.person == person) & _talks.c.id.not_in(kept)) | (_talks.c.at < forgotten)
    if db.execute(select(func.count()).select_from(_talks).where(gone)).scalar_one():
        db.execute(delete(_talks).where(gone))
        _drop_orphans(db)


def _drop_orphans(db: Connection) -> None:
    db.execute(delete(_turns).where(_turns.c.talk.not_in(select(_talks.c.id))))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _turn_row(turn: Turn) -> dict[str, Any]:
    return {
        "id": turn.id,
        "talk": turn.talk,
        "number": turn.number,
        "question": turn.question,
        "answer": _json(turn.answer.to_json()) if turn.answer else "",
        "error": turn.error or "",
        "trace": _json(turn.trace),
    }


def _rating_row(person: str, questions: Sequence[str], turn: Turn, rating: Rating) -> dict[str, Any]:
    return {
        "turn": turn.id,
        "person": person,
        "mark": rating.mark.value,
        "reasons": " ".join(rating.reasons),
        "comment": rating.comment[:MAX_COMMENT],
        "questions": _json(questions),
        "answer": _turn_row(turn)["answer"],
        "trace": _json(turn.trace),
        "at": _now(),
    }


def _talk(row: Row[Any], questions: Sequence[str]) -> Talk:
    return Talk(row.id, row.title, datetime.fromisoformat(row.at), tuple(questions))


def _turn(row: Row[Any]) -> Turn:
    answer = _answer(row.answer)
    error = row.error or (None if answer else texts.UNREADABLE)
    rating = _rating(row) if row.mark else None
    trace = tuple(json.loads(row.trace))
    return Turn(row.question, answer, error, trace, rating, talk=row.talk, number=row.number, id=row.id)


def _answer(stored: str) -> Answer | None:
    """An answer as it was kept; None for none, and for one that another version of the program gave."""
    try:
        return Answer.from_json(json.loads(stored)) if stored else None
    except ValidationError:
        return None


def _rating(row: Row[Any]) -> Rating:
    return Rating(Mark(row.mark), tuple(map(Reason, row.reasons.split())), row.comment)


def _rated(row: Row[Any]) -> Rated:
    questions, trace = (tuple(json.loads(text)) for text in (row.questions, row.trace))
    return Rated(row.turn, _rating(row), questions, _answer(row.answer), trace, datetime.fromisoformat(row.at))
