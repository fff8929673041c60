"""The doors of the program that the evaluation goes through, opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evals.retrieval import Mode, Search
from evals.run import Ask
from ingest.library import Library
from qa.assistant import Assistant
from qa.retrieval import search


def open_ask(folder: Path) -> Ask:
    """The one door. Raises NoLibrary where nothing was ingested."""
    return Assistant.open(folder).ask


def open_search(folder: Path) -> Search:
    """Retrieval alone. Raises NoLibrary where nothing was ingested."""
    library = Library.open(folder)

    def texts(question: str, mode: Mode, limit: int) -> Sequence[str]:
        found = search(library, question, mode=mode.value, limit=limit)
        return [candidate.piece.excerpt.text for candidate in found]

    return texts
