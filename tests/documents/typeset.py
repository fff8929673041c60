"""The shipped report as a PDF: its 56 pages with their printed numbers, and its tables with rules.

The text of prose pages is the export's, line for line. The cells of tables are those of the ground truth,
laid out as the official forms are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ingest.document import Page
from ingest.readers.text import read
from tests.documents.flow_paper import paper_for
from tests.documents.paper import Paper, text_width
from tests.documents.typeset_evaluations import EVALUATION_PAGES, SUMMARY_PAGE, draw_evaluation, draw_summary
from tests.documents.typeset_forms import FORM_PAGES, draw_form
from tests.ingest.printed_cells import REPORT

LEFT: Final = 58.0
TOP: Final = 72.0
SIZE: Final = 14.0
LEADING: Final = 27.0
PART_SIZE: Final = 26.0
KEY_EVALUATION_TITLE: Final = ("莱芜区数字政府建设项目", "重点绩效评价报告")

_PART: Final = re.compile(r"第.部分")
_FOOTER: Final = re.compile(r"— \d+ —")
_MARK: Final = re.compile(r"[（(]?[一二三四五六七八九十]+[）)、]|\d+(?:[．、]|\.(?!\d))")

ROOM_AT_END: Final = {"。": 1.15, "：": 2.0, "；": 2.0}
"""A line that ends so and leaves more characters' room than this ends a paragraph."""

SHORT: Final = 0.75
"""A line shorter than this share of the widest ends a paragraph whatever it ends with."""


def typeset_report(path: Path, source: Path = REPORT) -> None:
    """Writes the report as a PDF, a DOCX or a web page, each page of the export on a page of its own."""
    with paper_for(path) as paper:
        above = ""
        for page in read(source).pages:
            lines = [line for line in page.text.split("\n") if not _FOOTER.fullmatch(line)]
            draw = DRAWN.get(page.printed or 0)
            if draw:
                draw(paper, page)
            elif _PART.fullmatch(lines[0]):
                _draw_part(paper, lines)
            else:
                _draw_prose(paper, lines, above)
            above = lines[-1]
            paper.footer(page.printed or 0)


def _draw_part(paper: Paper, lines: list[str]) -> None:
    """A page that only holds the title of a part."""
    paper.page()
    for number, line in enumerate(lines):
        paper.text(paper.width / 2, 300 + number * 60, line, PART_SIZE, align="center")


def _draw_prose(paper: Paper, lines: list[str], above: str) -> None:
    """Lines as printed, a paragraph's first one indented. `above` is the last line of the page before."""
    paper.page()
    widest = max(_extent(line, indented=bool(_MARK.match(line))) for line in lines)
    room = widest - _extent(above, indented=bool(_MARK.match(above)))
    for number, line in enumerate(lines):
        top = TOP + number * LEADING
        if line in KEY_EVALUATION_TITLE:
            paper.text(paper.width / 2, top, line, SIZE + 4, align="center")
            indented = False
        else:
            indented = bool(_MARK.match(line)) or _ends_paragraph(above, room, widest)
            paper.text(LEFT + (2 * SIZE if indented else 0), top, line, SIZE)
        above, room = line, widest - _extent(line, indented=indented)


def _extent(line: str, *, indented: bool) -> float:
    """How far a line reaches from the margin."""
    return text_width(line, SIZE) + (2 * SIZE if indented else 0)


def _ends_paragraph(line: str, room: float, widest: float) -> bool:
    """Whether a line that leaves so much room is the last of its paragraph."""
    return room > (1 - SHORT) * widest or room > ROOM_AT_END.get(line[-1:], widest) * SIZE


DRAWN: Final[dict[int, Callable[[Paper, Page], None]]] = {
    **dict.fromkeys(FORM_PAGES, draw_form),
    **dict.fromkeys(EVALUATION_PAGES, draw_evaluation),
    SUMMARY_PAGE: draw_summary,
}
"""What draws the pages that are not prose, by printed page number."""
