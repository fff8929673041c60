"""Words of a Chinese text, for the full-text index. The same for what is indexed and what is asked."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import jieba

_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORD: Final = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")


def segment(text: str) -> list[str]:
    """The words in order, long words also as the words they are made of, without punctuation.

    Full-width forms become half-width, letters small, and numbers lose their separators, so that
    2,345.67 is one word: 2345.67.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = _NUMBER.sub(lambda match: match[0].replace(",", ""), plain)
    return [word for part in _segmenter().cut_for_search(plain) for word in _WORD.findall(part)]


def cut(text: str) -> list[str]:
    """The words of a text without white space, in order, each once; nothing is changed or left out."""
    return list(_segmenter().cut(text, HMM=False))


@cache
def _segmenter() -> jieba.Tokenizer:
    """Made at the first use: its dictionary takes half a second to load."""
    import jieba

    jieba.setLogLevel("ERROR")
    return jieba.Tokenizer()
