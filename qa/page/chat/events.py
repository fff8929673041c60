"""What happens on the tab: each event of it, and what it changes."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any, Final

import gradio as gr

from ingest.errors import JuesuanError, NoLibrary
from qa.page import texts as shared
from qa.page.chat import texts
from qa.page.chat.conversation import Turn, conversation, examples
from qa.page.chat.desk import ChatDesk
from qa.page.chat.panel import panel
from qa.page.chat.scope import Choice
from qa.page.events import told
from qa.page.header import shelf, trouble
from qa.page.markup import Html, join
from qa.page.person import Person, person

SHOWN: Final = 50
"""How many turns a conversation keeps; older ones go."""

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
        self, typed: str, turns: tuple[Turn, ...], among: Choice, event: gr.EventData, request: gr.Request
    ) -> Iterator[_Updates]:
        """A question is typed, or a button with one is pressed.

        Gives question box, turns and conversation: first with the question alone, then with the answer.
        """
        pressed = told(event, "question")
        question = str(typed if pressed is None else pressed).strip()
        same = gr.skip()
        left = "" if pressed is None else same
        kept = turns[-SHOWN + 1 :]
        if not question:
            yield left, same, same
            return
        yield left, same, conversation((*kept, Turn(question)))
        now = (*kept, self._desk.turn(question, kept, person(request), among))
        yield same, now, conversation(now)

    def answered(self, turns: tuple[Turn, ...], request: gr.Request) -> _Updates:
        """The last question is answered: its evidence, and shelf and examples as they are now."""
        who = person(request)
        proof = self._evidence(turns, len(turns) - 1, None, who) if turns else panel(None, None)
        return proof, *self._library(who)

    def shown(self, turns: tuple[Turn, ...], event: gr.EventData, request: gr.Request) -> Html:
        """A citation mark of an earlier answer is pressed: its evidence."""
        number, cite = told(event, "turn"), told(event, "cite")
        if not isinstance(number, int) or not isinstance(cite, int) or not 0 <= number < len(turns):
            return panel(None, None)
        return self._evidence(turns, number, cite, person(request))

    def cleared(self) -> _Updates:
        """A new conversation: question box, turns, conversation and evidence."""
        return "", (), conversation(()), panel(None, None)

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
