"""A process that keeps asking while others write."""

from __future__ import annotations

from multiprocessing.synchronize import Event
from pathlib import Path
from queue import Queue

from ingest.errors import JuesuanError
from ingest.library import Library
from qa.assistant import Assistant
from tests.ingest.processes import Counting
from tests.ingest.sample import HashEmbedder


def keep_asking(
    folder: Path, questions: list[str], asked: Counting, stop: Event, results: Queue[dict[str, list[str]]]
) -> None:
    """Asks the questions in turn until told to stop, through one assistant; `asked` counts the rounds.

    Tells the errors, the texts of all different answers, and the answers whose quotes no report holds.
    """
    assistant = Assistant(Library.open(folder), HashEmbedder())
    errors: set[str] = set()
    texts: set[str] = set()
    while not stop.is_set():
        for question in questions:
            try:
                answer = assistant.ask(question)
                texts.add(f"{answer.kind}: {answer.text}")
            except (JuesuanError, LookupError, ValueError, RuntimeError, OSError) as error:
                errors.add(f"{question}: {type(error).__name__}: {error}")
        asked.value += 1
    results.put({"errors": sorted(errors), "texts": sorted(texts)})
