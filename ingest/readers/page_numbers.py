"""Page numbers as printed: found in the footers, and carried over to the pages that print none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

FOOTER: Final = re.compile(
    r"\s*[-—–－]+\s*(\d{1,4})\s*[-—–－]+\s*"  # — 9 —
    r"|\s*第\s*(\d{1,4})\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?\s*"  # 第 9 页，共 58 页
)
"""A line that is a footer whatever stands on the other pages."""

BARE: Final = re.compile(r"\s*(\d{1,4})\s*")
"""A line that may be a footer, or a cell of a table."""

MIN_BARE: Final = 3
"""Bare numbers on fewer pages than this prove nothing."""


def printed_numbers(texts: Sequence[str], *, bare: bool = False) -> dict[int, int]:
    """File page (from 1) to printed page number, from the footers in the texts of the pages.

    Where all footers are off by the same amount, the pages without one are counted from them. With `bare`,
    a number alone on a page's last or first line is a footer too, in a file that has no other kind.
    """
    anchors = _footers(texts)
    if not anchors and bare:
        return _bare_numbers(texts)
    offsets = {printed - number for number, printed in anchors.items()}
    return _counted(offsets.pop(), range(1, len(texts) + 1)) if len(offsets) == 1 else anchors


def _footers(texts: Sequence[str]) -> dict[int, int]:
    anchors: dict[int, int] = {}
    for number, text in enumerate(texts, 1):
        for line in _ends(text):
            if match := FOOTER.fullmatch(line):
                anchors[number] = int(match[1] or match[2])
                break
    return anchors


def _bare_numbers(texts: Sequence[str]) -> dict[int, int]:
    """The numbers that most pages with a bare number agree on. The other pages that have one stay without."""
    offsets = {
        number: {int(match[1]) - number for line in _ends(text) if (match := BARE.fullmatch(line))}
        for number, text in enumerate(texts, 1)
    }
    candidates = [number for number, found in offsets.items() if found]
    votes = Counter(offset for number in candidates for offset in offsets[number])
    if not votes:
        return {}
    offset, agreeing = votes.most_common(1)[0]
    if agreeing < MIN_BARE or 2 * agreeing <= len(candidates):
        return {}
    return _counted(offset, [number for number, found in offsets.items() if not found or offset in found])


def _counted(offset: int, numbers: Sequence[int]) -> dict[int, int]:
    return {number: number + offset for number in numbers if number + offset > 0}


def _ends(text: str) -> tuple[str, str]:
    """A page's last and first line."""
    lines = text.split("\n")
    return lines[-1], lines[0]
