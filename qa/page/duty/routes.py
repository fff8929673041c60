"""The addresses of the tab beside the framework's: a spreadsheet in, a correction, a spreadsheet out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from ingest.errors import JuesuanError
from qa.duty_check.corrections import MAX_COMMENT, Mark
from qa.duty_check.sheets import NoTaskColumn
from qa.page.duty import texts
from qa.page.duty.desk import DutyDesk, Gone
from qa.page.duty.given import MAX_BYTES
from qa.page.duty.results import saved
from qa.page.responses import attachment, problem
from qa.page.workbook import XLSX

log = logging.getLogger(__name__)


class Said(BaseModel):
    """What is said of a verdict."""

    mark: Mark | None = None
    comment: Annotated[str, Field(max_length=MAX_COMMENT)] = ""


def routes(desk: DutyDesk) -> APIRouter:
    """The addresses, over one desk. What goes wrong is `{"problem": …}`, in Chinese."""
    router = APIRouter(prefix="/duties")

    @router.post("/sheet")
    async def take(request: Request, name: str = "", column: str | None = None) -> Response:
        data = await _body(request)
        if data is None:
            return problem(texts.FILE_TOO_LARGE.format(megabytes=MAX_BYTES // 2**20), 413)
        return await run_in_threadpool(_told, lambda: {"sheet": desk.take(name, data, column)})

    @router.post("/{token}/{row}")
    def correct(token: str, row: int, said: Said) -> Response:
        return _told(lambda: _corrected(desk, token, row, said))

    @router.get("/{token}.xlsx")
    def download(token: str) -> Response:
        try:
            return attachment(*desk.download(token), XLSX)
        except JuesuanError as error:
            return problem(str(error), 404 if isinstance(error, Gone) else 409)

    return router


async def _body(request: Request) -> bytes | None:
    """What was sent; None where it is more than MAX_BYTES."""
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > MAX_BYTES:
            return None
    return bytes(data)


def _corrected(desk: DutyDesk, token: str, row: int, said: Said) -> dict[str, Any]:
    kept, rows = desk.correct(token, row, said.mark, said.comment)
    mark, comment = (kept.mark, kept.comment) if kept else (None, "")
    return {"mark": mark, "comment": comment, "said": saved(kept), "rows": rows}


def _told(make: Callable[[], dict[str, Any]]) -> Response:
    """What is made, or the message of what went wrong."""
    try:
        return JSONResponse(make())
    except Gone as error:
        return problem(str(error), 404)
    except NoTaskColumn as error:
        return JSONResponse({"problem": str(error), "columns": error.seen}, 422)
    except JuesuanError as error:
        return problem(str(error), 409)
    except IndexError:
        return problem(texts.CORRECTION_WRONG, 404)
    except Exception:
        log.exception("a request of the duty tab failed")
        return problem(texts.UNEXPECTED, 500)
