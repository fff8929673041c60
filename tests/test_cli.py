"""The command line: one question, a file of them, and everything that can be wrong with either."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from qa.__main__ import batch_line, main
from qa.answer import Answer, Kind
from qa.assistant import Assistant

ROOT: Final = Path(__file__).parent.parent
NUMERIC: Final = "行政运行支出是多少？"
HEAVY: Final = ("torch", "chromadb", "gradio", "langchain", "langchain_core", "jieba", "transformers", "numpy")
OK, UNUSABLE = 0, 2

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(library: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command over the library; gives status, output, errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main([*arguments, "--library", str(library)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def batch(run: Run, tmp_path: Path) -> Callable[[bytes], list[dict[str, Any]]]:
    """Asks a file of the given bytes; gives the output lines."""

    def batch(content: bytes) -> list[dict[str, Any]]:
        (tmp_path / "in.jsonl").write_bytes(content)
        status, _, _ = run("batch", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"))
        assert status == OK
        return [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]

    return batch


def lines(*records: object) -> bytes:
    """JSON lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


# one question


def test_an_answer_is_printed_with_its_place(run: Run) -> None:
    status, said, _ = run("ask", NUMERIC)
    assert status == OK
    assert "1,241.72 万元" in said
    assert "公开05表“2010301 行政运行”行“小计”列，第18页（文件第16页）" in said


def test_a_question_can_be_about_chosen_reports_only(run: Run) -> None:
    for named in (["r1"], ["政府办公室 2024"], ["决算", "r1"]):
        status, said, _ = run("ask", NUMERIC, "--among", *named)
        assert status == OK
        assert "1,241.72" in said
    status, said, errors = run("ask", NUMERIC, "--among", "财政局")
    assert (status, said) == (UNUSABLE, "")
    assert "没有编号是“财政局”" in errors


def test_notes_are_printed_too(run: Run) -> None:
    _, said, _ = run("ask", "行正运行支出是多少？")
    assert "注：“行正运行”按“行政运行”理解。" in said


def test_json_is_the_contracts_form_and_nothing_else(run: Run) -> None:
    status, said, _ = run("ask", NUMERIC, "--json")
    answer = Answer.from_json(json.loads(said))
    assert (status, answer.kind, answer.figures[0].value) == (OK, Kind.LOOKUP, "1241.72")
    assert next(iter(json.loads(said))) == "schema"


def test_explain_shows_every_stage(run: Run) -> None:
    status, said, _ = run("ask", NUMERIC, "--explain")
    assert status == OK
    for stage in ("[报告]", "[理解]", "[候选]", "[答复]", "[核对]"):
        assert stage in said
    assert "名称=行政运行" in said
    assert "1,241.72" in said


def test_explain_shows_the_candidates_with_their_lists_and_scores(run: Run) -> None:
    _, said, _ = run("ask", "下一步工作措施是什么？", "--explain")
    assert "words第" in said
    assert "vectors第" in said


def test_explain_leaves_json_alone(run: Run) -> None:
    _, said, errors = run("ask", NUMERIC, "--json", "--explain")
    assert json.loads(said)["kind"] == "lookup"
    assert "[理解]" in errors


@pytest.mark.parametrize("question", ["", "   ", "？？？", "\n\t", "……"])
def test_an_empty_question_says_what_to_type(question: str, run: Run) -> None:
    status, said, errors = run("ask", question)
    assert (status, said) == (UNUSABLE, "")
    assert "问题是空的" in errors
    assert "例如" in errors


def test_a_question_of_20000_characters_says_how_many_are_allowed(run: Run) -> None:
    status, said, errors = run("ask", "行政运行支出是多少" * 2223)
    assert (status, said) == (UNUSABLE, "")
    assert "20007 字" in errors
    assert "2000" in errors


@pytest.mark.parametrize(
    "question",
    ["a" * 2000, "0" * 2000, "行政运行" * 500, "（" * 2000, "\u202e\u0000行政运行支出", "🀄️多少钱", "\udce8火星探测"],
)
def test_odd_questions_are_answered_or_refused(question: str, run: Run) -> None:
    status, said, _ = run("ask", question)
    assert (status, bool(said.strip())) in ((OK, True), (UNUSABLE, False))


def test_without_a_library_the_command_that_makes_one_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["ask", NUMERIC], ["batch", "in.jsonl", "out.jsonl"]):
        assert main([*command, "--library", str(tmp_path / "none")]) == UNUSABLE
        assert "python -m ingest" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_the_library_is_taken_from_the_environment(library: Path) -> None:
    said = python("-m", "qa", "ask", NUMERIC, environment={"JUESUAN_LIBRARY": str(library)})
    assert "1,241.72 万元" in said.stdout


