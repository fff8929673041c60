"""PDF files: their pages are read in processes of their own, several at once.

A PDF from anywhere may be encrypted, cut off, built to take all memory, or no PDF at all. Whatever it does
to the process that reads it, the program goes on and says which file it was and what can be done.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

from ingest import messages
from ingest.document import Document, Page
from ingest.errors import UnreadableDocument
from ingest.progress import Stage, tell
from ingest.readers import magic, ocr
from ingest.readers.apart import Job, JobFailed, Killed, Limits, OutOfMemory, OutOfTime, Raised, TooDeep, run
from ingest.readers.ocr import Recognition
from ingest.readers.page_numbers import BARE, FOOTER, printed_numbers
from ingest.readers.pdf_answers import Inspection, PageRead
from ingest.settings import settings

JOBS: Final = "ingest.readers.pdf_job"

MIN_PAGES: Final = 8
"""To start another process for fewer pages than this takes longer than it saves."""

_REFUSED_BY_PARSER: Final = {
    "PDFPasswordIncorrect": messages.PDF_ENCRYPTED,
    "PDFEncryptionError": messages.PDF_UNKNOWN_ENCRYPTION,
}
"""Class of the parser's exception to what is said. Any other means that the file is damaged."""


def read(path: Path) -> Document:
    """The PDF file as a Document with all of its pages, empty ones too. Raises UnreadableDocument."""
    complete = _check_ends(path)
    deadline = time.monotonic() + settings().pdf_seconds
    try:
        inspection, read = _begin(path, deadline)
        _check_inspection(path, inspection, complete=complete)
        read = read or _read_pages(path, inspection.pages, deadline)
        recognition = ocr.recognize(path, [each.page.number for each in read if _is_scan(each)], deadline)
    except JobFailed as failure:
        raise UnreadableDocument(_explain(path, failure, complete=complete)) from failure
    _check_text(path, read, recognition)
    return Document(path, "pdf", _numbered(read, recognition), _notes(inspection, read, recognition))


def _check_ends(path: Path) -> bool:
    """Whether the file ends as a PDF does. Raises UnreadableDocument where it does not begin as one."""
    try:
        head, tail = magic.ends(path)
    except OSError as error:
        raise UnreadableDocument(messages.CANNOT_READ.format(name=path.name, cause=error.strerror)) from error
    if not magic.is_pdf(head):
        kind = messages.FILE_KINDS[magic.kind(head, tail)]
        raise UnreadableDocument(messages.NOT_A_PDF.format(name=path.name, kind=kind))
    return magic.is_complete_pdf(tail)


# the processes


def _begin(path: Path, deadline: float) -> tuple[Inspection, list[PageRead]]:
    """The file inspected, with its pages where no other process is worth starting for them."""
    most = settings().max_pages
    at_once = most if settings().pdf_workers == 1 else min(MIN_PAGES, most)
    ((inspection, read),) = _run([Job(JOBS, "begin", (path.resolve(), most, at_once))], deadline)
    return inspection, read


