"""The doors of the program that the evaluation goes through, opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evals.gold import Found
from evals.retrieval import Mode, Search
from evals.run import Ask, Explain
from ingest.embedder import load_embedder
from ingest.library import Library
from ingest.settings import settings
from qa import retrieval
from qa.answer import Answer
from qa.assistant import Assistant


def open_ask(folder: Path) -> Ask:
    """The one door. Raises NoLibrary where nothing was ingested."""
    return Assistant.open(folder).ask


def open_explain(folder: Path) -> Explain:
    """The same, with the trace. Raises NoLibrary where nothing was ingested."""
    return explaining(Assistant.open(folder))


def explaining(assistant: Assistant) -> Explain:
    """An assistant's answers with the lines of their traces."""

    def explain(question: str, history: Sequence[Answer]) -> tuple[Answer, Sequence[str]]:
        answer, trace = assistant.explain(question, history)
        return answer, trace.lines

    return explain


def open_search(folder: Path) -> Search:
    """Retrieval alone. Raises NoLibrary where nothing was ingested."""
    library, embedder = Library.open(folder), load_embedder(settings().embedder)

    def texts(question: str, mode: Mode, limit: int) -> Sequence[Found]:
        found = retrieval.search(library, embedder, question, mode=retrieval.Mode(mode.value), limit=limit)
        return [Found(candidate.piece.excerpt.text) for candidate in found]

    return texts


def stored_pdfs(folder: Path) -> tuple[Path, ...]:
    """The PDFs of the library's reports that are still where they were read. Raises NoLibrary."""
    paths = (report.path for report in Library.open(folder).reports())
    return tuple(path for path in paths if path and path.suffix.lower() == ".pdf" and path.is_file())
