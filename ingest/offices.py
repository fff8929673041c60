"""Internal offices (内设机构): their names as listed, and how many there are said to be.

Only a sentence that lists internal offices counts: 内设8个职能科室，分别是：甲科、乙科。 That offices, other
units or duties of offices are mentioned elsewhere lists nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from ingest.clauses import Flat
from ingest.numbers import CHINESE, parse_chinese
from ingest.report import (
    Classification,
    Dimension,
    Fact,
    Flow,
    Fund,
    Measure,
    Office,
    Section,
    Source,
    Subject,
)

OFFICE_TITLE: Final = re.compile("机构设置|内设机构|机构情况|机构构成|机构组成|机构职能|科室设置|处室设置")
"""Titles of the sections that list internal offices."""

GENERAL_TITLE: Final = re.compile("概况|基本情况|职责")
"""Titles of sections that may list them among other things."""

COUNT_ITEM: Final = "内设机构"
"""What the fact about their number is called."""

_SET_UP: Final = "(?:内设|下设|设立|设有|(?<![建开])设)"
_KIND: Final = (
    "(?:内设机构|(?:职能|业务|行政|内设|综合|正科级|副科级|正处级)*(?:科、?室|处、?室|股、?室|机构|部门|科|处|股))"
)
COUNTED: Final = re.compile(rf"{_SET_UP}(?:机构)?(?P<count>\d+|{CHINESE})个{_KIND}")
LISTED: Final = re.compile(
    rf"{_SET_UP}(?:(?:\d+|{CHINESE})个)?{_KIND}?(?:(?:\d+|{CHINESE})个)?"
    r"(?:[，：]?(?:具体)?(?:分别)?(?:是|为|包括|即|有)[：]?|：)(?P<list>[^。；]+)"
)
LISTED_AT_ONCE: Final = re.compile("(?:内设|下设)(?P<list>[^。；，：0-9、]+、[^。；，：]+)")
"""Sentences that count internal offices, and that list them behind 分别是 or the like, or at once."""

INTERNAL: Final = re.compile("内设|科、?室|处、?室|股室|职能部门")
"""What such a sentence must say: it lists offices, not units."""

OFFICE: Final = re.compile(
    r"[^\d，：；、。（）]{0,30}(?:科|室|处|股|办|局|中心|部|组|委|会|厅|队|站|所|党总支|工会)(?:（[^（）]+）)?"
)
"""The name of an internal office."""

_NAME: Final = re.compile(r"(?:[^、，；（）]|（[^（）]*）)+")
_AND: Final = re.compile("以及|[和与及]")
_BEFORE: Final = re.compile("^.*下设")
_BEHIND: Final = re.compile(rf"等(?:(?:\d+|{CHINESE})个)?(?:{_KIND})?$")


def read_offices(sections: Sequence[Section]) -> tuple[Office, ...]:
    """The internal offices in the order listed, each once."""
    found: dict[str, Office] = {}
    for section, flat, start, end in _sentences(sections):
        if listed := LISTED.search(flat.text, start, end) or LISTED_AT_ONCE.search(flat.text, start, end):
            for low, high in _names(flat.text, *listed.span("list")):
                name = flat.printed(low, high)
                found.setdefault(name, Office(name, flat.cut(low, high), section.label))
    for section in sections:
        for name, flat, high in _numbered(section):
            found.setdefault(name, Office(name, flat.cut(high - len(name), high), section.label))
    return tuple(found.values())


def read_office_count(sections: Sequence[Section], *, year: int) -> tuple[Fact, ...]:
    """How many internal offices the report says there are, as printed; nothing where it does not."""
    subject = Subject(year, Flow.NONE, Fund.ALL, Classification.TOTAL, COUNT_ITEM, measure=Measure.COUNT)
    facts: dict[str, Fact] = {}
    for section, flat, start, end in _sentences(sections):
        for match in COUNTED.finditer(flat.text, start, end):
            count = match["count"]
            value = Decimal(count) if count.isdecimal() else Decimal(parse_chinese(count))
            origin = flat.source(start, end)[0]
            low, high = flat.source(*match.span("count"))
            excerpt, mark = flat.cut(start, end), (low - origin, high - origin)
            dimension, source = Dimension.COUNT, Source.SENTENCE
            printed = flat.printed(*match.span("count"))
            fact = Fact(subject, value, "个", dimension, printed, source, excerpt, mark, section.label)
            facts.setdefault(printed, fact)
    return tuple(facts.values())


def _may_list(section: Section) -> bool:
    return not section.title or bool(OFFICE_TITLE.search(section.title) or GENERAL_TITLE.search(section.title))


def _sentences(sections: Sequence[Section]) -> Iterator[tuple[Section, Flat, int, int]]:
    """Sentences about internal offices in the sections that may list them."""
    for section in filter(_may_list, sections):
        for paragraph in section.paragraphs:
            flat = Flat.of(paragraph.excerpt)
            for start, end in flat.sentences:
                if INTERNAL.search(flat.text, start, end):
                    yield section, flat, start, end


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the names stand in a list. 和 divides only what are names on both sides."""
    for match in _NAME.finditer(text, start, end):
        low, high = match.span()
        if before := _BEFORE.match(text[low:high]):
            low += before.end()
        if behind := _BEHIND.search(text[low:high]):
            high = low + behind.start()
        bounds = [low]
        for joint in _AND.finditer(text, low, high):
            if OFFICE.fullmatch(text, bounds[-1], joint.start()) and _is_part(text[joint.end() : high]):
                yield bounds[-1], joint.start()
                bounds.append(joint.end())
        if OFFICE.fullmatch(text, bounds[-1], high):
            yield bounds[-1], high


def _is_part(text: str) -> bool:
    """Whether what stands behind 和 is another member of the list."""
    return text[:1].isdecimal() or OFFICE.fullmatch(text) is not None


def _numbered(section: Section) -> Iterator[tuple[str, Flat, int]]:
    """Offices that numbered paragraphs begin with, behind a paragraph that announces them."""
    listing = False
    for paragraph in section.paragraphs:
        flat = Flat.of(paragraph.excerpt)
        if not paragraph.number:
            listing = flat.text.endswith("：") and "内设" in flat.text and _may_list(section)
        elif listing:
            body = flat.text[len(paragraph.number) :]
            head = re.split("[。：，；]", body)[0]
            if OFFICE.fullmatch(head):
                high = len(paragraph.number) + len(head)
                yield flat.printed(len(paragraph.number), high), flat, high
