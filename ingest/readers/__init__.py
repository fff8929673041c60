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

SUFFIXES: Final = {".pdf": "pdf", ".txt": "text"}
"""Suffix of a file (lower case) to the module that reads it."""


def read(path: Path) -> Document:
    """The document in the file. Raises UnsupportedFormat, UnreadableDocument."""
    name = SUFFIXES.get(path.suffix.lower())
    if name is None:
        suffix = path.suffix or messages.NO_SUFFIX
        raise UnsupportedFormat(
            messages.UNSUPPORTED_FORMAT.format(name=path.name, suffix=suffix, suffixes="、".join(SUFFIXES))
        )
    reader: Callable[[Path], Document] = import_module(f"ingest.readers.{name}").read
    return reader(path)
