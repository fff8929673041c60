"""The reports as their files print them: what quotes and numbers are checked against.

Read anew from the files, not from the library, so that a library gone wrong is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from evals import messages
from ingest.document import Document
from ingest.errors import DocumentError
from ingest.numbers import PLAIN, parse_number
from ingest.readers import SUFFIXES, read
from qa.answer import PageSpan

_NUMBER: Final = re.compile(PLAIN)


class CorpusError(Exception):
    """The folder holds no report; the message is Chinese."""


def compact(text: str) -> str:
    """The text without white space, line ends included: how quotes are compared, and in no other way."""
    return "".join(text.split())


def printed_numbers(text: str) -> set[Decimal]:
    """Every number printed in the text, also one that is broken over two lines."""
    joined = "".join(text.splitlines())  # spaces left as they are
    found = (parse_number(m.group()) for t in (text, joined) for m in _NUMBER.finditer(t))
    return {number for number in found if number is not None}


@dataclass(frozen=True)
class Source:
    """One report's pages."""

    document: Document

    def page(self, printed: int) -> str | None:
        """Text of the page with this printed number, None where there is none."""
        found = [page.text for page in self.document.pages if page.printed == printed]
        return "\n".join(found) or None

    def printed(self, number: int) -> int | None:
        """Printed number of a file page, None where it has none or there is no such page."""
        pages = self.document.pages
        return pages[number - 1].printed if 1 <= number <= len(pages) else None

    def at(self, spans: Iterable[PageSpan]) -> str:
        """The characters of the spans, joined."""
        texts = {page.number: page.text for page in self.document.pages}
        return "".join(texts.get(span.page, "")[span.start : span.end] for span in spans)

    @property
    def text(self) -> str:
        """All pages, joined."""
        return "\n".join(page.text for page in self.document.pages)


def load_sources(folder: Path) -> tuple[Source, ...]:
    """The reports of a folder that can be read. Raises CorpusError where there are none."""
    sources = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES:
            try:
                sources.append(Source(read(path)))
            except DocumentError:
                continue  # ingest tells the user about this file; it has nothing to quote from
    if not sources:
        raise CorpusError(messages.NO_CORPUS.format(folder=folder))
    return tuple(sources)
