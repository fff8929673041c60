"""The official forms of a final-accounts disclosure, as data.

Source: the nine disclosure forms that the Ministry of Finance prescribes for 部门决算公开 (收入支出决算总表 to
财政拨款“三公”经费支出决算表). Localities rename, renumber and reorder them, so a form is recognised by its title
and its columns, never by its number or place. To add a form or a local variant, add data here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.report import TOTAL, Classification, Flow, Fund, Measure


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

    `coded`: rows have a 科目代码. `total` names the item of its 合计 row.
    """

    heading: str
    columns: tuple[Head, ...]
    flow: Flow
    classification: Classification
    coded: bool = False
    total: str = ""


@dataclass(frozen=True)
class Form:
    """One official form. `variants` are ways in which its columns are laid out, the fullest first."""

    key: str
    titles: tuple[str, ...]
    fund: Fund
    variants: tuple[tuple[Side, ...], ...]
    breakdown: str = TOTAL

    @property
    def title(self) -> str:
        """The usual title."""
        return self.titles[0]


def _heads(*names: str, **said: object) -> tuple[Head, ...]:
    """Columns that break a total down, each the item of its own name in the total row."""
    return tuple(Head((name,), breakdown=name, item=name, **said) for name in names)  # type: ignore[arg-type]


AMOUNT: Final = (Head(("金额", "决算数", "决算金额")),)
NATURES: Final = _heads("基本支出", "项目支出", classification=Classification.NATURE)
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
BALANCED: Final = {"flow": Flow.BALANCE, "classification": Classification.BALANCE}
FUND_COLUMNS: Final = (
    Head((OPENING,), item=OPENING, **BALANCED),  # type: ignore[arg-type]
    Head(("本年收入",), flow=Flow.INCOME, item="本年收入合计"),
    SPENT,
    Head((CLOSING,), item=CLOSING, **BALANCED),  # type: ignore[arg-type]
)

THREE_PUBLIC_TOTAL: Final = "“三公”经费"
_VEHICLES: Final = "公务用车购置及运行维护费"
THREE_PUBLIC_ITEMS: Final = {
    "因公出国（境）费": (THREE_PUBLIC_TOTAL,),
    _VEHICLES: (THREE_PUBLIC_TOTAL,),
    "公务用车购置费": (THREE_PUBLIC_TOTAL, _VEHICLES),
    "公务用车运行维护费": (THREE_PUBLIC_TOTAL, _VEHICLES),
    "公务接待费": (THREE_PUBLIC_TOTAL,),
}
"""Each part of the three-public expenses and what it is part of."""


def _three_public(heading: str, measure: Measure) -> Head:
    vehicles = Head(
        (_VEHICLES, "公务用车购置及运行费"),
        (
            Head(("小计",), item=_VEHICLES),
            Head(("公务用车购置费",), item="公务用车购置费"),
            Head(("公务用车运行维护费", "公务用车运行费"), item="公务用车运行维护费"),
        ),
    )
    abroad = Head(("因公出国（境）费", "因公出国（境）费用"), item="因公出国（境）费")
    parts = (
        Head(("合计",), item=THREE_PUBLIC_TOTAL),
        abroad,
        vehicles,
        Head(("公务接待费",), item="公务接待费"),
    )
    return Head((heading,), parts, measure=measure)


def _functional(columns: tuple[Head, ...], flow: Flow, total: str) -> Side:
    return Side("", columns, flow, Classification.FUNCTIONAL, coded=True, total=total)


INCOME_SIDE: Final = Side("收入", AMOUNT, Flow.INCOME, Classification.SOURCE)
EXPENDITURE: Final = "本年支出合计"
_PERSONNEL: Final = Side("人员经费", AMOUNT, Flow.EXPENDITURE, Classification.ECONOMIC, coded=True)
_PUBLIC: Final = Side("公用经费", AMOUNT, Flow.EXPENDITURE, Classification.ECONOMIC, coded=True)

