"""What a question asks of each of several reports."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from ingest.document import Page
from ingest.forms import THREE_PUBLIC_ITEMS, THREE_PUBLIC_TOTAL
from ingest.library import Library, StoredReport
from ingest.report import Classification, Fact, Flow, Measure
from qa import lexicon
from qa.answer import Answer, Understood
from qa.catalog import Catalog
from qa.cutting import Word
from qa.lexicon import CHANGE_SIGNS, COMPARATIVES, LESS, Ask, Operation, Role
from qa.lookup import DEFAULT_TOTALS
from qa.project_names import OF_PROJECTS
from qa.question import CHANGES, ORDERING, Question, asked_of, read_question
from qa.said import Said
from qa.select import Several, turns_of_several
from qa.shelf import Shelf
from qa.vocabulary import Feature, Vocabulary

FEW: Final = 6
"""Of so many reports the projects can be asked for too: of more, only what all reports have."""

EVERYWHERE: Final = tuple(c for c in Classification if c not in OF_PROJECTS)
"""The lists whose items are called the same in every report."""


_HIGHER: Final = re.compile(f"[比更谁哪个]*(?:{'|'.join(COMPARATIVES)})[吗呢了些]*")
"""Asks which of several figures is the higher, as their order tells: 谁的支出高, 2024年比2023年高吗."""

WHAT: Final = frozenset({Role.NAME, Role.FLOW, Role.FUND, Role.MEASURE, Role.BASELINE})
"""What words do that say which figure is asked for."""


@dataclass
class Scope:
    """One question on its way to several reports.

    `names` are the names that figures have anywhere in the library; `catalog` and `pages` read one report.
    """

    text: str
    several: Several
    history: Sequence[Answer]
    shelf: Shelf
    library: Library
    this_year: int
    names: Catalog
    catalog: Callable[[str], Catalog]
    pages: Callable[[str], Sequence[Page]]
    trace: list[str] = field(default_factory=list)

    @property
    def reports(self) -> tuple[StoredReport, ...]:
        """The reports, in the order in which to show them."""
        return self.several.reports

    @property
    def of_one(self) -> bool:
        """Whether all reports are of one organization."""
        return len({report.identity.organization for report in self.reports}) == 1

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The names that figures of these reports have."""
        found: defaultdict[str, frozenset[Feature]] = defaultdict(frozenset, self.names.names)
        official = set(self.names.vocabulary.official)
        for report in self.reports if len(self.reports) <= FEW else ():
            own = self.catalog(report.id)
            official |= own.vocabulary.official
            for name, means in own.names.items():
                found[name] |= means
        return Vocabulary(dict(found), frozenset(official), frozenset())

    @cached_property
    def question(self) -> Question:
        """What is asked of each report; what it leaves out is that of the answers before."""
        question = self._following(self._said)
        if not (self.asks_change or self.of_kinds):
            return question
        words = tuple(word for word in question.words if word.role not in (Role.MEASURE, Role.BASELINE))
        return replace(question, words=words, measures=(), baseline="", percent=False, operation=Operation.GET)

    def _following(self, question: Question) -> Question:
        """The question with what it goes on with: of several reports all turns about them, one after another; else
        what one report was asked about."""
        own = self.shelf.read(self.several.said.text, this_year=self.this_year)
        fresh = own.endings is not None or own.who or bool(own.names and not (own.only or own.beside))
        earlier: Question | None = None
        for answer in turns_of_several(self.history):
            later = self._read(self.shelf.read(answer.question, this_year=self.this_year))
            earlier = gone_on(earlier, later) if earlier else later
        if earlier is not None and (earlier.names or earlier.flow or earlier.fund):
            return gone_on(earlier, question, fresh=fresh)
        before = next((answer for answer in reversed(self.history) if answer.understood.item), None)
        return question if before is None or names_something(question) else _about(question, before.understood)

    @property
    def of_kinds(self) -> bool:
        """Whether a budget is held against final accounts: each prints its own measure."""
        return len({report.identity.kind for report in self.reports}) > 1

    @property
    def asks_change(self) -> bool:
        """Whether it is how a figure changed over the years that is asked: that is computed from the figures."""
        return self.of_one and bool(self._said.measures) and set(self._said.measures) <= set(CHANGES)

    @property
    def sign(self) -> int:
        """Which way the changes must go that are asked for: 1 up, -1 down, 0 either."""
        question = self.question
        if not set(question.measures) & set(CHANGES) or not self.picks_some:
            return 0
        texts = {word.text for word in question.words if word.role is Role.MEASURE}
        ways = {way for word in texts for way, signs in CHANGE_SIGNS.items() if word.startswith(signs)}
        return ways.pop() if len(ways) == 1 else 0

    @property
    def picks_some(self) -> bool:
        """Whether it is asked which of the organizations."""
        return self.several.said.which or self.several.said.who

    @cached_property
    def _said(self) -> Question:
        return self._read(self.several.said)

    @cached_property
    def whole(self) -> Question:
        """The question with the words that ask which organization (归哪个局管), without the names of figures, which it
        is not about: 食品安全谁管 is not 食品安全监管."""
        nothing = Vocabulary({}, frozenset(), frozenset())
        question = read_question(self.several.said.about, nothing, this_year=self.this_year)
        return asked_of(question, self.reports[0].identity.kind)

    @property
    def asks_figures(self) -> bool:
        """Whether something is to be made of figures of several reports."""
        question = self.question
        apart = (Operation.DUTY, Operation.DEFINE, Operation.WHY)
        makes = question.computes or question.direction or self.picks_some or question.dangling
        return self.several.plain and not self.of_one and question.operation not in apart and bool(makes)

    def _read(self, said: Said) -> Question:
        """What a text asks of each report."""
        question = read_question(said.rest, self.vocabulary, this_year=self.this_year)
        asks = question.asks | _end_asked_for(question, said) | self._sum_asked_for(question)
        left_over = tuple(word for word in question.left_over if not _HIGHER.fullmatch(word))
        question = replace(question, asks=asks, left_over=left_over)
        return asked_of(question, self.reports[0].identity.kind)

    def _sum_asked_for(self, question: Question) -> frozenset[Ask]:
        """Whether figures are to be added up: 一共多少, or 三公经费合计, which of one report is its total."""
        texts = {word.text for word in question.words}
        if question.top:  # 前三名合计 is the sum of the three, 总共最多的三个 is not
            end = max(at for at, word in enumerate(question.words) if word.operation in (Ask.MOST, Ask.LEAST))
            behind = any(word.text in lexicon.SUM_WORDS for word in question.words[end:])
            return frozenset({Ask.SUM}) if behind else frozenset()
        apart = question.asks & ORDERING or texts & lexicon.EACH or texts & lexicon.SIDE_BY_SIDE
        if apart or set(question.measures) & set(CHANGES):
            return frozenset()
        said = any(word.text in lexicon.SUM_WORDS and word.role in (Role.FILLER, Role.ASK) for word in question.words)
        names = self.vocabulary.names
        ending = (
            (word, word.text.removesuffix(end))
            for word in question.names
            for end in lexicon.TOTAL_ENDINGS
            if word.text.endswith(end) and word.text not in self.vocabulary.official
        )
        named = any(names.get(short, frozenset()) & word.means for word, short in ending)
        return frozenset({Ask.SUM}) if said or named else frozenset()

    @cached_property
    def figures(self) -> Mapping[str, tuple[Fact, ...]]:
        """By report, the facts that can answer the question."""
        means = {feature for word in self.question.names for feature in word.means}
        items = {feature.value for feature in means if feature.slot == "item"}
        codes = {feature.value for feature in means if feature.slot == "code"}
        breakdowns = {feature.value for feature in means if feature.slot == "breakdown"}
        if not items and not codes:
            items |= {*DEFAULT_TOTALS, THREE_PUBLIC_TOTAL}
        if items & set(THREE_PUBLIC_ITEMS):
            items.add(THREE_PUBLIC_TOTAL)  # a sentence that there is none of it is about its parts too
        ids = [report.id for report in self.reports]
        return self.library.figures(ids, items=items, codes=codes, breakdowns=breakdowns)


