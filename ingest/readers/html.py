"""Web pages: what a browser shows of them, with their tables. Nothing is fetched, and no script is run.

lxml parses as forgivingly as browsers do. A page has no pages of paper, but for those that it asks a printer to
begin.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from ingest import messages
from ingest.document import Document, Page
from ingest.errors import UnreadableDocument
from ingest.numbers import print_chinese
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
from ingest.readers.numbering import letters, roman

MAX_MB: Final = 30
"""Larger pages are refused. The tree of their elements takes many times as much memory."""

MAX_DEPTH: Final = 1000
"""Deeper pages are refused. Tags that nobody has closed make a page deep, but not that deep."""

MAX_TABLES: Final = 40
"""So many tables in each other are no page that anybody has made."""

MAX_SPAN: Final = 1000
"""A cell covers no more columns, as in browsers."""

MAX_REPLACED: Final = 0.001
"""More characters than this share that are no characters mean that the encoding is another."""

FEW: Final = 600
"""A page with attachments and without tables that says less, in characters, is only there for the attachments."""

ENCODINGS: Final = ("utf-8", "gb18030")
"""Tried before what the page declares, which is often wrong, and behind it. UTF-8 can hardly be taken for another."""

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""")
_HEAD: Final = 4096
"""Bytes in which a page declares its encoding."""

_MEGABYTE: Final = 2**20

BLOCKS: Final = frozenset(
    {
        *("address", "article", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hgroup", "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary"),
        *("ul",),
    }
)
"""Elements that begin a line and end one. Others that are not in tables stand within a line."""

UNREAD: Final = frozenset(
    {
        *("aside", "audio", "button", "canvas", "datalist", "del", "embed", "footer", "frameset", "head"),
        *("iframe", "map", "meter", "nav", "noscript", "object", "progress", "rp", "rt", "script", "select"),
        *("style", "svg", "template", "textarea", "title", "video", "xml"),
    }
)
"""Elements of which nothing is read: what is not shown, and what belongs to the site rather than to the page."""

_ROLES: Final = frozenset({"navigation", "menu", "menubar", "search", "contentinfo"})
_GROUPS: Final = frozenset({"thead", "tbody", "tfoot"})
_OF_TABLES: Final = frozenset({"caption", "tr", "td", "th"})
_LISTS: Final = frozenset({"ol", "ul", "menu", "dir"})
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
_SHOWN_AS: Final = re.compile(r"display\s*:\s*([\w-]+)")
_AS_BLOCK: Final = frozenset({"block", "flex", "grid", "list-item", "table"})
_BREAK: Final = r"(?:page-)?break-{}\s*:\s*(?:always|page|left|right)"
_BREAK_BEFORE: Final = re.compile(_BREAK.format("before"))
_BREAK_AFTER: Final = re.compile(_BREAK.format("after"))
_KEPT: Final = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_LINE_ENDS: Final = re.compile(r"\r\n|\r|\n")
_FIRST: Final = 40
"""Characters in which an item of a list has its own number."""

_SPAN: Final = re.compile(r"\s*(\d{1,6})")
_ATTACHED: Final = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|ofd|zip|rar|7z)$", re.IGNORECASE)
_OWN_NUMBER: Final = re.compile(
    r"\s*(?:\d{1,3}[.．、)）]|[(（]\s*[\d一二三四五六七八九十]{1,4}\s*[)）]|[一二三四五六七八九十]{1,4}、|第\S{1,5}条|[①-⑳])"
)

LIST_TYPES: Final[dict[str, Callable[[int], str]]] = {
    "1": lambda number: f"{number}. ",
    "a": lambda number: f"{letters(number)}. ",
    "A": lambda number: f"{letters(number).upper()}. ",
    "i": lambda number: f"{roman(number)}. ",
    "I": lambda number: f"{roman(number).upper()}. ",
    "cjk": lambda number: f"{print_chinese(number)}、",
}
"""How the numbers of a list are shown, by the `type` of an <ol>."""

