"""What is said of the language model: beside an answer, and in the trace."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Trouble(StrEnum):
    """Why nothing came of a request, as the note says it."""

    MISSING = "没有安装连接它的组件，请运行 make llm"
    NO_ADDRESS = "没有设置它的地址 JUESUAN_LLM_BASE_URL"
    TIMEOUT = "超过了时限"
    CONNECTION = "连接不上"
    KEY = "密钥不被接受"
    NO_MODEL = "没有这个模型，或地址不对"
    BUSY = "服务繁忙"
    CROWDED = "同时使用的人太多"
    SERVER = "服务出错"
    BROKEN = "返回的内容读不懂"
    REJECTED = "服务不接受这样的请求"


REMEDIES: Final = {
    Trouble.MISSING: "",
    Trouble.NO_ADDRESS: "请写服务的地址，到 /v1 为止，例如 http://127.0.0.1:8000/v1",
    Trouble.TIMEOUT: "现在是 {seconds:g} 秒；请看服务是否正常，或用 JUESUAN_LLM_SECONDS 放宽",
    Trouble.CONNECTION: "请检查 JUESUAN_LLM_BASE_URL（现在是 {url}），和服务是否开着",
    Trouble.KEY: "请检查 JUESUAN_LLM_API_KEY",
    Trouble.NO_MODEL: "请检查 JUESUAN_LLM_MODEL（现在是 {model}）和 JUESUAN_LLM_BASE_URL（{url}，应到 /v1 为止）",
    Trouble.BUSY: "请过一会儿再试，或查看服务的用量限制",
    Trouble.CROWDED: "请过一会儿再试",
    Trouble.SERVER: "请查看服务的日志",
    Trouble.BROKEN: "{url} 可能不是与 OpenAI 兼容的服务，请检查 JUESUAN_LLM_BASE_URL，应到 /v1 为止",
    Trouble.REJECTED: "请检查模型能不能对话、能不能写 JUESUAN_LLM_TOKENS（现在是 {tokens}）那么多词元",
}
"""What whoever sets the model up can do about it. `url` is the address without a name or password in it."""


class Purpose(StrEnum):
    """What the model is asked for, as the trace says it."""

    UNDERSTANDING = "理解"
    WRITING = "撰写"


class Fate(StrEnum):
    """What becomes of a sentence that it writes, as the trace says it."""

    WRITTEN = "一字不差"
    QUOTED = "换成原文"
    DROPPED = "略去"
    REPEATED = "重复"


NOTE_TROUBLE: Final = "语言模型这次没有用上（{trouble}），以上是不经它的回答。"
NOTE_WRITTEN: Final = "以上各句由语言模型选定，都是报告的原文。"
NOTE_BROKE_OFF: Final = "语言模型没有写完（{trouble}）；以上各句由它选定，都是报告的原文。"
NOTE_DROPPED: Final = "它另有{count}句话在原文中找不到依据，没有采用。"
NOTE_UNUSED: Final = "语言模型写的内容在原文中找不到足够的依据，没有采用。"

ASK_MEANT: Final = "您问的是不是下面这样？"

STAGE: Final = "模型"
TRACE_USED: Final = "{purpose}：{tokens}，{seconds:.1f} 秒"
TOKENS: Final = "输入 {input} 词元，输出 {output} 词元"
NO_TOKENS: Final = "服务没有报告词元数"
TRACE_SENTENCE: Final = "{fate}：{sentence}"
TRACE_PROPOSED: Final = "提议：{proposal}"
TRACE_NO_PROPOSAL: Final = "没有可用的提议：{cause}"
NOT_ANSWERED: Final = "程序读不出同样的意思，或者查不到"
