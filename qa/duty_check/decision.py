"""From what the duties cover of a task to a verdict: whose duty it is, or that the report does not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from qa.duty_check.matching import Found
from qa.duty_check.structure import Part

ENOUGH: Final = 0.47
"""Share of a task that a duty must cover. Less is near, but another duty."""

LEAST_EVIDENCE: Final = 0.2
"""What is covered must tell this much: 做好相关工作 is in every duty and so in none."""

AS_NEAR: Final = 0.92
"""A duty that covers this share of what the best one covers answers too."""

MOST: Final = 3
"""So many duties answer at most."""

SHARED: Final = 0.7
"""Another body of the same clause shares a task if it covers this share of what the best one covers."""

GIVEN: Final = ((0.0, 0.80),)
NOT_GIVEN: Final = ((0.2, 0.37), (0.0, 0.69))
"""From which score of the best duty on which share of verdicts is right, outcome and clause: of tasks that are given to
somebody, and of those that are not. Counted, with one right and one wrong added in each row, on 184 tasks (the second
hundred of `evals/questions/duty_tasks_2.jsonl` and `tests/qa/duty_check/tasks.tsv`) when the tables had not yet been
made for them."""


@dataclass(frozen=True)
class Decision:
    """The duties that answer, best first (none: the report does not say), and how sure that is, from 0 to 1. `scope` is
    the word that says that a task is of a higher level of government, where for that reason none does."""

    answering: tuple[Found, ...]
    confidence: float
    scope: str = ""


def decide(found: Sequence[Found]) -> Decision:
    """Decides on what was found, which is ordered best first."""
    telling = [one for one in found if one.evidence >= LEAST_EVIDENCE]
    best = telling[0] if telling else None
    score = best.score if best else 0.0
    if best is None or score < ENOUGH:
        return Decision((), _share(score, NOT_GIVEN))
    return Decision(_each_once([f for f in telling if _answers(f, best)])[:MOST], _share(score, GIVEN))


def _share(score: float, table: Sequence[tuple[float, float]]) -> float:
    return next(share for least, share in table if score >= least)


def _answers(found: Found, best: Found) -> bool:
    return found.score >= max(AS_NEAR * best.score, ENOUGH)


def _each_once(found: Sequence[Found]) -> tuple[Found, ...]:
    """The best of each clause and body."""
    first: dict[tuple[str, str | None], Found] = {}
    for one in found:
        first.setdefault((one.part.duty.number or one.part.duty.text, one.part.department), one)
    return tuple(first.values())


def sharing(best: Found, found: Sequence[Found]) -> tuple[Found, ...]:
    """What other bodies do of the same thing: those that the same clause names, where they cover nearly as much."""

    def shares(one: Found) -> bool:
        part = one.part
        same = part.duty.number == best.part.duty.number and bool(part.about)
        enough = one.score >= (SHARED if same else AS_NEAR) * best.score
        return part.department != best.part.department and enough

    return tuple({one.part.department: one for one in reversed(found) if shares(one)}.values())


def nearest(found: Sequence[Found], most: int) -> tuple[Part, ...]:
    """The sentences that come nearest."""
    return tuple(one.part for one in _each_once(found)[:most])
