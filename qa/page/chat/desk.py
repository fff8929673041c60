"""What stands behind the tab: questions answered, errors as words. Knows nothing of the framework."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from typing import Final

from ingest.errors import JuesuanError, NoLibrary
from ingest.library import StoredReport
from qa.answer import Answer
from qa.evidence import Evidence, evidence
from qa.page import texts as shared
from qa.page.chat import texts
from qa.page.chat.conversation import Turn
from qa.page.chat.examples import example_questions
from qa.page.chat.figures import Answers
from qa.page.desk import Desk
from qa.page.person import Person

REMEMBERED: Final = 20
"""How many earlier answers a question may lean on."""

log = logging.getLogger(__name__)


class ChatDesk:
    """Answers for the tab. May be used by several threads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.answers = Answers()

    def turn(
        self, question: str, earlier: Sequence[Turn], who: Person | None = None, among: Collection[str] = ()
    ) -> Turn:
        """The question answered as the next of the conversation, for somebody, from the chosen reports (all where
        none is), or the message of what went wrong."""
        history = [turn.answer for turn in earlier if turn.answer is not None][-REMEMBERED:]
        try:
            answer = self._desk.assistant(who).ask(question, history, among=among or None)
            self.answers.hold(answer)
            return Turn(question, answer=answer)
        except NoLibrary:
            return Turn(question, error=shared.NO_REPORTS)
        except JuesuanError as error:
            return Turn(question, error=str(error))
        except Exception:
            log.exception("question could not be answered: %r", question)
            return Turn(question, error=texts.UNEXPECTED)

    def evidence(self, answer: Answer, who: Person | None = None) -> tuple[Evidence, ...]:
        """What the answer rests on. Raises LibraryError."""
        return evidence(answer, self._desk.assistant(who).library)

    def reports(self, who: Person | None = None) -> tuple[StoredReport, ...]:
        """The reports that somebody can ask about. Raises LibraryError."""
        return self._desk.reports(who)

    def examples(self, who: Person | None = None) -> tuple[str, ...]:
        """Questions to begin with. Raises LibraryError."""
        return example_questions(self._desk.assistant(who))
