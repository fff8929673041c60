"""Who asks: a name that signed in, or else a browser.

What belongs to somebody (conversations, uploads that are not published) is kept under the key of a `Person`. A browser
that nobody signed in with is told apart by a cookie that says nothing and cannot be guessed.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final, Protocol

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
"""An ASGI application and what it is called with."""

COOKIE: Final = "juesuan"
YEAR: Final = 365 * 24 * 3600
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{22,64}")
_STATE: Final = "juesuan_person"


@dataclass(frozen=True)
class Person:
    """Who asks. `key` is stable from visit to visit; `name` is None where nobody has to sign in."""

    key: str
    name: str | None = None

    @property
    def owner(self) -> str:
        """Whose alone is what this person puts into the library; empty for everyone's, where nobody signs in."""
        return "" if self.name is None else self.key


class HasState(Protocol):
    """A request of the framework or of FastAPI."""

    @property
    def state(self) -> Any:
        """What the middleware noted."""


def person(request: HasState) -> Person:
    """Who sent a request that came through `with_person`."""
    key, name = getattr(request.state, _STATE)
    return Person(key, name)


def noted(scope: Message, who: Person) -> None:
    """Writes into a request who sent it. Plain values: the framework copies them to where the event is worked on."""
    scope["state"] = {**scope.get("state", {}), _STATE: (who.key, who.name)}


def cookies(scope: Message) -> dict[str, str]:
    """The cookies of a request; none where they cannot be read."""
    jar = SimpleCookie()
    try:
        jar.load("; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def set_cookie(name: str, value: str, *, seconds: int, secure: bool = False) -> tuple[bytes, bytes]:
    """The header that sets a cookie which scripts and other sites cannot use."""
    text = f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"
    return b"set-cookie", text.encode("ascii")


def with_browsers(app: App) -> App:
    """The application, where each browser is a person: those without the cookie get it."""

    async def wrapped(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        token = cookies(scope).get(COOKIE, "")
        known = _TOKEN.fullmatch(token) is not None
        if not known:
            token = secrets.token_urlsafe(24)
        noted(scope, Person(f"browser:{token}"))

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and not known:
                message["headers"] = [*message.get("headers", ()), set_cookie(COOKIE, token, seconds=YEAR)]
            await send(message)

        await app(scope, receive, with_cookie)

    return wrapped
