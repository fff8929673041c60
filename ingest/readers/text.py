"""Text exports: plain text that somebody's tool took out of a PDF.

Such files keep lines but no boxes. How pages are told apart differs from tool to tool, so page
layouts are a table: each entry says whether it recognises a file and where its pages begin. A text in
which no layout is recognised is one page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from ingest import messages
from ingest.document import Document, Page
from ingest.errors import UnreadableDocument
from ingest.readers import magic
from ingest.readers.lost_lines import with_line_ends
from ingest.readers.page_numbers import FOOTER, printed_numbers

ENCODINGS: Final = ("utf-8-sig", "gb18030")
"""Tried in this order; UTF-8 first because GB 18030 accepts nearly anything."""

MIN_MARKED_PAGES: Final = 3
"""Fewer lines with the page mark than this are no layout."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class Layout:
    """One way in which exports mark pages. `starts` gives the indexes of lines that begin a page."""

    name: str
    starts: Callable[[Sequence[str]], list[int]]


def _form_feeds(lines: Sequence[str]) -> list[int]:
    return [i for i, line in enumerate(lines) if line.startswith("\f")]


def _one_space(lines: Sequence[str]) -> list[int]:
    """A page begins at a line of exactly one space and text, and at the first text after a footer.

    Blank lines and lines with deeper indents begin nothing.
    """
    starts, after_footer = [], False
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        if after_footer or re.match(r" \S", line):
            starts.append(index)
        after_footer = FOOTER.fullmatch(line) is not None
    return starts


LAYOUTS: Final = (Layout("form feeds", _form_feeds), Layout("one space", _one_space))
"""Tried in this order; the first that finds MIN_MARKED_PAGES pages is taken."""


def read(path: Path) -> Document:
    """The text file as a Document. Raises UnreadableDocument for what is no text."""
    text = _decode(path).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\f")
    lines = [line for printed in text.split("\n") for line in with_line_ends(printed)]
    starts = next((s for s in (layout.starts(lines) for layout in LAYOUTS) if len(s) >= MIN_MARKED_PAGES), [])
    bounds = sorted({0, *starts, len(lines)})
    texts = [_page_text(lines[low:high]) for low, high in pairwise(bounds)]
    texts = [text for text in texts if text]
    if not texts:
        raise UnreadableDocument(messages.NO_TEXT.format(name=path.name))
    printed = printed_numbers(texts)
    pages = tuple(Page(i, text, printed.get(i)) for i, text in enumerate(texts, 1))
    notes = () if starts else (messages.NO_PAGE_MARKS,)
    return Document(path, "text", pages, notes)


def _decode(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        message = messages.CANNOT_READ.format(name=path.name, cause=error.strerror)
        raise UnreadableDocument(message) from error
    kind = magic.kind(data[: magic.HEAD], data[-magic.TAIL :])
    if kind == "html":
        raise UnreadableDocument(messages.other_kind(path.name, path.suffix, kind))
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
        break
    if kind not in ("text", "xml", "unknown", "empty"):
        raise UnreadableDocument(messages.other_kind(path.name, path.suffix, kind))
    raise UnreadableDocument(messages.NOT_TEXT.format(name=path.name))


def _page_text(lines: Sequence[str]) -> str:
    """A page's text: its lines without blank ones and without white space at their ends."""
    kept = [line.replace("\f", "").rstrip() for line in lines if line.strip()]
    return "\n".join([kept[0].removeprefix(" "), *kept[1:]]) if kept else ""
