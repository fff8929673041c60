"""The other side of `apart.Server`: takes one job after another from standard input, and answers each on standard
output, as `apart_child` does. It ends when its parent does, in whatever job it is.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
import traceback
from queue import SimpleQueue
from typing import Any

from ingest.progress import Stage, told_to
from ingest.readers.apart_child import Told, answer_of, begin


def main() -> None:
    """Does jobs until the parent is gone."""
    answers = begin()
    jobs: SimpleQueue[tuple[str, str, tuple[Any, ...]]] = SimpleQueue()
    threading.Thread(target=_receive, args=(jobs,), daemon=True).start()

    def send(message: bytes) -> None:
        answers.write(message)
        answers.flush()

    def tell(stage: Stage, done: int, total: int) -> None:
        send(pickle.dumps((True, Told(stage, done, total))))

    while True:
        job = jobs.get()
        with told_to(tell):
            answer = answer_of(*job)
        send(answer)


def _receive(jobs: SimpleQueue[tuple[str, str, tuple[Any, ...]]]) -> None:
    try:
        while True:
            jobs.put(pickle.load(sys.stdin.buffer))
    except EOFError:  # the parent is gone
        os._exit(0)
    except Exception:  # noqa: BLE001 - what was sent cannot be read here: the last line says why
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


if __name__ == "__main__":
    main()
