"""Everything the answers say in words of their own. No template holds a digit, so no figure can come
from one; `{…}` are typed parts that grounding checks."""

from __future__ import annotations

from typing import Final

from ingest.report import Flow, Measure
from qa.duty_check.lexicon import Strength

FLOW_WORDS: Final = {Flow.INCOME: "收入", Flow.EXPENDITURE: "支出", Flow.BALANCE: "", Flow.NONE: ""}
RISES: Final = "增加"
FALLS: Final = "减少"
RATE: Final = "幅度"
THAN: Final = "比"
OF: Final = "占"
SHARE: Final = "的比重"
DOT: Final = " · "
COLON: Final = "："
MEASURE_WORDS: Final = {
    Measure.COMPLETION_RATE: "完成率",
    Measure.SHARE: "占比",
    Measure.COUNT: "",
    Measure.REASON: "原因",
    Measure.USE: "用途",
}
"""What a measure is called where its own name is not what people read."""


FIGURE: Final = "{label}：{figure}{marks}"
PLACE: Final = "出处：{place}"
PART_ASKED: Final = "【{part}】"
ALSO: Final = "同一数字还见于：{place}"
PAGE: Final = "第{printed}页"
FILE_PAGE: Final = "文件第{page}页"
BOTH_PAGES: Final = "第{printed}页（文件第{page}页）"
EMPTY_FIGURE: Final = "（空白）"
BLANK_CELL: Final = "表中该格为空白，不等于零：“{quote}”{marks}"
BLANK_TOO: Final = "表中同一格为空白，不等于零：“{quote}”{marks}（{place}）"
ALSO_BLANK: Final = "空白的还有：{place}"
OTHER_UNIT: Final = "另一处以别的单位列示：{figure}{marks}（{place}），金额相同。"
DECLARED: Final = "报告说明：“{quote}”{marks}"
SAID_OF: Final = {
    Measure.GOAL: "预期目标：“{quote}”{marks}",
    Measure.ACHIEVEMENT: "完成情况：“{quote}”{marks}",
    Measure.PROBLEM: "发现的问题：“{quote}”{marks}",
    Measure.IMPROVEMENT: "改进措施：“{quote}”{marks}",
}
CONFLICT: Final = "报告中同一数字有不同的写法，表格在前："
LOST: Final = "{label}：“{quote}”{marks}"
REASON: Final = "报告给出的原因：“{quote}”{marks}"
COMPARED: Final = {1: "决算数大于预算数。", -1: "决算数小于预算数。", 0: "决算数与预算数相等。"}
COMPUTED: Final = {
    "average": "平均：{formula}",
    "remaining": "还剩：{formula}",
    "except": "除去之后：{formula}",
    "prior": "上一年：{formula}",
    "budget": "年初预算：{formula}",
    "growth": "增长：{formula}",
    "fall": "下降：{formula}",
    "unit price": "平均：{formula}",
    "sum": "合计：{formula}",
    "difference": "相差：{formula}",
    "ratio": "前者是后者的多少倍：{formula}",
    "share": "前者占后者：{formula}",
}
ROWS_HEAD: Final = "{label}："
ROW_OF: Final = "{report}：{figure}{marks}"
ROW_NUMBERED: Final = "{place}. {report}：{figure}{marks}"
ROWS_FOUND: Final = "{label}，符合的有{count}份报告："
ROWS_RANKED: Final = {
    True: "{label}，从高到低：",
    False: "{label}，从低到高：",
}
ROWS_NTH: Final = {
    True: "{label}，从高到低的第{place}名：",
    False: "{label}，从低到高的第{place}名：",
}
ROWS_ZERO: Final = "{label}为零的有{count}份报告："
ROWS_ZERO_LEFT: Final = "为零、没有排入：{reports}"
ROWS_NO_ZERO: Final = "没有哪份报告的{label}印作零。"
ROWS_NONE: Final = "没有哪份报告的{label}符合。最接近的："
ROW_DECLARED: Final = "{report}说明：“{quote}”{marks}"
ROW_BLANK: Final = "{report}的这一格为空白，不等于零：“{quote}”{marks}"
ROWS_NOT_PRINTED: Final = "没有列出这一数字：{reports}"
ROWS_UNCLEAR: Final = "有几个数字都可能是所问的，请单独提问：{reports}"
ROWS_OTHER: Final = "口径与其他报告不同，没有列入：{reports}"
ROW_MORE: Final = "{report}更多。"
YEAR_CHANGE: Final = "{year}比{base}{way}：{formula}"
YEAR_SAME: Final = "{year}与{base}相同。"
YEAR_RATE: Final = "{year}比{base}{way}幅度：{formula}"
CHANGE_AMOUNT: Final = "比上年增减额"
CHANGE_RATE: Final = "比上年增减率"
COLUMN_REPORT: Final = "报告"
COLUMN_FIGURE: Final = "各报告的数字"
NOTE_ABSENT: Final = "没有计入：{absent}。"
NOTE_NO_YEAR: Final = "没有{year}年度报告、没有列入的单位有{count}个：{names}。"
NOTE_COMPARED: Final = "共比较{count}份报告。"
NOTE_ONLY_HERE: Final = "只是资料库里这些报告的数，不一定是当地全部单位的。"
NOTE_ONLY: Final = "只计入有这一数字的{count}份报告。"
NOTE_DISAGREES: Final = "{report}里这个数字有不同的写法，这里取表格里的；请单独提问查看。"
CONVERTED: Final = "换算：{formula}"
GAP: Final = "差额"
SO: Final = "是的，与报告相符。"
NOT_SO: Final = "不是，报告印的是："
YES_NO: Final = {True: "是的。", False: "不是。"}
NEARLY: Final = "是的，相差很小，在四舍五入的范围内。"
MORE: Final = "{label}更多。"
RANKED: Final = {True: "按{measure}从高到低：", False: "按{measure}从低到高："}
EXTREME: Final = {True: "{measure}最高的：", False: "{measure}最低的："}
NTH: Final = {True: "按{measure}从高到低的第{place}名：", False: "按{measure}从低到高的第{place}名："}
NUMBERED: Final = "{place}. {label}：{figure}{marks}"
LISTED: Final = "{label}：{figure}{marks}"
WITH_BUDGET: Final = "{label}：{figure}{marks}，{budget_label}：{budget}{budget_marks}"
FOUND: Final = "符合的有{count}个："
ALL_OF: Final = "共{count}个："
NONE_FIT: Final = "报告列出的各项里没有符合的。最接近的："
COUNTED: Final = "个数"
COUNTING: Final = "计数："
COUNT_UNIT: Final = "个"
AVERAGE: Final = "平均"
NOTE_ZEROS: Final = "为零的没有计入。"
NOTE_OVER: Final = "没有指明范围，按功能分类的“类”比较。"
REST: Final = "这一部分报告印有："
PRINTED_TOTAL: Final = "报告另印出这一数字，与上面的结果不同："
NOTE_SUM_DIFFERS: Final = "逐项相加的结果与报告印出的合计不同，报告没有说明原因。"
DANGLING: Final = "不清楚问的是哪一项，请写出名称。"
DANGLING_NAMED: Final = "上一问没有得到回答，不清楚这一问要问它的什么，请写完整。"
DIFFERENCE: Final = "两者相差：{formula}"
NOTE_MORE_DUTIES: Final = "共有{count}个单位的报告列有这项职责，这里引用其中几个。"
DUTY_EACH: Final = "几份报告都列有这项职责："
DUTY_BY: Final = {
    Strength.CHARGE: "由{department}负责。",
    Strength.LEAD: "由{department}牵头。",
    Strength.COORDINATE: "由{department}统筹协调。",
    Strength.PROMOTE: "由{department}推进。",
    Strength.GUIDE: "由{department}指导、监督。",
    Strength.ASSIST: "由{department}参与或协助、配合。",
}
DUTY_YES: Final = "是{department}的职责。"
DUTY_NOT: Final = "不是{department}的职责。"
DUTY_SHARED: Final = "这件事由几个部门分工："
DUTY_CLAUSE: Final = "{clause}{marks}"
DUTY_COUNT: Final = "报告列出的职责共{count}条，从{first}到{last}{marks}。前面几条是："
DUTY_COUNT_UNNUMBERED: Final = "报告列出的职责共{count}条{marks}。前面几条是："
OFFICES: Final = "报告列出的内设机构（{count}）：{names}。{marks}"
UNITS: Final = "报告列出的单位（{count}）：{names}。{marks}"
DEFINITION: Final = "{quote}{marks}"
PASSAGE: Final = "报告原文：“{quote}”{marks}"
ROW: Final = "表中这一行：“{quote}”{marks}"
CLARIFY_REPORT: Final = "资料库里有几份报告都符合，请选择一份："
CLARIFY_MANY: Final = "资料库里有许多报告都符合，请写明单位和年度，或选择一份："
CLARIFY_PLACE: Final = "几个地方都有这些单位，请选择："
CLARIFY_NAME: Final = "资料库里没有“{name}”的报告。您问的是不是{organization}？"
CLARIFY_SUBJECT: Final = "您问的是哪一个？"

