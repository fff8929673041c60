"""The shares that have to be reached, from pyproject.toml: [tool.juesuan.evals]."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from evals import messages
from evals.dimensions import Dimension
from evals.questions import QuestionKind, QuestionsError

PYPROJECT: Final = Path(__file__).parent.parent / "pyproject.toml"

Share = Annotated[Decimal, Field(ge=0, le=1)]


class RetrievalThresholds(BaseModel):
    """For the fused list: recall@5, and by how much it has to be above BM25's alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    recall_at_5: Share
    gain_over_words: Share


class ManyThresholds(BaseModel):
    """Over many reports: how often the right one has to be chosen, and how many figures have to be right."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    right_report: Share = Decimal("0.99")
    figures: Share = Decimal("0.98")


class DutyThresholds(BaseModel):
    """Of the duty check: how often the outcome with its department, and the clause where there is one, are right."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    outcome: Share = Decimal("0.95")
    clause: Share = Decimal("0.95")


class Thresholds(BaseModel):
    """Shares of questions that have to pass, of all and of single kinds; and of those that expect something in a
    dimension, the share that has to be right in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    all: Share
    kinds: dict[QuestionKind, Share] = {}
    dimensions: dict[Dimension, Share] = {}
    retrieval: RetrievalThresholds
    many: ManyThresholds = ManyThresholds()
    duties: DutyThresholds = DutyThresholds()


def load_thresholds(file: Path = PYPROJECT) -> Thresholds:
    """The thresholds of a pyproject.toml. Raises QuestionsError where it has none."""
    data = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    section = data.get("tool", {}).get("juesuan", {}).get("evals")
    if section is None:
        raise QuestionsError(messages.NO_THRESHOLDS.format(file=file))
    return Thresholds.model_validate(section)
