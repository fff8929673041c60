"""The narrative in the wordings of other places and of budgets: made-up sentences, numbers of our own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numbers import grouped
from ingest.report import Dimension, Fact, Fund, Measure, ReportKind
from ingest.statements import read_statements
from tests.ingest.invented import section

FINAL_PART: Final = "第三部分 2031年度部门决算情况说明"
BUDGET_PART: Final = "第三部分 2031年度部门预算情况说明"
PARTS: Final = {ReportKind.FINAL_ACCOUNTS: FINAL_PART, ReportKind.BUDGET: BUDGET_PART}

ITEMS: Final = "（三）一般公共预算财政拨款支出决算具体情况"
PROCURED: Final = "（二）政府采购支出情况"
THREE_PUBLIC: Final = "一、“三公”经费预算情况说明"
TOTALS: Final = "一、收支预算总体情况说明"

Said = tuple[str, str, Measure, str, str | None, str]
"""Item, breakdown, measure, baseline, value (None for text) and unit or text."""

FINAL, INITIAL, ADJUSTED, BUDGET = Measure.FINAL, Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET, Measure.BUDGET
DONE, REASON, USE = Measure.COMPLETION_RATE, Measure.REASON, Measure.USE
AMOUNT, RATE, SHARE, COUNT = Measure.CHANGE_AMOUNT, Measure.CHANGE_RATE, Measure.SHARE, Measure.COUNT
WHOLE: Final = "合计"


def statements(
    title: str,
    *texts: str,
    kind: ReportKind = ReportKind.FINAL_ACCOUNTS,
    codes: dict[tuple[str, ...], str] | None = None,
) -> tuple[Fact, ...]:
    return read_statements([section(title, *texts, part=PARTS[kind])], year=2031, codes=codes, kind=kind)


def said(facts: Sequence[Fact]) -> list[Said]:
    return [
        (
            fact.subject.item,
            fact.subject.breakdown,
            fact.subject.measure,
            fact.subject.baseline,
            None if fact.value is None else format(fact.value, "f"),
            fact.printed if fact.value is None else fact.unit,
        )
        for fact in facts
    ]


Case = tuple[str, str, list[Said]]

FINAL_ACCOUNTS: Final[tuple[Case, ...]] = (
    (
        ITEMS,
        "一般公共预算财政拨款支出年初预算为0 万元，全年预算为32.50万元，支出决算为30.25万元，"
        "完成全年预算的93.08 %。决算数小于预算数的主要原因：人员经费支出数小于预算数。",
        [
            ("本年支出合计", WHOLE, INITIAL, "", "0", "万元"),
            ("本年支出合计", WHOLE, ADJUSTED, "", "32.50", "万元"),
            ("本年支出合计", WHOLE, FINAL, "", "30.25", "万元"),
            ("本年支出合计", WHOLE, DONE, "全年预算数", "93.08", "%"),
            ("本年支出合计", WHOLE, REASON, "预算数", None, "人员经费支出数小于预算数"),
        ],
    ),
    (
        ITEMS,
        "2、教育支出（类）普通教育（款）小学教育（项）。主要用于：教师工资、办公费。全年预算为17.50万元，"
        "支出决算为11.25万元，完成全年预算数的64.29％。决算数小于全年预算数的主要原因：教师减少，按实际支出。",
        [
            ("小学教育", WHOLE, USE, "", None, "教师工资、办公费"),
            ("小学教育", WHOLE, ADJUSTED, "", "17.50", "万元"),
            ("小学教育", WHOLE, FINAL, "", "11.25", "万元"),
            ("小学教育", WHOLE, DONE, "全年预算数", "64.29", "%"),
            ("小学教育", WHOLE, REASON, "全年预算数", None, "教师减少，按实际支出"),
        ],
    ),
    (
        ITEMS,
        "3、教育支出（类）普通教育（款）初中教育（项）。全年预算为5万元。决算数与全年预算数持平。",
        [("初中教育", WHOLE, ADJUSTED, "", "5", "万元")],
    ),
    (
        "五、公共财政拨款支出决算情况",
        "（一）教育-小学教育（项级科目）1,095.5 万元，主要用于教师工资。",
        [
            ("小学教育", WHOLE, FINAL, "", "1095.5", "万元"),
            ("小学教育", WHOLE, USE, "", None, "教师工资"),
        ],
    ),
    (
        "四、2031年决算收支总体情况",
        "1. 财政拨款收入 9.5万元，其中政府性基金 0万元。用事业基金弥补收支差额 0万元。",
        [
            ("财政拨款收入", WHOLE, FINAL, "", "9.5", "万元"),
            ("政府性基金预算财政拨款收入", WHOLE, FINAL, "", "0", "万元"),
            ("用事业基金弥补收支差额", WHOLE, FINAL, "", "0", "万元"),
        ],
    ),
    (
        "四、2031年决算收支总体情况",
        "1. 基本支出9万元。其中，人员支出6万元，公用支出3万元。",
        [
            ("基本支出", WHOLE, FINAL, "", "9", "万元"),
            ("人员经费", "基本支出", FINAL, "", "6", "万元"),
            ("公用经费", "基本支出", FINAL, "", "3", "万元"),
        ],
    ),
    (
        PROCURED,
        "2031年度本部门面向中小企业预留政府采购项目预算金额3.5万元，面向小微企业预留政府采购项目预算金额2万元。"
        "在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额3万元；"
        "在面向小微企业预留政府采购项目中，由小微企业供应商中标或成交的，采购金额1万元；"
        "在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额4万元。",
        [
            ("政府采购支出", "面向中小企业预留", BUDGET, "", "3.5", "万元"),
            ("政府采购支出", "面向小微企业预留", BUDGET, "", "2", "万元"),
            ("政府采购支出", "面向中小企业预留项目由中小企业成交", FINAL, "", "3", "万元"),
            ("政府采购支出", "面向小微企业预留项目由小微企业成交", FINAL, "", "1", "万元"),
            ("政府采购支出", "其他项目由中小企业成交", FINAL, "", "4", "万元"),
        ],
    ),
    (
        PROCURED,
        "政府采购金额（以合同签订为准）为7万元，其中：货物采购金额3万元、工程采购金额0万元、服务采购金额4万元。",
        [
            ("政府采购支出", WHOLE, FINAL, "", "7", "万元"),
            ("政府采购支出", "货物", FINAL, "", "3", "万元"),
            ("政府采购支出", "工程", FINAL, "", "0", "万元"),
            ("政府采购支出", "服务", FINAL, "", "4", "万元"),
        ],
    ),
    (
        "十、预算绩效管理情况",
        "绩效自评的2031年度项目3个，涉及预算金额9万元，平均得分95.50分（其中，绩效评级为“优”的项目2个；"
        "绩效评级为“良”的项目1个。绩效自评中共发现问题4个）。",
        [
            ("绩效自评", "项目", COUNT, "", "3", "个"),
            ("绩效自评", "预算资金", FINAL, "", "9", "万元"),
            ("绩效自评", "平均", Measure.SCORE, "", "95.50", "分"),
            ("绩效自评", "优", COUNT, "", "2", "个"),
            ("绩效自评", "良", COUNT, "", "1", "个"),
            ("绩效自评", "发现问题", COUNT, "", "4", "个"),
        ],
    ),
    (
        "七、财政拨款“三公”经费支出决算情况说明",
        "1．因公出国（境）费支出决算为3万元。本年度组织因公出国（境）团组4个，累计9人次。",
        [
            ("因公出国（境）费", WHOLE, FINAL, "", "3", "万元"),
            ("因公出国（境）费", "团组", COUNT, "", "4", "个"),
            ("因公出国（境）费", "人次", COUNT, "", "9", "人次"),
        ],
    ),
    (
        "二、收入决算情况说明",
        "本年度收入合计9万元，其中：事业收入2万元。",
        [
            ("本年收入合计", WHOLE, FINAL, "", "9", "万元"),
            ("事业收入", WHOLE, FINAL, "", "2", "万元"),
        ],
    ),
    (
        "七、财政拨款“三公”经费支出决算情况说明",
        "本部门2031年度无“三公”经费财政拨款支出。",
        [("“三公”经费", WHOLE, FINAL, "", None, "本部门2031年度无“三公”经费财政拨款支出")],
    ),
)

BUDGETS: Final[tuple[Case, ...]] = (
    (
        TOTALS,
        "2031年，收入预算37,151.5万元，其中：财政拨款收入37,000万元，比2030年预算执行数增加24.5万元；"
        "事业单位经营收入0万元。支出预算37,151.5万元，比上年预算减少2万元。",
        [
            ("收入总计", WHOLE, BUDGET, "", "37151.5", "万元"),
            ("财政拨款收入", WHOLE, BUDGET, "", "37000", "万元"),
            ("财政拨款收入", WHOLE, AMOUNT, "2030年预算执行数", "24.5", "万元"),
            ("经营收入", WHOLE, BUDGET, "", "0", "万元"),
            ("支出总计", WHOLE, BUDGET, "", "37151.5", "万元"),
            ("支出总计", WHOLE, AMOUNT, "2030年预算", "-2", "万元"),
        ],
    ),
    (
        TOTALS,
        "1. “教育支出（类）普通教育（款)小学教育（项）”38.9万元，主要用于教师工资 。",
        [
            ("小学教育", WHOLE, BUDGET, "", "38.9", "万元"),
            ("小学教育", WHOLE, USE, "", None, "教师工资"),
        ],
    ),
    (
        TOTALS,
        "1．教育（类）支出 126.5 万元，主要用于在职人员工资。与上年相比增加 21.5 万元，增长20.48 %。"
        "主要原因一是教师增加；二是补发工资。此外，基本支出预算数为 8 万元。",
        [
            ("教育", WHOLE, BUDGET, "", "126.5", "万元"),
            ("教育", WHOLE, USE, "", None, "在职人员工资"),
            ("教育", WHOLE, AMOUNT, "2030年度", "21.5", "万元"),
            ("教育", WHOLE, RATE, "2030年度", "20.48", "%"),
            ("教育", WHOLE, REASON, "2030年度", None, "一是教师增加；二是补发工资"),
            ("基本支出", WHOLE, BUDGET, "", "8", "万元"),
        ],
    ),
    (
        TOTALS,
        "2．财政专户管理资金收入预算总计0万元。与上年相比增加（减少）0万元，增长（减少）0 %。",
        [
            ("财政专户管理资金", WHOLE, BUDGET, "", "0", "万元"),
            ("财政专户管理资金", WHOLE, AMOUNT, "2030年度", "0", "万元"),
            ("财政专户管理资金", WHOLE, RATE, "2030年度", "0", "%"),
        ],
    ),
    (
        TOTALS,
        "单位预留机动经费预算数为 16.5 万元，与上年相比增加1.5万元。结转下年资金预算数为0万元。",
        [
            ("单位预留机动经费", WHOLE, BUDGET, "", "16.5", "万元"),
            ("单位预留机动经费", WHOLE, AMOUNT, "2030年度", "1.5", "万元"),
            ("结转下年资金", WHOLE, BUDGET, "", "0", "万元"),
        ],
    ),
    (
        "三、支出预算情况说明",
        "本年支出预算合计20万元，其中：基本支出15万元，占75 %；项目支出5万元，占25%。",
        [
            ("本年支出合计", WHOLE, BUDGET, "", "20", "万元"),
            ("基本支出", WHOLE, BUDGET, "", "15", "万元"),
            ("基本支出", WHOLE, SHARE, "本年支出合计", "75", "%"),
            ("项目支出", WHOLE, BUDGET, "", "5", "万元"),
            ("项目支出", WHOLE, SHARE, "本年支出合计", "25", "%"),
        ],
    ),
    (
        THREE_PUBLIC,
        "2031年“三公”经费预算数为1.5万元，与2030年预算持平。其中：因公出国（境）费0万元，与2030年预算持平，"
        "主要原因是统一安排；公务接待费预算支出1.5万元，与上年度持平。",
        [
            ("“三公”经费", WHOLE, BUDGET, "", "1.5", "万元"),
            ("因公出国（境）费", WHOLE, BUDGET, "", "0", "万元"),
            ("因公出国（境）费", WHOLE, REASON, "2030年预算", None, "统一安排"),
            ("公务接待费", WHOLE, BUDGET, "", "1.5", "万元"),
        ],
    ),
    (
        "十、政府性基金预算支出预算情况说明",
        "本部门2031年政府性基金支出预算支出 0 万元。",
        [("本年支出合计", WHOLE, BUDGET, "", "0", "万元")],
    ),
    (
        "三、政府采购预算情况",
        "2031年度本部门政府采购预算3.5万元，其中：政府采购货物预算1.5万元、工程预算0万元、服务预算2万元。",
        [
            ("政府采购支出", WHOLE, BUDGET, "", "3.5", "万元"),
            ("政府采购支出", "货物", BUDGET, "", "1.5", "万元"),
            ("政府采购支出", "工程", BUDGET, "", "0", "万元"),
            ("政府采购支出", "服务", BUDGET, "", "2", "万元"),
        ],
    ),
    (
        "四、绩效目标设置情况",
        "2031年度，本部门编报绩效目标的项目共25个，涉及项目预算资金113.6万元。",
        [
            ("绩效目标", "项目", COUNT, "", "25", "个"),
            ("绩效目标", "预算资金", BUDGET, "", "113.6", "万元"),
        ],
    ),
)

CASES: Final = tuple(
    (kind, *case)
    for kind, cases in ((ReportKind.FINAL_ACCOUNTS, FINAL_ACCOUNTS), (ReportKind.BUDGET, BUDGETS))
    for case in cases
)


@pytest.mark.parametrize(("kind", "title", "text", "expects"), CASES, ids=[text[:16] for _, _, text, _ in CASES])
def test_wordings_of_other_places(kind: ReportKind, title: str, text: str, expects: list[Said]) -> None:
    assert said(statements(title, text, kind=kind)) == expects


SILENT: Final = (
    (ReportKind.BUDGET, TOTALS, "支出决算为50万元。"),
    (ReportKind.BUDGET, TOTALS, "2030年支出预算50万元。"),
    (ReportKind.BUDGET, "二、政府性基金预算支出情况", "支出预算0万元。"),
    (ReportKind.BUDGET, "六、年度预算安排", "2031年度项目总预算1720.00万，其中支持甲870.00万，支持乙50.00万元。"),
    (ReportKind.BUDGET, TOTALS, "与上年相比增加（减少）0万元，增长（减少）0%。"),
    (ReportKind.FINAL_ACCOUNTS, ITEMS, "全年预算为5万元。"),
    (ReportKind.FINAL_ACCOUNTS, ITEMS, "普通教育（类）小学教育（项）25万元。"),
    (ReportKind.FINAL_ACCOUNTS, PROCURED, "采购金额5万元，货物2万元。由中小企业供应商中标或成交的，采购金额1万元。"),
    (ReportKind.FINAL_ACCOUNTS, "四、决算收支总体情况", "会议费3万元，其他资金1万元。人员支出6万元，公用支出3万元。"),
)
"""Figures of which it is open what they belong to."""


@pytest.mark.parametrize(("kind", "title", "text"), SILENT, ids=[text[:12] for _, _, text in SILENT])
def test_what_is_open_is_left_out(kind: ReportKind, title: str, text: str) -> None:
    assert statements(title, text, kind=kind) == ()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("基本支出5万元，与上年相比增加（减少）3万元，增长（减少）5%。", ["5"]),
        ("财政拨款支出9万元，其中政府性基金2万元。", ["9"]),
        ("1、教育支出（类）6万元。此外，政府采购支出3万元，其中：货物2万元。与2030年相比增加1万元。", ["6", "3", "2"]),
    ],
)
def test_of_a_sentence_only_what_is_certain_is_read(text: str, printed: list[str]) -> None:
    assert [fact.printed for fact in statements("四、决算收支总体情况", text)] == printed


def test_an_amount_behind_another_procurement_is_not_its_own() -> None:
    text = "在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额3万元。采购金额5万元。"
    assert [fact.printed for fact in statements(PROCURED, text)] == ["3"]


def test_a_level_called_by_another_s_name_is_known_from_the_tables() -> None:
    codes = {("教育支出", "普通教育", "小学教育"): "2050202", ("教育支出", "普通教育"): "20502"}
    text = "1．普通教育（类）小学教育支出（项） 25万元，与上年相比减少3万元， 减少10.71%。"
    facts = statements("（二）教育支出（类）", text, kind=ReportKind.BUDGET, codes=codes)
    assert {(f.subject.code, f.subject.item, f.subject.path) for f in facts} == {
        ("2050202", "小学教育", ("教育支出", "普通教育"))
    }
    assert [f.value for f in facts] == [Decimal(25), Decimal(-3), Decimal("-10.71")]


def test_a_class_is_not_taken_for_an_item_of_the_same_name() -> None:
    codes = {("教育支出", "其他教育支出"): "20599", ("教育支出", "其他教育支出", "其他支出"): "2059999"}
    (fact,) = statements(ITEMS, "其他支出（类）5万元。", codes=codes)
    assert (fact.subject.item, fact.subject.code, fact.subject.path) == ("其他支出", "", ())


def test_a_heading_with_the_word_for_final_accounts_makes_none_of_a_budget() -> None:
    (fact,) = statements("三、支出决算情况说明", "项目支出5万元。", kind=ReportKind.BUDGET)
    assert fact.subject.measure is BUDGET


def test_a_score_is_a_score() -> None:
    facts = statements("十、预算绩效管理情况", "绩效自评的2031年度项目1个，平均得分90分。")
    assert [fact.dimension for fact in facts] == [Dimension.COUNT, Dimension.SCORE]


def test_the_fund_of_an_item_below_the_list_s_opening_is_the_list_s() -> None:
    facts = statements(
        TOTALS,
        "财政拨款支出主要内容如下：",
        "1. “教育支出（类）普通教育（款）小学教育（项）”3万元，主要用于教师工资。",
        kind=ReportKind.BUDGET,
    )
    assert {fact.subject.fund for fact in facts} == {Fund.FISCAL}


amounts = st.decimals(min_value=0, max_value=10**7, places=2)


@given(value=amounts, blank=st.sampled_from(("", " ")), separated=st.booleans(), kind=st.sampled_from(ReportKind))
def test_what_is_printed_is_the_value(value: Decimal, blank: str, separated: bool, kind: ReportKind) -> None:
    printed = grouped(value) if separated else format(value, "f")
    (fact,) = statements("三、支出情况说明", f"本年支出合计{blank}{printed}{blank}万元。", kind=kind)
    assert (fact.value, fact.printed, fact.unit) == (value, printed, "万元")
    assert fact.excerpt.text[slice(*fact.mark)] == printed


@given(value=amounts.filter(bool), down=st.booleans(), percent=st.sampled_from("%％"))
def test_a_change_has_the_sign_of_its_word(value: Decimal, down: bool, percent: str) -> None:
    amount, rate = ("减少", "下降") if down else ("增加", "增长")
    text = f"项目支出5万元，比上年{amount}{value}万元，{rate} {value} {percent}。"
    (_, changed, changed_rate) = statements("三、支出情况说明", text)
    signed = -value if down else value
    assert (changed.value, changed_rate.value, changed_rate.unit) == (signed, signed, "%")
