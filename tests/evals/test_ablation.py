"""The ablation over a small library, with vectors of characters counted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.__main__ import OK, main
from evals.ablation import Outcome, Variant, ablate, without_prefix
from evals.ablation_report import tables, to_json
from evals.generated.library import entries
from evals.gold import NO_SHARED_WORD, Gold, Label
from evals.retrieval import Mode, Ranks
from ingest.pipeline import read_report

USED = Variant(Mode.HYBRID, prefix=True, whole=True, embedder="hash")
LABELS = [
    Label("d-1", "duty", "谁负责教师队伍建设？", Gold(quotes=("教师",))),
    Label("n-1", NO_SHARED_WORD, "收入支出决算总表", Gold(quotes=("没有这样的话",))),
]


def told(name: str, done: int, total: int) -> None:
    assert 0 <= done <= total, name


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made-up") / entries(1)[0].file
    path.write_text(entries(1)[0].write().text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def outcomes(report: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, ...]:
    folder = tmp_path_factory.mktemp("libraries")
    return ablate(LABELS, [report], ["hash", str(folder / "no such embedder")], folder, USED, told)


def test_every_way_is_measured_once(outcomes: tuple[Outcome, ...]) -> None:
    measured = [outcome for outcome in outcomes if outcome.ranks.ranks is not None]
    ways = {(o.variant.mode, o.variant.prefix, o.variant.whole) for o in measured}
    assert len(measured) == len(ways) == 3 * 2 * 2
    for outcome in measured:
        first, second = outcome.ranks.ranks or ()
        assert first is not None
        assert second is None
        assert (outcome.p is None) is (outcome.variant == USED)


def test_a_passage_is_longer_than_its_pieces(outcomes: tuple[Outcome, ...]) -> None:
    lengths = {o.variant: o.characters for o in outcomes if o.characters}
    assert lengths[USED] > lengths[replace(USED, whole=False)]


def test_an_embedder_that_is_not_there_is_not_measured_and_words_are_not_searched_again(
    outcomes: tuple[Outcome, ...],
) -> None:
    missing = [outcome for outcome in outcomes if outcome.ranks.ranks is None]
    assert len(missing) == 2 * 2 * 2
    assert all(o.variant.mode is not Mode.WORDS and o.ranks.why for o in missing)
    (all_ways, _), shown = tables(LABELS, outcomes, USED), str(missing[0].variant.embedder)
    assert any(shown in note for note in all_ways.notes)
    assert {row[1] for row in all_ways.rows if shown in row[0]} == {"未测"}
    assert to_json(LABELS, missing, USED)["variants"][0]["recall_at_5"] is None  # type: ignore[index]


def test_the_table_marks_the_way_in_use_and_says_that_none_is_better(outcomes: tuple[Outcome, ...]) -> None:
    ways, kinds = tables(LABELS, outcomes, USED)
    assert [row[0] for row in ways.rows if "程序所用" in row[0]] == ["融合·有前缀·交出整段·向量 hash ← 程序所用"]
    assert ways.notes[0] == "没有哪种做法显著好于程序所用的。"
    assert [row[:2] for row in kinds.rows] == [("职责", "1"), ("没有相同的词", "1")]
    assert kinds.head[2:] == ("BM25", "向量", "融合")


def test_a_better_way_is_named() -> None:
    labels = [replace(LABELS[0], id=str(n)) for n in range(40)]
    words = Outcome(Variant(Mode.WORDS, True, True, "hash"), Ranks(Mode.WORDS, (1,) * 40), 10.0, 0.001)
    ours = Outcome(USED, Ranks(Mode.HYBRID, (2,) * 40), 10.0)
    ways, _ = tables(labels, [words, ours], USED)
    assert ways.notes[0] == "显著好于程序所用的：BM25·有前缀·交出整段。"
    assert ways.notes[1] == "融合与只用 BM25（全部，40 题）：nDCG@10 0.631 与 1.000，p：< 0.001。"


def test_without_a_prefix_a_piece_says_only_what_it_quotes(report: Path) -> None:
    bare = without_prefix(read_report(report, lambda text: len(text) < 500))
    pieces = [piece for passage in bare.passages for piece in passage.pieces]
    assert pieces
    assert all(piece.text == piece.excerpt.text for piece in pieces)


def test_the_command_writes_its_tables(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions, out = tmp_path / "q.jsonl", tmp_path / "out"
    record = {"id": "m-1", "q": "谁负责教师队伍建设？", "quote": "教师", "printed_page": [1]}
    questions.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    given = ["--embedder", "hash", "--questions", str(questions), "--corpus", str(report.parent), "--out", str(out)]
    assert main(["ablation", *given]) == OK
    assert (out / "ablation.txt").read_text("utf-8").strip() in capsys.readouterr().out
    assert len(json.loads((out / "ablation.json").read_text("utf-8"))["variants"]) == 12
    assert "程序所用的做法" in (out / "ablation.html").read_text("utf-8")
