"""Every Chinese text of the tab 表格."""

from __future__ import annotations

from typing import Final

from ingest.report import Outcome

TAB: Final = "表格"

# choosing

REPORT: Final = "报告"
CHOOSE: Final = "请选择报告"
SEARCH_REPORT: Final = "查找报告，例如：教育局 2023"
FOUND: Final = "符合的 {count} 份"
TABLE: Final = "表"
FORMS: Final = "规定的公开表"
OTHERS: Final = "其他表"
EVALUATIONS: Final = "绩效自评"
AMOUNTS: Final = "{title}：{project}（资金）"
INDICATORS: Final = "{title}：{project}（指标）"
KEY_EVALUATION: Final = "重点绩效评价报告里的数"
WITH_UNIT: Final = "{heading}（{unit}）"
NAMELESS: Final = "（没有标题的表）"

# what is shown

PAGES: Final = "、"
NO_TABLES: Final = "这份报告里没有读出表。可以在“问答”里就它的文字提问。"
WELCOME: Final = "请先在上面选择一份报告。"
TABLE_GONE: Final = "这张表已不在资料库里，或者报告已经更新。请重新选择报告。"
UNEXPECTED: Final = "程序出错了，表没有显示出来。请再选一次；如果还不行，请把运行窗口里的记录发给维护人员。"
CONVERTED: Final = "换算自{unit}：下面的数由报告印的{unit}换算而来，没有舍入。"
AS_PRINTED: Final = "看印出的数（{unit}）"
SORTED: Final = "按“{column}”{way}排列的副本：各级科目平排，合计也在其中，空白的在最后。"
WAYS: Final = {True: "从大到小", False: "从小到大"}
ORIGINAL: Final = "恢复原来的次序"
SORT_BY: Final = "按“{column}”排序"
ARROWS: Final = {True: "▼", False: "▲"}
ASSEMBLED: Final = "自评表的格式不一，这里把读出的数按行、列排在一起，没有印出的格空着。"
NO_MATCH: Final = "没有符合的行。请换一个查找词，或取消筛选。"
NO_ROWS: Final = "这张表没有数据行。"

# tools

SEARCH: Final = "在表里查找"
FILTERS: Final = "筛选"
NONZERO: Final = "只看非零"
LEVELS: Final = {1: "类", 2: "款", 3: "项"}
LEVEL: Final = "只看{level}"
UNITS: Final = "单位"
COPY: Final = "复制"
COPIED: Final = "已复制"
NOT_COPIED: Final = "未能复制"
DOWNLOAD: Final = "下载 XLSX"
FAILED: Final = "没有下载成功。请看程序是否还在运行，再试一次。"

# identities

CHECKS: Final = "勾稽关系"
CHECKS_IN: Final = "勾稽关系（{unit}）"
CHECK: Final = "{outcome}：{name}（{left} 与 {right}）"
OUTCOMES: Final = {Outcome.HOLDS: "平衡", Outcome.ROUNDING: "差在四舍五入之内", Outcome.FAILS: "不平"}

# the spreadsheet

FILE_NAME: Final = "{organization}{year}-{table}.xlsx"
SHEET_UNIT: Final = "单位：{unit}"
SHEET_CONVERTED: Final = "单位：{unit}（换算自{printed}）"
