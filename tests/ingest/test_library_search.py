from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from ingest.errors import EmbedderMismatch, VectorsMissing
from ingest.library import Hit, Library, Writer, schema, vectors, word_search
from tests.ingest.sample import HashEmbedder, long_report, make_report, publish

QUESTION = "苗圃育种归谁指导"


def dense(library: Library, question: str = QUESTION, reports: list[str] | None = None, limit: int = 3) -> list[Hit]:
    embedder = HashEmbedder()
    return library.search_vectors(
        embedder.embed_query(question), fingerprint=embedder.fingerprint, reports=reports, limit=limit
    )


@pytest.fixture
def two(tmp_path: Path) -> tuple[Library, list[str]]:
    ids = publish(tmp_path, make_report(), make_report("青石县水务局"))
    return Library.open(tmp_path), ids


def test_words_find_the_piece_and_its_passage(two: tuple[Library, list[str]]) -> None:
    library, ids = two
    hit = library.search_words("种质资源普查", reports=ids[:1], limit=3)[0]
    assert "（二）" in hit.text
    assert (hit.report_id, hit.passage, hit.piece) == (ids[0], 0, 1)
    passage = library.passage(hit.report_id, hit.passage)
    assert passage.pieces[hit.piece].text == hit.text
    assert "（一）" in passage.excerpt.text


def test_a_printed_number_is_one_word(two: tuple[Library, list[str]]) -> None:
    library, ids = two
    assert [hit.passage for hit in library.search_words("１，２３４．５０", reports=ids[:1], limit=9)] == [1]
    assert library.search_words("234.50", limit=9) == []


@pytest.mark.parametrize("query", ["", "  ", "，。？", '"', "*", "()", "''", "\x00", "-^:+{}"])
def test_a_query_without_words_finds_nothing(two: tuple[Library, list[str]], query: str) -> None:
    assert two[0].search_words(query, limit=3) == []


@pytest.mark.parametrize("query", ['苗圃" OR "', "苗圃 NOT 苗圃", "words:苗圃", "NEAR(苗圃, 2)", "苗圃*", "苗圃\x00"])
def test_the_index_language_is_only_words(two: tuple[Library, list[str]], query: str) -> None:
    assert "苗圃" in two[0].search_words(query, limit=1)[0].text


def test_a_very_long_query_is_answered(two: tuple[Library, list[str]]) -> None:
    assert two[0].search_words("".join(map(chr, range(0x4E00, 0x9000))) + "苗圃", limit=1)


@pytest.mark.parametrize("search", ["words", "vectors"])
def test_a_search_is_limited_before_ranking(two: tuple[Library, list[str]], search: str) -> None:
    library, ids = two
    for id_ in ids:
        if search == "words":
            hits = library.search_words("苗圃、公园和园林绿化", reports=[id_], limit=2)
        else:
            hits = dense(library, reports=[id_], limit=2)
        assert len(hits) == 2
        assert {hit.report_id for hit in hits} == {id_}


def test_reports_that_are_gone_are_passed_over(two: tuple[Library, list[str]]) -> None:
    library, ids = two
    assert library.search_words(QUESTION, reports=["r99", "x"], limit=2) == []
    assert dense(library, reports=["r99", "x"]) == []
    assert {hit.report_id for hit in dense(library, reports=["r99", ids[1]])} == {ids[1]}
    assert dense(library, reports=[]) == []


def test_vectors_find_the_nearest_first(two: tuple[Library, list[str]]) -> None:
    library, ids = two
    text = library.passages(ids[1])[0].pieces[1].text
    hits = dense(library, text, limit=4)
    assert hits[0].text == text
    assert hits[0].score == pytest.approx(1.0, abs=1e-5)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(hits) == 4


@pytest.mark.parametrize("attempt", range(3))  # how the index is laid out is left to chance
def test_the_nearest_is_found_among_many_almost_equal_pieces(tmp_path: Path, attempt: int) -> None:
    publish(tmp_path, long_report(700 + attempt))
    assert "苗圃育种" in dense(Library.open(tmp_path))[0].text


def test_every_piece_has_a_vector_and_is_indexed(tmp_path: Path) -> None:
    [id_] = publish(tmp_path, long_report(700))
    library = Library.open(tmp_path)
    assert library.report(id_).counts.pieces == 700
    assert len(dense(library, limit=1000)) == 700
    for number in (0, 255, 256, 399, 695):
        word = f"乙{number}"
        assert any(word in hit.text for hit in library.search_words(word, limit=5))


