"""Verdicts as a table: whose duty each task is, the clause beside it, and what people say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from qa.duty_check.corrections import MAX_COMMENT, Correction, Mark, task_key
from qa.duty_check.messages import MARKS, NONE_NOTE, OUTCOMES
from qa.duty_check.verdict import Outcome, Passage, Verdict
from qa.page.duty import texts
from qa.page.markup import Html, el
from qa.page.places import page_words

SHOWN: Final = 1000
"""So many tasks are shown; a browser gets slow with more. The spreadsheet has all."""

_COLUMNS: Final = (
    ("at", texts.NUMBER),
    ("task", texts.TASK),
    ("found", texts.OUTCOME),
    ("ground", texts.GROUND),
    ("said", texts.CORRECTION),
)


def introduction() -> Html:
    """What the tab is good for."""
    items = (el("li", line) for line in texts.INTRODUCTION)
    return el("div", el("h2", texts.WELCOME), el("ul", *items), class_="welcome results")


def progress(done: int, total: int) -> Html:
    """How far a check is."""
    bar = el("progress", max=total, value=done, aria_label=texts.RESULTS)
    words = el("p", texts.CHECKING.format(done=done, total=total), role="status")
    hint = el("p", texts.CHECKING_FIRST, class_="hint") if not done else None
    stop = el("button", texts.STOP, type="button", class_="tool", data_stop=True)
    return el("div", words, bar, hint, stop, class_="results checking", aria_busy="true")


def problem(message: str) -> Html:
    """Why there is no result, and what to do."""
    return el("div", el("p", message, class_="trouble", role="alert"), class_="results")


def results(
    token: str,
    title: str,
    verdicts: Sequence[Verdict],
    corrections: Mapping[str, Correction],
    trouble: str | None = None,
) -> Html:
    """The verdicts on tasks by the report of a title. `token` names the check in the page's addresses, `corrections`
    are by `task_key`, `trouble` is why there are none."""
    shown = verdicts[:SHOWN]
    counts = Counter(verdict.outcome for verdict in verdicts)
    rows = [_row(at, verdict, corrections.get(task_key(verdict.task))) for at, verdict in enumerate(shown)]
    head = el("tr", *(el("th", name, scope="col", class_=kind) for kind, name in _COLUMNS))
    table = el("table", el("caption", texts.RESULTS, class_="aside-only"), el("thead", head), el("tbody", *rows))
    cut = texts.ONLY_FIRST.format(count=len(verdicts), shown=SHOWN) if len(verdicts) > SHOWN else None
    return el(
        "div",
        el("div", el("h2", texts.RESULTS), el("p", texts.FOUNDED_ON.format(title=title), class_="for"), class_="over"),
        el("p", trouble, class_="trouble", role="alert") if trouble else None,
        _tools(token, counts),
        el("p", texts.LEGEND, class_="legend"),
        el("p", cut, class_="note") if cut else None,
        el("div", table, class_="verdicts", tabindex=0, role="region", aria_label=texts.TABLE_REGION),
        el("p", texts.NONE_MATCH, class_="no-match", role="status", hidden=True),
        class_="results done",
        data_token=token,
        data_saving=texts.SAVING,
        data_failed=texts.UNREACHABLE,
    )


def _tools(token: str, counts: Counter[Outcome]) -> Html:
    """Filter, search and download."""
    filters = [_filter("", texts.ALL, counts.total(), chosen=True)]
    filters += [_filter(outcome.value, name, counts[outcome]) for outcome, name in OUTCOMES.items()]
    search = el("input", type="search", class_="search", placeholder=texts.SEARCH, aria_label=texts.SEARCH)
    address = f"duties/{token}.xlsx"
    download = el("a", texts.DOWNLOAD, href=address, download=True, class_="download")
    group = el("div", *filters, class_="filters", role="group", aria_label=texts.SHOW)
    failed = el("p", class_="bad download-said", role="status")
    return el("div", group, search, download, failed, class_="bar")


def _filter(outcome: str, name: str, count: int, *, chosen: bool = False) -> Html:
    words = texts.COUNT.format(name=name, count=count)
    pressed = "true" if chosen else "false"
    kind = f"filter {outcome}".strip()
    return el("button", words, type="button", class_=kind, data_outcome=outcome, aria_pressed=pressed)


def _row(at: int, verdict: Verdict, correction: Correction | None) -> Html:
    return el(
        "tr",
        el("td", str(at + 1), class_="at"),
        el("th", el("bdi", verdict.task or texts.EMPTY), scope="row", class_="task"),
        el("td", *_found(verdict), class_="found"),
        el("td", *_ground(verdict), class_="ground"),
        el("td", *_said(verdict, correction), class_="said"),
        class_=verdict.outcome.value,
        data_outcome=verdict.outcome.value,
        data_row=at,
    )


def _found(verdict: Verdict) -> Iterator[Html | None]:
    yield el("span", OUTCOMES[verdict.outcome], class_=f"outcome {verdict.outcome.value}")
    if verdict.department:
        yield el("p", verdict.department, class_="department")
    if verdict.strength:
        yield el("p", texts.STRENGTH.format(strength=verdict.strength), class_="strength")
    if verdict.confidence:
        yield el("p", confidence(verdict), class_="hint", title=texts.LEGEND)


def confidence(verdict: Verdict) -> str:
    """How sure a verdict is, in percent; nothing is quite sure."""
    percent = round(verdict.confidence * 100)
    return texts.CONFIDENCE.format(percent=percent) if percent < 100 else texts.MOST_CONFIDENT


def _ground(verdict: Verdict) -> Iterator[Html | None]:
    if verdict.text:
        yield _where(verdict.clause, verdict.page, verdict.printed_page)
        yield el("blockquote", *_marked(verdict.text, verdict.marks))
    if verdict.also:
        yield el("p", texts.ALSO, class_="hint")
        yield el("ul", *(_party(party, verdict) for party in verdict.also), class_="parties")
    if verdict.note and not (verdict.nearest and verdict.note == NONE_NOTE):  # the summary below says the same
        yield el("p", verdict.note, class_="note")
    if verdict.nearest:
        title = el("summary", texts.NEAREST.format(count=len(verdict.nearest)))
        yield el("details", title, *map(_near, verdict.nearest), class_="nearest")


def _where(clause: str, page: int | None, printed: int | None) -> Html:
    parts = [texts.CLAUSE.format(clause=clause) if clause else texts.NO_CLAUSE]
    if page is not None:
        parts.append(page_words(page, printed))
    return el("p", " · ".join(parts), class_="where")


def _party(party: Passage, verdict: Verdict) -> Html:
    """Another party; its sentence, where that is not the one shown above."""
    name = el("strong", party.department)
    strength = f"（{party.strength}）" if party.strength else None
    if party.text == verdict.text:
        return el("li", name, strength, el("span", texts.SAME_SENTENCE, class_="hint"))
    return el("li", name, strength, _where(party.clause, party.page, party.printed_page), _quote(party))


def _near(passage: Passage) -> Html:
    where = _where(passage.clause, passage.page, passage.printed_page)
    return el("div", where, el("p", passage.department, class_="department"), _quote(passage))


def _quote(passage: Passage) -> Html:
    return el("blockquote", *_marked(passage.text, passage.marks))


def _marked(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The text with its marked stretches; those that touch or overlap are one."""
    end = 0
    for start, stop in _joined(marks):
        if start < min(stop, len(text)):
            yield text[end:start]
            yield el("mark", text[start:stop])
            end = stop
    yield text[end:]


