"""A picture of an answer's figures as SVG: bars with their labels above them, or columns over the years.

Widths are shares of the whole, so that it fits any screen without its text being scaled; heights are pixels. Colours
are the page's own. Lengths are the only numbers made here: what is written is what the report prints.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from qa.answer import Answer
from qa.page.chat import texts
from qa.page.chat.figures import address
from qa.page.markup import Html, el, join, plain
from qa.pictures import Bar, Picture, PictureKind, picture

FONT: Final = 13
LINE: Final = 18
THICK: Final = 14
GAP: Final = 9
STRIP: Final = 22
TALL: Final = 150
"""Pixels: text, a line of it, a bar, what parts one from the next, the strip of parts, the highest column."""

NARROW: Final = 290
"""The width in pixels that labels and figures must fit into: a telephone's."""

LONGEST: Final = 2
"""So many lines has a label; the rest is cut off, and told where the pointer rests."""

PALEST: Final = 0.25
STEP: Final = 0.3
"""How weakly the last of several things is inked, and how much weaker than the one before it at most."""

COLUMN: Final = 0.5
"""How much of its place a column fills."""


@lru_cache(maxsize=256)
def shown(answer: Answer) -> Html | None:
    """The picture under an answer, with its downloads; None where it has none."""
    found = picture(answer)
    if found is None:
        return None
    name = found.title or texts.PICTURE_NAMELESS
    title = texts.PICTURE_UNIT.format(title=name, unit=found.unit) if found.unit else name
    source = _source(answer)
    notes = [
        template.format(count=count)
        for template, count in ((texts.PICTURE_ZEROS, found.zeros), (texts.PICTURE_MORE, found.more))
        if count
    ]
    save = el("button", texts.PICTURE_PNG, type="button", class_="tool", data_png=True)
    sheet = el("a", texts.PICTURE_XLSX, href=address(answer), class_="tool figures")
    said = el("span", class_="bad picture-said", role="status")
    return el(
        "figure",
        el("figcaption", title),
        _svg(found, title),
        *(el("p", note, class_="note") for note in notes),
        el("p", source, class_="note source"),
        el("div", save, sheet, said, class_="tools", data_failed=texts.PICTURE_FAILED),
        class_="picture",
        data_name=texts.PICTURE_FILE.format(title=name),
    )


def _source(answer: Answer) -> str:
    reports = list(dict.fromkeys(citation.report for citation in answer.citations))
    if len(reports) == 1:
        return texts.PICTURE_SOURCE.format(report=reports[0])
    return texts.PICTURE_SOURCES.format(first=reports[0], count=len(reports))


def _svg(found: Picture, title: str) -> Html:
    parts, height = _columns(found) if found.kind is PictureKind.YEARS else _rows(found)
    told = texts.PICTURE_LIST.join(texts.PICTURE_BAR.format(label=bar.label, shown=bar.shown) for bar in found.bars)
    name = texts.PICTURE_TOLD.format(title=title, bars=told)
    return el("svg", *parts, role="img", aria_label=plain(name), width="100%", height=math.ceil(height))


# bars


class _Scale:
    """From values to shares of the width, with room for the figures at the ends of the bars."""

    def __init__(self, bars: Sequence[Bar]) -> None:
        values = [bar.value for bar in bars if bar.value is not None]
        self._low, self._high = min(*values, Decimal(0), Decimal(0)), max(*values, Decimal(0), Decimal(0))
        room = min(45.0, (max(_em(bar.shown) for bar in bars) * FONT + 10) / NARROW * 100)
        self._left = room if self._low < 0 else 0.0
        self._width = 100 - room - self._left

    def at(self, value: Decimal) -> float:
        """Where a value ends, in percent of the width."""
        return self._left + float((value - self._low) / (self._high - self._low)) * self._width

    @property
    def axis(self) -> float:
        """Where zero is."""
        return self.at(Decimal(0))


def _rows(found: Picture) -> tuple[list[Html], float]:
    """Each label with its bars below it; returns what is drawn and how high it is."""
    scale = _Scale(found.bars)
    drawn: list[Html] = []
    y = 0.0
    if found.whole:
        y += LINE * len(wrapped(found.whole.label))
        drawn += [*_label(found.whole, 0), *_strip(found.whole, found.series[0].bars, y, scale)]
        y += STRIP + GAP
    names = [series.name for series in found.series if series.name]
    shades = _shades(len(found.series[0].bars) if found.whole else len(found.series))
    for shade, name in zip(shades, names, strict=False):
        drawn.append(join(_ink(0, y + 4, "12px", 10, shade), _words(name, "18", y + LINE - 4)))
        y += LINE
    y += GAP if names else 0
    for at, bars in enumerate(zip(*(series.bars for series in found.series), strict=True)):
        lines = len(wrapped(bars[0].label))
        bodies = [*_label(bars[0], y)]
        top = y = y + lines * LINE
        for number, bar in enumerate(bars):
            bodies += _bar(bar, y, scale, shades[at if found.whole else number])
            y += THICK + 2
        bodies.append(
            el("line", x1=_pc(scale.axis), x2=_pc(scale.axis), y1=f"{top - 2:g}", y2=f"{y:g}", stroke="var(--soft)")
        )
        drawn.append(el("g", el("title", plain(_told(bars))), *bodies))
        y += GAP
    return drawn, y


