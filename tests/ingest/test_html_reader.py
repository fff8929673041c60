"""Web pages become pages with grids: what a browser shows, and nothing that it does not."""

from __future__ import annotations

import codecs
import socket
from pathlib import Path

import pytest

from ingest import messages
from ingest.document import Document
from ingest.duties import read_duties
from ingest.errors import NotAReport, UnreadableDocument
from ingest.outline import read_outline
from ingest.pipeline import read_report
from ingest.readers import html, read
from tests.ingest.grids import cells_of, drawn
from tests.ingest.sample import HashEmbedder
from tests.ingest.word_documents import container

TEXT = "云岭市园林局２０３０年度决算"


def reading(folder: Path, page: str | bytes, name: str = "page.html") -> Document:
    path = folder / name
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    return read(path)


def text(folder: Path, page: str | bytes) -> str:
    (only,) = reading(folder, page).pages
    return only.text


# characters


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(f"<p>{TEXT}</p>".encode(), id="UTF-8 not declared"),
        pytest.param(f"<p>{TEXT}</p>".encode("gbk"), id="GBK not declared"),
        pytest.param(f'<meta charset="GB2312"><p>{TEXT}</p>'.encode("gb18030"), id="declared as GB 2312"),
        pytest.param(
            f'<meta http-equiv="Content-Type" content="text/html; charset=gbk"><p>{TEXT}</p>'.encode("gbk"), id="GBK"
        ),
        pytest.param(f'<meta charset="gb18030"><p>{TEXT}</p>'.encode("gb18030"), id="GB 18030"),
        pytest.param(f'<meta charset="gb2312"><p>{TEXT}</p>'.encode(), id="UTF-8 declared as another"),
        pytest.param(f'<meta charset="no-such"><p>{TEXT}</p>'.encode("gbk"), id="declared as what is none"),
        pytest.param(codecs.BOM_UTF8 + f"<p>{TEXT}</p>".encode(), id="UTF-8 with a mark"),
        pytest.param(f"<p>{TEXT}</p>".encode("utf-16"), id="UTF-16 with a mark"),
        pytest.param(f'<?xml version="1.0" encoding="gbk"?><html><p>{TEXT}</p></html>'.encode("gbk"), id="XHTML"),
    ],
)
def test_every_encoding_is_found(tmp_path: Path, data: bytes) -> None:
    assert text(tmp_path, data) == TEXT


def test_traditional_characters_in_big5_are_read(tmp_path: Path) -> None:
    assert text(tmp_path, '<meta charset="big5"><p>園林局決算</p>'.encode("big5")) == "園林局決算"


def test_a_few_bad_bytes_are_shown_as_such_and_noted(tmp_path: Path) -> None:
    data = b'<meta charset="gbk"><p>' + ("决算" * 2000).encode("gbk") + b"\xff</p>"
    document = reading(tmp_path, data)
    assert document.pages[0].text.endswith("决算\ufffd")
    assert messages.HTML_REPLACED.format(count=1) in document.notes


def test_entities_and_blanks_are_characters(tmp_path: Path) -> None:
    page = "<p>&#12288;收&nbsp;&nbsp;入 &ldquo;三公&rdquo;\n   经费&#x3002;A&amp;B&lt;C&zwnj;D</p>"
    assert text(tmp_path, page) == "收  入 “三公” 经费。A&B<CD"


# lines


def test_blocks_end_lines_and_what_is_inline_does_not(tmp_path: Path) -> None:
    page = """<div>第一部分 <b>单位</b><font color=red>概</font>况<p>甲<span>乙</span><br>丙</p>丁</div><h2>戊</h2>
    <ul><li>己</li><li>庚</li></ul><blockquote>辛</blockquote><center>壬</center>"""
    assert text(tmp_path, page).split("\n") == ["第一部分 单位概况", "甲乙", "丙", "丁", "戊", "己", "庚", "辛", "壬"]


