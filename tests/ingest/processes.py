"""What tests run in processes of their own: children that are killed, that write, that keep asking."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import Counter
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path
from queue import Queue

from ingest.errors import JuesuanError, LibraryBusy
from ingest.library import Library, Writer
from ingest.report import Report
from tests.ingest.sample import HashEmbedder, publish_one

KILLED = 77

Counting = Synchronized  # of int; not a generic at run time


def context() -> ForkServerContext:
    """Processes that start quickly, because what is slow to import is there already."""
    started = multiprocessing.get_context("forkserver")
    started.set_forkserver_preload(["chromadb", "langchain_chroma", "jieba", "ingest.library", __name__])
    return started


def finish(process: ForkServerProcess, seconds: float = 60) -> int | None:
    """The exit code of a process that has to end by itself."""
    process.join(seconds)
    if process.is_alive():
        process.kill()
        raise AssertionError(f"{process.name} did not end in {seconds} s")
    return process.exitcode


def wait_for_rounds(asked: Counting, rounds: int) -> None:
    """Until so many more rounds were asked."""
    until = asked.value + rounds
    give_up = time.monotonic() + 60
    while asked.value < until:
        assert time.monotonic() < give_up, "the reader stands still"
        time.sleep(0.002)


def publish_and_die(folder: Path, report: Report, point: str) -> None:
    """Publishes and is killed at the point."""

    def die(reached: str) -> None:
        if reached == point:
            os._exit(KILLED)

    with Writer(folder, HashEmbedder(), 5) as writer:
        writer.publish(report, path=Path("/reports/killed.txt"), file_hash=repr(report), checkpoint=die)


def publish_and_wait(folder: Path, report: Report, inside: Event, go_on: Event) -> None:
    """Publishes, and stands still in the middle of it until it may go on."""

    def stand(reached: str) -> None:
        if reached == "vectors written":
            inside.set()
            go_on.wait(30)

    with Writer(folder, HashEmbedder(), 5) as writer:
        writer.publish(report, path=Path("/reports/waiting.txt"), file_hash="w", checkpoint=stand)


def publish_many(folder: Path, reports: list[Report], seconds: float, results: Queue[str]) -> None:
    """Publishes each report, opening the library anew each time; says how each went."""
    for report in reports:
        try:
            with Writer(folder, HashEmbedder(), seconds) as writer:
                publish_one(writer, report)
            results.put("published")
        except LibraryBusy:
            results.put("busy")


def keep_asking(folder: Path, question: str, asked: Counting, stop: Event, results: Queue[dict[str, object]]) -> None:
    """Asks by words and by vectors until told to stop, and tells what it saw.

    `asked` counts the rounds. Of the results, `errors` are texts, `drifted` are pieces that are not in
    their passage, `seen` are the titles (in a snapshot) and ids (without) of the reports that answered.
    """
    embedder = HashEmbedder()
    vector = embedder.embed_query(question)
    errors: list[str] = []
    seen: Counter[str] = Counter()
    drifted: list[str] = []
    library = Library.open(folder)
    while not stop.is_set():
        try:
            with library.snapshot():
                here = {report.id: report.title for report in library.reports()}
                dense = library.search_vectors(vector, fingerprint=embedder.fingerprint, limit=5)
                for hit in [*library.search_words(question, limit=5), *dense]:
                    seen[here[hit.report_id]] += 1
                    if library.passage(hit.report_id, hit.passage).pieces[hit.piece].text != hit.text:
                        drifted.append(hit.piece_id)
            # without a snapshot: what is found must at least have been there
            for hit in library.search_vectors(vector, fingerprint=embedder.fingerprint, limit=5):
                seen[hit.report_id] += 1
        except (JuesuanError, KeyError, IndexError) as error:
            errors.append(f"{type(error).__name__}: {error}")
        asked.value += 1
    results.put({"errors": errors, "seen": dict(seen), "drifted": drifted})
