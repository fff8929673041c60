"""One file a format, one contract: `read(path) -> Document`.

A new format is a new module here and a line in `SUFFIXES`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from ingest import messages
from ingest.document import Document
from ingest.errors import UnsupportedFormat

SUFFIXES: Final = {".pdf": "pdf", ".docx": "docx", ".html": "html", ".htm": "html", ".txt": "text"}
"""Suffix of a file (lower case) to the module that reads it."""


def remedy(path: Path) -> str:
    """What to do with a file that no module reads (Chinese)."""
    return messages.REMEDIES.get(path.suffix.lower(), messages.CONVERT)


def read(path: Path) -> Document:
    """The document in the file. Raises UnsupportedFormat, UnreadableDocument."""
    name = SUFFIXES.get(path.suffix.lower())
    if name is None:
        suffix = path.suffix or messages.NO_SUFFIX
        said = messages.UNSUPPORTED_FORMAT.format(
            name=path.name, suffix=suffix, suffixes="、".join(SUFFIXES), remedy=remedy(path)
        )
        raise UnsupportedFormat(said)
    reader: Callable[[Path], Document] = import_module(f"ingest.readers.{name}").read
    return reader(path)
