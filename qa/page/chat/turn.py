"""A turn of a conversation: a question with what came of it, and what was said of that."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from enum import StrEnum

from qa.answer import Answer


class Mark(StrEnum):
    """What a person says of an answer."""

    GOOD = "good"
    BAD = "bad"


class Reason(StrEnum):
    """What is wrong with an answer."""

    WRONG_FIGURE = "wrong_figure"
    WRONG_PLACE = "wrong_place"
    MISREAD = "misread"
    NOT_ANSWERED = "not_answered"
    UNCLEAR = "unclear"
    OTHER = "other"


@dataclass(frozen=True)
class Rating:
    """What somebody said of an answer. Only a bad one has reasons; the comment may be empty."""

    mark: Mark
    reasons: tuple[Reason, ...] = ()
    comment: str = ""


@dataclass(frozen=True)
class Turn:
    """One question with its answer, or with the message of what went wrong. Neither: still being answered.

    `talk` is the conversation it belongs to, `number` its place in it, counted from 0 since the conversation began.
    `trace` tells how the answer came about, a line a step. `stopped`: it was given up. `writing`: the answer is what
    a language model has written of it so far.
    """

    question: str
    answer: Answer | None = None
    error: str | None = None
    trace: tuple[str, ...] = ()
    rating: Rating | None = None
    stopped: bool = False
    writing: bool = False
    talk: str = ""
    number: int = 0
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
