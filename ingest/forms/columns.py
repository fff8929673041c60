"""Columns that several forms have."""

from __future__ import annotations

from typing import Final

from ingest.forms.parts import Head, Side
from ingest.report import Classification, Flow


def heads_of(*names: str, classification: Classification) -> tuple[Head, ...]:
    """Columns that break a total down, each the item of its own name in the total row."""
    return tuple(Head((name,), breakdown=name, item=name, classification=classification) for name in names)


AMOUNT: Final = (Head(("金额", "决算数", "决算金额")),)
NATURES: Final = heads_of("基本支出", "项目支出", classification=Classification.NATURE)
SOURCES: Final = (
    "财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)
SPENT: Final = Head(("本年支出",), (Head(("小计", "合计")), *NATURES), flow=Flow.EXPENDITURE)
OPENING: Final = "年初结转和结余"
CLOSING: Final = "年末结转和结余"


def balance(name: str) -> Head:
    """A column of a balance."""
    return Head((name,), breakdown=name, item=name, flow=Flow.BALANCE, classification=Classification.BALANCE)


FUND_COLUMNS: Final = (
    balance(OPENING),
    Head(("本年收入",), flow=Flow.INCOME, item="本年收入合计"),
    SPENT,
    balance(CLOSING),
)

THREE_PUBLIC_TOTAL: Final = "“三公”经费"
VEHICLES: Final = "公务用车购置及运行维护费"
THREE_PUBLIC_ITEMS: Final = {
    "因公出国（境）费": (THREE_PUBLIC_TOTAL,),
    VEHICLES: (THREE_PUBLIC_TOTAL,),
    "公务用车购置费": (THREE_PUBLIC_TOTAL, VEHICLES),
    "公务用车运行维护费": (THREE_PUBLIC_TOTAL, VEHICLES),
    "公务接待费": (THREE_PUBLIC_TOTAL,),
}
"""Each part of the three-public expenses and what it is part of."""


def three_public(below: tuple[Head, ...] = ()) -> tuple[Head, ...]:
    """The columns of the three-public form, each with the given columns below it."""

    def head(item: str, *names: str) -> Head:
        return Head(names or (item,), below, item=item)

    vehicles = (
        head(VEHICLES, "小计"),
        head("公务用车购置费", "公务用车购置费", "购置费", "公务用车购置"),
        head("公务用车运行维护费", "公务用车运行维护费", "公务用车运行费", "运行费", "运行维护费"),
    )
    return (
        head(THREE_PUBLIC_TOTAL, "合计", "小计"),
        head("因公出国（境）费", "因公出国（境）费", "因公出国（境）费用"),
        Head((VEHICLES, "公务用车购置及运行费", "公务用车购置和运行费", "公务用车购置及运行维护"), vehicles),
        head("公务接待费"),
    )


def three_public_side(columns: tuple[Head, ...]) -> Side:
    """The three-public form's one side."""
    return Side("", columns, Flow.EXPENDITURE, Classification.THREE_PUBLIC)


def functional(columns: tuple[Head, ...], flow: Flow, total: str) -> Side:
    """A side whose rows are functional items; `total` is what its 合计 row is of."""
    return Side("", columns, flow, Classification.FUNCTIONAL, coded=True, total=total)


INCOME_SIDE: Final = Side("收入", AMOUNT, Flow.INCOME, Classification.SOURCE)
EXPENDITURE: Final = "本年支出合计"
PERSONNEL: Final = Side("人员经费", AMOUNT, Flow.EXPENDITURE, Classification.ECONOMIC, coded=True, codes=("301", "303"))
PUBLIC: Final = Side("公用经费", AMOUNT, Flow.EXPENDITURE, Classification.ECONOMIC, coded=True)
BASIC: Final = Side(
    "",
    (Head(("合计", "小计")), *heads_of("人员经费", "公用经费", classification=Classification.TOTAL)),
    Flow.EXPENDITURE,
    Classification.ECONOMIC,
    coded=True,
    total="基本支出",
)
"""Basic expenditure by economic item, divided into personnel and public funds by column instead of by side."""
