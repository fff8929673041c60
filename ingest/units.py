"""Units (单位构成): whose accounts a report adds up, as it lists them.

Only what stands behind an announcement counts: 纳入…决算编制范围的单位包括：, with the names in the same
sentence, in numbered paragraphs, or in the rows of a small table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.clauses import Flat
from ingest.document import Excerpt
from ingest.forms import unspaced
from ingest.report import Section, Unit

TITLE: Final = re.compile("单位构成|单位基本情况|单位情况|预算单位|决算单位|机构设置|机构情况|机构构成|机构组成|概况")
"""Titles of the sections that may list units."""

ANNOUNCED: Final = re.compile(
    r"(?:[纳列]入[^。；：]*?(?:决算|预算)[^。；：]*?范围[^。；：]*?单位"  # 纳入…编制范围的单位
    r"|(?:行政|事业|预算)单位(?:共计|共有|共)?(?:\d+|[一二三四五六七八九十]+)[家个])"  # 事业单位1家
    r"[^。；：]*(?:包括|如下|分别是|分别为|下表)[：](?P<list>[^。；]*)"
)
"""Announces the units, which may follow in the same sentence."""

_NAME: Final = re.compile(
    r"[^\d\s，、：；。]{1,40}[委局室厅办心部院会馆站队处所社台校园库场司署级团学关](?:（[^（）]{1,20}）|\([^()]{1,20}\))?"
)
_AND: Final = re.compile("以及|[和与及]")
_LISTED: Final = re.compile(r"(?:[^、，（）]|（[^（）]*）)+")
_ROW: Final = re.compile(
    r"\s*(?:\d{1,3}\s*[.．、]?|[(（][一二三四五六七八九十\d]{1,3}[)）])\s*(?P<name>[^\s\d，,。；;：:]+)"
)
_HEADER: Final = "单位名称"
"""In the heading row of a table of units."""


def read_units(sections: Sequence[Section]) -> tuple[Unit, ...]:
    """The units in the order listed, each once."""
    found: dict[str, Unit] = {}
    for section in sections:
        if not section.title or TITLE.search(section.title):
            for excerpt in _names(section):
                name = unspaced(excerpt.text)
                found.setdefault(name, Unit(name, excerpt, section.label))
    return tuple(found.values())


def _names(section: Section) -> Iterator[Excerpt]:
    listing = False
    for paragraph in section.paragraphs:
        row = _ROW.match(paragraph.text) if listing else None
        if row:
            if _NAME.fullmatch(row["name"]):
                yield paragraph.excerpt.slice(*row.span("name"))
        elif not (listing and _HEADER in unspaced(paragraph.text)):
            flat = Flat.of(paragraph.excerpt)
            announced = ANNOUNCED.search(flat.text)
            listing = announced is not None and not announced["list"]
            if announced:
                yield from _in_sentence(flat, *announced.span("list"))


def _in_sentence(flat: Flat, start: int, end: int) -> Iterator[Excerpt]:
    """The names of a list. 和 divides only what are names on both sides."""
    for match in _LISTED.finditer(flat.text, start, end):
        low, high = match.span()
        for joint in _AND.finditer(flat.text, low, high):
            if _NAME.fullmatch(flat.text, low, joint.start()) and _NAME.fullmatch(flat.text, joint.end(), high):
                yield flat.cut(low, joint.start())
                low = joint.end()
        if _NAME.fullmatch(flat.text, low, high):
            yield flat.cut(low, high)
