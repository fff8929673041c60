"""How reports word their figures, as data: headings, names of items, and forms of clauses.

All patterns are matched on flat text (`ingest.clauses`): no white space, half-width digits, full-width
brackets, commas and colons, and “ for every double quote. They hold the wording of the national form
and its regional variants, never a local name. To teach the reader another wording, add it here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from ingest.clauses import NUMBER, UNITS
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

_ANY_FUND: Final = "(?:" + "|".join(words for _, words in FUNDS) + ")"
_FROM: Final = rf"(?:{_ANY_FUND}(?:预算)?(?:安排)?的?)?"

MEASURES: Final = (
    (re.compile("(?:年初|期初)预算数?"), Measure.INITIAL_BUDGET),
    (re.compile("(?:全年|调整后?)预算数?"), Measure.ADJUSTED_BUDGET),
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
    _spent("基本支出", "基本支出", Classification.NATURE),
    _spent("项目支出", "项目支出", Classification.NATURE),
    _spent("上缴上级(?:支出)?", "上缴上级支出", Classification.NATURE),
    _spent("经营支出", "经营支出", Classification.NATURE),
    _spent("对附属单位补助(?:支出)?", "对附属单位补助支出", Classification.NATURE),
    *(
        Label(re.escape(name), ((name, Flow.BALANCE),), Classification.BALANCE)
        for name, kind in SPECIAL_ROWS.items()
        if kind is Classification.BALANCE
    ),
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
    _procured("(?:政府采购)?授予中小企业的?合同总?金额", "授予中小企业合同金额"),
    _procured("(?:政府采购)?授予小微企业的?合同总?金额", "授予小微企业合同金额"),
    *(
        _procured(f"{kind}(?:采购)?授予中小企业的?合同总?金额", f"{kind}采购授予中小企业合同金额")
        for kind in ("货物", "工程", "服务")
    ),
)
"""Every item that a clause can name, but for functional items (类、款、项), which name themselves."""

FUND_TOTALS: Final = (("(?:本年)?支出", "本年支出合计", Flow.EXPENDITURE),)
"""What the rest of a label means behind a fund: 一般公共预算财政拨款支出."""

EMPTY_TOTALS: Final = (
    (f"(?:收支|{_BOTH})", (("本年收入合计", Flow.INCOME), ("本年支出合计", Flow.EXPENDITURE))),
    ("收入", (("本年收入合计", Flow.INCOME),)),
    ("支出", (("本年支出合计", Flow.EXPENDITURE),)),
)
"""What is declared empty behind a fund: 没有政府性基金财政拨款收支."""

PERSONNEL: Final = {"人员经费": "人员经费", "公用经费": "公用经费", "日常公用经费": "公用经费"}
"""The two parts of basic expenditure, as printed and as the forms call them."""

FUNCTIONAL: Final = re.compile(
    r"“?(?:(?P<class>.+?)（类）)?(?:支出)?(?:(?P<subclass>.+?)（款）)?(?:(?P<item>.+?)（项）)?“?(?:支出)?"
)
"""A functional item by its levels: X（类）Y（款）Z（项）, outer ones may be left out."""

_DIRECTIONS: Final = {
    1: ("增加", "增长", "上升", "提高", "上涨"),
    -1: ("减少", "下降", "降低", "压减"),
}
DIRECTIONS: Final = {word: sign for sign, words in _DIRECTIONS.items() for word in words}
"""Words for a change, and its sign."""

_DIRECTION: Final = (
    rf"(?:(?P<either>(?:增加|增长)（(?:减少|下降|降低)）)|(?P<direction>{'|'.join(DIRECTIONS)}))(?:了|为)?"
)
_MONEY: Final = "(?P<unit>亿元|百万元|万元|千元|元)"
_IS: Final = "(?:共计|共|均|各)?(?:为|是|达到?)?"
_BUDGET: Final = "(?:(?:年初|期初|全年|调整后?)?预算(?:安排)?数?)"
_BASE: Final = rf"(?:(?:\d{{4}}年度?|上年度?|去年)(?:同期|预算(?:执行)?数?|决算数?)?|{_BUDGET})"
_THAN: Final = rf"(?:[与比较同](?P<base>{_BASE})(?:相比较?|比较?)?)"

COMPARISON: Final = re.compile(
    rf"(?:(?:支出)?决算数?(?:小于|大于|低于|高于|多于|少于|等于|超过)(?P<budget>{_BUDGET})"
    rf"|(?:支出)?(?:决算数?)?{_THAN}[^\d]*)"
)
"""A clause without a figure of its own that says what is compared with what."""

CHANGE: Final = re.compile(
    rf"(?P<before>[^\d]*?)(?:{_THAN}|(?P<same>同比))?(?P<label>[^\d]*?)(?:各|均)?{_DIRECTION}{NUMBER}(?:{_MONEY}|(?P<percent>%))"
)
COMPLETION: Final = re.compile(
    rf"(?P<label>[^\d]*?)(?:(?:完成|为|占|达到)(?P<base>{_BUDGET})的?|(?:预算)?完成率(?:为|达到)?){NUMBER}%"
)
SHARE: Final = re.compile(rf"(?P<label>[^\d]*?)所?占(?P<base>(?:\d{{4}}年度?)?[^\d]*?)的?(?:比重|比例|比)?为?{NUMBER}%")
LEVEL: Final = re.compile(rf"(?P<label>[^\d]*?){_IS}{NUMBER}{_MONEY}")
NO_BUDGET: Final = re.compile("年初(?:无|未安排|没有)(?:此项|该项)?预算(?:安排)?")
EMPTY: Final = re.compile("也?(?:没有|无|未发生|未安排)(?:发生)?(?:使用)?(?P<label>.+)")

REASON: Final = re.compile(
    rf"(?:(?:支出)?决算数?(?:小于|大于|低于|高于|多于|少于|等于|超过|[与和])(?P<budget>{_BUDGET})(?:基本)?(?:持平)?的?"
    r"|(?:支出|收入|经费)?(?:增加|减少|增长|下降|变动|变化|差异|增减|持平)的?|其)?"
    r"(?:主要原因(?:[是为系：]|在于)*|原因[是为：系]+)"
)
"""Opens a reason, which goes on to the end of the sentence."""

REASON_OR_USE: Final = re.compile("主要是")
"""Opens a reason behind a comparison, and otherwise what the money is used for."""

USE: Final = re.compile(
    "(?:主要用于|(?:开支|支出)内容(?:主要)?(?:包括|为)|主要(?:支出)?(?:内容)?包括|主要用途[是为])：?(?!以下)"
)
"""Opens what the money is used for."""

MARKERS: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|（\d{1,2}）|[①-⑳]|\d{1,2}(?:[.、](?!\d)|[.](?=\d{4}年)))+"
)
AMONG: Final = re.compile("其中")
BELOW: Final = re.compile("(?:以下方面|如下|其中|包括)$")
"""Ends a clause behind which its parts are listed."""

AS_OF: Final = re.compile(r"截[至止](?:到)?(?P<year>\d{4})年\d{1,2}月(?:\d{1,2}日|底)")
YEAR: Final = re.compile(r"(?P<year>\d{4})(?:年度?|(?=本年))")
SELF: Final = re.compile("(?:[本我](?:单位|部门|级)|单位(?!预算)|部门(?!预算))")
ORGANIZATION: Final = re.compile(
    "[^0-9，：；。“费款金]{2,40}(?:委员会|局|办公室|办公厅|中心|部|厅|院|会|馆|站|队|处|所|社|台|校|本级|（本级）|部门|单位)"
)
"""What can stand in front of an item: a day, the year, the unit's own name."""

