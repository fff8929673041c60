"""The questions: what one line of evals/questions/*.jsonl may say, and loading them.

The schema is described for people in evals/questions/README.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from evals import messages
from qa.answer import Kind, RefusalKind

FOLDER: Final = Path(__file__).parent / "questions"

LIBRARY_FILE: Final = FOLDER / "library.jsonl"
"""Questions over a library of many reports, which are asked by themselves."""

DUTY_FILE: Final = FOLDER / "duty_tasks.jsonl"
FURTHER_DUTY_FILE: Final = FOLDER / "duty_tasks_2.jsonl"
"""Work items for the duty check, and such about further organizations: no questions, see `evals.duty_tasks`."""

Text = Annotated[str, Field(min_length=1)]


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Record = TypeVar("Record", bound=_Named)


class QuestionsError(Exception):
    """The question files cannot be used; the message is Chinese and says where."""


class QuestionKind(StrEnum):
    """What a question asks for; scores are given by it."""

    NUMBER = "number"
    PERCENT_COUNT = "percent_count"
    PROJECT = "project"
    CALCULATION = "calculation"
    RANKING = "ranking"
    ZERO = "zero"
    CONFLICT = "conflict"
    WHY = "why"
    DUTY = "duty"
    OFFICE = "office"
    DEFINITION = "definition"
    PASSAGE = "passage"
    REFUSAL = "refusal"
    CONVERSATION = "conversation"
    WORDING = "wording"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expectation(_Model):
    """What a right answer says. What is not given is not looked at.

    `value` is in `unit`, and so are `values`: the first figures of the answer, in order. They have to be equal, or
    no further off than `tolerance`, in the same unit. A value that is not printed has `operands`, which are, and
    which the answer has to show. `order` are phrases that the text holds one after another. Of `contains` and
    `excludes` every one counts; of the other lists one is enough.

    In a library of many reports, by their titles: `report` is the one that must be understood, and nothing else may
    be cited. `reports` are those that the printed figures come from, in order; only a ranking may go on with others.
    `missing` are organizations that are said to have no such figure. `options` are what a clarification offers,
    each within one of its options; where `kind` allows another answer too, only a clarification is held to them,
    and it to nothing else.
    """

    kind: tuple[Kind, ...] = ()
    value: Annotated[Decimal, Field(allow_inf_nan=False)] | None = None
    values: tuple[Annotated[Decimal, Field(allow_inf_nan=False)], ...] = ()
    operands: tuple[Annotated[Decimal, Field(allow_inf_nan=False)], ...] = ()
    unit: Text | None = None
    tolerance: Annotated[Decimal, Field(ge=0, allow_inf_nan=False)] = Decimal(0)
    order: tuple[Text, ...] = ()
    table: tuple[Text, ...] = ()
    row: Text | None = None
    column: Text | None = None
    printed_page: tuple[int, ...] = ()
    clause: tuple[Text, ...] = ()
    section: tuple[Text, ...] = ()
    quote: tuple[Text, ...] = ()
    contains: tuple[Text, ...] = ()
    excludes: tuple[Text, ...] = ()
    refusal: tuple[RefusalKind, ...] = ()
    report: Text | None = None
    reports: tuple[Text, ...] = ()
    missing: tuple[Text, ...] = ()
    options: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _something(self) -> Expectation:
        figures = self.value is not None or bool(self.values)
        empty = sorted(name for name in self.model_fields_set if getattr(self, name) in ((), None))
        rules = (
            (not self.model_fields_set, messages.EXPECT_EMPTY),
            (bool(empty), messages.EXPECT_NOTHING.format(names="、".join(empty))),
            (figures != (self.unit is not None), messages.EXPECT_UNIT),
            (bool(self.tolerance) and not figures, messages.EXPECT_TOLERANCE),
            (bool(self.refusal) and figures, messages.EXPECT_REFUSAL),
        )
        if broken := [message for wrong, message in rules if wrong]:
            raise ValueError("；".join(broken))
        return self


class Question(_Model):
    """One question, or the turns of one conversation, of which the last is scored."""

    id: Text
    kind: QuestionKind
    q: Text | tuple[Text, ...]
    expect: Expectation
    tags: tuple[Text, ...] = ()

    @property
    def turns(self) -> tuple[str, ...]:
        """What is asked, in order; never empty."""
        return (self.q,) if isinstance(self.q, str) else self.q

    @model_validator(mode="after")
    def _asked(self) -> Question:
        if not self.turns:
            raise ValueError(messages.NO_Q)
        return self


class RetrievalQuestion(_Model):
    """A question and a stretch of the passage that has to be found for it."""

    id: Text
    q: Text
    quote: Text
    printed_page: tuple[int, ...]
    tags: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Everything that was loaded, in the order of the files."""

    questions: tuple[Question, ...]
    retrieval: tuple[RetrievalQuestion, ...]


def default_files() -> tuple[Path, ...]:
    """The question files that come with the project, all about the report of the corpus."""
    return tuple(sorted(set(FOLDER.glob("*.jsonl")) - {LIBRARY_FILE, DUTY_FILE, FURTHER_DUTY_FILE}))


def load(files: Iterable[Path]) -> QuestionSet:
    """The questions of the files. A line with `expect` is a question, any other is for retrieval.

    Raises QuestionsError for a file that is not there, and for all lines that are not right and all ids used twice.
    """
    records = read_lines(files, _parse)
    asked = tuple(record for record in records if isinstance(record, Question))
    return QuestionSet(asked, tuple(record for record in records if isinstance(record, RetrievalQuestion)))


def read_lines(files: Iterable[Path], parse: Callable[[object], Record]) -> tuple[Record, ...]:
    """What `parse` makes of each line's JSON, in order. Raises QuestionsError, as `load`."""
    records: dict[str, Record] = {}
    faults: list[str] = []
    for file in files:
        for number, line in lines(file):
            try:
                record = parse(json.loads(line))
            except ValueError as error:
                faults.append(_bad_line(file, number, error))
                continue
            if record.id in records:
                faults.append(messages.DUPLICATE_ID.format(file=file, line=number, id=record.id))
            records[record.id] = record
    if faults:
        raise QuestionsError("\n".join(faults))
    return tuple(records.values())


def lines(file: Path) -> list[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers. Raises QuestionsError for one that is not there."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise QuestionsError(messages.NO_QUESTIONS.format(file=file)) from error
    return [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]


def _parse(data: object) -> Question | RetrievalQuestion:
    if isinstance(data, dict) and "expect" in data:
        return Question.model_validate(data)
    return RetrievalQuestion.model_validate(data)


def _bad_line(file: Path, number: int, error: ValueError) -> str:
    """What to tell of a line that is no JSON, or is not as the schema has it: each thing that is wrong."""
    why = messages.BAD_JSON.format(error=error)
    if isinstance(error, ValidationError):
        why = "；".join(dict.fromkeys(map(_wrong, error.errors())))
    return messages.BAD_LINE.format(file=file, line=number, why=why)


def _wrong(error: ErrorDetails) -> str:
    """One thing that is wrong with a line, in Chinese where pydantic's word for it is known."""
    given = error.get("ctx", {})
    say = messages.FIELD_WRONG.get(error["type"], "{msg}")
    expected = given.get("expected", "").replace(" or ", ", ")
    said = say.format(msg=error["msg"], expected=expected, error=given.get("error", ""))
    return " ".join(filter(None, (".".join(map(str, error["loc"])), said)))
