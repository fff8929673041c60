from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

import pytest

from evals.dimensions import Dimension
from evals.gold import Found
from evals.questions import Question, QuestionKind, QuestionSet, RetrievalQuestion
from evals.report import percent, summary, to_json, verdict
from evals.retrieval import Mode, Ranks
from evals.run import Ask, Run, Share, ask_all, measure_retrieval
from evals.score import Fault
from evals.thresholds import RetrievalThresholds, Thresholds, load_thresholds
from ingest.errors import VectorsMissing
from qa.answer import Answer, RefusalKind
from tests.evals.build import (
    MADE,
    SOURCE,
    TRACE,
    duty,
    expect_duty,
    expect_lookup,
    lookup,
    refusal,
    row_citation,
    traced,
)

THRESHOLDS = Thresholds(
    all=Decimal("0.5"),
    kinds={QuestionKind.NUMBER: Decimal(1)},
    retrieval=RetrievalThresholds(recall_at_5=Decimal("0.5"), gain_over_words=Decimal(0)),
)
NUMBER = Question(id="n-1", kind=QuestionKind.NUMBER, q="甲项支出是多少？", expect=expect_lookup(), tags=("must",))
DUTY = Question(id="d-1", kind=QuestionKind.DUTY, q="谁接听值班电话？", expect=expect_duty())
TURNS = Question(id="c-1", kind=QuestionKind.CONVERSATION, q=("谁？", "甲项呢？"), expect=expect_lookup())
RETRIEVAL = RetrievalQuestion(id="r-1", q="谁？", quote="负责", printed_page=(8,))
FUSED_BETTER = (
    Ranks(Mode.WORDS, (None, 9)),
    Ranks(Mode.VECTORS, (1, None)),
    Ranks(Mode.HYBRID, (1, 6)),
)


def right(question: str, history: Sequence[Answer]) -> Answer:
    return lookup() if "甲" in question else duty()


def off_topic(question: str, history: Sequence[Answer]) -> Answer:
    return refusal(RefusalKind.OFF_TOPIC)


def run(ask: Ask = right, retrieval: tuple[Ranks, ...] = (), *questions: Question) -> Run:
    return Run(tuple(ask_all(questions or (NUMBER, DUTY, TURNS), traced(ask), [SOURCE])), retrieval)


def test_right_answers_pass() -> None:
    done = run()
    assert done.failures == ()
    assert done.share == Share(3, 3)
    assert verdict(done, THRESHOLDS) == ()


def test_turns_are_asked_in_order_with_the_answers_before() -> None:
    heard: list[tuple[str, int]] = []

    def ask(question: str, history: Sequence[Answer]) -> Answer:
        heard.append((question, len(history)))
        return right(question, history)

    run(ask, (), TURNS)
    assert heard == [("谁？", 0), ("甲项呢？", 1)]


def test_a_question_that_brings_the_program_down_is_one_failure() -> None:
    def ask(question: str, history: Sequence[Answer]) -> Answer:
        if "值班" in question:
            raise ZeroDivisionError("boom")
        return right(question, history)

    done = run(ask)
    assert [result.question.id for result in done.failures] == ["d-1"]
    assert [miss.fault for miss in done.failures[0].misses] == [Fault.ERROR]
    assert "ZeroDivisionError: boom" in summary(done, THRESHOLDS)


def test_the_summary_begins_with_the_failures_and_says_what_was_expected() -> None:
    text = summary(run(off_topic, (), NUMBER, DUTY), THRESHOLDS)
    lines = text.splitlines()
    assert lines[0] == "没有通过的题（2）"
    assert lines[2] == "✗ n-1（金额）甲项支出是多少？"
    assert "    数值：应为 8765.43 万元；得到 （没有数字）" in lines
    assert "    回答：这与报告无关。" in lines
    assert lines[-1].startswith("未通过：金额 0.0% 低于 100.0%")


def test_a_kind_has_its_own_threshold_and_the_others_that_of_all() -> None:
    def ask(question: str, history: Sequence[Answer]) -> Answer:
        return duty()

    reasons = verdict(run(ask, (), NUMBER, DUTY), THRESHOLDS)
    assert reasons == ("金额 0.0% 低于 100.0%",)


