from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path

import pytest

from ingest.errors import IdentityTaken, LibraryBusy
from ingest.library import CHECKPOINTS, Library, Published, Unchanged, Writer, schema
from ingest.library.vectors import VectorStore
from tests.ingest import processes
from tests.ingest.sample import HashEmbedder, long_report, make_report, publish, publish_one

BEFORE, AFTER = make_report(amount="1.00"), make_report(amount="2.00")
COMMITTED = CHECKPOINTS.index("published")


def amounts(library: Library) -> list[str]:
    """What the library answers, by each of its three ways."""
    [stored] = library.reports()
    embedder = HashEmbedder()
    vector = embedder.embed_query(library.passage(stored.id, 1).pieces[0].text)
    hits = [
        library.search_words("园林绿化管理", limit=1)[0],
        library.search_vectors(vector, fingerprint=embedder.fingerprint, limit=1)[0],
    ]
    texts = [library.facts(stored.id)[0].printed, *(hit.text for hit in hits)]
    return ["2.00" if "2.00" in text else "1.00" for text in texts]


@pytest.mark.parametrize("point", CHECKPOINTS)
def test_killed_anywhere_the_earlier_state_answers_and_the_next_run_completes(tmp_path: Path, point: str) -> None:
    path = Path("/reports/killed.txt")
    with Writer(tmp_path, HashEmbedder(), 5) as writer:
        writer.publish(BEFORE, path=path, file_hash=repr(BEFORE))

    child = processes.context().Process(target=processes.publish_and_die, args=(tmp_path, AFTER, point))
    child.start()
    assert processes.finish(child) == processes.KILLED

    committed = CHECKPOINTS.index(point) >= COMMITTED
    assert amounts(Library.open(tmp_path)) == ["2.00" if committed else "1.00"] * 3
    with Writer(tmp_path, HashEmbedder(), 5) as writer:
        done = writer.publish(AFTER, path=path, file_hash=repr(AFTER))
    assert isinstance(done, Unchanged if committed else Published)
    assert amounts(Library.open(tmp_path)) == ["2.00"] * 3
    assert VectorStore(tmp_path).publications() == {f"publication-{done.report.id[1:]}"}
    with sqlite3.connect(tmp_path / schema.DATABASE) as db:
        assert db.execute("SELECT state FROM publications").fetchall() == [("current",)]


def test_a_run_killed_on_the_very_first_publication_leaves_no_library(tmp_path: Path) -> None:
    child = processes.context().Process(target=processes.publish_and_die, args=(tmp_path, AFTER, "words indexed"))
    child.start()
    assert processes.finish(child) == processes.KILLED
    publish(tmp_path, AFTER)
    assert amounts(Library.open(tmp_path)) == ["2.00"] * 3


def test_killed_while_embedding_what_was_embedded_is_kept(tmp_path: Path) -> None:
    report = long_report(100)
    embedder = HashEmbedder()

    def die(done: int, _total: int) -> None:
        if done >= 64:
            raise KeyboardInterrupt

    with Writer(tmp_path, embedder, 5) as writer, pytest.raises(KeyboardInterrupt):
        writer.publish(report, path=Path("/reports/a.txt"), file_hash="a", progress=die)
    publish(tmp_path, report, embedder=embedder)
    assert embedder.embedded == 100


# one writer at a time


def test_while_one_writes_another_is_told_so(tmp_path: Path) -> None:
    context = processes.context()
    inside, go_on = context.Event(), context.Event()
    child = context.Process(target=processes.publish_and_wait, args=(tmp_path, BEFORE, inside, go_on))
    child.start()
    assert inside.wait(60)

    started = time.monotonic()
    with pytest.raises(LibraryBusy, match="另一个进程"), Writer(tmp_path, HashEmbedder(), 0.3):
        pass
    assert time.monotonic() - started < 5

    go_on.set()
    assert processes.finish(child) == 0
    publish(tmp_path, make_report("青石县水务局"))
    assert len(Library.open(tmp_path).reports()) == 2


def test_two_processes_that_publish_at_once_both_come_to_an_end(tmp_path: Path) -> None:
    context = processes.context()
    results = context.Queue()
    jobs = [[make_report(f"{name}岭市园林局", year) for year in range(2016, 2022)] for name in "东西"]
    children = [context.Process(target=processes.publish_many, args=(tmp_path, job, 60.0, results)) for job in jobs]
    for child in children:
        child.start()
    assert [processes.finish(child, 120) for child in children] == [0, 0]
    assert [results.get(timeout=5) for _ in range(12)] == ["published"] * 12

    library = Library.open(tmp_path)
    assert len(library.reports()) == 12
    embedder = HashEmbedder()
    hits = library.search_vectors(embedder.embed_query("苗圃"), fingerprint=embedder.fingerprint, limit=100)
    assert len(hits) == 12 * 5


def test_a_long_run_lets_others_publish_in_between(tmp_path: Path) -> None:
    context = processes.context()
    results = context.Queue()
    others = [make_report("青石县水务局", year) for year in range(2016, 2019)]
    child = context.Process(target=processes.publish_many, args=(tmp_path, others, 60.0, results))
    with Writer(tmp_path, HashEmbedder(), 60) as writer:
        publish_one(writer, make_report("云岭市园林局", 2000))
        child.start()
        year, done = 2001, []
        while len(done) < 3:
            publish_one(writer, make_report("云岭市园林局", year))
            year += 1
            assert year < 2200, "the other never had its turn"
            while not results.empty():
                done.append(results.get())
        assert processes.finish(child) == 0
        publish_one(writer, make_report("云岭市园林局", year))
    assert done == ["published"] * 3
    library = Library.open(tmp_path)
    assert len(library.reports()) == 3 + year - 1999
    hits = library.search_vectors(HashEmbedder().embed_query("苗圃"), fingerprint="hash", limit=10_000)
    assert len(hits) == 5 * len(library.reports())


