from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.check import check
from evals.questions import Question, QuestionKind, QuestionsError, QuestionSet, default_files, load
from evals.source import Source, load_sources
from tests.evals.build import SOURCE

CORPUS = Path(__file__).parents[2] / "corpus"
GOOD = {"id": "a-1", "kind": "number", "q": "甲项？", "expect": {"value": "1.0", "unit": "万元"}}


def write(folder: Path, *records: object) -> Path:
    file = folder / "q.jsonl"
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def shipped() -> QuestionSet:
    return load(default_files())


@pytest.fixture(scope="module")
def sources() -> tuple[Source, ...]:
    return load_sources(CORPUS)


def test_the_questions_that_come_with_the_project_agree_with_the_report(
    shipped: QuestionSet, sources: tuple[Source, ...]
) -> None:
    assert check(shipped, sources) == ()


def test_there_are_enough_questions_of_every_kind(shipped: QuestionSet) -> None:
    assert len(shipped.questions) >= 80
    assert {question.kind for question in shipped.questions} == set(QuestionKind)
    assert len(shipped.retrieval) >= 20


def test_conversations_and_only_they_have_turns(shipped: QuestionSet) -> None:
    several = {question.id for question in shipped.questions if len(question.turns) > 1}
    assert several == {q.id for q in shipped.questions if q.kind is QuestionKind.CONVERSATION}


def test_a_line_becomes_a_question_or_a_retrieval_question(tmp_path: Path) -> None:
    found = load([write(tmp_path, GOOD, "", {"id": "r-1", "q": "谁？", "quote": "负责", "printed_page": [8]})])
    assert [q.turns for q in found.questions] == [("甲项？",)]
    assert [q.quote for q in found.retrieval] == ["负责"]


@pytest.mark.parametrize(
    "record",
    [
        "{not json",
        "[1]",
        GOOD | {"kind": "poem"},
        GOOD | {"q": []},
        GOOD | {"q": ""},
        GOOD | {"extra": 1},
        GOOD | {"expect": {}},
        GOOD | {"expect": {"value": "1.0"}},
        GOOD | {"expect": {"value": "NaN", "unit": "万元"}},
        GOOD | {"expect": {"valeu": "1.0", "unit": "万元"}},
        GOOD | {"expect": {"refusal": ["because"]}},
        GOOD | {"expect": {"table": []}},
        GOOD | {"expect": {"contains": ["甲"], "tolerance": "0.1"}},
        GOOD | {"expect": {"value": "1", "unit": "元", "tolerance": "-1"}},
        GOOD | {"expect": {"value": "1", "unit": "元", "refusal": ["not_found"]}},
        {"id": "r-1", "q": "谁？"},
    ],
)
def test_a_bad_line_is_refused_with_its_number(tmp_path: Path, record: object) -> None:
    with pytest.raises(QuestionsError, match="第 2 行"):
        load([write(tmp_path, GOOD, record if isinstance(record, str) else record | {"id": "a-2"})])


def test_all_bad_lines_are_told_at_once_in_chinese(tmp_path: Path) -> None:
    typo, poem = GOOD | {"expect": {"valeu": "1"}}, GOOD | {"kind": "poem"}
    with pytest.raises(QuestionsError) as error:
        load([write(tmp_path, typo, GOOD, poem, "{")])
    first, second, third = str(error.value).splitlines()
    assert "第 1 行" in first
    assert "expect.valeu 不认识，可能写错了名字" in first
    assert "第 3 行" in second
    assert "kind 只能是 'number'" in second
    assert "不是 JSON" in third


def test_an_id_cannot_be_used_twice(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match="a-1"):
        load([write(tmp_path, GOOD, GOOD)])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match=r"none\.jsonl"):
        load([tmp_path / "none.jsonl"])


@pytest.mark.parametrize(
    ("expect", "complaint"),
    [
        ({"value": "8765.44", "unit": "万元", "printed_page": [7]}, "没有印着 8765.44"),
        ({"value": "8765.43", "unit": "万元", "printed_page": [8]}, "没有印着 8765.43"),
        ({"value": "8765.43", "unit": "万元"}, "没有写页码"),
        ({"quote": ["接听电话"], "printed_page": [8]}, "没有这段原文"),
        ({"row": "乙项", "printed_page": [7]}, "没有“乙项”这一行"),
        ({"column": "决算数", "printed_page": [7]}, "没有“决算数”这一列"),
        ({"clause": ["（四）"], "printed_page": [8]}, "没有条款号"),
        ({"printed_page": [9]}, "没有第 9 页"),
        ({"table": ["公开04表"]}, "没有公开04表"),
        ({"section": ["第九部分"]}, "没有“第九部分”这个标题"),
    ],
)
def test_check_notices_what_is_not_in_the_report(expect: dict[str, object], complaint: str) -> None:
    question = Question.model_validate(GOOD | {"expect": expect})
    faults = check(QuestionSet((question,), ()), [SOURCE])
    assert len(faults) == 1
    assert complaint in faults[0]


def test_check_accepts_a_quote_that_runs_on_to_the_next_page() -> None:
    expect = {"quote": ["765.43（三）负责"], "printed_page": [7]}
    question = Question.model_validate(GOOD | {"expect": expect})
    assert check(QuestionSet((question,), ()), [SOURCE]) == ()
