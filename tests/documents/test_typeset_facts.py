"""The typeset report tells the same facts as the text export, and every cell is where it is said to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pdfplumber
import pytest

from ingest.document import Box, Document, Page
from ingest.forms import unspaced
from ingest.pipeline import understand
from ingest.readers import read as read_file
from ingest.readers.pdf_page import read_page
from ingest.readers.text import read
from ingest.report import Fact, Report, Source
from tests.documents.typeset import typeset_report
from tests.ingest.printed_cells import REPORT

MARGIN: Final = 1.0
"""How far, in points, a character may stand over the box that holds it."""

LIMIT: Final = 500
"""A text of as many characters is within the limit of an embedder."""

Char = dict[str, Any]


class Typeset(NamedTuple):
    """The report as read from the PDF, its pages as read, and the characters of each page of the PDF."""

    report: Report
    pages: Mapping[int, Page]
    chars: Mapping[int, Sequence[Char]]


def fits(text: str) -> bool:
    return len(text) < LIMIT


@pytest.fixture(scope="module")
def exported() -> Report:
    return understand(read(REPORT), fits)


@pytest.fixture(scope="module")
def typeset(tmp_path_factory: pytest.TempPathFactory) -> Typeset:
    path = tmp_path_factory.mktemp("typeset") / "report.pdf"
    typeset_report(path)
    with pdfplumber.open(path) as pdf:
        pages = tuple(map(read_page, pdf.pages))
        chars = {page.page_number: page.chars for page in pdf.pages}
    report = understand(Document(path, "pdf", pages), fits)
    return Typeset(report, {page.number: page for page in pages}, chars)


def told(fact: Fact) -> tuple[object, ...]:
    """What a fact tells, and the form, row, column and page where it stands."""
    place = (unspaced(fact.section), fact.form, fact.table, fact.row, fact.column)
    page = fact.excerpt.slice(*fact.mark).page
    return (fact.subject, fact.value, fact.unit, fact.dimension, fact.printed, fact.source, *place, page)


def test_the_facts_are_those_of_the_export(exported: Report, typeset: Typeset) -> None:
    expected, found = Counter(map(told, exported.facts)), Counter(map(told, typeset.report.facts))
    assert (expected - found, found - expected) == (Counter(), Counter())


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_a_format_without_places_tells_the_same(suffix: str, exported: Report, tmp_path: Path) -> None:
    path = tmp_path / f"report{suffix}"
    typeset_report(path)
    document = read_file(path)
    report = understand(document, fits)
    expected, found = Counter(map(told, exported.facts)), Counter(map(told, report.facts))
    assert (expected - found, found - expected) == (Counter(), Counter())
    assert {page.runs for page in document.pages} == {()}
    assert report.identity == exported.identity
    assert [(d.number, unspaced(d.text)) for d in report.duties] == [
        (d.number, unspaced(d.text)) for d in exported.duties
    ]
    assert Counter(report.checks) == Counter(exported.checks)


def test_the_report_duties_terms_and_offices_are_those_of_the_export(exported: Report, typeset: Typeset) -> None:
    one, other = exported, typeset.report
    assert other.identity == one.identity
    assert [(duty.number, unspaced(duty.text)) for duty in other.duties] == [
        (duty.number, unspaced(duty.text)) for duty in one.duties
    ]
    assert [(term.name, unspaced(term.excerpt.text)) for term in other.terms] == [
        (term.name, unspaced(term.excerpt.text)) for term in one.terms
    ]
    assert [office.name for office in other.offices] == [office.name for office in one.offices]


def test_the_checks_come_out_as_those_of_the_export(exported: Report, typeset: Typeset) -> None:
    assert set(typeset.report.checks) == set(exported.checks)
    assert len(typeset.report.checks) == len(exported.checks)


def test_every_cell_stands_in_the_box_that_it_is_cited_by(typeset: Typeset) -> None:
    cited = [f for f in typeset.report.facts if f.source in (Source.TABLE, Source.INDICATOR_FORM)]
    printed = [fact for fact in cited if fact.printed]
    assert len(printed) > len(cited) / 2
    odd = [(fact.printed, text) for fact in printed if (text := text_in_box(fact, typeset)) != unspaced(fact.printed)]
    assert odd == []


def text_in_box(fact: Fact, typeset: Typeset) -> str:
    """What the PDF prints within the box round the fact's cell, line by line, on each page of it."""
    boxes: dict[int, list[Box]] = {}
    for span in fact.excerpt.slice(*fact.mark).spans:
        boxes.setdefault(span.page, []).extend(typeset.pages[span.page].boxes(span.start, span.end))
    return "".join(text for page, found in boxes.items() for text in within(typeset.chars[page], Box.around(found)))


def within(chars: Sequence[Char], box: Box) -> Iterator[str]:
    """The characters in a box, from the top and from the left."""
    found = [
        char
        for char in chars
        if box.left - MARGIN <= char["x0"]
        and char["x1"] <= box.right + MARGIN
        and box.top - MARGIN <= char["top"]
        and char["bottom"] <= box.bottom + MARGIN
    ]
    for char in sorted(found, key=lambda char: (round(char["top"], 1), char["x0"])):
        yield char["text"].strip()
