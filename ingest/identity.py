"""Whose report it is, of which year, of which kind: by vote.

No single place can be trusted (headings keep last year's number, covers are cut off, templates leave
XX局), so captions, headings and the running text each cast votes, and what they say else becomes a
note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from ingest import messages
from ingest.document import Document
from ingest.forms import form_of_title, unspaced
from ingest.report import Identity, Level, ReportKind, Section

CAPTION_VOTES: Final = 3
"""The line above a table was filled in by software from the unit's record; it counts this much."""

OWN_LEVEL: Final = re.compile(r"[(（]本级[)）]$")

_CAPTION: Final = re.compile(
    r"^(?:(?:编制|填报|公开|预算|主管)*(?:部门|单位)(?:名称)?(?:[(（](?:单位|盖章|公章)[)）])?[:：])"
    r"\s*(\S+?)\s*(?:(?:金额)?单位[:：]|$)"
)
_NAMED: Final = (
    re.compile(r"^(?:标题[:：])?(?P<name>\S{4,40}?)\d{4}年(?:度)?(?:部门|单位)(?:决算|预算)"),
    re.compile(r"^(?:标题[:：])?\d{4}年度(?P<name>\S{4,40}?)(?:部门|单位)(?:决算|预算)"),
    re.compile(r"^第.{1,2}部分(?P<name>\S{4,40}?)概况"),
)
_PLACEHOLDER: Final = re.compile(r"[xX×＊*]{2,}|某")
_NOT_A_NAME: Final = re.compile(r"^(?:本|我|各)?(?:部门|单位)|^第.{1,2}部分|[：:，。]|元$")
_YEAR: Final = re.compile(r"(20\d{2})年")
_LEVEL_WORDS: Final = {Level.OWN: "单位", Level.DEPARTMENT: "部门"}


def identify(document: Document, sections: Sequence[Section]) -> tuple[Identity | None, tuple[str, ...]]:
    """The report's identity, and notes (Chinese) on places that say otherwise.

    None where neither an organization nor a year can be found: then it is no such report.
    """
    names = Counter(name for name, votes in _names(document) for _ in range(votes))
    years = Counter(_years(document, sections))
    if not names or not years:
        return None, ()
    (organization, _), (year, _) = names.most_common(1)[0], years.most_common(1)[0]
    titles = "".join(section.title for section in sections)
    kind = max(ReportKind, key=lambda k: titles.count(messages.KINDS[k]))
    if OWN_LEVEL.search(organization):
        level = Level.OWN
    else:
        text = "".join(unspaced(page.text) for page in document.pages)
        level = max(Level, key=lambda v: text.count(f"{_LEVEL_WORDS[v]}{messages.KINDS[kind]}"))
    identity = Identity(OWN_LEVEL.sub("", organization), level, year, kind)
    return identity, tuple(_notes(sections, identity))


def _notes(sections: Sequence[Section], identity: Identity) -> Iterator[str]:
    """What headings of parts and of forms say otherwise: another year, or a name that was not filled in."""
    for section in sections:
        title = unspaced(section.title)
        if not (section.level == 1 and section.number) and not form_of_title(title):
            continue
        for found in _YEAR.findall(title):
            if int(found) != identity.year:
                yield messages.OTHER_YEAR.format(title=section.title, found=found, year=identity.year)
        if _PLACEHOLDER.search(title):
            yield messages.NAME_LEFT_OUT.format(title=section.title, organization=identity.organization)


def _names(document: Document) -> Iterator[tuple[str, int]]:
    """Every name that a place gives to the organization, with the place's votes."""
    for page in document.pages:
        lines = [line.text for line in page.lines]
        head = unspaced("".join(lines[:3])) if page.number == 1 else ""
        for text in (*lines, head):
            if match := _CAPTION.match(text):
                found, votes = match[1], CAPTION_VOTES
            elif match := next((m for pattern in _NAMED if (m := pattern.match(unspaced(text)))), None):
                found, votes = match["name"], 1
            else:
                continue
            if len(found) > 3 and not _PLACEHOLDER.search(found) and not _NOT_A_NAME.search(found):
                yield found.replace("(", "（").replace(")", "）"), votes


def _years(document: Document, sections: Sequence[Section]) -> Iterator[int]:
    """Years named by headings, and by the running text with 年度."""
    for section in sections:
        yield from (int(year) for year in _YEAR.findall(unspaced(section.title)) for _ in range(CAPTION_VOTES))
    for page in document.pages:
        yield from (int(year) for year in re.findall(r"(20\d{2})年度", unspaced(page.text)))
