"""Where a citation stands, in words."""

from __future__ import annotations

from qa.answer import Citation
from qa.page import texts


def page_words(number: int, printed: int | None) -> str:
    """The page: the number printed on it, and the file's where they differ."""
    if printed is None:
        return texts.FILE_PAGE.format(page=number)
    template = texts.PAGE if printed == number else texts.BOTH_PAGES
    return template.format(printed=printed, page=number)


def heading(citation: Citation) -> str:
    """The last heading above the cited words, with the clause."""
    section = (citation.section or "").rsplit(" / ", 1)[-1]
    clause = texts.CLAUSE.format(clause=citation.clause) if citation.clause else ""
    return " ".join(filter(None, (section, clause))) or citation.report
