"""What happens to conversations on the tab: kept, listed, opened again, renamed, deleted; answers rated."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import gradio as gr

from ingest.errors import JuesuanError
from qa.page.chat import texts
from qa.page.chat.conversation import conversation, examples
from qa.page.chat.desk import ChatDesk
from qa.page.chat.history import bar, history, last_talk
from qa.page.chat.panel import panel
from qa.page.chat.scope import Choice
from qa.page.chat.store import Talk
from qa.page.chat.turn import Mark, Rating, Reason, Turn
from qa.page.events import told
from qa.page.markup import Html, join
from qa.page.person import person

log = logging.getLogger(__name__)

_Updates = tuple[Any, ...]
_Turns = tuple[Turn, ...]


class TalkEvents:
    """The events over one desk. Each method gives the new values of the parts it is wired to."""

    def __init__(self, desk: ChatDesk) -> None:
        self._desk = desk
        self._kept = desk.conversations

    def opened(self, request: gr.Request) -> Html:
        """The page is opened: the line over the question box, with the conversation of last time."""
        talks, _ = self._told(lambda: self._kept.talks(person(request).key), ())
        return last_talk(talks[0]) if talks else join()

    def kept(self, turns: _Turns, request: gr.Request) -> Html:
        """A question is answered: the bar, once the conversation is kept."""
        if not turns:
            return bar(None)
        key = person(request).key
        _, trouble = self._told(lambda: self._desk.keep(key, turns), None)
        return bar(self._talk(key, turns), trouble)

    def suggested(self, turns: _Turns, among: Choice, request: gr.Request) -> Html:
        """A question is answered: what can be asked next, of the chosen reports."""
        who = person(request)
        questions, _ = self._told(lambda: self._desk.suggestions(turns, who, among), ())
        if questions:
            return examples(questions, texts.NEXT)
        begin = not turns or turns[-1].answer is None or turns[-1].answer.refusal is not None
        shown, _ = self._told(lambda: self._desk.examples(who), ()) if begin else ((), None)
        return examples(shown)

    def listed(self, request: gr.Request) -> Html:
        """The list of conversations is opened."""
        return self._list(person(request).key)

    def chosen(self, shown: _Turns, event: gr.EventData, request: gr.Request) -> _Updates:
        """A conversation is opened again: turns, conversation, bar, no turn being changed and no line over the box."""
        key, talk = person(request).key, str(told(event, "talk"))
        turns, trouble = self._told(lambda: self._desk.opened(key, talk), ())
        if not turns:
            same = gr.skip()
            return same, same, bar(None, trouble or texts.TALK_GONE), None, join()
        self._desk.stop(shown, shown=False)
        return turns, conversation(turns), bar(self._talk(key, turns)), None, join()

    def renamed(self, turns: _Turns, event: gr.EventData, request: gr.Request) -> _Updates:
        """A conversation gets another title: the list and the bar."""
        key, talk, title = person(request).key, str(told(event, "talk")), str(told(event, "title"))
        _, trouble = self._told(lambda: self._kept.rename(key, talk, title), None)
        return self._list(key, trouble), bar(self._talk(key, turns))

    def removed(self, turns: _Turns, event: gr.EventData, request: gr.Request) -> _Updates:
        """A conversation is deleted: list, turns, conversation, evidence and bar; the latter empty if it is the one
        shown."""
        key, talk = person(request).key, str(told(event, "talk"))
        _, trouble = self._told(lambda: self._kept.remove(key, talk), None)
        same = gr.skip()
        if trouble or not turns or turns[-1].talk != talk:
            return self._list(key, trouble), same, same, same, same
        self._desk.stop(turns, shown=False)
        return self._list(key), (), conversation(()), panel(None, None), bar(None)

    def rated(self, turns: _Turns, event: gr.EventData, request: gr.Request) -> _Updates:
        """Somebody says what they think of an answer: turns, conversation and bar."""
        number, key = told(event, "turn"), person(request).key
        if not isinstance(number, int) or not 0 <= number < len(turns) or turns[number].answer is None:
            return gr.skip(), gr.skip(), gr.skip()
        turn = replace(turns[number], rating=_rating(event))
        _, trouble = self._told(lambda: self._kept.rate(key, (*turns[:number], turn)), None)
        now = turns if trouble else (*turns[:number], turn, *turns[number + 1 :])
        return now, conversation(now), bar(self._talk(key, turns), trouble)

    def _list(self, key: str, trouble: str | None = None) -> Html:
        talks, other = self._told(lambda: self._kept.talks(key), ())
        return history(talks, trouble or other)

    def _talk(self, key: str, turns: _Turns) -> Talk | None:
        """The conversation shown, as it is kept."""
        found: Talk | None = None
        if turns:
            found, _ = self._told(lambda: self._kept.talk(key, turns[-1].talk), None)
        return found

    def _told(self, do: Callable[[], Any], otherwise: Any) -> tuple[Any, str | None]:
        """What something gives, or what to give otherwise, and what went wrong."""
        try:
            return do(), None
        except JuesuanError as error:
            return otherwise, str(error)
        except Exception:
            log.exception("the conversations could not be used")
            return otherwise, texts.UNEXPECTED_TALKS


def _rating(event: gr.EventData) -> Rating | None:
    """What was said, of what the browser sent; None where it is taken back."""
    mark, reasons, comment = (told(event, name) for name in ("mark", "reasons", "comment"))
    if mark not in list(Mark):
        return None
    said = [reason for reason in Reason if isinstance(reasons, list) and reason in reasons]
    return Rating(Mark(str(mark)), tuple(said), comment.strip() if isinstance(comment, str) else "")
