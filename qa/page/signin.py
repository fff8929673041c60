"""Signing in: a page for people, a header for programs, and nothing else without it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs

from qa.page import texts
from qa.page.accounts import Accounts
from qa.page.markup import Html, el, join
from qa.page.person import App, Message, Person, Receive, Send, cookies, noted, set_cookie

PAGE: Final = "/sign-in"
LEAVE: Final = "/sign-out"
OPEN: Final = frozenset({"/health"})
"""What can be asked without signing in."""

COOKIE: Final = "juesuan-session"
MOST_SESSIONS: Final = 10_000
MOST_BODY: Final = 10_000
"""Bytes of a form that is filled in."""

PROGRAM_SECONDS: Final = 300
"""So long a program's name and password are not checked again: that takes a quarter of a second each time."""

TRIES: Final = 10
TRIES_SECONDS: Final = 600
"""So many wrong passwords within so many seconds, and an address has to wait."""

STYLE: Final = (
    "body{margin:0;background:#f6f7f9;color:#1c2430;font:1rem/1.6 system-ui,'PingFang SC','Microsoft YaHei',"
    "'Noto Sans CJK SC',sans-serif}main{max-width:22rem;margin:14vh auto 0;padding:2rem;background:#fff;"
    "border:1px solid #dde2e9;border-radius:10px}h1{margin:0 0 .2rem;font-size:1.375rem;color:#1f5a96;"
    "letter-spacing:.06em}p{margin:0 0 1rem;color:#5b6675;font-size:.9375rem}label{display:block;margin:.8rem 0}"
    "input{display:block;width:100%;box-sizing:border-box;margin-top:.2rem;padding:.55rem .75rem;font:inherit;"
    "border:1px solid #dde2e9;border-radius:8px}button{width:100%;margin-top:.6rem;padding:.6rem;font:inherit;"
    "color:#fff;background:#1f5a96;border:0;border-radius:8px;cursor:pointer}.bad{color:#a3261d}"
    ":focus-visible{outline:2px solid #1f5a96;outline-offset:2px}@media(max-width:30rem){main{margin:1rem}}"
)


@dataclass(frozen=True)
class _Session:
    name: str
    until: float


