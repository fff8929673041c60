"""Which sentence of the report a sentence of the language model says, if it says one.

Shown is the report's sentence, never the model's. It may show it where it cites the passage, is about the sentence
(shares most of what it says with it), and holds no number, name or quotation that is not in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ingest.numbers import CHINESE, PLAIN
from qa.llm.blocks import Block, Figure, Item
from qa.llm.messages import Fate
from qa.llm.wording import NO_NUMBERS
from qa.text import bigrams, content, normalized

LONGEST: Final = 400
"""A longer sentence of the model is not looked at, in characters."""

ABOUT: Final = 0.5
"""Share of what a sentence says that one of the report must hold to be what it is about."""

FIGURE_ID: Final = re.compile(r"\{\s*(F\d{1,3})\s*\}")
_NUMBER: Final = re.compile(rf"(?:{PLAIN})(?:\s*[%％‰]|\s*个?百分点|\s*[万亿百千]*[\u4e00-\u9fff])?")
_CHINESE_NUMBER: Final = re.compile(
    rf"(?<![\d.])(?:(?:百分之)?{CHINESE}(?:[几余多]?[成倍半]|分之{CHINESE})?|半数|[几数]{CHINESE})"
)
_QUOTED: Final = re.compile(r"[“《\"「『]([^”》\"」』]{2,})[”》\"」』]")
_OTHER_NUMBERS: Final = ("Nl", "No")
"""Unicode's kinds of signs that count: ④, Ⅳ, ½."""


@dataclass(frozen=True)
class Found:
    """The sentence of the report: the block and item that it stands in, and its place in that. `fate`: whether it was
    said word for word."""

    fate: Fate
    block: Block
    item: Item
    index: int


def checked(
    said: str, ids: Iterable[str], blocks: Mapping[str, Block], figures: Mapping[str, Figure], names: Collection[str]
) -> Found | None:
    """The sentence of the cited blocks that is said, if one is. `names`: those of units, projects and items."""
    cited = [blocks.get(id_) for id_ in ids]
    named = FIGURE_ID.findall(said)
    if not cited or None in cited or any(id_ not in figures for id_ in named) or len(said) > LONGEST:
        return None
    text = FIGURE_ID.sub(lambda match: figures[match[1]].fact.printed, said)
    about = [
        (_share(text, item.sentence(index)), block, item, index)
        for block in cited
        if block
        for item in block.items
        for index in range(len(item.ends))
        if _is_about(text, item.sentence(index), block.heading, names)
    ]
    if not about:
        return None
    _, block, item, index = max(about, key=lambda found: found[0])
    verbatim = content(normalized(text)) == content(normalized(item.sentence(index)))
    return Found(Fate.WRITTEN if verbatim else Fate.QUOTED, block, item, index)


def _share(said: str, sentence: str) -> float:
    asked = bigrams(normalized(said))
    return len(asked & bigrams(normalized(sentence))) / len(asked) if asked else 0.0


def _is_about(said: str, sentence: str, heading: str, names: Collection[str]) -> bool:
    """Whether what is said is about a sentence, and none of its numbers, names and quotations is from elsewhere."""
    if _share(said, sentence) < ABOUT:
        return False
    plain, printed, above = normalized(said), normalized(sentence), normalized(heading)
    hard = (*_numbers(said), *(normalized(text) for text in _QUOTED.findall(said)))
    named = (name for name in map(normalized, names) if len(name) > 1 and name in plain)
    return all(_stands(text, printed) for text in hard) and all(name in printed or name in above for name in named)


def _stands(text: str, printed: str) -> bool:
    """Whether a number or quotation stands in a sentence, and not as a part of a longer number."""
    return re.search(rf"(?<![\d.,]){re.escape(text)}", printed) is not None


def _numbers(said: str) -> Iterator[str]:
    """Every number with what it counts, in figures, in words, and in signs of other kinds."""
    yield from (normalized(match[0]) for match in _NUMBER.finditer(said))
    worded = said
    for word in NO_NUMBERS:
        worded = worded.replace(word, "")
    yield from (match[0] for match in _CHINESE_NUMBER.finditer(worded))
    yield from (char for char in said if unicodedata.category(char) in _OTHER_NUMBERS)
