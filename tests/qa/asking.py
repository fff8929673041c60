"""What the tests of qa share: the ground truth of the report, and what every answer must keep to."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from evals.grounding import ungrounded
from evals.source import Source, load_sources
from ingest.report import Report
from qa.answer import Answer, Citation, Kind, RefusalKind
from qa.assistant import Assistant
from tests.ingest.sample import make_report

ROOT: Final = Path(__file__).parents[2]
CORPUS: Final = ROOT / "corpus"
TRUTH: Final = ROOT / "tests" / "ground_truth" / "report_2024"

Row = dict[str, str]

FORM: Final = "expenditure"
"""The official form that a made-up table is taken for."""


def truth(name: str) -> list[Row]:
    """The rows of one file of the ground truth."""
    with (TRUTH / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def sources() -> Sequence[Source]:
    """The report as its file prints it."""
    return load_sources(CORPUS)


def talk(assistant: Assistant, *turns: str) -> Answer:
    """The answer to the last of the turns."""
    history: list[Answer] = []
    for turn in turns:
        history.append(assistant.ask(turn, history))
    return history[-1]


def grounded(answer: Answer) -> Answer:
    """The answer, once the files themselves bear out all that it states."""
    assert ungrounded(answer, sources()) == (), answer.text
    return answer


def first_citation(answer: Answer) -> Citation:
    """Where the figure that answers stands; for an answer without figures, the first citation."""
    cited = answer.figures[0].citations if answer.figures else (0,)
    return answer.citations[cited[0]]


def clauses(answer: Answer) -> list[str]:
    """The duty clauses that are cited."""
    return [citation.clause for citation in answer.citations if citation.clause]


def refuses(answer: Answer, *kinds: RefusalKind) -> bool:
    """Whether it is a refusal, of one of the kinds if any is given."""
    if answer.kind is not Kind.REFUSAL or answer.refusal is None:
        return False
    return not kinds or answer.refusal.kind in kinds


def made_up(*arguments: object, **options: object) -> Report:
    """A made-up report: its one table an official form, its glossary text like any other."""
    report = make_report(*arguments, **options)  # type: ignore[arg-type]
    return replace(
        report,
        tables=tuple(replace(table, form=FORM) for table in report.tables),
        facts=tuple(replace(fact, form=FORM if fact.form else "") for fact in report.facts),
        passages=tuple(replace(p, kind="section" if p.kind == "term" else p.kind) for p in report.passages),
    )
