"""DOCX files become pages with grids: what Word prints, with its numbers, merged cells and changes."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from zipfile import ZipFile

import pytest

from ingest import messages
from ingest.document import Document
from ingest.duties import read_duties
from ingest.errors import UnreadableDocument
from ingest.outline import read_outline
from ingest.readers import read
from ingest.readers.docx import MAX_TEXT_MB
from tests.ingest.damaged_documents import printed, zipped
from tests.ingest.grids import cells_of, drawn
from tests.ingest.word_documents import (
    PAGE_BREAK,
    PICTURE,
    RENDERED,
    changed,
    container,
    element,
    item,
    level,
    numbering,
    p,
    run,
    tbl,
    tc,
    text_box,
    tr,
    with_part,
    word,
)


def texts(document: Document) -> list[str]:
    return [page.text for page in document.pages]


# paragraphs


def test_paragraphs_are_lines_and_blank_ones_are_none(tmp_path: Path) -> None:
    document = read(word(tmp_path / "a.docx", "　　第一部分 单位概况", "", p(run("一、单位"), run("职责")), "   "))
    assert texts(document) == ["第一部分 单位概况\n一、单位职责"]
    assert document.format == "docx"


def test_tabs_breaks_and_hyphens_print_as_such(tmp_path: Path) -> None:
    inner = "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>0531</w:t><w:noBreakHyphen/><w:t>1</w:t><w:cr/></w:r>"
    assert texts(read(word(tmp_path / "a.docx", p(inner)))) == ["甲 乙\n0531-1"]


def test_a_tab_filled_with_dots_leads_to_a_page_number(tmp_path: Path) -> None:
    tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs>'
    entry = p("<w:r><w:t>一、单位职责</w:t><w:tab/><w:t>3</w:t></w:r>", properties=tabs)
    assert texts(read(word(tmp_path / "a.docx", entry))) == ["一、单位职责……3"]


def test_hidden_text_is_not_read(tmp_path: Path) -> None:
    shown = run("也在", '<w:vanish w:val="0"/>')
    document = read(word(tmp_path / "a.docx", p("正文", run("不印 9.99", "<w:vanish/>"), shown)))
    assert texts(document) == ["正文也在"]


def test_a_raised_digit_is_no_digit_of_the_number_before_it(tmp_path: Path) -> None:
    document = read(word(tmp_path / "a.docx", p("1,234.56", run("12", '<w:vertAlign w:val="superscript"/>'), "万元")))
    assert texts(document) == ["1,234.56¹²万元"]


def test_a_character_of_a_symbol_font_stays_visible_as_unknown(tmp_path: Path) -> None:
    assert texts(read(word(tmp_path / "a.docx", p("<w:r><w:t>3</w:t><w:sym/><w:t>5</w:t></w:r>")))) == ["3\ufffd5"]


def test_controls_links_and_fields_are_read_and_prompts_are_not(tmp_path: Path) -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('云岭市园林局')}</w:sdtContent></w:sdt>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击输入')}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{run('2030年度')}</w:hyperlink>"
    field = f"<w:fldSimple w:instr='TITLE'>{run('决算')}</w:fldSimple><w:r><w:instrText>PAGE</w:instrText></w:r>"
    block = f"<w:sdt><w:sdtContent>{p('目录外的段落')}</w:sdtContent></w:sdt>"
    document = read(word(tmp_path / "a.docx", p(control, prompt, link, field), block))
    assert texts(document) == ["云岭市园林局2030年度决算\n目录外的段落"]


def test_changes_are_read_as_accepted_and_a_note_says_so(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>9.99</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('移走')}</w:moveFrom><w:moveTo>{run('移来')}</w:moveTo>"
    row = tr("删去的行", "1.00", properties="<w:del/>")
    document = read(
        word(
            tmp_path / "a.docx",
            p("支出", deleted, f"<w:ins>{run('1.23')}</w:ins>", "万元", moved),
            p("前半，", properties="<w:rPr><w:del/></w:rPr>"),
            "后半。",
            tbl(tr("项目", "金额"), row, tr("甲", "2.00")),
        )
    )
    assert texts(document) == ["支出1.23万元移来\n前半，后半。\n项目 金额\n甲 2.00"]
    assert messages.DOCX_CHANGES in document.notes


def test_footnotes_stand_at_the_end_of_their_page(tmp_path: Path) -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    document = read(
        word(tmp_path / "a.docx", p("支出1.00", mark, "万元"), p(PAGE_BREAK, "第二页"), footnotes={2: "含上年结转"})
    )
    assert texts(document) == ["支出1.00万元\n含上年结转", "第二页"]


def test_text_boxes_are_read_once_behind_their_paragraph(tmp_path: Path) -> None:
    document = read(word(tmp_path / "a.docx", p("封面", text_box(p("云岭市园林局"), p("2030年度决算"))), "正文"))
    assert texts(document) == ["封面\n云岭市园林局\n2030年度决算\n正文"]
    assert messages.DOCX_BOXES.format(count=1) in document.notes


def test_what_is_not_read_is_said(tmp_path: Path) -> None:
    cell = tc(p("1.00", text_box(p("9.99"))))
    document = read(
        word(tmp_path / "a.docx", tbl(tr("项目", "金额"), tr("甲", cell)), p(PICTURE), p("<w:r><w:object/></w:r>"))
    )
    assert texts(document) == ["项目 金额\n甲 1.00"]
    assert set(document.notes) >= {
        messages.DOCX_BOXES_UNREAD.format(count=1),
        messages.DOCX_PICTURES.format(count=1),
        messages.DOCX_OBJECTS.format(count=1),
    }


# numbers


def test_duties_have_the_numbers_of_their_list(tmp_path: Path) -> None:
    document = read(
        word(
            tmp_path / "a.docx",
            "第一部分 单位概况",
            "一、单位职责",
            item("负责公园绿地养护。"),
            item("编制养护计划；", 1),
            item("组织检查。", 1),
            item("指导苗圃育种。"),
            item("承担古树保护。", 1),
            numbering=numbering(level(0, "chineseCounting", "（%1）"), level(1, "decimal", "%2.")),
        )
    )
    assert document.pages[0].text.split("\n")[2:] == [
        "（一） 负责公园绿地养护。",
        "1. 编制养护计划；",
        "2. 组织检查。",
        "（二） 指导苗圃育种。",
        "1. 承担古树保护。",
    ]
    duties = read_duties(read_outline(document))
    assert [duty.number for duty in duties] == ["（一）", "（一）1", "（一）2", "（二）", "（二）1"]


def test_a_style_numbers_its_headings(tmp_path: Path) -> None:
    numbers = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="part"><w:name w:val="Part"/>{numbers}</w:style>'
        '<w:style w:type="paragraph" w:styleId="chapter"><w:basedOn w:val="part"/></w:style>'
    )
    document = read(
        word(
            tmp_path / "a.docx",
            p("单位概况", properties='<w:pStyle w:val="part"/>'),
            p("单位职责", properties='<w:pStyle w:val="chapter"/>'),
            p("机构设置", properties='<w:pStyle w:val="chapter"/>'),
            p("不编号", properties='<w:pStyle w:val="part"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
            styles=styles,
            numbering=numbering(
                level(0, "chineseCountingThousand", "第%1部分", '<w:pStyle w:val="part"/>'),
                level(1, "chineseCountingThousand", "%2、", '<w:pStyle w:val="chapter"/><w:suff w:val="nothing"/>'),
            ),
        )
    )
    assert texts(document) == ["第一部分 单位概况\n一、单位职责\n二、机构设置\n不编号"]


def test_numbers_in_cells_are_read(tmp_path: Path) -> None:
    rows = [tr(tc(item("")), name) for name in ("甲", "乙")]
    document = read(
        word(tmp_path / "a.docx", tbl(tr("序号", "单位"), *rows), numbering=numbering(level(0, "decimal", "%1")))
    )
    assert texts(document) == ["序号 单位\n1 甲\n2 乙"]


def test_a_way_of_numbering_that_is_not_known_is_said(tmp_path: Path) -> None:
    document = read(word(tmp_path / "a.docx", item("甲"), numbering=numbering(level(0, "thaiCounting", "%1."))))
    assert texts(document) == ["甲"]
    assert messages.DOCX_NUMBERS_UNKNOWN.format(formats="thaiCounting") in document.notes


# pages


SECTION = "<w:sectPr>{}</w:sectPr>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(["甲", p(PAGE_BREAK), "乙"], ["甲", "乙"], id="a break between"),
        pytest.param([p("甲", PAGE_BREAK, "乙")], ["甲", "乙"], id="a break within"),
        pytest.param(["甲", p(PAGE_BREAK), p(RENDERED, "乙")], ["甲", "乙"], id="the same break noted twice"),
        pytest.param(["甲", p(PAGE_BREAK), p(PAGE_BREAK), "乙"], ["甲", "", "乙"], id="a blank page"),
        pytest.param(["甲", p(RENDERED, "乙")], ["甲", "乙"], id="where Word began a page"),
        pytest.param(["甲", p("乙的前", RENDERED, "后"), "丙"], ["甲\n乙的前后", "丙"], id="within a paragraph"),
        pytest.param(["甲", p("乙", properties="<w:pageBreakBefore/>")], ["甲", "乙"], id="asked for by a paragraph"),
        pytest.param([p("甲", properties=SECTION.format("")), "乙"], ["甲", "乙"], id="a section"),
    ],
)
def test_pages_end_where_word_ends_them(tmp_path: Path, body: list[str], expected: list[str]) -> None:
    document = read(word(tmp_path / "a.docx", *body))
    assert texts(document) == expected
    assert [page.number for page in document.pages] == list(range(1, len(expected) + 1))
    assert {page.printed for page in document.pages} == {None}
    assert (messages.DOCX_PAGES in document.notes) == (len(expected) > 1)


def test_a_section_that_goes_on_the_same_page_ends_none(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", p("甲", properties=SECTION.format("")), "乙")
    changed(path, "word/document.xml", b"<w:pgSz", b'<w:type w:val="continuous"/><w:pgSz')
    document = read(path)
    assert texts(document) == ["甲\n乙"]
    assert messages.NO_PAGE_MARKS in document.notes


def test_a_table_goes_on_where_a_page_begins_in_it(tmp_path: Path) -> None:
    rows = [tr("项目", "金额"), tr("甲", "1.00"), tr(tc(p(RENDERED, "乙")), "2.00")]
    document = read(word(tmp_path / "a.docx", tbl(*rows, widths=(2000, 1000)), "丙"))
    assert texts(document) == ["项目 金额\n甲 1.00", "乙 2.00\n丙"]
    assert [page.grids[0].edges for page in document.pages] == [(0.0, 100.0, 150.0)] * 2


def test_a_merged_cell_is_not_cut_by_a_page(tmp_path: Path) -> None:
    rows = [tr(tc("甲", merge="restart"), "1.00"), tr(tc("", merge="continue"), tc(p(RENDERED, "2.00")))]
    document = read(word(tmp_path / "a.docx", tbl(tr("项目", "金额"), *rows)))
    assert texts(document) == ["项目 金额\n甲 1.00\n2.00"]


# tables


def test_merged_cells_cover_their_columns_and_rows(tmp_path: Path) -> None:
    table = tbl(
        tr(tc("项目", span=2), tc("本年支出", merge="restart")),
        tr("编码", "名称", tc("", merge="continue")),
        tr(tc("205", merge="restart"), tc("教育", "支出"), "1.00"),
        tr(tc("", merge="continue"), "其他", ""),
    )
    document = read(word(tmp_path / "a.docx", table))
    assert cells_of(document.pages[0]) == drawn(
        """
        项目 | < | 本年支出
        编码 | 名称 | ^
        205 | 教育支出 | 1.00
        ^ | 其他 |
        """
    )
    cell = document.pages[0].grids[0].cells[5]
    assert document.pages[0].text[cell.start : cell.breaks[0]] == "教育"
    assert cell.box is None


def test_old_merging_over_columns_is_read(tmp_path: Path) -> None:
    merged = "<w:tc><w:tcPr><w:hMerge w:val='{}'/></w:tcPr>{}</w:tc>"
    first = tr(merged.format("restart", p("项目")), merged.format("continue", p("")), "金额")
    document = read(word(tmp_path / "a.docx", tbl(first, tr("1", "甲", "1.00"))))
    assert cells_of(document.pages[0]) == drawn("项目 | < | 金额\n1 | 甲 | 1.00")


def test_a_column_that_no_cell_begins_in_is_none(tmp_path: Path) -> None:
    table = tbl(tr(tc("项目", span=2), "金额"), tr(tc("甲", span=2), "1.00"), widths=(1000, 1000, 1000))
    grid = read(word(tmp_path / "a.docx", table)).pages[0].grids[0]
    assert grid.edges == (0.0, 100.0, 150.0)


def test_rows_that_begin_further_right_leave_a_gap(tmp_path: Path) -> None:
    table = tbl(tr("甲", "乙", "丙"), tr("1", "2", properties='<w:gridBefore w:val="1"/>'))
    assert cells_of(read(word(tmp_path / "a.docx", table)).pages[0]) == {
        **drawn("甲 | 乙 | 丙"),
        (1, 1, 1, 1): "1",
        (1, 2, 1, 1): "2",
    }


def test_title_unit_and_note_in_a_table_are_lines(tmp_path: Path) -> None:
    table = tbl(
        tr(tc("收入决算表", span=3)),
        tr("", "", "公开02表"),
        tr("单位：云岭市园林局", "", "金额单位：万元"),
        tr("项目", "合计", "财政拨款"),
        tr("甲", "1.00", "1.00"),
        tr(tc("注：本表反映收入。", span=3)),
    )
    page = read(word(tmp_path / "a.docx", table)).pages[0]
    assert [line.text for line in page.lines if not line.tabular] == [
        "收入决算表",
        "公开02表",
        "单位：云岭市园林局 金额单位：万元",
        "注：本表反映收入。",
    ]
    assert cells_of(page) == drawn("项目 | 合计 | 财政拨款\n甲 | 1.00 | 1.00")


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    page = read(word(tmp_path / "a.docx", tbl(tr("第一段。"), tr(tc("第二段。", "第三段。"))))).pages[0]
    assert page.text == "第一段。\n第二段。\n第三段。"
    assert page.grids == ()


def test_a_table_in_a_cell_is_a_table_of_its_own(tmp_path: Path) -> None:
    inner = tbl(tr("指标", "分值"), tr("修缮", "20"))
    table = tbl(tr("项目名称", "古桥修缮"), tr(tc(inner, p(""), span=2)), tr("总分", "96"))
    page = read(word(tmp_path / "a.docx", table)).pages[0]
    assert page.text == "项目名称 古桥修缮\n指标 分值\n修缮 20\n总分 96"
    assert len(page.grids) == 3


def test_tables_beside_each_other_are_one(tmp_path: Path) -> None:
    left, right = tbl(tr("收入", "金额"), tr("甲", "1.00")), tbl(tr("支出", "金额"), tr("乙", ""))
    page = read(word(tmp_path / "a.docx", tbl(tr(tc(left, p("")), tc(right, p("")))))).pages[0]
    assert cells_of(page) == drawn("收入 | 金额 | 支出 | 金额\n甲 | 1.00 | 乙 |")


# what is refused


def refused(path: Path) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read(path)
    assert path.name in str(caught.value)
    return str(caught.value)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").touch()
    assert "内容却是空的" in refused(tmp_path / "a.docx")


def test_a_file_with_a_password_is_refused(tmp_path: Path) -> None:
    assert "加了密码" in refused(container(tmp_path / "a.docx", "EncryptedPackage"))


def test_an_old_document_is_to_be_saved_anew(tmp_path: Path) -> None:
    said = refused(container(tmp_path / "a.docx", "WordDocument"))
    assert "旧格式的 Word 文档（DOC）" in said
    assert "另存为 .docx 或 PDF" in said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["[Content_Types].xml", "xl/workbook.xml"], "Excel 表格（XLSX）"),
        (["OFD.xml"], "OFD 版式文件"),
        (["a.txt"], "压缩包（ZIP）"),
    ],
)
def test_another_package_is_refused_by_what_it_is(tmp_path: Path, names: list[str], said: str) -> None:
    assert said in refused(zipped(tmp_path / "a.docx", *names))


def test_a_pdf_is_to_be_renamed(tmp_path: Path) -> None:
    assert "内容却是PDF。请把后缀改成 .pdf" in refused(printed(tmp_path / "a.docx", ["决算"]))


def test_a_web_page_is_to_be_renamed(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("<html><body>决算</body></html>", encoding="utf-8")
    assert "请把后缀改成 .html" in refused(tmp_path / "a.docx")


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    path = word(tmp_path / "a.docx", "决算")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert "文件已损坏" in refused(path)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", b"</w:body>", b""),
        ("word/document.xml", b"<w:document", b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/hosts'>]><w:document"),
        ("word/numbering.xml", b"</w:numbering>", b""),
        ("_rels/.rels", b"officeDocument/2006/relationships/officeDocument", b"x"),
        ("[Content_Types].xml", b"document.main+xml", b"other+xml"),
    ],
)
def test_a_damaged_part_is_said_to_be_damaged(tmp_path: Path, part: str, old: bytes, new: bytes) -> None:
    assert "文件已损坏" in refused(changed(word(tmp_path / "a.docx", "决算"), part, old, new))


def test_every_byte_may_be_damaged_without_another_error(tmp_path: Path) -> None:
    data = word(tmp_path / "a.docx", item("甲"), tbl(tr("乙", "1.00"))).read_bytes()
    path = tmp_path / "b.docx"
    refusals = 0
    for place in range(0, len(data), max(len(data) // 150, 1)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        try:
            assert read(path).pages
        except UnreadableDocument:
            refusals += 1
    assert refusals > 0


def test_a_strict_document_is_to_be_saved_anew(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", "决算")
    old, new = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/main"
    assert "严格 Open XML" in refused(changed(path, "word/document.xml", old, new))


def test_what_unpacks_to_too_much_is_not_unpacked(tmp_path: Path) -> None:
    path = with_part(word(tmp_path / "a.docx", "决算"), "word/more.xml", MAX_TEXT_MB + 1)
    assert path.stat().st_size < 2**20
    tracemalloc.start()
    assert "解压后太大" in refused(path)
    assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    tracemalloc.stop()


def test_a_document_of_pictures_is_refused(tmp_path: Path) -> None:
    assert "只有图片" in refused(word(tmp_path / "a.docx", p(PICTURE)))


def test_a_blank_document_is_refused(tmp_path: Path) -> None:
    assert "文档里没有文字" in refused(word(tmp_path / "a.docx", "", p(PAGE_BREAK)))


def test_the_part_with_the_text_may_have_a_number(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", "决算")
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with ZipFile(path, "w") as package:
        for name, data in parts.items():
            data = data.replace(b"document.xml", b"document2.xml")
            package.writestr(name.replace("document.xml", "document2.xml"), data)
    assert texts(read(path)) == ["决算"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "无法打开" in refused(tmp_path / "gone.docx")


def test_a_package_with_encrypted_parts_is_refused(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", "决算")
    with ZipFile(path) as package:
        places = [info.header_offset for info in package.infolist()]
    data = bytearray(path.read_bytes())
    for place in places:
        data[place + 6] |= 1
    start = data.find(b"PK\x01\x02")
    while start >= 0:
        data[start + 8] |= 1
        start = data.find(b"PK\x01\x02", start + 4)
    path.write_bytes(data)
    assert "加了密码" in refused(path)


def test_the_elements_of_these_tests_are_sound() -> None:
    assert element(p("甲")).xpath("string(.)") == "甲"
