"""What is said of a run with a language model."""

from __future__ import annotations

from typing import Final

BY_KIND: Final = "不用与用语言模型：按题的种类"
BY_DIMENSION: Final = "不用与用语言模型：按方面"
SCORE_HEADS: Final = ("", "题数", "不用", "用")

WAYS: Final = "语言模型做了什么"
WAY_HEADS: Final = ("", "回答", "与不用时不同")
WAY_NAMES: Final = {
    "written": "选写了段落",
    "offered": "拒答，列出了它提议的问法",
    "too_little": "照旧：写的在原文中依据不足",
    "nothing": "照旧：模型说原文回答不了",
    "no_proposal": "照旧：没有能用的改写",
    "trouble": "照旧：没有用上",
    "earlier": "对话前面的回答变了",
}
USED: Final = "用到它的"
TROUBLE: Final = "其中{trouble}"
DIFFER_NOTE: Final = "“不同”只看每题最后一答的文字。"

SENTENCES: Final = "语言模型写的句子"
SENTENCE_HEADS: Final = ("", "句", "占比")
SENTENCE_NAMES: Final = {
    "written": "一字不差",
    "quoted": "换成原文",
    "dropped": "没有依据，略去",
    "repeated": "与前面的重复",
}

TOKENS: Final = "语言模型用的词元"
TOKEN_HEADS: Final = ("", "合计", "每答中位", "报告了的回答")
INPUT: Final = "输入"
OUTPUT: Final = "输出"

LATENCY: Final = "不用与用语言模型：用时（毫秒）"
LATENCY_HEADS: Final = ("", "题数", "不用：中位", "不用：90% 分位", "用：中位", "用：90% 分位")
LATENCY_NOTE: Final = "只计最后一问；每题先不用、后用，各问一遍，后一遍用得上前一遍已经读入内存的东西。"
