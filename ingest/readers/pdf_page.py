"""One page of a PDF becomes a Page."""

from __future__ import annotations

from pdfplumber.page import Page as PdfPage

from ingest.document import Page


def read_page(page: PdfPage) -> Page:
    """The page with its text."""
    lines = page.extract_text().split("\n")
    return Page(page.page_number, "\n".join(line.rstrip() for line in lines if line.strip()))
