"""DOCX files: paragraphs, tables and automatic numbers, read as Word prints them with all changes accepted.

python-docx opens the package. What it does not give is read from the elements: inserted and deleted text, content
controls, text boxes, the numbers of lists, where pages end. Pages are those that Word found when it last saved
the file, as far as it notes them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from lxml import etree

from ingest import messages
from ingest.document import Document
from ingest.errors import UnreadableDocument
from ingest.readers import magic
from ingest.readers.flow import (
    Block,
    FlowCell,
    FlowTable,
    PageEnd,
    Text,
    are_whole_paragraphs,
    pages_of,
    superscript,
)
from ingest.readers.glyphs import UNKNOWN
from ingest.readers.numbering import W, is_on, read_numbering, value

MAX_UNPACKED_MB: Final = 300
"""What a file's parts may be together, unpacked. A package of a few kilobytes can hold gigabytes."""

MAX_TEXT_MB: Final = 64
"""What one part with text may be, unpacked. The tree of its elements takes many times as much memory."""

LEADERS: Final = "……"
"""What a tab prints where it is filled with dots, as in a table of contents."""

_MAIN: Final = re.compile(r"word/document\d*\.xml")
"""The part with the text. Word in a browser puts a number into its name."""

_MEGABYTE: Final = 2**20
_TWIPS: Final = 20
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PICTURES: Final = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)

_WRAPPERS: Final = frozenset(
    f"{W}{name}"
    for name in ("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "ins", "moveTo", "dir", "bdo")
)
"""Elements that stand around others and print nothing themselves. What is deleted or moved away is in others."""

_CHANGES: Final = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_SHAPES: Final = (f"{W}drawing", f"{W}pict", f"{W}object", f"{_MC}AlternateContent")
_PAGE_TYPES: Final = ("nextPage", "oddPage", "evenPage", "")
"""Kinds of section that begin on a new page; the kind that is not named does."""


def read(path: Path) -> Document:
    """The DOCX file as a Document. Raises UnreadableDocument."""
    _check_kind(path)
    _check_size(path)
    try:
        reader = _Reader(docx.Document(str(path)).part)
        pages = pages_of(reader.document())
    except _DAMAGED as error:
        raise UnreadableDocument(messages.DOCX_DAMAGED.format(name=path.name, cause=_cause(error))) from error
    if not pages:
        said = messages.DOCX_IMAGE_ONLY if reader.pictures or reader.objects else messages.DOCX_BLANK
        raise UnreadableDocument(said.format(name=path.name))
    return Document(path, "docx", pages, reader.notes(len(pages)), are_whole_paragraphs(pages))


_BAD_ZIP: Final = (BadZipFile, zlib.error, OSError, EOFError, NotImplementedError)
_DAMAGED: Final = (*_BAD_ZIP, OpcError, etree.LxmlError, KeyError, ValueError, AttributeError, TypeError)
"""What python-docx and what it stands on raise for a damaged package; they have no one class for it."""


def _cause(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")[:200]


# what is refused


def _check_kind(path: Path) -> None:
    """Raises UnreadableDocument for a file that is something else than its name says."""
    try:
        kind = magic.kind_of(path)
    except OSError as error:
        raise UnreadableDocument(messages.CANNOT_READ.format(name=path.name, cause=error.strerror)) from error
    if kind == "encrypted":
        raise UnreadableDocument(messages.DOCX_ENCRYPTED.format(name=path.name))
    if kind not in ("docx", "zip"):
        raise UnreadableDocument(messages.other_kind(path.name, path.suffix, kind))


def _check_size(path: Path) -> None:
    """Raises UnreadableDocument for a package that cannot be opened, is none of Word's, or unpacks to too much."""
    name = path.name
    try:
        with ZipFile(path) as package:
            parts = package.infolist()
            main = next((part for part in parts if _MAIN.fullmatch(part.filename)), None)
            if any(part.flag_bits & 1 for part in parts):
                raise UnreadableDocument(messages.DOCX_ENCRYPTED.format(name=name))
            strict = main is not None and b"purl.oclc.org/ooxml" in package.open(main).read(4096)
    except _BAD_ZIP as error:
        raise UnreadableDocument(messages.DOCX_DAMAGED.format(name=name, cause=_cause(error))) from error
    if main is None:
        raise UnreadableDocument(messages.other_kind(name, path.suffix, "zip"))
    if strict:
        raise UnreadableDocument(messages.DOCX_STRICT.format(name=name))
    texts = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))]
    if sum(part.file_size for part in parts) > MAX_UNPACKED_MB * _MEGABYTE or max(texts) > MAX_TEXT_MB * _MEGABYTE:
        raise UnreadableDocument(messages.DOCX_TOO_LARGE.format(name=name, limit=MAX_TEXT_MB, total=MAX_UNPACKED_MB))


