"""What a question over the made-up library has to be answered with, taken from the truth of its reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from evals.generated.lookup import CORPUS, Amount, amount, entry_of, library, planned, title
from ingest.report import Level

Q = str | tuple[str, ...]
"""A question, or the turns of a conversation."""

CENT: Final = Decimal("0.01")

CORPUS_UNIT: Final = "济南市莱芜区人民政府办公室"
CORPUS_YEAR: Final = 2024
CORPUS_AMOUNTS: Final = {
    "住房公积金": "117.13",
    "三公经费": "9.64",
    "公务接待费": "0.54",
    "公务用车运行维护费": "6.00",
    "办公费": "77.59",
    "差旅费": "14.95",
    "本年支出合计": "1814.48",
    "项目支出": "319.30",
    "机关运行经费": "151.74",
    "政府采购支出": "51.96",
}
"""What the report of the corpus prints, in 万元, read off its pages."""

COMPARED: Final = ("comparison", "list", "ranking")
RANKED: Final = ("ranking",)
COMPUTED: Final = ("calculation",)
OVER_YEARS: Final = ("comparison", "list", "calculation")
NAMED: Final = ("list", "ranking", "comparison")


@dataclass(frozen=True)
class Asked:
    """A question with what is expected, as a line of a question file but for its number."""

    kind: str
    q: Q
    expect: dict[str, object]
    tags: tuple[str, ...]


class Candidate(NamedTuple):
    """A report and its figure of the item asked for; None where it has none."""

    name: str
    title: str
    amount: Amount | None

    @property
    def yuan(self) -> Decimal:
        """The figure in 元, to compare and add up; nothing is 0."""
        if self.amount is None:
            return Decimal(0)
        return self.amount.value * (10_000 if self.amount.unit == "万元" else 1)


BUDGET: Final = "预算"
"""Behind the name of a unit: its budget is meant."""


def candidate(unit: str, year: int, item: str) -> Candidate:
    """A unit by its name, as `entry_of` takes it; maybe with `BUDGET` behind it."""
    if unit.endswith(BUDGET):
        entry = planned(unit.removesuffix(BUDGET), year)
        return Candidate(entry.organization.name, title(entry), amount(entry, item))
    if CORPUS_UNIT.endswith(unit.removesuffix("本级")) and year == CORPUS_YEAR:
        return _corpus(item)
    entry = entry_of(unit, year)
    return Candidate(entry.organization.name, title(entry), amount(entry, item))


def _corpus(item: str) -> Candidate:
    return Candidate(CORPUS_UNIT, CORPUS, Amount(Decimal(CORPUS_AMOUNTS[item]), "万元"))


def everyone(year: int, item: str, place: str = "", ending: str = "") -> list[Candidate]:
    """One report of each organization: the department's where there is one, else that of its own level."""
    found: dict[str, Candidate] = {}
    for one in every_report(year, item, place, ending):
        if one.name not in found or f"（{Level.DEPARTMENT}）" in one.title:
            found[one.name] = one
    return list(found.values())


def every_report(year: int, item: str, place: str = "", ending: str = "") -> list[Candidate]:
    """Every report of a year, of places and names that end as wanted."""
    found = [
        Candidate(entry.organization.name, title(entry), amount(entry, item))
        for entry in library()
        if entry.year == year and place in entry.organization.name and entry.organization.name.endswith(ending)
    ]
    if year == CORPUS_YEAR and place in CORPUS_UNIT and CORPUS_UNIT.endswith(ending):
        found.append(_corpus(item))
    return found


# one report


def one(q: Q, unit: str, year: int, item: str, *tags: str, kind: str = "number", **more: object) -> Asked:
    """The figure of an item of one report. `options`: it may be asked back instead."""
    found = candidate(unit, year, item)
    if found.amount is None:
        raise LookupError(f"{unit} {year} has no {item}")
    kinds = ["lookup", *(["clarification"] if "options" in more else [])]
    value, of = found.amount
    expect = {"kind": kinds, "value": str(value), "unit": of, "report": found.title} | more
    return Asked("conversation" if isinstance(q, tuple) else kind, q, expect, tags)


def quoted(q: Q, unit: str, year: int, about: str, quote: str, *tags: str, **more: object) -> Asked:
    """Words that one report says. `about` is the kind of the question."""
    expect = {"report": candidate(unit, year, "住房公积金").title, "quote": [quote]} | more
    return Asked("conversation" if isinstance(q, tuple) else about, q, expect, tags)


def both_amounts(q: Q, *found: Candidate, tags: Sequence[str] = ("budget",)) -> Asked:
    """Several figures, in any order; of one report, if they all are."""
    amounts = [str(one.amount.value) for one in found if one.amount]
    expect: dict[str, object] = {"kind": [*OVER_YEARS, "lookup"], "operands": amounts}
    if len({one.title for one in found}) == 1:
        expect["report"] = found[0].title
    elif all(one.name != found[0].name for one in found[1:]):
        expect["reports"] = [one.title for one in found]
    return Asked("calculation", q, expect, tuple(tags))


# several reports


