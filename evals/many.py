"""The evaluation over a library of many reports of similar names: the corpus and reports that are made up."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from evals.hash_embedder import HashEmbedder
from evals.run import Explain
from ingest.embedder import Embedder, load_embedder
from ingest.errors import DocumentError
from ingest.library import Library, Writer, file_hash
from ingest.pipeline import read_report
from ingest.readers import SUFFIXES
from ingest.settings import settings
from qa.assistant import Assistant

TODAY: Final = datetime.date(2025, 6, 30)
"""The day on which the questions are asked, so that 去年 is the last year that there are reports of."""

EMBEDDERS: Final[dict[str, Callable[[], Embedder]]] = {
    "hash": HashEmbedder,
    "real": lambda: load_embedder(settings().embedder),
}
"""What makes the vectors: characters counted, which costs nothing; or the one of the settings."""


def embedder_named(name: str) -> Embedder:
    """One of EMBEDDERS, or any that the settings may name. Raises nothing before its first use."""
    return EMBEDDERS[name]() if name in EMBEDDERS else load_embedder(name)


def take_in(folder: Path, files: Iterable[Path], embedder: Embedder) -> None:
    """Reads files into a library. What is no report is left out."""
    with Writer(folder, embedder, settings().lock_seconds) as writer:
        for file in files:
            try:
                report = read_report(file, embedder.fits)
            except DocumentError:
                continue  # as in `load_sources`
            writer.publish(report, path=file, file_hash=file_hash(file))


def report_files(*folders: Path) -> list[Path]:
    """The files of the folders that a reader takes, in order."""
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES]


def open_explain(folder: Path, embedder: Embedder) -> Explain:
    """The one door, on the day of the questions."""
    return Assistant(Library.open(folder), embedder, today=lambda: TODAY).explain