NOTE_YEAR: Final = "按{year}年度报告回答。"
NOTE_LATEST: Final = "没有指明年度，按最近的{year}年度回答。"
NOTE_SERIES: Final = "各年都取{level}{kind}。"
NOTE_WIDER: Final = "同一单位有部门和本级两份报告的，取部门的。"
TERM_IN: Final = "这样写的报告，例如{report}："
NOTE_SAME_TERM: Final = "{count}份报告的名词解释都这样写，这里引自{title}。"
NOTE_BUDGET: Final = "这是{year}年度的预算报告：所列是预算安排，不是实际收支。"
NOTE_BLANKS: Final = "表中为空白的没有计入（空白不等于零）。"
NOTE_ROW: Final = "这张表不是规定的公开表，照录该行，各栏的含义请对照表头。"
NOTE_ROW_UNIT: Final = "该表的单位：{unit}。"
NOTE_REPORT: Final = "所用报告：{title}。"
NOTE_TYPO: Final = "“{wrong}”按“{right}”理解。"
NOTE_FUND: Final = "没有指明资金范围，取{fund}。"
ROUNDED: Final = "另一处写为{figure}{marks}（{place}），差额在四舍五入的范围内。"
SIBLING: Final = "另有同名的一项："
NOTE_FAILED: Final = "注意：该表有勾稽关系不平（{check}），请核对原表。"
BESIDE: Final = "报告另一处还列有（两处所列的范围可能不同，报告没有说明二者的关系）："
NOTE_AGREES: Final = "报告里这个数字的各处写法一致。"
NOTE_AGREED: Final = "问题的说法与原文不同，这是意思最接近的一条，请对照原文。"
NOTE_REASON_ODD: Final = "原文如此：所述方向与数字不一致，请以原表数字为准。"
NOTE_RECOGNIZED: Final = "该页是扫描件，文字由 OCR 识别，请对照原件。"
NOTE_INHERITED: Final = "沿用上一问的对象：{item}。"

