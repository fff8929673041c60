"""The terms of a task: what it is about, what is done, and what else is said, each with how much it counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Final

from qa.duty_check.lexicon import ACTIONS, CLIENTS, GOVERNMENT, IMPLIED, OTHER_BODIES, OUTSIDE, POWERS, SOFT_ACTIONS
from qa.duty_check.matters import Mention, Saying, mentions
from qa.duty_check.words import actions, bounds_of, cut, light, pieces, spelled, wrapping
from qa.text import CONTENT, normalized

POWER: Final = 1.4
DONE: Final = 0.8
SOFT: Final = 0.35
WRAPPED: Final = 0.25
UNKNOWN: Final = 0.8
BODY: Final = 1.6
CLIENT: Final = 0.1
"""How much the kinds of terms count, against 1 for a matter."""

EARLIER: Final = 0.9
"""How much a matter counts that is spoken of before another: what a task is about comes last."""

REST: Final = 0.5
"""How much other words count beside a matter: they say how, where and for whom."""

SPEECH: Final = {"vn": 0.5, "v": 0.2, "ns": 0.1, "nr": 0.1, "n": 0.7, "j": 0.8, "i": 0.5, "l": 0.3, "eng": 0.8}
OTHER_SPEECH: Final = 0.15
"""How much other words count, by their part of speech: what is done to what, not when, how and how many."""

_WHOLE: Final = "(?<!办)|(?<=办)(?![公理事])"
"""A name that ends with 办 does not stand in 办公楼."""

_TWICE: Final = re.compile(r"(.)一\1")
"""查一查 is 查."""

Telling = Callable[[Sequence[str]], float]
"""How telling a term is that may be said in these ways, 1 at most."""


@dataclass(frozen=True)
class Term:
    """What a task says in one word, or several that belong together.

    `ways` are the words that a duty may say instead, `wider` those for something of which it is part. `action` is
    what is done, if it says that. `known`: it is a matter, which stands before another and so only `modifies` it, or
    is done with `anything`.
    """

    text: str
    ways: tuple[str, ...]
    weight: float = 1.0
    action: str = ""
    known: bool = False
    wider: tuple[str, ...] = ()
    modifies: bool = False
    anything: bool = False

    @property
    def names_body(self) -> bool:
        """Whether it says the name of another body, whose own affairs are none of those that do not name it."""
        return any(body in self.text for body in OTHER_BODIES)


def terms_of(task: str, own: Iterable[str], telling: Telling) -> tuple[Term, ...]:
    """The terms of a task, without the names of the organization itself."""
    text = _TWICE.sub(r"\1", normalized(task))
    for name in own:
        text = re.sub(f"{re.escape(name)}(?:{_WHOLE})", " ", text)
    return tuple(_terms(" ".join(spelled(run) for run in CONTENT.findall(text)), telling))


def _terms(text: str, telling: Telling) -> Iterator[Term]:
    ends = bounds_of(word for part in re.split("( )", text) for word, _ in cut(part))
    spoken = mentions(text, _tells, partial(_stands, ends))
    starts = {place[0] for mention in spoken for place in mention.places}
    rest = text
    private = _private(text)
    for mention in spoken:
        said = "".join(text[start:end] for start, end in mention.places)
        weight = 1.0 if mention is spoken[-1] else EARLIER
        term = _matter(said, mention, weight, mention.places[-1][1] in starts)
        nobodys = private and all(matter.official for matter in mention.matters)
        yield replace(term, ways=(), wider=()) if nobodys else term
        for start, end in mention.places:
            rest = rest[:start] + " " * (end - start) + rest[end:]
    for run in CONTENT.findall(rest):
        for word, speech in cut(run):
            for piece in pieces(word):
                yield from _word(piece, speech, REST if spoken else 1.0, telling)


def _private(text: str) -> bool:
    """Whether a task is done for somebody outside government, and nobody of it is spoken of."""
    return any(word in text for word in OUTSIDE) and not any(word in text for word in GOVERNMENT)


def _tells(saying: Saying) -> bool:
    """Whether a saying tells more than that something is done."""
    return len(saying) > 1 or not {*saying} & (actions().keys() | light() | wrapping())


def _stands(ends: frozenset[int], start: int, end: int) -> bool:
    """Whether characters can be a word of a text whose words end at these places."""
    held = (start in ends, end in ends)
    return all(held) if end - start == 1 else any(held)


def _matter(said: str, mention: Mention, weight: float, modifies: bool) -> Term:
    names = dict.fromkeys((said, *(name for matter in mention.matters for name in matter.names)))
    wider = dict.fromkeys(name for matter in mention.matters for name in matter.wider)
    anything = any(matter.anything for matter in mention.matters)
    return Term(said, tuple(names), weight, known=True, wider=tuple(wider), modifies=modifies, anything=anything)


def _word(word: str, speech: str, rest: float, telling: Telling) -> Iterator[Term]:
    """The term of a word that speaks of no matter; none if it says nothing."""
    action = actions().get(word, ("",))[0]
    if word in light():
        return
    if action:
        ways = tuple(dict.fromkeys(map(normalized, (word, *ACTIONS[action], *IMPLIED.get(action, ())))))
        worth = POWER if action in POWERS else SOFT if action in SOFT_ACTIONS else DONE
        yield Term(word, ways, worth * telling(ways), action)
    elif word in wrapping():
        yield Term(word, (word,), WRAPPED * telling((word,)))
    elif any(body in word for body in OTHER_BODIES):
        yield Term(word, (word,), BODY)
    elif len(word) > 1 or word.isdigit():
        yield Term(word, (word,), rest * _worth(word, speech) * telling((word,)))


def _worth(word: str, speech: str) -> float:
    """How much a word counts that the tables do not know."""
    if word in _clients():
        return CLIENT
    other = OTHER_SPEECH if speech else UNKNOWN
    return next((worth for tag, worth in SPEECH.items() if speech.startswith(tag)), other)


@cache
def _clients() -> frozenset[str]:
    return frozenset(map(normalized, CLIENTS))