def test_what_a_killed_one_left_is_cleared_up_by_a_writer_that_was_open_before(tmp_path: Path) -> None:
    with Writer(tmp_path, HashEmbedder(), 5) as writer:
        publish_one(writer, BEFORE)
        child = processes.context().Process(
            target=processes.publish_and_die, args=(tmp_path, make_report("青石县水务局"), "vectors written")
        )
        child.start()
        assert processes.finish(child) == processes.KILLED
        assert VectorStore(tmp_path).publications() == {"publication-1", "publication-2"}
        publish_one(writer, make_report("白杨县园林局"))
    assert VectorStore(tmp_path).publications() == {"publication-1", "publication-3"}


def test_the_same_report_published_by_somebody_else_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    path = Path("/reports/killed.txt")

    def meanwhile(reached: str) -> None:
        if reached == "embedded":
            with Writer(tmp_path, HashEmbedder(), 5) as other:
                other.publish(AFTER, path=path, file_hash=repr(AFTER))

    with Writer(tmp_path, HashEmbedder(), 5) as writer:
        done = writer.publish(AFTER, path=path, file_hash=repr(AFTER), checkpoint=meanwhile)
    assert isinstance(done, Unchanged)
    assert [report.id for report in Library.open(tmp_path).reports()] == ["r1"]


def test_another_file_of_the_report_published_meanwhile_is_refused(tmp_path: Path) -> None:
    def meanwhile(reached: str) -> None:
        if reached == "embedded":
            publish(tmp_path, AFTER)

    with (
        Writer(tmp_path, HashEmbedder(), 5) as writer,
        pytest.raises(IdentityTaken),
    ):
        writer.publish(BEFORE, path=Path("/reports/b.txt"), file_hash="b", checkpoint=meanwhile)


# readers while a writer writes


def test_a_reader_goes_on_while_another_process_publishes_replaces_and_removes(tmp_path: Path) -> None:
    question = "苗圃育种归谁指导"
    publish(tmp_path, make_report(), long_report(300, "白杨县园林局"))
    context = processes.context()
    asked, stop, results = context.Value("q"), context.Event(), context.Queue()
    reader = context.Process(target=processes.keep_asking, args=(tmp_path, question, asked, stop, results))
    reader.start()
    processes.wait_for_rounds(asked, 1)

    passing = []
    with Writer(tmp_path, HashEmbedder(), 5) as writer:
        for turn in range(12):
            publish_one(writer, make_report(amount=f"{turn}.00"))
            new = publish_one(writer, long_report(120 + turn, f"青石县第{turn}水务局"))
            if turn % 2:
                processes.wait_for_rounds(asked, 2)  # one that begins after the publication
                passing.append(new.report)
            writer.remove(new.report.id)
    processes.wait_for_rounds(asked, 2)
    stop.set()
    saw = results.get(timeout=30)
    assert processes.finish(reader) == 0

    assert saw["errors"] == []
    assert saw["drifted"] == []
    for report in passing:
        assert {report.title, report.id} <= set(saw["seen"]), "each was found after it was published"


def test_an_open_reader_never_gives_back_what_another_process_removed(tmp_path: Path) -> None:
    [first, second] = publish(tmp_path, make_report(), make_report("青石县水务局"))
    library, embedder = Library.open(tmp_path), HashEmbedder()
    vector = embedder.embed_query("苗圃")

    def found() -> set[str]:
        return {hit.report_id for hit in library.search_vectors(vector, fingerprint="hash", limit=50)}

    assert found() == {first, second}
    context = processes.context()
    results = context.Queue()
    child = context.Process(target=processes.publish_many, args=(tmp_path, [make_report(amount="3.00")], 5.0, results))
    child.start()
    assert processes.finish(child) == 0
    assert found() == {second, "r3"}


def test_in_a_snapshot_vectors_that_were_removed_are_no_error(tmp_path: Path) -> None:
    [first, second] = publish(tmp_path, make_report(), make_report("青石县水务局"))
    library, embedder = Library.open(tmp_path), HashEmbedder()
    vector = embedder.embed_query("苗圃")
    with library.snapshot():
        with Writer(tmp_path, embedder, 5) as writer:
            writer.remove(first)
        hits = library.search_vectors(vector, fingerprint="hash", limit=50)
        assert {hit.report_id for hit in hits} == {second}
        assert {hit.report_id for hit in library.search_words("苗圃", limit=50)} == {first, second}


def test_a_thread_that_works_for_a_snapshot_sees_the_same_state(tmp_path: Path) -> None:
    """As LangChain does: it runs in the context of whoever waits for it."""
    [first] = publish(tmp_path, make_report())
    library = Library.open(tmp_path)
    with ThreadPoolExecutor(1) as threads, library.snapshot():
        with Writer(tmp_path, HashEmbedder(), 5) as writer:
            writer.remove(first)
        seen = threads.submit(copy_context().run, library.reports).result()
        assert [report.id for report in seen] == [first]
        assert threads.submit(library.reports).result() == ()
    assert library.reports() == ()
