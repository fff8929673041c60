"""The names that a question can use, by spelling and by sound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, NamedTuple

MIN_TYPO: Final = 3
"""Shorter names are not looked for with typing errors."""

LONG_NAME: Final = 6
"""From this length on, a name with one character changed is taken for it whatever the sound."""


class Feature(NamedTuple):
    """One thing that can be said of a fact: `slot` is a field, `value` what stands in it."""

    slot: str
    value: str


@cache
def sound(text: str) -> str:
    """How a text is read aloud, without tones: character by character, so that a slip in a word does not
    change how its other characters are read."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(list(text)))


@dataclass(frozen=True)
class Vocabulary:
    """The names that questions about a report can use. `official` are those that it prints itself;
    `organizations` are ways to name the organization that it is of."""

    names: Mapping[str, frozenset[Feature]]
    official: frozenset[str]
    organizations: frozenset[str]
    base: Vocabulary | None = None

    def extended(self, names: Mapping[str, frozenset[Feature]]) -> Vocabulary:
        """The same with more names, which typing errors are not looked for in."""
        return Vocabulary({**names, **self.names}, self.official, self.organizations, self)

    @cached_property
    def longest(self) -> int:
        """Length of the longest name."""
        return max(map(len, (*self.names, *self.organizations)), default=1)

    @cached_property
    def by_sound(self) -> Mapping[str, tuple[str, ...]]:
        """The names that sound the same."""
        if self.base:
            return self.base.by_sound
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in self.names:
            if len(name) >= MIN_TYPO and not name.isascii():
                found[sound(name)].append(name)
        return {key: tuple(names) for key, names in found.items()}

    def alike(self, text: str) -> Iterator[str]:
        """Names as long as a text, and either half of which is the text's: those with one character changed are
        among them."""
        middle = len(text) // 2
        yield from self.by_half.get((len(text), text[:middle], ""), ())
        yield from self.by_half.get((len(text), "", text[middle:]), ())

    @cached_property
    def by_half(self) -> Mapping[tuple[int, str, str], tuple[str, ...]]:
        """The names by their length and either of their halves."""
        if self.base:
            return self.base.by_half
        found: defaultdict[tuple[int, str, str], list[str]] = defaultdict(list)
        for name in self.names:
            middle = len(name) // 2
            found[len(name), name[:middle], ""].append(name)
            found[len(name), "", name[middle:]].append(name)
        return {half: tuple(names) for half, names in found.items()}