_LIST_STYLES: Final = (
    (re.compile(r"list-style[\w-]*\s*:[^;]*(?:cjk-ideographic|(?:simp|trad)-chinese)"), "cjk"),
    (re.compile(r"list-style[\w-]*\s*:[^;]*lower-(?:alpha|latin)"), "a"),
    (re.compile(r"list-style[\w-]*\s*:[^;]*upper-(?:alpha|latin)"), "A"),
    (re.compile(r"list-style[\w-]*\s*:[^;]*lower-roman"), "i"),
    (re.compile(r"list-style[\w-]*\s*:[^;]*upper-roman"), "I"),
    (re.compile(r"list-style[\w-]*\s*:[^;]*(?:none|disc|circle|square)"), ""),
)


def read(path: Path) -> Document:
    """The web page as a Document. Raises UnreadableDocument."""
    data = _data(path)
    text, replaced = _decoded(path, data)
    builder = _Builder()
    builder.read(path, _parsed(text))
    pages = pages_of(builder.blocks)
    attached = tuple(dict.fromkeys(builder.attached))
    files = "、".join(attached)
    if attached and sum(len(page.text) for page in pages) < FEW and not any(page.grids for page in pages):
        raise UnreadableDocument(messages.HTML_ATTACHMENTS_ONLY.format(name=path.name, files=files))
    if not pages:
        raise UnreadableDocument(messages.HTML_BLANK.format(name=path.name))
    return Document(path, "html", pages, tuple(_notes(pages, files, replaced)), are_whole_paragraphs(pages))


def _notes(pages: tuple[Page, ...], files: str, replaced: int) -> Iterator[str]:
    if len(pages) == 1:
        yield messages.NO_PAGE_MARKS
    if files:
        yield messages.HTML_ATTACHMENTS.format(files=files)
    if replaced:
        yield messages.HTML_REPLACED.format(count=replaced)


# bytes and characters


def _data(path: Path) -> bytes:
    """The file's bytes. Raises UnreadableDocument for what is no web page, or too large."""
    try:
        kind = magic.kind_of(path)
        size = path.stat().st_size / _MEGABYTE
        if kind in ("html", "xml", "text", "unknown") and size <= MAX_MB:
            return path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(messages.CANNOT_READ.format(name=path.name, cause=error.strerror)) from error
    if size > MAX_MB:
        raise UnreadableDocument(messages.HTML_TOO_LARGE.format(name=path.name, size=size, limit=MAX_MB))
    raise UnreadableDocument(messages.other_kind(path.name, path.suffix, kind))


def _decoded(path: Path, data: bytes) -> tuple[str, int]:
    """The page's text, and how many characters of it are none. Raises UnreadableDocument."""
    declared = _declared(data)
    for encoding in (*(name for bom, name in _BOMS if data.startswith(bom)), *ENCODINGS[:1], *declared, *ENCODINGS[1:]):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, 0
    for encoding in declared:
        text = data.decode(encoding, errors="replace")
        if (count := text.count(UNKNOWN)) <= MAX_REPLACED * len(text):
            return text, count
    raise UnreadableDocument(messages.HTML_ENCODING.format(name=path.name))


def _declared(data: bytes) -> list[str]:
    """The encoding that a page declares, as Python knows it; the larger one for GB 2312 and GBK, as in browsers."""
    match = _DECLARED.search(data[:_HEAD])
    try:
        name = codecs.lookup(match[1].decode("ascii")).name if match else ""
    except LookupError:
        return []
    return [{"gb2312": "gb18030", "gbk": "gb18030"}.get(name, name)] if name else []


