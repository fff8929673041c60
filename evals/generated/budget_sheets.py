"""The tables and the narrative of a made-up budget: the same books, read as what is planned.

Nothing is brought forward in a budget, so savings and balances are left out, and it balances without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from evals.generated.books import ECONOMIC_NAMES, PERSONNEL, PUBLIC, Amounts, Books, print_amount, total
from evals.generated.narrative import PROSE_UNIT, USES, Figure, Paragraph, Telling, fill
from evals.generated.sheets import (
    NATURES,
    Entry,
    Heading,
    Sheet,
    Side,
    added,
    all_general,
    classes,
    functional,
    headings,
    listed,
    three_public_amounts,
)
from ingest.report import Measure

FUNDS: Final = ("一般公共预算资金", "政府性基金", "国有资本经营预算")


def _planned(books: Books) -> Amounts:
    return added(all_general(books), {books.business_item: books.business})


def _sources(books: Books) -> tuple[Entry, ...]:
    fiscal, *rest = listed(
        ("财政拨款收入", (books.general,)),
        ("事业收入", (books.business,)),
        ("事业单位经营收入", (0,)),
        ("其他收入", (0,)),
    )
    funds = (books.general, 0, 0)
    below = (
        Entry(name, (amount,), number=f"{place}. ")
        for place, (name, amount) in enumerate(zip(FUNDS, funds, strict=True), 1)
    )
    return (fiscal, *below, *rest)


def summary(books: Books) -> Sheet:
    """收支预算总表: income beside expenditure by class."""
    whole = (books.general + books.business,)
    amount = headings("预算数")
    income = Side(amount, _sources(books), (Entry("收入总计", whole),), "本年收入")
    spent = classes(books, [_planned(books)], every=False)
    return Sheet("收支预算总表", (income, Side(amount, spent, (Entry("支出总计", whole),), "本年支出")))


def summary_in_three(books: Books) -> Sheet:
    """收支预算总表 with a third side: expenditure by nature."""
    income, spent = summary(books).sides
    basic = total(books.general_basic)
    natures = listed((NATURES[0], (basic,)), (NATURES[1], (books.general + books.business - basic,)))
    whole = (Entry("支出总计", spent.closing[0].amounts),)
    return Sheet("收支预算总表", (income, spent, Side(spent.columns, natures, whole, "支出用途")))


def income(books: Books) -> Sheet:
    """收入预算总表."""
    general, business = all_general(books), {books.business_item: books.business}
    top = Heading("收入预算", headings("合计", "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入"))
    columns = [added(general, business), general, business, {}, {}]
    return Sheet("收入预算总表", (Side((top,), functional(books.names, columns), coded=True),))


def expenditure(books: Books) -> Sheet:
    """支出预算总表."""
    project = added(books.general_project, {books.business_item: books.business})
    return _by_nature("支出预算总表", "支出预算", books, books.general_basic, project)


def fiscal_summary(books: Books) -> Sheet:
    """财政拨款收支预算总表."""
    general = all_general(books)
    sources = listed(*zip(FUNDS, ((books.general,), (0,), (0,)), strict=True))
    spent = classes(books, [general, general, {}, {}], every=False)
    columns = headings("合计", "一般公共预算", "政府性基金预算", "国有资本经营预算")
    whole = books.general
    return Sheet(
        "财政拨款收支预算总表",
        (
            Side(headings("预算数"), sources, (Entry("收入总计", (whole,)),), "财政拨款收入"),
            Side(columns, spent, (Entry("支出总计", (whole, whole, 0, 0)),), "财政拨款支出"),
        ),
    )


def general(books: Books) -> Sheet:
    """一般公共预算支出预算表（功能科目）."""
    title = "一般公共预算支出预算表（功能科目）"
    return _by_nature(title, "一般公共预算支出", books, books.general_basic, books.general_project)


def general_basic(books: Books) -> Sheet:
    """一般公共预算基本支出预算表（经济科目）."""
    sides = [
        {code: amount for code, amount in books.economic.items() if code.startswith(tops)}
        for tops in (PERSONNEL, PUBLIC)
    ]
    columns = [books.economic, *sides]
    top = Heading("一般公共预算基本支出", headings("合计", "人员经费", "公用经费"))
    entries = functional(dict(sorted(ECONOMIC_NAMES.items())), columns)
    return Sheet("一般公共预算基本支出预算表（经济科目）", (Side((top,), entries, coded=True),))


def government_fund(books: Books) -> Sheet:
    """政府性基金预算支出预算表, of which no budget here has any."""
    return _by_nature("政府性基金预算支出预算表", "政府性基金预算支出", books, {}, {})


def state_capital(books: Books) -> Sheet:
    """国有资本经营预算支出预算表, likewise."""
    return _by_nature("国有资本经营预算支出预算表", "国有资本经营预算支出", books, {}, {})


def three_public(books: Books) -> Sheet:
    """“三公”经费和机关运行经费预算表: one row without a name."""
    vehicles = Heading("公务用车购置及运行费", headings("小计", "购置费", "运行费"))
    spent = Heading("“三公”经费预算数", (*headings("合计", "因公出国（境）费"), vehicles, *headings("公务接待费")))
    operating = sum(total(books.economic, top) for top in PUBLIC)
    row = Entry(amounts=(*three_public_amounts(books.three_public[0]), operating))
    side = Side((spent, *headings("机关运行经费预算数")), (row,), named=False)
    return Sheet("“三公”经费和机关运行经费预算表", (side,))


def three_public_alone(books: Books) -> Sheet:
    """“三公”经费支出预算表, without 机关运行经费 beside it."""
    (side,) = three_public(books).sides
    row = Entry(amounts=three_public_amounts(books.three_public[0]))
    return Sheet("“三公”经费支出预算表", (replace(side, columns=side.columns[0].below, entries=(row,)),))


def _by_nature(title: str, heading: str, books: Books, basic: Amounts, project: Amounts) -> Sheet:
    columns = [added(basic, project), basic, project]
    top = Heading(heading, headings("合计", *NATURES))
    return Sheet(title, (Side((top,), functional(books.names, columns), coded=True),))


BUDGET_SHEETS: Final[dict[str, Callable[[Books], Sheet]]] = {
    "收支预算总表": summary,
    "收入预算总表": income,
    "支出预算总表": expenditure,
    "财政拨款收支预算总表": fiscal_summary,
    "一般公共预算支出预算表（功能科目）": general,
    "政府性基金预算支出预算表": government_fund,
    "国有资本经营预算支出预算表": state_capital,
    "一般公共预算基本支出预算表（经济科目）": general_basic,
    "“三公”经费和机关运行经费预算表": three_public,
}
"""The tables of a budget by title."""

TEXT_SHEETS: Final = {title: make for title, make in BUDGET_SHEETS.items() if make is not three_public} | {
    "“三公”经费支出预算表": three_public_alone
}
"""Those of a budget that is a text file: where no rules tell which heading stands over which, there are fewer."""


def narrate_budget(books: Books, layout: Telling) -> Iterator[Paragraph]:
    """What the budget says in sentences: the wholes, then every item."""

    def money(*subject: str, amount: int) -> Figure:
        printed = print_amount(amount, PROSE_UNIT, layout.separators)
        return Figure(subject, Measure.BUDGET, printed, PROSE_UNIT)

    whole = books.general + books.business
    yield fill(
        f"{layout.year}年，{layout.organization}收入预算{{whole}}，其中：财政拨款收入{{fiscal}}；事业收入{{business}}。",
        whole=money("收入预算", amount=whole),
        fiscal=money("财政拨款收入", amount=books.general),
        business=money("事业收入", amount=books.business),
    )
    yield fill(
        "支出预算{whole}，其中：财政拨款支出预算{fiscal}。财政拨款支出主要内容如下：",
        whole=money("支出预算", amount=whole),
        fiscal=money("财政拨款支出预算", amount=books.general),
    )
    for number, (code, amount) in enumerate(all_general(books).items(), 1):
        names = tuple(books.names[code[:length]] for length in (3, 5, 7))
        yield fill(
            "{number}. “{top}（类）{subclass}（款）{item}（项）”{amount}，主要用于{use}。",
            number=str(number),
            top=names[0],
            subclass=names[1],
            item=names[2],
            amount=money(*names, amount=amount),
            use=USES[number % len(USES)],
        )
