"""The nine forms of a final-accounts disclosure.

Source: the disclosure forms that the Ministry of Finance prescribes for 部门决算公开 (收入支出决算总表 to 财政拨款
“三公”经费支出决算表). Localities rename, renumber and reorder them, so a form is recognised by its title and its
columns, never by its number or place. To add a local variant, add data here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ingest.forms.columns import (
    AMOUNT,
    BASIC,
    EXPENDITURE,
    FUND_COLUMNS,
    INCOME_SIDE,
    NATURES,
    PERSONNEL,
    PUBLIC,
    SOURCES,
    SPENT,
    functional,
    heads_of,
    three_public,
    three_public_side,
)
from ingest.forms.parts import Form, Head, Side
from ingest.report import Classification, Flow, Fund, Measure

BUDGET_AND_FINAL: Final = (
    Head(("预算数",), measure=Measure.ADJUSTED_BUDGET),
    Head(("决算数",), measure=Measure.FINAL),
)
"""预算数 of the three-public form is the adjusted budget unless its note says otherwise (see `facts`)."""

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
                    functional(
                        (
                            Head(("本年收入合计", "合计")),
                            *heads_of(*SOURCES, classification=Classification.SOURCE),
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
                    functional(
                        (
                            Head((EXPENDITURE, "合计")),
                            *NATURES,
                            *heads_of(
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
            ("一般公共预算财政拨款支出决算表", "一般公共预算支出决算表", "一般公共预算财政拨款收入支出决算表"),
            Fund.GENERAL,
            (
                (functional((SPENT,), Flow.EXPENDITURE, EXPENDITURE),),
                (functional(SPENT.below, Flow.EXPENDITURE, EXPENDITURE),),
            ),
        ),
        Form(
            "general_basic",
            (
                "一般公共预算财政拨款基本支出决算明细表",
                "一般公共预算财政拨款基本支出决算表",
                "一般公共预算基本支出决算表",
                "一般公共预算基本支出决算明细表",
            ),
            Fund.GENERAL,
            ((PERSONNEL, PUBLIC, PUBLIC), (PERSONNEL, PUBLIC), (BASIC,), (replace(BASIC, columns=AMOUNT),)),
            breakdown="基本支出",
        ),
        Form(
            "government_fund",
            (
                "政府性基金预算财政拨款收入支出决算表",
                "政府性基金预算财政拨款支出决算表",
                "政府性基金预算支出决算表",
                "政府性基金预算收入支出决算表",
            ),
            Fund.GOVERNMENT_FUND,
            (
                (functional(FUND_COLUMNS, Flow.EXPENDITURE, EXPENDITURE),),
                (functional((SPENT,), Flow.EXPENDITURE, EXPENDITURE),),
            ),
        ),
        Form(
            "state_capital",
            (
                "国有资本经营预算财政拨款支出决算表",
                "国有资本经营预算财政拨款收入支出决算表",
                "国有资本经营预算支出决算表",
                "国有资本经营预算收入支出决算表",
            ),
            Fund.STATE_CAPITAL,
            (
                (functional(FUND_COLUMNS, Flow.EXPENDITURE, EXPENDITURE),),
                (functional((SPENT,), Flow.EXPENDITURE, EXPENDITURE),),
                (functional(SPENT.below, Flow.EXPENDITURE, EXPENDITURE),),
            ),
        ),
        Form(
            "three_public",
            (
                "财政拨款“三公”经费支出决算表",
                "“三公”经费支出决算表",
                "一般公共预算财政拨款“三公”经费支出决算表",
                "一般公共预算“三公”经费支出决算表",
                "“三公”经费公共预算财政拨款支出决算表",
                "财政拨款“三公”经费及会议费、培训费支出决算表",
                "“三公”经费、会议费、培训费支出决算表",
            ),
            Fund.FISCAL,
            (
                (three_public_side(tuple(replace(head, below=three_public()) for head in BUDGET_AND_FINAL)),),
                (three_public_side(three_public(BUDGET_AND_FINAL)),),
            ),
        ),
    )
}
"""The nine forms by key, in the national order."""
