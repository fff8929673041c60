"""The official forms of a final-accounts disclosure, as data.

Source: the nine disclosure forms that the Ministry of Finance prescribes for 部门决算公开 (收入支出决算总表 to
财政拨款“三公”经费支出决算表). Localities rename, renumber and reorder them, so a form is recognised by its title
and its columns, never by its number or place. To add a form or a local variant, add data here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
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


def _heads(*names: str, classification: Classification) -> tuple[Head, ...]:
    """Columns that break a total down, each the item of its own name in the total row."""
    return tuple(Head((name,), breakdown=name, item=name, classification=classification) for name in names)


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


def _balance(name: str) -> Head:
    return Head((name,), breakdown=name, item=name, flow=Flow.BALANCE, classification=Classification.BALANCE)


FUND_COLUMNS: Final = (
    _balance(OPENING),
    Head(("本年收入",), flow=Flow.INCOME, item="本年收入合计"),
    SPENT,
    _balance(CLOSING),
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


def _three_public(below: tuple[Head, ...] = ()) -> tuple[Head, ...]:
    """The columns of the three-public form, each with the given columns below it."""

    def head(item: str, *names: str) -> Head:
        return Head(names or (item,), below, item=item)

    vehicles = (
        head(_VEHICLES, "小计"),
        head("公务用车购置费"),
        head("公务用车运行维护费", "公务用车运行维护费", "公务用车运行费"),
    )
    return (
        head(THREE_PUBLIC_TOTAL, "合计"),
        head("因公出国（境）费", "因公出国（境）费", "因公出国（境）费用"),
        Head((_VEHICLES, "公务用车购置及运行费"), vehicles),
        head("公务接待费"),
    )


BUDGET_AND_FINAL: Final = (
    Head(("预算数",), measure=Measure.ADJUSTED_BUDGET),
    Head(("决算数",), measure=Measure.FINAL),
)
"""预算数 of the three-public form is the adjusted budget unless its note says otherwise (see `facts`)."""


def _three_public_side(columns: tuple[Head, ...]) -> Side:
    return Side("", columns, Flow.EXPENDITURE, Classification.THREE_PUBLIC)


def _functional(columns: tuple[Head, ...], flow: Flow, total: str) -> Side:
    return Side("", columns, flow, Classification.FUNCTIONAL, coded=True, total=total)


INCOME_SIDE: Final = Side("收入", AMOUNT, Flow.INCOME, Classification.SOURCE)
EXPENDITURE: Final = "本年支出合计"
_PERSONNEL: Final = Side(
    "人员经费", AMOUNT, Flow.EXPENDITURE, Classification.ECONOMIC, coded=True, codes=("301", "303")
)
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
                (_three_public_side(tuple(replace(head, below=_three_public()) for head in BUDGET_AND_FINAL)),),
                (_three_public_side(_three_public(BUDGET_AND_FINAL)),),
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

HEADER_WORDS: Final = (
    *("支出功能分类科目", "支出经济分类科目", "功能分类", "经济分类", "科目编码", "科目代码", "科目名称", "项目名称"),
    *("人员经费", "公用经费", "代码", "编码", "名称", "科目", "项目", "行次", "栏次", "收入", "支出", "类", "款", "项"),
)
"""Words of headers that are no column of figures, the longer ones first."""

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


def starts_numbered(label: str) -> bool:
    """Whether a row label begins with a number of its own: 一、 or （一） or 1."""
    return _NUMBERING.match(label) is not None


def _title_key(text: str) -> str:
    return _PREFIX.sub("", item_name(TABLE_CODE.sub("", text)).strip("《》:：")).translate(_QUOTES)


_BY_TITLE: Final = {_title_key(title): form.key for form in FORMS.values() for title in form.titles}


def form_of_title(text: str) -> str | None:
    """Key of the form with this title, whatever its numbering, code or year; None for other text."""
    return _BY_TITLE.get(_title_key(text))
