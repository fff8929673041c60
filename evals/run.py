"""Asking every question, and keeping what came of it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from evals import messages
from evals.dimensions import Dimension, measured
from evals.gold import meaning_labels
from evals.questions import Question, QuestionKind, QuestionSet
from evals.retrieval import Mode, Ranks, Search, measure
from evals.score import Fault, Miss, score
from evals.source import Source
from evals.statistics import within
from ingest.errors import JuesuanError
from ingest.numbers import print_chinese
from qa.answer import Answer

if TYPE_CHECKING:
    from qa.llm.work import Work
    from qa.trace import Trace

PICK: Final = re.compile(r"第\{(?P<option>[^}]+)\}个")
"""An option of the answer before, picked by its place in the list."""

ROUTE: Final = re.compile(r"\[途径\] (?P<route>.+)")
"""The line of a trace that says which way an answer came."""

Ask = Callable[[str, Sequence[Answer]], Answer]
"""A question and the answers before it in the conversation, to its answer."""

Explain = Callable[[str, Sequence[Answer]], "tuple[Answer, Trace]"]
"""The same, with how the answer came about."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one question. `answer` is None where asking failed; then a miss says how. `earlier` are the answers
    to the turns before, `trace` how the last one came about, `works` what a language model did for each turn."""

    question: Question
    answer: Answer | None
    misses: tuple[Miss, ...]
    milliseconds: float
    earlier: tuple[Answer, ...] = ()
    trace: tuple[str, ...] = ()
    works: tuple[Work | None, ...] = ()

    @property
    def dimensions(self) -> dict[Dimension, bool]:
        """Whether it was right in each dimension in which something was expected of it."""
        return measured(self.question, self.answer, self.misses)

    @property
    def route(self) -> str:
        """The way that the answer came, as the trace names it; empty where it does not."""
        return next((match["route"] for line in self.trace if (match := ROUTE.match(line))), "")

    @property
    def passed(self) -> bool:
        """Whether nothing was wrong."""
        return not self.misses


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many passed."""

    passed: int
    total: int

    @property
    def value(self) -> Fraction | None:
        """The share; None where nothing was measured, which is not 0."""
        return Fraction(self.passed, self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation. `retrieval` is empty where no retrieval question was asked."""

    results: tuple[Result, ...]
    retrieval: tuple[Ranks, ...]

    @property
    def failures(self) -> tuple[Result, ...]:
        """The results with a fault, in the order asked."""
        return tuple(result for result in self.results if not result.passed)

    @property
    def ungrounded(self) -> tuple[Result, ...]:
        """The results that state something without ground."""
        return tuple(r for r in self.results if any(m.fault is Fault.UNGROUNDED for m in r.misses))

    @property
    def share(self) -> Share:
        """Of all questions."""
        return _share(self.results)

    def kinds(self) -> dict[QuestionKind, Share]:
        """Of each kind of question that was asked."""
        asked = {kind: [r for r in self.results if r.question.kind is kind] for kind in QuestionKind}
        return {kind: _share(results) for kind, results in asked.items() if results}

    def dimensions(self) -> dict[Dimension, Share]:
        """Of each dimension, of the questions that expected something in it."""
        found = [(dimension, right) for r in self.results for dimension, right in r.dimensions.items()]
        return {
            dimension: Share(found.count((dimension, True)), sum(of is dimension for of, _ in found))
            for dimension in Dimension
        }

    def tags(self) -> dict[str, Share]:
        """Of the questions with each tag."""
        names = sorted({tag for result in self.results for tag in result.question.tags})
        return {tag: _share([r for r in self.results if tag in r.question.tags]) for tag in names}

    def milliseconds(self, percent: int) -> float | None:
        """The time that `percent` of the questions stay within; None where none was asked."""
        return within([result.milliseconds for result in self.results], percent)


def _share(results: Sequence[Result]) -> Share:
    return Share(sum(result.passed for result in results), len(results))


def ask_all(questions: Iterable[Question], ask: Explain, sources: Sequence[Source]) -> Iterator[Result]:
    """One result for each question, as it comes."""
    for question in questions:
        yield _ask_one(question, ask, sources)


def _ask_one(question: Question, ask: Explain, sources: Sequence[Source]) -> Result:
    history: list[Answer] = []
    traces: list[Trace] = []
    start = time.perf_counter()
    try:
        for turn in question.turns:
            start = time.perf_counter()
            answer, trace = ask(_picked(turn, history), tuple(history))
            history.append(answer)
            traces.append(trace)
    # The outermost edge: one question that brings the program down must not hide all the others.
    except Exception as error:  # noqa: BLE001
        miss = Miss(Fault.ERROR, messages.AN_ANSWER, f"{type(error).__name__}: {error}")
        return Result(question, None, (miss,), _since(start), tuple(history))
    elapsed, misses = _since(start), score(history[-1], question.expect, sources)
    works = tuple(trace.work for trace in traces)
    return Result(question, history[-1], misses, elapsed, tuple(history[:-1]), tuple(traces[-1].lines), works)


def _picked(turn: str, history: Sequence[Answer]) -> str:
    """The turn; 第{甲区}个 becomes the ordinal of the option with these words that the last answer offered."""
    match = PICK.search(turn)
    options = history[-1].options if history else ()
    place = next((i for i, option in enumerate(options, 1) if match and match["option"] in option), 0)
    if match is None or not place:
        return turn
    return f"{turn[: match.start()]}第{print_chinese(place)}个{turn[match.end() :]}"


def _since(start: float) -> float:
    return (time.perf_counter() - start) * 1000


def measure_retrieval(questions: QuestionSet, search: Search) -> tuple[Ranks, ...]:
    """The ranks in each list; a list that cannot be had is not measured, and says why."""
    if not questions.retrieval:
        return ()
    return tuple(_measured(questions, search, mode) for mode in Mode)


def _measured(questions: QuestionSet, search: Search, mode: Mode) -> Ranks:
    try:
        return measure(meaning_labels(questions), search, mode)
    except JuesuanError as error:
        return Ranks(mode, None, str(error))
