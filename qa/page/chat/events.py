"""What happens on the tab: each event of it, and what it changes."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import gradio as gr

from ingest.errors import JuesuanError, NoLibrary
from ingest.settings import settings
from qa.page import texts as shared
from qa.page.chat import texts
from qa.page.chat.conversation import conversation, examples
from qa.page.chat.desk import ChatDesk
from qa.page.chat.history import bar, editing
from qa.page.chat.panel import panel
from qa.page.chat.scope import Choice
from qa.page.chat.turn import Turn
from qa.page.events import told
from qa.page.header import shelf, trouble
from qa.page.markup import Html, join
from qa.page.person import Person, person

log = logging.getLogger(__name__)

_Updates = tuple[Any, ...]


class ChatEvents:
    """The tab's events over one desk. Each method gives the new values of the parts it is wired to."""

    def __init__(self, desk: ChatDesk) -> None:
        self._desk = desk

    def opened(self, request: gr.Request) -> _Updates:
        """The page is opened: the shelf and the example questions."""
        return self._library(person(request))

    def asked(
        self,
        typed: str,
        turns: tuple[Turn, ...],
        changed: int | None,
        among: Choice,
        event: gr.EventData,
        request: gr.Request,
    ) -> Iterator[_Updates]:
        """A question is typed, or a button with one is pressed. `changed` is the turn that what is typed replaces,
        with those behind it; a button that asks again names its own. `among` are the reports that it is about.

        Gives question box, turns, conversation, the turn being changed and the line over the box: first with the
        question alone, then with the answer, as it is written where a language model does.
        """
        pressed = told(event, "question")
        question = str(typed if pressed is None else pressed).strip()
        place = changed if pressed is None else told(event, "turn")
        same = gr.skip()
        left = "" if pressed is None or changed is not None else same
        if not question:
            yield left, same, same, None, join()
            return
        at = place if isinstance(place, int) and 0 <= place < len(turns) else None
        before = turns[max(0, len(turns) + 1 - settings().max_turns) :] if at is None else turns[:at]
        earlier = tuple(turn for turn in before if (turn.answer and not turn.writing) or turn.error)
        turn = self._desk.begun(question, earlier, None if at is None else turns[at])
        yield left, (*earlier, turn), conversation((*earlier, turn)), None, join()
        for so_far in self._desk.awaited(turn, earlier, person(request), among):
            now = (*earlier, so_far)
            yield same, now, conversation(now), same, same

    def stopped(self, turns: tuple[Turn, ...]) -> None:
        """The answer is not waited for any more: `asked` says so."""
        self._desk.stop(turns, shown=True)

    def changing(self, turns: tuple[Turn, ...], event: gr.EventData) -> _Updates:
        """A question is to be changed: question box, the turn being changed and the line over the box."""
        number = told(event, "turn")
        if not isinstance(number, int) or not 0 <= number < len(turns):
            return gr.skip(), None, join()
        return turns[number].question, number, editing(number + 1, len(turns) - number - 1)

    def unchanged(self) -> _Updates:
        """The question stays as it was: question box, no turn being changed and no line over the box."""
        return "", None, join()

    def answered(self, turns: tuple[Turn, ...], request: gr.Request) -> _Updates:
        """The last question is answered: its evidence, and the shelf as it is now."""
        who = person(request)
        proof = self._evidence(turns, len(turns) - 1, None, who) if turns else panel(None, None)
        return proof, self._library(who)[0]

    def shown(self, turns: tuple[Turn, ...], event: gr.EventData, request: gr.Request) -> Html:
        """A citation mark of an earlier answer is pressed: its evidence."""
        number, cite = told(event, "turn"), told(event, "cite")
        if not isinstance(number, int) or not isinstance(cite, int) or not 0 <= number < len(turns):
            return panel(None, None)
        return self._evidence(turns, number, cite, person(request))

    def cleared(self, turns: tuple[Turn, ...], request: gr.Request) -> _Updates:
        """A new conversation: question box, turns, conversation, evidence, examples, bar, no turn being changed and no
        line over the box."""
        self._desk.stop(turns, shown=False)
        begin = self._library(person(request))[1]
        return "", (), conversation(()), panel(None, None), begin, bar(None), None, join()

    def _evidence(self, turns: tuple[Turn, ...], number: int, cite: int | None, who: Person) -> Html:
        answer = turns[number].answer
        if answer is None:
            return panel(None, None)
        try:
            return panel(number, answer, self._desk.evidence(answer, who), cite=cite)
        except JuesuanError as error:
            return trouble(str(error))
        except Exception:
            log.exception("evidence could not be shown for %r", answer.question)
            return trouble(texts.UNEXPECTED_EVIDENCE)

    def _library(self, who: Person) -> _Updates:
        """The shelf and the examples, or why there are none."""
        try:
            reports = self._desk.reports(who)
            if not reports:
                return trouble(shared.NO_REPORTS), join()
            return shelf(reports), examples(self._desk.examples(who))
        except NoLibrary:
            return trouble(shared.NO_REPORTS), join()
        except JuesuanError as error:
            return trouble(str(error)), join()
