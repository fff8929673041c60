"""What can be asked next: always answered, about the same thing, never what was asked."""

from __future__ import annotations

import pytest

from qa.answer import Kind
from qa.assistant import Assistant
from qa.suggest import MOST, suggested


def after(assistant: Assistant, *questions: str) -> tuple[str, ...]:
    """The suggestions after a conversation; each is checked to be answered."""
    history = []
    for question in questions:
        history.append(assistant.ask(question, tuple(history)))
    found = suggested(assistant, history, seconds=60)
    for question in found:
        answer = assistant.ask(question, history)
        assert answer.kind not in (Kind.REFUSAL, Kind.CLARIFICATION)
        assert answer.citations
    assert len(set(found)) == len(found) <= MOST
    assert not set(found) & set(questions)
    return found


@pytest.mark.parametrize(
    ("question", "next_"),
    [
        ("行政运行支出是多少？", "行政运行的年初预算是多少？"),
        ("行政运行支出是多少？", "为什么行政运行低于预算？"),
        ("三公经费花了多少？", "三公经费里哪一项最多？"),
        ("什么是机关运行经费？", "机关运行经费是多少？"),
        ("机关运行经费是多少？", "什么是机关运行经费？"),
        ("自评得分最高的项目是哪个？", "第二名呢？"),
        ("2019年的收入是多少？", "2024年的收入是多少？"),
        ("三公经费的年初预算是多少？", "三公经费的全年预算数是多少？"),
    ],
)
def test_what_is_near_is_suggested(assistant: Assistant, question: str, next_: str) -> None:
    assert next_ in after(assistant, question)


def test_after_a_duty_come_other_duties(assistant: Assistant) -> None:
    found = after(assistant, "谁负责区政府值班？")
    assert len(found) == MOST
    assert all(question.startswith("谁负责") for question in found)


def test_what_was_asked_before_is_not_suggested_again(assistant: Assistant) -> None:
    assert "行政运行花了多少？" not in after(assistant, "行政运行花了多少？", "行政运行的年初预算是多少？")


def test_suggesting_needs_no_model(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    history = [assistant.ask("今天天气怎么样？")]
    monkeypatch.setattr(assistant, "embedder", None)
    assert suggested(assistant, history) == ()
    assert assistant.exact().ask("单位今后怎样改进短信平台的管理？").kind is Kind.REFUSAL