def test_lines_of_preformatted_text_stay(tmp_path: Path) -> None:
    page = "<pre>甲\n  乙\r\n</pre><div style='white-space: pre-wrap'>丙\n丁</div><p>戊\n己</p>"
    assert text(tmp_path, page).split("\n") == ["甲", "乙", "丙", "丁", "戊 己"]


def test_elements_shown_otherwise_than_usual_are_read_as_shown(tmp_path: Path) -> None:
    page = "<div>甲<span style='display:block'>乙</span>丙<div style='display: inline'>丁</div>戊</div>"
    assert text(tmp_path, page) == "甲\n乙\n丙丁戊"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>document.write('9.99')</script>",
        "<style>p {width: 9.99px}</style>",
        "<noscript>9.99</noscript>",
        "<nav>首页 9.99</nav>",
        "<footer>备案号 9.99</footer>",
        "<div role='navigation'>9.99</div>",
        "<div style='Display : None'>9.99</div>",
        "<p hidden>9.99</p>",
        "<span style='visibility:hidden'>9.99</span>",
        "<!-- 9.99 -->",
        "<!--[if gte mso 9]><xml>9.99</xml><![endif]-->",
        "<template><p>9.99</p></template>",
        "<textarea>9.99</textarea><select><option>9.99</option></select><input value='9.99'>",
        "<del>9.99</del>",
        "<iframe src='http://example.com/'>9.99</iframe>",
        "<title>9.99</title>",
        "<?php echo 9.99 ?>",
    ],
)
def test_what_is_not_shown_is_not_read(tmp_path: Path, hidden: str) -> None:
    assert text(tmp_path, f"<html><body><p>前</p>{hidden}<p>后</p></body></html>") == "前\n后"


def test_text_behind_what_is_hidden_is_read(tmp_path: Path) -> None:
    assert (
        text(tmp_path, "<p>支出<span style='display:none'>9.99</span>1.00<script>x</script>万元</p>") == "支出1.00万元"
    )


def test_numbers_that_word_has_saved_are_read(tmp_path: Path) -> None:
    page = "<p class=MsoList><![if !supportLists]><span style='mso-list:Ignore'>（一）</span><![endif]>负责养护。</p>"
    assert text(tmp_path, page) == "（一）负责养护。"


def test_a_raised_digit_is_no_digit_of_the_number_before_it(tmp_path: Path) -> None:
    assert (
        text(tmp_path, "<p>1,234.56<sup><a href='#1'>[1]2</a></sup>万元，50m<sup>2</sup></p>")
        == "1,234.56[¹]²万元，50m²"
    )


def test_lists_are_numbered_as_shown_but_not_twice(tmp_path: Path) -> None:
    page = """<ol><li>甲<li>乙<ol type=a><li>丙</ol><li>丁</ol><ol start=5><li>戊<li value=9>己</ol>
    <ol><li>（一）庚<li>2、辛</ol><ol style='list-style:none'><li>壬</ol><ol reversed><li>癸<li>子</ol>
    <ol style='list-style-type: cjk-ideographic'><li>丑</ol><ul><li>寅</ul>"""
    assert text(tmp_path, page).split("\n") == [
        *("1. 甲", "2. 乙", "a. 丙", "3. 丁", "5. 戊", "9. 己", "（一）庚", "2、辛", "壬", "2. 癸", "1. 子"),
        *("一、丑", "寅"),
    ]


def test_duties_in_a_list_have_their_numbers(tmp_path: Path) -> None:
    page = "<h1>第一部分 单位概况</h1><h2>一、单位职责</h2><ol><li>负责公园养护。<li>指导苗圃育种。</ol>"
    duties = read_duties(read_outline(reading(tmp_path, page)))
    assert [(duty.number, duty.text) for duty in duties] == [("1.", "1. 负责公园养护。"), ("2.", "2. 指导苗圃育种。")]