def compare(
    q: Q, units: Sequence[tuple[str, int]], item: str, *tags: str, kinds: Sequence[str] = COMPARED, **more: object
) -> Asked:
    """The figures of several reports in the order named; units without one are named as such."""
    found = [candidate(unit, year, item) for unit, year in units]
    expect = {"kind": list(kinds)} | _figures(found) | more
    return Asked("calculation", q, expect, ("across", *tags))


def over_years(q: Q, unit: str, years: Sequence[int], item: str, *tags: str, grown: bool = False) -> Asked:
    """One unit's figures over years; `grown`: the change of each year has to be shown."""
    found = [candidate(unit, year, item) for year in years]
    amounts = [one.amount.value for one in found if one.amount]
    more: dict[str, object] = {}
    if grown:
        more["operands"] = [str(abs(this - last)) for last, this in pairwise(amounts)]
    expect = {"kind": list(OVER_YEARS)} | _figures(found) | more
    return Asked("calculation", q, expect, ("across", "years", *tags))


def rank(q: Q, found: Iterable[Candidate], top: int, *tags: str, lowest: bool = False) -> Asked:
    """The first of a ranking of every report. Raises ValueError where it would be another one of organizations,
    or nobody's: where a department's own level is among the first, or places are shared."""
    ranked = sorted((one for one in found if one.amount), key=lambda one: one.yuan, reverse=not lowest)
    names = [one.name for one in ranked[: top + 1]]
    if len(set(names)) < len(names) or ranked[top - 1].yuan == ranked[top].yuan:
        raise ValueError(f"{q}: {names}")
    expect = {"kind": list(RANKED)} | _figures(ranked[:top])
    return Asked("ranking", q, expect, ("across", "rank", *tags))


def total(q: Q, found: Sequence[Candidate], *tags: str) -> Asked:
    """The sum over several reports."""
    return _computed(q, found, sum((one.yuan for one in found), Decimal(0)), "total", *tags)


def average(q: Q, found: Sequence[Candidate], *tags: str) -> Asked:
    """The mean over several reports, of those that have a figure."""
    having = [one for one in found if one.amount]
    return _computed(q, found, sum((one.yuan for one in having), Decimal(0)) / len(having), "average", *tags)


def difference(q: Q, one: Candidate, other: Candidate, *tags: str) -> Asked:
    """How far two figures are apart."""
    return _computed(q, (one, other), abs(one.yuan - other.yuan), "difference", *tags)


def _computed(q: Q, found: Sequence[Candidate], yuan: Decimal, *tags: str) -> Asked:
    having = [one.amount for one in found if one.amount]
    (unit,) = {of for _, of in having}
    value = (yuan / 10_000 if unit == "万元" else yuan).quantize(CENT, ROUND_HALF_UP)
    expect: dict[str, object] = {"kind": list(COMPUTED), "value": str(value), "unit": unit}
    expect |= {"operands": [str(amount) for amount, _ in having]}
    expect |= {key: found_ for key, found_ in _figures(found).items() if key not in ("values", "unit")}
    return Asked("calculation", q, expect, ("across", *tags))


def _figures(found: Sequence[Candidate]) -> dict[str, object]:
    """Values, reports and who has none. Values are in the unit of the first; scorers convert money."""
    having = [(one.title, one.amount) for one in found if one.amount]
    unit = having[0][1].unit
    scale = {"万元": Decimal(1), "元": Decimal(10_000)}
    values = [amount.value * (scale[unit] / scale[amount.unit] if amount.unit in scale else 1) for _, amount in having]
    expect: dict[str, object] = {"values": [format(value, "f") for value in values], "unit": unit}
    expect["reports"] = [title_ for title_, _ in having]
    if lacking := [one.name for one in found if one.amount is None]:
        expect["missing"] = lacking
    return expect


def lacking(q: Q, found: Sequence[Candidate], *tags: str) -> Asked:
    """Who has none, or 0, of an item; nobody else is named."""
    without = [one.name for one in found if not one.yuan]
    others = [one.name for one in found if one.yuan]
    expect: dict[str, object] = {"kind": list(NAMED), "missing": without, "excludes": others}
    return Asked("zero", q, expect, ("across", "none", *tags))


def duty(q: Q, quote: str, *names: str, tags: Sequence[str] = (), excludes: Sequence[str] = ()) -> Asked:
    """Whose duty it is: the clause, and the names that the answer must give."""
    expect: dict[str, object] = {"kind": ["duty"], "quote": [quote], "contains": list(names)}
    if excludes:
        expect["excludes"] = list(excludes)
    return Asked("duty", q, expect, ("across", "duty", *tags))


# none, or more than one


def refused(q: Q, *tags: str, contains: Sequence[str] = ()) -> Asked:
    """No such report is here; `contains` are years or names that the answer must offer."""
    expect: dict[str, object] = {"kind": ["refusal"], "refusal": ["not_in_corpus"]}
    if contains:
        expect["contains"] = list(contains)
    return Asked("refusal", q, expect, tags)


def asked_back(q: Q, *options: str, tags: Sequence[str] = ()) -> Asked:
    """Several reports fit equally: these must be offered."""
    return Asked("refusal", q, {"kind": ["clarification"], "options": list(options)}, ("ambiguous", *tags))
