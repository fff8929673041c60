"""The ways to answer, tried in order: each takes what was asked and gives a reply, or passes it on.

Everything here is exact: facts, clauses, terms. None imports a model. What no route takes is left to
retrieval (`qa.assistant`), never to a guess.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from qa.routes.averages import per_unit
from qa.routes.base import Asked, Reply, refused
from qa.routes.calculations import against_budget, computed, several
from qa.routes.composition import composition
from qa.routes.conditions import conditions
from qa.routes.counts import counted
from qa.routes.derived import derived, prior_year, stated
from qa.routes.duties import clause, duty, offices, units
from qa.routes.equality import equality
from qa.routes.figures import figure
from qa.routes.meant import which_meant
from qa.routes.plain import balance, comprised, having, of_list, whole_budget
from qa.routes.rankings import ranking
from qa.routes.reasons import why
from qa.routes.rows import printed_row
from qa.routes.scope import dangling, never_said, other_organization, other_task, other_year, part_of_year, unknown_body
from qa.routes.terms import definition

__all__ = ["ACCOUNTING", "ROUTES", "Asked", "Reply", "Route", "never_said", "other_task", "refused", "unknown_body"]

Route = Callable[[Asked], Reply | None]

ACCOUNTING: Final[tuple[Route, ...]] = (per_unit, counted)
"""Those that see to it themselves that every word of the question is accounted for."""

ROUTES: Final[tuple[Route, ...]] = (
    dangling,
    part_of_year,
    prior_year,
    other_year,
    never_said,
    definition,
    offices,
    units,
    clause,
    duty,
    printed_row,
    other_organization,
    why,
    stated,
    equality,
    conditions,
    composition,
    balance,
    having,
    whole_budget,
    comprised,
    of_list,
    ranking,
    per_unit,
    derived,
    against_budget,
    computed,
    several,
    counted,
    figure,
    which_meant,
)
"""Tried in this order; the first reply is taken."""