def test_a_dimension_has_its_own_threshold() -> None:
    def ask(question: str, history: Sequence[Answer]) -> Answer:
        return lookup(citations=(row_citation(printed_page=8),)) if "甲" in question else duty()

    lenient = THRESHOLDS.model_copy(update={"all": Decimal(0), "kinds": {}, "dimensions": {Dimension.PAGE: Decimal(1)}})
    assert verdict(run(ask, (), NUMBER, DUTY), lenient) == ("页码 50.0% 低于 100.0%", "1 个回答没有依据")


def test_an_ungrounded_answer_fails_the_run_whatever_the_shares_are() -> None:
    def ask(question: str, history: Sequence[Answer]) -> Answer:
        return lookup(text="8,765.43 万元，另有 1.23 万元。") if "甲" in question else duty()

    lenient = THRESHOLDS.model_copy(update={"all": Decimal(0), "kinds": {}})
    assert verdict(run(ask), lenient) == ("2 个回答没有依据",)


def test_the_fused_list_has_to_be_good_and_better_than_bm25() -> None:
    assert verdict(run(right, FUSED_BETTER), THRESHOLDS) == ()
    as_bm25 = (Ranks(Mode.WORDS, (1, 6)), *FUSED_BETTER[1:])
    assert len(verdict(run(right, as_bm25), THRESHOLDS)) == 1
    bad = (*FUSED_BETTER[:2], Ranks(Mode.HYBRID, (6, 6)))
    assert len(verdict(run(right, bad), THRESHOLDS)) == 2


def test_a_list_that_cannot_be_had_is_not_measured_and_fails() -> None:
    def search(question: str, mode: Mode, limit: int) -> Sequence[Found]:
        if mode is not Mode.WORDS:
            raise VectorsMissing("请运行 rebuild")
        return [Found("负责")]

    retrieval = measure_retrieval(QuestionSet((), (RETRIEVAL,)), search)
    done = run(right, retrieval)
    assert [ranks.ranks for ranks in retrieval] == [(1,), None, None]
    assert "未测：请运行 rebuild" in summary(done, THRESHOLDS)
    assert any("未测" in reason for reason in verdict(done, THRESHOLDS))
    assert to_json(done, THRESHOLDS, MADE)["retrieval"]["hybrid"]["recall_at_5"] is None  # type: ignore[index]


def test_without_retrieval_questions_retrieval_is_not_judged() -> None:
    def search(question: str, mode: Mode, limit: int) -> Sequence[Found]:
        raise AssertionError("nothing to search for")

    assert measure_retrieval(QuestionSet((), ()), search) == ()
    assert verdict(run(), THRESHOLDS) == ()


def test_nothing_asked_is_not_measured() -> None:
    empty = Run((), FUSED_BETTER)
    data = to_json(empty, THRESHOLDS, MADE)
    assert data["all"] == {"passed": 0, "total": 0, "share": None, "interval": None}
    assert data["milliseconds"] == {"p50": None, "p95": None, "p100": None}
    assert verdict(empty, THRESHOLDS) == ()


def test_the_json_holds_scores_tags_and_whole_answers() -> None:
    data = json.loads(json.dumps(to_json(run(), THRESHOLDS, MADE)))
    assert data["passed"] is True
    one_of_one = {"passed": 1, "total": 1, "share": 1.0, "interval": [pytest.approx(0.2065, abs=1e-4), 1.0]}
    assert data["kinds"]["number"] == data["tags"]["must"] == one_of_one
    assert Answer.from_json(data["results"][0]["answer"]) == lookup()
    assert data["results"][0]["trace"] == list(TRACE)
    assert data["results"][0]["route"] == "查找"
    assert data["results"][2]["earlier"] == [duty().text]


@pytest.mark.parametrize(("share", "text"), [("0.9996", "99.9%"), ("1", "100.0%"), ("0", "0.0%"), (None, "未测")])
def test_a_share_is_never_rounded_up(share: str | None, text: str) -> None:
    assert percent(None if share is None else Decimal(share)) == text


def test_the_project_has_thresholds() -> None:
    thresholds = load_thresholds()
    assert thresholds.kinds[QuestionKind.REFUSAL] == 1
    assert thresholds.kinds[QuestionKind.NUMBER] > thresholds.all
    assert thresholds.all > 0
