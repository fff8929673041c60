"""A conversation as a document: every citation is a note with its place and words, and nothing is more than text."""

from __future__ import annotations

import io
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document
from fastapi import FastAPI
from fastapi.testclient import TestClient
from markdown_it import MarkdownIt

from qa.answer import Answer, AnswerRow, AnswerTable, Citation, Figure, Kind, PageSpan
from qa.page.chat.desk import ChatDesk
from qa.page.chat.export import as_docx, as_markdown, document
from qa.page.chat.routes import routes
from qa.page.chat.turn import Turn
from qa.page.desk import Desk
from qa.page.person import with_browsers
from tests.qa.test_page import HOSTILE

LINKS = "www.example.com http://example.com a@example.com"
MORE_HOSTILE = ("# 标题", "1. 一", "- 二", "> 三", "    码", LINKS, "a|b", "=1+1", "~~x~~")


def asked(words: str) -> Answer:
    """The words in every place that an export shows, with two citations and a table."""
    place = {"report": words, "organization": words, "year": 2024, "page": 16, "printed_page": 18}
    spans = (PageSpan(page=16, start=0, end=1),)
    cited = [
        Citation(id=n, **place, spans=spans, table=words, row=words, column=words, quote=words)  # type: ignore[arg-type]
        for n in (1, 2)
    ]
    figure = Figure(label=words, value="1.20", unit="万元", printed="1.20", year=2024, citations=(1,))
    table = AnswerTable(head=words, columns=(words,), rows=(AnswerRow(label=words, cells=(0,)),), lines=(1, 2))
    return Answer(
        question=words, kind=Kind.LOOKUP, text=f"{words}[1]\n表\n[7]{words}", figures=(figure,),
        citations=tuple(cited), options=(words,), notes=(words,), table=table,
    )  # fmt: skip


def exported(words: str) -> tuple[str, bytes]:
    turns = [Turn("甲", answer=asked("乙")), Turn(words, answer=asked(words)), Turn(words, error=words)]
    blocks = document(words, turns)
    return as_markdown(blocks).decode(), as_docx(blocks)


class Shown(HTMLParser):
    """Elements and text of HTML."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.said = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)

    def handle_data(self, data: str) -> None:
        self.said += data


@pytest.mark.parametrize("words", [*HOSTILE, *MORE_HOSTILE])
def test_in_markdown_whatever_is_written_is_text(words: str) -> None:
    markdown, _ = exported(words)
    shown = Shown(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))
    assert shown.elements <= {"h1", "h2", "p", "blockquote", "table", "thead", "tbody", "tr", "th", "td"}
    assert " ".join(words.split()) in " ".join(shown.said.split())
    assert "http:" not in markdown
    assert "www." not in markdown
    assert "a@" not in markdown


def test_notes_are_numbered_through_the_document_and_say_the_place() -> None:
    markdown, docx = exported("丙")
    assert "乙[^1]" in markdown
    assert "丙[^3]" in markdown
    assert "| 丙 | 1.20 万元[^4] |" in markdown
    assert "\\[7\\]丙" in markdown
    place = "丙，丙，“丙”行，“丙”列，第18页（文件第16页）：“丙”"
    assert markdown.endswith(f"\n\n[^4]: 依据 {place}\n")
    file = Document(io.BytesIO(docx))
    assert file.paragraphs[-1].text == f"[4] {place}"
    assert [cell.text for row in file.tables[1].rows for cell in row.cells] == ["丙", "丙", "丙", "1.20 万元[4]"]


@pytest.mark.parametrize("mark", ["\x00", "\x1b", "\u202e", "\ufffe", "\ud800"])
def test_signs_that_no_file_holds_are_written_by_name(mark: str) -> None:
    markdown, docx = exported(f"1{mark}2")
    name = f"1[U+{ord(mark):04X}]2"
    assert f"1\\[U\\+{ord(mark):04X}\\]2" in markdown
    assert any(name in paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs)


def test_only_who_asked_can_have_it(library: Path) -> None:
    desk = ChatDesk(Desk(library))
    app = FastAPI()
    app.include_router(routes(desk))
    mine, other = TestClient(with_browsers(app)), TestClient(with_browsers(app))
    key = mine.get("/chat/none.md").cookies["juesuan"]
    turn = desk.turn("行政运行支出是多少？", [])
    desk.keep(f"browser:{key}", [turn])
    markdown, docx = (mine.get(f"/chat/{turn.talk}.{ending}") for ending in ("md", "docx"))
    assert "1,241.72 万元" in markdown.text
    assert "公开05表，“2010301 行政运行”行，“小计”列，第18页（文件第16页）" in markdown.text
    assert "1,241.72 万元" in "\n".join(p.text for p in Document(io.BytesIO(docx.content)).paragraphs)
    assert "filename*=UTF-8''%E8%A1%8C" in docx.headers["content-disposition"]
    for response in (other.get(f"/chat/{turn.talk}.md"), mine.get(f"/chat/{turn.talk}.html")):
        assert response.status_code == 404
        assert "没有找到这段对话" in response.json()["problem"]
