"""What stands behind the addresses: pages of the reports that a person may see, and of nothing else."""

from __future__ import annotations

from typing import Final

from ingest.errors import JuesuanError
from qa.evidence import page_text
from qa.page.desk import Desk
from qa.page.evidence import texts
from qa.page.evidence.images import SCALES, NoImage, PageImages
from qa.page.evidence.viewer import turned
from qa.page.markup import Html
from qa.page.person import Person
from qa.printed import printed_page

_DIGITS: Final = 6
"""No report has more pages than can be written so."""


class NoPage(JuesuanError):
    """There is no such page."""


class EvidenceDesk:
    """Pages for the evidence. May be used by several threads. The methods raise NoPage, and ReportNotFound for reports
    that are not there or that the person may not see."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._images = PageImages()

    def png(self, who: Person, report: str, number: str, scale: str) -> bytes:
        """A page as PNG. Raises NoImage."""
        library = self._desk.library_of(who)
        page = library.page(report, _number(number))
        if page is None:
            raise NoPage(texts.NO_PAGE)
        document = library.document(report)
        if document is None:
            raise NoImage(texts.COPY_LOST)
        if scale not in SCALES:
            raise NoPage(texts.NO_SCALE.format(scales="、".join(SCALES)))
        return self._images.png(document, page.number, page.turned, SCALES[scale])

    def turned(self, who: Person, report: str, number: str) -> Html:
        """A page to turn to, as text and with a place for its image where there is one."""
        library = self._desk.library_of(who)
        with library.snapshot():
            stored = library.report(report)
            text = page_text(library, report, _number(number))
            page = library.page(report, _number(number))
        if text is None or page is None:
            raise NoPage(texts.NO_PAGE)
        image = printed_page(page, (), (), ()) if library.document(report) else None
        return turned(report, stored.pages, text, image)


def _number(number: str) -> int:
    if not (number.isascii() and number.isdecimal() and len(number) <= _DIGITS):
        raise NoPage(texts.NO_PAGE)
    return int(number)
