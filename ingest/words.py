"""Words of a Chinese text, for the full-text index. The same for what is indexed and what is asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
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


def cutter(words: Iterable[str]) -> Callable[[str], list[tuple[str, str]]]:
    """Something that cuts a text without white space into its words, each with its part of speech as jieba's
    dictionary has it (n, v, …; empty where it has none). `words` are known beside those of the dictionary."""
    import jieba.posseg

    tokenizer = jieba.Tokenizer()
    jieba.setLogLevel("ERROR")
    tokenizer.initialize()
    for word in words:
        if not tokenizer.FREQ.get(word):
            tokenizer.add_word(word)
    tags = jieba.posseg.POSTokenizer(tokenizer).word_tag_tab
    return lambda text: [(word, tags.get(word, "")) for word in tokenizer.cut(text, HMM=False)]


@cache
def _segmenter() -> jieba.Tokenizer:
    """Made at the first use: its dictionary takes half a second to load."""
    import jieba

    jieba.setLogLevel("ERROR")
    return jieba.Tokenizer()
