"""What stands behind the page: the assistant, opened when there is a library, and errors as words.

One desk serves all sessions. It knows nothing of the framework that draws the page.
"""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path
from typing import Final

from ingest.errors import JuesuanError
from ingest.library import Library, StoredReport
from qa.assistant import Assistant
from qa.page import texts
from qa.page.person import Person

_WARMING: Final = "决算"
"""A word to search for, so that everything a search needs is loaded."""

LOADING, READY, UNAVAILABLE = "loading", "ready", "unavailable"

log = logging.getLogger(__name__)


class Desk:
    """The library for the page. May be used by several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._assistant: Assistant | None = None
        self.model = LOADING
        """Whether questions can be searched by meaning: LOADING, READY or UNAVAILABLE."""

    def assistant(self, who: Person | None = None) -> Assistant:
        """The assistant for somebody, over what this person sees; for nobody in particular, over what everyone does.
        Opened at the first call that finds a library. Raises LibraryError."""
        with self._lock:
            opened = self._assistant is None
            if self._assistant is None:
                self._assistant = Assistant.open(self.folder)
        if opened and self.model == UNAVAILABLE:  # there was no library when it was to be loaded
            self.warm_in_background()
        return self._assistant.seen_by(who.owner if who else "")

    def library_of(self, who: Person) -> Library:
        """The library with the reports that this person may see. Raises LibraryError."""
        return self.assistant(who).library

    def reports(self, who: Person | None = None) -> tuple[StoredReport, ...]:
        """The reports that somebody can ask about. Raises LibraryError."""
        return self.assistant(who).library.reports()

    def warm(self) -> None:
        """Loads what only searching needs, the embedding model above all, and logs how long it took."""
        started = time.perf_counter()
        try:
            assistant = self.assistant()
            if assistant.model:
                assistant.model.load()
            _search(assistant)
        except JuesuanError as error:
            self.model = UNAVAILABLE
            log.warning(texts.MODEL_NOT_READY.format(cause=error))
        except Exception:
            self.model = UNAVAILABLE
            log.exception(texts.MODEL_NOT_READY.format(cause=texts.SEE_LOG))
        else:
            self.model = READY
            log.info(texts.MODEL_READY.format(seconds=time.perf_counter() - started))

    def warm_in_background(self) -> threading.Thread:
        """`warm` in a thread that does not keep the process alive."""
        log.info(texts.LOADING_MODEL)
        thread = threading.Thread(target=self.warm, name="embedding-model", daemon=True)
        thread.start()
        return thread


def _search(assistant: Assistant) -> None:
    vector = assistant.embedder.embed_query(_WARMING)
    one = [report.id for report in assistant.library.reports()[:1]]
    assistant.library.search_words(_WARMING, reports=one, limit=1)
    assistant.library.search_vectors(vector, fingerprint=assistant.embedder.fingerprint, reports=one, limit=1)
