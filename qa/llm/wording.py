"""Words that decide what a language model is given, and what of the report is shown: tables to extend."""

from __future__ import annotations

from typing import Final

GOES_ON: Final = ("但", "不过", "然而", "其中", "除", "上述", "以上", "另一方面")
"""What a sentence begins with that goes on with the one before it, or takes something of it back: it may not be left
off."""

NO_NUMBERS: Final = ("一般", "统一", "一致", "进一步", "一体", "一律", "一定", "一直", "唯一", "专一", "万一", "百姓")
"""Words with the sign of a number that count nothing."""

ADDRESSED: Final = (
    "忽略以上", "忽略上述", "忽略之前", "忽略前面", "无视以上", "无视上述", "以上指令", "系统提示词", "你是一个",
    "作为ai", "ignore previous", "ignore all", "ignore the above", "system:", "assistant:", "<|", "[inst]",
)  # fmt: skip
"""What is said to a language model and not to readers of accounts: an item that holds it is not given."""
