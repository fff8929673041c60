"""A service that stands in for a language model: OpenAI's protocol over HTTP on this machine, told what to say."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from ingest.settings import Settings
from qa.llm.model import LanguageModel

KEY: Final = "sk-the-secret-of-the-office"
MODEL: Final = "stand-in"


@dataclass(frozen=True)
class Said:
    """What the service does with a request: a status other than 200 with headers, or pieces of text, each after a
    `pause`. `first` and `last` are pauses before and behind them, in seconds. `usage`: whether it reports tokens;
    `raw`: bytes instead of all that, and where `again` is not 0 for ever, each after so many seconds; `ends`: whether
    it says that it is done."""

    pieces: tuple[str, ...] = ()
    pause: float = 0.0
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    usage: bool = True
    raw: bytes | None = None
    again: float = 0.0
    ends: bool = True
    first: float = 0.0
    last: float = 0.0


@dataclass(frozen=True)
class Asked:
    """A request: what the user's message holds, and all of it."""

    data: dict[str, Any]
    body: dict[str, Any]
    headers: Mapping[str, str]

    @property
    def understands(self) -> bool:
        """Whether it is asked how a question is meant; otherwise, to write."""
        return "names" in self.data


Script = Callable[[Asked], Said | str]


@dataclass
class Service:
    """A running service. `requests` are those that came."""

    script: Script
    url: str = ""
    requests: list[Asked] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def says(self, script: Script | Said | str) -> None:
        """From now on it does this; those that came are forgotten."""
        self.script = script if callable(script) else lambda _: script
        self.requests.clear()


@contextmanager
def service(script: Script | Said | str = "") -> Iterator[Service]:
    """A service on a free port of this machine, until the block ends."""
    made = Service(lambda _: "")
    made.says(script)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            asked = Asked(json.loads(body["messages"][-1]["content"]), body, dict(self.headers))
            with made.lock:
                made.requests.append(asked)
            said = made.script(asked)
            with suppress(BrokenPipeError, ConnectionResetError):  # whoever asked has gone
                _answer(self, Said((said,)) if isinstance(said, str) else said)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def _answer(handler: BaseHTTPRequestHandler, said: Said) -> None:
    time.sleep(said.first)
    handler.send_response(said.status)
    for name, value in said.headers.items():
        handler.send_header(name, value)
    if said.status != 200:
        error = json.dumps({"error": {"message": f"no: {KEY}", "type": "error", "code": said.status}}).encode()
        handler.send_header("content-type", "application/json")
        handler.send_header("content-length", str(len(error)))
        handler.end_headers()
        handler.wfile.write(error)
        return
    handler.send_header("content-type", "text/event-stream")
    handler.end_headers()
    if said.raw is not None:
        handler.wfile.write(said.raw)
        while said.again:
            time.sleep(said.again)
            handler.wfile.write(said.raw)
        return
    for piece in said.pieces:
        time.sleep(said.pause)
        _event(handler, {"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}}]})
    time.sleep(said.last)
    if not said.ends:
        return
    _event(handler, {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    if said.usage:
        told = {"prompt_tokens": 321, "completion_tokens": 45, "total_tokens": 366}
        _event(handler, {"choices": [], "usage": told})
    handler.wfile.write(b"data: [DONE]\n\n")


def _event(handler: BaseHTTPRequestHandler, data: dict[str, Any]) -> None:
    told = {"id": "one", "object": "chat.completion.chunk", "created": 1, "model": MODEL, **data}
    handler.wfile.write(f"data: {json.dumps(told, ensure_ascii=False)}\n\n".encode())
    handler.wfile.flush()


def configured(made: Service, **settings: Any) -> LanguageModel:
    """The service as the settings name it."""
    given = {"llm_model": MODEL, "llm_base_url": made.url, "llm_api_key": KEY, "llm_seconds": 20.0, **settings}
    return LanguageModel.configured(Settings(**given))


def settings_for(made: Service) -> dict[str, str]:
    """The same as variables of another process."""
    return {"JUESUAN_LLM_MODEL": MODEL, "JUESUAN_LLM_BASE_URL": made.url, "JUESUAN_LLM_API_KEY": KEY}
