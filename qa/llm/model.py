"""A language model behind an OpenAI-compatible address, through LangChain: asked within a time limit, read as it
comes, and what goes wrong told apart."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from ingest.errors import JuesuanError
from ingest.settings import Settings
from qa.llm import messages
from qa.llm.messages import Trouble

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Message = tuple[str, str]
"""Who says it (`system`, `human`), and what."""

OLLAMA: Final = "ollama:"
"""What the names of models begin with that Ollama serves on this machine."""

OLLAMA_URL: Final = "http://127.0.0.1:11434/v1"

NO_KEY: Final = "none"
"""Sent where no key is set: local services take any, but the client insists on one."""

LONGEST: Final = 4
"""So many characters are read for each token allowed: a service that does not keep to the limit is cut off."""

BEFORE_RETRY: Final = 0.5
"""A second try is made only where so many seconds are left behind the wait that the service asks for."""

_THOUGHT: Final = ("<think>", "</think>")
"""What some services put around what a model thinks before it answers."""

_OF_STATUS: Final = {401: Trouble.KEY, 403: Trouble.KEY, 404: Trouble.NO_MODEL, 429: Trouble.BUSY}
_SERVER_FAULT: Final = 500

log = logging.getLogger(__name__)


class ModelTrouble(JuesuanError):
    """Nothing came of a request to the language model, or not all."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass
class Usage:
    """What one request cost. Tokens are None where the service does not report them."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    seconds: float = 0.0

    def __str__(self) -> str:
        if self.input_tokens is None:
            return messages.NO_TOKENS
        return messages.TOKENS.format(input=self.input_tokens, output=self.output_tokens)


class Deadline:
    """When an answer has to be there."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds until then; 0 when it is past."""
        return max(self._end - time.monotonic(), 0.0)


class LanguageModel:
    """A chat model with limits. May be used by several threads."""

    def __init__(self, chat: Callable[[], BaseChatModel], *, seconds: float, tokens: int, at_once: int) -> None:
        self._make = chat
        self._tokens = tokens
        self._slots = threading.BoundedSemaphore(at_once)
        self._counts = True
        self.seconds = seconds

    @classmethod
    def configured(cls, given: Settings) -> LanguageModel:
        """The model that the settings name. Nothing is loaded before the first request."""
        return cls(
            lambda: _client(given), seconds=given.llm_seconds, tokens=given.llm_tokens, at_once=given.llm_at_once
        )

    @cached_property
    def _chat(self) -> BaseChatModel:
        return self._make()

    def load(self) -> None:
        """Loads what the first request would have to wait for. What cannot be loaded is told there."""
        with suppress(ModelTrouble):
            _ = self._chat

    def stream(self, conversation: Sequence[Message], deadline: Deadline, usage: Usage) -> Iterator[str]:
        """What the model writes, piece by piece, without its thoughts. Raises ModelTrouble, past the deadline too."""
        return _answer_of(self._pieces(conversation, deadline, usage))

    def complete(self, conversation: Sequence[Message], deadline: Deadline, usage: Usage) -> str:
        """All that the model writes. Raises ModelTrouble."""
        return "".join(self.stream(conversation, deadline, usage))

    def _pieces(self, conversation: Sequence[Message], deadline: Deadline, usage: Usage) -> Iterator[str]:
        """The pieces as they come from a thread of its own: a service that says nothing more is given up in time, and
        its connection closed."""
        started = time.monotonic()
        if not self._slots.acquire(timeout=deadline.left):
            raise ModelTrouble(Trouble.CROWDED)
        request = _Request()
        job = (conversation, deadline, request)
        threading.Thread(target=self._run, args=job, name="language-model", daemon=True).start()
        try:
            yield from self._read(request.came, deadline, usage)
        finally:
            request.give_up()
            self._slots.release()
            usage.seconds = time.monotonic() - started

    def _read(self, came: queue.SimpleQueue[Any], deadline: Deadline, usage: Usage) -> Iterator[str]:
        read = 0
        while read <= self._tokens * LONGEST:
            try:
                piece = came.get(timeout=deadline.left)
            except queue.Empty:
                raise ModelTrouble(Trouble.TIMEOUT) from None
            if piece is None:
                return
            if isinstance(piece, BaseException):
                log.warning("language model: %s", type(piece).__name__)  # its words may hold the key
                raise ModelTrouble(trouble_of(piece)) from None
            if told := getattr(piece, "usage_metadata", None):
                usage.input_tokens, usage.output_tokens = told["input_tokens"], told["output_tokens"]
            text = str(piece.text)
            read += len(text)
            yield text

    def _run(self, conversation: Sequence[Message], deadline: Deadline, request: _Request) -> None:
        """Hands on the pieces, then None, or the error."""
        _REQUEST.now = request
        try:
            for piece in self._tried(conversation, deadline):
                if request.given_up:
                    return
                request.came.put(piece)
            request.came.put(None)
        except Exception as error:  # noqa: BLE001 - whoever waits is told
            request.came.put(error)

    def _tried(self, conversation: Sequence[Message], deadline: Deadline) -> Iterator[Any]:
        """The pieces. There is a second try where the service is busy and says for how long, and that is within the
        limit; and one without the count of tokens where it accepts no such request."""
        said = list(conversation)
        try:
            yield from self._chat.stream(said, stream_usage=self._counts)
        except Exception as error:
            wait = _retry_after(error)
            if self._counts and trouble_of(error) is Trouble.REJECTED:
                self._counts, wait = False, 0.0
            if wait is None or wait + BEFORE_RETRY > deadline.left:
                raise
            time.sleep(wait)
            yield from self._chat.stream(said, stream_usage=self._counts)


