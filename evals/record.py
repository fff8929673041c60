"""A run as it is kept in run.json: what the report, the comparison and the page are made from.

Two runs of the same code over the same library are the same, byte for byte, but for `TIMES`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from math import ceil
from pathlib import Path
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from evals import messages
from evals.dimensions import Dimension
from evals.made import Made
from evals.questions import QuestionKind, QuestionsError
from evals.score import Fault
from qa.answer import Answer

RUN_FILE: Final = "run.json"
RUN_SCHEMA: Final = 2

WITH_MODEL: Final = "-llm"
"""What the name of a run's folder ends in where a language model was used."""

TIMES: Final = frozenset({"date", "milliseconds", "elapsed_ms"})
"""The fields that hold a time, and are not the same in two runs."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Rate(_Model):
    """How many of how many; `share` and its Wilson 95 % interval are None where nothing was measured."""

    passed: int
    total: int
    share: float | None
    interval: tuple[float, float] | None = None


class MissRecord(_Model):
    """One fault, as `evals.score.Miss`."""

    fault: Fault
    expected: str
    got: str


class WorkRecord(_Model):
    """What a language model did for one answer, as `qa.llm.work.Work`. `sentences`: how many met which fate."""

    purpose: str
    outcome: str
    sentences: dict[str, int]
    input_tokens: int | None
    output_tokens: int | None
    trouble: str | None

    @property
    def way(self) -> str:
        """What came of it; where that is nothing, why."""
        if self.outcome != "unused":
            return self.outcome
        if self.trouble:
            return "trouble"
        if self.purpose == "understanding":
            return "no_proposal"
        return "too_little" if self.sentences else "nothing"


def _answer(data: object) -> object:
    return Answer.from_json(data) if isinstance(data, dict) else data


class ResultRecord(_Model):
    """What came of one question. `earlier` are the answers to the turns before the last, `trace` how the last answer
    came about, `route` the way that it came by, `works` what a language model did for each turn."""

    id: str
    kind: QuestionKind
    tags: tuple[str, ...]
    q: tuple[str, ...]
    expect: dict[str, object]
    passed: bool
    misses: tuple[MissRecord, ...]
    dimensions: dict[Dimension, bool]
    milliseconds: float | None = None
    route: str
    earlier: tuple[str, ...]
    answer: Annotated[Answer | None, BeforeValidator(_answer)]
    trace: tuple[str, ...]
    works: tuple[WorkRecord | None, ...] = ()


class Gate(_Model):
    """The shares that have to be reached; `all` is for the kinds that are not listed, too."""

    all: float | None = None
    kinds: dict[QuestionKind, float] = {}
    dimensions: dict[Dimension, float] = {}


class Record(_Model):
    """A whole run. `retrieval` holds for each list its measures by name, None where one was not measured."""

    schema_: Annotated[Literal[2], Field(alias="schema")]
    made: Made
    passed: bool
    reasons: tuple[str, ...]
    gate: Gate
    all: Rate
    kinds: dict[QuestionKind, Rate]
    dimensions: dict[Dimension, Rate]
    tags: dict[str, Rate]
    retrieval: dict[str, dict[str, object]]
    results: tuple[ResultRecord, ...]

    @property
    def failures(self) -> tuple[ResultRecord, ...]:
        """The results that did not pass, in the order asked."""
        return tuple(result for result in self.results if not result.passed)

    def latency(self, group: Callable[[ResultRecord], str]) -> dict[str, Latency]:
        """The times of the results of each group, the slowest group first; empty without times."""
        times: dict[str, list[float]] = {}
        for result in self.results:
            if result.milliseconds is not None:
                times.setdefault(group(result), []).append(result.milliseconds)
        found = {name: Latency.of(values) for name, values in times.items()}
        return dict(sorted(found.items(), key=lambda item: -item[1].p95))


class Latency(NamedTuple):
    """Of so many answers, the milliseconds that half of them and 95 of 100 stay within, and the longest."""

    answers: int
    p50: float
    p95: float
    longest: float

    @classmethod
    def of(cls, times: Iterable[float]) -> Latency:
        """Of times of which there is at least one."""
        ordered = sorted(times)
        p50, p95 = (ordered[max(ceil(len(ordered) * percent / 100) - 1, 0)] for percent in (50, 95))
        return cls(len(ordered), p50, p95, ordered[-1])


def read_record(path: Path) -> Record:
    """A run from its run.json, or from the folder that holds it. Raises QuestionsError, which says what to do."""
    file = path / RUN_FILE if path.is_dir() else path
    try:
        return Record.model_validate_json(file.read_bytes())
    except OSError as error:
        raise QuestionsError(messages.NO_RUN.format(file=file)) from error
    except ValidationError as error:
        raise QuestionsError(messages.BAD_RUN.format(file=file)) from error


def without_times(data: object) -> object:
    """JSON values of a run with the times taken out, to be compared with those of another."""
    if isinstance(data, dict):
        return {name: without_times(value) for name, value in data.items() if name not in TIMES}
    return [without_times(value) for value in data] if isinstance(data, list) else data


def timeless(text: str) -> Record:
    """The run of a run.json's text with the times taken out."""
    return Record.model_validate(without_times(json.loads(text)))


def run_folder(runs: Path, made: Made) -> Path:
    """Where a run is kept that is not to be kept elsewhere: by its time and commit."""
    name = f"{(made.date or '')[:19]}-{made.commit}{WITH_MODEL if made.llm else ''}"
    return runs / re.sub(r"[^\w+-]", "", name)


def kept_runs(runs: Path) -> tuple[Path, ...]:
    """The folders of the runs that are kept, the newest first."""
    return tuple(sorted((file.parent for file in runs.glob(f"*/{RUN_FILE}")), reverse=True))
