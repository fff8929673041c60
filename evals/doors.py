"""The doors of the program that the evaluation goes through, opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evals import messages
from evals.gold import Found
from evals.retrieval import Mode, Search
from evals.run import Ask, Explain
from ingest.embedder import load_embedder
from ingest.errors import SettingsError
from ingest.library import Library
from ingest.settings import settings
from qa import retrieval
from qa.assistant import Assistant


def open_ask(folder: Path) -> Ask:
    """The one door, without a language model. Raises NoLibrary where nothing was ingested."""
    return Assistant.open(folder, with_model=False).ask


def open_explain(folder: Path) -> Explain:
    """The same, with the trace. Raises NoLibrary where nothing was ingested."""
    return Assistant.open(folder, with_model=False).explain


def open_without_and_with_model(folder: Path) -> tuple[Explain, Explain]:
    """The same without and with the language model of the settings. Raises NoLibrary, and SettingsError where no model
    is set or the one that is does not answer."""
    with_model = Assistant.open(folder)
    if with_model.model is None:
        raise SettingsError(messages.NO_MODEL)
    from qa.llm.model import ModelTrouble
    from qa.llm.probe import probe

    try:
        probe(with_model.model)
    except ModelTrouble as error:
        raise SettingsError(messages.MODEL_TROUBLE.format(model=settings().llm_model, trouble=error)) from None
    return Assistant(with_model.library, with_model.embedder).explain, with_model.explain


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
