"""Words that ask for something of several figures: ranking, filtering, adding up, holding against a bound."""

from __future__ import annotations

from typing import Final

from qa.lexicon.roles import Ask
from qa.lexicon.speech import LEFT_OF_BUDGET, NOT_SPENT

# fmt: off
JOINS: Final = frozenset({"和", "与", "及", "以及", "跟", "还有"})
"""Words that stand between two things of one list."""

EACH: Final = frozenset({"分别", "各", "各是", "分别是", "各自"})
"""Words that ask for the figure of each of several things."""

EACH_OF: Final = frozenset({"各个", "逐个", "分别", "各自"})
"""Words that ask for a figure of each of several things; one figure is no answer to them."""

COMPARATIVES: Final = frozenset({"多", "少", "高", "低", "大", "小", "贵", "便宜", "更多", "更高"})
"""Behind 甲比乙: by how much the one is above the other."""

SIDE_BY_SIDE: Final = frozenset({"比较", "对比", "相比", "比"})
"""Words that hold things against each other."""

LESS: Final = frozenset({"少", "低", "小", "便宜"})
"""Those that ask for the lower end."""

SUM_WORDS: Final = frozenset({"合计", "一共", "总共", "共", "共计", "总计", "合起来", "共多少", "总共多少"})
"""Where several items are named, these ask for their sum."""

CALCULATIONS: Final[dict[Ask, tuple[str, ...]]] = {
    Ask.AVERAGE: ("平均", "平均下来", "均摊", "平均值", "平均数", "均值"),
    Ask.MOST: (
        "最多", "最高", "最大", "最贵", "最好", "排第一", "第一名", "第一", "排名第一", "排在第一", "位居第一",
        "居首", "榜首",
        "最重", "大头", "拔尖", "第一高", "最理想",
    ),
    Ask.LEAST: ("最低", "最少", "最小", "最差", "垫底", "倒数第一", "最后一名", "排最后", "最便宜", "最不理想",
    "最慢"),
    Ask.RANK: (
        "排名", "排序", "排行", "排个序", "从高到低", "从大到小", "由高到低", "由大到小", "排个名", "由多到少",
         "从多到少",
        "排一下",
        "按大小排", "按金额排", "按金额大小排", "怎么排", "怎么排序", "排", "从高到低排", "从高到低排列",
        "从大到小排列", "从高到低排序", "从大到小排序", "top", "排一排",
        "排个队", "排列",
    ),
    Ask.RANK_UP: ("从低到高", "从小到大", "由低到高", "由小到大", "从少到多",
    "由少到多", "从低到高排列", "从低到高排序"),
    Ask.WHICH_MORE: (
        "哪个多", "谁多", "哪个更多", "哪个高", "哪个更高", "谁高", "谁更高", "谁更多", "哪个大", "哪个更大", "谁大",
        "哪个少", "哪个低", "哪个更少", "哪个更低", "谁少", "谁低", "哪项多", "哪项高", "哪一项多", "哪个花得多",
        "哪个花钱多", "谁花得多", "谁花钱多", "哪一个多", "哪个比较多", "哪个比较高", "哪项更多", "哪项更高", "谁贵",
        "哪个贵",
        "多还是", "高还是", "大还是",
    ),
    Ask.RATIO: ("几倍", "多少倍", "倍", "之比", "比值"),
    Ask.DIFFERENCE: (
        "相差", "差多少", "差额", "差距", "之差", "差异", "出入", "相差多少", "差了多少", "多多少", "少多少",
        "多出多少", "高多少", "低多少", "高出多少", "多几", "差几",
    ),
    Ask.SUM: (
        "加", "加起来", "相加", "之和", "加在一起", "加一块儿", "加一块", "加到一块", "加一起",
        "总和", "一起", "加上", "合起来",
        "合在一起", "算在一起", "全加起来",
    ),
    Ask.EXCEPT: (
        "除", "除了", "除去", "扣除", "不含", "不包括", "剔除", "不算", "去掉", "刨去", "刨除", "撇开", "不计",
        "刨掉", "扣掉",
        "减去", "减掉", "不是", "不属于", "除开",
    ),
    Ask.REMAINING: (
        "剩余", "剩多少", "还剩", "剩下", "还剩下", "剩了", "结余了", "省了", *NOT_SPENT,
        *LEFT_OF_BUDGET, "省下", "节余",
    ),
    Ask.ZERO: (
        "空", "空白", "空表", "零", "为零", "是零", "为0", "是0", "零支出", "一分钱没花", "一分没花", "没有支出",
        "没发生", "没有发生", "等于零", "等于0",
        "没有预算", "没预算", "无预算", "没安排预算", "没有安排预算",
    ),
    Ask.LOST: ("扣分", "扣了分", "被扣分", "丢分", "没得满分", "没有得满分", "没拿满分", "未得满分", "扣了", "失分",
    "没满分"),
    Ask.AGREE: (
        "一致", "一致不", "一样", "不一致", "不一样", "矛盾", "对不上", "对得上", "前后不一", "前后一致", "自相矛盾",
        "相符",
        "不符",
        "有出入", "两个数", "不同说法", "两种说法", "有没有出入", "打架", "有差异", "是否一致", "口径",
    ),
    Ask.ACROSS: ("所有部门", "各部门", "所有单位", "各单位", "全部单位", "全部部门", "各个部门", "各个单位"),
    Ask.NOT: ("不", "没", "没有", "非", "未", "并非", "没能", "不在"),
    Ask.PLACE: ("排名第几", "排第几", "第几名", "第几位", "排在第几", "排名多少", "名列第几"),
    Ask.LIST: (
        "哪个", "哪几个", "列出", "所有", "哪几", "有哪些", "哪些", "列一下", "列举",
        "都是什么", "分别是什么", "哪一个", "哪项", "哪一项", "哪几项", "都有什么", "罗列", "逐项", "逐一", "各项",
        "每一项",
        "列出来", "清单", "名单", "一览", "都有哪些",
    ),
}
"""Words that ask for an operation on several figures."""

