"""What is measured of one system in a process of its own: `python -m evals.peers.job NAME PLAN RESULT`.

NAME is one of PEERS, or `ours`. Everything is imported and the embedder has read its files before the clock starts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from evals.clock import seconds
from evals.many import embedder_named, open_explain, take_in
from evals.peers import DEPTHS, OURS, PEERS, Retrieve, Text
from evals.questions import Question
from evals.run import Result, ask_all
from evals.source import Source
from ingest.embedder import Embedder
from ingest.library import Library
from ingest.readers import read
from qa.answer import Kind

if TYPE_CHECKING:
    from qa.answer import Answer

UNANSWERED = (Kind.REFUSAL, Kind.CLARIFICATION)


@dataclass(frozen=True, slots=True)
class Plan:
    """The files of the reports, the embedder's name, the questions, and the ids of those that only retrieving can
    answer: one turn, and something printed is expected."""

    files: tuple[str, ...]
    embedder: str
    questions: tuple[Question, ...]
    retrieved: frozenset[str]

    def write(self, path: Path) -> None:
        """As JSON."""
        questions = [question.model_dump(mode="json", exclude_unset=True) for question in self.questions]
        data = {"files": self.files, "embedder": self.embedder, "questions": questions}
        path.write_text(json.dumps(data | {"retrieved": sorted(self.retrieved)}, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, path: Path) -> Plan:
        """What `write` wrote."""
        data = json.loads(path.read_text("utf-8"))
        questions = tuple(map(Question.model_validate, data["questions"]))
        return cls(tuple(data["files"]), data["embedder"], questions, frozenset(data["retrieved"]))

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that peers are asked."""
        return tuple(question for question in self.questions if question.id in self.retrieved)


@dataclass(slots=True)
class Measured:
    """What one system did. Seconds that the reports took, and each question; what was found for each question, by
    how many texts were wanted; of the program, what its answer was worth. `titles` are those of its reports."""

    ingest: float
    times: list[float] = field(default_factory=list)
    found: dict[str, dict[str, list[Text]]] = field(default_factory=dict)
    answered: list[float] = field(default_factory=list)
    outcomes: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def search(self, questions: Sequence[Question], retrieve: Callable[[Question, int], Sequence[Text]]) -> None:
        """Every question once for each depth; the clock runs for the first."""
        usual, *deeper = DEPTHS
        for number, question in enumerate(questions):
            if not number:
                retrieve(question, usual)  # the first time fills caches
            found: dict[str, list[Text]] = {}
            action = partial(_kept, found, retrieve, question)
            self.times.append(seconds(partial(action, usual)))
            for depth in deeper:
                action(depth)
            self.found[question.id] = found


def _kept(
    found: dict[str, list[Text]], retrieve: Callable[[Question, int], Sequence[Text]], question: Question, depth: int
) -> None:
    found[str(depth)] = list(retrieve(question, depth))


def measure_peer(name: str, plan: Plan, folder: Path) -> Measured:
    """A peer, over the text that the program's own readers give."""
    build = import_module(PEERS[name].module).build
    embedder = _ready(plan.embedder)
    sources = [Source(read(Path(file))) for file in plan.files]
    texts = [(source.document.path.name, source.text) for source in sources]
    built: list[Retrieve] = []
    measured = Measured(seconds(lambda: built.append(build(texts, embedder, folder))))
    measured.search(plan.asked, lambda question, count: built[0](question.turns[0], count))
    return measured


def measure_ours(plan: Plan, folder: Path) -> Measured:
    """The program: its answers, and what its retrieval finds for the same questions."""
    import ingest.library.vectors  # noqa: F401 - what publishing imports
    from ingest.words import segment
    from qa import retrieval

    segment("词")  # its dictionary
    embedder = _ready(plan.embedder)
    measured = Measured(seconds(lambda: take_in(folder, map(Path, plan.files), embedder)))
    library = Library.open(folder)
    reports = {report.title: report for report in library.reports()}
    files = {report.id: Path(report.source).name for report in reports.values()}
    measured.titles = {Path(report.source).name: title for title, report in reports.items()}
    ask, sources = open_explain(folder, embedder), [Source(read(Path(file))) for file in plan.files]
    ask(plan.questions[0].turns[0], ())  # imports and dictionaries
    understood: dict[str, list[str]] = {}
    for result in ask_all(plan.questions, ask, sources):
        measured.outcomes[result.question.id] = _outcome(result)
        understood[result.question.id] = [reports[title].id for title in _titles(result.answer) if title in reports]
        if result.question.id in plan.retrieved:
            measured.answered.append(result.milliseconds / 1000)

    def retrieve(question: Question, count: int) -> list[Text]:
        among = understood[question.id] or None
        found = retrieval.search(library, embedder, question.turns[0], reports=among, limit=2 * retrieval.DEPTH)
        texts = [(files[candidate.report_id], candidate.passage.excerpt.text) for candidate in found]
        return list(dict.fromkeys(texts))[:count]  # whole passages, as the program hands them on

    measured.search(plan.asked, retrieve)
    return measured


def _titles(answer: Answer | None) -> Sequence[str]:
    if answer is None:
        return ()
    return answer.understood.reports or tuple(filter(None, (answer.understood.report,)))


def _outcome(result: Result) -> str:
    """Right in every way; else nothing was answered, or something that is wrong in some way."""
    if result.passed:
        return "right"
    return "unanswered" if result.answer is None or result.answer.kind in UNANSWERED else "wrong"


def _ready(name: str) -> Embedder:
    embedder = embedder_named(name)
    embedder.embed_query("词")
    return embedder


def main(name: str, plan: str, result: str) -> None:
    """Runs one job and writes what it measured."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        measure = measure_ours if name == OURS else partial(measure_peer, name)
        measured = measure(Plan.load(Path(plan)), Path(folder))
    Path(result).write_text(json.dumps(asdict(measured), ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
