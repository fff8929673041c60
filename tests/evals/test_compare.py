"""Two runs side by side: what counts as won, lost, the same and another question, and what is significant."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.__main__ import BELOW, OK, UNUSABLE, main
from evals.compare import Change, Comparison, summary
from evals.outputs import write_run
from evals.questions import Question, QuestionKind
from evals.record import Record
from evals.report import to_json
from evals.run import Run, ask_all
from evals.statistics import mcnemar, wilson
from qa.answer import Answer, RefusalKind
from tests.evals.build import MADE, SOURCE, expect_lookup, lookup, refusal, traced
from tests.evals.test_run import THRESHOLDS


def question(name: str, **changes: object) -> Question:
    fields: dict[str, object] = {"id": name, "kind": QuestionKind.WORDING, "q": f"{name}的甲项支出？"}
    return Question.model_validate({**fields, "expect": expect_lookup(), **changes})


def data(passing: Sequence[str], failing: Sequence[str] = (), *others: Question) -> dict[str, object]:
    """A run in which some questions pass and others are refused."""

    def ask(text: str, history: Sequence[Answer]) -> Answer:
        return lookup() if text.partition("的")[0] in passing else refusal(RefusalKind.NOT_FOUND)

    asked = (*map(question, (*passing, *failing)), *others)
    return to_json(Run(tuple(ask_all(asked, traced(ask), [SOURCE])), ()), THRESHOLDS, MADE)


def record(passing: Sequence[str], failing: Sequence[str] = (), *others: Question) -> Record:
    return Record.model_validate(data(passing, failing, *others))


def test_each_question_is_won_lost_kept_or_failed_again() -> None:
    found = Comparison(record(["a", "b"], ["c", "d"]), record(["a", "c"], ["b", "d"]))
    assert [after.id for _, after in found.won] == ["c"]
    assert [after.id for _, after in found.lost] == ["b"]
    assert found.change == Change(won=1, lost=1, kept=1, failed=1)
    assert found.kinds == {QuestionKind.WORDING: found.change}


def test_a_question_that_only_one_run_has_or_that_was_changed_counts_in_neither() -> None:
    before = record(["a", "b"], [], question("same", q="甲？"), question("expects"))
    changed = (question("same", q="乙？"), question("expects", expect=expect_lookup(printed_page=[8])))
    after = record(["a"], ["c"], *changed)
    found = Comparison(before, after)
    assert found.change == Change(won=0, lost=0, kept=1, failed=0)
    assert [result.id for result in found.only_before] == ["b", "same", "expects"]
    assert [result.id for result in found.only_after] == ["c", "same", "expects"]


def test_another_text_is_told_apart_from_another_outcome() -> None:
    before, after = record(["a", "b"]), record(["a", "b"])
    answer = lookup(text="甲项：8,765.43 万元。")
    reworded = after.results[0].model_copy(update={"answer": answer})
    found = Comparison(before, after.model_copy(update={"results": (reworded, after.results[1])}))
    assert [(a.id, b.answer) for a, b in found.otherwise] == [("a", answer)]


@pytest.mark.parametrize(
    ("won", "lost", "p"),
    # Two-sided binomial, by hand: 2·(1/2)^6; 2·(1+6)/2^6; 1; 1; 2·(1+9+36)/2^9.
    [(0, 6, 0.03125), (1, 5, 0.21875), (1, 1, 1.0), (0, 0, 1.0), (7, 2, 0.1796875)],
)
def test_the_exact_test_of_mcnemar(won: int, lost: int, p: float) -> None:
    assert mcnemar(won, lost) == pytest.approx(p)


def test_the_interval_of_wilson() -> None:
    # Wilson (1927) for 81 of 263, as in Newcombe (1998), table I.
    assert wilson(81, 263) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))
    assert wilson(0, 0) is None


SIX = list("abcdef")


def test_six_lost_and_none_won_is_worse_and_five_are_not() -> None:
    assert Comparison(record(SIX), record([], SIX)).worse
    assert not Comparison(record(SIX), record(["f"], SIX[:5])).worse
    assert not Comparison(record([], SIX), record(SIX)).worse


def test_the_summary_begins_with_what_was_lost() -> None:
    lines = summary(Comparison(record(["a"], ["b"]), record(["b"], ["a"]))).splitlines()
    assert lines[0] == "变差的题（1）"
    assert "    这一次：这与报告无关。" in lines
    assert "    数值：应为 8765.43 万元；得到 （没有数字）" in lines
    assert "差别可能出于偶然（McNemar 精确检验 p = 1）。" in lines


def test_the_command_fails_where_the_later_run_is_worse_or_below_its_gate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many = [f"n{number}" for number in range(20)]
    runs = {"good": data(many), "worse": data(many[:14], many[14:]), "bad": data(many[:4], many[4:])}
    for name, found in runs.items():
        write_run(tmp_path / name, name, found)
    good, worse, bad = (str(tmp_path / name) for name in runs)
    assert main(["compare", good, f"{good}/run.json"]) == OK
    assert main(["compare", good, worse, "--out", str(tmp_path / "out")]) == BELOW
    assert "明显变差" in capsys.readouterr().out
    assert "n14的甲项支出？" in (tmp_path / "out" / "compare.html").read_text(encoding="utf-8")
    assert main(["compare", worse, good]) == OK
    assert main(["compare", bad, bad]) == BELOW
    assert main(["compare", good, str(tmp_path / "none")]) == UNUSABLE
    (tmp_path / "run.json").write_text('{"schema": 1}', encoding="utf-8")
    assert main(["compare", good, str(tmp_path)]) == UNUSABLE
    assert "请重新运行 python -m evals run" in capsys.readouterr().err
