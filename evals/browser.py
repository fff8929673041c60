"""The page as people meet it, for what is measured and shown of it: the real server, and a real browser before it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from evals import messages
from evals.bench_results import BenchError

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT: Final = Path(__file__).parent.parent
STARTS: Final = 120.0
"""Seconds that a server may take to start."""

WITHOUT_MODEL: Final = {"JUESUAN_LLM_MODEL": ""}
"""Nothing is measured with a language model, even where one is set."""

CHROMIUMS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # Without these it looks for hosts of its maker's at every start.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Path of a Chromium on this machine."""
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


def is_here() -> bool:
    """Whether there is a browser, and what drives it."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return False
    return find_chromium() is not None


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        try:
            yield found
        finally:
            found.close()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def app(*arguments: str | Path) -> list[str]:
    """The command that serves the page."""
    return [sys.executable, "app.py", *map(str, arguments)]


def get(url: str) -> Any:
    """The response to a plain request, past any proxy. Raises URLError."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=10)


@contextmanager
def served(folder: Path, *arguments: str | Path, **settings: str) -> Iterator[str]:
    """The address of `python app.py` over a library; stopped at the end. Raises BenchError."""
    port = free_port()
    command = app("--port", str(port), "--library", folder.absolute(), *arguments)
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, env=os.environ | WITHOUT_MODEL | settings
    ) as server:
        try:
            address = f"http://127.0.0.1:{port}/"
            wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(20)


def wait_for(address: str, server: subprocess.Popen[Any]) -> None:
    """Returns when the server answers. Raises BenchError where it does not."""
    end = time.monotonic() + STARTS
    while server.poll() is None and time.monotonic() < end:
        try:
            with get(f"{address}health"):
                return
        except urllib.error.HTTPError:  # it answers, if badly
            return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    raise BenchError(messages.PAGE_DID_NOT_START)
