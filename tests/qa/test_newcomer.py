"""Questions of a newcomer that were answered wrongly: about bodies whose names hold a matter, and about points."""

from __future__ import annotations

import pytest

from qa.answer import Kind
from qa.assistant import Assistant

INDUSTRY = "推动电子信息产品制造业、软件业和信息服务业发展"
SHORT_OF_FUNDS = "受财政资金紧张影响，部分支付计划未下达"


@pytest.mark.parametrize("question", ["区工业和信息化局负责什么", "区工业和信息化局的职责有哪些", "工信局管什么"])
def test_a_body_is_known_by_its_name_whatever_the_name_speaks_of(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.kind is Kind.DUTY
    assert [citation.clause for citation in answer.citations] == ["（四十二）3"]
    assert INDUSTRY in answer.text


@pytest.mark.parametrize("question", ["招商引资项目为什么扣分", "为什么招商引资得分这么低"])
def test_points_are_lost_by_projects(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert SHORT_OF_FUNDS in answer.text
    assert "据实列支" not in answer.text


def test_nothing_is_no_reason(assistant: Assistant) -> None:
    assert "“无”" not in assistant.ask("数字山东发展资金为什么年初没有预算").text


def test_which_reports_there_are_is_told_of_one_as_of_many(assistant: Assistant) -> None:
    answer = assistant.ask("资料库里有哪些报告？")
    assert answer.kind is Kind.LIST
    assert "本级决算2024年度" in answer.text
    assert assistant.ask("政务公开项目出具了哪些报告").kind is not Kind.LIST


def test_after_a_refusal_it_is_not_the_name_that_is_lacking(assistant: Assistant) -> None:
    refused = assistant.ask("单位有多少名在编人员？")
    answer = assistant.ask("那邮电费呢？", [refused])
    assert answer.kind is Kind.REFUSAL
    assert "请写完整" in answer.text
    assert "6.85" in assistant.ask("邮电费是多少？", [refused]).text


def test_what_is_asked_in_words_of_its_own_does_not_lean_on_what_was_refused(assistant: Assistant) -> None:
    refused = assistant.ask("机关运行经费为什么比上年减少？")
    assert refused.kind is Kind.REFUSAL
    answer = assistant.ask("单位有多少名在编人员？", [refused])
    assert answer.kind is Kind.REFUSAL
    assert "请写出名称" not in answer.text
