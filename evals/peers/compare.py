"""The comparison: the same reports and questions for the program and for each peer, every one in its own process."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from evals.generated.library import entries
from evals.many import report_files
from evals.peers import OURS, PEERS, messages
from evals.peers.job import Measured, Plan
from evals.peers.scores import Asked, asked
from evals.questions import LIBRARY_FILE, Question, default_files, load
from evals.source import Source, load_sources
from ingest.pipeline import read_report

_MADE_UP: Final = 100
"""So many made-up reports the questions over many reports were written for."""

_LAST_WORDS: Final = 500


@dataclass(frozen=True, slots=True)
class System:
    """What came of one system. `measured` is None where it was not measured, and `why` says so; `peak` is the most
    memory that its process held, in bytes, None where the machine does not tell."""

    name: str
    measured: Measured | None = None
    peak: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All systems over the same reports and questions; the program first."""

    sources: tuple[Source, ...]
    titles: Mapping[str, str]
    asked: Asked
    systems: tuple[System, ...]


def compare(reports: int, names: Sequence[str], embedder: str, corpus: Path, tell: Callable[[str], None]) -> Comparison:
    """Over the reports of the corpus, and as many made-up ones as are lacking; `tell` is told what is being measured.

    Over one report its own questions are asked; over more, those about several reports that can be answered from them.
    Raises QuestionsError, CorpusError.
    """
    with tempfile.TemporaryDirectory() as folder:
        made, plan_file = Path(folder) / "reports", Path(folder) / "plan.json"
        _make_up(made, reports - len(report_files(corpus)))
        files = report_files(corpus, made)
        sources = (*load_sources(corpus), *(load_sources(made) if len(files) > 1 else ()))
        titles = {file.name: read_report(file, lambda _text: True).title for file in files}
        questions = load(default_files()).questions if len(files) == 1 else about(frozenset(titles.values()))
        put = asked(questions, sources, titles)
        retrieved = frozenset(put.wanted)
        Plan(tuple(map(str, files)), embedder, put.questions, retrieved).write(plan_file)
        systems = []
        for name in (OURS, *names):
            shown = messages.OURS if name == OURS else PEERS[name].name
            tell(messages.MEASURING.format(reports=len(files), name=shown))
            systems.append(measured(name, plan_file))
    return Comparison(sources, titles, put, tuple(systems))


def _make_up(folder: Path, count: int) -> None:
    """Writes so many made-up reports, those first that most questions are about."""
    if count <= 0:
        return
    about_them = Counter(title for question in load([LIBRARY_FILE]).questions for title in _reports(question))
    chosen = sorted(entries(max(count, _MADE_UP)), key=lambda entry: -about_them[entry.title])[:count]
    folder.mkdir()
    for entry in chosen:
        (folder / entry.file).write_text(entry.write().text, encoding="utf-8")


def _reports(question: Question) -> frozenset[str]:
    return frozenset(filter(None, (*question.expect.reports, question.expect.report)))


def about(titles: frozenset[str]) -> tuple[Question, ...]:
    """The questions over many reports that these reports alone answer as well as all of them do.

    Not those that depend on what else is there: which report is meant, which organizations have no such figure.
    """
    return tuple(question for question in load([LIBRARY_FILE]).questions if _fits(question, titles))


def _fits(question: Question, titles: frozenset[str]) -> bool:
    expect = question.expect
    if expect.options or expect.missing:
        return False
    if expect.refusal:
        return expect.model_fields_set <= {"kind", "refusal"}
    return bool(_reports(question)) and _reports(question) <= titles


def measured(name: str, plan: Path) -> System:
    """What a process of its own measures."""
    if name != OURS and find_spec(PEERS[name].needs) is None:
        return System(name, why=messages.NOT_INSTALLED.format(name=PEERS[name].name))
    result = plan.with_name(f"{name}.json")
    job = ("-m", "evals.peak", "-m", "evals.peers.job", name, str(plan), str(result))
    done = subprocess.run([sys.executable, *job], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        shown = messages.OURS if name == OURS else PEERS[name].name
        return System(name, why=messages.FAILED.format(name=shown, why=done.stderr.strip()[-_LAST_WORDS:]))
    return System(name, Measured(**json.loads(result.read_text("utf-8"))), int(done.stdout.split()[-1]) or None)
