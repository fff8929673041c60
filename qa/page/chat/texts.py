"""Every Chinese text of the tab 问答."""

from __future__ import annotations

from typing import Final

from ingest.report import Outcome
from qa.answer import Kind, RefusalKind
from qa.page.chat.turn import Reason

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
WRITING: Final = "语言模型正在选句，逐句与原文对照…"
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
    Kind.DEFINITION: "定义",
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
NEXT: Final = "接着问"
STOP: Final = "停止"
GIVEN_UP: Final = "已停止"
STOPPED: Final = "没有等到回答。可以重问，或者修改后再问。"
RETRY: Final = "重问"
EDIT: Final = "修改"
EDITING: Final = "正在修改第 {place} 问。发送后，新的问题和回答替换这一问{rest}。"
AND_LATER: Final = "和它后面的 {count} 问"
CANCEL: Final = "取消"
TRACE: Final = "查看过程"

# what is said of answers

GOOD: Final = "有用"
BAD: Final = "有误"
WHAT_IS_WRONG: Final = "哪里不对？"
REASONS: Final = {
    Reason.WRONG_FIGURE: "数字不对",
    Reason.WRONG_PLACE: "出处不对",
    Reason.MISREAD: "理解错了问题",
    Reason.NOT_ANSWERED: "报告里有，却说没有",
    Reason.UNCLEAR: "说得不清楚",
    Reason.OTHER: "其他",
}
COMMENT: Final = "说明（可不写）"
SUBMIT: Final = "提交"
KEPT_FOR: Final = "会连同问题、回答和过程保存在运行本程序的机器上，供改进时核对。"
RATED: Final = "已记下：{reasons}"

# conversations

TALKS: Final = "对话记录"
NO_TALKS: Final = "还没有对话。提问以后，对话会自动保存在这里，只有您看得到。"
FIND: Final = "按标题或问题查找"
NONE_FOUND: Final = "没有找到。"
TALK_LINE: Final = "{at} · {count} 问"
TALK_AT: Final = "%Y-%m-%d %H:%M"
RENAME: Final = "改名"
TITLE: Final = "标题"
SAVE: Final = "保存"
REMOVE: Final = "删除"
REMOVE_SURE: Final = "确定删除“{title}”？删除后不能恢复；提交过的评价仍会保留。"
LAST_TALK: Final = "上次的对话："
EXPORT: Final = "导出"
EXPORT_MARKDOWN: Final = "Markdown（.md）"
EXPORT_DOCX: Final = "Word（.docx）"
EXPORT_FAILED: Final = "没有导出：与程序的连接断开了。请看运行它的窗口，然后再试。"
EXPORTED: Final = "由“决算问答”于 {at} 导出。数字和引文以报告原文为准。"
EXPORTED_QUESTION: Final = "{place}. {question}"
EXPORTED_OPTION: Final = "可选：{option}"
EXPORTED_CLAUSE: Final = "第{clause}项"
EXPORTED_ROW: Final = "“{row}”行"
EXPORTED_COLUMN: Final = "“{column}”列"
EXPORTED_PLACE: Final = "{place}：“{quote}”"
SOURCES: Final = "出处"
TALK_GONE: Final = "没有找到这段对话：可能已经删除。"
TALKS_BROKEN: Final = (
    "对话记录打不开或写不进去：{path}（{cause}）。回答不受影响；请检查磁盘和权限，文件损坏时请先把它移到别处。"
)
REPORT_GONE: Final = "前面的回答出自{report}，它已不在资料库里，所以这一问没有承接前面的内容。"
UNREADABLE: Final = "这个回答是另一个版本的程序保存的，现在读不出来。请重新提问。"
UNEXPECTED_TALKS: Final = "程序出错了，对话记录没有变动。请再试一次；如果还不行，请把运行窗口里的记录发给维护人员。"

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
