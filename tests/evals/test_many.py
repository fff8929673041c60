"""The run over many reports: what its scores count, and that it comes to an end over a small library."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from evals.__main__ import OK, main
from evals.many_scores import scores
from evals.questions import LIBRARY_FILE, Expectation, Question, QuestionKind
from evals.report import many_verdict
from evals.run import Result, Run, ask_all
from evals.score import Fault, score
from evals.thresholds import load_thresholds
from qa.answer import Answer, Kind, RefusalKind, Understood
from tests.evals.build import SOURCE, figure, lookup, refusal, row_citation, traced

ONE, OTHER = "甲局（部门）2021年度决算", "乙局（部门）2021年度决算"
VALUE: Final = Decimal("8765.43")


def faults(answer: Answer, **expect: Any) -> list[Fault]:
    return [miss.fault for miss in score(answer, Expectation(**expect), [SOURCE])]


def from_reports(*reports: str, kind: Kind = Kind.COMPARISON) -> Answer:
    """An answer with the same figure out of each report."""
    return lookup(
        kind=kind,
        understood=Understood(reports=reports),
        figures=tuple(figure(citations=(at,)) for at in range(len(reports))),
        citations=tuple(row_citation(id=at + 1, report=report) for at, report in enumerate(reports)),
    )


def clarification(*options: str) -> Answer:
    return Answer(question="甲项？", kind=Kind.CLARIFICATION, text="请选择：", options=options)


# single answers


def one_report(understood: str, cited: str) -> Answer:
    return lookup(understood=Understood(report=understood), citations=(row_citation(report=cited),))


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (one_report(ONE, ONE), []),
        (one_report(OTHER, OTHER), [Fault.REPORT, Fault.OTHER_REPORT]),
        (one_report(ONE, OTHER), [Fault.OTHER_REPORT]),
        (refusal(RefusalKind.NOT_FOUND), [Fault.REPORT]),
    ],
)
def test_the_report_is_the_one_understood_and_the_only_one_cited(answer: Answer, found: list[Fault]) -> None:
    assert faults(answer, report=ONE) == found


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (from_reports(ONE, OTHER), []),
        (from_reports(OTHER, ONE), [Fault.OTHER_REPORT, Fault.REPORT]),
        (from_reports(ONE), [Fault.REPORT, Fault.VALUE]),
        (from_reports(ONE, OTHER, "丙局"), [Fault.OTHER_REPORT]),
        (from_reports(ONE, OTHER, "丙局", kind=Kind.RANKING), []),
        (from_reports(ONE, OTHER, ONE, kind=Kind.RANKING), [Fault.OTHER_REPORT]),
    ],
)
def test_figures_come_from_the_reports_in_order(answer: Answer, found: list[Fault]) -> None:
    assert faults(answer, reports=[ONE, OTHER], values=[VALUE, VALUE], unit="万元") == found


def test_operands_may_come_from_their_reports_in_any_order() -> None:
    assert faults(from_reports(OTHER, ONE), reports=[ONE, OTHER]) == []


def test_who_has_none_must_be_named() -> None:
    answer = lookup(notes=("丙局没有列出这一数字",))
    assert faults(answer, missing=["丙局"]) == []
    assert faults(answer, missing=["丁局"]) == [Fault.MISSING]


def test_options_are_held_to_what_must_be_offered() -> None:
    expect: dict[str, Any] = {"kind": ["clarification"], "options": ["甲局", "乙局"]}
    assert faults(clarification(ONE, OTHER), **expect) == []
    assert faults(clarification(ONE), **expect) == [Fault.OPTIONS]
    assert Fault.KIND in faults(one_report(ONE, ONE), **expect)


def test_what_may_be_asked_back_is_right_both_ways() -> None:
    expect: dict[str, Any] = {
        "kind": ["lookup", "clarification"], "value": VALUE, "unit": "万元", "report": ONE, "options": ["甲局"]
    }  # fmt: skip
    assert faults(clarification(ONE), **expect) == []
    assert faults(one_report(ONE, ONE), **expect) == []
    assert faults(one_report(OTHER, OTHER), **expect) == [Fault.REPORT, Fault.OTHER_REPORT]


def question(q: str | tuple[str, ...], **expect: Any) -> Question:
    return Question(id="q", kind=QuestionKind.NUMBER, q=q, expect=Expectation(**expect))


def test_an_option_is_picked_by_its_place() -> None:
    heard: list[str] = []

    def ask(text: str, history: Sequence[Answer]) -> Answer:
        heard.append(text)
        return clarification("甲局", "乙局", "丙局")

    [*ask_all([question(("甲项？", "第{丙局}个", "第{丁局}个"), contains=["请选择"])], traced(ask), [SOURCE])]
    assert heard == ["甲项？", "第三个", "第{丁局}个"]


# the scores


def run(*pairs: tuple[Answer, dict[str, Any]]) -> Run:
    asked = [(answer, question("甲项？", **expect)) for answer, expect in pairs]
    return Run(tuple(Result(q, a, score(a, q.expect, [SOURCE]), 1.0) for a, q in asked), ())


RIGHT: Final = (one_report(ONE, ONE), {"report": ONE, "value": VALUE, "unit": "万元"})
WRONG: Final = (one_report(OTHER, OTHER), {"report": ONE, "value": VALUE, "unit": "万元"})


def test_a_figure_of_another_report_fails_the_run() -> None:
    found = scores(run(RIGHT, WRONG))
    assert (found.right_report.passed, found.right_report.total) == (1, 2)
    assert len(found.other_reports) == 1
    assert many_verdict(run(RIGHT), load_thresholds()) == ()
    assert "1 个回答给出了别的报告的数字" in many_verdict(run(RIGHT, WRONG), load_thresholds())


def test_a_figure_where_none_should_be_given_is_of_another_report() -> None:
    answered = (one_report(ONE, ONE), {"refusal": ["not_in_corpus"]})
    found = scores(run(answered, (one_report(ONE, ONE), {"kind": ["clarification"], "options": ["甲局"]})))
    assert len(found.other_reports) == 2
    assert (found.refusals.passed, found.asked_back.passed) == (0, 0)


def test_refusals_and_questions_back_are_counted_apart() -> None:
    refused = (refusal(RefusalKind.NOT_IN_CORPUS), {"kind": ["refusal"], "refusal": ["not_in_corpus"]})
    found = scores(run(refused, (clarification(ONE), {"kind": ["clarification"], "options": ["甲局"]})))
    assert (found.refusals.passed, found.refusals.total) == (1, 1)
    assert (found.asked_back.passed, found.asked_back.total) == (1, 1)
    assert found.figures.total == 0


# a small library

SMALL: Final = 12
"""The first reports: the education bureaus of two districts, departments and own levels, three years each."""

IN_FULL: Final = (
    "请问济南市莱芜区教育局（本级）2023年度公务接待费决算数是多少",
    "济南市莱城区教育局（部门）2022年度三公经费决算数多少",
    "莱芜区教育局本级2024年住房公积金多少？",
    "莱城区教育局本级2024年住房公积金多少？",
    "莱芜区教育局2024年部门决算里住房公积金多少？",
)


def test_a_small_library_is_made_read_and_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = LIBRARY_FILE.read_text(encoding="utf-8").splitlines()
    chosen = [line for line in lines if json.loads(line)["q"] in IN_FULL]
    file = tmp_path / "small.jsonl"
    file.write_text("\n".join(chosen), encoding="utf-8")
    status = main(["many", "--reports", str(SMALL), "--questions", str(file), "--out", str(tmp_path / "out")])
    printed = capsys.readouterr().out
    assert status == OK, printed
    data = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert data["right_report"] == data["figures"]
    assert (data["figures"]["passed"], data["figures"]["total"]) == (5, 5)
    assert "莱城区教育局" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert data["other_reports"] == []
    assert f"读入 {SMALL + 1} 份报告（hash）" in printed
