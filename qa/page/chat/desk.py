"""What stands behind the tab: questions answered, errors as words. Knows nothing of the framework."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from queue import SimpleQueue
from threading import Thread
from typing import Final

from ingest.errors import JuesuanError, NoLibrary
from ingest.library import StoredReport
from qa.answer import Answer
from qa.evidence import Evidence, evidence
from qa.page import texts as shared
from qa.page.chat import texts
from qa.page.chat.examples import example_questions
from qa.page.chat.figures import Answers
from qa.page.chat.store import Conversations
from qa.page.chat.turn import Turn
from qa.page.desk import Desk
from qa.page.person import Person
from qa.suggest import suggested

REMEMBERED: Final = 20
"""How many earlier answers a question may lean on."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Stop:
    """The answer is not waited for any more. `shown`: whether the conversation is to say so."""

    shown: bool


_Came = SimpleQueue[Turn | BaseException | _Stop]
"""What comes of a question, in order: the turn as it grows, the turn with its answer, what went wrong."""


class ChatDesk:
    """Answers for the tab, and the conversations kept. May be used by several threads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.answers = Answers()
        self.conversations = Conversations(desk.folder)
        self._awaited: dict[str, _Came] = {}

    def begun(self, question: str, earlier: Sequence[Turn], instead: Turn | None = None) -> Turn:
        """The question as the next turn of the conversation, or instead of an earlier one; not answered yet."""
        question = question.encode("utf-8", "replace").decode()  # half of a character can neither be kept nor shown
        if instead:
            return Turn(question, talk=instead.talk, number=instead.number)
        if earlier:
            return Turn(question, talk=earlier[-1].talk, number=earlier[-1].number + 1)
        return Turn(question, talk=secrets.token_urlsafe(16))

    def turn(
        self, question: str, earlier: Sequence[Turn], who: Person | None = None, among: Collection[str] = ()
    ) -> Turn:
        """The question answered as the next of the conversation, for somebody, from the chosen reports (all where
        none is), or the message of what went wrong."""
        return self.answered(self.begun(question, earlier), earlier, who, among)

    def awaited(
        self, turn: Turn, earlier: Sequence[Turn], who: Person | None = None, among: Collection[str] = ()
    ) -> Iterator[Turn]:
        """The turn as `answered` gives it, before that as far as it is written; or, where it is told meanwhile to
        `stop`, the turn given up, or nothing where nobody is to see it. Python cannot end a search: it goes on for
        itself, and what it finds is lost."""
        came: _Came = SimpleQueue()
        self._awaited[turn.id] = came
        # A daemon, which no pool's threads are: a search that was given up does not keep the program from ending.
        Thread(
            target=lambda: _settle(came, lambda: self.answered(turn, earlier, who, among, came.put)), daemon=True
        ).start()
        try:
            yield from _until_ended(turn, came)
        finally:
            del self._awaited[turn.id]

    def stop(self, turns: Sequence[Turn], *, shown: bool) -> None:
        """Gives up the last turn, if it is still being answered. `shown`: whether the conversation is to say so."""
        if turns and (came := self._awaited.get(turns[-1].id)):
            came.put(_Stop(shown))

    def answered(
        self,
        turn: Turn,
        earlier: Sequence[Turn],
        who: Person | None = None,
        among: Collection[str] = (),
        show: Callable[[Turn], None] | None = None,
    ) -> Turn:
        """The turn with its answer, or with the message of what went wrong. `show` is given it as it is written."""
        try:
            assistant = self._desk.assistant(who)
            history = _answers(earlier)
            standing = _standing(history, assistant.shelf().by_title)
            part = (lambda answer: show(replace(turn, answer=answer, writing=True))) if show else None
            answer, trace = assistant.explain(turn.question, standing, among=among or None, show=part)
            if history and not standing:
                note = texts.REPORT_GONE.format(report=history[-1].understood.report)
                answer = answer.model_copy(update={"notes": (note, *answer.notes)})
            self.answers.hold(answer)
            return replace(turn, answer=answer, trace=tuple(trace.lines))
        except NoLibrary:
            return replace(turn, error=shared.NO_REPORTS)
        except JuesuanError as error:
            return replace(turn, error=str(error))
        except Exception:
            log.exception("question could not be answered: %r", turn.question)
            return replace(turn, error=texts.UNEXPECTED)

    def keep(self, person: str, turns: Sequence[Turn]) -> None:
        """Keeps a conversation as far as it went. Raises LibraryError."""
        ended = [turn for turn in turns if not turn.stopped]
        # The folder is made with the library: before that, nothing was answered.
        if ended and ended[-1] is turns[-1] and self._desk.folder.exists():
            self.conversations.keep(person, ended)

    def opened(self, person: str, talk: str) -> tuple[Turn, ...]:
        """A conversation again, as it is kept; none where the person has no such. Raises LibraryError."""
        turns = self.conversations.turns(person, talk)
        for turn in turns:
            if turn.answer:
                self.answers.hold(turn.answer)
        return turns

    def suggestions(
        self, turns: Sequence[Turn], who: Person | None = None, among: Collection[str] = ()
    ) -> tuple[str, ...]:
        """What can be asked after the last answer. Raises LibraryError."""
        if not turns or not turns[-1].answer:
            return ()
        assistant = self._desk.assistant(who)
        if among:
            assistant = assistant.among(frozenset(among))
        standing = _standing(_answers(turns), assistant.shelf().by_title)
        return suggested(assistant, standing) if standing else ()

    def evidence(self, answer: Answer, who: Person | None = None) -> tuple[Evidence, ...]:
        """What the answer rests on. Raises LibraryError."""
        return evidence(answer, self._desk.assistant(who).library)

    def reports(self, who: Person | None = None) -> tuple[StoredReport, ...]:
        """The reports that somebody can ask about. Raises LibraryError."""
        return self._desk.reports(who)

    def examples(self, who: Person | None = None) -> tuple[str, ...]:
        """Questions to begin with. Raises LibraryError."""
        return example_questions(self._desk.assistant(who))


def _until_ended(turn: Turn, came: _Came) -> Iterator[Turn]:
    """The turns that come, up to one that is not being written any more."""
    while True:
        match came.get():
            case Turn() as so_far:
                yield so_far
                if not so_far.writing:
                    return
            case _Stop(shown):
                if shown:
                    yield replace(turn, error=texts.STOPPED, stopped=True)
                return
            case error:
                raise error


def _settle(came: _Came, make: Callable[[], Turn]) -> None:
    """Hands on what is made, or what went wrong."""
    try:
        came.put(make())
    except BaseException as error:  # noqa: BLE001 - whoever waits is told
        came.put(error)


def _answers(turns: Sequence[Turn]) -> list[Answer]:
    return [turn.answer for turn in turns if turn.answer is not None][-REMEMBERED:]


def _standing(answers: Sequence[Answer], titles: Container[str]) -> Sequence[Answer]:
    """The answers behind the last one from a report that is gone: of another report nothing is inherited."""
    gone = (at for at, one in enumerate(answers) if one.understood.report and one.understood.report not in titles)
    return answers[max(gone, default=-1) + 1 :]
