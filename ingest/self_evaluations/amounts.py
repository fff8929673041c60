"""The amounts at the head of an indicator form: budget, execution and its rate, in total and by source of the money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.document import Excerpt
from ingest.numbers import PLAIN
from ingest.report import Measure
from ingest.self_evaluations.lines import Cell, Printed, cell_text, place, segments
from ingest.self_evaluations.wording import AMOUNT_HEADINGS, AMOUNT_ROWS, MONEY_MEASURES

_BRACKETS: Final = str.maketrans("()", "（）")
_AMOUNT: Final = re.compile(rf"(?P<number>{PLAIN})[%％]?")


def read_amounts(lines: Sequence[Excerpt]) -> Iterator[tuple[str, dict[Measure, Printed]]]:
    """The rows of the amounts. A label, and the headings in front of the first, may be broken over lines."""
    headings: list[tuple[Measure, str]] = []
    before, first = "", 0
    for index, line in enumerate(lines):
        cells = segments(index, line.text)
        count = next((i for i, s in enumerate(reversed(cells)) if not _AMOUNT.fullmatch(s.text)), len(cells))
        figures = cells[len(cells) - count :]
        before += cell_text(cells[: len(cells) - count])
        if not figures:
            continue
        label = next((label for label in AMOUNT_ROWS if before.endswith(label)), "")
        headings = headings or _amount_headings(before)
        if label and headings:
            first = first if label != next(iter(AMOUNT_ROWS)) else index
            yield label, _amount_cells(lines, first, headings, figures)
        before, first = "", index + 1


def _amount_headings(text: str) -> list[tuple[Measure, str]]:
    """The columns of amounts that a text names, from left to right."""
    plain = text.translate(_BRACKETS)
    found = [
        (m.start(), measure, m.group()) for measure, word in AMOUNT_HEADINGS.items() if (m := re.search(word, plain))
    ]
    return [(measure, heading) for _, measure, heading in sorted(found)]


def _amount_cells(
    lines: Sequence[Excerpt], first: int, headings: Sequence[tuple[Measure, str]], figures: Cell
) -> dict[Measure, Printed]:
    """The figures under their headings: all of them, or the amounts alone. Anything else is not certain."""
    money = [(measure, heading) for measure, heading in headings if measure in MONEY_MEASURES]
    columns = headings if len(figures) == len(headings) else money if len(figures) == len(money) else ()
    return {
        measure: Printed(figure.text, place(lines, first, figure.line, (figure,)), heading)
        for (measure, heading), figure in zip(columns, figures, strict=bool(columns))
    }
