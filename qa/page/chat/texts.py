"""Every Chinese text of the tab 问答."""

from __future__ import annotations

from typing import Final

from ingest.report import Outcome
from qa.answer import Kind, RefusalKind

TAB: Final = "问答"

# the conversation

CONVERSATION: Final = "对话"
WELCOME: Final = "请问吧"
PROMISES: Final = (
    "数字一字不差，右边（手机上在下面）显示它所在的表和页；",
    "职责、名词、原因引用报告原文；",
    "报告里没有写明的，直接说没有，不作推测。",
)
ASKED: Final = "问"
ANSWERED: Final = "答"
PENDING: Final = "正在查找…"
NOTE: Final = "注：{note}"
SHOW_CITATION: Final = "查看依据 {id}"
SHOW_EVIDENCE: Final = "看依据"
COPY: Final = "复制"
COPIED: Final = "已复制"
NOT_COPIED: Final = "未能复制"
CUT: Final = "…（共 {length} 字）"
COPY_REPORT: Final = "（{report}）"

KINDS: Final = {
    Kind.LOOKUP: "精确查表",
    Kind.CALCULATION: "计算",
    Kind.RANKING: "排名",
    Kind.LIST: "列表",
    Kind.COMPARISON: "比较",
    Kind.DUTY: "职责",
    Kind.DEFINITION: "名词解释",
    Kind.PASSAGE: "原文摘录",
    Kind.CONFLICT: "前后不一致",
    Kind.CLARIFICATION: "需要选择",
}
FROM_TEXT: Final = "原文数字"
"""A looked-up figure that stands in sentences only."""

REFUSALS: Final = {
    RefusalKind.NOT_FOUND: "未载明",
    RefusalKind.NOT_IN_CORPUS: "没有这份报告",
    RefusalKind.OFF_TOPIC: "与报告无关",
}
ERROR: Final = "出错"
UNEXPECTED: Final = "程序出错了，没有得到回答。请再试一次；如果还不行，请把问题和运行窗口里的记录发给维护人员。"
UNEXPECTED_EVIDENCE: Final = "程序出错了，依据没有显示出来。回答本身不受影响；请把问题和运行窗口里的记录发给维护人员。"

# asking

QUESTION: Final = "问题"
PLACEHOLDER: Final = "输入问题，按回车发送"
SEND: Final = "发送"
NEW: Final = "新对话"
EXAMPLES: Final = "试着问"

# the scope

SCOPE_ALL: Final = "范围：全部报告"
SCOPE_SOME: Final = "范围：{count} 份报告（{titles}）"
AND_MORE: Final = "等"
CHOOSE: Final = "选择报告"
CHANGE: Final = "更改"
ALL_AGAIN: Final = "改回全部报告"

# the evidence

EVIDENCE: Final = "依据"
EVIDENCE_FOR: Final = "“{question}”的依据"
EVIDENCE_EMPTY: Final = "提问以后，这里显示回答的依据：标出那一格的表、标出那句话的原文、计算的式子。"
EVIDENCE_NONE: Final = "这个回答没有引用报告。"
ROW: Final = "行"
COLUMN: Final = "列"
LEFT_OUT: Final = "…"
RANKED_ROW: Final = "{place}. {label}"
CALCULATION: Final = "计算"
OPERANDS: Final = "用到的数字"
SHOW_OPERAND: Final = "查看{label}的依据"
DISAGREES: Final = "报告里写得不一致"
DISAGREES_SAID: Final = "同一个数在报告里有不同的写法，请对照原文："
OUTCOMES: Final = {Outcome.HOLDS: "平衡", Outcome.ROUNDING: "四舍五入", Outcome.FAILS: "不平"}
GONE: Final = "这份报告已不在资料库里，或者已经更新。下面是回答时引用的原文。"

# pictures

PICTURE_NAMELESS: Final = "各项数字"
PICTURE_UNIT: Final = "{title}（{unit}）"
PICTURE_TOLD: Final = "图：{title}。{bars}"
PICTURE_BAR: Final = "{label}：{shown}"
PICTURE_LIST: Final = "；"
PICTURE_ZEROS: Final = "另有 {count} 项印作零，没有画出。"
PICTURE_MORE: Final = "还有 {count} 项没有画出，见上面的文字。"
PICTURE_SOURCE: Final = "数字来源：{report}"
PICTURE_SOURCES: Final = "数字来源：{first}等 {count} 份报告"
PICTURE_PNG: Final = "下载图片 PNG"
PICTURE_XLSX: Final = "下载数字 XLSX"
PICTURE_FAILED: Final = "没有下载成功。请看程序是否还在运行，再试一次。"
PICTURE_FILE: Final = "{title}.png"

# the figures as a spreadsheet

FIGURES_GONE: Final = "这个回答的数字已不在内存里（程序重新启动过，或后来又问了很多）。请重新提问，再下载。"
FIGURES_FILE: Final = "数字-{item}.xlsx"
FIGURES_SHEET: Final = "数字"
FIGURES_LABEL: Final = "名称"
FIGURES_VALUE: Final = "数值（{unit}）"
FIGURES_VALUES: Final = "数值"
FIGURES_HEADINGS: Final = ("单位", "报告印的写法", "年度", "算式")
PLACES_SHEET: Final = "出处"
PLACES_HEADINGS: Final = ("名称", "报告", "表", "行", "列", "章节", "印刷页码", "文件页码", "原文")
