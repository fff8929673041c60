"""The reports that somebody sees: a page of the list, and what was found in one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from ingest.found import Found, checks_summary, forms_found
from ingest.library import StoredReport
from ingest.messages import KINDS, OUTCOMES
from ingest.report import Check, Outcome
from qa.page.markup import Html, el, join
from qa.page.reports import texts
from qa.page.reports.desk import Listing

_ORDER: Final = (Outcome.FAILS, Outcome.ROUNDING, Outcome.HOLDS)
"""What has to be looked at first."""

_CLASSES: Final = {Outcome.FAILS: "fails", Outcome.ROUNDING: "rounding", Outcome.HOLDS: "holds"}


def listing(shown: Listing, may_change: Callable[[StoredReport], bool], *, shared: bool) -> Html:
    """The reports with their buttons. `may_change`: whether one may be removed, and, where it is not `shared` by all
    from the beginning, published and withdrawn."""
    if not shown.count:
        help_ = (el("p", line) for line in texts.EMPTY_HELP)
        return el("div", el("h2", texts.EMPTY), *help_, class_="empty-library")
    if not shown.found:
        return join(_count(shown), el("p", texts.NONE_MATCH, class_="no-match"))
    rows = (_row(report, may_change(report), shared=shared) for report in shown.reports)
    return join(_count(shown), el("ul", *rows, class_="reports"), _turning(shown))


def _count(shown: Listing) -> Html:
    template = texts.COUNT if shown.found == shown.count else texts.COUNT_OF
    return el("p", template.format(count=shown.count, found=shown.found), class_="count", role="status")


def _turning(shown: Listing) -> Html | None:
    """The way to the other pages of the list."""
    if shown.pages == 1:
        return None
    steps = ((texts.BEFORE, shown.page - 1), (texts.AFTER, shown.page + 1))
    before, after = (
        el("button", word, type="button", class_="tool", data_page=page, disabled=not 0 < page <= shown.pages)
        for word, page in steps
    )
    at = el("span", texts.PAGES.format(page=shown.page, pages=shown.pages))
    return el("div", before, at, after, class_="turning")


def _row(report: StoredReport, mine: bool, *, shared: bool) -> Html:
    name = {"aria_label": texts.TICK.format(title=report.title), "data_title": report.title}
    tick = el("input", type="checkbox", value=report.report_key, **name)
    private = el("span", texts.PRIVATE, class_="private") if report.private else None
    counts = (
        forms_found(report),
        texts.FACTS.format(facts=report.counts.facts),
        texts.DUTIES.format(duties=report.counts.duties),
        texts.PAGES_OF.format(pages=report.pages),
    )
    head = el("label", tick, el("span", report.title, class_="title"), private)
    buttons = [_button(report, action, word) for action, word in _actions(report, mine, shared=shared)]
    line = el("div", el("span", " · ".join(counts), class_="counts"), el("span", *buttons, class_="row-tools"))
    return el("li", head, line, el("div", class_="details", hidden=True), data_report=report.id)


def _actions(report: StoredReport, mine: bool, *, shared: bool) -> Iterable[tuple[str, str]]:
    yield "ask", texts.ASK
    yield "look", texts.LOOK
    if mine and not shared:
        yield ("publish", texts.PUBLISH) if report.private else ("withdraw", texts.WITHDRAW)
    if mine:
        yield "remove", texts.REMOVE


def _button(report: StoredReport, action: str, word: str) -> Html:
    label = texts.OF_FILE.format(action=word, name=report.title)
    expanded = "false" if action == "look" else None
    return el("button", word, type="button", class_="tool", data_do=action, aria_label=label, aria_expanded=expanded)


_SURE: Final = {"remove": texts.SURE_REMOVE, "publish": texts.SURE_PUBLISH, "withdraw": texts.SURE_WITHDRAW}


def sure(report: StoredReport, action: str) -> Html:
    """The question before something is done, with what it does."""
    told = {"title": report.title, "pages": report.pages, "facts": report.counts.facts, "duties": report.counts.duties}
    yes = el("button", texts.YES[action], type="button", class_="tool yes", data_do=f"{action}-yes")
    no = el("button", texts.NO, type="button", class_="tool", data_do="no")
    return el("div", el("p", _SURE[action].format(**told)), yes, no, class_="sure", role="alertdialog", tabindex=-1)


# one report


def details(there: Found) -> Html:
    """What was found in a report, and where it is from."""
    report, identity = there.report, there.report.identity
    file = f"{report.upload.file_name} · {texts.SIZE.format(megabytes=report.size / 2**20)}"
    counts = {"pages": report.pages, "facts": report.counts.facts, "duties": report.counts.duties}
    pairs = (
        (texts.OF, identity.organization),
        (texts.LEVEL, identity.level),
        (texts.YEAR, str(identity.year)),
        (texts.KIND, KINDS[identity.kind]),
        (texts.FOUND, texts.FOUND_COUNTS.format(terms=report.counts.terms, **counts)),
        (texts.FORMS, _forms(there)),
        (texts.PROJECTS, "、".join(there.projects) or texts.NONE),
        (texts.CHECKS, _checks(there.checks)),
        (texts.NOTES, el("ul", *(el("li", note) for note in report.notes)) if report.notes else texts.NONE),
        (texts.FILE, file),
        (texts.READ_AT, f"{report.published_at.astimezone():%Y-%m-%d %H:%M}"),
        (texts.BY, report.upload.uploader_name),
    )
    return el("dl", *(join(el("dt", name), el("dd", value)) for name, value in pairs if value))


def _forms(there: Found) -> str:
    found = forms_found(there.report)
    return f"{found}：{texts.MISSING.format(titles='、'.join(there.missing))}" if there.missing else found


def _checks(checks: Iterable[Check]) -> Html:
    """The balance identities in a line, to be opened; those that fail are open from the beginning."""
    ordered = sorted(checks, key=lambda check: _ORDER.index(check.outcome))
    lines = [
        el(
            "li",
            el("span", OUTCOMES[check.outcome], class_="outcome"),
            texts.CHECK.format(name=check.name, left=check.left, right=check.right),
            el("span", check.detail, class_="hint") if check.detail else None,
            class_=_CLASSES[check.outcome],
        )
        for check in ordered
    ]
    failing = any(check.outcome is Outcome.FAILS for check in ordered)
    said = checks_summary(ordered)
    if not lines:
        return el("span", texts.NONE)
    return el("details", el("summary", said), el("ul", *lines, class_="checks-of"), open=failing)
