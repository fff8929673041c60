"""Scanned pages of a PDF: their text is recognised in processes of their own, where the extra `ocr` is installed.

Nothing that goes wrong with it takes the rest of the file away: the pages stay unread, and it is said why.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from ingest import messages
from ingest.document import Page
from ingest.progress import Stage, tell
from ingest.readers.apart import CHILD, Job, JobFailed, Limits, OutOfTime, Raised, run
from ingest.settings import settings

JOBS: Final = "ingest.readers.ocr_job"
PACKAGE: Final = "rapidocr"

SHARE: Final = 0.8
"""Of the time that is left, for beginning pages; the rest is for ending the one that was begun."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """The pages whose text was recognised, by number, and what can be done about the others."""

    pages: Mapping[int, Page] = field(default_factory=dict)
    remedy: str = ""


def enabled() -> bool:
    """Whether scanned pages are recognised. Loads nothing."""
    return settings().ocr and find_spec(PACKAGE) is not None


def recognize(path: Path, numbers: Sequence[int], deadline: float) -> Recognition:
    """What could be recognised of these pages (from 1) before the deadline, a time of `time.monotonic`."""
    if not numbers:
        return Recognition()
    if not enabled():
        return Recognition(remedy=messages.OCR_NOT_INSTALLED if settings().ocr else messages.OCR_OFF)
    tell(Stage.SCANS, 0, len(numbers))
    try:
        done = _run(path.resolve(), numbers, deadline - time.monotonic())
    except JobFailed as failure:
        return Recognition(remedy=_explain(failure))
    remedy = messages.OCR_FOUND_NOTHING if len(done) == len(numbers) else messages.OCR_OUT_OF_TIME
    return Recognition({page.number: page for page in done if page.text}, remedy)


def _run(path: Path, numbers: Sequence[int], seconds: float) -> list[Page]:
    workers = min(settings().pdf_workers, len(numbers))
    stripes = [tuple(numbers[first::workers]) for first in range(workers)]
    jobs = [Job(JOBS, "recognize_pages", (path, stripe, SHARE * seconds)) for stripe in stripes]
    return [page for pages in run(jobs, Limits(seconds, settings().pdf_memory_mb)) for page in pages]


def _explain(failure: JobFailed) -> str:
    """What can be done about a failure. Raises it again where it is a mistake of the program's own."""
    if isinstance(failure, OutOfTime):
        return messages.OCR_OUT_OF_TIME
    if isinstance(failure, Raised) and failure.module.startswith("ingest.") and failure.module != CHILD:
        raise failure
    kind = type(failure).__name__
    cause = f"{failure.kind}: {failure.text.strip()}" if isinstance(failure, Raised) else kind
    return messages.OCR_FAILED.format(cause=cause.splitlines()[-1])