@pytest.mark.parametrize("arguments", [[], ["ask"], ["batch", "in.jsonl"], ["answer", "x"]])
def test_a_wrong_command_line_shows_how(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == UNUSABLE
    assert "usage" in capsys.readouterr().err


# a file of questions


def test_every_line_gets_its_answer_in_order(batch: Callable[[bytes], list[dict[str, Any]]]) -> None:
    told = batch(
        lines(
            {"id": "a", "q": NUMERIC},
            {"id": "b", "q": "谁负责区政府值班？"},
            {"id": 3, "q": ["行政运行支出是多少？", "那项目支出呢？"]},
            {"q": "今天天气怎么样？"},
        )
    )
    assert [line["id"] for line in told] == ["a", "b", 3, None]
    answers = [Answer.from_json(line["answer"]) for line in told]
    assert [answer.kind for answer in answers] == [Kind.LOOKUP, Kind.DUTY, Kind.LOOKUP, Kind.REFUSAL]
    assert answers[2].figures[0].printed == "246.81"
    assert answers[2].question == "那项目支出呢？"


BAD: Final = [
    (b"not json\n", None, "JSON"),
    (b'{"id": "x", "q": \n', None, "JSON"),
    (b"\xff\xfe\x00\n", None, "JSON"),
    (lines({"id": "x"}), "x", '"q"'),
    (lines({"id": "x", "q": 5}), "x", '"q"'),
    (lines({"id": "x", "q": None}), "x", '"q"'),
    (lines({"id": "x", "q": []}), "x", '"q"'),
    (lines({"id": "x", "q": ["行政运行", 5]}), "x", '"q"'),
    (lines({"id": "x", "q": {"text": "行政运行"}}), "x", '"q"'),
    (lines(["行政运行"]), None, '"q"'),
    (lines("行政运行"), None, '"q"'),
    (lines(5), None, '"q"'),
    (lines({"id": "x", "q": ""}), "x", "问题是空的"),
    (lines({"id": "x", "q": [NUMERIC, " "]}), "x", "问题是空的"),
    (lines({"id": "x", "q": "多" * 20_000}), "x", "问题太长"),
    (b"[" * 100_000 + b"\n", None, "JSON"),
]


@pytest.mark.parametrize(("bad", "identifier", "why"), BAD)
def test_a_bad_line_gives_an_error_in_its_place_and_the_run_goes_on(
    bad: bytes, identifier: str | None, why: str, batch: Callable[[bytes], list[dict[str, Any]]]
) -> None:
    told = batch(lines({"id": "before", "q": NUMERIC}) + bad + lines({"id": "after", "q": NUMERIC}))
    assert [line["id"] for line in told] == ["before", identifier, "after"]
    assert [sorted(line) for line in told] == [["answer", "id"], ["error", "id"], ["answer", "id"]]
    assert why in told[1]["error"]


def test_a_file_with_a_byte_order_mark_blank_lines_and_no_last_line_end(
    batch: Callable[[bytes], list[dict[str, Any]]],
) -> None:
    told = batch(
        b"\xef\xbb\xbf\r\n" + lines({"id": "a", "q": NUMERIC}) + b"\r\n  \n" + lines({"id": "b", "q": "办公费"})[:-1]
    )
    assert [line["id"] for line in told] == ["a", "b"]
    assert all("answer" in line for line in told)


def test_half_a_character_in_a_question_or_an_id_stops_nothing(batch: Callable[[bytes], list[dict[str, Any]]]) -> None:
    told = batch(
        b'{"id": "\\ud800", "q": "\\u529e\\u516c\\u8d39"}\n{"id": "b", "q": "\\ud800\\u706b\\u661f\\u63a2\\u6d4b"}\n'
        + lines({"id": "c", "q": NUMERIC})
    )
    assert [line["id"] for line in told] == ["?", "b", "c"]
    assert "answer" in told[0]
    assert "answer" in told[2]


def test_an_empty_file_gives_an_empty_file(batch: Callable[[bytes], list[dict[str, Any]]]) -> None:
    assert batch(b"") == []


def test_an_input_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    status, _, errors = run("batch", str(tmp_path / "none.jsonl"), str(tmp_path / "out.jsonl"))
    assert status == UNUSABLE
    assert "none.jsonl" in errors
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("output", ["folder", "none/out.jsonl"])
def test_an_output_that_cannot_be_written_is_said(output: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "in.jsonl").write_bytes(lines({"id": "a", "q": NUMERIC}))
    status, _, errors = run("batch", str(tmp_path / "in.jsonl"), str(tmp_path / output))
    assert status == UNUSABLE
    assert str(tmp_path / output) in errors
    assert "无法打开" in errors


def test_input_and_output_may_not_be_the_same_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_bytes(lines({"id": "a", "q": NUMERIC}))
    run("batch", str(file), str(file))
    assert [json.loads(line)["id"] for line in file.read_text(encoding="utf-8").splitlines()] == ["a"]


def test_without_vectors_passages_are_errors_and_lookups_go_on(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest.errors import VectorsMissing

    def missing(*_arguments: object, **_options: object) -> None:
        raise VectorsMissing("向量库不见了。请运行：python -m ingest rebuild")

    monkeypatch.setattr(assistant.library, "search_vectors", missing)
    passage = batch_line(assistant, json.dumps({"id": 1, "q": "下一步工作措施是什么？"}))
    assert "python -m ingest rebuild" in str(passage["error"])
    assert "answer" in batch_line(assistant, json.dumps({"id": 2, "q": NUMERIC}))


# what a numeric question costs


def python(*arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """A Python of its own, in the project's folder."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(environment or {})}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=variables, capture_output=True, text=True, check=True, timeout=120
    )


EXACT: Final = [NUMERIC, "行正运行支出是多少", "谁负责区政府值班？", "什么是三公经费？", "为什么住房公积金超预算？"]


def test_an_exact_answer_imports_nothing_heavy(library: Path) -> None:
    script = (
        "import sys\n"
        "from qa.__main__ import main\n"
        f"for question in {EXACT!r}:\n"
        f"    assert main(['ask', question, '--library', {str(library)!r}]) == 0\n"
        f"print('heavy:', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    said = python("-c", script).stdout
    assert said.splitlines()[-1] == "heavy: []"
    assert "1,241.72" in said


def test_what_is_imported_for_a_passage_shows_that_the_check_can_fail(library: Path) -> None:
    script = (
        "import sys\n"
        "from qa.__main__ import main\n"
        f"main(['ask', '下一步工作措施是什么？', '--library', {str(library)!r}])\n"
        f"print('heavy:', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    assert "'chromadb'" in python("-c", script).stdout.splitlines()[-1]
