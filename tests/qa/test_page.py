"""The page without a browser: nothing that is shown can be more than text, and errors are words."""

from __future__ import annotations

import logging
import re
import shutil
import socket
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from ingest.library.schema import VECTORS
from ingest.report import Outcome
from qa.answer import Answer, Citation, Figure, Kind, PageSpan, Refusal, RefusalKind
from qa.assistant import Assistant
from qa.evidence import CalculationEvidence, Operand, QuoteEvidence, TableEvidence, evidence
from qa.page import texts as shared
from qa.page.chat import texts
from qa.page.chat.conversation import SHOWN_QUESTION, conversation, examples, label
from qa.page.chat.desk import ChatDesk
from qa.page.chat.examples import GENERAL, example_questions
from qa.page.chat.panel import panel
from qa.page.chat.turn import Mark, Rating, Turn
from qa.page.desk import Desk
from qa.page.header import shelf
from qa.page.markup import Html, el, text
from qa.page.person import Person
from qa.page.places import page_words
from qa.page.serve import CannotServe, address, listen
from qa.page.table import lines

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "![图](http://example.com/a.png)",
    "[链接](javascript:alert(1))",
    "&lt;b&gt;",
    "${alert(1)} {{constructor}} `x`",
    "长" * 5000,
    "a" * 5000,
)
ALLOWED = {
    "article", "bdi", "button", "caption", "details", "div", "fieldset", "form", "h2", "h3", "input", "label", "legend",
    "li", "mark", "ol", "p", "section", "span", "strong", "summary", "table", "tbody", "td", "textarea", "th", "thead",
    "tr", "ul",
}  # fmt: skip


