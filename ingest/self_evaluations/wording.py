"""How self-evaluations are headed and worded, as data: titles, columns, levels, units, lead-ins.

National terms and their regional variants only, never a local name. To teach the readers another wording,
add it here. Patterns of forms are matched on text without white space, those of running text on flat text
(`ingest.clauses`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ingest.clauses import NUMBER
from ingest.numbers import MONEY_UNITS
from ingest.report import TOTAL, Dimension, Measure

SUMMARY: Final = "self_evaluation_summary"
FORM: Final = "self_evaluation"
KEY_REPORT: Final = "key_evaluation"
"""Keys of the forms that facts are cited by."""

SUMMARY_TITLE: Final = re.compile("绩效自评.*汇总表$")
FORM_TITLE: Final = re.compile("项目(?:支出)?绩效自评表$")
KEY_TITLE: Final = re.compile("(?P<project>(?!重点|绩效|.*整体).+?)(?:支出)?(?:重点)?绩效评价报告")
NARRATIVE: Final = re.compile("绩效")

KEY_EVALUATION: Final = "重点绩效评价"
"""The breakdown of a score, a problem or a measure that the key evaluation gives, not the self-evaluation."""

RATE: Final = "执行率"
"""The breakdown of the weight and the score that a form gives to the execution of the budget."""

POINTS: Final = "分"
"""The unit of scores and weights."""

MONEY_MEASURES: Final = (
    Measure.INITIAL_BUDGET,
    Measure.ADJUSTED_BUDGET,
    Measure.BUDGET,
    Measure.EXECUTED,
    Measure.UNPAID,
)
"""What is measured in money."""

FULL_SCORE: Final = 100
"""What the weights of a form add up to."""

SUMMARY_HEADINGS: Final = {
    Measure.SCORE: re.compile("(?:自评|评价)?(?:总)?得分"),
    Measure.GRADE: re.compile("(?:自评|评价)?(?:结果)?等[级次]"),
}
"""Columns of the summary."""

# the indicator form

LEVELS: Final = {
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标", "生态成本指标"),
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标", "可持续发展影响指标"),
    "满意度指标": ("服务对象满意度指标", "社会公众满意度指标"),
}
"""一级指标 and the 二级指标 below each. 成本指标 is a 二级指标 in forms that have none of its own."""

SIDE_LABELS: Final = ("年度绩效指标", "绩效指标")
"""What may stand beside all indicators."""

SECOND_LEVELS: Final = {second: first for first, seconds in LEVELS.items() for second in seconds}
LABELS: Final = frozenset((*LEVELS, *SECOND_LEVELS, *SIDE_LABELS))

NAME_HEADING: Final = "三级指标"
LEVEL_HEADINGS: Final = ("一级指标", "二级指标")
INDICATOR_HEADINGS: Final = {
    Measure.TARGET: "(?:年度|年初|预期|目标)*(?:指标)?值",
    Measure.ACTUAL: "(?:全年|实际|完成)*(?:指标)?(?:完成)?值|(?:全年|实际)*完成情况",
    Measure.WEIGHT: "分值|权重",
    Measure.SCORE: "(?:自评)?得分",
    Measure.DEVIATION: "(?:偏差|未完成)(?:情况|原因).{0,12}?(?:措施|分析|说明)|备注",
}
"""Columns of the indicators behind their names, as most forms order them. 指标值 alone is the target."""

NEEDLESS_HEADINGS: Final = re.compile("序号|指标解释|指标说明|评[分价](?:标准|依据|细则)|计算公式|数据来源|自评依据")
"""Columns that say nothing of what is read. Any other one may: a unit, or a sign in front of the target."""

HEADINGS: Final = re.compile(
    "".join((*LEVEL_HEADINGS, NAME_HEADING))
    + "".join(
        f"(?P<{measure.name.lower()}>{words})" if measure is not Measure.DEVIATION else f"(?P<deviation>(?:{words})?)"
        for measure, words in INDICATOR_HEADINGS.items()
    )
)
"""The header of the indicators in lines. Every heading may be broken over lines."""

RATE_ROW: Final = re.compile("(?:项目)?(?:预算|资金)+执行(?:率|情况)?(?:指标)?")
"""The row of the indicators that gives weight and score to the execution of the budget."""

WORTH: Final = re.compile(r"(?:[（(]\d+(?:\.\d+)?分?[)）]|\d+(?:\.\d+)?分)$")
"""What a label may say of its weight: 产出指标（50分）."""

NUMBERED: Final = re.compile(r"指标\d+[:：]")
"""What a form may print in front of an indicator's name."""

