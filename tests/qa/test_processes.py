"""One process asks while another publishes, replaces and removes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ingest.library import Writer
from tests.ingest.processes import context, finish, wait_for_rounds
from tests.ingest.sample import HashEmbedder, publish, publish_one
from tests.qa.asking import made_up
from tests.qa.asking_process import keep_asking

FIGURE: Final = "青石县水务局园林绿化管理支出是多少？"
PASSAGE: Final = "青石县水务局青藤补助的说明"
STEADY: Final = "云岭市园林局园林绿化管理支出是多少？"


def test_answers_are_of_what_is_published_at_the_time(tmp_path: Path) -> None:
    """No error, no deleted passage, the new one found after publishing."""
    embedder = HashEmbedder()
    publish(tmp_path, made_up(amount="1.00"), embedder=embedder)
    processes = context()
    asked, stop, results = processes.Value("i", 0), processes.Event(), processes.Queue()
    child = processes.Process(target=keep_asking, args=(tmp_path, [FIGURE, PASSAGE, STEADY], asked, stop, results))
    child.start()
    try:
        wait_for_rounds(asked, 3)
        for round_ in range(1, 4):
            versions = [
                made_up("青石县水务局", amount=f"{round_}.25", extra=f"二、青藤补助：第{round_}版说明，甲。"),
                made_up("青石县水务局", amount=f"{round_}.75", extra=f"二、青藤补助：第{round_}版说明，乙。"),
            ]
            for version in versions:
                with Writer(tmp_path, embedder, 10) as writer:
                    published = publish_one(writer, version)
                wait_for_rounds(asked, 3)
            with Writer(tmp_path, embedder, 10) as writer:
                writer.remove(published.report.id)
            wait_for_rounds(asked, 3)
    finally:
        stop.set()
    told = results.get(timeout=60)
    assert finish(child) == 0
    assert told["errors"] == []
    said = "\n".join(told["texts"])
    for round_ in range(1, 4):
        for amount, version in ((f"{round_}.25", "甲"), (f"{round_}.75", "乙")):
            assert f"{amount} 万元" in said
            assert f"第{round_}版说明，{version}。" in said
    assert "1.00 万元" in said
    assert not any("第1版" in text and "第2版" in text for text in told["texts"])


def test_nothing_of_a_removed_report_is_answered_afterwards(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    [_, removed] = publish(
        tmp_path,
        made_up(amount="1.00"),
        made_up("青石县水务局", amount="2.00", extra="二、青藤补助：说明，甲。"),
        embedder=embedder,
    )
    processes = context()
    stop = processes.Event()
    before, after = processes.Queue(), processes.Queue()
    first, second = processes.Value("i", 0), processes.Value("i", 0)
    child = processes.Process(target=keep_asking, args=(tmp_path, [FIGURE, PASSAGE], first, stop, before))
    child.start()
    wait_for_rounds(first, 2)
    stop.set()
    assert "2.00" in "\n".join(before.get(timeout=60)["texts"])
    finish(child)
    with Writer(tmp_path, embedder, 10) as writer:
        writer.remove(removed)
    stop.clear()
    child = processes.Process(target=keep_asking, args=(tmp_path, [FIGURE, PASSAGE], second, stop, after))
    child.start()
    wait_for_rounds(second, 2)
    stop.set()
    told = after.get(timeout=60)
    finish(child)
    assert told["errors"] == []
    assert not any("2.00" in text or "青藤补助：说明" in text for text in told["texts"])
