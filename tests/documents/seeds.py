"""How many invented reports a property is tried on.

`JUESUAN_SEEDS` says how many, 3 unless it is set; `make soak` sets many and runs the tests marked here.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final

import pytest

SEEDS: Final = range(int(os.environ.get("JUESUAN_SEEDS", "3")))
"""What the money and the reasons of an invented report are drawn from."""

Test = Callable[..., Any]


def each_seed(test: Test) -> Test:
    """Runs a test once for every seed, which it takes as `seed`."""
    return pytest.mark.seeded(pytest.mark.parametrize("seed", SEEDS)(test))