INLINE_HEADING: Final = re.compile(r"(?:^|(?<=\s))[一二三四五六七八九十]{1,3}、\s*\S{2,40}?(?:情况|说明)(?=\s|$)")
"""A heading inside running text (not flat), where an export has lost its line ends."""

NARRATIVE: Final = re.compile("(?:决算|预算).*(?:说明|情况)")
"""Title of the part that explains the figures."""

NOT_NARRATIVE: Final = re.compile("名词|解释|绩效评价报告|专项|项目.*说明|(?:^|[^情])概况|附件|表$")
"""Titles of parts that do not, where no part bears a number."""


@dataclass(frozen=True)
class Count:
    """A clause that counts something, or gives an amount of something that only its topic explains.

    `item` empty: the item that the performance section speaks of. `breakdown` and `item` may take up
    what the pattern captured: {kind}. `about`: only while the sentence speaks of this item.
    """

    topic: Topic
    pattern: re.Pattern[str]
    item: str
    breakdown: str
    classification: Classification
    about: str = ""


def _count(topic: Topic, pattern: str, item: str, breakdown: str, about: str = "") -> Count:
    classification = Classification[topic.name]
    return Count(topic, re.compile(pattern), item, breakdown, classification, about)


_N: Final = NUMBER
_ABROAD: Final = "因公出国（境）"
_KEPT: Final = "(?:年末|期末|年底|本?单位|本?部门|使用|开支|负担|安排|一般公共预算|财政拨款|运行(?:维护)?费|费用|的)*"
RECEPTION: Final = {
    "": "接待",
    "公务": "接待",
    "国内公务": "国内接待",
    "国（境）外公务": "国（境）外接待",
    "国外": "国（境）外接待",
}
"""Ways to say which guests were received, and the name in a breakdown; other words are that name."""

