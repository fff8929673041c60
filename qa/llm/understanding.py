"""A question that nothing else understood, as the language model takes it: looked up, or asked back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from qa import templates
from qa.answer import Answer, Kind
from qa.llm import messages
from qa.llm.messages import Purpose
from qa.llm.model import Deadline, LanguageModel, ModelTrouble
from qa.llm.prompts import understanding
from qa.llm.proposal import known, read_back, read_proposal, says_all
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


def reread(
    asked: Asked,
    answer: Answer,
    history: Sequence[Answer],
    ask: Callable[[str], Answer],
    model: LanguageModel,
    deadline: Deadline,
    this_year: int,
) -> tuple[Answer, Work]:
    """The answer to the question as the model takes it, or the refusal with that question to choose; `answer` where
    nothing comes of it. With what the model did. `ask` is our own lookup, of a question that stands alone."""
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
    work.proposed = proposal.worded() or proposal.operation
    question = read_back(proposal, asked.catalog, this_year)
    again = ask(question.text) if question else None
    if question is None or again is None or again.refusal or again.kind in (Kind.CLARIFICATION, Kind.PASSAGE):
        work.refused = messages.NOT_ANSWERED
        return answer, work
    if says_all(question, asked.question, proposal.items, _mentioned(history)):
        work.outcome = Outcome.REREAD
        note = messages.NOTE_REREAD.format(question=question.text)
        return again.model_copy(update={"question": answer.question, "notes": (note, *again.notes)}), work
    work.outcome = Outcome.ASKED_BACK
    return _asked_back(answer, question.text), work


def _earlier(answer: Answer) -> dict[str, object]:
    understood = answer.understood
    return {"question": answer.question, "item": understood.item, "measure": understood.measure}


def _mentioned(history: Sequence[Answer]) -> str:
    """What the answers before were about."""
    return "，".join(f"{each.question}，{each.understood.item or ''}" for each in history[-REMEMBERED:])


def _asked_back(answer: Answer, question: str) -> Answer:
    """The refusal, with the proposed question to choose."""
    return answer.model_copy(update={"text": f"{answer.text}\n{messages.ASK_MEANT}", "options": (question,)})
