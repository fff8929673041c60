"""What the command line says. Answers' own words are in `qa.templates`."""

from __future__ import annotations

from typing import Final

DESCRIPTION: Final = "向资料库里的决算公开报告提问。"
META_COMMAND: Final = "命令"
META_QUESTION: Final = "问题"
HELP_ASK: Final = "问一个问题"
HELP_QUESTION: Final = "例如：行政运行支出是多少？"
HELP_JSON: Final = "按公开格式输出 JSON"
HELP_EXPLAIN: Final = "显示问题怎样被理解、有哪些候选、为什么这样回答"
HELP_AMONG: Final = "只从这些报告里回答：编号，或标题里的词（几个词写在一个引号里，如“教育局 2023”）；可以写几个"
META_AMONG: Final = "编号或词"
NONE_AMONG: Final = "没有编号是“{words}”或标题含有这些词的报告。运行 python -m ingest list 可以看到全部报告。"
HELP_BATCH: Final = "批量提问"
HELP_INPUT: Final = '每行一个 {"id": "…", "q": "问题"} 或 {"id": "…", "q": ["第一问", "追问"]}'
HELP_OUTPUT: Final = '每行一个 {"id": "…", "answer": {…}} 或 {"id": "…", "error": "…"}'
HELP_LIBRARY: Final = "资料库文件夹（默认见环境变量 JUESUAN_LIBRARY）"
NOTE: Final = "注：{note}"
BATCH: Final = "提问"
QUESTIONS: Final = "问"
BATCH_FAILED: Final = "{count} 行里有 {failed} 行没有得到回答，原因写在输出文件各行的 error 里。"
BAD_JSON: Final = "这一行不是有效的 JSON。"
BAD_LINE: Final = '这一行缺少 "q"：应为一个问题，或由几个问题组成的列表。'
FILE_ERROR: Final = "{name}：无法打开（{cause}）。请检查路径和权限。"

HELP_DUTIES: Final = "职责核对"
HELP_CHECK: Final = "逐项核对一张表里的事项是谁的职责"
HELP_TASKS: Final = "事项表：.xlsx、.csv 或 .json"
HELP_CHECKED: Final = "结果：.xlsx、.csv 或 .json"
HELP_COLUMN: Final = "事项所在列的表头（默认自动识别）"
HELP_LIST: Final = "列出报告里的职责"
HELP_DEPARTMENT: Final = "只列这个部门的"
HELP_ABOUT: Final = "只列与此有关的"
HELP_REPORT: Final = "哪一份报告：单位名称、报告标题或编号（只有一份时不用写）"
META_COLUMN: Final = "列名"
META_BODY: Final = "部门"
META_ABOUT: Final = "内容"
META_REPORT: Final = "报告"

WRITTEN_LATER: Final = "是更新版本的程序写的"
