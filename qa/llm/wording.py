"""How the words of a sentence may differ from those of the report: tables to extend.

A word belongs here only if no sentence of a report can become false by it.
"""

from __future__ import annotations

from typing import Final

LEADS: Final = {
    "根据报告": "",
    "据报告": "",
    "报告显示": "",
    "报告说明": "",
    "报告提到": "",
    "报告指出": "",
    "按照报告": "",
    "具体来说": "",
    "具体而言": "",
    "此外": "此外，",
    "同时": "同时，",
    "另外": "另外，",
}
"""What a sentence may begin with before the words of the report, and what is shown of that."""

INSERTED: Final = ("的", "了", "为", "是", "则", "也", "还")
"""Words that may stand in a sentence where the report has none."""

DROPPED: Final = ("认真", "切实", "积极", "进一步", "大力", "深入", "扎实", "不断", "持续", "的", "了")
"""Words of the report that a sentence may leave out: how well something is done, not what."""

EQUAL: Final = (
    ("主要原因是", "主要原因为", "主要原因系", "主要是因为", "主要是由于", "主要系", "主要因为", "主要由于"),
    ("原因是", "原因为", "是因为", "是由于"),
    ("因为", "由于"),
    ("以及", "及", "和", "与"),
)
"""Words of which one may stand for another. Shown are those of the report."""

TAKEN_BACK: Final = ("但", "除", "不含", "不包括", "不包含", "其中不", "并未", "尚未", "未")
"""What a clause begins with that takes something of the one before it back: it may not be left off."""

DEPENDENT: Final = (
    "其中",
    "其",
    "该",
    "此",
    "这",
    "上述",
    "以上",
    "主要",
    "原因",
    "一方面",
    "另一方面",
    "同时",
    "因此",
    "因而",
    "为此",
    "由此",
    "所以",
    "但",
)
"""What a sentence begins with that is only understood after the one before it."""

NO_NUMBERS: Final = ("一般", "统一", "一致", "进一步", "一体", "一律", "一定", "一直", "唯一", "专一", "万一", "百姓")
"""Words with the sign of a number that count nothing."""

ADDRESSED: Final = (
    "忽略以上",
    "忽略上述",
    "忽略之前",
    "忽略前面",
    "无视以上",
    "无视上述",
    "以上指令",
    "系统提示词",
    "你是一个",
    "作为ai",
    "ignore previous",
    "ignore all",
    "ignore the above",
    "system:",
    "assistant:",
    "<|",
    "[inst]",
)
"""What a sentence says that is meant for a language model and not for readers of accounts: it is not given."""