def _joined(marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, stop in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], stop))
        elif start < stop:
            joined.append((start, stop))
    return joined


# what people say of it


def _said(verdict: Verdict, correction: Correction | None) -> Iterator[Html | None]:
    marked = correction.mark if correction else None
    named = {"task": verdict.task}
    buttons = (
        el(
            "button",
            word,
            type="button",
            class_=f"said-{mark.value}",
            data_mark=mark.value,
            aria_pressed="true" if mark is marked else "false",
            aria_label=texts.MARKING.format(mark=word, **named),
        )
        for mark, word in ((mark, MARKS[mark.value]) for mark in Mark)
    )
    yield el("div", *buttons, class_="marks", role="group", aria_label=texts.CORRECTION)
    yield el(
        "input",
        type="text",
        class_="comment",
        value=correction.comment if correction else "",
        maxlength=MAX_COMMENT,
        placeholder=texts.COMMENT_PLACEHOLDER,
        aria_label=texts.COMMENTING.format(**named),
    )
    if correction is not None and not correction.is_of(verdict):
        yield el("p", correction.judged.outdated, class_="outdated bad")
    yield el("p", saved(correction) if correction else None, class_="hint saved", role="status")


def saved(correction: Correction | None) -> str:
    """When a correction was kept, in the time of this machine; that it was forgotten where there is none."""
    if correction is None:
        return texts.FORGOTTEN
    return texts.SAVED.format(time=f"{correction.at.astimezone():%Y-%m-%d %H:%M}")