def test_a_text_without_any_line_ends_gets_them_back(tmp_path: Path) -> None:
    filler = "本单位按规定编制并公开年度决算，" * 70
    page = f"<p>第一部分 单位概况 一、单位职责 （一）负责养护。 （二）指导育种。 二、机构设置 {filler}。</p>"
    lines = text(tmp_path, page).split("\n")
    assert lines[:4] == ["第一部分 单位概况", "一、单位职责", "（一）负责养护。", "（二）指导育种。"]


# pages


def test_a_page_that_asks_a_printer_for_pages_has_them(tmp_path: Path) -> None:
    page = """<p>甲</p><br clear=all style='mso-special-character:line-break; page-break-before:always'>
    <p>乙</p><div style="page-break-after: always">丙</div><p style="break-before: page">丁</p>"""
    assert [each.text for each in reading(tmp_path, page).pages] == ["甲", "乙\n丙", "丁"]


def test_a_page_without_pages_says_so(tmp_path: Path) -> None:
    document = reading(tmp_path, "<p>决算</p>", "page.htm")
    assert document.notes == (messages.NO_PAGE_MARKS,)
    assert (document.format, document.pages[0].printed, document.pages[0].runs) == ("html", None, ())


# tables


def test_merged_cells_cover_their_columns_and_rows(tmp_path: Path) -> None:
    page = """<table><thead><tr><th colspan=2>项目<th rowspan=2>本年<br>支出</tr><tr><th>编码</th><th>名称</th></tr>
    </thead><tbody><tr><td rowspan=2>205<td><p>教育</p><p>支出</p><td>1.00<tr><td>其他<td>&nbsp;</table>"""
    document = reading(tmp_path, page)
    assert cells_of(document.pages[0]) == drawn(
        """
        项目 | < | 本年支出
        编码 | 名称 | ^
        205 | 教育支出 | 1.00
        ^ | 其他 |
        """
    )
    assert all(line.tabular for line in document.lines)


def test_a_cell_over_all_rows_that_are_left_ends_with_its_group(tmp_path: Path) -> None:
    page = """<table><tbody><tr><td rowspan=0>甲<td>1<tr><td>2</tbody><tbody><tr><td>乙<td>3</tbody>
    <tr><td rowspan=99>丙<td>4</table>"""
    assert cells_of(reading(tmp_path, page).pages[0]) == drawn("甲 | 1\n^ | 2\n乙 | 3\n丙 | 4")


def test_rows_without_their_ends_and_cells_without_rows_are_read(tmp_path: Path) -> None:
    page = "<table><td>甲<td>1.00<tr><td>乙<td>2.00<tr style='display:none'><td>丙<td>9.99</table>尾"
    document = reading(tmp_path, page)
    assert cells_of(document.pages[0]) == drawn("甲 | 1.00\n乙 | 2.00")
    assert document.pages[0].text.endswith("\n尾")


def test_title_unit_and_note_in_a_table_are_lines(tmp_path: Path) -> None:
    page = """<table><caption>云岭市园林局</caption><tr><td colspan=99>收入决算表<tr><td><td><td>公开02表
    <tr><td>单位：云岭市园林局<td><td>金额单位：万元<tr><td>项目<td>合计<td>财政拨款<tr><td>甲<td>1.00<td>1.00
    <tr><td colspan=99>注：本表反映收入。</table>"""
    found = reading(tmp_path, page).pages[0]
    assert [line.text for line in found.lines if not line.tabular] == [
        "云岭市园林局",
        "收入决算表",
        "公开02表",
        "单位：云岭市园林局 金额单位：万元",
        "注：本表反映收入。",
    ]
    assert cells_of(found) == drawn("项目 | 合计 | 财政拨款\n甲 | 1.00 | 1.00")


