"""What a file is by its bytes, whatever its name says."""

from __future__ import annotations

from pathlib import Path
from typing import Final

HEAD: Final = 1024
"""Bytes at the start in which a PDF has to say that it is one (ISO 32000-2, annex)."""

TAIL: Final = 4096
"""Bytes at the end in which it has to say that it ends. Readers allow 1024; some servers add more."""

_STARTS: Final = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"{\\rtf", "rtf"),
    (b"MIME-Version:", "mht"),
)
"""First bytes and the kind of file, a key of messages.FILE_KINDS."""

_IN_ZIPS: Final = ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx"), (b"OFD.xml", "ofd"))
"""Names in the list of contents, at the end of a ZIP, and the kind of file."""

_IN_OLE: Final = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"))
"""Names of streams in a container of older Office files, and the kind of file. A DOCX with a password is one too."""

_OLE_NAMES: Final = 2**20
"""Bytes at each end of such a container in which the names of its streams are looked for."""

_TAGS: Final = ((b"<!doctype html", "html"), (b"<html", "html"), (b"<head", "html"), (b"<?xml", "xml"))
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f"))


def ends(path: Path) -> tuple[bytes, bytes]:
    """The first HEAD and the last TAIL bytes of a file. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(path.stat().st_size - TAIL, 0))
        return head, file.read(TAIL)


def is_pdf(head: bytes) -> bool:
    """Whether a file that starts so says that it is a PDF."""
    return b"%PDF-" in head


def is_complete_pdf(tail: bytes) -> bool:
    """Whether a PDF that ends so says that it ends."""
    return b"%%EOF" in tail


def kind(head: bytes, tail: bytes) -> str:
    """What a file looks like: a key of messages.FILE_KINDS."""
    if not head:
        return "empty"
    if head.startswith(b"PK\3\4"):
        return next((kind for name, kind in _IN_ZIPS if name in tail), "zip")
    for start, name in _STARTS:
        if head.startswith(start):
            return name
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for tag, name in _TAGS:
        if text.startswith(tag):
            return name
    return "unknown" if any(control in head for control in _CONTROLS) else "text"


def kind_of(path: Path) -> str:
    """What a file looks like, older Office files told apart: a key of messages.FILE_KINDS. Raises OSError."""
    found = kind(*ends(path))
    if found != "office":
        return found
    with path.open("rb") as file:
        names = file.read(_OLE_NAMES)
        file.seek(max(path.stat().st_size - _OLE_NAMES, 0))
        names += file.read()
    return next((kind for name, kind in _IN_OLE if name.encode("utf-16-le") in names), found)
