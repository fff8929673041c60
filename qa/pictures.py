"""Which answers are worth a picture, and what it shows: the printed figures of an answer, nothing else.

Pure: an Answer in, a typed Picture out, or None. How it is drawn is `qa.page`'s business. A picture computes nothing
that is shown: lengths are taken from the figures, and beside them stands what the report prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from ingest.balance import ROUNDING
from ingest.numbers import MONEY_UNITS, figure_in, is_empty
from qa import templates
from qa.answer import Answer, Figure, Kind

MOST: Final = 20
"""So many bars are drawn of each series; what comes after is counted."""

MOST_PARTS: Final = 8
"""So many parts of a whole can be told apart by their shade."""

MOST_YEARS: Final = 5
"""So many columns have room for their figures on a telephone; more years are bars."""

FEW_ZEROS: Final = 3
"""More zeros than these are counted and not drawn."""

YEAR: Final = "{year}年"
VERSUS: Final = "与"


class PictureKind(StrEnum):
    """How figures stand to one another."""

    PARTS = "parts"  # of a printed whole, which they add up to
    BARS = "bars"  # one figure of each of several things
    PAIRS = "pairs"  # the same few figures of each of several things: budget and final
    YEARS = "years"  # one figure of one organization over the years


@dataclass(frozen=True)
class Bar:
    """One figure. `figure` indexes `Answer.figures`; `value` is its length, signed, None for a blank cell. `shown` is
    the figure as printed, with its unit where that is not the picture's."""

    label: str
    figure: int
    value: Decimal | None
    shown: str


