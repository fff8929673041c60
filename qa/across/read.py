"""What a question asks of each of several reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from ingest.document import Page
from ingest.forms import THREE_PUBLIC_ITEMS, THREE_PUBLIC_TOTAL
from ingest.library import Library, StoredReport
from ingest.report import Classification, Fact, Flow, Measure
from qa.answer import Answer, Understood
from qa.catalog import Catalog
from qa.cutting import Word
from qa.lexicon import CHANGE_SIGNS, COMPARATIVES, LESS, Ask, Operation, Role
from qa.lookup import DEFAULT_TOTALS
from qa.project_names import OF_PROJECTS
from qa.question import CHANGES, ORDERING, Question, asked_of, read_question
from qa.select import Several
from qa.shelf import Shelf
from qa.vocabulary import Feature, Vocabulary

FEW: Final = 6
"""Of so many reports the projects can be asked for too: of more, only what all reports have."""

EVERYWHERE: Final = tuple(c for c in Classification if c not in OF_PROJECTS)
"""The lists whose items are called the same in every report."""


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
        """What is asked of each report; what it leaves out is that of the answer before."""
        question = replace(self._said, asks=self._said.asks | self._which_end)
        asks = question.names or question.flow or question.fund or question.counted
        if not (asks or question.left_over or (question.measures and not self.asks_change)):
            question = self._with_earlier(question)
        if not (self.asks_change or self.of_kinds):
            return question
        words = tuple(word for word in question.words if word.role not in (Role.MEASURE, Role.BASELINE))
        return replace(question, words=words, measures=(), baseline="", percent=False, operation=Operation.GET)

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

    @property
    def _which_end(self) -> frozenset[Ask]:
        """Whether the most or the least is asked for without saying so: 谁的公用经费多, 哪个局花得少."""
        said = self.several.said
        if not (said.who or said.which) or self._said.asks & ORDERING:
            return frozenset()
        texts = {word.text for word in self._said.words}
        ends = (Ask.MOST, COMPARATIVES - LESS), (Ask.LEAST, LESS)
        return frozenset(ask for ask, words in ends if texts & words)

    @cached_property
    def _said(self) -> Question:
        return self._read(self.several.said.rest)

    @cached_property
    def whole(self) -> Question:
        """The question with the words that ask which organization: 归哪个局管."""
        return self._read(self.several.said.about)

    @property
    def asks_figures(self) -> bool:
        """Whether figures of several reports are asked for, and something is to be made of them."""
        question = self.question
        return (
            self.several.plain
            and not self.of_one
            and (question.computes or bool(question.direction))
            and (question.numeric)
        )

    def _read(self, text: str) -> Question:
        question = read_question(text, self.vocabulary, this_year=self.this_year)
        if self.several.said.who or self.several.said.which:  # 谁的支出高
            question = replace(question, left_over=tuple(w for w in question.left_over if w not in COMPARATIVES))
        return asked_of(question, self.reports[0].identity.kind)

    def _with_earlier(self, question: Question) -> Question:
        """The question about what the last answer was about. After several reports, what asks nothing new of them
        (那2023年呢) asks the same again."""
        before = next((answer for answer in reversed(self.history) if answer.understood.item), None)
        if before is None:
            return question
        earlier = self._earlier() if before.understood.reports else None
        if earlier is None:
            return _about(question, before.understood)
        if not question.computes:
            return replace(earlier, text=question.text)
        words = tuple(word for word in earlier.words if word.role in WHAT)
        return replace(
            question,
            words=(*question.words, *words),
            names=earlier.names,
            flow=earlier.flow,
            fund=earlier.fund,
            measures=earlier.measures,
            baseline=earlier.baseline,
        )

    def _earlier(self) -> Question | None:
        """What was asked of several reports before, in so many words."""
        for answer in reversed(self.history):
            if answer.understood.reports:
                earlier = self._read(self.shelf.read(answer.question, this_year=self.this_year).rest)
                if earlier.names or earlier.flow or earlier.fund:
                    return earlier
        return None

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
