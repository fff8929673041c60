"""Whether a sentence of the language model says what the report says, and what of it may be shown.

Shown are the report's own characters and words of closed tables (`qa.llm.wording`), never others. A sentence is

- written: it is the beginning of one sentence of the cited passage, up to the end of a clause, but for words of the
  tables; then it is shown as such;
- quoted: it is about one sentence of the cited passage, and holds no number, name or quotation that is not in it;
  then that sentence is shown whole;
- dropped: anything else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ingest.numbers import CHINESE, PLAIN
from qa.llm.blocks import Block, Figure, Sentence
from qa.llm.messages import Fate
from qa.llm.wording import DROPPED, EQUAL, INSERTED, LEADS, NO_NUMBERS, TAKEN_BACK
from qa.text import bigrams, normalized

LONGEST: Final = 400
"""A longer sentence is not looked at, in characters."""

ABOUT: Final = 0.5
"""Share of what a sentence says that one of the report must hold to be what it is about."""

FIGURE_ID: Final = re.compile(r"\{\s*(F\d{1,3})\s*\}")
_BREAKS: Final = frozenset("，,；;：:")
_IGNORED: Final = frozenset(" \t\r\n\u3000“”‘’\"'")
_ENDS: Final = "。.！!？?；;，, "
_NUMBER: Final = re.compile(rf"(?:{PLAIN})(?:\s*[%％‰]|\s*个?百分点|\s*[万亿百千]*[\u4e00-\u9fff])?")
_CHINESE_NUMBER: Final = re.compile(rf"(?:百分之)?{CHINESE}(?:[几余多]?[成倍半]|分之{CHINESE})?|半数|[几数]{CHINESE}")
_QUOTED: Final = re.compile(r"[“《\"「『]([^”》\"」』]{2,})[”》\"」』]")
_OTHER_NUMBERS: Final = ("Nl", "No")
"""Unicode's kinds of signs that count: ④, Ⅳ, ½."""


@dataclass(frozen=True)
class Stretch:
    """A part of what is shown: characters `start` to `end` of the report's sentence, or a word of the tables."""

    start: int = 0
    end: int = 0
    word: str = ""


@dataclass(frozen=True)
class Kept:
    """What is shown of a sentence: stretches of a sentence of a block."""

    fate: Fate
    block: Block
    sentence: Sentence
    stretches: tuple[Stretch, ...]


def checked(
    said: str, ids: Iterable[str], blocks: Mapping[str, Block], figures: Mapping[str, Figure], names: Collection[str]
) -> Kept | None:
    """What may be shown of a sentence that cites blocks by their ids, if anything may. `names`: those of units,
    projects and items."""
    cited = [blocks.get(id_) for id_ in ids]
    named = FIGURE_ID.findall(said)
    if not cited or None in cited or any(id_ not in figures for id_ in named) or len(said) > LONGEST:
        return None
    text = FIGURE_ID.sub(lambda match: figures[match[1]].fact.printed, said).strip().rstrip(_ENDS)
    lead, body = _without_lead(text)
    sentences = [(block, sentence) for block in cited if block for sentence in block.sentences]
    for block, sentence in sentences:
        if stretches := aligned(body, sentence.text):
            begin = (Stretch(word=lead),) if lead else ()
            return Kept(Fate.WRITTEN, block, sentence, (*begin, *stretches))
    about = [pair for pair in sentences if _is_about(body, *pair, names)]
    if not about:
        return None
    block, sentence = max(about, key=lambda pair: _share(body, pair[1].text))
    return Kept(Fate.QUOTED, block, sentence, (Stretch(0, len(sentence.text)),))


def _without_lead(text: str) -> tuple[str, str]:
    """What is shown of the words that the sentence begins with, and the rest."""
    for lead, shown in LEADS.items():
        if text.startswith(lead):
            return shown, text.removeprefix(lead).lstrip("，,：: ")
    return "", text


# written


