"""Pages become headings and sections: what stands under what.

Four levels, as the national outline has them: 第一部分 / 一、 / （一） / 1. A line with such a marker is a
heading if it is short and ends in no punctuation; otherwise it opens a numbered paragraph. Titles of
tables and of attachments are headings without a marker.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import inf
from typing import Final

from ingest.document import Document, Excerpt, Line
from ingest.forms import TABLE_CODE, form_of_title, unspaced
from ingest.readers.page_numbers import BARE, FOOTER
from ingest.report import Paragraph, Section

MARKERS: Final = (
    (1, re.compile(r"第[一二三四五六七八九十]+部分[:：、]?")),
    (2, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (3, re.compile(r"[(（][一二三四五六七八九十]{1,4}[)）]")),
    (4, re.compile(r"\d{1,2}(?:[.．、](?!\d)|[.．](?=\d{4}年))")),
)
"""Level and printed form of each kind of marker."""

FULL_LINE: Final = 0.85
"""A line at least this wide, of a full line of its page, was wrapped rather than ended."""

OVER_FULL: Final = 1.15
"""A line wider than this, of a full line, was not wrapped where the others were."""

MIN_FULL: Final = 40
"""Full lines are at least this wide (20 characters)."""

BAND: Final = 6
"""Full lines differ by so much: a mark cannot begin a line, a number is not cut."""

USUAL: Final = 0.25
"""Where fewer of the wide lines are equally wide, paragraphs are not wrapped at all."""

MAX_HEADING: Final = 45
"""Headings are no longer, in characters."""

COVER_LINES: Final = 5
"""A page of no more lines than this that opens a part is its cover: all of it is the title."""

CAPTION_LINES: Final = 4
"""No more lines stand between a table and its title: whose it is, of which year, in which unit."""

_TABLE_TITLE: Final = re.compile(r"[^。，；：:]{3,40}表(?:[(（][^。，；]{1,12}[)）])?")

RUNNING_PAGES: Final = 3
"""On fewer pages nothing is a running line."""

MOST: Final = 0.5
"""A line at the same end of more than this share of the pages is a running line."""

_APART: Final = re.compile(r"(?<!\S)[\d,.]+(?!\S)")
_DIGITS: Final = re.compile(r"\d+")
_ENDED: Final = "。！？；：…"
_NOT_HEADING: Final = re.compile(r"[。！？；：，,、]$|。|://")
_TITLE_END: Final = re.compile(r"(?:表|报告|附件|说明)$")
_LIST_TITLE: Final = re.compile(r"[^，：；。]*(?:主要职能|主要职责|机构设置|名词解释)")
_PART_TITLE: Final = re.compile(
    r"[^，：；。]{0,30}(?:主要职能|主要职责|机构设置|名词解释)|[^，：；。]*\d{4}年[^，：；。]*(?:决算|预算)(?:编制)?(?:情况)?说明"
)
"""The title of a part within a page, which has no number."""

_TITLE_TAIL: Final = re.compile(r"[^，：；。]*(?:说明|情况)")
_CHAPTER: Final = re.compile(r"[^，：；。]*(?:收入|支出|收支|经费|事项)[^，：；。]*说明")
_INSIDE: Final = re.compile(r"[\d,.]+\s*(?:%|[亿万]*元)|[(（][类款项][)）]|[，。；：、）%]")
"""What a line begins with only in the middle of a sentence."""

_ATTACHMENT: Final = re.compile(
    r"[^\s。，；：]*(?:\d{4} ?年度)?[^\s。，；：]*(?:自评|评价|汇总)(?:情况汇总)?(?:表|报告)"
)
_REPORT_KIND: Final = re.compile("(?:项目)?(?:支出)?(?:重点)?绩效评价报告")
_AFTER_TABLE: Final = re.compile(r"(?:说明|情况|解释|释义|附件|概况|报告)$")
_LEADERS: Final = re.compile(r"[.．·…]{3,}\s*\d*$")


def width(text: str) -> int:
    """How wide a line prints: 2 for each full-width character, 1 for each other."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text.strip())


def marker(text: str) -> tuple[int, str]:
    """Level and printed marker that the text begins with; (0, "") if none."""
    for level, pattern in MARKERS:
        if match := pattern.match(text):
            return level, match.group()
    return 0, ""


@dataclass
class _Open:
    """A section while its lines are being collected."""

    level: int
    number: str
    title: str
    heading: list[Line]
    lines: list[Line] = field(default_factory=list)


def read_outline(document: Document) -> tuple[Section, ...]:
    """The document's sections in order. Text before the first heading is a section without a title."""
    full = _full_widths(document)
    lines = _without_running(document)
    lines = _without_contents(lines)
    return tuple(_finish(_collect(lines, full), full))