class _Request:
    """One request: what came of it, and the connections that it opened, to be closed when it is given up."""

    def __init__(self) -> None:
        self.came: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.given_up = False
        self.responses: list[Any] = []

    def give_up(self) -> None:
        """Closes what is still open: a service that goes on for ever is not read for ever."""
        self.given_up = True
        for response in self.responses:
            with suppress(Exception):
                response.close()


_REQUEST: Final = threading.local()
"""The request that a thread works for."""


def _opened(response: Any) -> None:
    """A connection is open: it belongs to the request of the thread."""
    _REQUEST.now.responses.append(response)


def _client(given: Settings) -> BaseChatModel:
    """The client. Raises ModelTrouble where it is not installed, or has no address to go to."""
    try:
        from langchain_openai import ChatOpenAI
        from openai import DefaultHttpxClient
    except ImportError as error:
        raise ModelTrouble(Trouble.MISSING) from error
    url = given.llm_base_url or (OLLAMA_URL if given.llm_model.startswith(OLLAMA) else "")
    if not url:  # the client would take another's
        raise ModelTrouble(Trouble.NO_ADDRESS)
    chat: BaseChatModel = ChatOpenAI(
        model=given.llm_model.removeprefix(OLLAMA),
        base_url=url,
        api_key=given.llm_api_key.get_secret_value() or NO_KEY,
        temperature=0,
        timeout=given.llm_seconds,
        max_retries=0,  # ours keeps to the time limit
        http_client=DefaultHttpxClient(event_hooks={"response": [_opened]}, timeout=given.llm_seconds),
        use_responses_api=False,
        # Not the client's own parameter: that is sent by a name that only one service knows.
        extra_body={"max_tokens": given.llm_tokens},
    )
    return chat


def trouble_of(error: BaseException) -> Trouble:
    """What went wrong, of an error of the client."""
    if isinstance(error, ModelTrouble):
        return error.trouble
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    if isinstance(error, APITimeoutError):
        return Trouble.TIMEOUT
    if isinstance(error, APIConnectionError):
        return Trouble.CONNECTION
    if isinstance(error, APIStatusError):
        fallback = Trouble.SERVER if error.status_code >= _SERVER_FAULT else Trouble.REJECTED
        return _OF_STATUS.get(error.status_code, fallback)
    return Trouble.BROKEN


def _retry_after(error: Exception) -> float | None:
    """For how long a service that is busy asks to wait, in seconds; None where it does not say."""
    if isinstance(error, ModelTrouble):
        return None
    from openai import RateLimitError

    if not isinstance(error, RateLimitError):
        return None
    try:
        seconds = float(error.response.headers.get("retry-after", ""))
    except ValueError:
        return None
    return max(seconds, 0.0) if isfinite(seconds) else None


def _answer_of(pieces: Iterator[str]) -> Iterator[str]:
    """The pieces without a thought at their beginning."""
    begin, end = _THOUGHT
    held = ""
    for piece in pieces:
        held += piece
        start = held.lstrip()
        if start.startswith(begin):
            _, closed, rest = start.partition(end)
            if not closed:
                continue
            held = rest
        elif begin.startswith(start):
            continue
        yield held
        break
    else:
        if held and not held.lstrip().startswith(begin):
            yield held
        return
    yield from pieces