def _parsed(text: str) -> Any:
    """The tree of the page, None for an empty one. Entities other than HTML's own are left as they are written."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    parser.feed(text.encode("utf-8", errors="replace"))
    try:
        return parser.close()
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


# what is shown


@dataclass
class _Flow:
    """Blocks while they are read, one after another: those of the page, or of a cell."""

    blocks: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=lambda: [""])

    def text(self, text: str, *, kept: bool) -> None:
        """Adds text, its white space as one blank, or `kept`."""
        if kept:
            first, *rest = _LINE_ENDS.split(text)
            self.lines[-1] += first
            self.lines += rest
        else:
            self.lines[-1] += _BLANKS.sub(" ", text)

    def close(self) -> None:
        """Ends the paragraph."""
        if any(line.strip() for line in self.lines):
            self.blocks.append(Text(tuple(self.lines)))
        self.lines = [""]

    def add(self, block: Block) -> None:
        """Adds what is no paragraph."""
        self.close()
        self.blocks.append(block)


@dataclass
class _Table:
    """A table while it is read. `filled` says of each column from which row on it is free."""

    cells: list[FlowCell] = field(default_factory=list)
    filled: dict[int, int] = field(default_factory=dict)
    row: int = -1
    column: int = 0
    row_open: bool = False
    group: int = 0
    """The first cell of the group of rows that is open."""

    def begin_row(self) -> None:
        self.row += 1
        self.column = 0
        self.row_open = True

    def place(self, rows: int, columns: int) -> FlowCell:
        """The next cell of the row, beside those that go on from above."""
        if not self.row_open:
            self.begin_row()
        while self.filled.get(self.column, 0) > self.row:
            self.column += 1
        first = self.column
        while self.column < first + columns and self.filled.get(self.column, 0) <= self.row:
            self.filled[self.column] = self.row + rows
            self.column += 1
        return FlowCell(self.row, first, rows, self.column - first)

    def end_group(self) -> None:
        """No cell goes on behind the rows of its group."""
        after = self.row + 1
        for i in range(self.group, len(self.cells)):
            cell = self.cells[i]
            self.cells[i] = replace(cell, rows=min(cell.rows, after - cell.row))
        self.group = len(self.cells)
        self.filled = {column: min(row, after) for column, row in self.filled.items()}
        self.row_open = False


@dataclass
class _List:
    """A numbered list: the number of its next item, the step to the one after, and how they are shown."""

    next: int
    step: int
    shown: Callable[[int], str] | None


@dataclass(frozen=True)
class _Element:
    """What has to be done at an element's end."""

    tag: str
    block: bool = False
    page_end: bool = False
    opened: bool = False
    kept: bool = False
    unread: bool = False


class _Builder:
    """A page on its way to blocks."""

    def __init__(self) -> None:
        self.attached: list[str] = []
        self._open: list[_Flow | _Table] = [_Flow()]
        self._placed: list[FlowCell] = []
        self._elements: list[_Element] = []
        self._lists: list[_List] = []
        self._raised = 0
        self._kept = 0

    @property
    def blocks(self) -> list[Block]:
        """What was read."""
        flow = self._open[0]
        assert isinstance(flow, _Flow)
        flow.close()
        return flow.blocks

    def read(self, path: Path, root: Any) -> None:
        """Reads the tree. Raises UnreadableDocument where it is too deep."""
        if root is None:
            return
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                unread = self._begin(element)
                if unread:
                    walker.skip_subtree()
                deep = len(self._elements) > MAX_DEPTH
                if deep or sum(isinstance(each, _Table) for each in self._open) > MAX_TABLES:
                    raise UnreadableDocument(messages.HTML_TOO_DEEP.format(name=path.name, limit=MAX_DEPTH))
            else:
                self._end(element)

    @property
    def _flow(self) -> _Flow:
        """What text goes into: the innermost cell, or the page. Text between cells stands in front of its table."""
        return next(each for each in reversed(self._open) if isinstance(each, _Flow))

    @property
    def _table(self) -> _Table | None:
        """The table that is open, unless a cell of it is."""
        innermost = self._open[-1]
        return innermost if isinstance(innermost, _Table) else None

    def _begin(self, element: Any) -> bool:
        """An element begins. Whether nothing of it is read."""
        tag, style = element.tag, element.get("style", "").lower()
        if _is_unread(element, tag, style):
            self._elements.append(_Element(tag, unread=True))
            return True
        if _BREAK_BEFORE.search(style):
            self._flow.add(PageEnd())
        opened = self._open_table(element, tag)
        block = not opened and (_is_block(tag, style) or tag in _OF_TABLES)
        if block:
            self._flow.close()
        match tag:
            case "br":
                self._flow.lines.append("")
            case _ if tag in _LISTS:
                self._lists.append(_list_of(element, style))
            case "li":
                self._flow.text(self._number(element), kept=False)
            case "a":
                self._note_attachment(element)
        keeps = tag == "pre" or _KEPT.search(style) is not None
        self._kept += keeps
        self._raised += tag == "sup"
        self._elements.append(_Element(tag, block, _BREAK_AFTER.search(style) is not None, opened, keeps))
        self._text(element.text)
        return False

    def _open_table(self, element: Any, tag: str) -> bool:
        """Whether an element is a table, or a row or a cell of one, and not one that has lost its table."""
        table = self._table
        match tag:
            case "table":
                self._flow.close()
                self._open.append(_Table())
            case "tr" if table:
                table.begin_row()
            case "td" | "th" if table:
                self._placed.append(table.place(_rows(element), _columns(element)))
                self._open.append(_Flow())
            case _:
                return tag in _GROUPS and table is not None
        return True

    def _end(self, element: Any) -> None:
        """An element ends; what follows it stands where it stood."""
        begun = self._elements.pop()
        if not begun.unread:
            self._close(begun)
        self._text(element.tail)

    def _close(self, begun: _Element) -> None:
        if begun.opened:
            self._close_table(begun.tag)
        if begun.tag in _LISTS:
            self._lists.pop()
        self._kept -= begun.kept
        self._raised -= begun.tag == "sup"
        if begun.block:
            self._flow.close()
        if begun.page_end:
            self._flow.add(PageEnd())

    def _close_table(self, tag: str) -> None:
        innermost = self._open[-1]
        if isinstance(innermost, _Flow):  # a cell's
            self._open.pop()
            innermost.close()
            table = self._open[-1]
            assert isinstance(table, _Table)
            table.cells.append(replace(self._placed.pop(), blocks=tuple(innermost.blocks)))
        elif tag == "table":
            self._open.pop()
            innermost.end_group()
            if innermost.cells:
                self._flow.add(FlowTable(tuple(innermost.cells)))
        elif tag in _GROUPS:
            innermost.end_group()
        else:
            innermost.row_open = False

    def _text(self, text: str | None) -> None:
        if text and not (self._table and not text.strip()):
            self._flow.text(superscript(text) if self._raised else text, kept=self._kept > 0)

    def _number(self, item: Any) -> str:
        """What a browser shows in front of an item of a list; nothing where the item begins with a number itself."""
        own = self._lists[-1] if self._lists else None
        if own is None or own.shown is None:
            return ""
        given = re.fullmatch(r"\s*(-?\d{1,6})\s*", item.get("value", ""))
        number = int(given[1]) if given else own.next
        own.next = number + own.step
        if number < 1 or _OWN_NUMBER.match(_beginning(item)):
            return ""
        return own.shown(number)

    def _note_attachment(self, link: Any) -> None:
        """Notes a link to a file that may hold what the page does not."""
        path = unquote(_path_of(link.get("href", "")))
        if _ATTACHED.search(path):
            self.attached.append("".join("".join(link.itertext()).split()) or path.rsplit("/", 1)[-1])