def test_vectors_that_sql_does_not_know_are_dropped(tmp_path: Path) -> None:
    [id_] = publish(tmp_path, make_report())
    with sqlite3.connect(tmp_path / schema.DATABASE) as db:
        db.execute("DELETE FROM pieces WHERE passage = 0")
    hits = dense(Library.open(tmp_path), limit=9)
    assert hits
    assert 0 not in {hit.passage for hit in hits}
    assert {hit.report_id for hit in hits} == {id_}


# vectors that are not there


def test_without_the_chroma_folder_only_vectors_fail(tmp_path: Path) -> None:
    [id_] = publish(tmp_path, make_report())
    shutil.rmtree(tmp_path / schema.VECTORS)
    library = Library.open(tmp_path)

    with pytest.raises(VectorsMissing, match="python -m ingest rebuild"):
        dense(library)
    assert not (tmp_path / schema.VECTORS).exists()
    assert library.facts(id_) == make_report().facts
    assert library.search_words(QUESTION, limit=1)


def test_a_folder_that_goes_while_the_library_is_open_is_noticed(tmp_path: Path) -> None:
    publish(tmp_path, make_report())
    library = Library.open(tmp_path)
    assert dense(library)
    shutil.rmtree(tmp_path / schema.VECTORS)
    with pytest.raises(VectorsMissing, match="rebuild"):
        dense(library)


def test_fewer_vectors_than_pieces_are_missing_vectors(tmp_path: Path) -> None:
    [id_] = publish(tmp_path, make_report())
    with sqlite3.connect(tmp_path / schema.DATABASE) as db:
        db.execute("UPDATE reports SET counts = json_set(counts, '$.pieces', 6)")
    with pytest.raises(VectorsMissing, match="rebuild"):
        dense(Library.open(tmp_path), reports=[id_])


@pytest.mark.parametrize("damage", ["emptied", "garbage", "gone"])
def test_rebuild_mends_the_vectors(tmp_path: Path, damage: str) -> None:
    publish(tmp_path, make_report(), make_report("青石县水务局"))
    file = tmp_path / schema.VECTORS / "chroma.sqlite3"
    library = Library.open(tmp_path)
    before = [(hit.passage, hit.piece, hit.text) for hit in dense(library, limit=10)]
    if damage == "gone":
        shutil.rmtree(tmp_path / schema.VECTORS)
    else:
        for other in file.parent.glob("chroma.sqlite3-*"):
            other.unlink()
        file.write_bytes(b"" if damage == "emptied" else b"nonsense" * 1000)
        with pytest.raises(VectorsMissing, match="rebuild"):
            dense(Library.open(tmp_path))

    embedder = HashEmbedder()
    with Writer(tmp_path, embedder, 5) as writer:
        writer.rebuild()

    assert embedder.embedded == 0
    assert [(hit.passage, hit.piece, hit.text) for hit in dense(library, limit=10)] == before
    assert [(hit.passage, hit.piece, hit.text) for hit in dense(Library.open(tmp_path), limit=10)] == before


def test_publishing_beside_damaged_vectors_names_rebuild_which_then_works(tmp_path: Path) -> None:
    publish(tmp_path, make_report())
    for file in (tmp_path / schema.VECTORS).glob("chroma.sqlite3*"):
        file.write_bytes(b"nonsense" * 1000)
    for _ in range(2):  # the second time there is something to clear up
        with pytest.raises(VectorsMissing, match="python -m ingest rebuild"):
            publish(tmp_path, make_report("青石县水务局"))
    with Writer(tmp_path, HashEmbedder(), 5) as writer:
        writer.rebuild()
    publish(tmp_path, make_report("青石县水务局"))
    assert len(dense(Library.open(tmp_path), limit=50)) == 10


# embedders


def test_another_embedder_than_the_librarys_is_refused(tmp_path: Path) -> None:
    publish(tmp_path, make_report())
    other = HashEmbedder("other", dimensions=64)
    library = Library.open(tmp_path)
    with pytest.raises(EmbedderMismatch, match="python -m ingest rebuild"):
        library.search_vectors(other.embed_query(QUESTION), fingerprint=other.fingerprint, limit=3)


