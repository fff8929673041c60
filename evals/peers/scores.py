"""Whether the answer stands in what a system found, and what the program answered to the same questions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from evals.gold import Found, Gold, all_stand_in, golds
from evals.peers import Text
from evals.questions import Question
from evals.source import Source, compact

RIGHT: Final = "right"
WRONG: Final = "wrong"
UNANSWERED: Final = "unanswered"


class Pages:
    """One report's text, to tell on which pages of it a part stands."""

    def __init__(self, source: Source) -> None:
        texts = [compact(page.text) for page in source.document.pages]
        self._text = "".join(texts)
        self._ends = list(accumulate(map(len, texts)))
        self._numbers = [page.number for page in source.document.pages]

    def of(self, part: str) -> frozenset[int]:
        """The pages that a verbatim part of the text runs over, white space aside; empty where it is none."""
        wanted = compact(part)
        start = self._text.find(wanted)
        if start < 0 or not wanted:
            return frozenset()
        first, last = bisect_right(self._ends, start), bisect_left(self._ends, start + len(wanted))
        return frozenset(self._numbers[first : last + 1])


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions with what has to be found for them, and the reports that it is looked for in."""

    questions: tuple[Question, ...]
    wanted: Mapping[str, tuple[Gold, ...]]

    @property
    def retrieved(self) -> tuple[Question, ...]:
        """The questions that what is found can answer."""
        return tuple(question for question in self.questions if question.id in self.wanted)


def asked(questions: Sequence[Question], sources: Sequence[Source], titles: Mapping[str, str]) -> Asked:
    """`titles` are those of the reports by the names of their files. What is to be found has to be printed in the
    reports: a question whose answer is not, or that has several turns, is not put to peers."""
    whole = [
        Found(s.text, frozenset(p.number for p in s.document.pages), titles[s.document.path.name]) for s in sources
    ]
    wanted = {q.id: golds(q.expect, sources) for q in questions if len(q.turns) == 1}
    return Asked(tuple(questions), {name: gold for name, gold in wanted.items() if gold and all_stand_in(gold, whole)})


def _whole(source: Source, titles: Mapping[str, str]) -> Found:
    pages = frozenset(page.number for page in source.document.pages)
    return Found(source.text, pages, titles[source.document.path.name])


class Finder:
    """Turns what a system found into texts of known pages and reports."""

    def __init__(self, sources: Iterable[Source], titles: Mapping[str, str]) -> None:
        self._pages = {source.document.path.name: Pages(source) for source in sources}
        self._titles = titles

    def found(self, texts: Iterable[Text]) -> list[Found]:
        """With pages and the report's title."""
        return [Found(text, self._pages[file].of(text), self._titles[file]) for file, text in texts]


def ceiling(
    wanted: Mapping[str, tuple[Gold, ...]], found: Mapping[str, Sequence[Text]], finder: Finder
) -> frozenset[str]:
    """The ids of the questions whose whole answer stands in what was found for them."""
    return frozenset(name for name, gold in wanted.items() if all_stand_in(gold, finder.found(found[name])))