def wrapped(line: Line, full: Mapping[int, float]) -> bool:
    """Whether the line's text goes on in the next line, by its width."""
    return FULL_LINE <= width(line.text) / full[line.page] <= OVER_FULL


def _full_widths(document: Document) -> dict[int, float]:
    """How wide a full line of each page is: as its widest lines are, if they are near the document's.

    Table rows and unwrapped lines are often wider, and a page may have no full line at all.
    """
    wide = {page.number: [w for line in page.lines if (w := _prose_width(line)) >= MIN_FULL] for page in document.pages}
    every = [w for widths in wide.values() for w in widths]
    usual, alike = _usual(every)
    if document.whole_lines or alike < USUAL * len(every) or not every:
        return dict.fromkeys(wide, inf)
    near = {page: [w for w in widths if FULL_LINE <= w / usual <= OVER_FULL] for page, widths in wide.items()}
    return {page: _usual(widths)[0] or usual for page, widths in near.items()}


def _usual(widths: Sequence[int]) -> tuple[int, int]:
    """The widest of the band of widths that most are in, and how many are in it; zeros for no widths."""
    ordered = sorted(widths)
    alike = {w: bisect_right(ordered, w) - bisect_left(ordered, w - BAND) for w in ordered}
    return max(((w, count) for w, count in alike.items()), key=lambda found: found[::-1], default=(0, 0))


def _prose_width(line: Line) -> int:
    """The line's width; 0 for a table row, or what looks like one, with several numbers apart."""
    return 0 if line.tabular or len(_APART.findall(line.text)) > 1 else width(line.text)


def _without_running(document: Document) -> list[Line]:
    """The document's lines without page numbers, and without what most pages repeat at an end.

    Repeated lines may differ in their numbers. A number without any mark is a page number only at the
    head or the foot of a page.
    """
    pages = [[line for line in page.lines if not FOOTER.fullmatch(line.text)] for page in document.pages]
    for place in (0, -1):
        pages = [_drop(lines, place, BARE.fullmatch) for lines in pages]
        same = Counter(_DIGITS.sub("", lines[place].text) for lines in pages if lines)
        often = {text for text, count in same.items() if count > max(len(pages) * MOST, RUNNING_PAGES - 1)}
        pages = [_drop(lines, place, partial(_is_one_of, often)) for lines in pages]
    return [line for lines in pages for line in lines]


def _is_one_of(texts: Collection[str], text: str) -> bool:
    return _DIGITS.sub("", text) in texts


def _drop(lines: list[Line], place: int, unwanted: Callable[[str], object]) -> list[Line]:
    """The lines without the first or the last one if that is unwanted."""
    if not lines or lines[place].tabular or not unwanted(lines[place].text):
        return lines
    return lines[1:] if place == 0 else lines[:-1]


