"""The money of an organization over the years: each year's figures move from a base that is its own.

What is left at the end of a year is what the next begins with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Final

from evals.generated.books import PERSONNEL, Books, total
from evals.generated.fields import COMMON_ITEMS, FIELDS, FUND_ITEMS, Field
from evals.generated.narrative import Comparisons, Holdings, compare
from evals.generated.organizations import Organization

LAST_SAVINGS: Final = 2030
"""The year by which all savings are used up."""

PAID_BY_FUND: Final = {"民政": "2296002", "自然资源": "2120899", "住房和城乡建设": "2120899", "街道": "2120899"}
"""The item that the government fund pays for, by field; other fields have none."""

MIRRORED: Final = {
    "2080505": "30108",
    "2080506": "30109",
    "2101101": "30110",
    "2101102": "30110",
    "2101103": "30111",
    "2210201": "30113",
    "2210202": "30107",
}
"""Functional items that are one economic item altogether."""

WEIGHTS: Final = {
    "30101": 30, "30102": 24, "30103": 12, "30302": 6, "30305": 2, "30201": 5, "30202": 1, "30207": 1, "30211": 2,
    "30213": 2, "30215": 1, "30216": 1, "30226": 2, "30228": 2, "31002": 1,
}  # fmt: skip
"""How what is left of the basic expenditure is shared out among economic items."""


class Accounts:
    """The money of one organization in any year."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        self.field: Field = FIELDS[organization.unit.field]

    def books(self, year: int) -> Books:
        """What it took in and spent in a year."""
        field, organization = self.field, self.organization
        first, *others = field.items
        basic = {first: self._moved(first, year, 100_000, 900_000)}
        basic |= {code: self._moved(code, year, 2_000, 60_000) for code in self._common()}
        project = {code: self._moved(code, year, 500, 400_000) for code in others}
        if not others:
            project[first] = self._moved(f"{first} project", year, 10_000, 90_000)
        fund = PAID_BY_FUND.get(organization.unit.field, "") if "fund" not in organization.unit.lacks else ""
        business = 0 if field.agency else self._moved("business", year, 10_000, 500_000)
        savings = 0 if field.agency else self._base("savings", 100, 5_000)
        fund_opening, fund_closing = (self._left(year - 1), self._left(year)) if fund else (0, 0)
        three_public = self._three_public(year)
        names = dict([field.class_, field.subclass]) | dict(field.items) | COMMON_ITEMS | FUND_ITEMS
        return Books(
            general_basic=dict(sorted(basic.items())),
            general_project=dict(sorted(project.items())),
            fund=self._moved("fund", year, 20_000, 300_000) if fund else 0,
            business=business,
            from_savings=savings,
            opening=savings * (LAST_SAVINGS - year) + fund_opening,
            closing=savings * (LAST_SAVINGS - year - 1) + fund_closing,
            fund_opening=fund_opening,
            fund_closing=fund_closing,
            economic=self._economic(basic, three_public[1], year),
            three_public=three_public,
            names=dict(sorted(names.items())),
            fund_item=fund or "2296002",
            business_item=first,
        )

    def comparisons(self, year: int) -> Comparisons:
        """What a year's figures are compared with: its initial budget, and the year before."""
        return compare(self.books(year), self._random(f"{year} budget"), self.books(year - 1))

    def planned(self, year: int) -> Books:
        """The books as the year's budget plans them: the initial budget that the final accounts compare with."""
        books, initial = self.books(year), self.comparisons(year).initial
        basic = {
            code: initial[code] * amount // (amount + books.general_project.get(code, 0))
            for code, amount in books.general_basic.items()
        }
        project = {code: initial[code] - basic.get(code, 0) for code in books.general_project}
        economic = self._economic(basic, books.three_public[0], year)
        planned = replace(books, general_basic=basic, general_project=project, economic=economic)
        return planned.without_fund()

    def holdings(self, year: int) -> Holdings:
        """What it bought in a year and has at the end of it."""
        random = self._random(f"holdings {year}")
        vehicles = self._base("vehicles", 1, 9) if self._three_public(year)[1][2] else 0
        goods, services = (self._moved(what, year, 100, 60_000) for what in ("goods", "services"))
        return Holdings(goods, services, vehicles, random.randint(1, 6), self.field.agency)

    def _random(self, what: str) -> Random:
        return Random(f"{self.organization.key} {what}")

    def _base(self, what: str, low: int, high: int) -> int:
        return self._random(what).randint(low, high)

    def _moved(self, what: str, year: int, low: int, high: int) -> int:
        """The base of the organization, moved by up to a quarter in the year."""
        base = self._base(what, low, high) * self.organization.size
        return base * self._random(f"{what} {year}").randint(800, 1_250) // 1_000

    def _left(self, year: int) -> int:
        return self._moved("left", year, 200, 9_000)

    def _common(self) -> Sequence[str]:
        """The items beside its field."""
        medical = ("2101101", "2101103") if self.field.agency else ("2101102",)
        housing = () if "housing" in self.organization.unit.lacks else ("2210201",)
        rent = ("2210202",) if self._base("rent", 0, 2) == 0 else ()
        return ("2080505", "2080506", *medical, *housing, *rent)

    def _three_public(self, year: int) -> tuple[tuple[int, int, int, int], tuple[int, int, int, int]]:
        """Budget and final amounts of travel abroad, vehicles bought, vehicles run, guests."""
        lacks = self.organization.unit.lacks
        if "three_public" in lacks:
            return (0, 0, 0, 0), (0, 0, 0, 0)
        random = self._random(f"three_public {year}")
        abroad = random.randint(100, 900) if self._base("abroad", 0, 3) == 0 else 0
        bought = random.randint(1_500, 3_000) if random.randint(0, 3) == 0 else 0
        run, guests = self._moved("run", year, 100, 2_000), self._moved("guests", year, 10, 300)
        spent = (abroad, bought, run, 0 if "guests" in lacks else guests)
        budget = tuple(amount and amount + random.randint(0, 200) for amount in spent)
        return (budget[0], budget[1], budget[2], budget[3]), spent

    def _economic(self, basic: dict[str, int], spent: tuple[int, int, int, int], year: int) -> dict[str, int]:
        """The basic expenditure by economic items."""
        amounts = {MIRRORED[code]: amount for code, amount in basic.items() if code in MIRRORED}
        amounts |= {code: amount for code, amount in (("30231", spent[2]), ("30217", spent[3])) if amount}
        random = self._random(f"economic {year}")
        weights = {code: weight * random.randint(80, 120) for code, weight in WEIGHTS.items()}
        rest = total(basic) - sum(amounts.values())
        amounts |= {code: rest * weight // sum(weights.values()) for code, weight in weights.items()}
        amounts[f"{PERSONNEL[0]}01"] += total(basic) - sum(amounts.values())
        return dict(sorted(amounts.items()))
