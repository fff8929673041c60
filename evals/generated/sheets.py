"""The tables of a made-up report as data: headings, sides and entries, before anyone says how they print.

Amounts are whole hundreds of 元, as in the books.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from evals.generated.books import CLASSES, ECONOMIC_NAMES, PERSONNEL, PUBLIC, Amounts, Books, total
from ingest.numbers import print_chinese

NATURES: Final = ("基本支出", "项目支出")
THREE_PUBLIC_BAND: Final = "财政拨款“三公”经费"
FUNDS: Final = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
VEHICLES: Final = "公务用车购置及运行维护费"


@dataclass(frozen=True)
class Heading:
    """A column heading and the headings below it."""

    text: str
    below: tuple[Heading, ...] = ()

    def leaves(self) -> Iterator[tuple[str, ...]]:
        """Every column, as its path from this heading down."""
        if not self.below:
            yield (self.text,)
        for heading in self.below:
            for path in heading.leaves():
                yield (self.text, *path)


@dataclass(frozen=True)
class Entry:
    """One row of one side. `label` is the name with its numbering. Without amounts it only fills up."""

    name: str = ""
    amounts: tuple[int, ...] = ()
    code: str = ""
    number: str = ""

    @property
    def label(self) -> str:
        """The name as the row shows it."""
        return self.number + self.name


@dataclass(frozen=True)
class Side:
    """One of the tables beside each other. `closing` are the rows at the foot, level with the other side's.

    `coded`: every row has a code of accounts. `named`: rows have a name at all.
    """

    columns: tuple[Heading, ...]
    entries: tuple[Entry, ...]
    closing: tuple[Entry, ...] = ()
    heading: str = ""
    coded: bool = False
    named: bool = True

    def paths(self) -> list[tuple[str, ...]]:
        """The path of every column of figures."""
        return [path for heading in self.columns for path in heading.leaves()]


@dataclass(frozen=True)
class Sheet:
    """One table. `form` is its key, or its title where it is no form of final accounts.

    `band` is a heading over all columns. `sums` is a last row, each entry as wide as so many sides.
    """

    form: str
    sides: tuple[Side, ...]
    band: str = ""
    sums: tuple[tuple[Entry, int], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is no money in it at all."""
        return not any(any(entry.amounts) for side in self.sides for entry in (*side.entries, *side.closing))


def headings(*texts: str) -> tuple[Heading, ...]:
    """Headings with nothing below."""
    return tuple(map(Heading, texts))


def renamed(sheet: Sheet, names: Mapping[str, str]) -> Sheet:
    """The same table where some column headings, given by their paths (本年支出/小计), have other names."""

    def rename(heading: Heading, above: str = "") -> Heading:
        path = above + heading.text
        below = (rename(one, f"{path}/") for one in heading.below)
        return Heading(names.get(path, heading.text), tuple(below))

    sides = (replace(side, columns=tuple(map(rename, side.columns))) for side in sheet.sides)
    return replace(sheet, sides=tuple(sides))


def added(*amounts: Amounts) -> dict[str, int]:
    """Amounts of the same code added up, in the order of the codes."""
    codes = sorted({code for one in amounts for code in one})
    return {code: sum(one.get(code, 0) for one in amounts) for code in codes}


def all_general(books: Books) -> Amounts:
    """What the general public budget paid for each item."""
    return added(books.general_basic, books.general_project)


def all_projects(books: Books) -> Amounts:
    """What was spent on projects, whoever paid."""
    more = {books.fund_item: books.fund, books.business_item: books.business + books.from_savings}
    return {code: amount for code, amount in added(books.general_project, more).items() if amount}


def functional(names: Mapping[str, str], columns: Sequence[Amounts]) -> tuple[Entry, ...]:
    """合计, and every class, subclass and item that any column has money for."""
    rows = [Entry("合计", tuple(total(column) for column in columns))]
    for code, name in names.items():
        amounts = tuple(total(column, code) for column in columns)
        if any(amounts):
            rows.append(Entry(name, amounts, code))
    return tuple(rows)


