"""Words for what is measured, whose money it is, which way it flows and in which unit."""

from __future__ import annotations

from typing import Final

from ingest.report import Flow, Fund, Measure
from qa.lexicon.speech import DONE, FOUND_OUT, NEXT_STEPS

# fmt: off
HAVING: Final = frozenset({
    "年初有预算", "年初安排了预算", "年初安排过预算", "年初给了预算", "年初列了预算", "年初有安排",
})
"""These ask for what is not zero."""

COMPRISES: Final = (
    "包括哪些", "主要包括哪些", "包括什么", "主要包括什么", "包含哪些", "包含什么", "主要包括", "都包括哪些",
    "都包括什么", "包括哪几项", "包含哪几项", "包括哪些内容", "里面包括什么", "里面包括哪些", "都包含什么",
    "都包含哪些", "由哪些组成", "由什么组成",
)
"""These ask what something is used for, or of which parts it consists."""

MEASURES: Final[dict[tuple[Measure, ...], tuple[str, ...]]] = {
    (Measure.FINAL,): ("决了", "决算数", "决算", "决算金额", "决算额"),
    (Measure.FINAL, Measure.EXECUTED): ("实际", "实际数", "实际支出数"),
    (Measure.INITIAL_BUDGET,): (*HAVING, "年初有没有预算", "年初预算数", "年初预算", "年初预算安排", "年初安排",
    "年初预算金额", "年初数"),
    (Measure.ADJUSTED_BUDGET,): (
        "全年预算数", "全年预算", "调整预算数", "调整预算", "全年预算金额", "调整后预算", "调整后预算数",
    ),
    (Measure.ADJUSTED_BUDGET, Measure.INITIAL_BUDGET, Measure.BUDGET): (
        "预算数", "预算", "预算金额", "预算额", "预算安排", "预算是", "预算批了", "批了多少预算",
    ),
    (Measure.EXECUTED, Measure.FINAL): (
        "执行数", "全年执行数", "执行金额", "执行额", "实际执行", "实际执行数", "执行了", "付了", "实际付", "实付",
        "实际支付", "支付金额", "实际花费", "实际花了",
    ),
    (Measure.COMPLETION_RATE, Measure.EXECUTION_RATE): (
        "完成率", "预算完成率", "完成比例", "完成", "完成了", "完成百分比", "完成度", "完成程度",
    ),
    (Measure.EXECUTION_RATE, Measure.COMPLETION_RATE): (
        "执行率", "预算执行率", "执行比例", "执行进度", "预算执行进度", "执行率是", "支出进度", "执行百分比",
    ),
    (Measure.UNPAID,): (
        "未支付", "欠着没付", "欠", "欠了", "欠着", "欠钱", "欠款", "欠多少", "欠了多少", "还欠着没付",
        "尚未支付", "没支付", "没付", "没有支付", "未付", "欠付", "没付钱",
        "拖欠", "还没付", "尚未付",
        "未支付数",
        "没付出去", "一分没付", "一分钱没付", "没付足", "没有付足", "没付清", "分文未付", "没给", "还没支付",
        "未支付资金", "未支付金额",
    ),
    (Measure.SCORE,): (
        "得分", "分数", "评分", "自评得分", "自评分", "自评分数", "多少分", "几分", "总分", "打分", "打了多少分",
        "得了多少分",
        "评价得分", "绩效得分", "得了几分", "打了几分", "评了几分", "评了多少分", "给了几分", "给了多少分",
        "考了多少分", "自评总分", "得分情况", "得多少分", "成绩",
    ),
    (Measure.SCORE, Measure.EXECUTION_RATE): (
        *(f"{rate}{which}得分" for rate in ("执行率", "预算执行率") for which in ("", "那一项", "这一项", "一项",
        "这项", "那项")),
        "年度资金总额得分", "年度资金总额得几分", "年度资金总额得了几分", "执行率得分", "预算执行率得分",
        "资金执行率得分",
    ),
    (Measure.GRADE,): ("等级", "评级", "自评等级", "什么等级", "评价等级", "什么等次", "等次", "评定等级",
    "评价结果"),
    (Measure.WEIGHT,): ("分值", "权重", "满分多少", "满分是"),
    (Measure.TARGET,): (
        "年度指标", "年度指标是",
        "原定完成", "计划完成", "应完成", "要求完成", "计划", "原定", "指标值", "目标值", "年度指标值", "计划值",
        "目标是"),
    (Measure.ACTUAL, Measure.EXECUTED, Measure.FINAL): ("实际做到", *(f"实际{done}" for done in DONE)),
    (Measure.ACTUAL,): ("完成值", "实际完成值", "实际完成指标值", "实际值", "完成指标值"),
    (Measure.DEVIATION,): ("偏差原因", "扣分原因", "偏差", "偏差原因分析", "偏差原因分析及改进措施"),
    (Measure.GOAL,): (
        "预期目标", "年度目标", "绩效目标", "年初预期目标", "总体目标", "年度总体目标", "年初目标", "目标",
    ),
    (Measure.ACHIEVEMENT,): (
        "完成了哪些事", "完成了哪些", "做了哪些事", "完成了什么", "干了哪些事", "目标完成情况", "实际完成情况",
        "绩效目标完成情况", "目标实际完成情况", "完成得怎么样", "完成得怎样",
        "完成怎么样",
        "完成怎样", "项目绩效目标完成情况", "目标完成怎么样",
    ),
    (Measure.PROBLEM,): (
        "问题", "存在问题", "发现问题", "主要问题", "存在什么问题", "发现主要问题", "出了什么问题", "还存在什么问题",
        "还存在哪些问题", "发现了什么问题", "哪些问题",
        *FOUND_OUT, "什么问题", "有什么问题", "有哪些问题", "发现主要问题及原因", "不足之处", "有何问题",
    ),
    (Measure.IMPROVEMENT,): (
        *NEXT_STEPS, "改进措施", "整改措施", "下一步措施", "下一步改进措施", "下一步打算", "下一步怎么办", "改进办法",
        "下一步",
    ),
    (Measure.SHARE,): ("占比", "比重", "占", "占了", "占到", "占的比例", "所占比例", "所占比重", "占的比重"),
    (Measure.USE, Measure.GOAL): (
        "用在什么项目上", "用在哪些项目上", "用到哪里", "用到哪", "用来建什么",
        "用途", "用到哪儿", "用到哪儿去", "花到哪儿", "花到哪儿去", "花到哪里", "花到哪里去", "用到哪里去",
        "用来干什么", "主要用来干什么", "用来做什么", "主要用来做什么", "是用来干什么", "用于什么",
        "用在哪", "用在哪里", "花在哪", "花在哪里", "开支内容", "主要用于", "干什么用",
        "干什么了", "花在什么地方", "花在哪些方面", "用在哪些方面", "用于哪些方面", "用在什么地方", "主要花在哪",
        "主要花在哪些方面", "主要用在哪", "主要用于哪些方面", "主要用在哪些方面", *COMPRISES,
    ),
}
"""What is measured, in people's words, the likeliest measure first. Where several fit, the library's figures
decide."""

