"""What was read last stays in memory, and no more than so much of it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """At most `most` values by their keys; the one that was not asked for longest goes first. For several threads.

    A value that is not `worth` keeping is made each time.
    """

    def __init__(self, most: int, worth: Callable[[V], bool] = lambda _: True) -> None:
        self._most = most
        self._worth = worth
        self._lock = threading.Lock()
        self._values: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key; made where it is not there. Two threads that ask at once may both make it."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            if self._worth(value):
                self._values[key] = value
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forgets all."""
        with self._lock:
            self._values.clear()
