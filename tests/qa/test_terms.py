"""Definitions: the entries of the glossary, by every name they have."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from evals.source import compact
from ingest.library import Library
from qa.answer import Kind, RefusalKind
from qa.assistant import Assistant
from tests.qa.asking import grounded, refuses, truth

WORDINGS: Final = (
    "什么是{name}？",
    "{name}是什么意思",
    "{name}指的是什么？",
    "{name}的含义",
    "名词解释：{name}",
    "请问{name}是啥意思啊",
)


@pytest.mark.parametrize("wording", WORDINGS)
def test_every_term_is_defined_by_its_full_name_and_by_its_last_part(wording: str, assistant: Assistant) -> None:
    rows = truth("terms.tsv")
    assert len(rows) == 26
    wrong = []
    for row in rows:
        for name in dict.fromkeys((row["name"], row["last_part"])):
            answer = grounded(assistant.ask(wording.format(name=name)))
            if answer.kind is not Kind.DEFINITION or compact(answer.citations[0].quote) != compact(row["text"]):
                wrong.append((name, answer.text[:80]))
    assert wrong == []


def test_every_term_is_defined_by_each_of_its_aliases(assistant: Assistant, library: Path) -> None:
    stored = Library.open(library)
    terms = stored.terms(stored.reports()[0].id)
    asked = [(alias, term, assistant.ask(f"什么是{alias}？")) for term in terms for alias in term.aliases]
    assert len(asked) >= 12
    assert [alias for alias, term, a in asked if not a.citations or a.citations[0].quote != term.excerpt.text] == []


MISSPELT: Final = [
    ("什么是三公经废？", "十四、"),
    ("机关运行经非是什么意思", "十五、"),
    ("什么是年末节转和结余", "十、"),
    ("什麼是項目支出？", "十二、"),
    ("什么是“住房公基金”", "二十六、"),
]


@pytest.mark.parametrize(("question", "number"), MISSPELT)
def test_a_misspelt_term_is_still_found(question: str, number: str, assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    assert answer.kind is Kind.DEFINITION
    assert answer.citations[0].quote.startswith(number)


UNKNOWN: Final = [
    "什么是区块链？",
    "预备费是什么意思？",
    "什么叫国库集中支付？",
    "解释一下零基预算",
    "什么是政府购买服务",
    "固定资产的定义",
    "什么是人均可支配收入",
]


@pytest.mark.parametrize("question", UNKNOWN)
def test_a_term_that_the_glossary_lacks_is_refused_by_name(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert refuses(answer, RefusalKind.NOT_FOUND)
    assert "名词解释里没有" in answer.text


def test_the_nearest_terms_are_offered(assistant: Assistant) -> None:
    answer = assistant.ask("什么是附属单位收入？")
    assert answer.refusal is not None
    assert any("附属单位上缴收入" in near for near in answer.refusal.nearest)


def test_a_term_that_a_project_is_called_after_means_the_term_in_every_run(assistant: Assistant) -> None:
    """Which of the two was meant hung on the order of a set, so on PYTHONHASHSEED."""
    assert assistant.ask("名词解释中招商引资（项）主要用于什么？").understood.item == "招商引资"
