"""A conversation as a document, with its citations as numbered notes: Markdown and DOCX, of the same blocks.

Whatever reports and people wrote stays text: in Markdown its signs are escaped, in DOCX it is text anyway; characters
that would hide or turn text, or that a file cannot hold, are written by name.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from qa.answer import Answer, AnswerTable, Citation
from qa.page import texts as shared
from qa.page.chat import texts
from qa.page.chat.conversation import MARK, label, shown
from qa.page.chat.turn import Turn
from qa.page.markup import plain
from qa.page.places import page_words

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

FONT: Final = "宋体"
"""What Chinese text is set in, in DOCX."""

Runs = tuple[str | int, ...]
"""Text, and numbers of notes within it."""


@dataclass(frozen=True)
class Heading:
    """A question, or the title (level 0)."""

    text: str
    level: int


@dataclass(frozen=True)
class Line:
    """A line of text; an `aside` is not the answer itself."""

    runs: Runs
    aside: bool = False


@dataclass(frozen=True)
class Grid:
    """A table; the first row is its heading."""

    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True)
class Note:
    """A citation in full, with its number in the document."""

    number: int
    text: str


Block = Heading | Line | Grid | Note


def document(title: str, turns: Sequence[Turn]) -> list[Block]:
    """The conversation as blocks, its notes at the end."""
    made = texts.EXPORTED.format(at=datetime.now().strftime(texts.TALK_AT))
    blocks: list[Block] = [Heading(title, 0), Line((made,), aside=True)]
    notes: list[Note] = []
    for place, turn in enumerate(turns, 1):
        blocks.append(Heading(texts.EXPORTED_QUESTION.format(place=place, question=turn.question), 1))
        if turn.answer is None:
            blocks.append(Line((turn.error or texts.STOPPED,)))
            continue
        blocks += _answer(turn.answer, len(notes))
        notes += [Note(len(notes) + at, _place(citation)) for at, citation in enumerate(turn.answer.citations, 1)]
    return [*blocks, Heading(texts.SOURCES, 1), *notes] if notes else blocks


def _answer(answer: Answer, before: int) -> Iterator[Block]:
    """The answer, where `before` notes stand before its first."""
    yield Line((f"【{label(answer)}】",), aside=True)
    lines = answer.text.split("\n")
    begin, end = answer.table.lines if answer.table else (len(lines), len(lines))
    yield from (Line(_runs(answer, line, before)) for line in lines[:begin])
    if answer.table:
        yield _grid(answer, answer.table, before)
    yield from (Line(_runs(answer, line, before)) for line in lines[end:])
    yield from (Line((texts.EXPORTED_OPTION.format(option=option),)) for option in answer.options)
    yield from (Line((texts.NOTE.format(note=note),), aside=True) for note in answer.notes)


def _runs(answer: Answer, line: str, before: int) -> Runs:
    """The line, with its citation marks as numbers of notes."""
    runs: list[str | int] = []
    end = 0
    for match in MARK.finditer(line):
        if 1 <= int(match[1]) <= len(answer.citations):
            runs += [line[end : match.start()], before + int(match[1])]
            end = match.end()
    return (*runs, line[end:])


def _grid(answer: Answer, table: AnswerTable, before: int) -> Grid:
    head: tuple[Runs, ...] = tuple((name,) for name in (table.head, *table.columns))
    rows = [((row.label,), *(_cell(answer, cell, before) for cell in row.cells)) for row in table.rows]
    return Grid((head, *rows))


def _cell(answer: Answer, index: int | None, before: int) -> Runs:
    if index is None:
        return ("",)
    figure = answer.figures[index]
    return (shown(figure), *(before + answer.citations[at].id for at in figure.citations))


def _place(citation: Citation) -> str:
    """Where it stands, and its words: report, table, row, column, page, quote."""
    told = (
        citation.report,
        citation.table or citation.section,
        citation.clause and texts.EXPORTED_CLAUSE.format(clause=citation.clause),
        citation.row and texts.EXPORTED_ROW.format(row=citation.row),
        citation.column and texts.EXPORTED_COLUMN.format(column=citation.column),
        page_words(citation.page, citation.printed_page),
    )
    return texts.EXPORTED_PLACE.format(place="，".join(filter(None, told)), quote=" ".join(citation.quote.split()))


# Markdown

_SIGNS: Final = re.compile(r"[\\`*_{}\[\]()#|~$!:@^=+\-]|(?<=www)\.|(?<=\d)\.(?=\s|$)")
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def as_markdown(blocks: Iterable[Block]) -> bytes:
    """The document as Markdown with footnotes."""
    return ("\n\n".join(map(_markdown, blocks)) + "\n").encode()


def _markdown(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * (level + 1)} {_escaped(text)}"
        case Line(runs, aside):
            return f"> {_marked(runs)}" if aside else _marked(runs)
        case Grid(rows):
            lines = ["| " + " | ".join(map(_marked, row)) + " |" for row in rows]
            return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])
        case Note(number, text):
            # Of one word alone, viewers that know no footnotes would make the target of a link, and show nothing.
            return f"[^{number}]: {texts.EVIDENCE} {_escaped(text)}"


def _marked(runs: Runs) -> str:
    return "".join(f"[^{run}]" if isinstance(run, int) else _escaped(run) for run in runs)


def _escaped(text: str) -> str:
    """The text on one line, so that viewers show exactly it: no links, images, markup or lists."""
    line = " ".join(plain(text).split())
    return "".join(_ENTITIES.get(sign, sign) for sign in _SIGNS.sub(r"\\\g<0>", line))


# DOCX


def as_docx(blocks: Iterable[Block]) -> bytes:
    """The document as DOCX; the numbers of notes are raised."""
    from docx import Document

    file = Document()
    file.core_properties.author, file.core_properties.comments = shared.TITLE, ""
    for style in ("Normal", "Title", "Heading 1"):
        fonts = file.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia", FONT)
    for block in blocks:
        match block:
            case Heading(text, level):
                file.add_heading(plain(text), level)
            case Line(runs, aside):
                _write(file.add_paragraph(), runs, aside)
            case Grid(rows):
                table = file.add_table(len(rows), len(rows[0]), style="Table Grid")
                for made, row in zip(table.rows, rows, strict=True):
                    for cell, runs in zip(made.cells, row, strict=True):
                        _write(cell.paragraphs[0], runs)
            case Note(number, text):
                _write(file.add_paragraph(), (f"[{number}] {text}",))
    held = io.BytesIO()
    file.save(held)
    return held.getvalue()


def _write(paragraph: Paragraph, runs: Runs, aside: bool = False) -> None:
    from docx.shared import Pt, RGBColor

    for run in runs:
        made = paragraph.add_run(f"[{run}]" if isinstance(run, int) else plain(run))
        made.font.superscript = isinstance(run, int)
        if aside:
            made.font.size, made.font.color.rgb = Pt(9), RGBColor(0x5B, 0x66, 0x75)