def classes(books: Books, columns: Sequence[Amounts], *, every: bool = True) -> tuple[Entry, ...]:
    """The national list of classes with numbers; only those with money unless `every` is wanted."""
    codes = {name: code for code, name in books.names.items() if len(code) == 3}
    rows = []
    for name in CLASSES:
        amounts = tuple(total(column, codes[name]) if name in codes else 0 for column in columns)
        if every or any(amounts):
            rows.append((name, amounts))
    return listed(*rows)


def listed(*rows: tuple[str, tuple[int, ...]]) -> tuple[Entry, ...]:
    """Rows with Chinese numbers from 一 on."""
    return tuple(
        Entry(name, amounts, number=f"{print_chinese(place)}、") for place, (name, amounts) in enumerate(rows, 1)
    )


def economic(amounts: Amounts, tops: Sequence[str]) -> tuple[Entry, ...]:
    """Economic classes and their items."""
    codes = (code for top in tops for code in (top, *sorted(item for item in amounts if item.startswith(top))))
    return tuple(Entry(ECONOMIC_NAMES[code], (total(amounts, code),), code) for code in codes)


def income_expenditure_summary(books: Books) -> Sheet:
    """收入支出决算总表."""
    whole = books.income + books.opening
    sources = listed(
        ("一般公共预算财政拨款收入", (books.general,)), ("政府性基金预算财政拨款收入", (books.fund_income,)),
        ("国有资本经营预算财政拨款收入", (0,)), ("上级补助收入", (0,)), ("事业收入", (books.business,)),
        ("经营收入", (0,)), ("附属单位上缴收入", (0,)), ("其他收入", (0,)),
    )  # fmt: skip
    left = (
        Entry("本年收入合计", (books.income,)),
        Entry("使用非财政拨款结余", (0,)),
        Entry("年初结转和结余", (books.opening,)),
        Entry("总计", (whole,)),
    )
    right = (
        Entry("本年支出合计", (books.spent,)),
        Entry("结余分配", (0,)),
        Entry("年末结转和结余", (books.closing,)),
        Entry("总计", (whole,)),
    )
    spent = added(books.general_basic, all_projects(books))
    amount = headings("金额")
    return Sheet(
        "income_expenditure_summary",
        (Side(amount, sources, left, "收入"), Side(amount, classes(books, [spent]), right, "支出")),
    )


