"""The forms of a budget disclosure (部门预算).

Source: the budget forms that the Ministry of Finance prescribes for 部门预算公开 (收支总表 to
国有资本经营预算支出表) and their older local names (收支预算总表 …). To add a local variant, add data here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ingest.forms.columns import (
    BASIC,
    EXPENDITURE,
    NATURES,
    THREE_PUBLIC_TOTAL,
    functional,
    heads_of,
    three_public,
    three_public_side,
)
from ingest.forms.parts import Form, Head, Side
from ingest.report import Classification, Flow, Fund, Measure

BUDGETED: Final = Head(("预算数", "金额", "预算金额"))
"""The column of a table that has one column of figures only."""

OPENING: Final = "上年结转和结余"
CLOSING: Final = "结转下年"
TOTAL: Final = Head(("合计", "总计", "小计"))

SOURCES: Final = (
    Head((OPENING, "上年结转", "上年结转结余", "上年结转资金"), breakdown=OPENING, item=OPENING),
    *heads_of("财政拨款收入", "事业收入", "上级补助收入", "附属单位上缴收入", classification=Classification.SOURCE),
    *(
        Head((name, *others), breakdown=name, item=name, classification=Classification.SOURCE)
        for name, *others in (
            ("一般公共预算拨款收入", "一般公共预算", "一般公共预算财政拨款收入", "一般公共预算资金"),
            ("政府性基金预算拨款收入", "政府性基金预算", "政府性基金预算财政拨款收入", "政府性基金"),
            ("国有资本经营预算拨款收入", "国有资本经营预算", "国有资本经营预算财政拨款收入"),
            ("财政专户管理资金收入", "财政专户管理资金"),
            ("事业单位经营收入", "经营收入"),
            ("其他收入", "其他资金"),
            ("使用非财政拨款结余",),
        )
    ),
)

SPENDING: Final = (
    *NATURES,
    *heads_of(
        "上缴上级支出", "经营支出", "事业单位经营支出", "对附属单位补助支出", "对下级单位补助支出",
        "单位预留机动经费", classification=Classification.NATURE,
    ),
    Head((CLOSING, "结转下年资金"), breakdown=CLOSING, item=CLOSING, classification=Classification.BALANCE),
)  # fmt: skip

FUNDS: Final = (
    TOTAL,
    Head(("一般公共预算", "一般公共预算财政拨款", "一般公共预算拨款"), fund=Fund.GENERAL),
    Head(("政府性基金预算", "政府性基金预算财政拨款", "政府性基金"), fund=Fund.GOVERNMENT_FUND),
    Head(("国有资本经营预算", "国有资本经营预算财政拨款"), fund=Fund.STATE_CAPITAL),
)


_INCOME: Final = Side("收入", (BUDGETED,), Flow.INCOME, Classification.SOURCE)
_BY_FUNCTION: Final = Side("支出", (BUDGETED,), Flow.EXPENDITURE, Classification.FUNCTIONAL)
_BY_USE: Final = Side("支出用途", (BUDGETED,), Flow.EXPENDITURE, Classification.NATURE)


def _economic(columns: tuple[Head, ...], total: str) -> Side:
    return Side("", columns, Flow.EXPENDITURE, Classification.ECONOMIC, coded=True, total=total)


def _spent(*columns: Head) -> Side:
    return functional(columns, Flow.EXPENDITURE, EXPENDITURE)


def _one_fund(key: str, fund: Fund, *titles: str) -> Form:
    """Expenditure of one fund by functional item."""
    variants = ((_spent(TOTAL, *NATURES),), (_spent(BUDGETED),))
    return Form(key, titles, fund, variants, measure=Measure.BUDGET)


_THREE_PUBLIC: Final = Head((THREE_PUBLIC_TOTAL, "“三公”经费预算数"), three_public(), item=THREE_PUBLIC_TOTAL)
_BESIDE_THREE_PUBLIC: Final = tuple(
    Head(names, item=names[0], classification=classification)
    for names, classification in (
        (("会议费",), Classification.ECONOMIC),
        (("培训费",), Classification.ECONOMIC),
        (("机关运行经费", "机关运行经费预算数"), Classification.AGENCY_OPERATING),
    )
)

BUDGET_FORMS: Final[dict[str, Form]] = {
    form.key: form
    for form in (
        Form(
            "budget_summary",
            ("收支预算总表", "财务收支预算总表", "收支总表", "收支总体情况表"),
            Fund.ALL,
            ((_INCOME, _BY_FUNCTION, _BY_USE), (_INCOME, _BY_FUNCTION)),
            measure=Measure.BUDGET,
        ),
        Form(
            "income_budget",
            ("收入预算总表", "收入总表", "收入预算表", "收入总体情况表"),
            Fund.ALL,
            (
                (functional((TOTAL, *SOURCES), Flow.INCOME, "本年收入合计"),),
                (_INCOME,),
            ),
            measure=Measure.BUDGET,
        ),
        Form(
            "expenditure_budget",
            ("支出预算总表", "支出总表", "支出预算表", "支出总体情况表"),
            Fund.ALL,
            ((_spent(TOTAL, *SPENDING),),),
            measure=Measure.BUDGET,
        ),
        Form(
            "fiscal_budget_summary",
            ("财政拨款收支预算总表", "财政拨款收支总表", "财政拨款收支总体情况表"),
            Fund.FISCAL,
            (
                (_INCOME, replace(_BY_FUNCTION, columns=FUNDS)),
                (_INCOME, _BY_USE),
                (_INCOME, _BY_FUNCTION),
            ),
            measure=Measure.BUDGET,
        ),
        _one_fund("fiscal_expenditure_budget", Fund.FISCAL, "财政拨款支出预算表", "财政拨款支出表"),
        _one_fund(
            "general_expenditure_budget",
            Fund.GENERAL,
            "一般公共预算支出预算表",
            "一般公共预算支出功能分类预算表",
            "一般公共预算支出表",
            "一般公共预算支出情况表",
        ),
        *(
            Form(
                key,
                titles,
                fund,
                ((BASIC,), (_economic((BUDGETED,), "基本支出"),)),
                breakdown="基本支出",
                measure=Measure.BUDGET,
            )
            for key, fund, titles in (
                ("fiscal_basic_budget", Fund.FISCAL, ("财政拨款基本支出预算表",)),
                (
                    "general_basic_budget",
                    Fund.GENERAL,
                    (
                        "一般公共预算基本支出预算表",
                        "一般公共预算基本支出部门预算经济分类预算表",
                        "一般公共预算基本支出表",
                        "一般公共预算基本支出情况表",
                    ),
                ),
            )
        ),
        Form(
            "three_public_budget",
            (
                "“三公”经费预算表",
                "“三公”经费支出预算表",
                "一般公共预算“三公”经费支出表",
                "财政拨款“三公”经费支出表",
                "“三公”经费和机关运行经费预算表",
                "“三公”经费、会议费、培训费支出预算表",
                "一般公共预算“三公”经费、会议费、培训费支出预算表",
            ),
            Fund.FISCAL,
            (
                (three_public_side(three_public()),),
                (three_public_side((Head(("合计",)), _THREE_PUBLIC, *_BESIDE_THREE_PUBLIC)),),
            ),
            measure=Measure.BUDGET,
        ),
        _one_fund(
            "government_fund_budget",
            Fund.GOVERNMENT_FUND,
            "政府性基金预算支出预算表",
            "政府性基金预算财政拨款支出预算表",
            "政府性基金财政拨款支出预算表",
            "政府性基金预算支出功能分类预算表",
            "政府性基金预算支出表",
            "政府性基金预算支出情况表",
        ),
        _one_fund(
            "state_capital_budget",
            Fund.STATE_CAPITAL,
            "国有资本经营预算支出预算表",
            "国有资本经营预算财政拨款支出预算表",
            "国有资本经营预算支出功能分类预算表",
            "国有资本经营预算支出表",
            "国有资本经营预算支出情况表",
        ),
        Form(
            "agency_operating_budget",
            ("机关运行经费支出预算表", "一般公共预算机关运行经费支出预算表", "机关运行经费预算表"),
            Fund.GENERAL,
            ((_economic((Head(("机关运行经费支出", "金额", "预算数")),), "机关运行经费"),),),
            breakdown="机关运行经费",
            measure=Measure.BUDGET,
        ),
    )
}
"""The forms of a budget by key, in the national order."""
