"""How long something takes."""

from __future__ import annotations

import time
from collections.abc import Callable


def seconds(action: Callable[[], object]) -> float:
    """Seconds that an action takes, by the clock."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
