"""A figure or a text of running text as a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.clauses import Flat
from ingest.numbers import parse_number
from ingest.report import Dimension, Fact, Source, Subject
from ingest.self_evaluations.wording import POINTS, UNITS


@dataclass(frozen=True)
class Speaker:
    """Who says it: the paragraph, and what its facts are cited by."""

    flat: Flat
    source: Source
    section: str
    form: str = ""

    def figure(self, subject: Subject, match: re.Match[str], unit: str, quoted: tuple[int, int], row: str = "") -> Fact:
        """The number that a pattern found, in the unit that it found or else the given one.

        `quoted` is the stretch of the flat text that the fact quotes.
        """
        value = parse_number(match["value"])
        unit = match.groupdict().get("unit") or unit
        dimension = Dimension.SCORE if unit == POINTS else UNITS.get(unit, Dimension.COUNT)
        return self._fact(subject, (value, unit, dimension), match.span("value"), quoted, row)

    def text(self, subject: Subject, said: tuple[int, int], quoted: tuple[int, int]) -> Fact:
        """What stands in a stretch of the flat text."""
        return self._fact(subject, (None, "", Dimension.TEXT), said, quoted, "")

    def _fact(
        self,
        subject: Subject,
        what: tuple[Decimal | None, str, Dimension],
        said: tuple[int, int],
        quoted: tuple[int, int],
        row: str,
    ) -> Fact:
        origin = self.flat.source(*quoted)[0]
        low, high = self.flat.source(*said)
        return Fact(
            subject,
            *what,
            self.flat.printed(*said),
            self.source,
            self.flat.cut(*quoted),
            (low - origin, high - origin),
            self.section,
            self.form,
            row=row,
        )