END: Final = re.compile("(?:总分|合计|总计)")
"""Begins the line that ends the indicators, and gives the total score."""

TOTAL_LABEL: Final = re.compile("(?:自评|评价)?(?:总分|总得分|得分|合计|总计)")
"""The cell in front of the total score."""

GRADE_LABEL: Final = re.compile("(?:自评|评价)(?:结果)?(?:等级|等次)")
GRADES: Final = re.compile("优秀?|良好?|中等?|一般|较差|差|不?合格")

GOAL: Final = "(?:年初|年度)?(?:预期|设定|总体|绩效)+目标"
ACHIEVEMENT: Final = "(?:目标)?(?:实际|全年)?完成情况"
GOAL_HEADINGS: Final = re.compile(f"(?P<goal>{GOAL})(?P<achievement>{ACHIEVEMENT})")
PROJECT_NAME: Final = "项目名称"
PROJECT_CELL: Final = re.compile(f"{PROJECT_NAME}(?:[:：](?P<project>.*))?")
BEHIND_NAME: Final = re.compile("主管部门|实施单位|主管单位|项目单位")
UNIT: Final = re.compile(r"单位[:：](?P<unit>[百千万亿]*元)(?!\w)")
UNIT_OF_AMOUNTS: Final = re.compile(r"[（(](?P<unit>[百千万亿]*元)[)）]$")
"""A unit that a heading of the amounts ends with: 项目资金（万元）."""

AMOUNT_ROWS: Final = {
    "年度资金总额": TOTAL,
    "当年财政拨款": "当年财政拨款",
    "上年结转资金": "上年结转资金",
    "其他资金": "其他资金",
}
"""Rows of the amounts, and the breakdown that each is. The first is the sum of the others."""

AMOUNT_LABELS: Final = {
    "年度资金总额": "(?:年度|项目)?资金总额",
    "当年财政拨款": "(?:其中[:：])?(?:当年|本年)财政拨款(?:资金)?",
    "上年结转资金": "(?:其中[:：])?上年结转(?:资金)?",
    "其他资金": "(?:其中[:：])?其他资金",
}
"""How the cells print the rows of the amounts."""

AMOUNT_HEADINGS: Final = {
    Measure.INITIAL_BUDGET: "年初预算数",
    Measure.ADJUSTED_BUDGET: "(?:全年|调整后)预算数(?:（A）)?",
    Measure.EXECUTED: "(?:全年|实际)?执行数(?:（B）)?",
    Measure.WEIGHT: "分值",
    Measure.EXECUTION_RATE: "执行率(?:（B/A）)?",
    Measure.SCORE: "得分",
}
"""Columns of the amounts by what they give, in any order."""

MONEY_NAME: Final = re.compile("费用|费$|资金|金额|经费")
"""An indicator of this name is an amount of money, also where no unit is printed."""

ECONOMIC_COST: Final = "经济成本指标"
COUNT_UNITS: Final = (
    "个", "套", "台", "件", "次", "人次", "人", "批次", "批", "辆", "年", "个月", "天", "小时", "分钟",
    "家", "户", "项", "期", "份", "场", "处", "条", "部", "篇", "名", "类", "座", "栋", "间", "所", "块", "册", "本",
    "平方米", "平方公里", "公里", "米", "亩", "公顷", "吨", "公斤", "分", "万人", "万人次",
)  # fmt: skip
UNITS: Final = {
    **dict.fromkeys(COUNT_UNITS, Dimension.COUNT),
    **dict.fromkeys(MONEY_UNITS, Dimension.MONEY),
    "%": Dimension.PERCENT,
}
"""Units of targets and what they measure."""

CALENDAR_YEAR: Final = re.compile(r"(?:19|20)\d\d年")
"""A day in time, not a number of years."""

# running text

_MONEY: Final = f"(?P<unit>{'|'.join(sorted(MONEY_UNITS, key=len, reverse=True))})"
_IS: Final = "(?:共计|合计|总额)?[为是]?"

_NUMBER_OF_ITEM: Final = r"(?:\d{1,2}[.、]|（[\d一二三四五六七八九十]{1,3}）|[①-⑳])?"

PROSE_SUMMARY: Final = re.compile(
    f"{_NUMBER_OF_ITEM}(?P<project>[^。；：]+?)(?:支出)?(?:绩效)?自评(?:综述|情况|结果)："
)


@dataclass(frozen=True)
class Wording:
    """A figure that a text gives of a project; without a named unit it is in `unit`."""

    measure: Measure
    pattern: re.Pattern[str]
    unit: str = ""
    breakdown: str = TOTAL


