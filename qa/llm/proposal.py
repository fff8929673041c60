"""A question as the language model proposes it: slots of our own reading, checked, and put into words that our own
reading takes the same way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.report import Classification, Flow, Fund, Measure
from qa.catalog import Catalog
from qa.lexicon import Role
from qa.question import Question, asked_of, read_question
from qa.text import bigrams, normalized, squeezed

MOST_NAMES: Final = 80
"""So many names of the report the model may choose from."""

MOST_ITEMS: Final = 3

GENERAL: Final = (
    Classification.TOTAL,
    Classification.NATURE,
    Classification.THREE_PUBLIC,
    Classification.AGENCY_OPERATING,
    Classification.PROCUREMENT,
    Classification.ASSET,
    Classification.PROJECT,
    Classification.SOURCE,
    Classification.BALANCE,
)
"""Lists whose names are always among them, as far as there is room; the names nearest to the question come first."""

_JSON: Final = re.compile(r"\{.*\}", re.S)


class ProposedFlow(StrEnum):
    """Which way money goes, as the model says it."""

    INCOME = "收入"
    EXPENDITURE = "支出"


class ProposedOperation(StrEnum):
    """What is asked, as the model says it."""

    FIGURE = "数额"
    REASON = "原因"
    MEANING = "含义"
    SUM = "合计"
    DIFFERENCE = "相差"
    SHARE = "占比"
    NONE = "none"


WORDED: Final = {
    ProposedOperation.FIGURE: "{year}{item}{fund}{flow}{measure}是多少？",
    ProposedOperation.REASON: "{year}{item}{fund}{flow}{measure}的原因是什么？",
    ProposedOperation.MEANING: "什么是{item}？",
    ProposedOperation.SUM: "{year}{items}{flow}{measure}合计是多少？",
    ProposedOperation.DIFFERENCE: "{year}{items}{flow}{measure}相差多少？",
    ProposedOperation.SHARE: "{year}{item}占{other}的比例是多少？",
}
"""How each is put into words."""

OF_TWO: Final = frozenset({ProposedOperation.DIFFERENCE, ProposedOperation.SHARE})
"""Those that need two items, just two."""

FLOWS: Final = {ProposedFlow.INCOME: Flow.INCOME, ProposedFlow.EXPENDITURE: Flow.EXPENDITURE}


class Proposal(BaseModel):
    """What the model may fill in: the slots of `Understood`, with names for items. Anything else is left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    operation: ProposedOperation
    items: tuple[str, ...] = Field(default=(), max_length=MOST_ITEMS)
    measure: Measure | None = None
    flow: ProposedFlow | None = None
    fund: Fund | None = None
    year: int | None = None

    def worded(self) -> str:
        """As a question. Empty where an item is lacking."""
        least = 2 if self.operation in OF_TWO else 1
        if (
            self.operation not in WORDED
            or len(self.items) < least
            or (self.operation in OF_TWO and len(self.items) > 2)
        ):
            return ""
        return WORDED[self.operation].format(
            year=f"{self.year}年" if self.year else "",
            item=self.items[0],
            other=self.items[-1],
            items="和".join(self.items),
            fund=self.fund.value if self.fund and self.fund is not Fund.ALL else "",
            flow=self.flow or "",
            measure=self.measure.value if self.measure else "",
        )


def read_proposal(written: str) -> Proposal | str:
    """The proposal in what the model wrote, or what is wrong with it, for the trace."""
    match = _JSON.search(written)
    try:
        return Proposal.model_validate(json.loads(match[0] if match else written))
    except ValidationError as error:
        return "；".join(f"{fault['loc']}: {fault['type']}" for fault in error.errors())
    except (ValueError, RecursionError):
        return "JSON"


def names_for(question: str, catalog: Catalog) -> list[str]:
    """Names of the report that the question may mean: those that share most with it first."""
    asked = bigrams(normalized(question))
    items = dict.fromkeys((fact.subject.item, fact.subject.classification) for fact in catalog.facts)
    shared = {item: len(asked & bigrams(normalized(item))) for item, _ in items}
    near = sorted((item for item in shared if shared[item]), key=lambda item: (-shared[item], len(item)))
    general = (item for kind in GENERAL for item, of in items if of is kind)
    return list(dict.fromkeys((*near, *general)))[:MOST_NAMES]


def known(question: str, earlier: Sequence[dict[str, Any]], catalog: Catalog) -> dict[str, object]:
    """What the model is told beside the question."""
    return {
        "earlier": list(earlier),
        "names": names_for(question, catalog),
        "operations": [each.value for each in ProposedOperation],
        "measures": [each.value for each in Measure],
        "flows": [each.value for each in ProposedFlow],
        "funds": [each.value for each in Fund],
    }


def read_back(proposal: Proposal, catalog: Catalog, this_year: int) -> Question | None:
    """The proposed question as our own reading takes it; None where it takes it otherwise, or where an item is not
    in the report."""
    text = proposal.worded()
    if not text or not all(catalog.item_named(item) for item in proposal.items):
        return None
    question = read_question(text, catalog.vocabulary, this_year=this_year)
    question = asked_of(question, catalog.report.identity.kind)
    named = {squeezed(word.text) for word in (*question.names, *question.share_of)}
    as_said = (
        not question.left_over
        and not question.corrected
        and (proposal.measure is None or proposal.measure in question.measures)
        and (proposal.year is None or question.year == proposal.year)
        and (proposal.fund in (None, Fund.ALL) or question.fund is proposal.fund)
        and (proposal.flow is None or question.flow in (None, FLOWS[proposal.flow]))
        and all(any(name in squeezed(item) or squeezed(item) in name for name in named) for item in proposal.items)
    )
    return question if as_said else None


def says_all(proposed: Question, asked: Question, items: Sequence[str], mentioned: str) -> bool:
    """Whether a proposed question says all that the one asked does, and of nothing else: then it may be answered;
    otherwise it is asked back. `mentioned`: what was named in the conversation before."""
    said = bigrams(normalized(proposed.text))
    anchors = bigrams(normalized(asked.text)) | bigrams(normalized(mentioned))
    return all(_kept(proposed, asked)) and all(
        (
            all(bigrams(normalized(item)) & anchors for item in items),
            all(bigrams(normalized(left)) <= said for left in asked.left_over),
        )
    )


def _kept(proposed: Question, asked: Question) -> Iterator[bool]:
    """For each slot, whether what is asked in it is in the proposed question too."""
    yield set(asked.measures) <= set(proposed.measures)
    yield asked.asks <= proposed.asks
    yield asked.operation in (proposed.operation, type(asked.operation).GET)
    yield asked.year in (None, proposed.year)
    yield asked.fund in (None, proposed.fund)
    yield asked.flow in (None, proposed.flow)
    yield {name.text for name in asked.names} <= {name.text for name in (*proposed.names, *proposed.share_of)}
    others = (asked.bounds, asked.excluded, asked.values, asked.alternatives, asked.top, asked.nth, asked.so_many)
    yield not any(others) and not asked.previous and not asked.unit and not asked.counted
    yield not any(word.role is Role.ORGANIZATION for word in asked.words)