def income(books: Books) -> Sheet:
    """收入决算表."""
    fiscal = added(all_general(books), {books.fund_item: books.fund_income})
    business = {books.business_item: books.business}
    columns: list[Amounts] = [added(fiscal, business), fiscal, {}, business, {}, {}, {}]
    names = ("本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
    return Sheet("income", (Side(headings(*names), functional(books.names, columns), coded=True),))


def expenditure(books: Books) -> Sheet:
    """支出决算表."""
    project = all_projects(books)
    columns: list[Amounts] = [added(books.general_basic, project), books.general_basic, project, {}, {}, {}]
    names = ("本年支出合计", *NATURES, "上缴上级支出", "经营支出", "对附属单位补助支出")
    return Sheet("expenditure", (Side(headings(*names), functional(books.names, columns), coded=True),))


def fiscal_summary(books: Books) -> Sheet:
    """财政拨款收入支出决算总表."""
    general, fund = all_general(books), {books.fund_item: books.fund}
    spent, whole = books.general + books.fund, books.general + books.fund_income + books.fund_opening
    sources = listed((FUNDS[0], (books.general,)), (FUNDS[1], (books.fund_income,)), (FUNDS[2], (0,)))
    left = (
        Entry("本年收入合计", (books.general + books.fund_income,)),
        Entry("年初财政拨款结转和结余", (books.fund_opening,)),
        *listed((FUNDS[0], (0,)), (FUNDS[1], (books.fund_opening,)), (FUNDS[2], (0,))),
        Entry("总计", (whole,)),
    )
    right = (
        Entry("本年支出合计", (spent, books.general, books.fund, 0)),
        Entry("年末财政拨款结转和结余", (books.fund_closing, 0, books.fund_closing, 0)),
        *(Entry(),) * 3,
        Entry("总计", (whole, books.general, books.fund + books.fund_closing, 0)),
    )
    out = classes(books, [added(general, fund), general, fund, {}])
    return Sheet(
        "fiscal_summary",
        (
            Side(headings("金额"), sources, left, "收入"),
            Side(headings("合计", *FUNDS), out, right, "支出"),
        ),
    )


def general_expenditure(books: Books) -> Sheet:
    """一般公共预算财政拨款支出决算表."""
    columns = [all_general(books), books.general_basic, books.general_project]
    top = Heading("本年支出", headings("小计", *NATURES))
    return Sheet("general_expenditure", (Side((top,), functional(books.names, columns), coded=True),))


def general_basic(books: Books) -> Sheet:
    """一般公共预算财政拨款基本支出决算明细表: personnel and public funds, three sides."""
    amount = headings("金额")
    tops = ((PERSONNEL, "人员经费"), (("302",), "公用经费"), (("310",), "公用经费"))
    sides = tuple(Side(amount, economic(books.economic, tops), heading=name, coded=True) for tops, name in tops)
    sums = [sum(total(books.economic, top) for top in tops) for tops in (PERSONNEL, PUBLIC)]
    return Sheet(
        "general_basic",
        sides,
        sums=((Entry("人员经费合计", (sums[0],)), 1), (Entry("公用经费合计", (sums[1],)), 2)),
    )


def government_fund(books: Books) -> Sheet:
    """政府性基金预算财政拨款收入支出决算表."""
    spent = Heading("本年支出", headings("小计", *NATURES))
    columns = (*headings("年初结转和结余", "本年收入"), spent, *headings("年末结转和结余"))
    amounts = (books.fund_opening, books.fund_income, books.fund, 0, books.fund, books.fund_closing)
    entries = functional(books.names, [{books.fund_item: amount} for amount in amounts])
    return Sheet("government_fund", (Side(columns, entries, coded=True),))


def state_capital(books: Books) -> Sheet:
    """国有资本经营预算财政拨款支出决算表, of which no unit here has any."""
    top = Heading("本年支出", headings("合计", *NATURES))
    return Sheet("state_capital", (Side((top,), functional(books.names, [{}, {}, {}]), coded=True),))


def three_public_amounts(four: tuple[int, int, int, int]) -> tuple[int, ...]:
    """合计, travel abroad, vehicles, vehicles bought, vehicles run, guests."""
    abroad, bought, run, guests = four
    return (sum(four), abroad, bought + run, bought, run, guests)


def _three_public_columns(below: tuple[Heading, ...] = ()) -> tuple[Heading, ...]:
    vehicles = tuple(Heading(text, below) for text in ("小计", "公务用车购置费", "公务用车运行维护费"))
    return (
        Heading("合计", below),
        Heading("因公出国（境）费", below),
        Heading(VEHICLES, vehicles),
        Heading("公务接待费", below),
    )


def three_public(books: Books) -> Sheet:
    """财政拨款“三公”经费支出决算表: one row without a name, all of the budget before all that was spent."""
    columns = tuple(Heading(text, _three_public_columns()) for text in ("预算数", "决算数"))
    amounts = tuple(amount for four in books.three_public for amount in three_public_amounts(four))
    return Sheet("three_public", (Side(columns, (Entry(amounts=amounts),), named=False),))


def three_public_in_pairs(books: Books, band: str = "") -> Sheet:
    """The same with budget and final amount side by side under each item, maybe below one heading over all."""
    columns = _three_public_columns(headings("预算数", "决算数"))
    pairs = zip(*map(three_public_amounts, books.three_public), strict=True)
    amounts = tuple(amount for pair in pairs for amount in pair)
    return Sheet("three_public", (Side(columns, (Entry(amounts=amounts),), named=False),), band)


SHEETS: Final[dict[str, Callable[[Books], Sheet]]] = {
    "income_expenditure_summary": income_expenditure_summary,
    "income": income,
    "expenditure": expenditure,
    "fiscal_summary": fiscal_summary,
    "general_expenditure": general_expenditure,
    "general_basic": general_basic,
    "government_fund": government_fund,
    "state_capital": state_capital,
    "three_public": three_public,
}
"""What each form holds."""
