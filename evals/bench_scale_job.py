"""What `bench --reports` measures in processes of its own: `python -m evals.bench_scale_job take-in | ask LIBRARY …`.

Each writes its figures on standard output as one line of JSON, behind whatever else is said there. What is imported
the first time is imported before the clock starts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from evals.bench_results import BenchError
from evals.clock import seconds
from evals.hash_embedder import HashEmbedder
from ingest.library import Library
from qa.answer import Answer
from qa.assistant import Assistant

ROUNDS: Final = 10
"""How often each question is asked of an assistant that has answered it before."""

Questions = list[tuple[str, str]]
"""Questions, each with the title of the report that it is about."""


def take_in(library: Path, files: Path) -> dict[str, float]:
    """Seconds that the command line takes for the files of a folder. Raises BenchError where one of them fails."""
    import ingest.library.vectors  # noqa: F401 - what publishing imports
    from ingest.__main__ import main, read_report
    from ingest.reading import Tools
    from ingest.words import segment

    segment("词")  # its dictionary

    def command() -> None:
        status = main([str(files), "--library", str(library)], tools=Tools(read_report, HashEmbedder()))
        if status:
            raise BenchError(f"ingest: {status}")

    return {"seconds": seconds(command)}


def ask(library: Path, numeric: Questions, passage: Questions) -> dict[str, object]:
    """Seconds that each question takes, and bytes of memory before the first question and at the peak."""
    _checked(_assistant(library).ask, passage[0])  # imports and dictionaries
    before = _peak()
    kept = _assistant(library)
    return {
        "numeric_first": [_asked_first(library, question) for question in numeric],
        "passage_first": [_asked_first(library, question) for question in passage],
        "numeric": _asked_again(kept.ask, numeric),
        "passage": _asked_again(kept.ask, passage),
        "before": before,
        "peak": _peak(),
    }


def _assistant(library: Path) -> Assistant:
    return Assistant(Library.open(library), HashEmbedder())


def _asked_first(library: Path, question: tuple[str, str]) -> float:
    """As the first question after the library was opened."""
    return seconds(lambda: _checked(_assistant(library).ask, question))


def _asked_again(door: Callable[[str], Answer], questions: Questions) -> list[float]:
    for question in questions:
        _checked(door, question)
    return [seconds(partial(door, text)) for _ in range(ROUNDS) for text, _ in questions]


def _checked(door: Callable[[str], Answer], question: tuple[str, str]) -> None:
    """Asks, and makes sure that the report in question answers. Raises BenchError."""
    text, title = question
    answer = door(text)
    if answer.understood.report != title:
        raise BenchError(f"{text} -> {answer.understood.report}: {answer.text[:80]}")


def _peak() -> int:
    """Bytes that this process held at most; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def main(argv: list[str]) -> None:
    """Runs one job and writes its figures."""
    job, library, given = argv
    if job == "take-in":
        figures: dict[str, object] = {**take_in(Path(library), Path(given))}
    else:
        questions = json.loads(Path(given).read_text("utf-8"))
        figures = ask(Path(library), questions["numeric"], questions["passage"])
    sys.stdout.write(f"\n{json.dumps(figures)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
