"""The words of a task or of a duty: cut by the tables and the dictionary, and put right where one is written that only
sounds like one of the tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final

from ingest.words import cutter
from qa.duty_check.lexicon import ACTIONS, INCIDENTAL, LIGHT, POLITE, POWERS, WRAPPING
from qa.duty_check.matters import all_matters
from qa.text import normalized

LONGEST_RESPELLED: Final = 6
"""Words of more characters are not looked for by their sound."""


@cache
def actions() -> Mapping[str, tuple[str, ...]]:
    """For each word that says what is done, the kinds of doing that it may say."""
    found: dict[str, list[str]] = {}
    for action, words in ACTIONS.items():
        for word in words:
            found.setdefault(normalized(word), []).append(action)
    return {word: tuple(sorted(actions, key=POWERS.__contains__)) for word, actions in found.items()}


@cache
def _cutter() -> Callable[[str], list[tuple[str, str]]]:
    return cutter(_tables())


@cache
def light() -> frozenset[str]:
    """The words that say nothing of what a task is about."""
    return frozenset(map(normalized, (*LIGHT, *INCIDENTAL, *POLITE)))


@cache
def wrapping() -> frozenset[str]:
    """The words that say little of it."""
    return frozenset(map(normalized, WRAPPING))


def cut(run: str) -> list[tuple[str, str]]:
    """The words of a run with their parts of speech. The dictionary, slow to load, is asked only where the tables do
    not know all of it."""
    words = _plain_cut(run)
    if all(word in _tables() for word in words):
        return [(word, "") for word in words]
    return _cutter()(run)


def spelled(run: str) -> str:
    """The run, with words of the tables for what only sounds like them, where the tables do not know all of it."""
    return run if all(word in _tables() for word in _plain_cut(run)) else _respelled(run)


def _plain_cut(text: str) -> list[str]:
    """The text cut into words of the tables, the longest first, and single characters between them."""
    return _known().findall(text)


@cache
def _known() -> re.Pattern[str]:
    words = sorted(_tables(), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, words), "."]), re.DOTALL)


def _respelled(run: str) -> str:
    """The run with words of the tables where something is written that only sounds like them: 提按 for 提案."""
    written = [word for word, _ in _cutter()(run)]
    ends = bounds_of(written)
    loose = {place for place, word in _placed(written) if len(word) == 1}
    sounds = _sounds(run)
    for length in range(LONGEST_RESPELLED, 1, -1):
        for start in range(len(run) - length + 1):
            window = run[start : start + length]
            whole = {start, start + length} <= ends
            if not whole or loose.isdisjoint(range(start, start + length)) or window in _tables():
                continue
            if light() & set(window):
                continue
            meant = _by_sound().get(tuple(sounds[start : start + length]), "")
            if sum(a == b for a, b in zip(meant, window, strict=False)) >= max(length - 1, 1):
                return run[:start] + meant + _respelled(run[start + length :])
    return run


def _placed(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    place = 0
    for word in words:
        yield place, word
        place += len(word)


@lru_cache(maxsize=8192)
def _sounds(text: str) -> tuple[str, ...]:
    """How each character sounds, without tones."""
    from pypinyin import lazy_pinyin

    return tuple(sound for char in text for sound in (lazy_pinyin(char) or [char]))


@cache
def _by_sound() -> Mapping[tuple[str, ...], str]:
    words = (word for word in {*_said_alone(), *actions()} if 1 < len(word) <= LONGEST_RESPELLED)
    return {_sounds(word): word for word in sorted(words)}


def pieces(word: str) -> list[str]:
    """A longer word that the tables do not know, as a word that they know and the rest: 党员大会."""
    if len(word) < 3 or word in _tables():
        return [word]
    for length in range(len(word) - 1, 1, -1):
        for start in (0, len(word) - length):
            if word[start : start + length] in _tables():
                pieces = [word[:start], word[start : start + length], word[start + length :]]
                return [piece for piece in pieces if len(piece) > 1]
    return [word]


@cache
def _tables() -> frozenset[str]:
    return frozenset({*_said_alone(), *actions(), *light(), *wrapping()})


@cache
def _said_alone() -> frozenset[str]:
    """The words that by themselves say what matter is spoken of."""
    return frozenset(saying[0] for matter in all_matters() for saying in matter.said if len(saying) == 1)


@lru_cache(maxsize=8192)
def bounds(text: str) -> frozenset[int]:
    """Where the words of a sentence begin and end."""
    return bounds_of(_plain_cut(text))


def bounds_of(words: Iterable[str]) -> frozenset[int]:
    """Where words begin and end that stand one after another."""
    return frozenset(accumulate(map(len, words), initial=0))
