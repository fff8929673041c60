"""What goes into an answer beside its places, as HTML: sums, contradictions of the report, balance identities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ingest.numbers import grouped
from ingest.report import Check, Outcome
from qa.answer import Citation, Figure
from qa.evidence import CalculationEvidence, DisagreementEvidence, Operand
from qa.page import texts as shared
from qa.page.chat import texts
from qa.page.chat.conversation import mark
from qa.page.markup import Html, el
from qa.page.places import heading, page_words

_COUNTED: Final = {
    Outcome.HOLDS: shared.HOLDS,
    Outcome.ROUNDING: shared.ROUNDING,
    Outcome.FAILS: shared.FAILS,
}


def calculation(evidence: CalculationEvidence) -> Html:
    """A sum: its formula, each number in it a link to its place, and what the numbers are."""
    figure = evidence.figure
    formula = el("p", *_linked(figure.formula or "", evidence.operands), class_="formula")
    rows = [_row(operand, shared.BLANK) for operand in evidence.operands]
    operands = el("table", el("caption", texts.OPERANDS), el("tbody", *rows), class_="operands") if rows else None
    return _card(f"{texts.CALCULATION} · {figure.label}", formula, operands, class_="card calculation")


def _linked(formula: str, operands: Sequence[Operand]) -> Iterator[str]:
    """The formula, the operands in it as buttons. They stand in it in their order; one that does not is passed over."""
    end = 0
    for operand in operands:
        printed = operand.figure.printed
        found = _number(printed).search(formula, end) if printed and operand.citations else None
        if found:
            yield formula[end : found.start()]
            yield _link(found[0], operand)
            end = found.end()
    yield formula[end:]


def _number(printed: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.,]){re.escape(printed)}(?![\d.,]*\d)")


def _link(shown: str, operand: Operand) -> Html:
    name = texts.SHOW_OPERAND.format(label=operand.figure.label)
    told = {"type": "button", "class_": "operand", "title": name}
    return el("button", shown, el("span", name, class_="aside-only"), **told, data_cite=operand.citations[0])


def _row(operand: Operand, blank: str, place: str | None = None) -> Html:
    figure = operand.figure
    return el(
        "tr",
        el("th", figure.label, scope="row"),
        el("td", _value(figure) or blank, class_="n"),
        el("td", figure.unit),
        el("td", place) if place is not None else None,
        el("td", *map(mark, operand.citations)),
    )


def _value(figure: Figure) -> str | None:
    return figure.printed or figure.formula or figure.value


def disagreement(evidence: DisagreementEvidence, citations: Mapping[int, Citation]) -> Html:
    """What the report prints differently: each value with its place, a link. `citations` by their ids."""
    rows = [
        _row(operand, shared.BLANK, "；".join(_place(citations[id_]) for id_ in operand.citations))
        for operand in evidence.figures
    ]
    said = el("p", texts.DISAGREES_SAID, class_="where")
    table = el("table", el("tbody", *rows), class_="operands")
    return _card(texts.DISAGREES, said, el("div", table, class_="wide"), class_="card disagreement")


def _place(citation: Citation) -> str:
    return f"{citation.table or heading(citation)} {page_words(citation.page, citation.printed_page)}"


def checks(found: Sequence[Check]) -> Html | None:
    """The identities of a table: how many hold, and each with both sides, those that fail first."""
    if not found:
        return None
    counts = Counter(check.outcome for check in found)
    parts = [template.format(count=counts[o]) for o, template in _COUNTED.items() if counts[o]]
    fails = bool(counts[Outcome.FAILS])
    ordered = sorted(found, key=lambda check: -list(Outcome).index(check.outcome))
    return el(
        "details",
        el("summary", shared.CHECKED.format(parts="，".join(parts))),
        el("ul", *map(_check, ordered)),
        class_="checks fails" if fails else "checks",
        open=fails,
    )


def _check(check: Check) -> Html:
    sign = "=" if check.left == check.right else "≠"
    return el(
        "li",
        el("span", texts.OUTCOMES[check.outcome], class_=f"outcome {check.outcome.name.lower()}"),
        el("span", check.name, class_="name"),
        el("span", f"{grouped(check.left)} {sign} {grouped(check.right)}", class_="sides"),
        el("span", check.detail, class_="where"),
    )


def _card(title: str, *body: Html | None, class_: str) -> Html:
    return el("section", el("h3", el("span", title)), *body, class_=class_, tabindex=-1)