@dataclass(frozen=True)
class Series:
    """Figures of one kind. The series of a picture have the same labels in the same order."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Picture:
    """What is drawn. `whole`: what the parts add up to. `unit` is empty where each figure tells its own.

    `zeros` and `more` count the figures that are not drawn: those printed as zero, and those after the first MOST.
    """

    kind: PictureKind
    title: str
    unit: str
    series: tuple[Series, ...]
    whole: Bar | None = None
    zeros: int = 0
    more: int = 0

    @property
    def bars(self) -> tuple[Bar, ...]:
        """All bars, the whole first."""
        whole = (self.whole,) if self.whole else ()
        return (*whole, *(bar for series in self.series for bar in series.bars))


LEAST: Final = {Kind.RANKING: 2, Kind.LIST: 2, Kind.COMPARISON: 2, Kind.CALCULATION: 3}
"""The kinds of answers that have pictures, and how many printed figures make one."""


def picture(answer: Answer) -> Picture | None:
    """The picture of an answer; None where words say it as well."""
    shown = [_Shown.of(index, figure) for index, figure in enumerate(answer.figures) if figure.formula is None]
    entries = [entry for entry in shown if entry is not None]
    if len(entries) < len(shown) or len(entries) < LEAST.get(answer.kind, len(entries) + 1):
        return None
    if not any(entry.value for entry in entries) or not _comparable(entries):
        return None
    return _years(answer, entries) or _parts(answer, entries) or _pairs(entries) or _bars(entries)


@dataclass(frozen=True)
class _Shown:
    """A printed figure with its label taken apart."""

    index: int
    figure: Figure
    words: tuple[str, ...]
    value: Decimal | None

    @classmethod
    def of(cls, index: int, figure: Figure) -> _Shown | None:
        """None for a figure that is no number, as a grade is."""
        words = tuple(figure.label.split(templates.DOT))
        if figure.value is None:
            return cls(index, figure, words, None) if is_empty(figure.printed or "") else None
        value = Decimal(figure.value)
        printed = figure_in(figure.printed or "")
        negative = words[-1].endswith((templates.FALLS, templates.FALLS + templates.RATE))
        return cls(index, figure, words, -value if negative or (printed is not None and printed < 0) else value)

    def bar(self, label: str, *, mixed: bool) -> Bar:
        """Its bar; in a picture of `mixed` units of money with its own unit, and as long as it is in 元."""
        figure = self.figure
        shown = figure.printed if self.value is not None and figure.printed else templates.EMPTY_FIGURE
        if mixed and self.value is not None:
            shown = f"{shown} {figure.unit}"
        scale = MONEY_UNITS[figure.unit] if mixed else 1
        return Bar(label, self.index, None if self.value is None else self.value * scale, shown)


def _comparable(entries: Sequence[_Shown]) -> bool:
    units = {entry.figure.unit for entry in entries}
    return len(units) == 1 or units <= MONEY_UNITS.keys()


def _parts(answer: Answer, entries: Sequence[_Shown]) -> Picture | None:
    """The first figure is the sum of the others, none of which is negative."""
    whole, parts = entries[0], entries[1:]
    values = [entry.value for entry in parts if entry.value]
    alike = len({entry.figure.unit for entry in entries}) == 1
    if not alike or not whole.value or not 2 <= len(values) <= MOST_PARTS or min(values) < 0:
        return None
    if answer.kind is Kind.RANKING or abs(whole.value - sum(values)) > ROUNDING * len(values):
        return None
    _, common = _common([entry.words for entry in parts])
    drawn = _bars(parts)
    title = templates.DOT.join(whole.words)
    label = whole.words[0] if whole.words[1:] == tuple(common) else title
    return Picture(PictureKind.PARTS, title, drawn.unit, drawn.series, whole.bar(label, mixed=False), drawn.zeros)


def _years(answer: Answer, entries: Sequence[_Shown]) -> Picture | None:
    """One organization, and each figure of another year."""
    bodies = {answer.citations[at].organization for entry in entries for at in entry.figure.citations}
    years = {entry.figure.year for entry in entries}
    if answer.table is None or len(bodies) != 1 or not 1 < len(years) == len(entries):
        return None
    ordered = sorted(entries, key=lambda entry: entry.figure.year)
    mixed = _mixed(entries)
    bars = tuple(entry.bar(YEAR.format(year=entry.figure.year), mixed=mixed) for entry in ordered)
    columns = len(bars) <= MOST_YEARS and not any(bar.value is not None and bar.value < 0 for bar in bars)
    _, common = _common([entry.words for entry in entries])
    title = templates.DOT.join((*bodies, *common))
    return Picture(PictureKind.YEARS if columns else PictureKind.BARS, title, _unit(entries), (Series("", bars),))


def _pairs(entries: Sequence[_Shown]) -> Picture | None:
    """The same two or three kinds of figures of each of several things."""
    heads = list(dict.fromkeys(entry.words[:-1] for entry in entries))
    kinds = list(dict.fromkeys(entry.words[-1] for entry in entries))
    found = {(entry.words[:-1], entry.words[-1]): entry for entry in entries}
    if len(heads) < 2 or len(kinds) not in (2, 3) or not len(found) == len(entries) == len(heads) * len(kinds):
        return None
    front, back = _common(heads)
    mixed = _mixed(entries)
    drawn = heads[:MOST]
    series = tuple(
        Series(kind, tuple(found[head, kind].bar(_middle(head, front, back), mixed=mixed) for head in drawn))
        for kind in kinds
    )
    title = templates.DOT.join((*front, *back)) or VERSUS.join(kinds)
    return Picture(PictureKind.PAIRS, title, _unit(entries), series, more=len(heads) - len(drawn))


def _bars(entries: Sequence[_Shown]) -> Picture:
    """A bar for each figure, in the order shown; many zeros are counted instead."""
    front, back = _common([entry.words for entry in entries])
    zeros = [entry for entry in entries if entry.value == 0]
    kept = [entry for entry in entries if entry.value != 0] if len(zeros) > FEW_ZEROS else list(entries)
    mixed = _mixed(entries)
    bars = tuple(entry.bar(_middle(entry.words, front, back), mixed=mixed) for entry in kept[:MOST])
    title = templates.DOT.join((*front, *back))
    left = len(entries) - len(kept)
    return Picture(PictureKind.BARS, title, _unit(entries), (Series("", bars),), zeros=left, more=len(kept) - len(bars))


def _common(labels: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that all labels begin with, and those that all end with; each keeps a word of its own."""
    room = min(map(len, labels)) - 1
    front = next((at for at in range(room) if len({label[at] for label in labels}) > 1), room)
    room -= front
    back = next((at for at in range(room) if len({label[-1 - at] for label in labels}) > 1), room)
    return labels[0][:front], labels[0][len(labels[0]) - back :]


def _middle(label: tuple[str, ...], front: Sequence[str], back: Sequence[str]) -> str:
    return templates.DOT.join(label[len(front) : len(label) - len(back)])


def _mixed(entries: Sequence[_Shown]) -> bool:
    return len({entry.figure.unit for entry in entries}) > 1


def _unit(entries: Sequence[_Shown]) -> str:
    return "" if _mixed(entries) else entries[0].figure.unit