def _read_pages(path: Path, count: int, deadline: float) -> list[PageRead]:
    """All pages in order. Each process takes every nth, because long tables stand side by side."""
    workers = min(settings().pdf_workers, -(-count // MIN_PAGES))
    stripes = [range(first, count + 1, workers) for first in range(1, workers + 1)]
    with NamedTemporaryFile() as counted:  # each process adds a byte for a page
        jobs = [Job(JOBS, "read_pages", (path.resolve(), stripe, Path(counted.name))) for stripe in stripes]
        answers = _run(jobs, deadline, lambda: tell(Stage.PAGES, os.fstat(counted.fileno()).st_size, count))
    read: list[PageRead] = sorted((each for answer in answers for each in answer), key=lambda each: each.page.number)
    if [each.page.number for each in read] != list(range(1, count + 1)):
        raise UnreadableDocument(messages.PDF_CHANGED.format(name=path.name))
    return read


def _run(jobs: Sequence[Job], deadline: float, tick: Callable[[], None] = lambda: None) -> list[Any]:
    return run(jobs, Limits(deadline - time.monotonic(), settings().pdf_memory_mb), tick)


# what is refused


def _check_inspection(path: Path, inspection: Inspection, *, complete: bool) -> None:
    """Raises UnreadableDocument for a file that can be opened and is not to be read."""
    name, limit = path.name, settings().max_pages
    if inspection.rebuilt and not complete:
        raise UnreadableDocument(messages.PDF_TRUNCATED.format(name=name))
    if inspection.pages > limit:
        raise UnreadableDocument(messages.PDF_TOO_MANY_PAGES.format(name=name, limit=limit))
    if inspection.pages == 0:
        raise UnreadableDocument(messages.PDF_NO_PAGES.format(name=name))


def _explain(path: Path, failure: JobFailed, *, complete: bool) -> str:
    """What is said of a file that a job failed on. Raises the failure again where the file is not its cause."""
    name = path.name
    match failure:
        case OutOfTime():
            return messages.PDF_OUT_OF_TIME.format(name=name, limit=settings().pdf_seconds)
        case OutOfMemory():
            return messages.PDF_OUT_OF_MEMORY.format(name=name, limit=settings().pdf_memory_mb)
        case Killed(number=number):
            return messages.PDF_KILLED.format(name=name, number=number)
        case TooDeep():
            return messages.PDF_NESTED.format(name=name)
        case Raised(kind=kind, text=text) if not failure.module.startswith("ingest."):
            said = messages.PDF_DAMAGED if complete else messages.PDF_TRUNCATED
            return _REFUSED_BY_PARSER.get(kind, said).format(name=name, cause=f"{kind}: {text}".rstrip(": "))
    raise failure


def _check_text(path: Path, read: Sequence[PageRead], recognition: Recognition) -> None:
    """Raises UnreadableDocument where no page has text that can be read."""
    if recognition.pages or any(_has_text(each) and not each.undecoded for each in read):
        return
    if any(each.undecoded for each in read):
        said = messages.PDF_UNDECODED
    elif any(each.pictures for each in read):
        said = messages.PDF_IMAGE_ONLY
    else:
        said = messages.PDF_BLANK
    raise UnreadableDocument(said.format(name=path.name, remedy=recognition.remedy))


def _is_scan(read: PageRead) -> bool:
    """Whether a page shows something, and has no text of its own but its number."""
    return read.pictures and not _has_text(read)


def _has_text(read: PageRead) -> bool:
    """Whether anything but a page number stands on the page."""
    return any(not (BARE.fullmatch(line.text) or FOOTER.fullmatch(line.text)) for line in read.page.lines)


# what becomes of the pages


def _numbered(read: Sequence[PageRead], recognition: Recognition) -> tuple[Page, ...]:
    """The pages with their printed numbers. No number is taken from recognised text: it may be misread."""
    printed = printed_numbers([each.page.text for each in read], bare=True)
    pages = (recognition.pages.get(each.page.number, each.page) for each in read)
    return tuple(replace(page, printed=printed.get(page.number)) for page in pages)


def _notes(inspection: Inspection, read: Sequence[PageRead], recognition: Recognition) -> tuple[str, ...]:
    """What has to be known about the pages that were not read as they should."""
    notes = []
    scans = [each.page.number for each in read if _is_scan(each)]
    if recognized := [number for number in scans if number in recognition.pages]:
        notes.append(messages.PDF_RECOGNIZED_PAGES.format(pages=_ranges(recognized)))
    if unread := [number for number in scans if number not in recognition.pages]:
        notes.append(messages.PDF_UNREAD_PAGES.format(pages=_ranges(unread), remedy=recognition.remedy))
    if undecoded := [each.page.number for each in read if each.undecoded]:
        notes.append(messages.PDF_UNDECODED_PAGES.format(pages=_ranges(undecoded)))
    if inspection.declared > inspection.pages:
        notes.append(messages.PDF_PAGES_LOST.format(declared=inspection.declared, pages=inspection.pages))
    if inspection.rebuilt:
        notes.append(messages.PDF_REBUILT)
    return tuple(notes)


def _ranges(numbers: Sequence[int]) -> str:
    """Ascending page numbers as they are written: 3–5、8."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    return "、".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
