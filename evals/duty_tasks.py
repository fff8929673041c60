"""The work items for the duty check: what one line of duty_tasks.jsonl may say, loading them, and whether they
agree with the reports themselves. Says nothing about the program, whose reading of clauses is not used.

The schema is described for people in evals/questions/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, model_validator

from evals import messages
from evals.questions import DUTY_FILE, FOLDER, FURTHER_DUTY_FILE, Text, lines, read_lines
from evals.source import Source, compact
from ingest.numbers import print_chinese
from qa.duty_check import Outcome

DUTIES: Final = re.compile(r"职责(?P<clauses>（一）.*?。)二、机构设置")
"""From the heading of the duties to that of the offices, in text without white space."""

FOLIO: Final = re.compile(r"^\s*(?:—\s*\d+\s*—|第\s*\d+\s*页)\s*$", re.MULTILINE)
"""A page number on a line by itself, which may stand within a sentence that runs over the page."""


class DutyTask(BaseModel):
    """One work item of staff, and whose it is as the report named by its file says.

    `department` is the organization for own, the named body for other. Any of `clauses` is right. For none both are
    empty. `why` is for people: the words of the clause that decide.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Text
    task: Text
    report: Text
    outcome: Outcome
    department: str
    clauses: tuple[Text, ...]
    tags: tuple[Text, ...] = ()
    why: Text

    @model_validator(mode="after")
    def _whole(self) -> Self:
        given = self.outcome is not Outcome.NONE
        if given != bool(self.department) or given != bool(self.clauses):
            raise ValueError("own 和 other 要写 department 与 clauses，none 两项都空着")
        return self


def default_task_files() -> tuple[Path, ...]:
    """All files of work items that come with the project, those that are held out too."""
    return (DUTY_FILE, FURTHER_DUTY_FILE, *sorted((FOLDER / "held_out").glob("duty_tasks-*.jsonl")))


def holds_tasks(file: Path) -> bool:
    """Whether a file is one of work items, not of questions. Raises QuestionsError where it is not there."""
    return any('"task"' in line for _, line in lines(file)[:1])


def load_tasks(files: Iterable[Path]) -> tuple[DutyTask, ...]:
    """The work items of the files, in order.

    Raises QuestionsError for a file that is not there, and for all lines that are not right and all ids used twice.
    """
    return read_lines(files, DutyTask.model_validate)


def clause_texts(text: str) -> dict[str, str]:
    """The duty clauses of a report's text by their numbers, without white space: （三十一）, and （四十二）2 for a
    part of one. A clause holds the text of its parts."""
    found = DUTIES.search(compact(FOLIO.sub("", text)))
    clauses = dict(_numbered("。" + found["clauses"], "（{}）", print_chinese)) if found else {}
    parts = {
        f"{number}{part}": body for number, clause in clauses.items() for part, body in _numbered(clause, "{}．", str)
    }
    return clauses | parts


def _numbered(text: str, form: str, print_number: Callable[[int], str]) -> Iterator[tuple[str, str]]:
    """The stretches of a text that begin with 1, 2, 3 … as `form` prints them, each after the end of a sentence."""

    def mark(place: int) -> str:
        return "。" + form.format(print_number(place))

    place, at = 1, text.find(mark(1))
    while at >= 0:
        start = at + len(mark(place))
        end = text.find(mark(place + 1), start)
        yield mark(place)[1:].removesuffix("．"), text[start:] if end < 0 else text[start : end + 1]
        place, at = place + 1, end


def check_tasks(tasks: Iterable[DutyTask], sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Everything that the work items get wrong about the reports, which are by their files' names, in Chinese."""
    clauses = {file: clause_texts(source.text) for file, source in sources.items()}
    return tuple(fault for task in tasks for fault in _task(task, sources, clauses))


def _task(task: DutyTask, sources: Mapping[str, Source], clauses: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    named = {"id": task.id, "report": task.report, "department": task.department}
    if task.report not in sources:
        yield messages.CHECK_TASK_REPORT.format(**named)
        return
    if task.outcome is Outcome.OWN and task.department not in compact(sources[task.report].text):
        yield messages.CHECK_TASK_ORGANIZATION.format(**named)
    for clause in task.clauses:
        text = clauses[task.report].get(clause)
        if text is None:
            yield messages.CHECK_TASK_CLAUSE.format(**named, clause=clause)
        elif task.outcome is Outcome.OTHER and task.department not in text:
            yield messages.CHECK_TASK_BODY.format(**named, clause=clause)
