"""The place to drop files, and the list of those on their way."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.intake import Fate
from ingest.progress import Stage
from ingest.readers import SUFFIXES
from ingest.settings import settings
from qa.page.markup import Html, el, join
from qa.page.person import Person
from qa.page.reports import texts
from qa.page.reports.queue import Job, State

_COUNTED = {Stage.PAGES: texts.PAGE_OF, Stage.SCANS: texts.SCANS_OF, Stage.EMBEDDING: texts.PIECE_OF}


def drop() -> Html:
    """The place for files."""
    megabytes = settings().max_file_mb
    pick = el("input", type="file", multiple=True, accept=",".join(SUFFIXES), class_="aside-only")
    words = (el("span", texts.DROP), el("span", texts.DROP_KINDS.format(megabytes=megabytes), class_="hint"))
    told: dict[str, str | int] = {
        "data_most": megabytes * 2**20,
        "data_large": texts.TOO_LARGE.format(megabytes=megabytes),
        "data_failed": texts.FAILED,
        "data_uploading": texts.UPLOADING,
    }
    return el("label", pick, *words, class_="drop-zone", **told)


def jobs(listed: Sequence[Job], who: Person) -> Html:
    """Whose the files will be, and a line for each that is on its way, the newest last."""
    hint = el("p", texts.COMMON_AT_ONCE if who.name is None else texts.PRIVATE_AT_FIRST, class_="whose")
    if not listed:
        return hint
    lines = el("ul", *map(_line, listed), class_="jobs")
    over = any(job.state.over for job in listed)
    clear = el("button", texts.CLEAR, type="button", class_="tool", data_job="all", data_do="clear")
    return join(hint, el("h2", texts.JOBS), lines, clear if over else None)


def _line(job: Job) -> Html:
    name = job.order.upload.file_name
    said = el("p", said_of(job), class_="job-said")
    working = job.state is State.WORKING
    bar = el("progress", max=max(job.total, 1), value=_part(job), aria_label=name) if working else None
    return el("li", el("p", el("bdi", name), class_="job-name"), bar, said, _buttons(job, name), class_=job.state.value)


def _part(job: Job) -> str | None:
    """How much of the stage is done; None where that is not known."""
    return str(job.done) if job.total and job.stage in (Stage.PAGES, Stage.EMBEDDING) else None


def said_of(job: Job) -> str:
    """Where a file is, in words."""
    report = job.outcome.report if job.outcome else None
    match job.state:
        case State.QUEUED:
            return texts.QUEUED.format(before=job.before) if job.before else texts.NEXT
        case State.WORKING:
            return _stage(job)
        case State.TAKEN:
            return texts.TAKEN_FOR_ONE if job.order.upload.owner else texts.TAKEN
        case State.DONE:
            unchanged = job.outcome is not None and job.outcome.fate is Fate.UNCHANGED
            return (texts.UNCHANGED if unchanged else texts.DONE).format(title=report.title if report else "")
        case State.FAILED:
            return job.outcome.message if job.outcome else texts.UNEXPECTED
        case State.CANCELLED:
            return texts.KEPT if job.kept else texts.CANCELLED


def _stage(job: Job) -> str:
    if job.stage is None:
        return texts.STARTING
    more = ""
    if job.total:
        more = _COUNTED.get(job.stage, "").format(done=job.done, total=job.total)
    elif job.stage is Stage.EMBEDDING:
        more = texts.LOADING
    return "：".join(filter(None, (texts.STAGES[job.stage], more)))


def _buttons(job: Job, name: str) -> Html | None:
    actions: tuple[tuple[str, str], ...] = ()
    if job.state in (State.QUEUED, State.WORKING):
        actions = (("cancel", texts.CANCEL),)
    elif job.state is State.TAKEN:
        actions = (("replace", texts.REPLACE), ("keep", texts.KEEP))
    buttons = [
        el(
            "button",
            word,
            type="button",
            class_="tool",
            data_job=job.id,
            data_do=action,
            aria_label=texts.OF_FILE.format(action=word, name=name),
        )
        for action, word in actions
    ]
    return el("div", *buttons, class_="job-tools") if buttons else None