def test_rebuild_changes_the_embedder(tmp_path: Path) -> None:
    publish(tmp_path, make_report(), make_report("青石县水务局"))
    library = Library.open(tmp_path)
    assert dense(library)
    other = HashEmbedder("other", dimensions=64)
    with Writer(tmp_path, other, 5) as writer:
        rebuilt = writer.rebuild()

    hits = library.search_vectors(other.embed_query(QUESTION), fingerprint="other", limit=3)
    assert len(hits) == 3
    assert {report.embedder for report in library.reports()} == {"other"}
    assert [library.load(stored.id) for stored in rebuilt] == [make_report(), make_report("青石县水务局")]
    with pytest.raises(EmbedderMismatch):
        dense(library)


def test_rebuild_refuses_pieces_too_long_for_the_embedder_and_changes_nothing(tmp_path: Path) -> None:
    publish(tmp_path, make_report())
    with (
        Writer(tmp_path, HashEmbedder("short", max_tokens=20), 5) as writer,
        pytest.raises(EmbedderMismatch, match="20"),
    ):
        writer.rebuild()
    assert len(dense(Library.open(tmp_path))) == 3


def test_a_text_is_embedded_once(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    [first] = publish(tmp_path, make_report(), embedder=embedder)
    assert embedder.embedded == 5

    with Writer(tmp_path, embedder, 5) as writer:
        writer.remove(first)
    publish(tmp_path, make_report(extra="二、年末结余：另一个说法。"), embedder=embedder)
    assert embedder.embedded == 6


def test_rebuild_forgets_cached_vectors_that_no_text_needs(tmp_path: Path) -> None:
    [first, _] = publish(tmp_path, make_report(), make_report("青石县水务局"))
    with Writer(tmp_path, HashEmbedder(), 5) as writer:
        writer.remove(first)
        writer.rebuild()
    with sqlite3.connect(tmp_path / schema.DATABASE) as db:
        assert db.execute("SELECT count(*) FROM cached_vectors").fetchone() == (5,)


def test_the_old_vectors_go(tmp_path: Path) -> None:
    from ingest.library.vectors import VectorStore

    [first] = publish(tmp_path, make_report(amount="1.00"))
    publish(tmp_path, make_report(amount="2.00"))
    [third] = publish(tmp_path, make_report("青石县水务局"))
    store = VectorStore(tmp_path)
    assert store.publications() == {"publication-2", f"publication-{third[1:]}"}
    assert first == "r1"


# the score by words


def test_the_score_of_few_reports_is_that_of_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a library of one report, where both count the same pieces."""
    publish(tmp_path, long_report(60))
    library = Library.open(tmp_path)
    for question in ("苗圃育种和公园绿地", "第7号苗木的养护定额", "园林绿化管理 1,234.50", "名词5：乙5"):
        here = library.search_words(question, limit=20)
        with monkeypatch.context() as patch:
            patch.setattr(word_search, "FEW", 0)
            there = library.search_words(question, limit=20)
        scores = [hit.score for hit in there]
        assert [hit.score for hit in here] == pytest.approx(scores)
        assert len(scores) > 1
        assert {hit.piece_id for hit in here if hit.score > scores[-1] + 1e-6} == {
            hit.piece_id for hit in there if hit.score > scores[-1] + 1e-6
        }


def test_what_else_is_in_the_library_does_not_change_what_is_found_in_a_report(tmp_path: Path) -> None:
    [id_] = publish(tmp_path, long_report(60))
    library, question = Library.open(tmp_path), "第7号苗木的养护定额由苗圃指导"
    alone = library.search_words(question, reports=[id_], limit=20)
    publish(tmp_path, *(make_report(f"第{n}县园林局", extra="苗木的养护定额由苗圃指导") for n in range(20)))
    assert library.search_words(question, reports=[id_], limit=20) == alone
    assert len(library.search_words(question, limit=50)) > len(alone)


def test_only_so_many_collections_stay_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "MOST_OPEN", 3)
    ids = publish(tmp_path, *(make_report(f"第{n}县园林局") for n in range(8)))
    library = Library.open(tmp_path)
    for id_ in (*ids, *ids):
        assert {hit.report_id for hit in dense(library, reports=[id_])} == {id_}
        assert library._opened._vectors is not None
        assert len(library._opened._vectors._open) <= 3
    assert {hit.report_id for hit in dense(library, limit=100)} == set(ids)