# reading


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of its paragraphs or characters, those that it is based on included."""

    number: str = ""
    depth: int | None = None
    new_page: bool = False
    leaders: bool = False
    hidden: bool = False


@dataclass
class _Paragraph:
    """A paragraph while it is read: lines of text, page ends between them, and what hangs on it."""

    parts: list[Text | PageEnd] = field(default_factory=list)
    lines: list[str] = field(default_factory=lambda: [""])
    tab: str = " "
    boxes: list[Any] = field(default_factory=list)
    turned: bool = False
    """A page ended in the middle of its text."""

    def add(self, text: str) -> None:
        self.lines[-1] += text

    def new_line(self) -> None:
        self.lines.append("")

    @property
    def begun(self) -> bool:
        return any(line.strip() for line in self.lines) or any(isinstance(part, Text) for part in self.parts)

    def end_page(self, *, hard: bool) -> None:
        """What has been read stands on this page, and the rest on the next."""
        self.close()
        self.parts.append(PageEnd(hard))

    def close(self) -> None:
        if any(line.strip() for line in self.lines):
            self.parts.append(Text(tuple(self.lines)))
        self.lines = [""]


class _Reader:
    """One document being read, with what it says of lists, styles and notes."""

    def __init__(self, part: Any) -> None:
        self._body = part.element.body
        if part.element.getroottree().docinfo.doctype:
            raise ValueError("DOCTYPE")
        self._numbering = read_numbering(_related(part, RELATIONSHIP_TYPE.NUMBERING))
        self._styles = _read_styles(_related(part, RELATIONSHIP_TYPE.STYLES))
        self._notes = {
            f"{W}footnoteReference": _read_notes(_related(part, RELATIONSHIP_TYPE.FOOTNOTES), "footnote"),
            f"{W}endnoteReference": _read_notes(_related(part, RELATIONSHIP_TYPE.ENDNOTES), "endnote"),
        }
        self._begun_by = _section_types(self._body)
        self._waiting: list[Text] = []
        self._carried = ""
        self._unread_boxes = 0
        self._boxes = 0
        self.pictures = sum(1 for _ in self._body.iter(*_PICTURES))
        self.objects = sum(1 for _ in self._body.iter(f"{W}object", f"{W}altChunk"))

    def notes(self, pages: int) -> tuple[str, ...]:
        """What has to be known about what was read, and was not."""
        found = [messages.NO_PAGE_MARKS if pages == 1 else messages.DOCX_PAGES]
        if next(self._body.iter(*_CHANGES), None) is not None:
            found.append(messages.DOCX_CHANGES)
        if self._boxes:
            found.append(messages.DOCX_BOXES.format(count=self._boxes))
        if self._unread_boxes:
            found.append(messages.DOCX_BOXES_UNREAD.format(count=self._unread_boxes))
        if self.pictures:
            found.append(messages.DOCX_PICTURES.format(count=self.pictures))
        if self.objects:
            found.append(messages.DOCX_OBJECTS.format(count=self.objects))
        if self._numbering.unknown:
            found.append(messages.DOCX_NUMBERS_UNKNOWN.format(formats="、".join(sorted(self._numbering.unknown))))
        return tuple(found)

    def document(self) -> Iterator[Block]:
        """Everything that the document prints, footnotes at the end of their page."""
        for block in self._blocks(self._body):
            if isinstance(block, PageEnd):
                yield from self._take_notes()
            yield block
        yield from self._take_notes()

    def _take_notes(self) -> list[Text]:
        taken, self._waiting = self._waiting, []
        return taken

    def _blocks(self, parent: Any) -> Iterator[Block]:
        """Paragraphs and tables of the body, of a text box or of a content control."""
        for child in _children(parent):
            if child.tag == f"{W}p":
                paragraph = self._paragraph(child)
                yield from paragraph.parts
                for box in paragraph.boxes:
                    self._boxes += 1
                    yield from self._blocks(box)
                if paragraph.turned or self._ends_section(child):
                    yield PageEnd()
            elif child.tag == f"{W}tbl":
                yield self._table(child)

    def _ends_section(self, paragraph: Any) -> bool:
        """Whether a section ends with the paragraph, and the next one begins a page."""
        section = paragraph.find(f"{W}pPr/{W}sectPr")
        return section is not None and self._begun_by.get(section) in _PAGE_TYPES

    # paragraphs

    def _paragraph(self, element: Any) -> _Paragraph:
        """A paragraph with its number. One whose end was deleted is put in front of the next."""
        properties = element.find(f"{W}pPr")
        style = self._style_of(properties)
        found = _Paragraph()
        if style.new_page:
            found.parts.append(PageEnd())
        if style.leaders:
            found.tab = LEADERS
        found.add(self._carried)
        self._carried = ""
        self._inline(element, found)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried = "".join(found.lines)
            found.lines = [""]
        elif number := self._number(properties, style):
            _put_in_front(found, number)
        found.close()
        return found

    def _number(self, properties: Any, style: _Style) -> str:
        own = properties.find(f"{W}numPr") if properties is not None else None
        number, depth = style.number, style.depth or 0
        if own is not None:
            number = value(own, "numId") or number
            depth = int(value(own, "ilvl") or depth)
        return self._numbering.next(number, depth) if number and number != "0" else ""

    def _style_of(self, properties: Any) -> _Style:
        """What the style of a paragraph says, with what the paragraph itself says instead."""
        name = value(properties, "pStyle") if properties is not None else ""
        style = self._styles.get(name) or self._styles.get("", _Style())
        if style.number and style.depth is None:
            style = replace(style, depth=self._numbering.level_of_style(style.number, name))
        return _with_properties(style, properties) if properties is not None else style

    def _inline(self, parent: Any, found: _Paragraph) -> None:
        for child in _children(parent):
            if child.tag == f"{W}r":
                self._run(child, found)
            elif child.tag.startswith(_MATH):
                found.add("".join(text.text or "" for text in child.iter(f"{_MATH}t")))
            elif child.tag in _SHAPES:
                _collect_boxes(child, found)

    def _run(self, run: Any, found: _Paragraph) -> None:
        properties = run.find(f"{W}rPr")
        hidden = raised = False
        if properties is not None:
            own = properties.find(f"{W}vanish")
            hidden = is_on(own) if own is not None else self._styles.get(value(properties, "rStyle"), _Style()).hidden
            raised = value(properties, "vertAlign") == "superscript"
        for child in run:
            if child.tag in _SHAPES:
                _collect_boxes(child, found)
            elif child.tag in self._notes:
                self._waiting += self._notes[child.tag].get(child.get(f"{W}id"), [])
            elif child.tag == f"{W}ruby":
                for base in child.iterfind(f"{W}rubyBase/{W}r"):
                    self._run(base, found)
            elif not hidden:
                _text(child, found, raised=raised)

    # tables

    def _table(self, element: Any) -> FlowTable:
        """A table with its merged cells; deleted rows are left out."""
        cells: list[FlowCell] = []
        open_above: dict[int, int] = {}  # column to the index of the cell that a merged one below it goes on
        page_rows: set[int] = set()
        rows = [row for row in _children(element) if row.tag == f"{W}tr" and row.find(f"{W}trPr/{W}del") is None]
        for number, row in enumerate(rows):
            column, still_open = _skipped(row, "gridBefore"), dict[int, int]()
            for cell in _children(row):
                if cell.tag != f"{W}tc" or cell.find(f"{W}tcPr/{W}cellDel") is not None:
                    continue
                width, vertical, level = _merges(cell)
                above = open_above.get(column)
                if level == "continue" and cells and cells[-1].row == number:
                    cells[-1] = replace(cells[-1], columns=cells[-1].columns + width)
                elif vertical == "continue" and above is not None and cells[above].columns == width:
                    cells[above] = replace(cells[above], rows=cells[above].rows + 1)
                    still_open[column] = above
                else:
                    if vertical:
                        still_open[column] = len(cells)
                    cells.append(FlowCell(number, column, 1, width, self._cell(cell, number, page_rows)))
                column += width
            open_above = still_open
        return FlowTable(tuple(cells), _edges(element), frozenset(page_rows - {0}))

    def _cell(self, element: Any, row: int, page_rows: set[int]) -> tuple[Block, ...]:
        """What a cell holds. A page that ends in it ends before its row, or behind it where the row goes on over it."""
        blocks: list[Block] = []
        for child in _children(element):
            if child.tag == f"{W}tbl":
                blocks.append(self._table(child))
            elif child.tag == f"{W}p":
                paragraph = self._paragraph(child)
                self._unread_boxes += sum(1 for box in paragraph.boxes if _has_text(box))
                for part in paragraph.parts:
                    if isinstance(part, PageEnd):
                        page_rows.add(row + 1 if blocks else row)
                    else:
                        blocks.append(part)
                if paragraph.turned:
                    page_rows.add(row + 1)
        return tuple(blocks)


# elements


def _children(parent: Any) -> Iterator[Any]:
    """The elements in another one, those in what only stands around them included; not what asks to be filled in."""
    for child in parent:
        if child.tag in _WRAPPERS:
            if not is_on(child.find(f"{W}sdtPr/{W}showingPlcHdr")):
                yield from _children(child)
        elif isinstance(child.tag, str):
            yield child


def _text(element: Any, found: _Paragraph, *, raised: bool) -> None:
    """What an element of a run prints."""
    match element.tag.removeprefix(W):
        case "t":
            text = element.text or ""
            found.add(superscript(text) if raised else text)
        case "tab" | "ptab":
            found.add(found.tab)
        case "sym":
            found.add(UNKNOWN)
        case "noBreakHyphen":
            found.add("-")
        case "cr":
            found.new_line()
        case "br":
            if element.get(f"{W}type") == "page":
                found.end_page(hard=True)
            else:
                found.new_line()
        case "lastRenderedPageBreak":
            if found.begun:
                found.turned = True
            else:
                found.end_page(hard=False)


def _put_in_front(paragraph: _Paragraph, number: str) -> None:
    """The number in front of the paragraph's first text, behind the pages that end before it."""
    for i, part in enumerate(paragraph.parts):
        if isinstance(part, Text):
            paragraph.parts[i] = Text((number + part.lines[0], *part.lines[1:]))
            return
    paragraph.lines[0] = number + paragraph.lines[0]


