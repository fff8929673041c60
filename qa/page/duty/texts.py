"""Every Chinese text of the tab 职责核对. What a verdict says is in `qa.duty_check.messages`."""

from __future__ import annotations

from typing import Final

TAB: Final = "职责核对"

# what is given

TASKS: Final = "要核对的事项（每行一项）"
TASKS_PLACEHOLDER: Final = "每行写一项，例如：\n更新政府门户网站栏目\n审批社区工厂排污许可"
REPORT: Final = "依据哪份报告"
CHECK: Final = "核对"
DROP: Final = "或把表格拖到这里，或点击选择"
DROP_KINDS: Final = "支持 .xlsx、.csv、.json，有一列是事项"
READING: Final = "正在读取 {name}…"
SHEET: Final = "{name}：{count} 项，取自“{column}”列"
REMOVE: Final = "移除"
FILE_TOO_LARGE: Final = "文件超过 {megabytes} MB。请只留下需要核对的工作表和行，另存后再选。"
FILE_NAMELESS: Final = "表格"
NO_COLUMN: Final = "{name}：没有找到事项所在的列。请选择是哪一列："
FILE_FAILED: Final = "文件没有传上来。请看程序是否还在运行，再选一次。"

# progress and trouble

INTRODUCTION: Final = (
    "左边（手机上在上面）写下事项或选择表格，按“核对”。",
    "每一项给出：是本单位的职责、其他部门的职责，还是报告没有载明；并列出条款原文、页码和责任方式。",
    "核对结果可以人工确认或更正，下次核对同一事项时仍会显示，也会写进下载的表格；报告原文不会改动。",
)
WELCOME: Final = "核对一批事项是谁的职责"
CHECKING: Final = "正在核对：{done} / {total} 项"
CHECKING_FIRST: Final = "程序刚启动时要先载入向量模型，约十几秒。"
STOP: Final = "停止"
STOPPED: Final = "已停止，没有给出结果。需要时请再按“核对”。"
NO_TASKS: Final = "还没有事项。请在框里每行写一项，或选择一个表格，再按“核对”。"
NO_REPORT: Final = "资料库里有几份报告。请先选择依据哪一份，再按“核对”。"
REPORT_GONE: Final = "所选的报告已不在资料库里。请重新选择报告，再按“核对”。"
TOO_MANY: Final = "一共 {count} 项，超过 {limit} 项的上限。请分成几批核对。"
SHEET_GONE: Final = "选过的表格已不在内存里。请移除后重新选择。"
CHECK_GONE: Final = (
    "这次核对的结果已不在内存里（程序重新启动过，或后来又核对了很多批）。请重新核对；人工核对的记录还在。"
)
UNEXPECTED: Final = "程序出错了，没有得到结果。请再试一次；如果还不行，请把运行窗口里的记录发给维护人员。"
UNREACHABLE: Final = "没有连上程序。请看它是否还在运行，再试一次。"
CORRECTION_WRONG: Final = "没有保存：内容不完整。请刷新本页后再试。"

# results

RESULTS: Final = "核对结果"
FOUNDED_ON: Final = "依据：{title}"
SHOW: Final = "按结果筛选"
ALL: Final = "全部"
COUNT: Final = "{name} {count}"
SEARCH: Final = "在结果里查找"
DOWNLOAD: Final = "下载 XLSX"
LEGEND: Final = "把握：照以往的检验，同样把握的结论里大约有多少是对的。未载明只表示这份报告没有写，不表示没有部门负责。"
NONE_MATCH: Final = "没有符合的事项。请换一个结果或查找词。"
ONLY_FIRST: Final = "一共 {count} 项，这里只显示前 {shown} 项，筛选和查找也只在这些项里。全部结果请下载 XLSX。"
NUMBER: Final = "序号"
TASK: Final = "事项"
OUTCOME: Final = "结果"
GROUND: Final = "条款与原文"
CORRECTION: Final = "人工核对"
EMPTY: Final = "（空白）"
STRENGTH: Final = "责任方式：{strength}"
CONFIDENCE: Final = "把握 {percent}%"
MOST_CONFIDENT: Final = "把握 99% 以上"
CLAUSE: Final = "第{clause}项"
NO_CLAUSE: Final = "报告没有编号"
ALSO: Final = "其他有关部门"
SAME_SENTENCE: Final = "见上句"
NEAREST: Final = "最接近的 {count} 条，不足以认定"
TABLE_REGION: Final = "核对结果表，可滚动"

# corrections

MARKING: Final = "{mark}：{task}"
COMMENT_PLACEHOLDER: Final = "说明（可不填）"
COMMENTING: Final = "说明：{task}"
SAVED: Final = "已保存（{time}）"
FORGOTTEN: Final = "已撤销"
SAVING: Final = "正在保存…"

# the spreadsheet

FILE_NAME: Final = "职责核对-{organization}-{year}.xlsx"
