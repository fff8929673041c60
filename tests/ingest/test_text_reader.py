"""Text files become pages: whatever the encoding, the line ends and the page marks."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from ingest import messages
from ingest.document import Document
from ingest.errors import UnreadableDocument, UnsupportedFormat
from ingest.readers import read
from tests.ingest.printed_cells import REPORT, TRUTH, read_tsv

PAGES: Final = (
    "第一部分\n单位概况",
    "一、单位职责\n（一）负责养护。",
    "二、机构设置\n内设两个科。",
    "第二部分\n决算表",
)


def reading(folder: Path, data: bytes | str, name: str = "report.txt") -> Document:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read(path)


def texts(document: Document) -> tuple[str, ...]:
    return tuple(page.text for page in document.pages)


# the real report


@pytest.fixture(scope="module")
def report() -> Document:
    return read(REPORT)


def test_all_pages_of_the_report_are_found(report: Document) -> None:
    expected = read_tsv(TRUTH / "pages.tsv")
    assert len(expected) == 56
    found = [
        {
            "file_page": str(page.number),
            "printed_page": str(page.printed),
            "first": page.lines[0].text[:12],
            "last": page.lines[-1].text[-12:],
        }
        for page in report.pages
    ]
    assert found == expected
    assert report.notes == ()


def test_no_text_of_the_report_is_lost(report: Document) -> None:
    assert "".join("".join(texts(report)).split()) == "".join(REPORT.read_text(encoding="utf-8").split())


def test_every_line_stands_where_its_span_says(report: Document) -> None:
    pages = texts(report)
    for line in report.lines:
        (span,) = line.excerpt.spans
        assert line.excerpt.text == pages[span.page - 1][span.start : span.end]


# page marks


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\f".join(PAGES), id="form feeds between"),
        pytest.param("\f".join(PAGES) + "\f", id="form feeds after"),
        pytest.param("\n\f\n".join(PAGES), id="form feeds on lines of their own"),
        pytest.param("\n".join(f" {page}" for page in PAGES), id="one space"),
        pytest.param("\n \n  \n".join(f" {page}" for page in PAGES), id="one space among blank lines"),
    ],
)
def test_pages_begin_at_their_marks(text: str, tmp_path: Path) -> None:
    document = reading(tmp_path, text)
    assert texts(document) == PAGES
    assert document.notes == ()


@pytest.mark.parametrize(
    "footer", ["— 9 —", "- 9 -", "－9－", "第 9 页", "第9页", "第 9 页 共 58 页", "第9页，共58页", "第 9 页/共 58 页"]
)
def test_pages_end_at_their_footers_and_are_numbered_by_them(footer: str, tmp_path: Path) -> None:
    text = "\n".join(f"{page}\n{footer.replace('9', str(number))}" for number, page in enumerate(PAGES, 9))
    document = reading(tmp_path, text)
    assert len(document.pages) == len(PAGES)
    assert [page.printed for page in document.pages] == [9, 10, 11, 12]
    assert all(page.text.startswith(text) for page, text in zip(document.pages, PAGES, strict=True))


def test_pages_without_a_footer_are_counted_from_one_that_has_it(tmp_path: Path) -> None:
    pages = [PAGES[0], f"{PAGES[1]}\n— 5 —", *PAGES[2:]]
    document = reading(tmp_path, "\f".join(pages))
    assert [page.printed for page in document.pages] == [4, 5, 6, 7]


def test_footers_that_disagree_number_only_their_own_pages(tmp_path: Path) -> None:
    pages = [f"{PAGES[0]}\n— 1 —", PAGES[1], f"{PAGES[2]}\n— 8 —", PAGES[3]]
    assert [page.printed for page in reading(tmp_path, "\f".join(pages)).pages] == [1, None, 8, None]


def test_a_text_without_marks_is_one_page_and_says_so(tmp_path: Path) -> None:
    document = reading(tmp_path, "\n".join(PAGES))
    assert texts(document) == ("\n".join(PAGES),)
    assert document.notes == (messages.NO_PAGE_MARKS,)


def test_deeper_indents_and_blank_lines_begin_no_page(tmp_path: Path) -> None:
    indented = "\n".join(f"{line}\n \n  缩进的一行\n　　全角缩进" for page in PAGES for line in page.split("\n"))
    assert len(reading(tmp_path, indented).pages) == 1


# bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_make_no_difference(encoding: str, end: str, tmp_path: Path) -> None:
    data = "\f".join(PAGES).replace("\n", end).encode(encoding)
    assert texts(reading(tmp_path, data)) == PAGES


@pytest.mark.parametrize(
    "data", [b"", b"\n \n\t\n", b"\xef\xbb\xbf", "　\n".encode()], ids=["nothing", "blank", "BOM", "wide"]
)
def test_a_file_without_text_is_refused(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"report\.txt：文件里没有文字"):
        reading(tmp_path, data)


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        "决算".encode("utf-16"),
        b"\x00" * 9,
    ],
    ids=["all bytes", "UTF-16", "zeros"],
)
def test_what_is_no_text_is_refused(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"report\.txt：不是文本文件"):
        reading(tmp_path, data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n\x00\x01\x02\xff", "内容却是PDF。请把后缀改成 .pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "内容却是图片（PNG）。"),
        ("<html><body>决算</body></html>".encode(), "内容却是网页（HTML）。请把后缀改成 .html"),
    ],
    ids=["PDF", "PNG", "HTML"],
)
def test_what_another_reader_reads_is_refused_with_its_suffix(data: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=rf"report\.txt：后缀是 \.txt，{said}"):
        reading(tmp_path, data)


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"gone\.txt：无法打开"):
        read(tmp_path / "gone.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(UnreadableDocument, match=r"folder\.txt：无法打开"):
        read(tmp_path / "folder.txt")


@pytest.mark.parametrize(("name", "said"), [("report.doc", ".doc"), ("report", "无后缀")])
def test_other_formats_are_refused_by_name(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat, match=rf"{name}：暂不支持这种文件（{said}）.*\.txt"):
        reading(tmp_path, "决算", name)


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    assert texts(reading(tmp_path, "决算", "REPORT.TXT")) == ("决算",)


# web pages


def test_a_page_that_lost_its_line_ends_gets_them_back(tmp_path: Path) -> None:
    filler = "首页 " * 400
    page = (
        f"{filler}说明如下: <!--[if !supportLists]-->一、 <!--[endif]-->部门主要职责 "
        "（一）甲局 1.负责养护； 2.指导育种。 二、2031年决算收支总体情况 "
        "2031年本年收入9.5万元。 附件： 1.收支决算总表 2.收入决算表"
    )
    (text,) = texts(reading(tmp_path, page))
    assert text.split("\n")[1:] == [
        "一、 部门主要职责",
        "（一）甲局",
        "1.负责养护；",
        "2.指导育种。",
        "二、2031年决算收支总体情况",
        "2031年本年收入9.5万元。 附件： 1.收支决算总表 2.收入决算表",
    ]


def test_lines_of_a_usual_length_stay_as_they_are(tmp_path: Path) -> None:
    line = "一、部门主要职责 （一）负责养护。 二、机构设置"
    assert texts(reading(tmp_path, line)) == (line,)
