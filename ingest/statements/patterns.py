"""How reports word their figures, as data: the forms of clauses, and what stands around figures.

All patterns are matched on flat text (`ingest.clauses`): no white space, half-width digits, full-width
brackets, commas and colons, and “ for every double quote. They hold the wording of the national form
and its regional variants, never a local name. To teach the reader another wording, add it here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ingest.clauses import NUMBER, UNITS
from ingest.report import TOTAL, Classification
from ingest.statements.names import ANY_FUND, Topic

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
BESIDES: Final = re.compile("此外|另外|除此之外")
"""Ends what the text spoke of."""

BELOW: Final = re.compile("(?:以下方面|如下|其中|包括)$")
"""Ends a clause behind which its parts are listed."""

AS_OF: Final = re.compile(r"截[至止](?:到)?(?P<year>\d{4})年\d{1,2}月(?:\d{1,2}日|底)")
YEAR: Final = re.compile(r"(?P<year>\d{4})(?:年度?|(?=本年))")
THIS_YEAR: Final = re.compile("本年度")
SELF: Final = re.compile("(?:[本我](?:单位|部门|级)|单位(?!预算|预留|价)|部门(?!预算))")
ORGANIZATION: Final = re.compile(
    "[^0-9，：；。“费款金]{2,40}(?:委员会|局|办公室|办公厅|中心|部|厅|院|会|馆|站|队|处|所|社|台|校|学|园|政府|委|场|库|本级|（本级）|部门|单位)"
)
"""What can stand in front of an item: a day, the year, the unit's own name."""

INLINE_HEADING: Final = re.compile(r"(?:^|(?<=\s))[一二三四五六七八九十]{1,3}、\s*\S{2,40}?(?:情况|说明)(?=\s|$)")
"""A heading inside running text (not flat), where an export has lost its line ends."""

NARRATIVE: Final = re.compile("(?:决算|预算).*(?:说明|情况)")
"""Title of the part that explains the figures."""

NOT_NARRATIVE: Final = re.compile(
    "名词|解释|主要职[能责]$|机构设置$|绩效评价报告|专项|项目.*说明|(?:^|[^情])概况|附件|表$"
)
"""Titles of parts that do not, where no part bears a number."""


@dataclass(frozen=True)
class Count:
    """A clause that counts something, or gives an amount of something that only its topic explains.

    `item` empty: the item that the performance section speaks of. `breakdown` and `item` may take up
    what the pattern captured, {kind}, or what the clauses before said, {scope}. `about`: only while the
    sentence speaks of this item.
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

RESERVED: Final = re.compile("在(?:面向(?P<size>中小|小微)企业预留的?|(?P<other>其他))政府采购项目中")
WINNER: Final = re.compile("由(?P<size>中小|小微)企业(?:供应商)?中标(?:或者?|、)?成交的")
"""Two clauses in front of an amount that only they explain: 在…项目中，由…中标或成交的，采购金额…."""

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
        rf"(?:使用)?(?:{ANY_FUND})?(?:当年|本年|全年)?(?:更新)?(?:购置(?:更新)?公务用车|公务用车购置)"
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
    _count(Topic.PROCUREMENT, rf"(?:采购|成交)金额(?:共计|合计)?为?{_N}{_MONEY}", "政府采购支出", "{scope}"),
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
    _count(Topic.PERFORMANCE, rf"平均得分为?{_N}(?P<unit>分)", "", "平均"),
    _count(Topic.PERFORMANCE, rf"(?:绩效自评中)?共?发现问题{_N}(?P<unit>个)）?", "", "发现问题"),
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
