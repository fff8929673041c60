"""Copies of the PDF files that reports were read from: a page can be shown as it is printed, whatever becomes of the
file. They lie in the library's folder, each named by the hash of what it holds: `documents/<sha256>.pdf`.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Final

from ingest import messages
from ingest.errors import UnreadableDocument
from ingest.library.revision import file_hash

FOLDER: Final = "documents"
SUFFIX: Final = ".pdf"


def kept(folder: Path, digest: str) -> Path | None:
    """The copy of the file with this hash, in a library's folder; None where there is none."""
    copy = folder / FOLDER / f"{digest}{SUFFIX}"
    return copy if copy.is_file() else None


def missing(folder: Path, path: Path, digest: str) -> bool:
    """Whether the file is a PDF of which there is no whole copy. Raises OSError where it cannot be looked at."""
    if path.suffix.lower() != SUFFIX:
        return False
    copy = kept(folder, digest)
    return copy is None or copy.stat().st_size != path.stat().st_size


def keep(folder: Path, path: Path, digest: str) -> None:
    """Copies the file with this hash, if it is `missing`.

    Raises UnreadableDocument where the file has another hash by now, OSError where it cannot be copied.
    """
    if not missing(folder, path, digest):
        return
    (folder / FOLDER).mkdir(exist_ok=True)
    begun = folder / FOLDER / f"{digest}.part"
    shutil.copyfile(path, begun)
    if file_hash(begun) != digest:
        begun.unlink()
        raise UnreadableDocument(messages.PDF_CHANGED.format(name=path.name))
    begun.replace(begun.with_suffix(SUFFIX))


def drop_others(folder: Path, digests: Collection[str]) -> None:
    """Deletes the copies of files with other hashes, and what a killed writer left of a copy."""
    wanted = {f"{digest}{SUFFIX}" for digest in digests}
    if not (folder / FOLDER).is_dir():
        return
    for copy in (folder / FOLDER).iterdir():
        if copy.name not in wanted:
            with suppress(OSError):  # some systems do not delete what somebody reads; the next writer will
                copy.unlink()