def _bar(bar: Bar, y: float, scale: _Scale, shade: float) -> Iterator[Html]:
    """A bar from the axis to its value, with the figure at its end. Zero has no length, and a blank cell no figure."""
    if bar.value is None:
        yield _number(bar.shown, _pc(scale.axis), y + THICK - 2, "start", ink="var(--soft)")
        return
    end = scale.at(bar.value)
    left, right = min(end, scale.axis), max(end, scale.axis)
    yield _ink(_pc(left), y, _pc(right - left), THICK, shade)
    yield _number(bar.shown, _pc(end), y + THICK - 2, "end" if bar.value < 0 else "start")


def _strip(whole: Bar, parts: Sequence[Bar], y: float, scale: _Scale) -> Iterator[Html]:
    """The parts one after another, as long as the whole."""
    end = Decimal(0)
    for bar, shade in zip(parts, _shades(len(parts)), strict=True):
        begin, end = end, end + (bar.value or Decimal(0))
        width = _pc(scale.at(end) - scale.at(begin))
        part = _ink(_pc(scale.at(begin)), y, width, STRIP, shade, stroke="var(--sheet)")
        yield el("g", el("title", plain(_told([bar]))), part)
    yield _number(whole.shown, _pc(scale.at(end)), y + STRIP - 6, "start")


def _shades(count: int) -> list[float]:
    """How strongly each of several things is inked."""
    step = min(STEP, (1 - PALEST) / max(1, count - 1))
    return [1 - at * step for at in range(count)]


def _told(bars: Sequence[Bar]) -> str:
    shown = texts.PICTURE_LIST.join(bar.shown for bar in bars)
    return texts.PICTURE_BAR.format(label=bars[0].label, shown=shown)


# columns


def _columns(found: Picture) -> tuple[list[Html], float]:
    """A column for each year, its figure above it and the year below; returns what is drawn and how high it is."""
    bars = found.series[0].bars
    highest = max(bar.value or Decimal(0) for bar in bars)
    floor, place = LINE + TALL, 100 / len(bars)
    drawn = []
    for at, bar in enumerate(bars):
        middle = _pc((at + 0.5) * place)
        height = float((bar.value or Decimal(0)) / highest) * TALL
        left = _pc((at + 0.5 - COLUMN / 2) * place)
        ink = "var(--soft)" if bar.value is None else "var(--ink)"
        drawn += [
            _ink(left, floor - height, _pc(COLUMN * place), height, 1.0),
            _number(bar.shown, middle, floor - height - 5, "middle", ink=ink),
            _words(bar.label, middle, floor + LINE, anchor="middle"),
        ]
    axis = el("line", x1="0", x2="100%", y1=floor, y2=floor, stroke="var(--soft)")
    return [*drawn, axis], floor + LINE + 6


# what all are made of


def _label(bar: Bar, y: float) -> Iterator[Html]:
    for number, line in enumerate(wrapped(bar.label), 1):
        yield _words(line, "0", y + number * LINE - 5)


def _words(words: str, x: str, y: float, anchor: str = "start") -> Html:
    return el("text", plain(words), x=x, y=f"{y:g}", text_anchor=anchor, font_size=FONT, fill="var(--ink)")


def _number(shown: str, x: str, y: float, anchor: str, ink: str = "var(--ink)") -> Html:
    aside = {"start": 5, "end": -5, "middle": 0}[anchor]
    place: dict[str, str | int] = {"x": x, "dx": aside, "y": f"{y:g}", "text_anchor": anchor}
    return el("text", plain(shown), class_="figure", font_size=FONT, font_weight="600", fill=ink, **place)


def _ink(x: str | int, y: float, width: str, height: float, shade: float, stroke: str | None = None) -> Html:
    place = {"x": x, "y": f"{y:g}", "width": width, "height": f"{height:g}"}
    return el("rect", **place, fill="var(--accent)", fill_opacity=f"{shade:g}", stroke=stroke)


def wrapped(label: str) -> list[str]:
    """The label in lines that fit a telephone, LONGEST of them; one that is cut ends with an ellipsis."""
    lines, width = [""], 0.0
    for char in plain(label):
        if (width + _em(char)) * FONT > NARROW - FONT:
            if len(lines) == LONGEST:
                return [*lines[:-1], lines[-1] + "…"]
            lines.append("")
            width = 0.0
        lines[-1] += char
        width += _em(char)
    return lines


def _em(words: str) -> float:
    """How wide words are, in sizes of the font."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.62 for char in words)


def _pc(share: float) -> str:
    return f"{share:.2f}%"