BALANCE: Final = "结余"
"""Within a name: the figure is of what is left, so that 还剩 asks for it as printed."""

TEXT_MEASURES: Final = frozenset(
    {
        Measure.REASON, Measure.USE, Measure.DEVIATION, Measure.GOAL, Measure.ACHIEVEMENT, Measure.PROBLEM,
        Measure.IMPROVEMENT,
    }
)
"""What is said in words, not in figures."""

CHANGE_AMOUNT_WORDS: Final = (
    "增加", "减少", "增加额", "减少额", "增减额", "变化", "多了", "少了", "增加了", "减少了", "增减", "变动",
    "增减变化", "增长额", "下降额", "变动额", "多花", "少花", "多花了", "少花了", "增", "减",
    "走势", "趋势", "变化情况", "变动情况", "增减情况",
)

CHANGE_RATE_WORDS: Final = (
    "增长率", "下降率", "增幅", "降幅", "增减率", "涨幅", "增速", "增长幅度", "下降幅度", "变化率", "增长比例",
    "下降比例",
)

CHANGE_EITHER_WORDS: Final = (
    "增长", "下降", "增长了", "下降了", "上升", "上升了", "涨了", "降了", "涨", "降", "压减", "同比", "同比增长",
    "同比下降",
)
"""Said of amounts and of rates alike."""

