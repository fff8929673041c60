"""Every Chinese text of the page. Answers' own words are in `qa.templates`."""

from __future__ import annotations

from typing import Final

from qa.answer import Kind, RefusalKind

TITLE: Final = "决算问答"
TAGLINE: Final = "就单位决算公开提问，得到报告里印出的数字、条款和原因，并指出它在哪张表、哪一行、第几页。"
IN_LIBRARY: Final = "资料库里的报告"
REPORT: Final = "{title}（{pages} 页）"
MANY_REPORTS: Final = "资料库里有 {count} 份报告：{organizations} 个单位，{first}—{last} 年度"
MANY_OF_YEAR: Final = "资料库里有 {count} 份报告：{organizations} 个单位，{first} 年度"
NO_REPORTS: Final = "资料库里没有报告。请先运行：python -m ingest corpus/"

CHAT: Final = "问答"
DUTIES: Final = "职责核对"
"""The tabs."""

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
    RefusalKind.NOT_IN_CORPUS: "资料库里没有",
    RefusalKind.OFF_TOPIC: "与报告无关",
}
ERROR: Final = "出错"
UNEXPECTED: Final = "程序出错了，没有得到回答。请再试一次；如果还不行，请把问题和运行窗口里的记录发给维护人员。"
UNEXPECTED_EVIDENCE: Final = "程序出错了，依据没有显示出来。回答本身不受影响；请把问题和运行窗口里的记录发给维护人员。"

FRAMEWORK: Final = {
    "Error": "出错",
    "Connection to the server was lost. Attempting reconnection...": (
        "与程序的连接断开了，正在重新连接。如果一直连不上，请看运行它的窗口，必要时重新运行 make chat，再刷新本页。"
    ),
}
"""Messages that the framework shows in English whatever the browser's language is."""

# asking

QUESTION: Final = "问题"
PLACEHOLDER: Final = "输入问题，按回车发送"
SEND: Final = "发送"
NEW: Final = "新对话"
EXAMPLES: Final = "试着问"

# the evidence

EVIDENCE: Final = "依据"
EVIDENCE_FOR: Final = "“{question}”的依据"
EVIDENCE_EMPTY: Final = "提问以后，这里显示回答的依据：标出那一格的表、标出那句话的原文、计算的式子。"
EVIDENCE_NONE: Final = "这个回答没有引用报告。"
PAGE: Final = "第{printed}页"
FILE_PAGE: Final = "文件第{page}页"
BOTH_PAGES: Final = "第{printed}页（文件第{page}页）"
UNIT: Final = "单位：{unit}"
CLAUSE: Final = "第{clause}项"
ROW: Final = "行"
COLUMN: Final = "列"
ITEM: Final = "项目"
CODE: Final = "科目代码"
LINE_NUMBER: Final = "行次"
TABLE_REGION: Final = "{title}，可滚动"
LEFT_OUT: Final = "…"
PAGE_REGION: Final = "{page}原文，可滚动"
RANKED_ROW: Final = "{place}. {label}"
BLANK: Final = "（空白）"
CALCULATION: Final = "计算"
OPERANDS: Final = "用到的数字"
CHECKED: Final = "勾稽关系：{parts}"
HOLDS: Final = "{count} 项平衡"
ROUNDING: Final = "{count} 项差在四舍五入之内"
FAILS: Final = "{count} 项不平，请核对原表"
GONE: Final = "这份报告已不在资料库里，或者已经更新。下面是回答时引用的原文。"

# the server

DESCRIPTION: Final = "打开决算问答的网页。"
HELP_HOST: Final = "服务的地址（默认 {default}，或环境变量 JUESUAN_HOST）"
HELP_PORT: Final = "服务的端口（默认 {default}，或环境变量 JUESUAN_PORT）"
HELP_LIBRARY: Final = "资料库文件夹（默认 {default}，或环境变量 JUESUAN_LIBRARY）"
META_HOST: Final = "地址"
META_PORT: Final = "端口"
META_LIBRARY: Final = "文件夹"
SERVING: Final = "正在服务：{address}  （按 Ctrl+C 结束）"
PORT_TAKEN: Final = "端口 {port} 已被占用。请结束占用它的程序，或换一个端口：python app.py --port {other}"
PORT_REFUSED: Final = "没有权限使用端口 {port}。请换一个 1024 以上的端口：python app.py --port 7860"
PORT_WRONG: Final = "端口应在 0 到 65535 之间：{port}"
HOST_WRONG: Final = "不能在地址 {host} 上服务（{cause}）。请检查 --host，本机使用 127.0.0.1。"
STOPPED: Final = "已结束。"
LOADING_MODEL: Final = "正在后台载入向量模型；查表、职责和名词现在就可以问。"
MODEL_READY: Final = "向量模型已就绪（{seconds:.1f} 秒）。"
MODEL_NOT_READY: Final = "向量模型暂不可用：{cause}"
SEE_LOG: Final = "程序出错，详见下面的记录"
