"""Two runs side by side: which questions were won and lost, and whether that may be chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from evals import messages as words
from evals.questions import QuestionKind
from evals.record import Record, ResultRecord
from evals.report import cut, pad
from evals.statistics import SIGNIFICANT, mcnemar

Pair = tuple[ResultRecord, ResultRecord]
"""The results of one question, before and after."""


class Change(NamedTuple):
    """How many questions passed only after, only before, both times and neither time."""

    won: int
    lost: int
    kept: int
    failed: int

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> Change:
        """Of the questions that were asked both times."""
        found = [(before.passed, after.passed) for before, after in pairs]
        both = ((False, True), (True, False), (True, True), (False, False))
        return cls(*(found.count(change) for change in both))


@dataclass(frozen=True)
class Comparison:
    """`before` and `after`. A question whose words or expectation were changed is another one: it is in neither
    `pairs` nor the counts, but in `only_before` and `only_after`."""

    before: Record
    after: Record

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The questions that were asked both times, in the order of the later run."""
        known = {result.id: result for result in self.before.results}
        both = ((known[result.id], result) for result in self.after.results if result.id in known)
        return tuple((a, b) for a, b in both if (a.q, a.expect) == (b.q, b.expect))

    @property
    def won(self) -> tuple[Pair, ...]:
        """Those that passed only after."""
        return tuple((a, b) for a, b in self.pairs if b.passed and not a.passed)

    @property
    def lost(self) -> tuple[Pair, ...]:
        """Those that passed only before."""
        return tuple((a, b) for a, b in self.pairs if a.passed and not b.passed)

    @property
    def otherwise(self) -> tuple[Pair, ...]:
        """Those that passed both times or neither time, with another text."""
        return tuple((a, b) for a, b in self.pairs if a.passed == b.passed and text_of(a) != text_of(b))

    @property
    def only_before(self) -> tuple[ResultRecord, ...]:
        """The questions of the earlier run that the later one has not, or not so."""
        return _without(self.before, self.pairs)

    @property
    def only_after(self) -> tuple[ResultRecord, ...]:
        """The questions of the later run that the earlier one has not, or not so."""
        return _without(self.after, self.pairs)

    @property
    def change(self) -> Change:
        """Of all questions that were asked both times."""
        return Change.of(self.pairs)

    @property
    def kinds(self) -> dict[QuestionKind, Change]:
        """Of each kind of question that was asked both times."""
        kinds = {kind: [pair for pair in self.pairs if pair[1].kind is kind] for kind in QuestionKind}
        return {kind: Change.of(pairs) for kind, pairs in kinds.items() if pairs}

    @cached_property
    def p_value(self) -> float:
        """How often chance alone would change as much: the exact McNemar test."""
        return mcnemar(self.change.won, self.change.lost)

    @property
    def worse(self) -> bool:
        """Whether the later run is worse, and not by chance."""
        return self.change.lost > self.change.won and self.p_value < SIGNIFICANT

    @property
    def verdict(self) -> str:
        """What the comparison comes to, in Chinese."""
        if self.p_value >= SIGNIFICANT:
            said = words.NO_DIFFERENCE if any(self.change[:2]) else words.NOTHING_CHANGED
        else:
            said = words.WORSE if self.worse else words.BETTER
        return said.format(p=f"{self.p_value:.3g}")


def _without(record: Record, pairs: Sequence[Pair]) -> tuple[ResultRecord, ...]:
    both = {after.id for _, after in pairs}
    return tuple(result for result in record.results if result.id not in both)


def text_of(result: ResultRecord) -> str:
    """What was answered; empty where nothing was."""
    return result.answer.text if result.answer else words.NO_ANSWER


def summary(comparison: Comparison) -> str:
    """The comparison for a person to read: what was lost first."""
    lines = [*_changed(words.LOST, comparison.lost), *_changed(words.WON, comparison.won)]
    lines.append(words.COMPARE_HEAD.format(name=pad(words.BY_KIND)))
    for kind, change in comparison.kinds.items():
        lines.append(words.COMPARE_LINE.format(name=pad(words.KIND_NAMES[kind]), **change._asdict()))
    lines.append(words.COMPARE_LINE.format(name=pad(words.ALL), **comparison.change._asdict()))
    alone = (words.ONLY_BEFORE, comparison.only_before), (words.ONLY_AFTER, comparison.only_after)
    lines += [words.ONLY.format(name=name, ids="、".join(r.id for r in found)) for name, found in alone if found]
    lines += ["", comparison.verdict]
    lines += [words.GATE_FAILED.format(why="；".join(comparison.after.reasons))] if comparison.after.reasons else []
    return "\n".join(lines)


def _changed(name: str, pairs: Sequence[Pair]) -> list[str]:
    if not pairs:
        return []
    lines = [words.CHANGED.format(name=name, count=len(pairs))]
    for before, after in pairs:
        kind = words.KIND_NAMES[after.kind]
        lines.append(words.CHANGED_QUESTION.format(id=after.id, kind=kind, question=" → ".join(after.q)))
        lines += [words.CHANGED_TEXT.format(name=words.BEFORE, text=cut(text_of(before)))]
        lines += [words.CHANGED_TEXT.format(name=words.AFTER, text=cut(text_of(after)))]
        for miss in (after if before.passed else before).misses:
            fault, expected, got = words.FAULT_NAMES[miss.fault], cut(miss.expected), cut(miss.got)
            lines.append(words.FAILURE_MISS.format(fault=fault, expected=expected, got=got))
    return [*lines, ""]
