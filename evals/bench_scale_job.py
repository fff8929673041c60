"""What `bench --reports` measures in processes of its own: `python -m evals.bench_scale_job take-in LIBRARY FILES`, or
`ask PLAN`, or `hold PLAN`, where a plan is a JSON file with a list of libraries and the questions to each.

Each writes its figures on standard output as one line of JSON, behind whatever else is said there. What is imported
the first time is imported before the clock starts.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from evals.bench_results import BenchError
from evals.clock import seconds
from evals.hash_embedder import HashEmbedder
from ingest.library import Library
from qa.assistant import Assistant

ROUNDS: Final = 10
"""How often each question is asked of an assistant that has answered it before."""

KINDS: Final = ("numeric", "passage")

Question = tuple[str, str]
"""A question, and the title of the report that it is about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A library, and the questions of each kind that are put to it."""

    library: str
    questions: dict[str, list[Question]]

    def assistant(self) -> Assistant:
        """One that has answered nothing yet."""
        return Assistant(Library.open(Path(self.library)), HashEmbedder())


def take_in(library: Path, files: Path) -> dict[str, float]:
    """Seconds that the command line takes for the files of a folder. Raises BenchError where one of them fails."""
    import ingest.library.vectors  # noqa: F401 - what publishing imports
    from ingest.__main__ import main
    from ingest.reading import Tools, read_report
    from ingest.words import segment

    segment("词")  # its dictionary

    def command() -> None:
        status = main([str(files), "--library", str(library)], tools=Tools(read_report, HashEmbedder()))
        if status:
            raise BenchError(f"ingest: {status}")

    return {"seconds": seconds(command)}


def ask(plan: Sequence[Asked]) -> list[dict[str, list[float]]]:
    """Seconds that the questions take, for each library, by kind: once as the `first` after the library was opened,
    then of an assistant that has answered them before. The libraries take turns question by question, so that a slow
    moment of the machine meets all."""
    times: list[dict[str, list[float]]] = [defaultdict(list) for _ in plan]
    for asked in plan:
        _all(asked.assistant(), asked)  # imports and dictionaries
    for kind in KINDS:
        for asked, spent, question in _by_turns(plan, times, kind):
            spent[f"{kind}_first"].append(seconds(partial(_first, asked, question)))
    kept = {asked.library: asked.assistant() for asked in plan}
    for asked in plan:
        _all(kept[asked.library], asked)
    for _ in range(ROUNDS):
        for kind in KINDS:
            for asked, spent, question in _by_turns(plan, times, kind):
                spent[kind].append(seconds(partial(kept[asked.library].ask, question[0])))
    return times


def hold(plan: Sequence[Asked]) -> dict[str, int]:
    """Bytes of memory before the first question and at the peak, of a process that puts all questions to a library."""
    [asked] = plan
    _checked(asked.assistant(), asked.questions["passage"][0])  # imports and dictionaries
    before = _peak()
    _all(asked.assistant(), asked)
    return {"before": before, "peak": _peak()}


def _by_turns(
    plan: Sequence[Asked], times: Sequence[dict[str, list[float]]], kind: str
) -> Iterator[tuple[Asked, dict[str, list[float]], Question]]:
    """As many questions of a kind for each library; of one with fewer reports, some again."""
    most = max(len(asked.questions[kind]) for asked in plan)
    for number in range(most):
        for asked, spent in zip(plan, times, strict=True):
            questions = asked.questions[kind]
            yield asked, spent, questions[number % len(questions)]


def _all(assistant: Assistant, asked: Asked) -> None:
    for kind in KINDS:
        for question in asked.questions[kind]:
            _checked(assistant, question)


def _first(asked: Asked, question: Question) -> None:
    _checked(asked.assistant(), question)


def _checked(assistant: Assistant, question: Question) -> None:
    """Asks, and makes sure that the report in question answers. Raises BenchError."""
    text, title = question
    answer = assistant.ask(text)
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
    job, *given = argv
    figures: object
    if job == "take-in":
        figures = take_in(*map(Path, given))
    else:
        plan = [Asked(**asked) for asked in json.loads(Path(given[0]).read_text("utf-8"))]
        figures = ask(plan) if job == "ask" else hold(plan)
    sys.stdout.write(f"\n{json.dumps(figures)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
