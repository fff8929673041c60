"""The address of the tab beside the framework's: a table as a spreadsheet."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ingest.errors import JuesuanError
from qa.page.person import person
from qa.page.responses import attachment, problem
from qa.page.tables.desk import Gone, TablesDesk
from qa.page.workbook import XLSX


def routes(desk: TablesDesk) -> APIRouter:
    """The address, over one desk. What goes wrong is `{"problem": …}`, in Chinese."""
    router = APIRouter(prefix="/tables")

    @router.get("/{report_key}/{index}.xlsx")
    def download(request: Request, report_key: str, index: int, unit: str | None = None) -> Response:
        try:
            return attachment(*desk.download(report_key, index, unit, person(request)), XLSX)
        except JuesuanError as error:
            return problem(str(error), 404 if isinstance(error, Gone) else 409)

    return router
