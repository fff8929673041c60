"""Every Chinese text of the tab 报告库."""

from __future__ import annotations

from typing import Final

from ingest.progress import Stage

TAB: Final = "报告库"

# files in

DROP: Final = "把报告拖到这里，或点击选择"
DROP_KINDS: Final = "可以一次放入几份：PDF、DOCX、HTML、TXT，每份不超过 {megabytes} MB"
PRIVATE_AT_FIRST: Final = "放入的报告只有您自己能看到和提问，公开以后才对所有人可见。"
COMMON_AT_ONCE: Final = "放入的报告对使用本页的所有人可见。"
UPLOADING: Final = "正在上传 {percent}%"
TOO_LARGE: Final = "文件超过 {megabytes} MB，没有读。请拆成几份再放入，或由管理员用 JUESUAN_MAX_FILE_MB 放宽。"
WRONG_KIND: Final = "不支持这种文件。可以读取的格式：{suffixes}。{remedy}"
TOO_MANY: Final = "已有 {count} 份文件在等待。请等读完一些再放入。"
FAILED: Final = "没有传上来。请看程序是否还在运行，再放入一次。"
NAMELESS: Final = "未命名的文件"

# on their way

JOBS: Final = "读入进度"
QUEUED: Final = "排队等待，前面还有 {before} 份"
NEXT: Final = "排队等待，马上开始"
STAGES: Final = {
    Stage.WAITING: "另有程序正在写资料库，等它结束",
    Stage.PAGES: "正在读页面",
    Stage.SCANS: "正在识别扫描页",
    Stage.TABLES: "正在查找表格、职责和数字",
    Stage.EMBEDDING: "正在做检索用的向量",
    Stage.PUBLISHING: "正在写入资料库",
}
STARTING: Final = "正在开始"
PAGE_OF: Final = "第 {done} 页，共 {total} 页"
SCANS_OF: Final = "{total} 页"
PIECE_OF: Final = "第 {done} 段，共 {total} 段"
LOADING: Final = "先载入向量模型，约十几秒"
DONE: Final = "已读入：{title}"
UNCHANGED: Final = "已在资料库里，没有变化：{title}"
TAKEN: Final = "资料库里已有同一单位、级别、年度和类型的报告。要用这份文件替换它，还是保留原来的？"
TAKEN_FOR_ONE: Final = (
    "您能看到的报告里已有同一单位、级别、年度和类型的一份。选“替换”时，您的提问改用这份文件；公开的那一份对别人不变。"
)
REPLACE: Final = "替换"
KEEP: Final = "保留原来的"
KEPT: Final = "保留了原来的报告，没有读入"
CANCEL: Final = "取消"
CANCELLED: Final = "已取消，没有读入"
CLEAR: Final = "清除已完成的"
OF_FILE: Final = "{action}：{name}"
JOB_GONE: Final = "这份文件已不在进度表里。请刷新本页。"

# the reports

REPORTS: Final = "报告"
EMPTY: Final = "资料库里还没有报告"
EMPTY_HELP: Final = (
    "把单位决算（或预算）公开报告拖到左边（手机上在上面）的框里，或点击选择。",
    "读完以后就可以到“问答”里提问；每份报告找到了哪些表、数字和职责，这里都能看到。",
)
SEARCH: Final = "按单位、年度等查找，例如：教育局 2023"
COUNT: Final = "共 {count} 份"
COUNT_OF: Final = "共 {count} 份，符合的 {found} 份"
NONE_MATCH: Final = "没有符合的报告。请换几个字。"
PAGES: Final = "第 {page} / {pages} 页"
BEFORE: Final = "上一页"
AFTER: Final = "下一页"
TICK: Final = "选择：{title}"
FACTS: Final = "数字 {facts}"
DUTIES: Final = "职责 {duties}"
PAGES_OF: Final = "{pages} 页"
PRIVATE: Final = "仅自己可见"
ASK: Final = "提问"
LOOK: Final = "详情"
PUBLISH: Final = "公开给所有人"
WITHDRAW: Final = "撤回公开"
REMOVE: Final = "删除"
SURE_REMOVE: Final = (
    "删除“{title}”？它的 {pages} 页原文、{facts} 个数字、{duties} 条职责和检索用的片段都会从资料库删去，不能恢复；"
    "要再用，须重新放入文件。对它的职责核对更正会保留。"
)
SURE_PUBLISH: Final = "把“{title}”公开给所有人？公开后每个登录的人都能看到它、就它提问。以后可以撤回。"
SURE_WITHDRAW: Final = "撤回“{title}”的公开？撤回后又只有您自己能看到它、就它提问。"
YES: Final = {"remove": "删除", "publish": "公开", "withdraw": "撤回"}
NO: Final = "不，保持原样"
NOT_YOURS: Final = "只有放入这份报告的人可以这样做；用命令读入的报告由管理员用命令管理。"
REPORT_GONE: Final = "这份报告已不在资料库里，或者已经更新。请刷新列表。"
UNEXPECTED: Final = "程序出错了，没有做成。请再试一次；如果还不行，请把运行窗口里的记录发给维护人员。"
UNREACHABLE: Final = "没有连上程序。请看它是否还在运行，再试一次。"

# one report

FILE: Final = "文件"
SIZE: Final = "{megabytes:.1f} MB"
READ_AT: Final = "读入时间"
BY: Final = "放入的人"
OF: Final = "单位"
LEVEL: Final = "级别"
YEAR: Final = "年度"
KIND: Final = "类型"
FOUND: Final = "找到的内容"
FOUND_COUNTS: Final = "{pages} 页 · 数字 {facts} · 职责 {duties} · 名词 {terms}"
FORMS: Final = "规定的表"
MISSING: Final = "没有找到：{titles}"
PROJECTS: Final = "有自评的项目"
NONE: Final = "没有"
CHECKS: Final = "勾稽关系"
CHECK: Final = "{name}：{left} 与 {right}"
NOTES: Final = "读入时的说明"

# the choice

CHOSEN: Final = "已选 {count} 份"
ASK_CHOSEN: Final = "只问所选的报告"
UNTICK: Final = "取消选择"