def _beginning(element: Any) -> str:
    """The first few characters of an element's text."""
    text = ""
    for part in element.itertext():
        text += part[: _FIRST - len(text)]
        if len(text) == _FIRST:
            break
    return text


def _path_of(address: str) -> str:
    """The path of an address; nothing for what is none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _is_unread(element: Any, tag: str, style: str) -> bool:
    hidden = element.get("hidden") is not None or _HIDDEN.search(style) is not None
    return tag in UNREAD or hidden or element.get("role", "").lower() in _ROLES


def _is_block(tag: str, style: str) -> bool:
    shown = _SHOWN_AS.search(style)
    if shown and tag not in ("table", *_GROUPS, "tr", "td", "th"):
        return shown[1] in _AS_BLOCK or (tag in BLOCKS and not shown[1].startswith("inline"))
    return tag in BLOCKS


def _rows(cell: Any) -> int:
    """How many rows a cell covers; very many for 0, which stands for all that are left of the group."""
    match = _SPAN.match(cell.get("rowspan", ""))
    return (int(match[1]) or 10**6) if match else 1


def _columns(cell: Any) -> int:
    match = _SPAN.match(cell.get("colspan", ""))
    return min(max(int(match[1]), 1), MAX_SPAN) if match else 1


def _list_of(element: Any, style: str) -> _List:
    """The list that an element begins; only an <ol> has numbers."""
    if element.tag != "ol":
        return _List(1, 1, None)
    kind = next((name for pattern, name in _LIST_STYLES if pattern.search(style)), element.get("type", "1"))
    start = re.fullmatch(r"\s*(-?\d{1,6})\s*", element.get("start", ""))
    items = sum(1 for child in element if child.tag == "li")
    backwards = element.get("reversed") is not None
    first = int(start[1]) if start else items if backwards else 1
    return _List(first, -1 if backwards else 1, LIST_TYPES.get(kind))