RECEIVED: Final = re.compile(
    r"含?(?:共计|累计|全年|合计|共|安排)*(?P<scope>国内公务|国（境）外公务|国（境）外|国内|国外|外事|外宾|公务)?"
    r"(?:接待|来宾|(?=\d))(?:来访|来宾)?(?P<counted>批次|人次|人数)?(?:数|数为|为|共|共计|累计)?"
    rf"{_N}(?P<unit>批次|人次|批|次|个|人)"
)
"""Receptions: 国内公务接待6批次, 80人次, 接待批次为6个."""

_GRADE: Final = "优秀|优|良好|良|合格|不合格|中|差"
COUNTS: Final = (
    _count(
        Topic.THREE_PUBLIC,
        rf"(?:全年|本年)?(?:支出|使用财政拨款)?(?:涉及|安排|组织)?的?"
        rf"{_ABROAD}团(?:组|（组）)(?:数量?)?(?:共计|共|累计)?为?{_N}(?P<unit>个|批)",
        "因公出国（境）费",
        "团组",
    ),
    _count(
        Topic.THREE_PUBLIC,
        rf"(?:累计|共计|合计|共)?(?:{_ABROAD})?(?:人数|人次数?)?(?:累计|共计|共)?为?{_N}(?P<unit>人次|人)",
        "因公出国（境）费",
        "{unit}",
        about="因公出国（境）费",
    ),
    _count(
        Topic.THREE_PUBLIC,
        rf"(?:使用)?(?:{_ANY_FUND})?(?:当年|本年|全年)?(?:更新)?(?:购置(?:更新)?公务用车|公务用车购置)"
        rf"(?:数量?)?共?为?{_N}(?P<unit>辆|台)",
        "公务用车购置费",
        "购置车辆",
    ),
    _count(
        Topic.THREE_PUBLIC,
        rf"{_KEPT}公务用车保有(?:数量?|量)?共?为?{_N}(?P<unit>辆|台)",
        "公务用车运行维护费",
        "保有量",
    ),
    _count(Topic.ASSET, rf"[^\d，购]{{0,40}}?共有车辆{_N}(?P<unit>辆|台)", "车辆", TOTAL),
    _count(Topic.ASSET, rf"(?P<kind>[^\d，、：]{{2,16}}用车){_N}(?P<unit>辆|台)", "车辆", "{kind}", about="车辆"),
    _count(
        Topic.ASSET,
        r"(?P<kind>单(?:位)?价(?:值)?\d+万元(?:（含）)?以上的?(?:通用|专用|大型)?设备(?:（不含车辆）)?)"
        rf"共?为?{_N}(?P<unit>台（套）|台|套)",
        "{kind}",
        TOTAL,
    ),
    _count(Topic.PERFORMANCE, rf"(?:共)?(?:涵盖|涉及|包含)?项目(?:共计?|合计)?{_N}(?P<unit>个)", "", "项目"),
    _count(
        Topic.PERFORMANCE,
        rf".*(?:绩效目标|绩效跟踪评?价?|绩效自评)的(?:\d{{4}}年度)?项目(?:共计?|合计)?{_N}(?P<unit>个)",
        "",
        "项目",
    ),
    _count(Topic.PERFORMANCE, rf".*绩效自评的{_N}(?P<unit>个)项目中", "", "项目"),
    _count(Topic.PERFORMANCE, rf"共?{_N}(?P<unit>个)项目实行绩效目标管理", "", "项目"),
    _count(Topic.PERFORMANCE, rf"(?P<kind>[一二三]级项目){_N}(?P<unit>个)", "", "{kind}"),
    _count(
        Topic.PERFORMANCE,
        rf"{_N}(?P<unit>个)项目(?:绩效)?自评(?:等级|结果|评级)为“?(?P<kind>{_GRADE})“?",
        "",
        "{kind}",
    ),
    _count(
        Topic.PERFORMANCE,
        rf"绩效(?:评级|等级)为“?(?P<kind>{_GRADE})“?的项目{_N}(?P<unit>个)",
        "",
        "{kind}",
    ),
    _count(
        Topic.PERFORMANCE,
        rf"共?涉及(?:项目)?(?:预算|财政性)?(?:资金|金额)(?:共计|合计)?为?{_N}{_MONEY}",
        "",
        "预算资金",
    ),
)
"""Clauses that count, in the order in which they are tried."""

PERFORMANCE_KINDS: Final = (
    ("绩效自评", "绩效自评"),
    ("绩效跟踪", "绩效跟踪评价"),
    ("绩效目标", "绩效目标"),
)
"""What a clause of the performance section is about, by a word in it."""

OTHER_EVALUATION: Final = "评价"
"""Any other evaluation: what is said behind it belongs to none of these."""

EVALUATED: Final = re.compile(
    "对“(?P<project>[^“]+)“(?:项目)?(?:开展|进行|实施|组织)了?(?P<kind>(?:重点|部门)?(?:绩效)?评价)"
)
"""An evaluation of one named project."""

FIGURE: Final = re.compile(rf"\d(?:{UNITS})")
"""Any figure with a unit; a clause that has one and fits nothing ends what the sentence spoke of."""