FORMS: Final[dict[str, Form]] = {
    form.key: form
    for form in (
        Form(
            "income_expenditure_summary",
            ("收入支出决算总表", "收支决算总表"),
            Fund.ALL,
            ((INCOME_SIDE, Side("支出", AMOUNT, Flow.EXPENDITURE, Classification.FUNCTIONAL)),),
        ),
        Form(
            "income",
            ("收入决算表", "收入决算总表"),
            Fund.ALL,
            (
                (
                    _functional(
                        (
                            Head(("本年收入合计",)),
                            *_heads(*SOURCES, classification=Classification.SOURCE),
                        ),
                        Flow.INCOME,
                        "本年收入合计",
                    ),
                ),
            ),
        ),
        Form(
            "expenditure",
            ("支出决算表", "支出决算总表"),
            Fund.ALL,
            (
                (
                    _functional(
                        (
                            Head((EXPENDITURE,)),
                            *NATURES,
                            *_heads(
                                "上缴上级支出",
                                "经营支出",
                                "对附属单位补助支出",
                                classification=Classification.NATURE,
                            ),
                        ),
                        Flow.EXPENDITURE,
                        EXPENDITURE,
                    ),
                ),
            ),
        ),
        Form(
            "fiscal_summary",
            ("财政拨款收入支出决算总表", "财政拨款收支决算总表"),
            Fund.FISCAL,
            (
                (
                    INCOME_SIDE,
                    Side(
                        "支出",
                        (
                            Head(("合计", "小计")),
                            Head(("一般公共预算财政拨款",), fund=Fund.GENERAL),
                            Head(("政府性基金预算财政拨款",), fund=Fund.GOVERNMENT_FUND),
                            Head(("国有资本经营预算财政拨款",), fund=Fund.STATE_CAPITAL),
                        ),
                        Flow.EXPENDITURE,
                        Classification.FUNCTIONAL,
                    ),
                ),
            ),
        ),
        Form(
            "general_expenditure",
            ("一般公共预算财政拨款支出决算表",),
            Fund.GENERAL,
            (
                (_functional((SPENT,), Flow.EXPENDITURE, EXPENDITURE),),
                (_functional(SPENT.below, Flow.EXPENDITURE, EXPENDITURE),),
            ),
        ),
        Form(
            "general_basic",
            ("一般公共预算财政拨款基本支出决算明细表", "一般公共预算财政拨款基本支出决算表"),
            Fund.GENERAL,
            ((_PERSONNEL, _PUBLIC, _PUBLIC), (_PERSONNEL, _PUBLIC)),
            breakdown="基本支出",
        ),
        Form(
            "government_fund",
            ("政府性基金预算财政拨款收入支出决算表", "政府性基金预算财政拨款支出决算表"),
            Fund.GOVERNMENT_FUND,
            (
                (_functional(FUND_COLUMNS, Flow.EXPENDITURE, EXPENDITURE),),
                (_functional((SPENT,), Flow.EXPENDITURE, EXPENDITURE),),
            ),
        ),
        Form(
            "state_capital",
            ("国有资本经营预算财政拨款支出决算表", "国有资本经营预算财政拨款收入支出决算表"),
            Fund.STATE_CAPITAL,
            (
                (_functional(FUND_COLUMNS, Flow.EXPENDITURE, EXPENDITURE),),
                (_functional((SPENT,), Flow.EXPENDITURE, EXPENDITURE),),
                (_functional(SPENT.below, Flow.EXPENDITURE, EXPENDITURE),),
            ),
        ),
        Form(
            "three_public",
            ("财政拨款“三公”经费支出决算表", "“三公”经费支出决算表", "一般公共预算财政拨款“三公”经费支出决算表"),
            Fund.FISCAL,
            (
                (
                    Side(
                        "",
                        (
                            _three_public("预算数", Measure.ADJUSTED_BUDGET),
                            _three_public("决算数", Measure.FINAL),
                        ),
                        Flow.EXPENDITURE,
                        Classification.THREE_PUBLIC,
                    ),
                ),
            ),
        ),
    )
}
"""The nine forms by key, in the national order."""

SPECIAL_ROWS: Final[dict[str, Classification]] = {
    "本年收入合计": Classification.TOTAL,
    EXPENDITURE: Classification.TOTAL,
    "使用非财政拨款结余": Classification.BALANCE,
    "使用非财政拨款结余（含专用结余）": Classification.BALANCE,
    OPENING: Classification.BALANCE,
    "结余分配": Classification.BALANCE,
    CLOSING: Classification.BALANCE,
    "年初财政拨款结转和结余": Classification.BALANCE,
    "年末财政拨款结转和结余": Classification.BALANCE,
}
"""Rows of the summary forms that are neither a source of income nor a function."""

GRAND_TOTALS: Final = {Flow.INCOME: "收入总计", Flow.EXPENDITURE: "支出总计"}
"""What the row 总计 of each side is the total of."""

SUBTOTALS: Final = {"人员经费合计": "人员经费", "公用经费合计": "公用经费"}
"""Rows that add up a side, and what they are the total of."""

TOTAL_ROWS: Final = frozenset({"合计", "总计", "本年收入合计", EXPENDITURE, *SUBTOTALS})
"""Names of rows that add other rows up."""

FUND_INCOME: Final = {
    "一般公共预算财政拨款": Fund.GENERAL,
    "政府性基金预算财政拨款": Fund.GOVERNMENT_FUND,
    "国有资本经营预算财政拨款": Fund.STATE_CAPITAL,
}
"""Rows of fiscal income by fund: with or without 收入 behind the name."""

TABLE_CODE: Final = re.compile(r"公开\s*\d{1,2}\s*表|附件\s*\d{1,2}|附?表\s*[一二三四五六七八九十]+")
"""A printed code of a table, by which people cite it."""

_NUMBERING: Final = re.compile(r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|\d{1,2}[.．、])")
_PREFIX: Final = re.compile(r"^(?:\d{4}年度?)?(?:(?:部门|单位)(?!预算))?")
_SPACE: Final = re.compile(r"\s+")
_QUOTES: Final = str.maketrans({'"': "“", "＂": "“", "”": "“", "(": "（", ")": "）"})


def unspaced(text: str) -> str:
    """The text without any white space."""
    return _SPACE.sub("", text)


def item_name(label: str) -> str:
    """The official name in a printed row label: no white space, no numbering."""
    return _NUMBERING.sub("", unspaced(label))


def _title_key(text: str) -> str:
    return _PREFIX.sub("", item_name(TABLE_CODE.sub("", text)).strip("《》:：")).translate(_QUOTES)


_BY_TITLE: Final = {_title_key(title): form.key for form in FORMS.values() for title in form.titles}


def form_of_title(text: str) -> str | None:
    """Key of the form with this title, whatever its numbering, code or year; None for other text."""
    return _BY_TITLE.get(_title_key(text))
