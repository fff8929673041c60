"""What the language model did for one answer: the trace prints it, the evaluation counts it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from qa.llm import messages
from qa.llm.messages import Fate, Purpose, Trouble
from qa.llm.model import Usage


class Outcome(StrEnum):
    """What came of it for the answer."""

    WRITTEN = "written"  # a passage in its selection
    OFFERED = "offered"  # the question as it takes it, to choose
    UNUSED = "unused"  # the answer is as without it


@dataclass
class Work:
    """One request, and what came of it. `sentences` are those it wrote, with their fates; `proposed` is the question
    that it proposed, `refused` why that could not be used."""

    purpose: Purpose
    usage: Usage = field(default_factory=Usage)
    outcome: Outcome = Outcome.UNUSED
    trouble: Trouble | None = None
    sentences: list[tuple[Fate, str]] = field(default_factory=list)
    proposed: str = ""
    refused: str = ""

    @property
    def fates(self) -> Counter[Fate]:
        """How many sentences met which fate."""
        return Counter(fate for fate, _ in self.sentences)

    def lines(self) -> Iterator[str]:
        """As the trace says it."""
        for fate, sentence in self.sentences:
            yield messages.TRACE_SENTENCE.format(fate=fate, sentence=sentence)
        told = self.trouble or self.usage
        yield messages.TRACE_USED.format(purpose=self.purpose, tokens=told, seconds=self.usage.seconds)
        if self.proposed:
            yield messages.TRACE_PROPOSED.format(proposal=self.proposed)
        if self.refused:
            yield messages.TRACE_NO_PROPOSAL.format(cause=self.refused)
