"""What a duty check says to people."""

from __future__ import annotations

from typing import Final

from qa.duty_check.verdict import Outcome

OUTCOMES: Final = {Outcome.OWN: "本单位职责", Outcome.OTHER: "其他部门职责", Outcome.NONE: "报告未载明"}

EMPTY_TASK: Final = "事项为空，没有核对。"
LONG_TASK: Final = "事项有 {length} 个字，超过 {limit} 个字的上限，没有核对。请拆成几项或缩短。"
NO_DUTIES: Final = "这份报告没有列出职责，无法核对。"
NONE_NOTE: Final = "报告未载明；所列最接近的条款不足以认定。"
HIGHER_LEVEL: Final = "事项说的是“{scope}”的，超出本单位所在的一级；报告未载明，所列最接近的条款不足以认定。"
NOTHING_NEAR: Final = "报告未载明；也没有相近的条款。"
MORE_CLAUSES: Final = "另见{clauses}。"
NEAREST: Final = "最接近：{nearest}"

HEADINGS: Final = {
    "task": "事项",
    "outcome": "结论",
    "department": "责任部门",
    "clause": "条款",
    "text": "原文",
    "page": "页码",
    "confidence": "置信度",
    "also": "其他各方",
    "note": "备注",
}
SHEET: Final = "职责核对"
ALSO: Final = "{department} {clause}：{text}"
UNNAMED: Final = "第{number}列"
FROM_LIST: Final = "{name}（原表）"

FILE_KIND: Final = "{name}：不认识的文件格式。请用 .xlsx、.csv 或 .json。"
OUTPUT_KIND: Final = "{name}：写不成这种格式。输出文件请以 .xlsx、.csv 或 .json 结尾。"
FILE_SIZE: Final = "{name}：文件太大（上限 {limit} MB，见 JUESUAN_MAX_FILE_MB）。请拆成几个文件。"
DAMAGED: Final = "{name}：文件已损坏，或内容与扩展名不符。请用表格软件打开后另存为 .xlsx，再试一次。"
ENCRYPTED: Final = "{name}：文件设了打开密码。请取消密码后另存，再试一次。"
OLD_XLS: Final = "{name}：这是旧版 .xls 文件。请用表格软件另存为 .xlsx，再试一次。"
ENCODING: Final = "{name}：文字编码既不是 UTF-8 也不是 GBK。请另存为“CSV UTF-8”，再试一次。"
JSON_FORM: Final = '{name}：应为一个数组，每个元素是一段文字，或像 {{"task": "…"}} 这样的对象。'
NO_ROWS: Final = "{name}：表里没有事项。"
TOO_MANY: Final = "{name}：超过 {limit} 行（上限见 JUESUAN_MAX_TASKS）。请拆成几个文件，或调高上限。"
NO_TASK_COLUMN: Final = "{name}：没有找到事项所在的列。看到的表头是：{seen}。请用 --column 指明，例如 --column 事项。"
NO_SUCH_COLUMN: Final = "{name}：没有叫“{column}”的列。看到的表头是：{seen}。"

NO_REPORT: Final = "没有“{given}”的报告。可选的有：\n{reports}"
WHICH_REPORT: Final = "资料库里有 {count} 份报告，请用 --report 指明其中一份（写单位名称或编号）：\n{reports}"
REPORT_LINE: Final = "  {id}  {title}"
DUTY_LINE: Final = "{clause} {department}〔{strength}〕第 {page} 页\n  {text}"
NO_DUTY: Final = "没有符合条件的职责。"
NO_DEPARTMENT: Final = "报告的职责里没有“{given}”。有职责的是：{departments}。"
CHECKED: Final = "共 {count} 项：本单位职责 {own}，其他部门职责 {other}，报告未载明 {none}。已写入 {name}。"
CHECKED_OF: Final = "依据：{title}"
BAR: Final = "核对"
BAR_UNIT: Final = "项"

CORRECTIONS_BROKEN: Final = (
    "人工核对的记录打不开或写不进去：{path}（{cause}）。请检查磁盘和权限；文件损坏时请先把它移到别处，再重新核对。"
)

SAID: Final = ("人工核对", "说明")
"""The columns with what people said of verdicts."""

MARKS: Final = {"confirmed": "确认", "wrong": "有误"}
OUTDATED: Final = "核对时的结果是“{judged}”，现在的结果不同，请重新核对。"
MARK_OUTDATED: Final = "{mark}（结果已变，需重新核对）"
