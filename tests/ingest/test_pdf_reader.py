"""PDF files, as far as their pages are not looked into: opening, limits, damage, order and page numbers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.__main__ import Tools, main
from ingest.document import Document
from ingest.errors import UnreadableDocument
from ingest.library import Library
from ingest.progress import Stage, told_to
from ingest.readers import page_numbers, pdf, read
from ingest.readers.apart import Raised
from ingest.report import Report
from ingest.settings import settings
from tests.ingest import damaged_documents as documents
from tests.ingest.sample import HashEmbedder, make_report

UNIX = pytest.mark.skipif(os.name != "posix", reason="the system has no limit on memory")

Make = Callable[[Path], Path]


@pytest.fixture(autouse=True)
def _nothing_recognized(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether or not it is installed: see test_ocr."""
    monkeypatch.setattr(settings(), "ocr", False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "report.pdf"


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def limit(**values: float) -> None:
        for name, value in values.items():
            monkeypatch.setattr(settings(), name, value)

    return limit


def texts(document: Document) -> list[str]:
    return [page.text for page in document.pages]


def refusal(path: Path) -> str:
    """Why the file is refused."""
    with pytest.raises(UnreadableDocument) as refused:
        read(path)
    said = str(refused.value)
    assert said.startswith(f"{path.name}：")
    assert "请" in said
    return said


# pages


@pytest.mark.parametrize("workers", [1, 3, 64])
def test_pages_come_in_order_however_many_read_them(workers: int, file: Path, limit: Callable[..., None]) -> None:
    limit(pdf_workers=workers)
    expected = documents.numbered(30, first=5)
    document = read(documents.printed(file, expected))
    assert texts(document) == expected
    assert [page.number for page in document.pages] == list(range(1, 31))
    assert [page.printed for page in document.pages] == list(range(5, 35))
    assert (document.path, document.format, document.notes) == (file, "pdf", ())


def test_pages_are_counted_as_they_are_read(file: Path, limit: Callable[..., None]) -> None:
    limit(pdf_workers=2)
    told: list[tuple[Stage, int, int]] = []
    with told_to(lambda *step: told.append(step)):
        read(documents.printed(file, documents.numbered(30)))
    counts = [done for stage, done, total in told if (stage, total) == (Stage.PAGES, 30)]
    assert counts == sorted(set(counts))
    assert counts[0] < 30


def test_files_are_read_from_many_threads_at_once(tmp_path: Path) -> None:
    made = {
        documents.printed(tmp_path / f"{number}.pdf", [f"第{number}份"] * 10): [f"第{number}份"] * 10
        for number in range(5)
    }
    with ThreadPoolExecutor(len(made)) as threads:
        assert [texts(document) for document in threads.map(read, made)] == list(made.values())


def test_a_file_is_found_from_the_current_folder(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents.printed(file, ["甲"])
    monkeypatch.chdir(file.parent)
    assert texts(read(Path(file.name))) == ["甲"]


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    assert texts(read(documents.printed(tmp_path / "REPORT.PDF", ["甲"]))) == ["甲"]


def test_a_file_is_read_without_the_parser_in_this_process(file: Path) -> None:
    documents.printed(file, ["甲"])
    code = (
        "import sys; from pathlib import Path; from ingest.readers import read; read(Path(sys.argv[1]))\n"
        "sys.exit(bool({'pdfplumber', 'pdfminer'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code, str(file)], cwd=Path(__file__).parents[2], check=True)


# page numbers


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        pytest.param(["", "1", "2", "3", "4"], [None, 1, 2, 3, 4], id="a cover without"),
        pytest.param(["7", "8", "", "10", "11"], [7, 8, 9, 10, 11], id="one page without"),
        pytest.param(["1", "2", "3", "100", "5"], [1, 2, 3, None, 5], id="the last cell of a table"),
        pytest.param(["1", "1", "1", "9"], [None] * 4, id="the same number each time"),
        pytest.param(["3", "12", "40", "7", "9"], [None] * 5, id="cells"),
        pytest.param(["1", "2"], [None] * 2, id="too few"),
        pytest.param(["", "1.00", "2023年"], [None] * 3, id="other text"),
    ],
)
def test_bare_numbers_count_where_most_agree(ends: list[str], expected: list[int | None]) -> None:
    for pages in ([f"正文\n{end}" for end in ends], [f"{end}\n正文" for end in ends]):
        found = page_numbers.printed_numbers(pages, bare=True)
        assert [found.get(number) for number in range(1, len(ends) + 1)] == expected


def test_bare_numbers_count_only_where_they_are_asked_for() -> None:
    assert page_numbers.printed_numbers(documents.numbered(5)) == {}


def test_a_marked_footer_goes_before_bare_numbers(file: Path) -> None:
    pages = [f"{number}\n正文\n— {number + 2} —" for number in (1, 2, 3, 4)]
    assert [page.printed for page in read(documents.printed(file, pages)).pages] == [3, 4, 5, 6]


# pages that cannot be read


def test_pages_that_were_scanned_are_named(file: Path) -> None:
    pages = ["甲", "乙", None, None, None, "", None, "丙"]
    document = read(documents.printed(file, pages))
    assert texts(document) == [page or "" for page in pages]
    (note,) = document.notes
    assert "第3–5、7页" in note
    assert "没有读入" in note


def test_a_scanned_page_with_its_number_is_still_a_scan(file: Path) -> None:
    noted = read(documents.printed(file, ["甲", None])).notes
    documents.printed(file, ["甲", None], stamps=["— 1 —", "— 2 —"])
    assert read(file).notes == noted


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: documents.printed(path, [None, "", None]), "是扫描件"),
        (lambda path: documents.printed(path, [None] * 3, stamps=["1", "2", "3"]), "是扫描件"),
        (documents.outlined, "是扫描件"),
        (lambda path: documents.printed(path, ["", ""]), "没有文字"),
        (documents.without_characters, "字体没有说明"),
    ],
    ids=["scanned", "scanned with numbers", "outlines", "blank", "no characters"],
)
def test_a_file_without_text_is_refused(make: Make, said: str, file: Path) -> None:
    assert said in refusal(make(file))


