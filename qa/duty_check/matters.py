"""What government offices deal with, and in which words: the table `matters.txt`, and what of it a text speaks of.

Whoever says 拖欠工钱 speaks of what clauses call 农民工工资, and of nothing that a clause on 职称 covers. Data, to be
read and extended; national terms only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from qa.text import normalized

TABLE: Final = "matters.txt"
NOTHING: Final = "-"
ANYTHING: Final = "*"
OFFICIAL: Final = "!"
ALIAS: Final = "="
TOGETHER: Final = "+"
"""Joins the words that together say what none says alone: 猪+疫苗."""

Place = tuple[int, int]
Saying = tuple[str, ...]


@dataclass(frozen=True)
class Matter:
    """`names` are what clauses call it, `wider` what they call that of which it is part, `said` what people say.
    `anything`: it is done with all manner of other matters, as a speech is made on them. `official`: it is this matter
    only where government does it for itself, unlike the meeting of a company."""

    names: tuple[str, ...]
    wider: tuple[str, ...]
    said: tuple[Saying, ...]
    anything: bool
    official: bool


@dataclass(frozen=True)
class Mention:
    """Where a text speaks of a matter: the stretches of the words that say so. Of several `matters`, one is meant."""

    matters: tuple[Matter, ...]
    places: tuple[Place, ...]


@cache
def all_matters() -> tuple[Matter, ...]:
    """The matters of the table."""
    return tuple(_matter(line) for line in _lines() if not line.startswith(ALIAS))


@cache
def _lines() -> tuple[str, ...]:
    lines = files(__package__).joinpath(TABLE).read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def _aliases() -> Mapping[str, frozenset[str]]:
    """For each word that people say for others of the table, those others."""
    found: dict[str, set[str]] = {}
    for line in _lines():
        if line.startswith(ALIAS):
            meant, words = line.removeprefix(ALIAS).split("|")
            for word in _words(words):
                found.setdefault(word, set()).add(meant.strip())
    return {word: frozenset(meant) for word, meant in found.items()}


def _matter(line: str) -> Matter:
    text = line.lstrip(ANYTHING + OFFICIAL + " ")
    marks = line[: len(line) - len(text)]
    names, wider, said = (_words(field) for field in text.split("|"))
    sayings = tuple(tuple(saying.split(TOGETHER)) for saying in dict.fromkeys((*names, *said)))
    return Matter(names, wider, sayings, ANYTHING in marks, OFFICIAL in marks)


def _words(field: str) -> tuple[str, ...]:
    return tuple(normalized(word) for word in field.split() if word != NOTHING)


@cache
def _by_word() -> Mapping[str, tuple[tuple[Matter, Saying], ...]]:
    """For each word, the sayings that it is part of."""
    found: dict[str, list[tuple[Matter, Saying]]] = {}
    for matter in all_matters():
        for saying in matter.said:
            for word in saying:
                found.setdefault(word, []).append((matter, saying))
    return {word: tuple(sayings) for word, sayings in found.items()}


@cache
def names_ending(word: str) -> tuple[str, ...]:
    """What clauses call matters, of the names that end with a word."""
    return tuple(name for matter in all_matters() for name in matter.names if name.endswith(word))


@cache
def _longest() -> int:
    return max(map(len, (*_by_word(), *_aliases())))


def mentions(text: str, says: Callable[[Saying], bool], stands: Callable[[int, int], bool]) -> list[Mention]:
    """What a text speaks of, each character once: that first which takes most of it.

    `says` tells whether a saying counts, `stands` whether the characters between two places can be words.
    """
    words = _words_in(text, stands)
    sayings = dict.fromkeys(entry for word in words for entry in _by_word()[word] if says(entry[1]))
    taken: dict[Matter, set[int]] = {}
    for matter, saying in sayings:
        taken.setdefault(matter, set()).update(_together(saying, words))
    return sorted(_shared_out(taken), key=lambda mention: mention.places)


def _words_in(text: str, stands: Callable[[int, int], bool]) -> dict[str, list[Place]]:
    """The words of the table that a text holds, itself or by an alias, with where they stand."""
    found: dict[str, list[Place]] = {}
    for start in range(len(text)):
        for end in range(start + 1, min(start + _longest(), len(text)) + 1):
            word = text[start:end]
            for meant in sorted(({word} | _aliases().get(word, frozenset())) & _by_word().keys()):
                if stands(start, end):
                    found.setdefault(meant, []).append((start, end))
    return found


def _together(saying: Saying, words: Mapping[str, list[Place]]) -> set[int]:
    """The characters that say it; empty where a word is missing or only part of another."""
    taken: set[int] = set()
    for word in saying:
        free = (set(range(*place)) for place in words.get(word, ()))
        place = next((place for place in free if not place & taken), None)
        if place is None:
            return set()
        taken |= place
    return taken


def _shared_out(taken: Mapping[Matter, set[int]]) -> Iterator[Mention]:
    left = {matter: chars for matter, chars in taken.items() if chars}
    while left:
        most = max(left.values(), key=len)
        yield Mention(tuple(matter for matter, chars in left.items() if chars == most), tuple(_stretches(most)))
        left = {matter: taken[matter] for matter, chars in left.items() if not chars & most}


def _stretches(chars: set[int]) -> Iterator[Place]:
    start = -1
    for char in sorted(chars):
        if char - 1 not in chars:
            start = char
        if char + 1 not in chars:
            yield start, char + 1
