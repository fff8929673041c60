"""From a file to a Report: whatever the file's bytes and page marks, the same report is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from evals.generated.text_report import Style, invent
from ingest.document import Document
from ingest.errors import NotAReport
from ingest.forms import FORMS
from ingest.pipeline import read_report, understand
from ingest.readers import read
from ingest.report import Fact, Outcome, Report, ReportKind
from tests.documents.seeds import each_seed
from tests.ingest.printed_cells import REPORT

FOOTER: Final = "— 9 —"


def fits(text: str) -> bool:
    return len(text) <= 500


def one_space(document: Document, blank: str = "\n") -> str:
    return blank.join(" " + page.text.replace("\n", blank) for page in document.pages)


WAYS: Final[dict[str, Callable[[Document], bytes]]] = {
    "form feeds": lambda d: "\f".join(page.text for page in d.pages).encode(),
    "CRLF": lambda d: one_space(d, "\r\n").encode(),
    "blank lines": lambda d: one_space(d, "\n \n").encode(),
    "BOM": lambda d: one_space(d).encode("utf-8-sig"),
    "GB 18030": lambda d: one_space(d).encode("gb18030"),
    "footers": lambda d: "\n".join(f"{page.text}\n第 {page.number + 2} 页" for page in d.pages).encode(),
    "no page marks": lambda d: "\n".join(page.text.replace(f"\n{FOOTER}", "") for page in d.pages).encode(),
}
"""Other ways in which a tool could have exported the same report."""


@pytest.fixture(scope="module")
def document() -> Document:
    return read(REPORT)


@pytest.fixture(scope="module")
def report(document: Document) -> Report:
    return understand(document, fits)


def said(fact: Fact) -> tuple[object, ...]:
    """A fact without the place where it stands in the file."""
    return fact.subject, fact.value, fact.unit, fact.printed, fact.form, fact.table, fact.row, fact.column


def test_the_report_has_everything(report: Report) -> None:
    assert report.title == "济南市莱芜区人民政府办公室（本级）2024年度决算"
    assert len(report.pages) == 56
    assert [table.form for table in report.tables] == list(FORMS)
    assert (len(report.duties), len(report.offices), len(report.terms)) == (46, 8, 26)
    assert Outcome.FAILS not in {check.outcome for check in report.checks if not check.item}
    assert report.notes == ()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_same_is_read_however_the_text_was_exported(
    way: Callable[[Document], bytes], document: Document, report: Report, tmp_path: Path
) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(way(document))
    other = read_report(path, fits)
    assert other.identity == report.identity
    assert Counter(map(said, other.facts)) == Counter(map(said, report.facts))
    assert [duty.text for duty in other.duties] == [duty.text for duty in report.duties]
    assert [term.name for term in other.terms] == [term.name for term in report.terms]
    assert [(c.name, c.outcome) for c in other.checks] == [(c.name, c.outcome) for c in report.checks]


def test_every_excerpt_stands_in_the_pages(report: Report) -> None:
    pages = {page.number: page.text for page in report.pages}
    excerpts = [
        *(fact.excerpt for fact in report.facts),
        *(duty.excerpt for duty in report.duties),
        *(office.excerpt for office in report.offices),
        *(term.excerpt for term in report.terms),
        *(passage.excerpt for passage in report.passages),
        *(piece.excerpt for passage in report.passages for piece in passage.pieces),
    ]
    assert len(excerpts) > 1000
    for excerpt in excerpts:
        assert excerpt.text == "".join(pages[s.page][s.start : s.end] for s in excerpt.spans)


@each_seed
def test_an_invented_report_is_read_whole(seed: int, tmp_path: Path) -> None:
    invented = invent(seed, Style(unit="元", contents=True, pages="form feeds"))
    path = tmp_path / "report.txt"
    path.write_text(invented.text, encoding="utf-8")
    report = read_report(path, fits)
    assert report.title == invented.title
    assert report.identity.kind is ReportKind.FINAL_ACCOUNTS
    assert {table.form for table in report.tables} == set(FORMS)
    assert {check.outcome for check in report.checks} == {Outcome.HOLDS}
    assert len(report.duties) == 2


def test_notes_of_every_stage_are_kept(tmp_path: Path) -> None:
    text = invent(1, Style(pages="none", last_years_title=True)).text
    path = tmp_path / "report.txt"
    path.write_text(text.replace("支出决算表\n公开03表\n", "支出决算表\n公开03表\n其他 "), encoding="utf-8")
    notes = read_report(path, fits).notes
    assert len(notes) >= 2
    assert "分页" in notes[0]
    assert "2030年" in notes[1]


@pytest.mark.parametrize("text", ["养护公园绿地。", "\f".join(["一、工作总结\n完成任务。"] * 4), "2031年度工作总结"])
def test_what_is_no_report_is_refused_by_name(text: str, tmp_path: Path) -> None:
    path = tmp_path / "总结.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotAReport, match=r"总结\.txt：没有找到编制单位和年度"):
        read_report(path, fits)


def test_reading_twice_gives_the_same(report: Report) -> None:
    assert understand(read(REPORT), fits) == report
