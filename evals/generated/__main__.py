"""python -m evals.generated: writes the questions over the made-up library, with what its truth says."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from evals.generated.held_out import HELD_OUT
from evals.generated.questions import ALL
from evals.questions import FOLDER, LIBRARY_FILE

FILES: Final = {
    LIBRARY_FILE: ("lib", ALL),
    FOLDER / "held_out" / "library-2026-11.jsonl": ("lho", HELD_OUT),
}
"""The question files, with what their ids begin with."""


def lines(file: Path) -> Iterator[str]:
    """The lines of a question file."""
    prefix, questions = FILES[file]
    for number, asked in enumerate(questions, 1):
        record = {"id": f"{prefix}-{number:03}", "kind": asked.kind, "q": asked.q, "expect": asked.expect}
        yield json.dumps(record | {"tags": asked.tags}, ensure_ascii=False)


def main() -> int:
    """Writes the question files."""
    for file in FILES:
        file.write_text("".join(f"{line}\n" for line in lines(file)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