class SignIn:
    """The application behind a sign-in. Sessions are kept in memory: a restart ends them."""

    def __init__(self, app: App, accounts: Accounts, hours: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._accounts = accounts
        self._seconds = hours * 3600
        self._clock = clock
        self._lock = threading.Lock()
        self._sessions: OrderedDict[str, _Session] = OrderedDict()
        self._programs: OrderedDict[str, _Session] = OrderedDict()
        self._failures: dict[str, list[float]] = {}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Lets through who signed in; others get the page to sign in, or 401 where no page was asked for."""
        if scope["type"] != "http" or scope["path"] in OPEN:
            if scope["type"] == "websocket":
                return
            await self._app(scope, receive, send)
        elif scope["path"] == PAGE:
            await self._sign_in(scope, receive, send)
        elif scope["path"] == LEAVE:
            await self._leave(scope, send)
        elif name := await self._name(scope):
            noted(scope, Person(f"name:{name}", name))
            await self._app(scope, receive, send)
        elif b"text/html" in _header(scope, b"accept"):
            await _redirect(send, PAGE)
        else:
            await _reply(send, 401, texts.SIGN_IN_FIRST, (b"www-authenticate", b'Basic realm="juesuan"'))

    async def _name(self, scope: Message) -> str | None:
        """Who signed in; None where nobody did, where it is too long ago, and where the account is gone."""
        found = self._held(self._sessions, cookies(scope).get(COOKIE, ""))
        found = found or await self._program(scope)
        return found if found in self._accounts.names() else None

    async def _program(self, scope: Message) -> str | None:
        """Who a program says it is, with the right password."""
        header = _header(scope, b"authorization")
        if not header.lower().startswith(b"basic "):
            return None
        key = hashlib.sha256(header).hexdigest()
        if known := self._held(self._programs, key):
            return known
        try:
            name, _, password = base64.b64decode(header[6:], validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        if await self._admitted(scope, name, password) != "":
            return None
        self._hold(self._programs, key, name, PROGRAM_SECONDS)
        return name

    async def _admitted(self, scope: Message, name: str, password: str) -> str:
        """Why somebody is not let in; empty where they are."""
        from starlette.concurrency import run_in_threadpool

        address = str((scope.get("client") or ("",))[0])
        since = self._clock() - TRIES_SECONDS
        with self._lock:
            recent = {who: [t for t in times if t > since] for who, times in self._failures.items()}
            self._failures = {who: times for who, times in recent.items() if times}
            if len(self._failures.get(address, ())) >= TRIES:
                return texts.TOO_MANY_TRIES.format(minutes=TRIES_SECONDS // 60)
        if await run_in_threadpool(self._accounts.admits, name, password):
            return ""
        with self._lock:
            self._failures.setdefault(address, []).append(self._clock())
        return texts.SIGN_IN_WRONG

    async def _sign_in(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            await _page(send, 200)
            return
        form = parse_qs((await _body(receive)).decode("utf-8", "replace"))
        name, password = (form.get(field, [""])[0] for field in ("name", "password"))
        if problem := await self._admitted(scope, name, password):
            await _page(send, 403, name, problem)
            return
        token = secrets.token_urlsafe(32)
        self._hold(self._sessions, token, name, self._seconds)
        secure = scope.get("scheme") == "https"
        await _redirect(send, "/", set_cookie(COOKIE, token, seconds=int(self._seconds), secure=secure))

    async def _leave(self, scope: Message, send: Send) -> None:
        with self._lock:
            self._sessions.pop(cookies(scope).get(COOKIE, ""), None)
        await _redirect(send, PAGE, set_cookie(COOKIE, "", seconds=0))

    def _hold(self, held: OrderedDict[str, _Session], key: str, name: str, seconds: float) -> None:
        with self._lock:
            held[key] = _Session(name, self._clock() + seconds)
            while len(held) > MOST_SESSIONS:
                held.popitem(last=False)

    def _held(self, held: OrderedDict[str, _Session], key: str) -> str | None:
        with self._lock:
            session = held.get(key)
            if session and session.until > self._clock():
                return session.name
            held.pop(key, None)
            return None


def _header(scope: Message, name: bytes) -> bytes:
    return next((value for key, value in scope["headers"] if key == name), b"")


async def _body(receive: Receive) -> bytes:
    """What was sent, up to MOST_BODY."""
    data = b""
    more = True
    while more and len(data) <= MOST_BODY:
        message = await receive()
        data += message.get("body", b"")
        more = message.get("more_body", False)
    return data[:MOST_BODY]


async def _page(send: Send, status: int, name: str = "", problem: str = "") -> None:
    who = el("input", name="name", value=name, required=True, autocomplete="username", autofocus=not name)
    word = el(
        "input",
        name="password",
        type="password",
        required=True,
        autocomplete="current-password",
        autofocus=bool(name),
    )
    form = el(
        "form",
        el("label", texts.NAME, who),
        el("label", texts.PASSWORD, word),
        el("p", problem, class_="bad", role="alert") if problem else None,
        el("button", texts.SIGN_IN, type="submit"),
        method="post",
        action=PAGE,
    )
    main = el("main", el("h1", texts.TITLE), el("p", texts.SIGN_IN_PLEASE), form)
    head = join(
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        el("title", f"{texts.SIGN_IN} · {texts.TITLE}"),
        el("style", Html(STYLE)),
    )
    page = join(Html("<!doctype html>"), el("html", el("head", head), el("body", main), lang="zh-CN"))
    await _reply(send, status, page, kind=b"text/html; charset=utf-8")


async def _redirect(send: Send, to: str, *headers: tuple[bytes, bytes]) -> None:
    await _reply(send, 303, "", (b"location", to.encode()), *headers)


async def _reply(
    send: Send, status: int, text: str, *headers: tuple[bytes, bytes], kind: bytes = b"text/plain; charset=utf-8"
) -> None:
    held = [(b"content-type", kind), (b"cache-control", b"no-store"), *headers]
    await send({"type": "http.response.start", "status": status, "headers": held})
    await send({"type": "http.response.body", "body": text.encode()})
