"""The page on a port: the socket, the headers that keep browsers from asking other hosts, the server."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.errors import JuesuanError
from ingest.settings import settings
from qa.page import texts
from qa.page.accounts import Accounts
from qa.page.guard import guarded, is_loopback
from qa.page.person import App, Message, Receive, Send, with_browsers
from qa.page.signin import SignIn

if TYPE_CHECKING:
    from fastapi import FastAPI

HEADERS: Final = {
    # The framework draws with inline scripts and compiled templates; nothing may come from elsewhere.
    "content-security-policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}

_REFUSED: Final = {errno.EADDRINUSE: texts.PORT_TAKEN, errno.EACCES: texts.PORT_REFUSED}
_GRACE: Final = 1
"""Seconds that open connections have to end."""


class CannotServe(JuesuanError):
    """The address cannot be had."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises CannotServe with what to do about it."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        server = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CannotServe(texts.HOST_WRONG.format(host=host, cause=error.strerror)) from error
    try:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(address)
        server.listen()
    except OSError as error:
        server.close()
        template = _REFUSED.get(error.errno or 0, texts.HOST_WRONG)
        message = template.format(host=host, port=port, other=port + 1, cause=error.strerror)
        raise CannotServe(message) from error
    return server


def address(server: socket.socket) -> str:
    """The address to open in a browser."""
    host, port = server.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def accounts(host: str, file: Path | None) -> Accounts | None:
    """Who may sign in; None where nobody has to. Raises AccountError, and CannotServe where somebody would have to."""
    if file is not None:
        return Accounts(file)
    if not is_loopback(host):
        raise CannotServe(texts.AUTH_NEEDED.format(host=host))
    return None


def protected(app: App, known: Accounts | None) -> App:
    """The application with what stands before it: headers, no requests of other sites, the sign-in."""
    inner = SignIn(app, known, settings().session_hours) if known else with_browsers(app)
    return _with_headers(guarded(inner, any_host=known is not None))


def serve(app: FastAPI, server: socket.socket, known: Accounts | None) -> None:
    """Serves until interrupted, those who signed in where there are accounts."""
    import uvicorn

    logging.getLogger("uvicorn.error").addFilter(_matters)
    config = uvicorn.Config(
        protected(app, known),
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
    )
    uvicorn.Server(config).run(sockets=[server])


def _matters(record: logging.LogRecord) -> bool:
    """Not the connections of open pages, which are cut when the server is stopped."""
    cut = record.exc_info is not None and isinstance(record.exc_info[1], asyncio.CancelledError)
    return not cut and "graceful shutdown" not in record.getMessage()


def _with_headers(app: App) -> App:
    """The application with HEADERS on every response."""
    added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]

    async def wrapped(scope: Message, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *added]
            await send(message)

        await app(scope, receive, with_headers)

    return wrapped
