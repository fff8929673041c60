"""Scanned pages: their text is recognised, marked as such, and no figure is taken from it."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Box, Document, Page
from ingest.errors import UnreadableDocument
from ingest.library import Library, Writer, code_version
from ingest.pipeline import understand
from ingest.readers import ocr, read
from ingest.report import Dimension, Report
from ingest.settings import settings
from qa.answer import Answer
from qa.assistant import Assistant
from qa.evidence import evidence
from qa.page.chat.panel import panel
from qa.templates import NOTE_RECOGNIZED
from tests.documents.paper import Paper
from tests.ingest import damaged_documents as documents
from tests.ingest.sample import HashEmbedder

NEEDS_OCR: Final = pytest.mark.skipif(
    importlib.util.find_spec(ocr.PACKAGE) is None, reason="没有安装文字识别组件：make ocr"
)

DOTS: Final = 150
"""Dots per inch of the made scans: a common setting of office scanners."""

DARK: Final = 128
NO_FONT: Final = "没有中文字体，画不出扫描件：apt-get install fonts-noto-cjk"

NEAR: Final = 6.0
"""How far, in points, the place of a recognised character may be from where it was printed."""

LEFT: Final = 90.0
SIZE: Final = 14.0
COVER: Final = ("云岭市园林局", "2031年度单位决算")
DUTIES: Final = (
    "（一）贯彻执行国家有关园林绿化工作的法律法规，拟订全市园林绿化的规划并组织实施。",
    "（二）负责城市公园、广场的建设管理和古树名木的保护，指导各县区的绿化工作。",
    "（三）承担市民关于公园设施投诉的受理和答复。",
)
INCOME: Final = "2031年度收入总计5,678.90万元，支出总计5,678.90万元，比上年增加12.34万元。"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scan.pdf"


def draw(path: Path, *, turned: int = 0) -> Path:
    """A report of two pages: the cover, and the duties with a sentence of figures below them."""
    with Paper(path) as paper:
        paper.page()
        for number, line in enumerate(COVER):
            paper.text(paper.width / 2, 200 + 60 * number, line, 24, align="center")
        paper.page(turned=turned)
        width = paper.width - 2 * LEFT
        paper.text(LEFT, 60, "第一部分 单位概况", 18)
        paper.text(LEFT, 100, "一、主要职责", 16)
        top = 140.0
        for duty in DUTIES:
            top = paper.prose(LEFT, top, width, duty, SIZE)
        paper.text(LEFT, top + 10, "第三部分 单位决算情况说明", 18)
        paper.text(LEFT, top + 50, "一、收入支出决算总体情况说明", 16)
        paper.prose(LEFT, top + 90, width, INCOME, SIZE)
        paper.footer(2)
    return path


def scan(path: Path, *, only: Sequence[int] = (1, 2), turned: int = 0) -> Path:
    """The same report with these pages as nothing but pictures of themselves; the others as they are drawn."""
    drawn = draw(path.with_name("drawn.pdf"), turned=turned)
    scanned = path.with_name("scanned.pdf")
    with pypdfium2.PdfDocument(drawn) as source:
        name = source[0].render(crop=(0, 600, 0, 190)).to_pil().convert("L")
        if name.getextrema()[0] > DARK:
            pytest.skip(NO_FONT)
        canvas = Canvas(str(scanned), pagesize=source[0].get_size())
        for page in source:
            picture = page.render(scale=DOTS / 72).to_pil().convert("L")
            canvas.drawImage(ImageReader(picture), 0, 0, *page.get_size())
            canvas.showPage()
        canvas.save()
        with pypdfium2.PdfDocument(scanned) as pictures, pypdfium2.PdfDocument.new() as made:
            for index in range(len(source)):
                made.import_pages(pictures if index + 1 in only else source, [index])
            made.save(path)
    return path


PRINTED: Final = "".join(
    ("第一部分单位概况一、主要职责", *DUTIES, "第三部分单位决算情况说明一、收入支出决算总体情况说明", INCOME, "—2—")
)
"""What the second page says, white space left out."""


def unspaced(text: str) -> str:
    return "".join(text.split())


def fits(text: str) -> bool:
    return len(text) <= 500


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read(path)
    return str(refused.value)


def box_of(page: Page, words: str) -> Box:
    start = page.text.index(words)
    return Box.around(page.boxes(start, start + len(words)))


# what is recognised


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return read(scan(tmp_path_factory.mktemp("scan") / "scan.pdf"))


@NEEDS_OCR
def test_a_scanned_file_is_read(scanned: Document) -> None:
    assert [(page.number, page.recognized, page.grids) for page in scanned.pages] == [(1, True, ()), (2, True, ())]
    assert SequenceMatcher(None, PRINTED, unspaced(scanned.pages[1].text)).ratio() > 0.97


@NEEDS_OCR
def test_it_says_which_pages_were_recognised(scanned: Document) -> None:
    (note,) = scanned.notes
    assert "第1–2页" in note
    assert "OCR" in note


@NEEDS_OCR
def test_no_page_number_is_taken_from_recognised_text(scanned: Document) -> None:
    assert [page.printed for page in scanned.pages] == [None, None]


@NEEDS_OCR
def test_characters_are_near_the_places_where_they_were_printed(scanned: Document, tmp_path: Path) -> None:
    page, drawn = scanned.pages[1], read(draw(tmp_path / "drawn.pdf")).pages[1]
    for words in ("主要职责", "规划并组织实施", "古树名木", "5,678.90", "12.34"):
        found, real = box_of(page, words), box_of(drawn, words)
        assert found.left == pytest.approx(real.left, abs=NEAR)
        assert found.right == pytest.approx(real.right, abs=NEAR)
        assert found.top == pytest.approx(real.top, abs=NEAR)
        assert found.bottom == pytest.approx(real.bottom, abs=NEAR)


@NEEDS_OCR
@pytest.mark.parametrize(("drawn", "turned"), [(90, 90), (270, 270)])
def test_a_page_on_its_side_is_turned(drawn: int, turned: int, file: Path) -> None:
    page = read(scan(file, turned=drawn)).pages[1]
    assert page.turned == turned
    assert SequenceMatcher(None, PRINTED, unspaced(page.text)).ratio() > 0.97


@NEEDS_OCR
def test_only_the_scanned_pages_of_a_file_are_recognised(file: Path) -> None:
    document = read(scan(file, only=(2,)))
    assert [page.recognized for page in document.pages] == [False, True]
    assert document.pages[0].text.split("\n") == list(COVER)
    assert "第2页" in document.notes[0]


@NEEDS_OCR
def test_a_picture_without_text_stays_unread(file: Path) -> None:
    document = read(documents.printed(file, ["甲", None]))
    assert [page.recognized for page in document.pages] == [False, False]
    assert "没有认出文字" in document.notes[0]


@NEEDS_OCR
def test_without_the_time_for_it_the_other_pages_are_read_all_the_same(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "SHARE", 0.0)
    document = read(scan(file, only=(2,)))
    assert document.pages[1].text == ""
    assert "JUESUAN_PDF_SECONDS" in document.notes[0]


def test_a_failure_leaves_the_other_pages(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: object())
    monkeypatch.setattr(ocr, "JOBS", "tests.ingest.no_such_jobs")
    document = read(documents.printed(file, ["甲", None]))
    assert document.pages[0].text == "甲"
    assert "没有成功" in document.notes[0]
    assert "ModuleNotFoundError" in document.notes[0]


# without the extra


def test_without_the_extra_the_refusal_and_the_note_name_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    said = refusal(documents.printed(file, [None]))
    (note,) = read(documents.printed(file, ["甲", None])).notes
    for text in (said, note):
        assert "make ocr" in text
        assert "pip install -c constraints.txt -e '.[ocr]'" in text
    assert "是扫描件" in said
    assert "第2页" in note


def test_a_setting_turns_it_off(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "ocr", False)
    assert "JUESUAN_OCR" in refusal(documents.printed(file, [None]))


def test_a_file_is_read_again_once_its_scans_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    without = code_version()
    monkeypatch.setattr(ocr, "find_spec", lambda name: object())
    assert code_version() != without


# what becomes of it


PAGES: Final = (
    "\n".join(COVER),
    "\n".join(("第一部分 单位概况", "一、主要职责", *DUTIES)),
    "\n".join(("第三部分 单位决算情况说明", "一、收入支出决算总体情况说明", INCOME)),
)


def report_of(*recognized: int) -> Report:
    """The report of which these pages were scanned, as if recognition had made no mistake."""
    pages = tuple(Page(n, text, recognized=n in recognized) for n, text in enumerate(PAGES, 1))
    return understand(Document(Path("scan.pdf"), "pdf", pages), fits)


def amounts(report: Report) -> list[str]:
    return [fact.printed for fact in report.facts if fact.dimension is Dimension.MONEY]


def test_figures_are_not_read_from_recognised_pages() -> None:
    assert "5,678.90" in amounts(report_of(1, 2))
    assert amounts(report_of(3)) == []


def test_duties_and_passages_are_read_from_recognised_pages() -> None:
    report = report_of(1, 2, 3)
    assert [duty.number for duty in report.duties] == ["（一）", "（二）", "（三）"]
    assert any("5,678.90" in passage.excerpt.text for passage in report.passages)


@pytest.fixture
def asked(tmp_path: Path) -> Callable[..., tuple[Answer, Library]]:
    def asked(question: str, *recognized: int) -> tuple[Answer, Library]:
        with Writer(tmp_path, HashEmbedder(), 10) as writer:
            writer.publish(report_of(*recognized), path=tmp_path / "scan", file_hash="0")
        library = Library.open(tmp_path)
        return Assistant(library, HashEmbedder()).ask(question), library

    return asked


QUESTION: Final = "谁负责古树名木的保护？"


def test_the_library_keeps_what_was_recognised(asked: Callable[..., tuple[Answer, Library]]) -> None:
    _, library = asked(QUESTION, 2)
    (report,) = library.reports()
    assert [page.recognized for page in library.pages(report.id)] == [False, True, False]
    assert library.load(report.id) == report_of(2)


def test_a_citation_of_a_recognised_page_is_marked(asked: Callable[..., tuple[Answer, Library]]) -> None:
    answer, library = asked(QUESTION, 2)
    assert answer.citations
    assert all(citation.recognized for citation in answer.citations)
    assert answer.notes.count(NOTE_RECOGNIZED) == 1
    assert NOTE_RECOGNIZED in panel(1, answer, evidence(answer, library))


def test_a_citation_of_another_page_is_not_marked(asked: Callable[..., tuple[Answer, Library]]) -> None:
    answer, library = asked(QUESTION, 1, 3)
    assert answer.citations
    assert not any(citation.recognized for citation in answer.citations)
    assert NOTE_RECOGNIZED not in answer.notes
    assert NOTE_RECOGNIZED not in panel(1, answer, evidence(answer, library))
