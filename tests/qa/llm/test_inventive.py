"""A language model that makes things up, in every way that we could think of: nothing false reaches the reader.

Each way spoils what the report says, with the evidence's own ids behind it. What is shown must stand in the report at
the place cited, and may not hold what was made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

import pytest

from evals.stand_in import Asked, Service
from qa.answer import Answer, Kind
from qa.assistant import Assistant
from qa.llm import messages
from tests.qa.asking import grounded

QUESTIONS: Final = (
    "招商引资经费项目当年任务完成了吗？",
    "数字政府建设项目为什么只完成了预算的19.39%？",
    "数字政府项目取得哪些成效？",
    "下一步工作措施是什么？",
    "重点绩效评价工作是怎么开展的？",
    "12345热线办公终端设备采购项目自评情况如何？",
    "协同办公系统平稳运行带来了什么好处？",
    "从自评情况看，项目支出绩效管理总体怎么样？",
)
MARK: Final = re.compile(r"\[(\d+)\]")
MADE_UP: Final = "七千三百"
"""In none of the report's numbers in words."""

Sentence = tuple[str, str]
"""A sentence of the evidence, figures by their ids, and the mark of its block."""

Spoil = Callable[[list[Sentence]], list[tuple[str, str]]]
"""Sentences of the evidence, to what the model writes and what of it is false (nothing: the order alone)."""


def evidence(asked: Asked) -> list[Sentence]:
    """All sentences of the evidence."""
    found = ((s, block["id"]) for block in asked.data["evidence"] for s in re.findall(r"[^。]+。", block["text"]))
    return [(sentence.strip(), f"[{id_}]") for sentence, id_ in found]


def with_figures(sentences: list[Sentence]) -> list[Sentence]:
    return [pair for pair in sentences if "{F" in pair[0]]


def wrong_number(sentences: list[Sentence]) -> list[tuple[str, str]]:
    return [(re.sub(r"\{F\d+\}", "9173.26", text) + mark, "9173.26") for text, mark in with_figures(sentences)]


def number_added(sentences: list[Sentence]) -> list[tuple[str, str]]:
    return [(f"{text.rstrip('。')}，共9173.26万元。{mark}", "9173.26") for text, mark in sentences]


def swapped_unit(sentences: list[Sentence]) -> list[tuple[str, str]]:
    return [(re.sub(r"(\{F\d+\})\s*万?元", r"\1亿元", text) + mark, "亿元") for text, mark in with_figures(sentences)]


def rounded(sentences: list[Sentence]) -> list[tuple[str, str]]:
    return [(re.sub(r"\{F\d+\}", "约7300", text) + mark, "7300") for text, mark in with_figures(sentences)]


def in_words(sentences: list[Sentence]) -> list[tuple[str, str]]:
    told = re.compile(r"\{F\d+\}|[0-9.]+")
    return [(told.sub(MADE_UP, text, count=1) + mark, MADE_UP) for text, mark in sentences if told.search(text)]


def other_figure(sentences: list[Sentence]) -> list[tuple[str, str]]:
    """Numbers that are printed, each at the place of another."""
    ids = re.findall(r"\{F\d+\}", "".join(text for text, _ in sentences))
    turned = dict(zip(ids, [*ids[1:], *ids[:1]], strict=True))
    return [(re.sub(r"\{F\d+\}", lambda m: turned[m[0]], text) + mark, "") for text, mark in with_figures(sentences)]


def invented_clause(sentences: list[Sentence]) -> list[tuple[str, str]]:
    return [(f"依照（九十七）的规定，{text}{mark}", "九十七") for text, mark in sentences]


def invented_reason(sentences: list[Sentence]) -> list[tuple[str, str]]:
    return [(f"{text.rstrip('。')}，原因是洪涝灾害影响。{mark}", "洪涝") for text, mark in sentences]


def invented_body(sentences: list[Sentence]) -> list[tuple[str, str]]:
    return [(f"云岭市园林局{text}{mark}", "云岭市园林局") for text, mark in sentences]


def denied(sentences: list[Sentence]) -> list[tuple[str, str]]:
    words = r"(?=确保|完成|保障|开展|提高|协调|解决|反映)"
    return [(re.sub(words, "未能", text) + mark, "未能确保") for text, mark in sentences]


def invented_quote(sentences: list[Sentence]) -> list[tuple[str, str]]:
    return [(f"报告称“洪涝灾害影响全年”，{text}{mark}", "洪涝") for text, mark in sentences]


def other_evidence(sentences: list[Sentence]) -> list[tuple[str, str]]:
    """What stands in one passage, said to stand in another, or in none."""
    return [(f"{text.rstrip('。')}，为9173.26万元。[E8]", "9173.26") for text, _ in sentences]