STILL: Final = frozenset({"剩余", "剩多少", "还剩", "剩下", "还剩下", "剩了"})
"""Ask how much there still is, of a balance or of things."""

BLANK_WORDS: Final = frozenset({"空", "空白", "空表"})
"""These ask for what is blank, which is not zero."""

THOSE: Final = "those"
"""What 这三项 does: it says how many were named."""

ALTERNATIVE: Final = "还是"
"""Stands between two amounts of which one is asked for."""

HALF: Final = "一半"
"""An amount of which nobody knows the decimals."""

PREVIOUS: Final = "previous"

NTH: Final = "nth"

SO_MANY: Final = "so many"
"""What words that are found by pattern do: name the year before, a place of a ranking, how many there are."""

EXCEPT_END: Final = "外"

EXCEPT_ENDS: Final = frozenset({"以外", "之外", "除外", "之后"})
"""End what 除 begins."""

MORE_THAN: Final = {
    "==": ("等于", "恰好", "正好", "刚好"),
    ">": ("超过", "大于", "高于", "多于", "超出", "突破", "超", "过"),
    ">=": ("不低于", "不少于", "至少", "不小于", "达到"),
    "<": ("低于", "小于", "少于", "不足", "不到", "没到", "未达到", "没达到", "不及", "还不到", "不满"),
    "<=": ("没超过", "未超过", "没过", "未过", "不超过", "不高于", "不大于", "不多于"),
}
"""Said before a bound, and its sign."""

BOUND_ENDS: Final = {
    "<": ("都不到", "都没到", "都没有到"), ">=": ("以上", "及以上", "往上"), "<=": ("以下", "及以下", "以内"),
}
"""Said behind a bound, and its sign: both hold the number itself."""

BOUND_UNITS: Final = {
    "分": "分", "%": "%", "万元": "万元", "万": "万元", "元": "元", "亿元": "亿元", "块": "元", "块钱": "元",
    "个百分点": "%",
    "万块": "万元", "万块钱": "万元",
}
"""Units of a bound or a value, as said and as printed."""

STATEMENT_WORDS: Final = frozenset({"吗", "么", "对吗", "是不是", "是否", "对不对", "没错吧", "对吧", "属实",
    "有没有", "嘛"})
"""Ask whether something is so."""

HAS: Final = frozenset({"有没有", "有无", "有", "是否有"})
"""Asks whether there is one."""

BY_LEVEL: Final = frozenset({"按类", "按大类", "按款"})
"""Ask for a list of the parts, which no figure of the whole answers."""

COLLECTIONS: Final[dict[str, tuple[str, ...]]] = {
    "project": (
        "项目", "自评项目", "绩效自评项目", "预算项目", "绩效项目", "区级预算项目", "市级预算项目", "省级预算项目",
        "自评",
        "绩效自评", "参评项目", "项目自评", "自评表",
    ),
    "item": ("科目", "支出科目", "功能科目", "功能分类科目", "项级科目", "项级", "项级支出", "功能分类项级科目",
    "支出项"),
    "subclass": ("款级科目", "按款", "款级", "款级支出"),
    "class": (
        "功能类", "支出类", "各类",
        "类级科目", "类级", "大类", "哪类", "哪一类", "类支出", "方面", "功能分类", "类级支出", "支出大类", "几类",
        "哪几类",
        "支出结构", "按类", "按大类", "哪块", "哪一块", "功能大类", "领域",
    ),
    "economic": ("经济科目", "经济分类科目", "经济分类", "明细", "明细科目", "经济分类款级科目"),
    "component": ("子项", "子项目", "分项", "小项", "预算项目", "列入预算项目", "列入预算项目中", "明细项目",
    "具体项目", "小项目"),
    "indicator": ("指标", "三级指标", "绩效指标", "具体指标"),
    "source": ("收入来源", "各项收入", "收入项目", "哪些收入", "来源"),
}
"""Words for the things that are ranked, listed and counted, and the list that they name (`qa.pools`)."""
