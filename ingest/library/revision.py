"""What a revision is made of: the file's content and the version of the code that read it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from ingest import messages
from ingest.errors import UnreadableDocument
from ingest.readers import ocr
from ingest.report import Identity

_PACKAGE: Final = Path(__file__).parents[1]


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes. Raises UnreadableDocument."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableDocument(messages.CANNOT_OPEN.format(path=path, cause=error.strerror)) from error


def code_version() -> str:
    """What reads a file: a better parser, or one that can read scanned pages now, re-reads an old file."""
    return f"{_source_version()}+ocr" if ocr.enabled() else _source_version()


@cache
def _source_version() -> str:
    """A hash of the source of the whole ingest package."""
    digest = hashlib.sha256()
    for source in sorted(_PACKAGE.rglob("*.py")):
        digest.update(source.relative_to(_PACKAGE).as_posix().encode() + b"\0")
        digest.update(source.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def report_key(identity: Identity) -> str:
    """A short name of a report that stays the same over all its revisions."""
    parts = (identity.organization, identity.level, str(identity.year), identity.kind)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]