# files that cannot be read


@pytest.mark.parametrize("bits", [40, 128])
def test_a_password_to_open_is_a_refusal_and_one_to_change_is_not(bits: int, file: Path) -> None:
    assert "文件加了密码" in refusal(documents.with_password(file, user="secret", bits=bits))
    assert texts(read(documents.with_password(file, bits=bits))) == ["Opened\nwithout a password"]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_off_is_refused_as_such(share: float, file: Path) -> None:
    assert "文件不完整" in refusal(documents.cut_off(file, share))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (documents.no_pages, "一页也没有"),
        (documents.tree_in_itself, "一页也没有"),
        (documents.deep_tree, "嵌套太深"),
        (documents.drawing_in_itself, "没有文字"),
        (documents.deep_arrays, "没有文字"),
        (documents.rubbish, "文件已损坏，无法解析（PDFSyntaxError"),
    ],
)
def test_a_damaged_file_is_refused_with_its_cause(make: Make, said: str, file: Path) -> None:
    assert said in refusal(make(file))


def test_a_file_whose_index_is_broken_is_read_and_says_so(file: Path) -> None:
    document = read(documents.index_broken(file))
    assert texts(document) == documents.numbered(3)
    assert "对象索引已损坏" in document.notes[0]


def test_pages_that_are_missing_are_noted(file: Path) -> None:
    document = read(documents.pages_lost(file))
    assert texts(document) == ["只有一页"]
    assert "自称有 9 页，只读到 1 页" in document.notes[0]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "空的"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><title>404</title>", "HTML"),
        (b"<?xml version='1.0'?>", "XML"),
        ("第一部分　单位概况".encode() * 99, "纯文本"),
        ("第一部分　单位概况".encode("gb18030"), "纯文本"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"\x00\x01\x02", "无法识别"),
    ],
)
def test_what_is_no_pdf_is_refused_by_what_it_is(data: bytes, kind: str, file: Path) -> None:
    file.write_bytes(data)
    said = refusal(file)
    assert kind in said
    assert "后缀是 .pdf" in said


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["[Content_Types].xml", "word/document.xml"], "DOCX"),
        (["[Content_Types].xml", "xl/workbook.xml"], "XLSX"),
        (["OFD.xml", "Doc_0/Document.xml"], "OFD"),
        (["report.pdf"], "ZIP"),
    ],
)
def test_a_document_in_a_zip_is_told_from_other_zips(names: Sequence[str], kind: str, file: Path) -> None:
    assert kind in refusal(documents.zipped(file, *names))


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    assert "无法打开" in refusal(tmp_path / "gone.pdf")
    (tmp_path / "folder.pdf").mkdir()
    assert "无法打开" in refusal(tmp_path / "folder.pdf")


