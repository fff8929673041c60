"""Texts that have lost their line ends: web pages saved as text, with everything on one line."""

from __future__ import annotations

import re
from typing import Final

LONGEST_LINE: Final = 1000
"""A longer line has lost the line ends inside it, in characters."""

_COMMENT: Final = re.compile(r"<!--.*?-->")
_MARKER: Final = r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]、?)"
_BEGINS: Final = re.compile(rf"\s+(?={_MARKER}|\d{{1,2}}[.．]\s*[^\d\s][^；。]*[；。])")
"""The blank left of a line end in front of a heading, a clause, or a numbered sentence; an index has none."""

_HEADING: Final = re.compile(rf"(?P<heading>{_MARKER}\s*\S{{2,40}}?(?:情况|说明|职责|职能|解释))\s+(?P<text>\S.*)")


def with_line_ends(line: str) -> list[str]:
    """The lines that a line once was; itself where it is no longer than lines are."""
    if len(line) <= LONGEST_LINE:
        return [line]
    return [part for begun in _BEGINS.split(_COMMENT.sub("", line)) for part in _apart(begun)]


def _apart(line: str) -> list[str]:
    """A heading and the text behind it; the line where it is no heading."""
    found = _HEADING.fullmatch(line)
    return [found["heading"], found["text"]] if found else [line]