def _collect_boxes(shape: Any, found: _Paragraph) -> None:
    """The text boxes in a shape; of the two forms in which Word stores one, the newer."""
    choice = shape.find(f"{_MC}Choice") if shape.tag == f"{_MC}AlternateContent" else shape
    for each in choice if choice is not None else ():
        if each.tag == f"{W}txbxContent":
            found.boxes.append(each)
        elif isinstance(each.tag, str) and each.tag != f"{_MC}Fallback":
            _collect_boxes(each, found)


def _has_text(box: Any) -> bool:
    return any((text.text or "").strip() for text in box.iter(f"{W}t"))


def _merges(cell: Any) -> tuple[int, str, str]:
    """How many columns a cell covers, and whether a merging over rows or (as old files have it) columns begins in
    it ("restart"), goes on in it ("continue"), or neither."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return 1, "", ""
    kinds = []
    for name in ("vMerge", "hMerge"):
        merge = properties.find(f"{W}{name}")
        kinds.append(merge.get(f"{W}val", "continue") if merge is not None else "")
    return max(int(value(properties, "gridSpan") or 1), 1), kinds[0], kinds[1]


def _skipped(row: Any, name: str) -> int:
    properties = row.find(f"{W}trPr")
    return int(value(properties, name) or 0) if properties is not None else 0


def _edges(table: Any) -> tuple[float, ...]:
    """The edges of a table's columns, in points; nothing where a width is missing."""
    widths = [column.get(f"{W}w", "") for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    if not all(width.isdecimal() for width in widths):
        return ()
    return tuple(accumulate((int(width) / _TWIPS for width in widths), initial=0.0))


# the other parts


def _related(part: Any, kind: str) -> Any:
    """The root element of the part that a document has of a kind, None where it has none."""
    try:
        found = part.part_related_by(kind)
    except KeyError:
        return None
    return found.element if hasattr(found, "element") else parse_xml(found.blob)


def _read_styles(root: Any) -> dict[str, _Style]:
    """The styles by their ids, the default one of paragraphs under no name too."""
    elements = {each.get(f"{W}styleId"): each for each in root.findall(f"{W}style")} if root is not None else {}
    found: dict[str, _Style] = {}
    for name, element in elements.items():
        style = _Style()
        for each in reversed(_based_on(element, elements)):
            style = _with_style(style, each)
        found[name] = style
        if element.get(f"{W}default") in ("1", "true") and element.get(f"{W}type") == "paragraph":
            found[""] = style
    return found


def _based_on(element: Any, elements: dict[str, Any]) -> list[Any]:
    """A style and those that it is based on, in this order."""
    chain: list[Any] = []
    while element is not None and element not in chain:
        chain.append(element)
        element = elements.get(value(element, "basedOn"))
    return chain


def _with_style(style: _Style, element: Any) -> _Style:
    properties = element.find(f"{W}pPr")
    if properties is not None:
        style = _with_properties(style, properties)
        numbers = properties.find(f"{W}numPr")
        if numbers is not None:
            depth = value(numbers, "ilvl")
            number = value(numbers, "numId") or style.number
            style = replace(style, number=number, depth=int(depth) if depth else None)
    hidden = element.find(f"{W}rPr/{W}vanish")
    leaders = style.leaders or value(element, "name").lower().startswith("toc ")
    hides = is_on(hidden) if hidden is not None else style.hidden
    return replace(style, leaders=leaders, hidden=hides)


def _with_properties(style: _Style, properties: Any) -> _Style:
    """The style with what properties of a paragraph say of pages and tabs."""
    new_page = properties.find(f"{W}pageBreakBefore")
    turns = is_on(new_page) if new_page is not None else style.new_page
    filled = any(tab.get(f"{W}leader", "none") != "none" for tab in properties.findall(f"{W}tabs/{W}tab"))
    return replace(style, new_page=turns, leaders=style.leaders or filled)


def _read_notes(root: Any, name: str) -> dict[str, list[Text]]:
    """The texts of footnotes or endnotes by their ids; lines that only set them apart are none."""
    notes = root.findall(f"{W}{name}") if root is not None else []
    found = {}
    for note in notes:
        if note.get(f"{W}type", "normal") == "normal":
            texts = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in note.iter(f"{W}p"))
            found[note.get(f"{W}id")] = [Text((text,)) for text in texts]
    return found


def _section_types(body: Any) -> dict[Any, str]:
    """Each section's properties to the kind of the section that follows it."""
    sections = list(body.iter(f"{W}sectPr"))
    return {section: value(after, "type") for section, after in pairwise(sections)}
