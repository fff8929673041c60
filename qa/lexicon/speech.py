"""Ways of speaking that are put together of parts: a verb and what it is done to, an aside and its ending."""

from __future__ import annotations

from itertools import product
from typing import Final

# fmt: off
_CARS: Final = ("公务用车", "公车", "公务车", "小汽车", "汽车", "车子", "车")

YES: Final = ("是", "是的", "对", "对的", "没错", "嗯", "好", "好的", "可以", "就是这个", "就这个")
"""Picks the only thing that was offered."""

BUYING_CARS: Final = tuple(map("".join, product(
    ("买", "购买", "购置", "购", "采购", "添置", "购进", "购入", "新买", "新购", "新购置"),
    ("", "了"), ("", "新"), _CARS,
)))
"""What is said of the purchase of vehicles, which is never what running them costs."""

KEEPING_CARS: Final = tuple(map("".join, product(("养", "养护", "维护", "运行维护"), ("", "了"), _CARS)))
"""What is said of running vehicles."""

VEHICLES: Final = {
    name: tuple(map("".join, product(said, ("车", "用车", "车辆", "公车"))))
    for name, said in {
        "副部（省）级及以上领导用车": ("省部级领导", "省级领导"),
        "主要领导干部用车": ("主要领导", "主要负责人"),
        "主要负责人用车": ("主要领导", "主要负责人"),
        "机要通信用车": ("机要", "机要通信", "通信"),
        "应急保障用车": ("应急", "应急保障"),
        "执法执勤用车": ("执法", "执勤", "执法执勤"),
        "特种专业技术用车": ("特种", "特种专业", "专业技术", "特种技术"),
        "离退休干部用车": ("离退休", "老干部", "离退休干部"),
        "其他用车": ("其他", "其它"),
    }.items()
}
"""What people call the kinds of vehicles (国有资产占用情况说明)."""

BUYING: Final = ("新购", "新买", *map("".join, product(
    ("买", "购置", "新买", "新购"), ("了", "过", ""), ("几辆", "多少辆", "几部", "多少部"),
)))
"""Asks how many vehicles were bought; 买了 alone may be of anything."""

RECEIVING: Final = tuple(map("".join, product(("", "公务"), ("招待", "接待"), ("客人", "来客", "来宾"))))
"""What is said of official receptions."""

DONE: Final = tuple(map("".join, product(
    ("弄", "搞", "办", "做", "建", "干", "出", "买", "配", "建成", "完成", "优化"), ("", "了"),
)))
"""What is done to what is counted; behind 实际 it asks for what was reached."""

NOT_SPENT: Final = (
    "没花", "没用", "没执行", "未执行", "没有执行",
    *map("".join, product(
        ("没", "没有", "还没", "还没有", "尚未", "未"),
        ("花掉", "花出去", "用掉", "用出去", "执行掉", "支出去"),
    )),
)
"""Says of money that it is left."""

_NOT_USED_UP: Final = map("".join, product(("没", "没有", "还没", "还没有", "尚未", "未"), ("花完", "用完", "执行完")))

LEFT_OF_BUDGET: Final = tuple(
    said for verb in (*NOT_SPENT, *_NOT_USED_UP) for said in (
        f"{verb}多少", f"{verb}有多少", f"{verb}还有多少", f"多少{verb}", f"有多少{verb}", f"还有多少{verb}",
        f"还剩多少{verb}", f"剩多少{verb}",
    )
)
"""Asks how much of a budget is left."""

FOUND_OUT: Final = tuple(map("".join, product(
    ("查出", "查", "发现", "存在", "暴露", "暴露出", "反映出", "指出", "找出", "提出"), ("", "了"),
    ("", "啥", "什么", "哪些", "哪几个", "主要"), ("问题", "毛病", "不足", "短板"),
)))
"""Asks for the problems that an evaluation found."""

NEXT_STEPS: Final = tuple(map("".join, product(
    ("", "接下来", "下一步", "下步", "今后", "以后", "后续", "之后", "往后"), ("", "打算", "准备", "要", "计划"),
    ("怎么", "如何", "怎样", "咋"), ("改进", "改", "整改", "改善"),
)))
"""Asks what is to be done better."""

_MARKS: Final = ",，。?？;；:：、）"
_END: Final = f"(?=$|[{_MARKS}])"
_PUSHING: Final = "(?:倒|反|往回|往前|回)推(?:算)?(?:一下|出来)?"
_HOLDING: Final = "(?:打印件|复印件|纸质版|扫描件|截图|打印稿)"

SPOKEN_ASIDES: Final = (
    r"^[^车]*?(?P<aside>购?买了?)[^车]*$",
    r"我[指说问]是?",
    rf"我[指说问]是?[^,，]{{1,12}}(?P<aside>[,，]?而?不是[^{_MARKS}（]{{1,12}}){_END}",
    rf"(?:照|按|按照|根据|用)(?:着)?(?:决算)?(?:报告)?[里中上]?(?:给出?|写|印)?(?:增减|变动|变化|增加|减少)[数额]?{_PUSHING}",
    _PUSHING,
    rf"(?:别|其他|其它|其余|多余)(?:都|就)?(?:不用|不必|不要|无需|别)(?:再)?[说讲管提列看]?了?{_END}",
    r"(?:不用|不必|不要|无需)(?:多)?(?:解释|说明|分析|展开)(?:了)?",
    r"别(?:绕弯子|啰嗦|废话)",
    r"(?:只|光|就|直接)?(?:要|给|说|报|告诉)我?[个那这]?(?:总|一个)?数(?:字)?(?:就行|就好|即可|就可以)(?:了)?",
    rf"(?:只|光|就|直接)(?:要|看|给|说|报)我?[个那这]?总?数字?{_END}|(?:只|光|就)(?:要|看)[个那这]?总数",
    r"(?:领导|主任|局长|科长|处长|上级|上面)(?:让|叫|要|等着)我?(?:报|要|查|问)?个数(?:字)?",
    rf"就?(?:年初预算)?(?P<aside>那个?总数){_END}",
    rf"(?:那个?|这个?|具体)数(?:字)?(?=是|{_END})",
    rf"(?:手里|手头|我)?(?:那份|这份)?{_HOLDING}(?:[上里中]|(?=糊了|不清|看不清|没印清))",
    rf"(?:印得|打得)?(?:糊了|模糊了?|看不清楚?(?:了)?|没看清|没听清|认不清|看不见|印糊了|不清楚|没印清){_END}",
    r"(?:简单|直接|干脆)[说讲](?:一下|吧)?",
    r"(?:开会|汇报|填[^,，]{1,2}|[写做][^,，]{1,3})(?:要|等着|急着)用(?=[,，:：])",
    r"报一下|报个数",
    r"(?:取|保留|精确到|四舍五入(?:到|至|保留)?)(?:小数点?后?)?[两二2]位(?:小数)?",
)
"""What people say beside a question for a figure, and that changes nothing of it; of a pattern with a group `aside`
only that group."""
