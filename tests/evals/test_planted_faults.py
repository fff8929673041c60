"""What the evaluation is for: a fault planted in the library or in the program makes it fail, in the right rows of its
summary. The questions, but for one, are those of evals/questions; the library is the corpus', with vectors that cost
nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from evals.dimensions import Dimension
from evals.hash_embedder import HashEmbedder
from evals.many import report_files, take_in
from evals.questions import Expectation, Question, QuestionKind, default_files, load
from evals.report import verdict
from evals.run import Run, ask_all
from evals.source import Source, load_sources
from evals.thresholds import RetrievalThresholds, Thresholds
from ingest.library import Library
from ingest.library.schema import DATABASE
from qa import assistant as program
from qa.assistant import Assistant

ASKED: Final = (
    "num-015", "num-034", "num-040", "con-001", "duty-003", "duty-004", "def-001", "why-001", "cal-002", "ref-008",
)  # fmt: skip

WITHHELD: Final = Question(
    id="withheld",
    kind=QuestionKind.REFUSAL,
    q="印刷费是多少？",
    expect=Expectation(kind=("refusal",), refusal=("not_found", "off_topic")),
)
"""Of a figure whose stored value is not what its row prints: grounding withholds the answer, and has to."""

MISREAD: Final = "UPDATE facts SET fen = 560000 WHERE item = '印刷费'"
"""In every library here, for that question."""

ALL: Final = Thresholds(
    all=Decimal(1),
    dimensions=dict.fromkeys(Dimension, Decimal(1)),
    retrieval=RetrievalThresholds(recall_at_5=Decimal(0), gain_over_words=Decimal(0)),
)


@dataclass(frozen=True)
class Planted:
    """A fault: statements on the library, or parts of the program replaced; and the rows that have to fail."""

    dimensions: set[Dimension]
    kinds: set[QuestionKind]
    statements: Sequence[str] = ()
    replaced: dict[str, object] = field(default_factory=dict)


PLANTED: Final = {
    "one cell flipped": Planted(
        {Dimension.VALUE, Dimension.GROUNDED},
        {QuestionKind.NUMBER, QuestionKind.CALCULATION},
        (
            "UPDATE pages SET text = replace(text, '办公费 77.59', '办公费 77.95')",
            "UPDATE facts SET printed = '77.95', fen = 77950000 WHERE item = '办公费'",
        ),
    ),
    "one form dropped": Planted(
        # What is withheld with the form is a passage without it: the row is still found as text.
        {Dimension.KIND, Dimension.VALUE, Dimension.UNIT, Dimension.PLACE, Dimension.PAGE, Dimension.REFUSAL},
        {QuestionKind.NUMBER, QuestionKind.CALCULATION, QuestionKind.REFUSAL},
        (
            "DELETE FROM facts WHERE form = 'general_basic'",
            "DELETE FROM tables WHERE form = 'general_basic'",
        ),
    ),
    "two columns swapped": Planted(
        {Dimension.VALUE, Dimension.CONVERSATION},
        {QuestionKind.NUMBER, QuestionKind.CONVERSATION},
        (
            "UPDATE facts SET breakdown = iif(breakdown = '基本支出', '项目支出', '基本支出'), column_name = "
            "iif(column_name = '基本支出', '项目支出', '基本支出') WHERE column_name IN ('基本支出', '项目支出')",
        ),
    ),
    "the year filter broken": Planted(
        {Dimension.KIND, Dimension.REFUSAL},
        {QuestionKind.REFUSAL},
        replaced={"ROUTES": tuple(route for route in program.ROUTES if "year" not in route.__name__)},
    ),
    "grounding turned off": Planted(
        {Dimension.KIND, Dimension.REFUSAL, Dimension.GROUNDED},
        {QuestionKind.REFUSAL},
        replaced={"faults": lambda draft, question: []},
    ),
    "clause numbers shifted": Planted(
        {Dimension.PLACE, Dimension.QUOTE},
        {QuestionKind.DUTY},
        ("UPDATE duties SET number = (SELECT number FROM duties AS d WHERE d.position = duties.position % 40 + 1)",),
    ),
    "page numbers shifted": Planted(
        {Dimension.PAGE, Dimension.GROUNDED, Dimension.CONVERSATION},
        {
            QuestionKind.NUMBER,
            QuestionKind.CONVERSATION,
            QuestionKind.DUTY,
            QuestionKind.DEFINITION,
            QuestionKind.WHY,
            QuestionKind.CALCULATION,
        },
        ("UPDATE pages SET printed = printed + 1",),
    ),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    """The library without a planted fault."""
    folder = tmp_path_factory.mktemp("whole") / "library"
    take_in(folder, report_files(corpus), HashEmbedder())
    change(folder, MISREAD)
    return folder


@pytest.fixture(scope="module")
def sources(corpus: Path) -> tuple[Source, ...]:
    return load_sources(corpus)


@pytest.fixture
def evaluate(whole: Path, sources: tuple[Source, ...], tmp_path: Path) -> Callable[..., Run]:
    def evaluate(*statements: str) -> Run:
        folder = shutil.copytree(whole, tmp_path / "library")
        change(folder, *statements)
        assistant = Assistant(Library.open(folder), HashEmbedder())
        return Run(tuple(ask_all(questions(), assistant.explain, sources)), ())

    return evaluate


def change(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement


def questions() -> list[Question]:
    known = {question.id: question for question in load(default_files()).questions}
    return [*(known[name] for name in ASKED), WITHHELD]


def test_without_a_fault_all_is_well(evaluate: Callable[..., Run]) -> None:
    run = evaluate()
    assert [(r.question.id, r.misses) for r in run.failures] == []
    assert verdict(run, ALL) == ()


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_fails_in_its_rows(
    fault: str, evaluate: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = PLANTED[fault]
    for name, part in planted.replaced.items():
        monkeypatch.setattr(program, name, part)
    run = evaluate(*planted.statements)
    failed = {dimension for dimension, share in run.dimensions().items() if share.passed < share.total}
    assert failed == planted.dimensions
    assert {kind for kind, share in run.kinds().items() if share.passed < share.total} == planted.kinds
    assert verdict(run, ALL) != ()
