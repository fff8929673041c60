"""The doors of the program that the evaluation goes through, opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evals.retrieval import Mode, Search
from evals.run import Ask
from ingest.embedder import load_embedder
from ingest.library import Library
from ingest.settings import settings
from qa import retrieval
from qa.assistant import Assistant


def open_ask(folder: Path) -> Ask:
    """The one door. Raises NoLibrary where nothing was ingested."""
    return Assistant.open(folder).ask


def open_search(folder: Path) -> Search:
    """Retrieval alone. Raises NoLibrary where nothing was ingested."""
    library, embedder = Library.open(folder), load_embedder(settings().embedder)

    def texts(question: str, mode: Mode, limit: int) -> Sequence[str]:
        found = retrieval.search(library, embedder, question, mode=retrieval.Mode(mode.value), limit=limit)
        return [candidate.piece.excerpt.text for candidate in found]

    return texts


def stored_pdfs(folder: Path) -> tuple[Path, ...]:
    """The PDFs of the library's reports that are still where they were read. Raises NoLibrary."""
    paths = (report.path for report in Library.open(folder).reports())
    return tuple(path for path in paths if path.suffix.lower() == ".pdf" and path.is_file())