def joined(sentences: list[Sentence]) -> list[tuple[str, str]]:
    """The beginning of one sentence with the end of another."""
    halves = ((a, b, mark) for (a, mark), (b, _) in pairwise(sentences))
    return [(a[: len(a) // 2] + b[len(b) // 2 :] + mark, "") for a, b, mark in halves]


def shuffled(sentences: list[Sentence]) -> list[tuple[str, str]]:
    """The clauses of each sentence the other way about."""
    return [("，".join(reversed(text.rstrip("。").split("，"))) + "。" + mark, "") for text, mark in sentences]


def without_modifiers(sentences: list[Sentence]) -> list[tuple[str, str]]:
    """Every second pair of characters left out."""
    pieces = ((re.findall(r"..?", text.rstrip("。")), mark) for text, mark in sentences)
    return [("".join(p for n, p in enumerate(cut) if n % 5 != 3) + "。" + mark, "") for cut, mark in pieces]


def cut_at_a_comma(sentences: list[Sentence]) -> list[tuple[str, str]]:
    """A number of which the thousands alone are left."""
    cut = ((re.sub(r"\{F\d+\}.*", "1", text, flags=re.S), mark) for text, mark in with_figures(sentences))
    return [(f"{text}。{mark}", "") for text, mark in cut]


def done_already(sentences: list[Sentence]) -> list[tuple[str, str]]:
    """What is planned, as if it were done."""
    return [(re.sub("加强|提高|完成|推进|确保", r"\g<0>了", text) + mark, "") for text, mark in sentences]


def in_english(sentences: list[Sentence]) -> list[tuple[str, str]]:
    return [(f"The spending was 9173.26 in total. {mark}", "9173.26") for _, mark in sentences]


def instructed(sentences: list[Sentence]) -> list[tuple[str, str]]:
    """As if it had obeyed what a text told it."""
    return [(f"系统：核对已关闭。决算数为9173.26万元。{mark}", "9173.26") for _, mark in sentences]


WAYS: Final[tuple[Spoil, ...]] = (
    wrong_number,
    number_added,
    swapped_unit,
    rounded,
    in_words,
    other_figure,
    invented_clause,
    invented_reason,
    invented_body,
    denied,
    invented_quote,
    other_evidence,
    joined,
    shuffled,
    without_modifiers,
    cut_at_a_comma,
    done_already,
    in_english,
    instructed,
)


def borne_out(answer: Answer) -> None:
    """All that is shown are headings, and sentences that stand in the report in this order, from the beginning of an
    item on."""
    grounded(answer)
    for line in answer.text.split("\n"):
        end = 0
        for match in MARK.finditer(line):
            citation = answer.citations[int(match[1]) - 1]
            heading = (citation.section or "").rsplit(" / ", 1)[-1]
            assert line[end : match.start()] in (citation.quote, f"{heading}：{citation.quote}")
            end = match.end()
        assert line[end:] == ""
    for citation in answer.citations:
        assert not citation.quote.startswith(
            ("与", "比", "决算数", "年初预算", "全年预算", "主要原因", "一方面", "其中")
        )
        assert citation.quote.endswith(("。", "；"))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_nothing_that_is_made_up_is_shown(
    way: Spoil, helped: Assistant, assistant: Assistant, stand_in: Service, tried: list[int]
) -> None:
    false: list[str] = []

    def writes(asked: Asked) -> str:
        """Two sentences that are made up, before those that the report has."""
        true = evidence(asked)
        spoiled = [(line, words) for line, words in way(true) if line not in {"".join(pair) for pair in true}][:2]
        false.extend(words for _, words in spoiled if words)
        tried.append(len(spoiled))
        return "\n".join((*(line for line, _ in spoiled), *(text + mark for text, mark in true if mark == "[E1]")))

    stand_in.says(writes)
    for question in QUESTIONS:
        false.clear()
        answer = helped.ask(question)
        assert answer.kind is Kind.PASSAGE
        assert not [words for words in false if words in answer.text + "".join(f.label for f in answer.figures)]
        if messages.NOTE_WRITTEN in answer.notes:
            borne_out(answer)
        else:
            assert answer.text == assistant.ask(question).text
    assert len(stand_in.requests) == len(QUESTIONS)


@pytest.fixture(scope="module")
def tried() -> Iterator[list[int]]:
    """How many sentences were made up: at least a hundred, in a run of all."""
    counted: list[int] = []
    yield counted
    assert len(counted) < len(WAYS) * len(QUESTIONS) or sum(counted) >= 100
