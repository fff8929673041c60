"""Makes DOCX files element by element, sound and unsound ones: each function writes a file and gives its path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

NAMESPACES: Final = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    }.items()
)
MEGABYTE: Final = 2**20
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of the container of older Office files."""


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; plain text is a run too."""
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(text: str, depth: int = 0, number: int = 1) -> str:
    """A paragraph of an automatic list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def tc(*content: str, span: int = 1, merge: str = "") -> str:
    """A cell; `merge` is "restart" or "continue" over rows."""
    inner = "".join(each if each.startswith("<") else p(each) for each in content or ("",))
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merges = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{spans}{merges}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; plain text is a cell."""
    inner = "".join(each if each.startswith("<") else tc(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str, widths: Sequence[int] = ()) -> str:
    """A table; widths in twentieths of a point."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


PAGE_BREAK: Final = '<w:r><w:br w:type="page"/></w:r>'
RENDERED: Final = "<w:r><w:lastRenderedPageBreak/></w:r>"


def text_box(*content: str) -> str:
    """A run with a text box, in the two forms in which Word stores it."""
    inner = f"<w:txbxContent>{''.join(content)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


PICTURE: Final = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"


def element(xml: str) -> Any:
    """The element, with the prefixes that it uses declared."""
    end = min(i for i in (xml.find(" "), xml.find(">"), xml.find("/>")) if i > 0)
    return parse_xml(f"{xml[:end]} {NAMESPACES}{xml[end:]}")


def word(
    path: Path, *body: str, numbering: str = "", styles: str = "", footnotes: Mapping[int, str] | None = None
) -> Path:
    """A document of these elements; plain text is a paragraph. `numbering` and `styles` are what stands in those
    parts, `footnotes` their texts by id."""
    document = docx.Document()
    for child in body:
        document.element.body.insert(-1, element(child if child.startswith("<") else p(child)))
    if numbering:
        _replace(document.part.numbering_part.element, numbering)
    for style in element(f"<w:styles>{styles}</w:styles>"):
        document.styles.element.append(style)
    if footnotes:
        notes = "".join(f'<w:footnote w:id="{i}">{p(text)}</w:footnote>' for i, text in footnotes.items())
        separator = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>'
        blob = f"<w:footnotes {NAMESPACES}>{separator}{notes}</w:footnotes>".encode()
        name = PackURI("/word/footnotes.xml")
        part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(path))
    return path


def _replace(parent: Any, content: str) -> None:
    for child in list(parent):
        parent.remove(child)
    for child in element(f"<w:numbering>{content}</w:numbering>"):
        parent.append(child)


def level(depth: int, kind: str, text: str, more: str = "") -> str:
    """A level of a numbering."""
    shown = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{shown}</w:lvl>'


def numbering(*levels: str, numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>') -> str:
    """A numbering part with one numbering, and the lists that count in it."""
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{numbers}'


# unsound files


def changed(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The file with something else in one of its parts."""
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def with_part(path: Path, name: str, megabytes: int) -> Path:
    """The file with a part that unpacks to so many megabytes of nothing."""
    with ZipFile(path, "a", ZIP_DEFLATED, compresslevel=9) as package, package.open(name, "w") as part:
        for _ in range(megabytes):
            part.write(b" " * MEGABYTE)
    return path


def container(path: Path, stream: str) -> Path:
    """A container of older Office files that has a stream of this name."""
    path.write_bytes(OLE + bytes(512) + stream.encode("utf-16-le") + bytes(4096))
    return path
