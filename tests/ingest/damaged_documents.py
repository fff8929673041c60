"""Makes PDFs, sound and unsound ones: each function writes a file and gives its path."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT: Final = "STSong-Light"  # every reader has it: nothing is embedded
MEGABYTE: Final = 2**20

# sound files


def printed(
    path: Path,
    pages: Sequence[str | None],
    *,
    font: str = FONT,
    stamps: Sequence[str] = (),
    encrypt: StandardEncryption | None = None,
) -> Path:
    """A page for each text, its lines from the top; a scanned page for each None. Stamps stand at the bottom."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=A4, encrypt=encrypt)
    for text, stamp in zip_longest(pages, stamps):
        if text is None:
            canvas.drawImage(ImageReader(Image.effect_noise((60, 80), 50)), 0, 0, *A4)
        canvas.setFont(font, 12)
        for number, line in enumerate((text or "").split("\n")):
            canvas.drawString(72, 770 - 20 * number, line)
        if stamp:
            canvas.drawString(290, 40, stamp)
        canvas.showPage()
    canvas.save()
    return path


def outlined(path: Path) -> Path:
    """A page whose characters are drawn as outlines."""
    canvas = Canvas(str(path), pagesize=A4)
    for number in range(100):
        canvas.circle(72 + 4 * number, 700, 2)
    canvas.showPage()
    canvas.save()
    return path


def numbered(count: int, *, first: int = 1) -> list[str]:
    """Texts of pages with their number alone on the last line."""
    return [f"第{number}部分的说明\n本页写的是第{number}件事\n{number}" for number in range(first, first + count)]


def without_characters(path: Path) -> Path:
    """A file whose font does not tell which characters its glyphs are: what is written shows, and cannot be read."""
    printed(path, numbered(3))
    path.write_bytes(path.read_bytes().replace(b"(GB1)", b"(XX1)"))
    return path


def with_password(path: Path, *, user: str = "", owner: str = "owner", bits: int = 128) -> Path:
    """A file that opens with the user's password, or freely, and may be changed with the owner's."""
    return printed(
        path, ["Opened\nwithout a password"], encrypt=StandardEncryption(user, owner, strength=bits), font="Helvetica"
    )


# files written byte by byte


def written(path: Path, objects: Sequence[bytes]) -> Path:
    """A file of these objects, numbered from 1. The first is the catalog."""
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    path.write_bytes(data)
    return path


def one_page(path: Path, content: bytes, *, dictionary: bytes = b"", resources: bytes = b"", more: bytes = b"") -> Path:
    """A file of one page with this content stream; object 5, `more`, is for the resources to name."""
    return written(
        path,
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %b >> >>" % resources,
            b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), dictionary, content),
            more or b"null",
        ],
    )


def many_pages(path: Path, count: int) -> Path:
    """So many empty pages."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    tree = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count)
    return written(path, [b"<< /Type /Catalog /Pages 2 0 R >>", tree, *[page] * count])


def no_pages(path: Path) -> Path:
    """A sound file without a page."""
    return many_pages(path, 0)


def pages_lost(path: Path) -> Path:
    """A file that says it has nine pages, and has one."""
    printed(path, ["只有一页"])
    path.write_bytes(path.read_bytes().replace(b"/Count 1", b"/Count 9"))
    return path


def deep_tree(path: Path, depth: int = 3000) -> Path:
    """Pages that stand in a tree so deep."""
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1) for number in range(2, depth + 2)]
    page = b"<< /Type /Page /MediaBox [0 0 595 842] >>"
    return written(path, [b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, page])


def deep_arrays(path: Path, depth: int = 100_000) -> Path:
    """A page whose content is arrays in arrays."""
    return one_page(path, b"[" * depth + b"]" * depth + b" TJ")


def tree_in_itself(path: Path) -> Path:
    """A page tree that contains itself."""
    return written(path, [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])


def drawing_in_itself(path: Path) -> Path:
    """A page with a drawing that draws itself."""
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >> /Length 5 >>\n"
        b"stream\n/F Do\nendstream"
    )
    return one_page(path, b"/F Do", resources=b"/XObject << /F 5 0 R >>", more=form)


def bomb(path: Path, megabytes: int) -> Path:
    """A small file whose content unpacks to so many megabytes."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(b" " * MEGABYTE) for _ in range(megabytes)]
    return one_page(path, b"".join([*parts, packer.flush()]), dictionary=b"/Filter /FlateDecode")


def slow(path: Path, operators: int = 300_000) -> Path:
    """A file that takes seconds to read."""
    return one_page(path, b"0 0 m 9 9 l S\n" * operators)


# files spoilt


def cut_off(path: Path, share: float = 0.6) -> Path:
    """The first part of a file, as a download that broke off leaves it."""
    data = printed(path, numbered(20)).read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def index_broken(path: Path) -> Path:
    """A file whose index of objects points nowhere; the objects are there."""
    data = printed(path, numbered(3)).read_bytes()
    start = data.rindex(b"startxref")
    path.write_bytes(data[:start] + b"startxref\n7\n%%EOF\n")
    return path


def rubbish(path: Path) -> Path:
    """A file that begins and ends as a PDF does, with nothing in it."""
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n")
    return path


def large(path: Path, megabytes: int = 300) -> Path:
    """A file so large that takes no room on the disk."""
    printed(path, ["太大"])
    with path.open("r+b") as file:
        file.truncate(megabytes * MEGABYTE)
    return path


def zipped(path: Path, *names: str) -> Path:
    """A ZIP of empty files with these names, as DOCX, XLSX and OFD are."""
    with ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return path
