"""Requests that other sites have a browser send are turned away.

A page of another site can make a browser send a form here, or give this machine a name of its own (DNS rebinding). The
first is told by `Origin`, the second by `Host`: without a sign-in the page is for this machine alone.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from qa.page import texts
from qa.page.person import App, Message, Receive, Send

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


def is_loopback(host: str) -> bool:
    """Whether an address to serve on can be reached from this machine only."""
    return host in LOOPBACK or (host.startswith("127.") and host.replace(".", "").isdecimal())


def guarded(app: App, *, any_host: bool) -> App:
    """The application without what other sites send; `any_host` where people sign in, whatever it is called."""

    async def wrapped(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (problem := _problem(scope, any_host=any_host)):
            headers = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": problem.encode()})
            return
        await app(scope, receive, send)

    return wrapped


def _problem(scope: Message, *, any_host: bool) -> str:
    headers = dict(scope["headers"])
    host = headers.get(b"host", b"").decode("latin-1")
    if not any_host and not is_loopback(_name(f"//{host}")):
        return texts.OTHER_HOST
    origin = headers.get(b"origin", b"").decode("latin-1")
    if scope["method"] not in SAFE and origin and urlsplit(origin).netloc != host:
        return texts.OTHER_SITE
    return ""


def _name(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
