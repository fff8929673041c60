from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.__main__ import BELOW, OK, UNUSABLE, main
from evals.questions import QuestionsError, load
from evals.record import kept_runs, read_record
from ingest.settings import settings
from qa.answer import Answer, Kind
from qa.page.chat.store import Conversations
from qa.page.chat.turn import Mark, Rating, Reason, Turn


def questions(folder: Path, **expect: object) -> str:
    file = folder / "q.jsonl"
    record = {"id": "n-1", "kind": "number", "q": "行政运行支出是多少？", "expect": expect}
    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return str(file)


def test_check_passes_over_the_questions_that_come_with_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == OK
    assert "都与原文相符" in capsys.readouterr().out


def test_check_lists_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = questions(tmp_path, value="1241.73", unit="万元", printed_page=[18])
    assert main(["check", "--questions", file]) == BELOW
    assert capsys.readouterr().out.splitlines() == ["1 处与原文不符：", "n-1：第 18 页上没有印着 1241.73"]


@pytest.mark.parametrize("command", ["check", "run", "bench"])
def test_a_file_that_is_not_there_is_said(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--questions", str(tmp_path / "none.jsonl")]) == UNUSABLE
    assert "没有找到题目" in capsys.readouterr().err


def test_a_folder_without_reports_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--corpus", str(tmp_path)]) == UNUSABLE
    assert "--corpus" in capsys.readouterr().err


def test_run_without_a_library_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--library", str(tmp_path / "none")]) == UNUSABLE
    assert "python -m ingest" in capsys.readouterr().err


@pytest.fixture(autouse=True)
def nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "runs", tmp_path / "runs")


def test_run_fails_where_an_answer_is_not_what_was_expected(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = questions(tmp_path, value="1241.73", unit="万元")
    assert main(["run", "--library", str(library), "--questions", file]) == BELOW
    assert "数值：应为 1241.73 万元；得到 1241.72 万元" in capsys.readouterr().out
    (kept,) = kept_runs(settings().runs)
    assert read_record(kept).made.questions == ("q.jsonl",)


def test_the_program_reaches_the_projects_thresholds(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["run", "--library", str(library), "--out", str(tmp_path / "out")])
    printed = capsys.readouterr().out
    assert status == OK, printed
    data = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert data["passed"] is True
    assert data["ungrounded"] == []
    assert (tmp_path / "out" / "run.txt").read_text(encoding="utf-8") in printed


def test_what_people_said_becomes_candidates_that_are_no_questions_yet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = (
        Turn(question, Answer(question=question, kind=kind, text="1.20 万元"), trace=("[答复] x",), rating=rating)
        for question, kind, rating in (
            ("公务接待费是多少？", Kind.LOOKUP, Rating(Mark.BAD, (Reason.WRONG_FIGURE,), "应为 2.00")),
            ("那预算呢？", Kind.REFUSAL, Rating(Mark.GOOD)),
        )
    )
    Conversations(tmp_path).rate("browser:me", [first])
    Conversations(tmp_path).rate("browser:me", [first, second])
    file = tmp_path / "candidates.jsonl"
    assert main(["candidates", "--library", str(tmp_path), "--out", str(file)]) == OK
    assert "共 2 条待审的题目" in capsys.readouterr().err
    found = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [(one["kind"], one["q"], one["expect"]) for one in found] == [
        ("number", "公务接待费是多少？", {}),
        ("conversation", ["公务接待费是多少？", "那预算呢？"], {}),
    ]
    hint = found[0].pop("hint")
    assert (hint["mark"], hint["reasons"], hint["comment"]) == ("bad", ["wrong_figure"], "应为 2.00")
    assert (hint["answered"]["text"], hint["trace"]) == ("1.20 万元", ["[答复] x"])
    with pytest.raises(QuestionsError, match="expect 不能为空"):
        load([file])
    reviewed = {**found[0], "expect": {"value": "2.00", "unit": "万元"}}
    file.write_text(json.dumps(reviewed, ensure_ascii=False), encoding="utf-8")
    assert [question.q for question in load([file]).questions] == ["公务接待费是多少？"]
