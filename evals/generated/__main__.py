"""python -m evals.generated: writes the questions over the made-up library, with what its truth says."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from evals.generated.questions import ALL
from evals.questions import LIBRARY_FILE


def lines() -> Iterator[str]:
    """The lines of the question file."""
    for number, asked in enumerate(ALL, 1):
        record = {"id": f"lib-{number:03}", "kind": asked.kind, "q": asked.q, "expect": asked.expect}
        yield json.dumps(record | {"tags": asked.tags}, ensure_ascii=False)


def main() -> int:
    """Writes evals/questions/library.jsonl."""
    LIBRARY_FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
