"""What is done to every question before it is read: one script, one width, one kind of quotation mark."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from ingest.numbers import half_width

if TYPE_CHECKING:
    from opencc import OpenCC

_MARKS: Final = str.maketrans({'"': "", "“": "", "”": "", "'": "", "‘": "", "’": "", "(": "（", ")": "）"})
_INVISIBLE: Final = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
REMEMBERED: Final = 8192
"""So many texts are not normalised again: the names of a report stand in many facts."""

_SPACES: Final = re.compile(r"\s+")
_BETWEEN_WORDS: Final = re.compile(r"(?<=[A-Za-z0-9]) (?=[A-Za-z])|(?<=[A-Za-z]) (?=[0-9])")
CONTENT: Final = re.compile(r"[\u3400-\u9fffA-Za-z0-9]+")
"""Characters that say something: not punctuation, not white space."""


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


@lru_cache(maxsize=REMEMBERED)
def normalized(text: str) -> str:
    """The text in simplified characters and half-width forms, without quotation marks and white space.

    Both questions and the names of the library go through here, so that they meet.
    """
    text = half_width(_INVISIBLE.sub("", text)).lower()
    if not text.isascii():
        text = _converter().convert(text)
    text = _SPACES.sub(" ", text).translate(_MARKS).strip()
    return "".join(char for i, char in enumerate(text) if char != " " or _BETWEEN_WORDS.match(text, i))


def squeezed(text: str) -> str:
    """The normalised text without 的, which people put in and leave out of names as they like."""
    return normalized(text).replace("的", "")


def content(text: str) -> str:
    """The text without punctuation and white space."""
    return "".join(CONTENT.findall(text))


def bigrams(text: str) -> set[str]:
    """Every two neighbouring characters of the text's content; the content itself if it is shorter."""
    said = content(text)
    return {said[i : i + 2] for i in range(len(said) - 1)} or ({said} if said else set())
