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
from qa.lexicon import Operation, Role
from qa.question import Question, asked_of, read_question
from qa.text import bigrams, normalized, squeezed

MOST_NAMES: Final = 80
"""So many names of the report the model may choose from."""

MOST_ITEMS: Final = 3

SHOWN_OF_DUTY: Final = 60
"""So much of each duty the model is told, in characters."""

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
    DUTY = "职责"
    NONE = "none"


WORDED: Final = {
    ProposedOperation.FIGURE: "{year}{item}{fund}{flow}{measure}是多少？",
    ProposedOperation.REASON: "{year}{item}{fund}{flow}的原因是什么？",
    ProposedOperation.MEANING: "什么是{item}？",
    ProposedOperation.SUM: "{year}{items}{flow}{measure}合计是多少？",
    ProposedOperation.DIFFERENCE: "{year}{items}{flow}{measure}相差多少？",
    ProposedOperation.SHARE: "{year}{item}占{other}的比例是多少？",
    ProposedOperation.DUTY: "谁负责{matter}？",
}
"""How each is put into words."""

LONGEST_MATTER: Final = 40
"""A matter that is asked about is no longer, in characters."""

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
    matter: str = Field(default="", max_length=LONGEST_MATTER)

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
    subjects = dict.fromkeys(fact.subject for fact in catalog.facts)
    names = dict.fromkeys(name for subject in subjects for name in (subject.item, subject.breakdown))
    shared = {name: len(asked & bigrams(normalized(name))) for name in names}
    near = sorted((name for name in names if shared[name]), key=lambda name: (-shared[name], len(name)))
    general = (subject.item for kind in GENERAL for subject in subjects if subject.classification is kind)
    return list(dict.fromkeys((*near, *general)))[:MOST_NAMES]


def known(asked: Question, text: str, earlier: Sequence[dict[str, Any]], catalog: Catalog) -> dict[str, object]:
    """What the model is told beside the question."""
    duties = catalog.duties if asked.operation is Operation.DUTY else ()
    return {
        "earlier": list(earlier),
        "names": names_for(text, catalog),
        "duties": [duty.text[:SHOWN_OF_DUTY] for duty in duties],
        "operations": [each.value for each in ProposedOperation],
        "measures": [each.value for each in Measure],
        "flows": [each.value for each in ProposedFlow],
        "funds": [each.value for each in Fund],
    }


def read_back(proposal: Proposal, catalog: Catalog, this_year: int) -> Question | None:
    """The proposed question as our own reading takes it; None where it takes it otherwise, or where an item is not
    in the report."""
    text = proposal.worded()
    if not text or not all(squeezed(item) in catalog.names for item in proposal.items):
        return None
    question = read_question(text, catalog.vocabulary, this_year=this_year)
    question = asked_of(question, catalog.report.identity.kind)
    if proposal.operation is ProposedOperation.DUTY:
        return question if question.operation is Operation.DUTY else None
    return question if not question.left_over and not question.corrected and all(_as_said(proposal, question)) else None


def _as_said(proposal: Proposal, question: Question) -> Iterator[bool]:
    """For each slot, whether our own reading has what is proposed."""
    named = {squeezed(word.text) for word in (*question.names, *question.share_of)}
    yield all(any(name in squeezed(item) or squeezed(item) in name for name in named) for item in proposal.items)
    yield proposal.measure is None or proposal.measure in question.measures or question.operation is Operation.WHY
    yield proposal.year in (None, question.year)
    yield proposal.fund in (None, Fund.ALL, question.fund)
    yield question.flow is None or proposal.flow is None or question.flow is FLOWS[proposal.flow]


def says_all(proposed: Question, asked: Question, items: Sequence[str], mentioned: str) -> bool:
    """Whether a proposed question says all that the one asked does, and of nothing else: then it may be answered;
    otherwise it is asked back. `mentioned`: what was named in the conversation before."""
    if proposed.operation is Operation.DUTY:
        return False
    heard = normalized(f"{asked.text}，{mentioned}")
    of_it = all(bigrams(item) & bigrams(heard) or set(item) <= set(heard) for item in map(normalized, items))
    said = normalized(proposed.text)
    left = (normalized(words) for words in asked.left_over)
    return (
        of_it
        and all(words in said or bigrams(words) <= bigrams(said) for words in left)
        and all(_kept(proposed, asked))
    )


def _kept(proposed: Question, asked: Question) -> Iterator[bool]:
    """For each slot, whether what is asked in it is in the proposed question too."""
    yield set(asked.measures) <= set(proposed.measures)
    yield asked.asks <= proposed.asks
    yield asked.operation in (proposed.operation, Operation.GET)
    yield asked.year in (None, proposed.year)
    yield asked.fund in (None, proposed.fund)
    yield asked.flow in (None, proposed.flow)
    yield {name.text for name in asked.names} <= {name.text for name in (*proposed.names, *proposed.share_of)}
    yield not (asked.bounds or asked.excluded or asked.values or asked.alternatives)
    yield not (asked.top or asked.nth or asked.so_many or asked.previous or asked.unit or asked.counted)
    yield not any(word.role is Role.ORGANIZATION for word in asked.words)