PROSE_FIGURES: Final = (
    Wording(Measure.SCORE, re.compile(f"自评(?:总)?得分{_IS}{NUMBER}分"), "分"),
    Wording(Measure.ADJUSTED_BUDGET, re.compile(f"(?:全年|调整后?)预算数?{_IS}{NUMBER}{_MONEY}")),
    Wording(Measure.INITIAL_BUDGET, re.compile(f"年初预算数?{_IS}{NUMBER}{_MONEY}")),
    Wording(Measure.EXECUTED, re.compile(f"(?:全年|实际)?执行数?{_IS}{NUMBER}{_MONEY}")),
    Wording(Measure.EXECUTION_RATE, re.compile(f"(?:(?:完成|占)(?:全年|调整后?)?预算数?的|执行率{_IS}){NUMBER}%"), "%"),
)
PROSE_TEXTS: Final = {
    Measure.ACHIEVEMENT: "(?:项目)?(?:绩效|总体)?目标(?:实际)?完成情况|(?:项目)?主要产出[和及]效果",
    Measure.PROBLEM: "(?:发现|存在)的(?:主要)?问题(?:[及和]原因)?",
    Measure.IMPROVEMENT: "下一步(?:工作)?(?:改进)?(?:工作)?(?:措施|打算)|改进措施",
}
"""Lead-ins of texts; each text goes on to the next lead-in or the end."""

_DONE: Final = "(?:完成|拨打|发布|办理|开展|组织|举办|建成|召开|印发|出具|受理|新增|累计|共计?|了)"

COUNTED: Final = re.compile(f"{_DONE}+[^0-9，；。、：%第每各约≥≤><]{{0,8}}{NUMBER}(?P<unit>{'|'.join(COUNT_UNITS)})")
"""A target or an actual that says what is done before it says how often: 完成40件, 出具报告3个."""

RESULT: Final = re.compile(
    f"{_DONE}*"
    rf"(?P<what>(?:[^0-9，；。、：%]{{2,20}}、)*[^0-9，；。、：%]{{2,20}}?)(?:共计?|累计|达到?|为)?{NUMBER}(?P<unit>个|条|件|家|户|场|期|次|人次|篇|份|套|台)"
)
"""What a text on achievements counts: 完成评议单位138个."""

CLAUSE: Final = re.compile("(?:[^，；。、]|(?<![个条件家户场期次篇份套台])、)+")
"""What a text on achievements counts stands in a clause of it, which 、 ends only behind a count."""

AFTERWORD: Final = re.compile("[^。]*(?:详见|见附|附后)[^。]*。?")
"""A sentence that points elsewhere and belongs to no text."""

KEY_SCORE: Final = re.compile(
    f"(?:^|(?<=[，。；：])){_NUMBER_OF_ITEM}(?P<project>(?![该本此])[^，。；：]+?)，?"
    f"(?:重点)?绩效评价(?:综合)?得分{_IS}{NUMBER}分(?:，(?:评价)?等级[为是](?P<grade>[^，。；]+))?"
)

# the key evaluation report

BUDGET_ITEMS: Final = "预算项目"
KEY_FIGURES: Final = (
    Wording(Measure.COUNT, re.compile(f"预算项目{_IS}{NUMBER}(?P<unit>个)"), breakdown=BUDGET_ITEMS),
    Wording(Measure.BUDGET, re.compile(f"预算资金{_IS}{NUMBER}{_MONEY}")),
    Wording(Measure.EXECUTED, re.compile(f"当年财政拨款{_IS}{NUMBER}{_MONEY}"), breakdown="当年财政拨款"),
    Wording(Measure.EXECUTED, re.compile(f"(?:全年)?执行(?:预算)?数{_IS}{NUMBER}{_MONEY}")),
    Wording(Measure.UNPAID, re.compile(f"{NUMBER}{_MONEY}(?:因[^。；]*)?(?:尚|仍|暂)?未(?:能)?支付")),
)
LIST_OPENING: Final = re.compile("分别[是为]：?|其中[，：]|包括：?")
LISTED: Final = re.compile(f"(?P<item>[^，。；：]+?){NUMBER}{_MONEY}(?:[、，。；和]|$)")
LIST_MEASURES: Final = ((re.compile("执行|支付"), Measure.EXECUTED), (re.compile("预算"), Measure.BUDGET))
"""What a list breaks down, by the words in front of it; the first that fits."""

KEY_TEXTS: Final = {
    Measure.PROBLEM: re.compile("问题(?:[及和](?:其)?原因(?:分析)?)?$"),
    Measure.IMPROVEMENT: re.compile("(?:措施|建议|打算)$"),
}
"""Headings of the sections that tell problems and measures."""
