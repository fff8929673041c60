"""`run --llm`: the same questions without and with a language model, what it changed and what it cost. A service on
this machine stands in for one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import SecretStr

from evals.__main__ import OK, UNUSABLE, main
from evals.compare import Comparison
from evals.page.desk import RunsDesk
from evals.page.sections import run_report
from evals.record import Record, WorkRecord, kept_runs, read_record
from evals.stand_in import KEY, MODEL, Asked, Said, Service, service
from evals.with_model import Tokens, model_use, summary
from ingest.settings import settings
from tests.evals.test_compare import record
from tests.qa.llm.test_writing import FEES, OFFICE, cited

FIGURE: Final = "行政运行支出是多少？"
ROUNDABOUT: Final = "招待来宾破费几何"
PROJECTS: Final = "从自评情况看，项目支出绩效管理总体怎么样？"

QUESTIONS: Final = (
    {"id": "a", "kind": "number", "q": FIGURE, "expect": {"value": "1241.72", "unit": "万元"}},
    {
        "id": "b",
        "kind": "passage",
        "q": OFFICE,
        "expect": {"kind": ["passage"], "contains": ["通过E人E本即可随时随地签批"]},
    },
    {"id": "c", "kind": "passage", "q": PROJECTS, "expect": {"kind": ["passage"]}},
    {"id": "d", "kind": "wording", "q": [FIGURE, ROUNDABOUT], "expect": {"kind": ["refusal"]}},
)


def script(asked: Asked) -> Said | str:
    """An honest sentence and its like again, and one of its own; only such; and a question for a question."""
    if asked.understands:
        return Said((json.dumps({"operation": "数额", "items": ["公务接待费"]}, ensure_ascii=False),), usage=False)
    if asked.data["question"] != OFFICE:
        return "共花了999万元。[E1]\n"
    sentence, mark = cited(asked, FEES[:12])
    return f"{sentence[: len(FEES)]}{mark}\n{sentence[: len(FEES)]}{mark}\n共花了999万元。{mark}\n"


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """The service, which the settings name."""
    with service(script) as made:
        for name, value in {"model": MODEL, "base_url": made.url, "api_key": SecretStr(KEY)}.items():
            monkeypatch.setattr(settings(), f"llm_{name}", value)
        monkeypatch.setattr(settings(), "runs", tmp_path / "runs")
        yield made


@pytest.fixture
def command(library: Path, tmp_path: Path) -> list[str]:
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in QUESTIONS), encoding="utf-8")
    return ["run", "--library", str(library), "--questions", str(file)]


def test_the_same_questions_are_asked_without_and_with_the_model(
    command: list[str], stand_in: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    main([*command, "--llm"])
    printed = capsys.readouterr().out
    used, without = map(read_record, kept_runs(settings().runs))
    assert (used.made.llm, without.made.llm) == (MODEL, "")
    assert [result.passed for result in without.results] == [True] * 4
    assert [result.passed for result in used.results] == [True, False, True, True]
    data = json.loads((kept_runs(settings().runs)[0] / "run.json").read_text("utf-8"))["llm"]
    assert data["without"]["all"]["passed"] == 4
    assert data["ways"] == {"written": 1, "too_little": 1, "offered": 1}
    assert data["differ"] == {"written": 1, "offered": 1}
    assert data["sentences"] == {"written": 1, "repeated": 1, "dropped": 2}
    assert data["input_tokens"] == {"answers": 2, "total": 642, "median": 321}
    assert (data["all_times"]["questions"], data["used_times"]["questions"]) == (4, 3)
    lines = [line.split() for line in printed.splitlines()]
    assert ["段落", "2", "100.0%", "50.0%"] in lines
    assert ["输出", "90", "45", "2"] in lines
    assert "变差的题（1）" in printed
    shown = RunsDesk(settings().runs).report(kept_runs(settings().runs)[0].name)
    assert "选写了段落" in shown
    assert "变差的题（1）" in shown
    everything = (file.read_text("utf-8") for file in settings().runs.rglob("*") if file.is_file())
    assert KEY not in printed + "".join(everything)


def test_no_model_is_asked_where_the_run_is_not_to_compare(command: list[str], stand_in: Service) -> None:
    assert main(command) == OK
    assert stand_in.requests == []
    (kept,) = map(read_record, kept_runs(settings().runs))
    assert kept.made.llm == ""


@pytest.mark.parametrize(
    ("model", "status", "said"),
    [("", 200, "JUESUAN_LLM_MODEL"), (MODEL, 401, "密钥不被接受。运行 python -m qa doctor")],
)
def test_a_model_that_is_not_there_is_said_before_anything_is_asked(
    model: str,
    status: int,
    said: str,
    command: list[str],
    stand_in: Service,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(settings(), "llm_model", model)
    stand_in.says(Said(status=status))
    assert main([*command, "--llm"]) == UNUSABLE
    told = capsys.readouterr().err
    assert said in told
    assert KEY not in told
    assert kept_runs(settings().runs) == ()


def work(**changes: Any) -> WorkRecord:
    fields = {"purpose": "writing", "outcome": "unused", "sentences": {}, "trouble": None}
    return WorkRecord.model_validate({**fields, "input_tokens": None, "output_tokens": None, **changes})


def used(*works: tuple[WorkRecord | None, ...]) -> Record:
    """A run in which a model did this for one question after another."""
    names = [f"q{number}" for number in range(len(works))]
    plain = record(names)
    results = [result.model_copy(update={"works": did}) for result, did in zip(plain.results, works, strict=True)]
    made = plain.made.model_copy(update={"llm": MODEL})
    return plain.model_copy(update={"results": tuple(results), "made": made})


@pytest.mark.parametrize(
    ("done", "way"),
    [
        (work(outcome="offered", purpose="understanding"), "offered"),
        (work(outcome="written", trouble="超过了时限"), "written"),
        (work(trouble="连接不上"), "trouble"),
        (work(purpose="understanding"), "no_proposal"),
        (work(sentences={"dropped": 1}), "too_little"),
        (work(), "nothing"),
    ],
)
def test_each_way_that_it_comes_out_is_counted(done: WorkRecord, way: str) -> None:
    run = used((done,), (None,))
    assert model_use(Comparison(record(["q0", "q1"]), run)).ways == {way: 1}


def test_earlier_turns_cost_too_and_what_they_changed_is_told() -> None:
    without = record(["q0"])
    run = used((work(outcome="offered", input_tokens=10, output_tokens=1), None))
    other = without.results[0].model_copy(update={"answer": None})
    found = model_use(Comparison(without.model_copy(update={"results": (other,)}), run))
    assert found.input_tokens == Tokens(answers=1, total=10, median=10)
    assert found.differ == {"earlier": 1}
    assert found.used_times.questions == 0


def test_what_went_wrong_is_told_by_kind_and_what_was_not_reported_is_no_zero() -> None:
    run = used(
        (work(trouble="连接不上"),), (work(trouble="连接不上"),), (work(outcome="written", trouble="超过了时限"),)
    )
    lines = [line.split() for line in summary(Comparison(record(["q0", "q1", "q2"]), run)).splitlines()]
    assert ["其中连接不上", "2"] in lines
    assert ["其中超过了时限", "1"] in lines
    assert ["输入", "0", "未测", "0"] in lines


def test_the_report_tells_of_the_model_only_beside_a_run_without_one() -> None:
    without, run = record(["q0"]), used((work(outcome="written"),))
    assert "语言模型做了什么" in run_report(run, Comparison(without, run))
    assert "语言模型做了什么" not in run_report(run, Comparison(run, run))
    assert "语言模型做了什么" not in run_report(run)
