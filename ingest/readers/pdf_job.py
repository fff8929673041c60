"""The jobs of reading a PDF. They run in processes of their own: see `apart`."""

from __future__ import annotations

import os
import re
from itertools import islice
from pathlib import Path
from typing import Final

import pdfplumber
from pdfminer.layout import LTChar, LTCurve, LTImage
from pdfminer.pdfdocument import PDFDocument, PDFXRefFallback
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page as PdfPage

from ingest.readers.pdf_answers import Inspection, PageRead
from ingest.readers.pdf_page import placed, read_page

MIN_OUTLINES: Final = 50
"""Curves on a page without text that may be characters drawn as outlines. Rules and frames are fewer."""

UNDECODED: Final = re.compile(r"\(cid:\d+\)")
"""What the parser gives for a glyph of which the file does not say what character it is."""


def begin(path: Path, max_pages: int, at_once: int) -> tuple[Inspection, list[PageRead]]:
    """Inspects a file as `inspect` does, and reads its pages too if they are no more than `at_once`.

    A file whose index was broken is only inspected: whether it is to be read at all is not known here.
    """
    inspection = inspect(path, max_pages)
    few = inspection.pages <= at_once and not inspection.rebuilt
    return inspection, read_pages(path, range(1, inspection.pages + 1)) if few else []


def inspect(path: Path, max_pages: int) -> Inspection:
    """Opens a file, with the empty password where it is encrypted, and counts its pages.

    Raises whatever pdfminer does: PDFPasswordIncorrect, PDFSyntaxError and many others.
    """
    with path.open("rb") as file:
        document = PDFDocument(PDFParser(file))
        pages = sum(1 for _ in islice(PDFPage.create_pages(document), max_pages + 1))
        rebuilt = any(isinstance(xref, PDFXRefFallback) for xref in document.xrefs)
        return Inspection(pages, _declared_pages(document), rebuilt)


def _declared_pages(document: PDFDocument) -> int:
    root = resolve1(document.catalog.get("Pages"))
    count = resolve1(root.get("Count")) if isinstance(root, dict) else 0
    return count if isinstance(count, int) else 0


def read_pages(path: Path, numbers: range, counted: Path | None = None) -> list[PageRead]:
    """The pages with these numbers (from 1), in order; `counted` grows by a byte with each. Raises whatever
    pdfplumber does."""
    read = []
    with pdfplumber.open(path, pages=list(numbers)) as pdf, (counted or Path(os.devnull)).open("ab", 0) as count:
        for page in pdf.pages:
            read.append(_read(page))
            count.write(b".")
    return read


def _read(page: PdfPage) -> PageRead:
    items = list(placed(page.layout))
    pictures = any(isinstance(item, LTImage) for item in items)
    outlines = sum(type(item) is LTCurve for item in items)  # rules and frames are of classes derived from it
    texts = [item.get_text() for item in items if isinstance(item, LTChar)]
    undecoded = sum(UNDECODED.fullmatch(text) is not None for text in texts)
    read = PageRead(read_page(page), pictures or outlines >= MIN_OUTLINES, 2 * undecoded > len(texts))
    page.close()  # what it holds is many times what is read out of it
    return read