class Seen(HTMLParser):
    """What a browser would make of it: elements, attribute names, text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.attributes: dict[str, list[str]] = {}
        self.said = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")

    def handle_data(self, data: str) -> None:
        self.said += data


def everywhere(words: str) -> Html:
    """The words in every place that a question or a report reaches."""
    citation = Citation(
        id=1, report=words, organization=words, year=2024, page=1, printed_page=None,
        spans=(PageSpan(page=1, start=0, end=1),), section=words, clause=words, table=words, row=words, column=words,
        quote=words,
    )  # fmt: skip
    figure = Figure(label=words, value="1", unit=words, printed=words, year=2024, citations=(0,))
    total = Figure(label=words, value="1", unit="", printed=None, year=2024, operands=(0,), formula=words)
    asked = Answer(
        question=words,
        kind=Kind.LOOKUP,
        text=f"{words}[1]\n{words}",
        figures=(figure, total),
        citations=(citation,),
        options=(words,),
        notes=(words,),
    )
    found = (CalculationEvidence(total, (Operand(figure, (1,)),)), QuoteEvidence(citation))
    told = {"trace": (words,), "rating": Rating(Mark.BAD, comment=words)}
    shown = [conversation([Turn(words, answer=asked, **told), Turn(words, error=words)]), examples([words])]
    return Html("".join([*shown, panel(0, asked, found)]))


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_written_is_shown_as_text(words: str) -> None:
    seen = Seen(everywhere(words))
    assert seen.elements <= ALLOWED
    assert not [name for name in seen.attributes if name.startswith("on") or name in ("src", "href", "style")]
    assert words[:SHOWN_QUESTION] in seen.said
    assert words in seen.attributes["data-ask"]


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u200b", "\x00", "\x1b", "\ufeff"])
def test_marks_that_would_hide_or_turn_text_are_shown_by_name(mark: str) -> None:
    shown = text(f"1{mark}2")
    assert mark not in shown
    assert Seen(shown).said == f"1U+{ord(mark):04X}2"


def test_markup_is_kept_and_text_beside_it_is_not_markup() -> None:
    assert el("p", el("b", "甲"), "<i>", None, class_="x y", hidden=True, title=None, data_at=3) == (
        '<p class="x y" hidden data-at="3"><b>甲</b>&lt;i&gt;</p>'
    )


def test_attributes_cannot_be_left() -> None:
    assert Seen(el("p", title='"><script>')).elements == {"p"}


@pytest.mark.parametrize(
    ("number", "printed", "words"), [(16, 18, "第18页（文件第16页）"), (5, 5, "第5页"), (7, None, "文件第7页")]
)
def test_a_page_is_named_by_its_printed_number(number: int, printed: int | None, words: str) -> None:
    assert page_words(number, printed) == words


# the conversation


def test_marks_become_buttons_only_where_there_is_such_a_citation(assistant: Assistant) -> None:
    asked = assistant.ask("谁负责区政府值班？")
    told = asked.model_copy(update={"text": "甲[1]乙[2]丙[0]"})
    seen = Seen(conversation([Turn("？", answer=told)]))
    assert seen.attributes["data-cite"] == ["1", "0"]  # the mark, and the button that shows all evidence
    assert "甲1乙[2]丙[0]" in seen.said


def test_the_figure_is_set_off_and_the_places_are_not(assistant: Assistant) -> None:
    shown = conversation([Turn("？", answer=assistant.ask("行政运行支出是多少？"))])
    assert re.findall(r"<strong>(.*?)</strong>", shown) == ["1,241.72 万元"]
    assert 'class="place">出处：公开05表' in shown


def test_a_turn_says_what_it_is() -> None:
    refused = Answer(
        question="？", kind=Kind.REFUSAL, text="无", refusal=Refusal(kind=RefusalKind.OFF_TOPIC, message="无")
    )
    shown = Seen(conversation([Turn("甲", answer=refused), Turn("乙", error="坏了"), Turn("丙")])).said
    assert [word for word in (texts.REFUSALS[RefusalKind.OFF_TOPIC], texts.ERROR, texts.PENDING) if word in shown] == [
        "与报告无关",
        "出错",
        "正在查找…",
    ]


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("行政运行支出是多少？", "精确查表"),
        ("谁负责区政府值班？", "职责"),
        ("什么是机关运行经费？", "定义"),
        ("为什么住房公积金超预算？", "原文摘录"),
        ("2019年的收入是多少？", "没有这份报告"),
    ],
)
def test_an_answer_is_labelled_by_its_kind(assistant: Assistant, question: str, word: str) -> None:
    assert label(assistant.ask(question)) == word


def test_every_kind_has_a_label() -> None:
    assert set(texts.KINDS) | {Kind.REFUSAL} == set(Kind)
    assert set(texts.REFUSALS) == set(RefusalKind)


def test_a_very_long_question_is_cut_where_it_is_shown() -> None:
    seen = Seen(conversation([Turn("问" * 20_000, error="太长")]))
    assert seen.said.count("问") < SHOWN_QUESTION + 10
    assert "20000" in seen.said


def test_no_turn_shows_what_the_page_is_good_for() -> None:
    assert texts.WELCOME in Seen(conversation(())).said


# the evidence


def shown_table(assistant: Assistant, question: str) -> tuple[TableEvidence, Html]:
    asked = assistant.ask(question)
    found = evidence(asked, assistant.library)
    table = next(one for one in found if isinstance(one, TableEvidence))
    return table, panel(0, asked, [table])


def test_one_cell_is_marked_with_its_row_and_column(assistant: Assistant) -> None:
    _, shown = shown_table(assistant, "行政运行支出是多少？")
    assert re.findall(r"<mark>(.*?)</mark>", shown) == ["1,241.72"]
    assert re.findall(r'<th class="name level-3 on" scope="row">(.*?)</th>', shown) == ["行政运行"]
    assert re.findall(r'<th class="n on"[^>]*>(.*?)</th>', shown) == ["小计"]


def test_every_cell_of_every_table_is_shown(assistant: Assistant) -> None:
    report = assistant.library.reports()[0]
    some = assistant.ask("行政运行支出是多少？")
    for table in assistant.library.tables(report.id):
        nothing: frozenset[Any] = frozenset()
        whole = TableEvidence(some.citations[:1], table, nothing, nothing, nothing, ())
        shown = re.findall(r'<td class="n">(.*?)</td>', panel(0, some, [whole]))
        assert sorted(filter(None, shown)) == sorted(c.printed for row in table.rows for c in row.cells if c.printed)


def test_each_line_of_a_table_is_as_wide_as_its_heading(assistant: Assistant) -> None:
    report = assistant.library.reports()[0]
    some = assistant.ask("行政运行支出是多少？")
    for table in assistant.library.tables(report.id):
        nothing: frozenset[Any] = frozenset()
        shown = panel(0, some, [TableEvidence(some.citations[:1], table, nothing, nothing, nothing, ())])
        first = re.findall(r"<tr>(.*?)</tr>", shown)[0]
        wide = sum(int(span) for span in re.findall(r'colspan="(\d+)"', first))
        wide += len(re.findall(r"<t[hd] ", first)) - len(re.findall("colspan", first))
        body = re.findall(r"<tr>(.*?)</tr>", shown.partition("<tbody>")[2])
        assert {len(re.findall(r"<t[hd][ >]", line)) for line in body} == {wide}, table.name


def test_sides_of_a_table_stand_beside_one_another(assistant: Assistant) -> None:
    report = assistant.library.reports()[0]
    tables = [t for t in assistant.library.tables(report.id) if len({c.side for c in t.columns}) > 1]
    assert tables
    for table in tables:
        shown = lines(table.rows)
        assert sorted(index for line in shown for index in line.values()) == list(range(len(table.rows)))
        assert len(shown) < len(table.rows)


def test_the_balance_of_the_table_is_said(assistant: Assistant) -> None:
    table, shown = shown_table(assistant, "行政运行支出是多少？")
    holds = sum(check.outcome is Outcome.HOLDS for check in table.checks)
    assert shared.HOLDS.format(count=holds) in shown
    assert 'class="checks"' in shown


def test_an_answer_without_evidence_says_so(assistant: Assistant) -> None:
    assert texts.EVIDENCE_NONE in panel(0, assistant.ask("2019年的收入是多少？"))
    assert texts.EVIDENCE_EMPTY in panel(None, None)


# beginning


def test_every_example_is_answered_with_evidence(assistant: Assistant) -> None:
    questions = example_questions(assistant)
    assert questions[: len(GENERAL)] == GENERAL
    assert len(questions) == len(set(questions)) == len(GENERAL) + 5
    answers = [assistant.ask(question) for question in questions]
    assert [a.question for a in answers if a.kind is Kind.REFUSAL or not a.citations] == []


def test_the_shelf_names_the_reports(assistant: Assistant) -> None:
    reports = assistant.library.reports()
    assert reports[0].title in shelf(reports)
    identity = reports[0].identity
    many = [replace(reports[0], identity=replace(identity, year=year)) for year in range(2019, 2024)]
    shown = shelf(many)
    assert shared.MANY_REPORTS.format(count=5, organizations=1, first=2019, last=2023) in shown
    assert f"{identity.organization}：{identity.level}决算2019、2020、2021、2022、2023年度" in shown


# errors


def test_without_a_library_the_tab_for_files_is_named_and_later_it_works(tmp_path: Path, library: Path) -> None:
    folder = tmp_path / "library"
    desk = ChatDesk(Desk(folder))
    assert "报告库" in (desk.turn("行政运行支出是多少？", []).error or "")
    shutil.copytree(library, folder)
    answered = desk.turn("行政运行支出是多少？", []).answer
    assert answered is not None
    assert "1,241.72" in answered.text


def test_without_vectors_the_remedy_is_named_and_lookups_go_on(tmp_path: Path, library: Path) -> None:
    folder = tmp_path / "library"
    shutil.copytree(library, folder, ignore=shutil.ignore_patterns(VECTORS))
    desk = ChatDesk(Desk(folder))
    assert "python -m ingest rebuild" in (desk.turn("单位今后怎样改进短信平台的管理？", []).error or "")
    assert desk.turn("行政运行支出是多少？", []).answer is not None


@pytest.mark.parametrize(("question", "words"), [("？？", "问题是空的"), ("长" * 20_000, "20000")])
def test_a_question_that_cannot_be_asked_is_told_so(library: Path, question: str, words: str) -> None:
    assert words in (ChatDesk(Desk(library)).turn(question, []).error or "")


class BrokenDesk(Desk):
    """A desk whose assistant fails in a way nobody thought of."""

    def assistant(self, who: Person | None = None) -> Assistant:
        raise ZeroDivisionError("nobody thought of it")


def test_the_unexpected_is_a_plain_sentence_and_a_trace_in_the_log(
    library: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert ChatDesk(BrokenDesk(library)).turn("行政运行支出是多少？", []).error == texts.UNEXPECTED
    assert "nobody thought of it" in caplog.text


def test_follow_ups_lean_on_what_was_answered_before(library: Path) -> None:
    desk = ChatDesk(Desk(library))
    first = desk.turn("行政运行支出是多少？", [])
    second = desk.turn("那项目支出呢？", [first, Turn("？", error="坏了")])
    assert second.answer is not None
    assert "246.81" in second.answer.text


def test_the_model_is_loaded_once_asked_for(library: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        Desk(library).warm()
    assert shared.MODEL_READY[:6] in caplog.text


def test_without_a_library_no_model_is_loaded_and_the_log_says_why(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Desk(tmp_path / "none").warm()
    assert "python -m ingest" in caplog.text


# the socket


def test_a_port_in_use_is_told_with_another_one() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotServe, match=f"{port} 已被占用.*--port {port + 1}"):
            listen("127.0.0.1", port)


def test_an_address_that_is_not_ours_is_told() -> None:
    with pytest.raises(CannotServe, match=re.escape("192.0.2.1")):
        listen("192.0.2.1", 0)


def test_the_address_is_one_to_open() -> None:
    with listen("127.0.0.1", 0) as server:
        assert address(server) == f"http://127.0.0.1:{server.getsockname()[1]}"
        assert isinstance(server, socket.socket)
