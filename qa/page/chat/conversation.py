"""The conversation as HTML: what was asked, what was answered, what can be clicked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from qa import templates
from qa.answer import Answer, AnswerTable, Figure, Kind
from qa.page import texts as shared
from qa.page.chat import picture, texts
from qa.page.chat.tools import tools
from qa.page.chat.turn import Turn
from qa.page.markup import Html, el, join

SHOWN_QUESTION: Final = 400
"""How much of a question is shown, in characters."""

MARK: Final = re.compile(r"\[(\d{1,3})\]")
"""A citation mark in the text of an answer."""

_ASIDES: Final = tuple(
    template.partition("{")[0] for template in (templates.PLACE, templates.ALSO, templates.AVAILABLE, templates.NEAREST)
)
"""What lines begin with that say where a figure stands, and not what it is."""


def conversation(turns: Sequence[Turn]) -> Html:
    """All turns in order; what the page is good for where there are none."""
    last = len(turns) - 1
    body = [_turn(number, turn, number == last) for number, turn in enumerate(turns)] if turns else [_welcome()]
    return el("div", *body, class_="log", role="log", aria_label=texts.CONVERSATION)


def label(answer: Answer) -> str:
    """The kind of an answer in a word."""
    if answer.refusal is not None:
        return texts.REFUSALS[answer.refusal.kind]
    if answer.kind is Kind.LOOKUP and answer.citations and not any(c.table for c in answer.citations):
        return texts.FROM_TEXT
    return texts.KINDS[answer.kind]


def mark(citation: int, turn: int | None = None) -> Html:
    """The button that brings a citation into view."""
    name = texts.SHOW_CITATION.format(id=citation)
    told = {"class_": "mark", "aria_label": name, "title": name}
    return el("button", str(citation), type="button", **told, data_turn=turn, data_cite=citation)


def examples(questions: Sequence[str], hint: str = texts.EXAMPLES) -> Html:
    """Questions as buttons that ask at once."""
    buttons = [_ask_button(question, "chip") for question in questions]
    return el("div", el("span", hint, class_="hint"), *buttons, class_="chips") if buttons else join()


def _welcome() -> Html:
    promises = (el("li", promise) for promise in texts.PROMISES)
    return el("div", el("h2", texts.WELCOME), el("ul", *promises), class_="welcome")


def _turn(number: int, turn: Turn, last: bool) -> Html:
    words = turn.question[:SHOWN_QUESTION]
    if len(turn.question) > SHOWN_QUESTION:
        words += texts.CUT.format(length=len(turn.question))
    asked = el("div", el("span", texts.ASKED, class_="aside-only"), el("bdi", words), class_="asked")
    if turn.error is not None:
        word = texts.GIVEN_UP if turn.stopped else texts.ERROR
        kind = Kind.REFUSAL if turn.stopped else "error"
        reply = _reply(kind, word, el("div", turn.error, class_="said"), tools(number, turn, last))
    elif turn.answer is None:
        reply = el("div", el("div", texts.PENDING, class_="said pending"), class_="reply", aria_busy="true")
    elif turn.writing:
        more = el("div", texts.WRITING, class_="pending")
        reply = el("div", *_said(number, turn.answer), more, class_="reply said", aria_busy="true")
    else:
        reply = _answer(number, turn.answer, tools(number, turn, last))
    return el("article", asked, reply, class_="turn", data_turn=number)


def _answer(number: int, answer: Answer, can: Html) -> Html:
    said = el("div", *_said(number, answer), class_="said")
    options = [_ask_button(option, "option") for option in answer.options]
    notes = [el("p", texts.NOTE.format(note=note), class_="note") for note in answer.notes]
    return _reply(
        answer.kind.value,
        label(answer),
        said,
        picture.shown(answer),
        el("div", *options, class_="options") if options else None,
        *notes,
        can,
    )


def _said(number: int, answer: Answer) -> Iterator[Html]:
    """The lines of the text; those that a table shows better, as the table."""
    lines = answer.text.split("\n")
    begin, end = answer.table.lines if answer.table else (len(lines), len(lines))
    yield from (_line(number, answer, line) for line in lines[:begin])
    if answer.table:
        yield _table(number, answer, answer.table)
    yield from (_line(number, answer, line) for line in lines[end:])


def _table(number: int, answer: Answer, table: AnswerTable) -> Html:
    head = el("tr", *(el("th", name, scope="col") for name in (table.head, *table.columns)))
    ranked = answer.kind is Kind.RANKING and len(table.rows) > 1
    rows = (
        el(
            "tr",
            el("th", texts.RANKED_ROW.format(place=place, label=row.label) if ranked else row.label, scope="row"),
            *(_cell(number, answer, cell) for cell in row.cells),
        )
        for place, row in enumerate(table.rows, 1)
    )
    return el("div", el("table", el("thead", head), el("tbody", *rows)), class_="sheet", tabindex=0)


def _cell(number: int, answer: Answer, index: int | None) -> Html:
    """A figure with the marks of its citations."""
    if index is None:
        return el("td", shared.BLANK)
    figure = answer.figures[index]
    marks = (mark(answer.citations[at].id, number) for at in figure.citations)
    return el("td", el("strong", shown(figure)), *marks, class_="n")


def _reply(kind: str, word: str, *body: Html | None) -> Html:
    spoken = el("span", texts.ANSWERED, class_="aside-only")
    return el("div", spoken, el("span", word, class_="kind"), *body, class_=f"reply kind-{kind}")


def _line(number: int, answer: Answer, line: str) -> Html:
    aside = line.startswith(_ASIDES)
    return el("p", *_marked(number, answer, line, aside), class_="place" if aside else None)


def _marked(number: int, answer: Answer, line: str, aside: bool) -> Iterator[str]:
    """The line with its citation marks as buttons, and the figures of the answer set off."""
    end = 0
    for match in MARK.finditer(line):
        if 1 <= int(match[1]) <= len(answer.citations):
            yield from _figures(answer, line[end : match.start()], aside)
            yield mark(int(match[1]), number)
            end = match.end()
    yield from _figures(answer, line[end:], aside)


def _figures(answer: Answer, line: str, aside: bool) -> Iterator[str]:
    said = (figure.formula or shown(figure) for figure in answer.figures if figure.formula or figure.printed)
    found = None if aside else next((s for s in said if line.endswith(s)), None)
    if found is None:
        yield line
        return
    yield line.removesuffix(found)
    yield el("strong", found)


def shown(figure: Figure) -> str:
    """A printed figure with its unit."""
    space = "" if figure.unit == "%" else " "
    return f"{figure.printed}{space}{figure.unit}" if figure.unit else f"{figure.printed}"


def _ask_button(question: str, kind: str) -> Html:
    return el("button", question, type="button", class_=kind, data_ask=question)