def aligned(said: str, sentence: str) -> tuple[Stretch, ...]:
    """The stretches of the report's sentence, and words between them, that make up what is said; none where it is
    not the beginning of the sentence, but for words of the tables."""
    for start in _starts(sentence):
        if found := _path(said, sentence, start):
            return tuple(_joined(found))
    return ()


def _starts(sentence: str) -> Iterator[int]:
    """Where a sentence begins: with its number, or behind it."""
    yield 0
    if match := _MARKER.match(sentence):
        yield match.end()


_MARKER: Final = re.compile(
    rf"\s*(?:[（(](?:{CHINESE}|\d{{1,2}})[）)]|(?:{CHINESE}|\d{{1,2}})[、.．](?!\d)|{CHINESE}是)\s*"
)
_Step = tuple[int, int, Stretch | None]
"""How far what is said, and the report's sentence, are used up, and what of it is shown."""


def _path(said: str, sentence: str, start: int) -> list[Stretch]:
    """Uses both up side by side, the steps that show the report's characters first; no steps where it cannot be."""
    stack: list[tuple[int, int]] = [(0, start)]
    came: dict[tuple[int, int], tuple[tuple[int, int], Stretch | None] | None] = {(0, start): None}
    while stack:
        here = stack.pop()
        if here[0] == len(said) and _may_end(sentence, here[1]):
            return _walked(came, here)
        for i, j, shown in reversed(list(_steps(said, sentence, *here))):
            if (i, j) not in came:
                came[i, j] = here, shown
                stack.append((i, j))
    return []


def _walked(
    came: Mapping[tuple[int, int], tuple[tuple[int, int], Stretch | None] | None], end: tuple[int, int]
) -> list[Stretch]:
    shown: list[Stretch] = []
    step = came[end]
    while step:
        before, stretch = step
        if stretch:
            shown.append(stretch)
        step = came[before]
    return shown[::-1]


def _steps(said: str, sentence: str, i: int, j: int) -> Iterator[_Step]:
    """The ways on from here, the best first."""
    one, other = said[i : i + 1], sentence[j : j + 1]
    if one and other and (one == other or (one in _BREAKS and other in _BREAKS)):
        yield i + 1, j + 1, Stretch(j, j + 1)
    if one and one in _IGNORED:
        yield i + 1, j, None
    if other and other in _IGNORED:
        yield i, j + 1, Stretch(j, j + 1)
    for group in EQUAL:
        for word in group:
            if sentence.startswith(word, j):
                yield from (
                    (i + len(w), j + len(word), Stretch(j, j + len(word))) for w in group if said.startswith(w, i)
                )
    yield from ((i, j + len(word), None) for word in DROPPED if sentence.startswith(word, j))
    if i:
        yield from ((i + len(word), j, Stretch(word=word)) for word in INSERTED if said.startswith(word, i))


def _may_end(sentence: str, at: int) -> bool:
    """Whether the report's sentence may be left off here: at its end, or at that of a clause of which the next one
    takes nothing back."""
    rest = sentence[at:].lstrip("".join(_IGNORED))
    if not rest.strip(_ENDS):
        return True
    behind = rest[1:].lstrip("".join(_IGNORED))
    return rest[0] in "，,；;。！？" and not behind.startswith(TAKEN_BACK)


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches that follow on each other as one."""
    held: Stretch | None = None
    for each in stretches:
        if held and not held.word and not each.word and held.end == each.start:
            held = Stretch(held.start, each.end)
            continue
        if held:
            yield held
        held = each
    if held:
        yield held


# quoted


def _share(said: str, sentence: str) -> float:
    asked = bigrams(normalized(said))
    return len(asked & bigrams(normalized(sentence))) / len(asked) if asked else 0.0


def _is_about(said: str, block: Block, sentence: Sentence, names: Collection[str]) -> bool:
    """Whether what is said is about a sentence, and none of its numbers, names and quotations is from elsewhere."""
    if _share(said, sentence.text) < ABOUT:
        return False
    plain, printed = normalized(said), normalized(sentence.text)
    above = normalized(block.heading)
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