def test_junk_before_and_after_is_no_damage(file: Path) -> None:
    documents.printed(file, ["甲"])
    file.write_bytes(b"\r\n\r\n" + file.read_bytes() + b"\0" * 2000)
    assert texts(read(file)) == ["甲"]


# limits


def test_too_many_pages_are_refused_at_once(file: Path) -> None:
    documents.many_pages(file, 5000)
    started = time.monotonic()
    said = refusal(file)
    assert time.monotonic() - started < 5
    assert "超过 1000 页" in said
    assert "JUESUAN_MAX_PAGES" in said


def test_as_many_pages_as_the_limit_are_read(file: Path, limit: Callable[..., None]) -> None:
    limit(max_pages=3)
    assert len(read(documents.printed(file, documents.numbered(3))).pages) == 3
    assert "超过 3 页" in refusal(documents.printed(file, documents.numbered(4)))


def test_a_file_that_takes_too_long_is_given_up(file: Path, limit: Callable[..., None]) -> None:
    documents.slow(file)
    limit(pdf_seconds=1.5)
    started = time.monotonic()
    said = refusal(file)
    assert time.monotonic() - started < 10
    assert "1.5 秒内没有读完" in said
    assert "JUESUAN_PDF_SECONDS" in said


@UNIX
def test_a_file_that_takes_too_much_memory_is_given_up(file: Path, limit: Callable[..., None]) -> None:
    documents.bomb(file, megabytes=300)
    assert file.stat().st_size < documents.MEGABYTE
    limit(pdf_memory_mb=200)
    said = refusal(file)
    assert "超过 200 MB" in said
    assert "JUESUAN_PDF_MEMORY_MB" in said


@UNIX
def test_a_process_that_is_killed_is_a_refusal(
    file: Path, limit: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.printed(file, documents.numbered(20))
    limit(pdf_workers=2)
    monkeypatch.setattr(pdf, "JOBS", "tests.ingest.apart_jobs")
    assert "信号 9" in refusal(file)


def test_a_mistake_of_the_program_is_not_put_on_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents.printed(file, ["甲"])
    monkeypatch.setattr(pdf, "JOBS", "ingest.readers.magic")
    with pytest.raises(Raised, match="AttributeError"):
        read(file)


# among others


def read_report(path: Path, fits: Callable[[str], bool]) -> Report:
    """A file of a page with an organization, a year and an amount."""
    organization, year, amount = read(path).pages[0].text.split()
    return make_report(organization, int(year), amount=amount)


def test_a_broken_file_among_ten_leaves_nine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(9):
        documents.printed(folder / f"{number}.pdf", [f"云岭市园林局\n{2015 + number}\n1.00"])
    documents.cut_off(folder / "4-broken.pdf")
    documents.large(folder / "large.pdf")

    status = main(["corpus", "--library", "lib"], tools=Tools(read_report, HashEmbedder()))

    said = capsys.readouterr().out
    assert status == 1
    assert len(Library.open(Path("lib")).reports()) == 9
    assert "4-broken.pdf：文件不完整" in said
    assert "large.pdf：文件有 300 MB，超过上限 200 MB" in said
    assert "读入 9，没有变化 0，失败 2" in said
