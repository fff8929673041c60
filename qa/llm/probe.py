"""A tiny task for the language model: whether it answers, and in the form that it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from qa.llm.model import Deadline, LanguageModel, Usage
from qa.llm.prompts import writing
from qa.llm.writing import sentences

QUESTION: Final = "谁负责值班？"
EVIDENCE: Final = {"id": "E1", "heading": "主要职责", "text": "值班室负责值班。"}


@dataclass(frozen=True)
class Probe:
    """`keeps_form`: whether it wrote one sentence or more, all with the id of the evidence behind them."""

    usage: Usage
    keeps_form: bool


def probe(model: LanguageModel) -> Probe:
    """What comes of the task. Raises ModelTrouble."""
    model.load()  # which is not the service's time
    usage = Usage()
    written = model.complete(writing(QUESTION, [EVIDENCE]), Deadline(model.seconds), usage)
    ids = [cited for _, cited in sentences([written])]
    return Probe(usage, bool(ids) and all(cited == (EVIDENCE["id"],) for cited in ids))
