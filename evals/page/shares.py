"""Shares as tables with bars: by kind, by dimension, by tag."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from evals import messages as words
from evals.compare import Comparison
from evals.page import texts
from evals.record import Rate, Record
from evals.report import percent
from qa.page.markup import Html, el, join


@dataclass(frozen=True, slots=True)
class Row:
    """A share by its name, what it has to reach (None: nothing), and what is said of the difference from before."""

    name: str
    rate: Rate
    least: float | None = None
    difference: Html | None = None

    @property
    def below(self) -> bool:
        """Whether it was measured and is not enough."""
        return self.least is not None and self.rate.share is not None and self.rate.share < self.least


def by_kind(record: Record, comparison: Comparison | None = None) -> Html:
    """The share of each kind of question, and of all."""
    gate, changes = record.gate, comparison.kinds if comparison else {}
    rows = [
        Row(words.KIND_NAMES[kind], rate, gate.kinds.get(kind, gate.all), _won_lost(*changes.get(kind, (0, 0))[:2]))
        for kind, rate in record.kinds.items()
    ]
    total = _won_lost(*comparison.change[:2]) if comparison else None
    rows.append(Row(texts.ALL, record.all, gate.all, total))
    return _section(texts.BY_KIND, texts.WHAT_KIND, rows, texts.INTERVAL_NOTE, compared=comparison is not None)


def by_dimension(record: Record, comparison: Comparison | None = None) -> Html:
    """The share of each dimension, of the questions that expect something in it."""
    rows = []
    for dimension, rate in record.dimensions.items():
        pairs = comparison.pairs if comparison else ()
        both = [(a.dimensions.get(dimension), b.dimensions.get(dimension)) for a, b in pairs]
        difference = _won_lost(both.count((False, True)), both.count((True, False)))
        rows.append(Row(words.DIMENSION_NAMES[dimension], rate, record.gate.dimensions.get(dimension), difference))
    compared = comparison is not None
    return _section(texts.BY_DIMENSION, texts.WHAT_DIMENSION, rows, texts.DIMENSION_NOTE, compared=compared)


def by_tag(record: Record) -> Html:
    """The share of each tag, folded up."""
    rows = [Row(tag, rate) for tag, rate in record.tags.items()]
    return el("section", el("details", el("summary", texts.BY_TAG), _table(texts.WHAT_TAG, rows, compared=False)))


def _section(title: str, what: str, rows: Iterable[Row], note: str, *, compared: bool) -> Html:
    return el("section", el("h2", title), el("p", note, class_="aside"), _table(what, rows, compared=compared))


def _table(what: str, rows: Iterable[Row], *, compared: bool) -> Html:
    heads = [head.format(what=what) for head in texts.SHARE_HEADS] + ([texts.DIFFERENCE] if compared else [])
    body = join(*(_row(row, compared=compared) for row in rows))
    head = el("thead", el("tr", *(el("th", head, scope="col") for head in heads)))
    return el("table", head, el("tbody", body), class_="shares")


def _row(row: Row, *, compared: bool) -> Html:
    rate, interval = row.rate, words.NOT_MEASURED
    if rate.interval:
        low, high = (f"{bound * 100:.1f}" for bound in rate.interval)
        interval = texts.INTERVAL.format(low=low, high=high)
    mark = None if row.least is None or rate.share is None else ("✗" if row.below else "✓")
    least = "" if row.least is None else f"{row.least * 100:g}%"
    return el(
        "tr",
        el("th", row.name, scope="row"),
        el("td", f"{rate.passed}/{rate.total}", class_="count"),
        el("td", percent_of(rate), class_="share"),
        el("td", interval, class_="interval", data_label=texts.SHARE_HEADS[3]),
        el("td", _bar(row), class_="bar-cell"),
        el("td", least, " " if mark else None, mark, class_="least"),
        el("td", row.difference, class_="difference") if compared else None,
        class_=" ".join(filter(None, ("below" if row.below else "", "total" if row.name == texts.ALL else ""))) or None,
    )


def percent_of(rate: Rate) -> str:
    """The share of a rate, cut as everywhere; 未测 where nothing was measured."""
    return percent(Fraction(rate.passed, rate.total) if rate.total else None)


def _bar(row: Row) -> Html | None:
    if row.rate.share is None or row.rate.interval is None:
        return None
    low, high = row.rate.interval
    parts = [el("i", style=f"width:{row.rate.share * 100:.1f}%")]
    parts.append(el("b", style=f"left:{low * 100:.1f}%;width:{(high - low) * 100:.1f}%"))
    if row.least is not None:
        parts.append(el("u", style=f"left:{row.least * 100:.1f}%"))
    return el("span", *parts, class_="share-bar", aria_hidden="true")


def _won_lost(won: int, lost: int) -> Html:
    """How many were won and lost; nothing where none was."""
    return join(
        el("span", f"+{won}", class_="won") if won else None,
        " " if won and lost else None,
        el("span", f"−{lost}", class_="lost") if lost else None,
    )
