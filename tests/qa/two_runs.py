"""The processes of `test_two_runs`: `python -m tests.qa.two_runs ingest … | ask PLAN`."""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from evals.hash_embedder import HashEmbedder
from ingest.__main__ import main
from ingest.errors import JuesuanError
from ingest.interrupt import end_at_once
from ingest.library import Library
from ingest.reading import Tools, read_report
from qa.assistant import Assistant

BREATH_SECONDS = 0.05
"""Between two rounds, so that there is something left of the processors for those that write."""


def ingest(arguments: list[str]) -> int:
    """The command line as people start it, but for an embedder that costs nothing."""
    end_at_once()
    return main(arguments, tools=Tools(read_report, HashEmbedder()))


def ask(plan: Path) -> int:
    """Asks the questions in turn until the file `stop` is there, and writes what was answered to each, in the order
    in which it was first answered, every answer once: the figure as printed, or the text where there is none."""
    given = json.loads(plan.read_text("utf-8"))
    assistant = Assistant(Library.open(Path(given["library"])), HashEmbedder())
    answers: defaultdict[str, list[str]] = defaultdict(list)
    while not Path(given["stop"]).exists():
        for question in given["questions"]:
            try:
                answer = assistant.ask(question)
                said = str(answer.figures[0].printed) if answer.figures else answer.text
            except JuesuanError as error:
                said = f"{type(error).__name__}: {error}"
            if answers[question][-1:] != [said]:
                answers[question].append(said)
        with Path(given["asked"]).open("a", encoding="utf-8") as asked:
            asked.write(".")  # one for each round
        time.sleep(BREATH_SECONDS)
    sys.stdout.write(json.dumps(answers))
    return 0


if __name__ == "__main__":
    sys.exit(ingest(sys.argv[2:]) if sys.argv[1] == "ingest" else ask(Path(sys.argv[2])))
