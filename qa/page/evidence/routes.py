"""The addresses of pages: as image, and as what is shown when one is turned to."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from ingest.errors import JuesuanError, ReportNotFound
from qa.page.desk import Desk
from qa.page.evidence import texts
from qa.page.evidence.desk import EvidenceDesk, NoPage
from qa.page.person import person
from qa.page.responses import problem

UNSTORED: Final = {"cache-control": "no-store"}
"""A page may be somebody's alone, and its report may be removed."""

log = logging.getLogger(__name__)


def routes(library: Desk) -> APIRouter:
    """The addresses, over one desk. What goes wrong is `{"problem": …}`, in Chinese."""
    desk = EvidenceDesk(library)
    router = APIRouter(prefix="/evidence")

    @router.get("/{report}/{page}.png")
    def image(request: Request, report: str, page: str, scale: str = "2") -> Response:
        return _told(lambda: Response(desk.png(person(request), report, page, scale), 200, UNSTORED, "image/png"))

    @router.get("/{report}/{page}")
    def turned(request: Request, report: str, page: str) -> Response:
        return _told(lambda: HTMLResponse(desk.turned(person(request), report, page), 200, UNSTORED))

    return router


def _told(make: Callable[[], Response]) -> Response:
    """What is made, or the message of what went wrong."""
    try:
        return make()
    except (NoPage, ReportNotFound) as error:
        return problem(str(error), 404, UNSTORED)
    except JuesuanError as error:
        return problem(str(error), 409, UNSTORED)
    except Exception:
        log.exception("a page could not be shown")
        return problem(texts.NOT_SHOWN, 500, UNSTORED)
