"""Images of pages of the PDF files that the library keeps. Each is drawn in a process of its own: what a page holds
can take neither the program down nor more time and memory than it is given.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import Final

from ingest.errors import JuesuanError
from ingest.library.kept import Kept
from ingest.readers.apart import Job, JobFailed, Limits, run
from ingest.settings import settings
from qa.page.evidence import texts

SCALES: Final = {text: float(text) for text in ("1", "1.5", "2", "3", "4")}
"""Dots for a point that can be asked for, as they are asked for."""

SECONDS: Final = 20.0
WAIT_SECONDS: Final = 30.0
AT_ONCE: Final = 2

KEPT: Final = 64
KEPT_BYTES: Final = 2**20
"""So many images stay in memory. One that is larger is drawn anew each time."""

log = logging.getLogger(__name__)


class NoImage(JuesuanError):
    """A page cannot be shown as an image."""


class PageImages:
    """Draws pages. May be used by several threads."""

    def __init__(self) -> None:
        self._kept: Kept[tuple[str, int, int, float], bytes] = Kept(KEPT, lambda png: len(png) <= KEPT_BYTES)
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def png(self, document: Path, number: int, turned: int, scale: float) -> bytes:
        """The page as PNG. `document` is named by the hash of what it holds; `scale` is one of SCALES.

        Raises NoImage.
        """
        key = (document.stem, number, turned, scale)
        return self._kept.get(key, lambda: self._drawn(document, *key[1:]))

    def _drawn(self, document: Path, number: int, turned: int, scale: float) -> bytes:
        if not self._turns.acquire(timeout=WAIT_SECONDS):
            raise NoImage(texts.IMAGE_BUSY)
        job = Job("ingest.readers.page_image", "draw", (document.resolve(), document.stem, number, turned, scale))
        try:
            (png,) = run([job], Limits(SECONDS, settings().pdf_memory_mb))
        except JobFailed as failure:
            log.warning("page %d of %s could not be drawn: %r", number, document.name, failure)
            raise NoImage(texts.IMAGE_FAILED) from failure
        finally:
            self._turns.release()
        if png is None:
            raise NoImage(texts.IMAGE_CHANGED)
        return bytes(png)
