"""The addresses of the tab: files in, the lists, what is done with a report. What goes wrong is `{"problem": …}`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from ingest.errors import JuesuanError
from ingest.settings import settings
from qa.page.markup import Html
from qa.page.person import Person, person
from qa.page.reports import texts
from qa.page.reports.desk import ReportsDesk
from qa.page.reports.jobs import jobs
from qa.page.reports.listing import details, listing, sure
from qa.page.reports.queue import State
from qa.page.responses import problem

_Answer = dict[str, Any]

log = logging.getLogger(__name__)


def routes(desk: ReportsDesk) -> APIRouter:
    """The addresses, over one desk. Lists and details come as HTML that nothing can break out of."""
    router = APIRouter(prefix="/reports")
    changes: Final = {"remove": desk.remove, "publish": desk.publish, "withdraw": desk.withdraw}
    of_job: Final = {"cancel": desk.queue.cancel, "replace": desk.queue.replace, "keep": desk.queue.keep}

    @router.post("/files")
    async def take(request: Request, name: str = "") -> Response:
        return await _taken(desk, person(request), request, name)

    @router.get("/jobs")
    def on_their_way(request: Request) -> Response:
        return _told(lambda: _jobs(desk, person(request)))

    @router.post("/jobs/{job}/{action}")
    def with_job(request: Request, job: str, action: str) -> Response:
        who = person(request)
        if action == "clear":
            desk.queue.clear(who.key)
        elif action in of_job:
            return _told(lambda: _done(of_job[action](who.key, job)))
        return _told(lambda: _jobs(desk, who))

    @router.get("/list")
    def listed(request: Request, words: str = "", page: int = 1) -> Response:
        return _told(lambda: {"html": _listing(desk, person(request), words, page)})

    @router.get("/{report}/found")
    def found(request: Request, report: str) -> Response:
        return _told(lambda: {"html": details(desk.found(person(request), report))})

    @router.get("/{report}/sure/{action}")
    def asked(request: Request, report: str, action: str) -> Response:
        return _told(lambda: {"html": sure(desk.report(person(request), report), action)})

    @router.post("/{report}/{action}")
    def change(request: Request, report: str, action: str) -> Response:
        return _told(lambda: _done(changes[action](person(request), report)))

    return router


async def _taken(desk: ReportsDesk, who: Person, request: Request, name: str) -> Response:
    """A file is written where it is sent to, piece by piece, and no further than the largest that is read."""
    limit = settings().max_file_mb * 2**20
    try:
        path = desk.place(who, name)
    except JuesuanError as error:
        return problem(str(error), 409)
    size, whole = 0, False
    try:
        with path.open("xb") as file:
            async for chunk in request.stream():
                size += len(chunk)
                if size > limit:
                    return problem(texts.TOO_LARGE.format(megabytes=settings().max_file_mb), 413)
                await run_in_threadpool(file.write, chunk)
        whole = True
    finally:
        if not whole:
            path.unlink(missing_ok=True)
    desk.take(who, name, path)
    return JSONResponse({})


def _jobs(desk: ReportsDesk, who: Person) -> _Answer:
    """The files on their way; whether something moves, and how many are done, after which the reports are others."""
    listed = desk.queue.of(who.key)
    moving = any(job.state in (State.QUEUED, State.WORKING) for job in listed)
    return {"html": jobs(listed, who), "moving": moving, "done": sum(job.state is State.DONE for job in listed)}


def _listing(desk: ReportsDesk, who: Person, words: str, page: int) -> Html:
    shown = desk.listing(who, words, page)
    return listing(shown, lambda report: desk.may_change(who, report), shared=who.name is None)


def _done(_nothing: None) -> _Answer:
    return {}


def _told(make: Callable[[], _Answer]) -> Response:
    """What is made, or the message of what went wrong."""
    try:
        return JSONResponse(make())
    except JuesuanError as error:
        return problem(str(error), 409)
    except KeyError:
        return problem(texts.UNEXPECTED, 404)
    except Exception:
        log.exception("a request of the reports tab failed")
        return problem(texts.UNEXPECTED, 500)