NO_REPORTS: Final = "资料库里没有报告。请先读入：在网页的“报告库”里放入文件，或运行 python -m ingest corpus/"
IN_LIBRARY: Final = "资料库里"
IN_CHOICE: Final = "所选的报告里"
CHOICE: Final = "只在所选的 {count} 份报告里查找：{titles}。要问其他报告，请更改范围。"
AND_MORE: Final = "等"
CHOICE_GONE: Final = "所选的报告已不在资料库里。请重新选择提问的范围。"
NOT_FOUND: Final = "报告里没有写明，不能回答。"
NOT_FOUND_YEAR: Final = "资料库里没有{year}年度的报告，不能回答。"
NOT_FOUND_YEAR_OF: Final = "资料库里没有{organization}{year}年度的报告（现有{years}年度），不能回答。"
NOT_FOUND_LEVEL: Final = "资料库里没有{organization}{years}的{level}报告，不能回答。"
NOT_FOUND_BASE: Final = "报告没有与{year}年比较的数字，不能回答。"
NOT_FOUND_ORGANIZATION: Final = "资料库里没有“{name}”的报告，不能回答。"
NOT_FOUND_PERIOD: Final = "报告只有全年的数字，没有{period}的，不能回答。"
NOT_FOUND_ITEM: Final = "报告里有{item}，但没有这一项的{measure}，不能回答。"
NOT_FOUND_CALCULATION: Final = "这个问题要把几个数字放在一起计算或比较，报告没有直接给出结果，不能回答。"
NOT_FOUND_ACROSS: Final = (
    "这个问题要把几份报告里的几个数字放在一起计算，不能回答。可以一次比较一个数，例如：各单位的三公经费从高到低。"
)
NOT_FOUND_IN_BUDGET: Final = "这是{year}年度的预算报告，只有预算数，没有{measure}，不能回答。"
NOT_FOUND_BLANK: Final = "表中{item}的这一格为空白（空白不等于零），不能计算。"
NOT_FOUND_REASON: Final = "报告没有说明“{item}”的原因，不能回答。"
NOT_FOUND_TERM: Final = "报告的名词解释里没有“{term}”，不能回答。"
NOT_FOUND_BODY: Final = "报告没有写明{name}的职责，不能回答。"
NOT_FOUND_DUTY_ANYWHERE: Final = "在资料库各份报告列出的职责里没有找到这件事，不能判断归哪个单位。"
NOT_FOUND_DUTY: Final = "报告列出的职责里没有这件事，不能判断由谁负责。"
NOT_FOUND_CLAUSE: Final = "报告的职责里没有这一条，不能回答。"
NOT_FOUND_OFFICE: Final = "报告没有把职责分到内设科室，不能回答由哪个科室负责。"
OFF_TOPIC: Final = "这个问题与资料库里的决算公开报告无关，我不能回答。可以问报告里的收支数字、职责、名词和原因。"
UNGROUNDED: Final = "找到的内容没有通过与原文的核对，为避免出错不予显示。"
AVAILABLE: Final = "现有报告：{titles}。"
NEAREST_BODIES: Final = "资料库里名称最接近的单位：{nearest}"
HERE: Final = "现有其他单位的报告，例如：{organizations}。"
BODY_YEARS: Final = "{organization}（{years}年度）"
REPORTS_HERE: Final = "资料库里的报告："
REPORTS_OF: Final = "{organization}：{told}"
NOTE_MORE: Final = "共有{count}个单位，这里没有全部列出；请写出单位或地区。"
ABSENT: Final = "{organization}{year}年度（资料库里没有这份报告）"
ABSENT_YEAR: Final = "{year}年度（资料库里没有这一年的报告）"
NEAREST: Final = "最接近的内容：{nearest}"

EMPTY_QUESTION: Final = "问题是空的。请输入要问的内容，例如：行政运行支出是多少？"
LONG_QUESTION: Final = "问题太长（{length} 字），最多 {limit} 字。请分成几个短的问题。"