def test_tables_that_lay_out_a_page_are_none(tmp_path: Path) -> None:
    inner = "<table><tr><td>项目<td>金额<tr><td>甲<td>1.00</table>"
    page = f"""<table><tr><td colspan=2>网站标题<tr><td>栏目一<br>栏目二<td><table><tr><td><h1>决算公开</h1>
    <p>正文。</p>{inner}<p>又一段。</p></table><tr><td>版权<td>电话</table>"""
    found = reading(tmp_path, page).pages[0]
    assert found.text.split("\n") == [
        *("网站标题", "栏目一", "栏目二", "决算公开", "正文。", "项目 金额", "甲 1.00", "又一段。", "版权 电话"),
    ]
    assert cells_of(found) == drawn("项目 | 金额\n甲 | 1.00")


def test_a_cell_of_many_paragraphs_is_a_part_of_the_page(tmp_path: Path) -> None:
    article = "".join(f"<p>第{i}段。</p>" for i in range(60))
    found = reading(tmp_path, f"<table><tr><td>导航<td>{article}</table>").pages[0]
    assert found.grids == ()
    assert found.text.split("\n")[:3] == ["导航", "第0段。", "第1段。"]


def test_tables_beside_each_other_are_one(tmp_path: Path) -> None:
    left = "<table><tr><td>收入<td>金额<tr><td>甲<td>1.00</table>"
    right = "<table><tr><td>支出<td>金额<tr><td>乙<td></table>"
    found = reading(tmp_path, f"<table><tr><td>{left}</td><td>{right}</td></tr></table>").pages[0]
    assert cells_of(found) == drawn("收入 | 金额 | 支出 | 金额\n甲 | 1.00 | 乙 |")


def test_only_tables_of_as_many_columns_go_on_each_other(tmp_path: Path) -> None:
    page = "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>" * 2 + "<table><tr><td>丙<td>1<td>2</table>"
    first, second, third = reading(tmp_path, page).pages[0].grids
    assert first.edges == second.edges
    assert not set(first.edges) & set(third.edges)


# what is refused


def refused(folder: Path, page: str | bytes) -> str:
    with pytest.raises(UnreadableDocument, match=r"page\.html：") as caught:
        reading(folder, page)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "内容却是空的"),
        (b"%PDF-1.7\n", "请把后缀改成 .pdf"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related", "单个文件网页（MHT）。请用浏览器打开"),
        (b"\x89PNG\r\n\x1a\n", "图片（PNG）"),
        ("<p>决算</p>".encode() + b"\xff\xff\xff", "编码无法识别"),
        ("<script>load()</script>", "网页里没有文字"),
        ("  \n", "网页里没有文字"),
        ("<frameset><frame src='a.htm'></frameset>", "网页里没有文字"),
        ("<div>" * 1500 + "决算", "嵌套超过"),
        ("<div>" * 100_000 + "决算", "嵌套超过"),
        ("<table><tr><td>" * 100 + "决算", "嵌套超过"),
    ],
)
def test_what_is_no_page_to_read_is_refused(tmp_path: Path, data: str | bytes, said: str) -> None:
    assert said in refused(tmp_path, data)


def test_an_old_document_is_to_be_saved_anew(tmp_path: Path) -> None:
    path = container(tmp_path / "page.html", "WordDocument")
    with pytest.raises(UnreadableDocument, match=r"另存为 \.docx 或 PDF"):
        read(path)


def test_a_page_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_MB", 1)
    assert "超过 1 MB" in refused(tmp_path, "<p>" + "决" * 2**20)


def test_tags_that_nobody_has_closed_do_no_harm(tmp_path: Path) -> None:
    assert text(tmp_path, "<span>" * 600 + "决算<p>公开") == "决算\n公开"


