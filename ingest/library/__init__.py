"""The library: SQL is the truth, Chroma is derived from it.

`Library` reads, `Writer` writes. Nothing here imports torch, chromadb, langchain or jieba before a
search or a publication needs it.
"""

from __future__ import annotations

from ingest.library.reader import ANYONE, Hit, Library
from ingest.library.revision import code_version, file_hash, report_key
from ingest.library.stored import Counts, StoredReport, Upload
from ingest.library.writer import CHECKPOINTS, Published, Unchanged, Writer

__all__ = [
    "ANYONE",
    "CHECKPOINTS",
    "Counts",
    "Hit",
    "Library",
    "Published",
    "StoredReport",
    "Unchanged",
    "Upload",
    "Writer",
    "code_version",
    "file_hash",
    "report_key",
]
