"""How far a file is on its way into the library: told to whoever listens, in whatever thread is at work.

Readers and the library tell; the page listens. Where nobody does, telling costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum

Listener = Callable[["Stage", int, int], None]
"""The stage, and how many of how many pages or pieces are done; 0 of 0 where that is not known."""


class Stage(StrEnum):
    """What is being done with a file, in order."""

    WAITING = "waiting"  # for another writer
    PAGES = "pages"
    SCANS = "scans"
    TABLES = "tables"
    EMBEDDING = "embedding"
    PUBLISHING = "publishing"


_listener: ContextVar[Listener | None] = ContextVar("progress", default=None)


def tell(stage: Stage, done: int = 0, total: int = 0) -> None:
    """Tells whoever listens."""
    if listener := _listener.get():
        listener(stage, done, total)


@contextmanager
def told_to(listener: Listener) -> Iterator[None]:
    """Within the block the listener is told, whenever something is new."""
    last: tuple[Stage, int, int] | None = None

    def changed(stage: Stage, done: int, total: int) -> None:
        nonlocal last
        if (now := (stage, done, total)) != last:
            last = now
            listener(stage, done, total)

    token = _listener.set(changed)
    try:
        yield
    finally:
        _listener.reset(token)