def test_a_table_of_absurd_size_is_read_as_text(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td colspan=1000>甲{i}<td>1</tr>" for i in range(1500))
    found = reading(tmp_path, f"<table><tr>{'<td>乙' * 1000}</tr>{rows}</table>").pages[0]
    assert found.grids == ()
    assert "甲1499" in found.text


def test_nothing_is_fetched_and_no_entity_is_resolved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object) -> None:
        raise AssertionError("the network is not to be used")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    (tmp_path / "secret.txt").write_text("秘密", encoding="utf-8")
    page = f"""<!DOCTYPE html SYSTEM "http://example.com/a.dtd" [<!ENTITY x SYSTEM "{tmp_path / "secret.txt"}">
    <!ENTITY y "秘密">]><html><link rel=stylesheet href="http://example.com/a.css"><p>前&x;&y;后<img src="file:///a"></p>"""
    assert "秘密" not in text(tmp_path, page).split("\n")[-1]


def test_a_page_that_only_has_attachments_says_so(tmp_path: Path) -> None:
    page = """<h1>云岭市园林局2030年度部门决算公开</h1>
    <p>附件：<a href="/a/%E5%86%B3%E7%AE%97.pdf?x=1"><img></a><a href="b.docx">公开 表</a></p>"""
    assert "只附了文件（决算.pdf、公开表）" in refused(tmp_path, page)


def test_attachments_of_a_report_are_noted(tmp_path: Path) -> None:
    page = "<table><tr><td>项目<td>金额<tr><td>甲<td>1.00</table><a href='a.xls'>附表</a><a href='b.html'>上一篇</a>"
    assert messages.HTML_ATTACHMENTS.format(files="附表") in reading(tmp_path, page).notes


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>404</title></head><body><h1>404 Not Found</h1><hr>nginx</body></html>",
        "<form>用户名<input name=user>密码<input type=password><button>登录</button></form><p>请登录后查看。</p>",
        "<p>您访问的页面不存在或已删除！</p>",
    ],
)
def test_a_page_that_is_no_report_is_none(tmp_path: Path, page: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    with pytest.raises(NotAReport, match=r"page\.html：.*不像是决算或预算公开报告"):
        read_report(path, HashEmbedder().fits)


# what becomes of it


def headings(document: Document) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in read_outline(document) if section.title]


def test_a_table_of_contents_of_a_page_without_pages_does_not_take_the_report_with_it(tmp_path: Path) -> None:
    entries = "".join(f"<p>{entry}……{i}</p>" for i, entry in enumerate(("单位概况", "决算情况", "名词解释"), 1))
    page = f"<p>目录</p>{entries}<p>第一部分 单位概况</p><p>一、单位职责</p><p>负责公园养护。</p>"
    assert headings(reading(tmp_path, page)) == [(1, "单位概况"), (2, "单位职责")]


def test_parts_without_numbers_are_told_apart_on_a_page_without_pages(tmp_path: Path) -> None:
    page = """<p>云岭市园林局主要职能</p><p>一、负责公园绿地的养护、巡查和安全管理工作。</p>
    <p>2030年度部门决算情况说明</p>
    <p>2030年度，云岭市园林局收入决算合计12.00万元，支出决算合计12.00万元。</p><p>名词解释</p>
    <p>一、财政拨款收入：指单位从同级财政部门取得的财政预算资金，用于日常运转。</p>"""
    document = reading(tmp_path, page)
    assert document.whole_lines
    assert headings(document) == [(1, "云岭市园林局主要职能"), (1, "2030年度部门决算情况说明"), (1, "名词解释")]
    assert [duty.number for duty in read_duties(read_outline(document))] == ["一、"]


def test_lines_broken_by_hand_are_joined_again(tmp_path: Path) -> None:
    sentence = "本单位贯彻落实国家和省市有关园林绿化工作的方针政策和法律法规并组织实施和监督检查"
    lines = [sentence[:40] for _ in range(12)]
    page = "<p>一、单位职责</p><p>" + "<br>".join(lines) + "完毕。</p>"
    document = reading(tmp_path, page)
    assert not document.whole_lines
    (section,) = read_outline(document)
    assert len(section.paragraphs) == 1
