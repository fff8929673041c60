"""What a language model makes of an answer that was found without it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from qa.answer import Answer
from qa.llm import messages
from qa.llm.model import Deadline, LanguageModel
from qa.llm.understanding import may_help, offered
from qa.llm.work import Work
from qa.llm.writing import written
from qa.routes.base import Asked, Reply
from qa.trace import Trace

log = logging.getLogger(__name__)

Checked = Callable[[Asked, Reply], Answer]
"""A reply as an answer, if every part of it is founded."""


def helped(
    answer: Answer,
    history: Sequence[Answer],
    trace: Trace,
    model: LanguageModel,
    *,
    ask: Callable[[str], Answer],
    checked: Checked,
    show: Callable[[Answer], None] | None,
    this_year: int,
) -> Answer:
    """The answer with what the model makes of it: a passage in its selection, or what a question that was not
    understood may mean; as it was, with a note, where anything goes wrong. The trace gets what the model did.

    `ask` is our own lookup of a question that stands alone. `show` is given the answer as it grows.
    """
    model.load()  # which no time limit counts
    deadline = Deadline(model.seconds)
    asked = trace.asked
    try:
        if asked and trace.passage:
            answer, trace.work = _selected(answer, asked, trace, model, deadline, checked, show)
        elif asked and may_help(asked, answer):
            answer, trace.work = offered(asked, answer, history, ask, model, deadline, this_year)
    except Exception:  # whatever a model writes, the answer is there without it
        log.exception("what the language model wrote could not be used for %r", answer.question)
        note = messages.NOTE_TROUBLE.format(trouble=messages.Trouble.BROKEN)
        return answer.model_copy(update={"notes": (*answer.notes, note)})
    for line in trace.work.lines() if trace.work else ():
        trace.add(messages.STAGE, line)
    return answer


def _selected(
    answer: Answer,
    asked: Asked,
    trace: Trace,
    model: LanguageModel,
    deadline: Deadline,
    checked: Checked,
    show: Callable[[Answer], None] | None,
) -> tuple[Answer, Work]:
    """The passage in the model's selection, with the notes of the answer without it."""
    assert trace.passage is not None

    def whole(reply: Reply) -> Answer:
        made = checked(asked, reply)
        return made.model_copy(update={"notes": tuple(dict.fromkeys((*answer.notes, *made.notes)))})

    def shown(reply: Reply) -> None:
        if show:
            show(whole(reply))

    reply, work = written(asked, *trace.passage, model, deadline, shown)
    return whole(reply), work
