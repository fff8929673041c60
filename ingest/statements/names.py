"""How reports name things, as data: topics of sections, funds, measures, items.

All patterns are matched on flat text (`ingest.clauses`): no white space, half-width digits, full-width
brackets, commas and colons, and “ for every double quote. They hold the wording of the national form
and its regional variants, never a local name. To teach the reader another name, add it here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from ingest.forms import SOURCES, SPECIAL_ROWS, THREE_PUBLIC_TOTAL
from ingest.report import TOTAL, Classification, Flow, Fund, Measure


class Topic(Enum):
    """What a section of the narrative is about, where that decides what its words mean."""

    GENERAL = auto()
    BASIC = auto()
    THREE_PUBLIC = auto()
    AGENCY_OPERATING = auto()
    PROCUREMENT = auto()
    ASSET = auto()
    PERFORMANCE = auto()


HEADING_TOPICS: Final = (
    (re.compile("三公"), Topic.THREE_PUBLIC),
    (re.compile("机关运行经费"), Topic.AGENCY_OPERATING),
    (re.compile("政府采购"), Topic.PROCUREMENT),
    (re.compile("国有资产"), Topic.ASSET),
    (re.compile("绩效"), Topic.PERFORMANCE),
    (re.compile("基本支出"), Topic.BASIC),
)
"""What in a heading gives the section its topic; the innermost heading that has one decides."""

FUNDS: Final = (
    (Fund.GENERAL, "一般公共预算(?:财政)?(?:拨款)?|公共财政(?:预算)?拨款"),
    (Fund.GOVERNMENT_FUND, "政府性基金(?:预算)?(?:财政)?(?:拨款)?"),
    (Fund.STATE_CAPITAL, "国有资本经营(?:预算)?(?:财政)?(?:拨款)?"),
    (Fund.FISCAL, "财政拨款"),
)
"""The words for each fund, in headings and in front of an item; 财政拨款 last, as the others contain it."""

ANY_FUND: Final = "(?:" + "|".join(words for _, words in FUNDS) + ")"
_FROM: Final = rf"(?:{ANY_FUND}(?:预算)?(?:安排)?的?)?"

MEASURES: Final = (
    (re.compile("(?:年初|期初)预算数?"), Measure.INITIAL_BUDGET),
    (re.compile("(?:全年|调整后?)预算数?"), Measure.ADJUSTED_BUDGET),
    (re.compile("项目预算(?:金额|资金)"), Measure.BUDGET),
    (re.compile("决算数?"), Measure.FINAL),
)
"""Words in a clause that say which amount of an item it gives."""

BARE_BUDGET: Final = re.compile(
    "(?<!一般公共)(?<!政府性基金)(?<!国有资本经营)(?<!公共财政)(?<!部门)(?<!单位)预算数?(?!项目|资金|金额)"
)
"""预算 that does not say which; what it means depends on the kind of report."""


@dataclass(frozen=True)
class Label:
    """Names of an item. `items` are official names with their flow (收、支总计 speaks of two at once).

    `topics`: only under headings of these topics; empty for everywhere. `fund`: whose money it always
    is; None: the clause's or the heading's.
    """

    names: str
    items: tuple[tuple[str, Flow], ...]
    classification: Classification
    breakdown: str = TOTAL
    fund: Fund | None = None
    topics: tuple[Topic, ...] = ()


def _income(names: str, item: str, classification: Classification, fund: Fund | None = None) -> Label:
    return Label(names, ((item, Flow.INCOME),), classification, fund=fund)


def _carried(names: str, item: str) -> Label:
    return Label(names, ((item, Flow.BALANCE),), Classification.BALANCE, fund=Fund.ALL)


def _spent(names: str, item: str, classification: Classification) -> Label:
    return Label(names, ((item, Flow.EXPENDITURE),), classification)


_COST: Final = "(?:费用?|经费)?(?:支出)?"


def _three_public(names: str, item: str, breakdown: str = TOTAL) -> Label:
    topics = () if item == THREE_PUBLIC_TOTAL else (Topic.THREE_PUBLIC,)
    spent = ((item, Flow.EXPENDITURE),)
    return Label(_FROM + names, spent, Classification.THREE_PUBLIC, breakdown, Fund.FISCAL, topics)


def _procured(names: str, breakdown: str, *, anywhere: bool = False) -> Label:
    topics = () if anywhere else (Topic.PROCUREMENT,)
    spent = (("政府采购支出", Flow.EXPENDITURE),)
    return Label(names, spent, Classification.PROCUREMENT, breakdown, Fund.ALL, topics)


_BOTH: Final = "(?:收、支|收支|收入、?支出|收入[和与及]支出)"
_VEHICLES: Final = "公务用车购置及运行(?:维护)?"

LABELS: Final = (
    Label(
        f"{_BOTH}总[计额]?|收入总计[、和与]支出总计",
        (("收入总计", Flow.INCOME), ("支出总计", Flow.EXPENDITURE)),
        Classification.TOTAL,
    ),
    _income("收入总计", "收入总计", Classification.TOTAL),
    _spent("支出总计", "支出总计", Classification.TOTAL),
    _income("本年收入(?:合计)?|收入合计", "本年收入合计", Classification.TOTAL),
    _spent("本年支出(?:合计)?|支出合计", "本年支出合计", Classification.TOTAL),
    *(_income(name, name, Classification.SOURCE, Fund.ALL) for name in SOURCES),
    _income("事业单位经营收入", "经营收入", Classification.SOURCE, Fund.ALL),
    _income("财政专户管理资金(?:收入)?(?:总计|合计)?", "财政专户管理资金", Classification.SOURCE, Fund.ALL),
    _income("其他资金收入(?:总计|合计)?", "其他资金", Classification.SOURCE, Fund.ALL),
    _spent("基本支出", "基本支出", Classification.NATURE),
    _spent("项目支出", "项目支出", Classification.NATURE),
    _spent("上缴上级(?:支出)?", "上缴上级支出", Classification.NATURE),
    _spent("经营支出", "经营支出", Classification.NATURE),
    _spent("对附属单位补助(?:支出)?", "对附属单位补助支出", Classification.NATURE),
    _spent("单位预留机动经费", "单位预留机动经费", Classification.NATURE),
    *(
        Label(re.escape(name), ((name, Flow.BALANCE),), Classification.BALANCE)
        for name, kind in SPECIAL_ROWS.items()
        if kind is Classification.BALANCE
    ),
    *(_carried(name, name) for name in ("上年结转资金", "结转下年资金")),
    _carried("用?事业基金弥补收支差额", "用事业基金弥补收支差额"),
    _three_public(f"“?三公“?经费{_FROM}(?:支出)?(?:总额|合计)?", THREE_PUBLIC_TOTAL),
    _three_public(f"因公出国（境）{_COST}", "因公出国（境）费"),
    _three_public(f"{_VEHICLES}{_COST}", "公务用车购置及运行维护费"),
    _three_public(f"公务用车购置{_COST}", "公务用车购置费"),
    _three_public(f"公务用车运行(?:维护)?{_COST}", "公务用车运行维护费"),
    _three_public(f"公务接待{_COST}", "公务接待费"),
    _three_public("国内(?:公务)?接待(?:费用?|经费|支出)(?:支出)?", "公务接待费", "国内接待费"),
    _three_public("(?:国（境）外|国外)(?:公务)?接待(?:费用?|支出)(?:支出)?", "公务接待费", "国（境）外接待费"),
    _three_public("外事接待(?:费用?|支出)(?:支出)?", "公务接待费", "外事接待费"),
    _three_public("外宾接待(?:费用?|支出)(?:支出)?", "公务接待费", "外宾接待费"),
    Label(
        f"{_FROM}机关运行经费(?:支出)?(?:总额)?",
        (("机关运行经费", Flow.EXPENDITURE),),
        Classification.AGENCY_OPERATING,
        fund=Fund.ALL,
    ),
    _procured("政府采购(?:支出|金额)?(?:总额|合计)?(?:（以合同签订为准）)?", TOTAL, anywhere=True),
    *(
        _procured(
            f"政府采购{kind}(?:支出|金额)?(?:总额)?|(?:{kind}类?采购|拟?采购{kind}|拟?购买{kind})(?:支出|金额)(?:总额)?",
            kind,
        )
        for kind in ("货物", "工程", "服务")
    ),
    *(_procured(f"面向{size}企业预留的?政府采购", f"面向{size}企业预留", anywhere=True) for size in ("中小", "小微")),
    _procured("(?:政府采购)?授予中小企业的?合同总?金额", "授予中小企业合同金额"),
    _procured("(?:政府采购)?授予小微企业的?合同总?金额", "授予小微企业合同金额"),
    *(
        _procured(f"{kind}(?:采购)?授予中小企业的?合同总?金额", f"{kind}采购授予中小企业合同金额")
        for kind in ("货物", "工程", "服务")
    ),
)
"""Every item that a clause can name, but for functional items (类、款、项), which name themselves."""

FUND_TOTALS: Final = (("(?:本年)?(?:支出){1,2}", "本年支出合计", Flow.EXPENDITURE),)
"""What the rest of a label means behind a fund: 一般公共预算财政拨款支出 (支出预算支出 without its 预算)."""

BUDGET_TOTALS: Final = {"收入": "收入总计", "支出": "支出总计"}
"""What 收入预算 and 支出预算 mean of a whole unit: the totals of the summary form."""

EMPTY_TOTALS: Final = (
    (f"(?:收支|{_BOTH})", (("本年收入合计", Flow.INCOME), ("本年支出合计", Flow.EXPENDITURE))),
    ("收入", (("本年收入合计", Flow.INCOME),)),
    ("支出", (("本年支出合计", Flow.EXPENDITURE),)),
)
"""What is declared empty behind a fund: 没有政府性基金财政拨款收支."""

PERSONNEL: Final = {
    "人员经费": "人员经费",
    "人员支出": "人员经费",
    "公用经费": "公用经费",
    "公用支出": "公用经费",
    "日常公用经费": "公用经费",
    "日常公用支出": "公用经费",
}
"""The two parts of basic expenditure, as printed and as the forms call them."""

PROCURED: Final = re.compile("(?P<kind>货物|工程|服务)类?")
"""The parts of procurement, where “其中” breaks down the whole of it."""

FUNCTIONAL: Final = re.compile(
    r"“?(?:(?P<class>.+?)（类）)?(?:支出)?(?:(?P<subclass>.+?)（款）)?(?:(?P<item>.+?)（项）)?“?(?:支出)?"
)
"""A functional item by its levels: X（类）Y（款）Z（项）, outer ones may be left out."""

ITEM_LEVEL: Final = re.compile(r"(?:(?P<subclass>[^-]+)-)?(?P<item>[^-]+)（项级科目）(?:支出)?")
"""The same where only the lowest level is said to be one: Y-Z（项级科目）."""
