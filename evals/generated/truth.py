"""What a generated report says, figure by figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from evals.generated.cells import PrintedCell
from ingest.report import Identity, Measure


class PrintedFact(NamedTuple):
    """A figure of the narrative. `subject` are the names it belongs to, as printed, the outermost first."""

    subject: tuple[str, ...]
    measure: Measure
    printed: str
    unit: str
    page: int


class PrintedText(NamedTuple):
    """A duty or a definition: its number as printed, the text without it, and the page on which it begins."""

    number: str
    text: str
    page: int


@dataclass
class Truth:
    """What the report says. Pages are the file's, from 1.

    `cells` holds every cell of a row by the key of its form, in budgets by its title without year and numbering;
    a blank cell prints "". Rows that only fill up a side are left out. `titles` are the titles as printed, `unit`
    is that of the tables.
    """

    identity: Identity
    unit: str
    cells: dict[str, list[PrintedCell]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    facts: list[PrintedFact] = field(default_factory=list)
    duties: list[PrintedText] = field(default_factory=list)
    terms: list[PrintedText] = field(default_factory=list)
    offices: tuple[str, ...] = ()
    subordinates: tuple[str, ...] = ()
    pages: int = 0
