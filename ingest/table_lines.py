"""One line of a form: its tokens, and the ways to read them as rows of the form's sides.

A reading takes every token of the line or it is none; nothing is guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.document import Excerpt
from ingest.forms import ITEM_CODE, Side, starts_numbered
from ingest.numbers import figure_in

FILLER: Final = re.compile(r"0(?:\.0+)?")
"""What stands for the figure of a row that is not there."""

_LINE_NUMBER: Final = re.compile(r"\d{1,3}")

_FRAGMENT: Final = re.compile(r"[\d,.，．]+")
_CODE_PART: Final = re.compile(r"\d{2}")


@dataclass(frozen=True)
class Layout:
    """What to expect on a line: the sides, how many figures each has, and whether 行次 are printed."""

    sides: Sequence[Side]
    widths: Sequence[int]
    numbered: bool


def is_figure(token: str) -> bool:
    """Whether a token is a printed number."""
    return figure_in(token) is not None


@dataclass(frozen=True)
class Token:
    """What stands between white space, and where on the line."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Draft:
    """A side of a line as read: what names it and its figures."""

    code: str
    names: tuple[Token, ...]
    line_number: str
    figures: tuple[Token, ...]
    start: int
    end: int

    @property
    def label(self) -> str:
        """The name as printed."""
        return "".join(token.text for token in self.names)


def tokens_of(line: Excerpt) -> list[Token]:
    """The tokens of a line in order."""
    return [Token(m.group(), m.start(), m.end()) for m in re.finditer(r"\S+", line.text)]


def has_figures(tokens: Sequence[Token]) -> bool:
    """Whether any of the tokens is a printed number."""
    return any(is_figure(token.text) for token in tokens)


def readings(
    tokens: Sequence[Token], sides: Sequence[Side], widths: Sequence[int], numbered: bool
) -> Iterator[list[Draft]]:
    """All ways to read the tokens as one row of each side, the likeliest first."""
    if not sides:
        if not tokens:
            yield []
        return
    for draft, rest in _side_readings(tokens, sides[0], widths[0], numbered):
        for drafts in readings(rest, sides[1:], widths[1:], numbered):
            yield [draft, *drafts]


def _side_readings(
    tokens: Sequence[Token], side: Side, width: int, numbered: bool
) -> Iterator[tuple[Draft, Sequence[Token]]]:
    """A coded row; a named one; a filler of figures only; nothing at all."""
    code, rest = code_of(tokens) if side.coded else ("", tokens)
    yield from _with_figures(tokens, code, rest, width, numbered=numbered, coded=side.coded)
    if tokens and side.coded and FILLER.fullmatch(tokens[0].text):
        yield Draft("", (), "", (tokens[0],), tokens[0].start, tokens[0].end), tokens[1:]
    if not tokens:
        yield Draft("", (), "", (), 0, 0), tokens


def code_of(tokens: Sequence[Token]) -> tuple[str, Sequence[Token]]:
    """A 科目代码 at the front, printed as one token or as three (208 05 05), and what follows it."""
    if not tokens or not ITEM_CODE.fullmatch(tokens[0].text):
        return "", tokens
    code, count = tokens[0].text, 1
    while len(code) < 7 and count < len(tokens) and _CODE_PART.fullmatch(tokens[count].text):
        code += tokens[count].text
        count += 1
    return code, tokens[count:]


def is_fragment(token: str) -> bool:
    """Whether a token is digits that are no number by themselves: a piece of a figure broken over lines."""
    return _FRAGMENT.fullmatch(token) is not None and not is_figure(token)


def name_of(line: Excerpt) -> str:
    """What a line without figures says, without the code that it may begin with."""
    return "".join(token.text for token in code_of(tokens_of(line))[1])


def _with_figures(
    tokens: Sequence[Token], code: str, rest: Sequence[Token], width: int, *, numbered: bool, coded: bool
) -> Iterator[tuple[Draft, Sequence[Token]]]:
    """The draft if a name and the figures that the side needs follow (behind the 行次, where lines are numbered)."""
    named = next((i for i, token in enumerate(rest) if is_figure(token.text)), len(rest))
    names, rest = rest[:named], rest[named:]
    if any(starts_numbered(token.text) for token in names[1:]) or any(is_fragment(token.text) for token in names):
        return  # two rows' names with a blank cell between them, or a broken figure
    line_number = ""
    if numbered:
        if not rest or not _LINE_NUMBER.fullmatch(rest[0].text):
            return
        line_number, rest = rest[0].text, rest[1:]
    figures, rest = rest[:width], rest[width:]
    if len(figures) < width or not all(is_figure(token.text) for token in figures):
        return
    if coded and rest and ITEM_CODE.fullmatch(figures[-1].text) and not is_figure(rest[0].text):
        return  # the next row's code, behind a blank cell
    yield Draft(code, tuple(names), line_number, tuple(figures), tokens[0].start, figures[-1].end), rest