def _without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines without a table of contents: from 目录 to where its first entry comes again."""
    for index, line in enumerate(lines):
        if unspaced(line.text) != "目录":
            continue
        entries = [unspaced(_LEADERS.sub("", entry.text)) for entry in lines[index + 1 :]]
        again = entries.index(entries[0], 1) if entries and entries[0] in entries[1:] else -1
        if again > 0:
            return [*lines[:index], *lines[index + 1 + again :]]
        rest = [after for after in lines[index:] if after.page != line.page]
        return [*lines[:index], *(rest or _without_entries(lines[index + 1 :]))]
    return list(lines)


def _without_entries(lines: Sequence[Line]) -> list[Line]:
    """The lines of a document without pages that follow a table of contents, without its entries as far as they are
    told by their leaders."""
    first = next((i for i, line in enumerate(lines) if not _LEADERS.search(line.text)), len(lines))
    return list(lines[first:])


def _collect(lines: Sequence[Line], full: Mapping[int, float]) -> list[_Open]:
    sections = [_Open(1, "", "", [])]
    index = 0
    while index < len(lines):
        taken = _chapter(lines[index], sections, full) or _heading(lines, index, full)
        if taken and not _is_table_row(taken, sections[-1]):
            if form_of_title(taken.title) and not taken.number and not _in_tables(sections):
                taken.level = 1
            sections.append(taken)
            index += len(taken.heading)
        else:
            sections[-1].lines.append(lines[index])
            index += 1
    return [section for section in sections if section.heading or section.lines]


def _chapter(line: Line, sections: Sequence[_Open], full: Mapping[int, float]) -> _Open | None:
    """The chapter without a marker that a line opens in the part that explains the figures, behind a full stop."""
    part, last = _part(sections), sections[-1]
    if not part or not part.number or not _TITLE_TAIL.fullmatch(part.title):
        return None
    begins = last.lines[-1].text[-1] in _ENDED if last.lines else last is part
    title = not line.tabular and not marker(line.text)[0] and len(line.text) <= MAX_HEADING and not wrapped(line, full)
    return _Open(2, "", line.text, [line]) if begins and title and _CHAPTER.fullmatch(line.text) else None


def _part(sections: Sequence[_Open]) -> _Open | None:
    """The part that was opened last."""
    return next((section for section in reversed(sections) if section.level == 1), None)


def _in_tables(sections: Sequence[_Open]) -> bool:
    """Whether the last part is one of tables; a form without a number below another part is a part itself."""
    part = _part(sections)
    return part is not None and "表" in part.title and not form_of_title(part.title)


def _holds_table(title: str) -> bool:
    """Whether it is a table that stands below a title; what it is sorted by may stand behind: …表（功能科目）."""
    return title.endswith("表") or bool(form_of_title(title))


def _is_table_row(opened: _Open, within: _Open) -> bool:
    """Whether what looks like a heading is a numbered row of the table that it stands in."""
    if not _holds_table(within.title) or not opened.number or opened.level == 1:
        return False
    return not form_of_title(opened.title) and not _AFTER_TABLE.search(opened.title)


def _heading(lines: Sequence[Line], index: int, full: Mapping[int, float]) -> _Open | None:
    """The section that the line at `index` opens, or None where it is no heading."""
    line = lines[index]
    if line.tabular:
        return None
    before = lines[index - 1] if index else None
    level, number = marker(line.text)
    if before and _goes_on(before, full) and before.page == line.page and not (level == 2 and before.text[-1] in "）)"):
        return None
    of_table = _is_table_title(lines, index)
    if of_table and any(form_of_title(after.text) for after in lines[index + 1 : index + 3]):
        return _Open(1, "", line.text, [line])
    if level == 1:
        heading = _part_heading(lines, index, full)
        return _Open(1, unspaced(number), "".join(h.text for h in heading)[len(number) :].strip(), heading)
    if form_of_title(line.text):
        return _Open(2, number, line.text[len(number) :].strip(), [line])
    if of_table:
        alone = not level and _attachment(lines, index, full)
        return alone or _Open(2, number, line.text[len(number) :].strip(), [line])
    if level:
        ends = len(line.text) <= MAX_HEADING and not _NOT_HEADING.search(line.text)
        heading = _numbered_heading(lines, index, full) if ends else []
        title = "".join(h.text for h in heading)[len(number) :].strip()
        return _Open(level, number, title, heading) if heading else None
    return _attachment(lines, index, full)


def _is_table_title(lines: Sequence[Line], index: int) -> bool:
    """Whether the line at `index` is the title of a table that begins a few lines below it."""
    line = lines[index]
    below = [after for after in lines[index + 1 : index + 1 + CAPTION_LINES] if after.page == line.page]
    title = _TABLE_TITLE.fullmatch(unspaced(line.text)) and not TABLE_CODE.fullmatch(line.text)
    return bool(title) and any(after.tabular for after in below)


def _numbered_heading(lines: Sequence[Line], index: int, full: Mapping[int, float]) -> list[Line]:
    """The line as a heading, with the next one where a long title ends in it; no lines where it is none."""
    if not wrapped_into(lines, index, full):
        return [lines[index]]
    both = list(lines[index : index + 2])
    title = "".join(line.text for line in both)
    return both if _TITLE_TAIL.fullmatch(both[1].text) and len(title) <= MAX_HEADING and "。" not in title else []


def wrapped_into(lines: Sequence[Line], index: int, full: Mapping[int, float]) -> bool:
    """Whether the line at `index` goes on in the next one, which opens nothing of its own."""
    after = lines[index + 1] if index + 1 < len(lines) else None
    goes_on = after is not None and not after.tabular and not marker(after.text)[0]
    return goes_on and (wrapped(lines[index], full) or _inside(lines[index], lines[index + 1]))


def _inside(before: Line, line: Line) -> bool:
    """Whether a sentence goes on between two lines, by what the second begins with: what is not broken up may
    leave the first far from full."""
    return before.text[-1] not in _ENDED and _INSIDE.match(line.text) is not None


def _part_heading(lines: Sequence[Line], index: int, full: Mapping[int, float]) -> list[Line]:
    """第N部分 with its title, which may stand on the next line, or fill a cover page."""
    page = [line for line in lines[index:] if line.page == lines[index].page]
    if len(page) <= COVER_LINES and not any(marker(line.text)[0] > 1 or line.text[-1] in _ENDED for line in page):
        return page
    heading = [lines[index]]
    if unspaced(marker(lines[index].text)[1]) == unspaced(lines[index].text) or wrapped_into(lines, index, full):
        heading.append(lines[index + 1])
    return heading


def _attachment(lines: Sequence[Line], index: int, full: Mapping[int, float]) -> _Open | None:
    """A title without a marker at the head of a page, on one line or two: an attachment's.

    Where pages are not known, or a line is a whole paragraph, also a line within a page that can be nothing else.
    """
    line = lines[index]
    if index and lines[index - 1].page == line.page:
        before = lines[index - 1]
        unwrapped = full[line.page] == inf
        if (
            unwrapped
            and before.text[-1] in _ENDED
            and _PART_TITLE.fullmatch(line.text)
            and len(line.text) <= MAX_HEADING
        ):
            return _Open(1, "", line.text, [line])
        alone = (unwrapped or len(full) == 1) and not _wrapped_prose(before, full)
        heading = _titled(lines[index : index + 2]) if alone else []
        return _Open(1, "", "".join(h.text for h in heading), heading) if heading else None
    if _LIST_TITLE.fullmatch(line.text) and not (index and _goes_on(lines[index - 1], full)):
        return _Open(1, "", line.text, [line])
    heading = []
    for part in lines[index : index + 2]:
        no_title = _NOT_HEADING.search(part.text) or marker(part.text)[0] or TABLE_CODE.fullmatch(part.text)
        if no_title or part.tabular or width(part.text) > 2 * MAX_HEADING:
            return None
        heading.append(part)
        if _TITLE_END.search(part.text):
            return _Open(1, "", "".join(h.text for h in heading), heading)
    return None


def _wrapped_prose(line: Line, full: Mapping[int, float]) -> bool:
    """Whether a line is as wide as one whose text goes on, and no row of a table."""
    return bool(_prose_width(line)) and wrapped(line, full)


def _goes_on(line: Line, full: Mapping[int, float]) -> bool:
    """Whether a line is prose that was wrapped in the middle of a sentence."""
    return _wrapped_prose(line, full) and line.text[-1] not in _ENDED


def _titled(lines: Sequence[Line]) -> list[Line]:
    """The lines of an attachment's title that they begin with: one, or two where a report's kind stands alone."""
    if _ATTACHMENT.fullmatch(lines[0].text) and not _REPORT_KIND.fullmatch(lines[0].text):
        return [lines[0]]
    joined = "".join(line.text for line in lines)
    if _REPORT_KIND.fullmatch(lines[-1].text) and _ATTACHMENT.fullmatch(joined):
        return list(lines)
    return []


def _finish(opened: Iterable[_Open], full: Mapping[int, float]) -> Iterable[Section]:
    trail: list[tuple[int, str]] = []
    for section in opened:
        trail = [(level, label) for level, label in trail if level < section.level]
        separator = " " if section.level == 1 and section.number else ""
        trail.append((section.level, f"{section.number}{separator}{section.title}"))
        heading = section.heading or section.lines[:1]
        yield Section(
            section.level,
            section.number,
            section.title,
            tuple(label for _, label in trail if label),
            Excerpt.join(line.excerpt for line in heading).strip(),
            tuple(_paragraphs(section.lines, full, tabular=_holds_table(section.title))),
        )


def _paragraphs(lines: Sequence[Line], full: Mapping[int, float], *, tabular: bool) -> Iterable[Paragraph]:
    """Wrapped lines joined into paragraphs; the lines of a table stay as they are."""
    block: list[Line] = []
    for line in lines:
        if block and (tabular or line.tabular or block[-1].tabular or _breaks(block[-1], line, full)):
            yield _paragraph(block)
            block = []
        block.append(line)
    if block:
        yield _paragraph(block)


def _breaks(before: Line, line: Line, full: Mapping[int, float]) -> bool:
    """Whether a paragraph ends between two lines."""
    ended = before.text[-1] in _ENDED
    if _inside(before, line):
        return False
    if not wrapped(before, full):
        return ended or bool(marker(line.text)[0]) or before.page == line.page
    return ended and (bool(marker(line.text)[0]) or before.page != line.page)


def _paragraph(block: Sequence[Line]) -> Paragraph:
    excerpt = Excerpt.join(line.excerpt for line in block).strip()
    if block[0].tabular:
        return Paragraph(excerpt, tabular=True)
    level, number = marker(excerpt.text)
    return Paragraph(excerpt, unspaced(number), level)
