"""What Ctrl-C does to a command: it ends at once, with one line.

Whatever is being done can be cut off anywhere: the library stays as it was before, and the processes that read files
end when their starter does. So nothing is to be cleared up, and no traceback comes out of a library that happened to
be at work, not even while the program itself is still being imported.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import Final

from ingest.messages import INTERRUPTED

STATUS: Final = 130
"""Exit status of a command that was interrupted, as shells have it."""


def end_at_once() -> None:
    """From now on Ctrl-C ends this process; for the main thread of a command."""
    signal.signal(signal.SIGINT, _end)


def _end(_number: int, _frame: FrameType | None) -> None:
    with suppress(Exception):  # it may have been interrupted in the middle of writing, or nobody reads any more
        sys.stdout.flush()
    with suppress(OSError):
        os.write(2, f"\n{INTERRUPTED}\n".encode(getattr(sys.stderr, "encoding", None) or "utf-8", "replace"))
    os._exit(STATUS)
