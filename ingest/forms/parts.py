"""What a form is described by: its columns, its sides, its titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.report import TOTAL, Classification, Flow, Fund, Measure, ReportKind


@dataclass(frozen=True)
class Head:
    """A column heading: its names (the usual one first), what stands below it, and what it says of a figure.

    What is None is said by the headings above, the side, or the form. `item` is what the column is
    about by itself where the row is the total (“合计” in column 财政拨款收入 is the item 财政拨款收入).
    """

    names: tuple[str, ...]
    below: tuple[Head, ...] = ()
    flow: Flow | None = None
    fund: Fund | None = None
    measure: Measure | None = None
    breakdown: str | None = None
    item: str | None = None
    classification: Classification | None = None

    @property
    def name(self) -> str:
        """The usual name."""
        return self.names[0]

    def leaves(self) -> Iterator[tuple[Head, ...]]:
        """Every column below this heading, as its path from here down."""
        if not self.below:
            yield (self,)
        for head in self.below:
            for path in head.leaves():
                yield (self, *path)


@dataclass(frozen=True)
class Side:
    """One of the tables that stand side by side in a form.

    `coded`: rows have a 科目代码. `codes`: what codes begin with that can only be on this side.
    `total` names the item of its 合计 row.
    """

    heading: str
    columns: tuple[Head, ...]
    flow: Flow
    classification: Classification
    coded: bool = False
    total: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """One official form. `variants` are ways in which its columns are laid out, the fullest first.

    `measure` is what its figures are where no heading says so.
    """

    key: str
    titles: tuple[str, ...]
    fund: Fund
    variants: tuple[tuple[Side, ...], ...]
    breakdown: str = TOTAL
    measure: Measure = Measure.FINAL

    @property
    def kind(self) -> ReportKind:
        """The kind of report that it is part of."""
        return ReportKind.FINAL_ACCOUNTS if self.measure is Measure.FINAL else ReportKind.BUDGET

    @property
    def title(self) -> str:
        """The usual title."""
        return self.titles[0]
