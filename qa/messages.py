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