def _end_asked_for(question: Question, said: Said) -> frozenset[Ask]:
    """Whether the most or the least is asked for without saying so: 谁的公用经费多, 哪个局花得少."""
    if not (said.who or said.which) or question.asks & ORDERING:
        return frozenset()
    texts = {word.text for word in question.words}
    ends = (Ask.MOST, COMPARATIVES - LESS), (Ask.LEAST, LESS)
    return frozenset(ask for ask, words in ends if texts & words)


def names_something(question: Question) -> bool:
    """Whether a question says which figure it asks for."""
    measured = question.measures and not set(question.measures) <= set(CHANGES)
    return bool(question.names or question.flow or question.fund or question.counted or measured)


def gone_on(earlier: Question, later: Question, *, fresh: bool = False) -> Question:
    """A later question that goes on with an earlier one: about the same figure where it names none, and with the
    same made of it where it says nothing of that, unless it names its organizations anew (`fresh`).

    What was picked (前三名, 超过50万的) is not added up: the rest would be missed or counted, and nobody could tell.
    """
    what = later if names_something(later) else earlier
    how = later if later.computes or fresh else earlier
    words = (
        *(word for word in how.words if word.role not in WHAT),
        *(word for word in what.words if word.role in WHAT),
    )
    picked = earlier.top or earlier.nth or earlier.bounds
    return replace(
        how,
        text=later.text,
        words=words,
        names=what.names,
        flow=what.flow,
        fund=what.fund,
        measures=what.measures,
        baseline=what.baseline,
        counted=what.counted,
        percent=what.percent,
        left_over=later.left_over,
        dangling=bool(picked and later.asks & {Ask.SUM, Ask.AVERAGE} and not fresh),
    )


def _about(question: Question, before: Understood) -> Question:
    """The question about the item of an earlier answer."""
    code, _, item = (before.item or "").rpartition(" ")
    means = {Feature("item", item), *([Feature("code", code)] if code else [])}
    word = Word(item, Role.NAME, frozenset(means))
    return replace(
        question,
        names=(word,),
        words=(*question.words, word),
        measures=(Measure(before.measure),) if before.measure else (),
        flow=Flow(before.flow) if before.flow in tuple(Flow) else None,
    )
