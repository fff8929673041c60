"""How an answer came about: the lines for `--explain` and the page, and what the next step works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from qa.routes import Asked, Reply

if TYPE_CHECKING:
    from qa.chain import Extract
    from qa.llm.work import Work


class Way(StrEnum):
    """Which way an answer came; the trace says it under 途径."""

    SHELF = "选报告"  # which report is meant is asked back, or there is none
    EXACT = "查找"
    RETRIEVAL = "检索"
    ACROSS = "几份报告"


@dataclass
class Trace:
    """How an answer came about, for `--explain` and the page: lines in the order of the stages.

    `asked` is the question as it was read of one report last, `passage` what retrieval answered it with, `work` what
    the language model did.
    """

    lines: list[str] = field(default_factory=list)
    asked: Asked | None = None
    passage: tuple[Reply, Extract] | None = None
    work: Work | None = None

    def add(self, stage: str, text: str) -> None:
        """Adds a line."""
        self.lines.append(f"[{stage}] {text}")
