"""An address that says whether the program can answer, for whoever watches over it. It tells no content."""

from __future__ import annotations

import logging
from typing import Final

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from ingest.errors import JuesuanError, NoLibrary
from qa.page.desk import Desk

OK, EMPTY, ERROR = "ok", "empty", "error"
UNAVAILABLE: Final = 503

log = logging.getLogger(__name__)


def routes(desk: Desk) -> APIRouter:
    """`GET /health`: `{"status": ok|empty|error, "reports": number or null, "model": loading|ready|unavailable}`.

    The status is 200 where questions are answered or nothing was taken in yet, 503 where the library cannot be read.
    """
    router = APIRouter()

    @router.get("/health")
    def health() -> JSONResponse:
        try:
            count = len(desk.reports())
        except NoLibrary:
            count = 0
        except JuesuanError as error:
            log.warning("%s", error)
            return JSONResponse({"status": ERROR, "reports": None, "model": desk.model}, UNAVAILABLE)
        return JSONResponse({"status": OK if count else EMPTY, "reports": count, "model": desk.model})

    return router
