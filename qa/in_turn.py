"""Several questions in one: each part is asked in turn, as in a conversation, and what is not answered is said.

A question is taken apart only where its parts ask something each, and where its answer as a whole leaves out what one
of them would be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from qa import lexicon, templates
from qa.answer import Kind, RefusalKind
from qa.lexicon import Operation, Role, clauses
from qa.parts import Draft, Part, PartKind, echo
from qa.question import Question, spoken
from qa.routes import Asked, Reply, other_task, refused
from qa.text import normalized

MOST: Final = 6
"""A question of more parts is a text, not a question."""


@dataclass(frozen=True)
class Turn:
    """One part of a question, in its own words: how it was read, and the reply to it."""

    text: str
    asked: Asked
    reply: Reply

    @property
    def answered(self) -> bool:
        """Whether it has an answer of its own."""
        return self.reply.refusal is None and self.reply.kind is not Kind.CLARIFICATION


Ask = Callable[[str], tuple[Asked, Reply | None]]
"""Asks the exact routes; the reply is None where only retrieval may answer."""


def parts_of(text: str) -> list[str]:
    """The parts of a question that ask something each, in its own words; what asks nothing goes with the next of
    them, or with the last."""
    parts, begun = list[str](), ""
    for clause in clauses.CLAUSE_ENDS.split(text):
        said = normalized(clause).strip(clauses.CLAUSE_MARKS)
        of_before = parts and not begun and clauses.ASKS_OF_BEFORE.fullmatch(said)
        asks = clauses.ASKS_PLAINLY if said.startswith(lexicon.PREAMBLES) else clauses.ASKS_SOMETHING
        begun += clause
        if asks.search(said) and not of_before:
            parts.append(begun)
            begun = ""
    if begun and parts:
        parts[-1] += begun
    return parts if 1 < len(parts) <= MOST else []


def in_turn(parts: Sequence[tuple[str, str]], ask: Ask) -> Iterator[tuple[str, Asked, Reply | None]]:
    """Each part with how it was read and its exact reply; `parts` are in the question's words and in those to read.

    A part that names nothing itself is asked of what was named before it, or refused where that was not understood.
    """
    topic: str | None = ""
    reply: Reply | None = None
    for shown, text in parts:
        lost = reply is not None and reply.refusal is not None
        asked, reply = ask(text)
        if lost and _depends(asked.question) and asked.question.operation is Operation.WHY:
            reply = refused(asked, RefusalKind.NOT_FOUND, templates.DANGLING_NAMED)
        elif _depends(asked.question) and topic != "":
            named = ask(topic + text) if topic else None
            if named and named[1] and named[1].refusal is None:
                asked, reply = named
            elif topic is None or not (reply and reply.refusal):
                reply = refused(asked, RefusalKind.NOT_FOUND, templates.DANGLING)
        elif topic is None and asked.question.operation is Operation.DUTY and text.startswith(clauses.BY_WHOM):
            reply = refused(asked, RefusalKind.NOT_FOUND, templates.DANGLING)
        elif not asked.question.points_back:
            topic = _topic(asked.question)
        yield shown.strip(clauses.CLAUSE_MARKS), asked, reply


def _depends(question: Question) -> bool:
    """Whether it names nothing that it could be about: 为什么减少, 得了多少分, 谁负责."""
    operations = {word.operation for word in question.words}
    if question.left_over or question.points_back or operations & {"office", "unit"}:
        return False
    if question.inherited:
        return True
    content = question.operation in (Operation.DUTY, Operation.DEFINE) and spoken(question, apart=lexicon.FILLERS)
    return not (question.names or question.fund or question.collections or content)


def _topic(question: Question) -> str | None:
    """What it is about, in its own words; None where that was not understood, empty where it names nothing."""
    if question.left_over:
        return None
    for about in (
        [word in question.names and word.text not in lexicon.FLOW_NOUNS for word in question.words],
        [word.role is Role.FUND for word in question.words],
        [bool(word.operation == lexicon.SO_MANY or word.text in _LISTS) for word in question.words],
    ):
        if any(about):
            first, last = about.index(True), len(about) - about[::-1].index(True)
            return "".join(word.text for word in question.words[first:last])
    return ""


_LISTS: Final = frozenset(text for texts in lexicon.COLLECTIONS.values() for text in texts)


def joined(asked: Asked, whole: Reply | None, turns: Sequence[Turn]) -> Reply | None:
    """The replies to the parts as one; None where the question's answer as a whole says all that they say, or where
    no part is answered."""
    if whole and whole.refusal is None and asked.question.operation is Operation.WHY:
        turns = [turn if turn.answered or not _asks_why(turn) else replace(turn, reply=whole) for turn in turns]
    answered = [turn for turn in turns if turn.answered]
    if not answered or (whole and _says_all(whole, turns)):
        return None
    draft, lead = asked.draft(), None
    for turn in turns:
        draft.say(templates.PART_ASKED, part=echo(turn.text))
        if turn.reply.refusal:
            draft.parts += [Part(PartKind.REFUSAL, _why_not(turn)), Part(PartKind.WORDS, "\n")]
            continue
        first = draft.append(turn.reply.draft)
        draft.notes += [note for note in turn.reply.draft.notes if note not in draft.notes]
        lead = first if lead is None and turn.answered and turn.reply.draft.figures else lead
    draft.lead = lead or 0
    kinds = {turn.reply.kind for turn in answered}
    kind = kinds.pop() if len(kinds) == 1 and Kind.LOOKUP not in kinds else Kind.LIST
    options = tuple(option for turn in turns for option in turn.reply.options)
    return Reply(kind, draft, answered[-1].reply.understood, options=options)


def _why_not(turn: Turn) -> str:
    """Why a part is not answered. Nothing is near to a part that is few words: that it has nothing to do with the
    reports is said only of what plainly has not."""
    refusal = turn.reply.refusal
    assert refusal is not None
    off = refusal.kind is RefusalKind.OFF_TOPIC and not other_task(turn.text)
    return templates.NOT_FOUND if off else refusal.message


def _asks_why(turn: Turn) -> bool:
    """Whether a part asks for the reason, which the answer as a whole may give: then that is what it gives."""
    return turn.asked.question.operation is Operation.WHY


def _says_all(whole: Reply, turns: Sequence[Turn]) -> bool:
    """Whether a reply holds what all parts are told; where a part is told nothing, whether it holds more."""
    if whole.refusal or whole.kind is Kind.CLARIFICATION:
        return False
    if not turns[0].answered:
        return True  # without it the others have lost what they are about
    told = set[object]().union(*(_told(turn.reply.draft) for turn in turns if turn.answered))
    own = _told(whole.draft)
    return told <= own and (told < own or all(turn.answered for turn in turns))


def _told(draft: Draft) -> set[object]:
    """What a draft states: its figures and the words it quotes."""
    return {(figure.value, figure.unit, figure.year) for figure in draft.figures} | {
        citation.quote for citation in draft.citations
    }
