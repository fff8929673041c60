"""The addresses of the tab beside the framework's: a conversation as a document, figures as a spreadsheet."""

from __future__ import annotations

import logging
from typing import Final

from fastapi import APIRouter, Request, Response

from ingest.errors import JuesuanError
from qa.page.chat import figures, texts
from qa.page.chat.desk import ChatDesk
from qa.page.chat.export import as_docx, as_markdown, document
from qa.page.person import person
from qa.page.responses import attachment, problem

MAKERS: Final = {
    "md": (as_markdown, "text/markdown; charset=utf-8"),
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
"""The forms of a document, by the ending of its name, and what they are to a browser."""

log = logging.getLogger(__name__)


def routes(desk: ChatDesk) -> APIRouter:
    """The addresses, over one desk. What goes wrong is `{"problem": …}`, in Chinese."""
    router = APIRouter()
    router.include_router(figures.routes(desk.answers))

    @router.get("/chat/{talk}.{ending}")
    def export(talk: str, ending: str, request: Request) -> Response:
        try:
            return _exported(desk, person(request).key, talk, ending)
        except JuesuanError as error:
            return problem(str(error), 409)
        except Exception:
            log.exception("a conversation could not be exported")
            return problem(texts.UNEXPECTED_TALKS, 500)

    return router


def _exported(desk: ChatDesk, key: str, talk: str, ending: str) -> Response:
    kept = desk.conversations.talk(key, talk)
    if kept is None or ending not in MAKERS:
        return problem(texts.TALK_GONE, 404)
    make, media = MAKERS[ending]
    content = make(document(kept.title, desk.conversations.turns(key, talk)))
    return attachment(f"{kept.title}.{ending}", content, media)
