"""A question that nothing else understood, as the language model takes it: offered to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from qa import templates
from qa.answer import Answer, Kind
from qa.llm import messages
from qa.llm.messages import Purpose
from qa.llm.model import Deadline, LanguageModel, ModelTrouble
from qa.llm.prompts import understanding
from qa.llm.proposal import known, read_back, read_proposal
from qa.llm.work import Outcome, Work
from qa.routes.base import Asked
from qa.routes.scope import never_said, other_task

REMEMBERED: Final = 3
"""So many earlier questions the model is told."""

NOT_UNDERSTOOD: Final = frozenset(
    {
        templates.NOT_FOUND,
        templates.NOT_FOUND_CALCULATION,
        templates.NOT_FOUND_DUTY,
        templates.OFF_TOPIC,
        templates.DANGLING,
        templates.DANGLING_NAMED,
    }
)
"""Refusals that say no more than that nothing was found. Those that give another reason stand."""


def may_help(asked: Asked, answer: Answer) -> bool:
    """Whether the model may be asked what was meant: not where it is plain that no report says it, or that it is no
    question of ours."""
    refused = answer.refusal is not None and answer.refusal.message in NOT_UNDERSTOOD
    return refused and not other_task(asked.text) and never_said(asked) is None


def offered(
    asked: Asked,
    answer: Answer,
    history: Sequence[Answer],
    ask: Callable[[str], Answer],
    model: LanguageModel,
    deadline: Deadline,
    this_year: int,
) -> tuple[Answer, Work]:
    """The refusal with the question to choose that the model takes the asked one for, as far as our own lookup answers
    it; else as it was. With what the model did. `ask` is our own lookup, of a question that stands alone.

    It is never answered at once: what a proposal leaves out of the question (which office, in which part, the half
    year) cannot be told for certain from how near the two are.
    """
    work = Work(Purpose.UNDERSTANDING)
    told = known(asked.question, asked.text, [_earlier(each) for each in history[-REMEMBERED:]], asked.catalog)
    try:
        written = model.complete(understanding(asked.text, **told), deadline, work.usage)
    except ModelTrouble as error:
        work.trouble = error.trouble
        note = messages.NOTE_TROUBLE.format(trouble=error.trouble)
        return answer.model_copy(update={"notes": (*answer.notes, note)}), work
    proposal = read_proposal(written)
    if isinstance(proposal, str):
        work.refused = proposal
        return answer, work
    question = read_back(proposal, asked.catalog, this_year)
    again = ask(question) if question else None
    if question is None or again is None or again.refusal or again.kind in (Kind.CLARIFICATION, Kind.PASSAGE):
        work.refused = messages.NOT_ANSWERED
        return answer, work
    work.proposed, work.outcome = question, Outcome.OFFERED
    text = f"{answer.text}\n{messages.ASK_MEANT}"
    return answer.model_copy(update={"text": text, "options": (question,)}), work


def _earlier(answer: Answer) -> dict[str, object]:
    understood = answer.understood
    return {"question": answer.question, "item": understood.item, "measure": understood.measure}
