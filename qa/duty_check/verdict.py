"""The public contract of a duty check: what is said of one task."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from qa.answer import PageSpan


class Outcome(StrEnum):
    """Whose duty a task is, as far as the report says."""

    OWN = "own"  # 本单位职责
    OTHER = "other"  # 其他部门职责
    NONE = "none"  # 报告未载明


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True)


class Passage(_Model):
    """A sentence of a clause, verbatim but for white space.

    `clause` is its number as printed (（四十二）2), empty where clauses have none. `page` is the file page from 1,
    `printed_page` the number on the paper, where known. `strength` is the verb that the report uses (负责, 牵头,
    配合), `marks` are the stretches of `text` that the task has in common with it, `spans` where it stands in the
    stored pages.
    """

    department: str
    clause: str
    text: str
    page: int
    printed_page: int | None = None
    strength: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    spans: tuple[PageSpan, ...] = ()


class Verdict(_Model):
    """What the report says of one task.

    `department` is the organization for `own`, the named body for `other`, empty for `none`; so are `clause` and
    `text`, and `page` is then None. `text` is the sentence that gives the duty, without its number. `also` are the
    other parties, where a duty is shared, `nearest` what comes nearest where the report says nothing: not enough
    to give the task to anybody. `confidence` is between 0 and 1: the share of such verdicts that are right.
    `report` is the title of the report.
    """

    task: str
    outcome: Outcome
    report: str
    department: str = ""
    clause: str = ""
    text: str = ""
    page: int | None = None
    printed_page: int | None = None
    strength: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    confidence: float = 0.0
    also: tuple[Passage, ...] = ()
    nearest: tuple[Passage, ...] = ()
    note: str = ""
    spans: tuple[PageSpan, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The verdict as plain data."""
        return self.model_dump(mode="json")
