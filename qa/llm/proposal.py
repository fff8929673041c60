"""A question as the language model proposes it: slots of our own reading, checked, and put into words that our own
reading takes the same way."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Sequence
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.report import Classification, Flow, Fund, Measure
from qa.catalog import Catalog
from qa.lexicon import Operation
from qa.question import Question, asked_of, read_question
from qa.text import bigrams, normalized, squeezed

MOST_NAMES: Final = 80
"""So many names of the report the model may choose from."""

MOST_ITEMS: Final = 3

LONGEST_MATTER: Final = 40
"""A matter that is asked about is no longer, in characters."""

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
    ProposedOperation.FIGURE: "{year}{first}{fund}{flow}{measure}是多少？",
    ProposedOperation.REASON: "{year}{first}{fund}{flow}的原因是什么？",
    ProposedOperation.MEANING: "什么是{first}？",
    ProposedOperation.SUM: "{year}{items}{flow}{measure}合计是多少？",
    ProposedOperation.DIFFERENCE: "{year}{items}{flow}{measure}相差多少？",
    ProposedOperation.SHARE: "{year}{first}占{last}的比例是多少？",
    ProposedOperation.DUTY: "谁负责{matter}？",
}
"""How each is put into words."""

ITEMS: Final = {
    ProposedOperation.SUM: (2, MOST_ITEMS),
    ProposedOperation.DIFFERENCE: (2, 2),
    ProposedOperation.SHARE: (2, 2),
    ProposedOperation.DUTY: (0, 0),
}
"""How many items each needs, and takes; the others just one."""

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

    def worded(self, names: Container[str]) -> str:
        """As a question; empty where it has too few or too many items, or one that is not among the names."""
        items = list(dict.fromkeys(map(squeezed, self.items)))
        least, most = ITEMS.get(self.operation, (1, 1))
        if self.operation not in WORDED or not least <= len(items) <= most or not all(item in names for item in items):
            return ""
        return WORDED[self.operation].format(
            year=f"{self.year}年" if self.year else "",
            first=items[0] if items else "",
            last=items[-1] if items else "",
            items="和".join(items),
            fund=self.fund.value if self.fund and self.fund is not Fund.ALL else "",
            flow=self.flow or "",
            measure=self.measure.value if self.measure else "",
            matter=squeezed(self.matter),
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


def read_back(proposal: Proposal, catalog: Catalog, this_year: int) -> str | None:
    """The proposal as a question that our own reading takes the same way; None where there is none. All its names are
    the report's."""
    text = proposal.worded(catalog.names)
    if not text:
        return None
    question = read_question(text, catalog.vocabulary, this_year=this_year)
    question = asked_of(question, catalog.report.identity.kind)
    if proposal.operation is ProposedOperation.DUTY:
        return text if _is_duty(squeezed(proposal.matter), catalog) and question.operation is Operation.DUTY else None
    return text if not question.left_over and not question.corrected and all(_as_said(proposal, question)) else None


def _is_duty(matter: str, catalog: Catalog) -> bool:
    """Whether a duty of the report says a matter in these words."""
    return len(matter) > 1 and any(matter in squeezed(duty.text) for duty in catalog.duties)


def _as_said(proposal: Proposal, question: Question) -> Iterator[bool]:
    """For each slot, whether our own reading has what is proposed."""
    named = {squeezed(word.text) for word in (*question.names, *question.share_of)}
    yield all(any(name in squeezed(item) or squeezed(item) in name for name in named) for item in proposal.items)
    yield proposal.measure is None or proposal.measure in question.measures or question.operation is Operation.WHY
    yield proposal.year in (None, question.year)
    yield proposal.fund in (None, Fund.ALL, question.fund)
    yield question.flow is None or proposal.flow is None or question.flow is FLOWS[proposal.flow]
