"""What can be done with a turn: copy, evidence, ask again, change, say what one thinks of it, see how it came about."""

from __future__ import annotations

from qa.answer import Answer
from qa.page.chat import texts
from qa.page.chat.store import MAX_COMMENT
from qa.page.chat.turn import Mark, Rating, Turn
from qa.page.markup import Html, el, join

SIGNS = {Mark.GOOD: texts.GOOD, Mark.BAD: texts.BAD}
"""Thumbs up and down; the style sheet draws them, for not every machine has a font with them."""


def tools(number: int, turn: Turn, last: bool) -> Html:
    """The buttons under a turn that has ended, with what they unfold. Only the last can be asked again as it is."""
    answer = turn.answer
    again = _tool(texts.RETRY, "ask", data_ask=turn.question, data_turn=number) if last else None
    edit = _tool(texts.EDIT, "edit", data_turn=number, data_edit=True)
    row = [*_of_answer(number, answer), again, edit, *_signs(number, turn)]
    return join(el("div", *row, class_="tools"), _said(turn.rating), _form(number) if answer else None, _trace(turn))


def _tool(name: str, act: str, **attributes: str | int | bool | None) -> Html:
    return el("button", name, type="button", class_="tool", data_act=act, **attributes)


def _of_answer(number: int, answer: Answer | None) -> list[Html]:
    if answer is None:
        return []
    copied = {"data_copy": _copied(answer), "data_done": texts.COPIED, "data_failed": texts.NOT_COPIED}
    copy = _tool(texts.COPY, "copy", **copied)
    return [copy, _tool(texts.SHOW_EVIDENCE, "evidence", data_turn=number, data_cite=0)] if answer.citations else [copy]


def _signs(number: int, turn: Turn) -> list[Html]:
    if turn.answer is None:
        return []
    given = turn.rating.mark if turn.rating else None
    return [
        _tool(
            "",
            mark.value,
            data_turn=number,
            data_rate=mark.value,
            aria_label=name,
            title=name,
            aria_pressed="true" if given is mark else "false",
        )
        for mark, name in SIGNS.items()
    ]


def _said(rating: Rating | None) -> Html | None:
    """What is wrong, as it was noted."""
    if rating is None or rating.mark is Mark.GOOD:
        return None
    said = [*(texts.REASONS[reason] for reason in rating.reasons), rating.comment]
    words = texts.RATED.format(reasons="；".join(filter(None, said)) or texts.BAD)
    return el("p", el("bdi", words), class_="note")


def _form(number: int) -> Html:
    """What is asked of somebody who says that an answer is wrong."""
    reasons = (
        el("label", el("input", type="checkbox", name="reason", value=reason.value), word)
        for reason, word in texts.REASONS.items()
    )
    comment = el("textarea", name="comment", rows=2, maxlength=MAX_COMMENT, placeholder=texts.COMMENT)
    buttons = (el("button", texts.SUBMIT, class_="small"), el("button", texts.CANCEL, type="reset", class_="tool"))
    return el(
        "form",
        el("fieldset", el("legend", texts.WHAT_IS_WRONG), *reasons),
        el("label", el("span", texts.COMMENT, class_="aside-only"), comment),
        el("p", texts.KEPT_FOR, class_="note"),
        el("div", *buttons, class_="tools"),
        class_="rate",
        data_turn=number,
        hidden=True,
    )


def _trace(turn: Turn) -> Html | None:
    if not turn.trace:
        return None
    lines = (el("li", el("bdi", line)) for line in turn.trace)
    return el("details", el("summary", texts.TRACE), el("ol", *lines), class_="trace")


def _copied(answer: Answer) -> str:
    """What the copy button gives: question, answer, notes and the report."""
    notes = (texts.NOTE.format(note=note) for note in answer.notes)
    report = [texts.COPY_REPORT.format(report=answer.citations[0].report)] if answer.citations else []
    return "\n".join((answer.question, answer.text, *notes, *report))
