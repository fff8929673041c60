"""The money of a unit that does not exist: whole, seeded, and balanced to the last digit.

Amounts are whole hundreds of 元, so that they print exactly both in 元 and in 万元.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice, product
from random import Random
from typing import Final

from ingest.numbers import canonical, grouped

CLASSES: Final = (
    "一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出", "文化旅游体育与传媒支出",
    "社会保障和就业支出", "卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出", "交通运输支出",
    "资源勘探工业信息等支出", "商业服务业等支出", "金融支出", "援助其他地区支出", "自然资源海洋气象等支出",
    "住房保障支出", "粮油物资储备支出", "国有资本经营预算支出", "灾害防治及应急管理支出", "其他支出",
    "债务还本支出", "债务付息支出",
)  # fmt: skip
"""The national list of functional classes, in the order of the summary forms."""

NAMES: Final = {
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "2080506": "机关事业单位职业年金缴费支出",
    "210": "卫生健康支出",
    "21001": "卫生健康管理事务",
    "2100101": "行政运行",
    "2100102": "一般行政管理事务",
    "21004": "公共卫生",
    "2100408": "基本公共卫生服务",
    "2100409": "重大公共卫生服务",
    "221": "住房保障支出",
    "22102": "住房改革支出",
    "2210201": "住房公积金",
    "229": "其他支出",
    "22960": "彩票公益金安排的支出",
    "2296002": "用于社会福利的彩票公益金支出",
}
FUND_ITEM: Final = "2296002"
"""The one item that the government fund pays for, where the books name no other."""

BUSINESS_ITEM: Final = "2100408"
"""The item that business income and savings pay for, where the books name no other."""

GROWN_CLASSES: Final = {
    "206": "科学技术支出",
    "207": "文化旅游体育与传媒支出",
    "211": "节能环保支出",
    "212": "城乡社区支出",
    "213": "农林水支出",
    "214": "交通运输支出",
}
PLACES: Final = ("河道", "林地", "渡口", "书屋", "夜校", "苗圃", "街巷", "水库", "桥梁", "绿道", "展馆", "集市")
WORKS: Final = ("保护", "建设", "监测", "利用", "管理", "修复", "调查", "服务", "改造", "保障")
PURPOSES: Final = ("日常运行", "设备更新", "专项补助", "宣传推广")
"""What the names of further subclasses and items are made of."""

GROWTH: Final = 12
"""How many items each step of size adds."""

ECONOMIC: Final = (
    {"301": ("30101", "30102", "30108"), "303": ("30302", "30305")},
    {"302": ("30201", "30211", "30217", "30231")},
    {"310": ("31002", "31003")},
)
"""Class to items of each side of the form of basic expenditure."""

ECONOMIC_NAMES: Final = {
    "301": "工资福利支出",
    "30101": "基本工资",
    "30102": "津贴补贴",
    "30103": "奖金",
    "30107": "绩效工资",
    "30108": "机关事业单位基本养老保险缴费",
    "30109": "职业年金缴费",
    "30110": "职工基本医疗保险缴费",
    "30111": "公务员医疗补助缴费",
    "30113": "住房公积金",
    "303": "对个人和家庭的补助",
    "30302": "退休费",
    "30305": "生活补助",
    "302": "商品和服务支出",
    "30201": "办公费",
    "30202": "印刷费",
    "30207": "邮电费",
    "30211": "差旅费",
    "30213": "维修（护）费",
    "30215": "会议费",
    "30216": "培训费",
    "30217": "公务接待费",
    "30226": "劳务费",
    "30228": "工会经费",
    "30231": "公务用车运行维护费",
    "310": "资本性支出",
    "31002": "办公设备购置",
    "31003": "专用设备购置",
}

PERSONNEL: Final = ("301", "303")
PUBLIC: Final = ("302", "310")
"""Economic classes that are 人员经费, and those that are 公用经费."""

Amounts = Mapping[str, int]


@dataclass(frozen=True)
class Books:
    """What the unit took in and spent. Amounts by code are of the lowest level; see `total`."""

    general_basic: Amounts
    general_project: Amounts
    fund: int
    business: int
    from_savings: int
    opening: int
    closing: int
    fund_opening: int
    fund_closing: int
    economic: Amounts
    three_public: tuple[tuple[int, int, int, int], tuple[int, int, int, int]]
    names: Mapping[str, str] = field(default_factory=lambda: NAMES)
    fund_item: str = FUND_ITEM
    business_item: str = BUSINESS_ITEM

    def without_fund(self) -> Books:
        """The same books where the government fund gave nothing and nothing of it was left."""
        return replace(
            self,
            fund=0,
            opening=self.opening - self.fund_opening,
            closing=self.closing - self.fund_closing,
            fund_opening=0,
            fund_closing=0,
        )

    @property
    def fund_income(self) -> int:
        """What the government fund gave this year."""
        return self.fund + self.fund_closing - self.fund_opening

    @property
    def general(self) -> int:
        """All that the general public budget paid for."""
        return total(self.general_basic) + total(self.general_project)

    @property
    def public(self) -> int:
        """公用经费 of the basic expenditure."""
        return sum(total(self.economic, top) for top in PUBLIC)

    @property
    def income(self) -> int:
        """本年收入合计."""
        return self.general + self.fund_income + self.business

    @property
    def spent(self) -> int:
        """本年支出合计."""
        return self.general + self.fund + self.business + self.from_savings


def total(amounts: Amounts, code: str = "") -> int:
    """What the items below a code add up to; all of them without one."""
    return sum(amount for item, amount in amounts.items() if item.startswith(code))


def print_amount(hundreds: int, unit: str, separators: bool) -> str:
    """An amount of hundreds of 元 with two decimals in 元 or 万元."""
    value = Decimal(hundreds) / 100 if unit == "万元" else Decimal(hundreds * 100)
    value = value.quantize(Decimal("0.01"))
    return grouped(value) if separators else canonical(value)


def further_names(size: int) -> dict[str, str]:
    """Names of the classes, subclasses and items by which a unit of some size is larger than one of size 1.

    Raises ValueError for a size that there are not enough names for.
    """
    count = GROWTH * (size - 1)
    topics = [place + work for work, place in product(WORKS, PLACES)]
    if count > len(topics) * len(PURPOSES):
        raise ValueError(f"there are no names for a unit of size {size}")
    names: dict[str, str] = {}
    for number, (topic, purpose) in enumerate(islice(product(topics, PURPOSES), count)):
        subclass, item = divmod(number, len(PURPOSES))
        row, place = divmod(subclass, len(GROWN_CLASSES))
        top = list(GROWN_CLASSES)[place]
        code = f"{top}{row + 1:02}"
        names |= {top: GROWN_CLASSES[top], code: f"{topic}事务", f"{code}{item + 1:02}": topic + purpose}
    return names


def keep_books(random: Random, size: int = 1) -> Books:
    """Books with amounts of all sizes, from under a 万元 to some millions.

    A unit of a greater size pays for more items: `GROWTH` more for each step, all of them projects.
    """
    items = [code for code in NAMES if len(code) == 7 and code != FUND_ITEM]
    basic = {code: random.randint(1_000, 999_999) for code in items[:3]}
    basic["2210201"] = random.randint(1_000, 99_999)
    project = {code: random.randint(100, 2_000_000) for code in items[3:6]}
    further = further_names(size)
    project |= {code: random.randint(100, 2_000_000) for code in further if len(code) == 7}
    from_savings, closing = random.randint(100, 9_999), random.randint(100, 9_999)
    fund_opening, fund_closing = random.randint(100, 999), random.randint(1_000, 9_999)
    return Books(
        general_basic=basic,
        general_project=project,
        fund=random.randint(1_000, 99_999),
        business=random.randint(1_000, 99_999),
        from_savings=from_savings,
        opening=from_savings + closing + fund_opening,
        closing=closing + fund_closing,
        fund_opening=fund_opening,
        fund_closing=fund_closing,
        economic=_cut(random, total(basic), [code for side in ECONOMIC for items in side.values() for code in items]),
        three_public=(_three_public(random), _three_public(random)),
        names=dict(sorted((NAMES | further).items())),
    )


def _cut(random: Random, whole: int, codes: list[str]) -> Amounts:
    """The whole cut into one part for each code."""
    cuts = sorted(random.sample(range(1, whole), len(codes) - 1))
    return {code: high - low for code, low, high in zip(codes, [0, *cuts], [*cuts, whole], strict=True)}


def _three_public(random: Random) -> tuple[int, int, int, int]:
    """Travel abroad, vehicles bought, vehicles run, guests."""
    return random.randint(0, 999), random.randint(0, 3_000), random.randint(1, 999), random.randint(1, 99)