CHANGE_SIGNS: Final = {1: ("增", "上升", "涨", "多"), -1: ("减", "下降", "降", "少", "压减")}
"""How words begin for a change up and for one down."""

FLOWS: Final[dict[Flow, tuple[str, ...]]] = {
    Flow.INCOME: ("收入", "进账", "收了"),
    Flow.EXPENDITURE: (
        "支出", "开支", "花费", "花销", "花了", "花掉", "支了", "花", "支出了", "用了", "支付", "支付了", "费用",
        "用掉",
        "用去", "掏了", "投入", "投入了", "开销", "花出去", "支出去", "支掉", "花出去了", "开销了",
    ),
}

FLOW_NOUNS: Final = frozenset({"收入", "支出", "开支"})
"""Those that a question can be about."""

FUNDS: Final[dict[Fund, tuple[str, ...]]] = {
    Fund.FISCAL: ("财政拨款",),
    Fund.GENERAL: ("一般公共预算财政拨款", "一般公共预算", "一般公共预算拨款", "公共预算财政拨款"),
    Fund.GOVERNMENT_FUND: (
        "政府性基金预算财政拨款", "政府性基金预算", "政府性基金", "政府基金", "政府性基金财政拨款",
    ),
    Fund.STATE_CAPITAL: (
        "国有资本经营预算财政拨款", "国有资本经营预算", "国有资本经营", "国资预算", "国资经营预算",
    ),
    Fund.ALL: ("全部资金", "全口径", "所有资金"),
}

PERCENT_WORDS: Final = (
    "百分之几", "百分之多少", "百分比", "比例", "百分", "%", "百分点", "几成", "比率", "率", "百分数",
    "多大比例", "多少个百分点", "几个百分点",
)
"""Says that a percentage is wanted."""

UNITS: Final = ("元", "万元", "亿元", "千元")
"""Units of money that an answer can be asked for in."""

COUNTED: Final[dict[str, tuple[str, ...]]] = {
    "辆": ("几辆", "多少辆", "有几辆", "有多少辆", "几部", "多少部"),
    "批次": (
        "几批人", "多少批人", "几批客人", "多少批客人", "几批次", "多少批次", "几批", "多少批", "批次", "批次数",
    ),
    "人次": ("多少人次", "几人次", "人次", "多少人", "几个人", "几人", "多少客人", "多少位客人", "人次数"),
    "个": ("几个团组", "多少个团组", "团组", "几个团", "团组数", "几个", "多少个", "几家", "多少家", "有多少个",
    "有几个"),
    "项": ("几项", "多少项"),
    "条": ("几条", "多少条"),
    "件": ("几件", "多少件"),
    "年": ("几年", "多少年"),
    "次": ("几次", "多少次"),
    **{unit: (f"几{unit}", f"多少{unit}") for unit in "份期场户处篇座张名位天本"},
    "台（套）": ("几台", "多少台", "几套", "多少套", "几台套", "多少台套", "几台（套）", "多少台（套）", "台（套）"),
}
"""Unit of a count, and how people ask for it."""

COUNT_WORDS: Final = frozenset(word for words in COUNTED.values() for word in words)
"""人次 is a count of whatever was named, though a figure may be called nothing else."""

OF_EXECUTION: Final = "执行率"
"""What a part of a project's score is given for: 执行率得分."""

NO_BUDGET_WORDS: Final = frozenset({"没有预算", "没预算", "无预算", "没安排预算", "没有安排预算"})
"""These say that a budget is zero."""

WHOLE_WORDS: Final = frozenset({"总额", "总数", "总量", "全部", "合计", "总计"})
"""Behind 占: the whole of what was named."""

SHARE_VERBS: Final = frozenset({"占", "占了", "占到"})
"""What follows these is what the share is of."""

WITHIN: Final = frozenset({"里", "中", "里面", "里头", "当中", "其中"})
"""Behind a name: what follows, or what was named before, is a part of it."""
