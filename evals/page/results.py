"""Single results: the failures in full, and all of them in a list that can be searched."""

from __future__ import annotations

from collections.abc import Iterable

from evals import messages as words
from evals.compare import Pair, text_of
from evals.page import texts
from evals.record import Record, ResultRecord
from qa.answer import Citation
from qa.page.markup import Html, el, join


def failures(record: Record) -> Html:
    """The questions that were not answered right, with all there is to say about each."""
    found = record.failures
    cards = join(*(card(result) for result in found)) if found else el("p", texts.NO_FAILURES)
    title = el("h2", texts.FAILURES.format(count=len(found)))
    return el("section", title, cards, id="failures")


def card(result: ResultRecord, before: ResultRecord | None = None) -> Html:
    """A result: what was asked, what is wrong, the answer, what it stands on, how it came about; beside what was
    answered `before`, if it is given."""
    halves = [result] if before is None else [before, result]
    names = [None] if before is None else [texts.BEFORE, texts.AFTER]
    return el(
        "article",
        _question(result),
        el("div", *map(_half, halves, names), class_="halves" if before else None),
        class_="result-card",
    )


def _half(result: ResultRecord, name: str | None) -> Html:
    return el(
        "div",
        el("h4", _mark(result.passed), " ", name) if name else None,
        _misses(result) if result.misses else None,
        _answer(result),
        _trace(result) if result.trace else None,
        class_="half",
    )


def _mark(passed: bool) -> Html:
    return el("span", "✓" if passed else "✗", class_="ok" if passed else "bad")


def _question(result: ResultRecord) -> Html:
    turns = result.q
    shown = el("p", turns[0], class_="question-text")
    if len(turns) > 1:
        steps: list[Html] = []
        for number, turn in enumerate(turns):
            steps.append(el("li", el("p", turn, class_="question-text"), _earlier(result, number)))
        shown = el("ol", *steps, class_="turns")
    kind = words.KIND_NAMES[result.kind]
    return el("header", el("p", " · ".join((result.id, kind, *result.tags)), class_="meta"), shown)


def _earlier(result: ResultRecord, number: int) -> Html | None:
    return el("p", result.earlier[number], class_="earlier") if number < len(result.earlier) else None


def _misses(result: ResultRecord) -> Html:
    _, expected, got = texts.MISS_HEADS
    rows = (
        el(
            "tr",
            el("th", words.FAULT_NAMES[miss.fault], scope="row"),
            el("td", miss.expected, data_label=expected),
            el("td", texts.SEE_ANSWER if miss.got == text_of(result) else miss.got, data_label=got),
        )
        for miss in result.misses
    )
    head = el("thead", el("tr", *(el("th", head, scope="col") for head in texts.MISS_HEADS)))
    return el("table", head, el("tbody", *rows), class_="misses")


def _answer(result: ResultRecord) -> Html:
    citations = result.answer.citations if result.answer else ()
    evidence = el("p", texts.NO_EVIDENCE, class_="aside")
    if citations:
        quotes = (el("li", el("span", place(c), class_="where"), el("q", c.quote)) for c in citations)
        evidence = el(
            "details", el("summary", texts.EVIDENCE.format(count=len(citations))), el("ul", *quotes), open=True
        )
    return join(el("p", text_of(result), class_="answer"), evidence)


def _trace(result: ResultRecord) -> Html:
    lines = (el("li", line) for line in result.trace)
    summary = el("summary", texts.TRACE.format(count=len(result.trace)))
    return el("details", summary, el("ol", *lines, class_="trace"), class_="how")


def place(citation: Citation) -> str:
    """Where a citation stands: table, row, column and clause, or else the section; and the page."""
    named = (citation.table, citation.row, citation.column, citation.clause)
    page = words.FILE_PAGE if citation.printed_page is None else words.PRINTED_PAGE
    where = filter(None, named if any(named) else (citation.section,))
    return " · ".join((*where, page.format(printed=citation.printed_page, page=citation.page)))


def changed(title: str, pairs: Iterable[Pair], *, folded: bool) -> Html | None:
    """Questions that came out otherwise than before, with both answers; nothing where there is none."""
    pairs = tuple(pairs)
    if not pairs:
        return None
    cards = [card(after, before) for before, after in pairs]
    heading = title.format(count=len(pairs))
    if folded:
        return el("details", el("summary", heading), *cards, class_="changed")
    return join(el("h3", heading), *cards)


def listed(record: Record) -> Html:
    """Every result, to be searched and filtered."""
    kinds = dict.fromkeys(result.kind for result in record.results)
    options = [el("option", texts.ANY_KIND, value="")]
    options += [el("option", words.KIND_NAMES[kind], value=kind.value) for kind in kinds]
    states = (("", texts.ANY_STATE), ("failed", texts.ONLY_FAILED), ("passed", texts.ONLY_PASSED))
    bar = el(
        "div",
        el("input", type="search", placeholder=texts.SEARCH, aria_label=texts.SEARCH, data_search=True),
        el("select", *options, aria_label=texts.WHAT_KIND, data_kind=True),
        el("select", *(el("option", name, value=state) for state, name in states), aria_label=texts.RESULTS),
        el("output", data_shown=texts.SHOWN),
        class_="filter-bar",
    )
    rows = join(*map(_listed, record.results))
    title = el("h2", texts.RESULTS)
    return el("section", title, bar, el("div", rows, class_="listed"), class_="results-list", data_results=True)


def _listed(result: ResultRecord) -> Html:
    state = "passed" if result.passed else "failed"
    time = "" if result.milliseconds is None else f"{result.milliseconds:.0f} ms"
    summary = el(
        "summary",
        _mark(result.passed),
        el("span", result.id, class_="id"),
        el("span", " → ".join(result.q), class_="question-text"),
        el("span", words.KIND_NAMES[result.kind], class_="kind-name"),
        el("span", time, class_="time"),
    )
    body = el("div", _misses(result) if result.misses else None, _answer(result), class_="half")
    return el("details", summary, body, data_kind=result.kind.value, data_state=state)
