"""Of which code, when and with what a run was made."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from evals import messages
from evals.questions import FOLDER

ROOT: Final = Path(__file__).parent.parent

PACKAGES: Final = ("chromadb", "sentence-transformers", "torch", "langchain-core", "jieba", "sqlalchemy", "pydantic")
"""What may change an answer, or how long it takes."""


class Made(BaseModel):
    """`date` is None once the times are taken out. `commit` ends in + where files were changed since. `llm` is the
    language model that was used; empty where none was."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    command: str
    date: str | None = None
    commit: str
    python: str
    packages: dict[str, str]
    embedder: str
    questions: tuple[str, ...]
    llm: str = ""


def made_now(command: str, files: Sequence[Path], embedder: str, llm: str = "") -> Made:
    """What is to be said of a run that begins now."""
    return Made(
        command=command,
        date=datetime.now().astimezone().isoformat(timespec="seconds"),
        commit=_commit(),
        python=platform.python_version(),
        packages={name: _version(name) for name in PACKAGES},
        embedder=embedder,
        questions=tuple(str(file.relative_to(FOLDER)) if file.is_relative_to(FOLDER) else file.name for file in files),
        llm=llm,
    )


def _commit() -> str:
    """The commit of this code, 未知 where it does not come with its history."""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--exclude=*", "--dirty=+"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return messages.UNKNOWN


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return messages.UNKNOWN
