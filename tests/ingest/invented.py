"""Sections of made-up reports, written out in the tests: no unit, place or figure of them is real."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Excerpt, Span
from ingest.outline import marker
from ingest.report import Paragraph, Section

PART = "第三部分 2031年度部门决算情况说明"


def section(title: str, *texts: str, part: str = PART, page: int = 1) -> Section:
    """A section of level 2 below `part`, one paragraph for each text, all on one page."""
    excerpts, start = [], 0
    for text in texts:
        excerpts.append(Excerpt(text, (Span(page, start, start + len(text)),)))
        start += len(text) + 1
    paragraphs = tuple(Paragraph(e, *reversed(marker(e.text))) for e in excerpts)
    number = marker(title)[1]
    heading = Excerpt(title, (Span(page, 9000, 9000 + len(title)),))
    return Section(2, number, title.removeprefix(number), (part, title), heading, paragraphs)


def page_text(sections: Sequence[Section], page: int = 1) -> str:
    """The text of the page that the paragraphs stand on."""
    return "\n".join(p.text for s in sections for p in s.paragraphs if p.excerpt.page == page)
