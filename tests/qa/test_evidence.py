"""Evidence: every cited cell is found again, and the cited words are where they are marked."""

from __future__ import annotations

import pytest

from ingest.document import Excerpt, Span
from ingest.forms import FORMS
from ingest.library import StoredReport
from ingest.report import Fact, Source
from qa.answer import Answer, Citation, Figure, Kind, PageSpan
from qa.assistant import Assistant
from qa.evidence import (
    CONTEXT,
    CalculationEvidence,
    Mark,
    PassageEvidence,
    QuoteEvidence,
    TableEvidence,
    around,
    evidence,
    marks,
)


@pytest.fixture(scope="module")
def report(assistant: Assistant) -> StoredReport:
    return assistant.library.reports()[0]


@pytest.fixture(scope="module")
def facts(assistant: Assistant, report: StoredReport) -> tuple[Fact, ...]:
    return assistant.library.facts(report.id)


def cited(number: int, excerpt: Excerpt, report: StoredReport, **where: str) -> Citation:
    return Citation(
        id=number,
        report=report.title,
        organization=report.identity.organization,
        year=report.identity.year,
        page=excerpt.page,
        printed_page=None,
        spans=tuple(PageSpan(page=s.page, start=s.start, end=s.end) for s in excerpt.spans),
        quote=excerpt.text,
        **where,
    )


def answer(*citations: Citation, figures: tuple[Figure, ...] = ()) -> Answer:
    return Answer(question="？", kind=Kind.LOOKUP, text="", citations=citations, figures=figures)


def marked_words(found: PassageEvidence, *kinds: Mark) -> str:
    return "".join(run.text for page in found.pages for run in page.runs if run.mark in kinds)


def plain(text: str) -> str:
    return "".join(text.split())


def test_every_figure_of_every_table_is_found_in_its_cell(
    assistant: Assistant, report: StoredReport, facts: tuple[Fact, ...]
) -> None:
    in_tables = [fact for fact in facts if fact.form in FORMS]
    citations = [
        cited(number, fact.excerpt, report, table=fact.table, row=fact.row, column=fact.column)
        for number, fact in enumerate(in_tables, 1)
    ]
    wrong = []
    for start in range(0, len(citations), 50):
        group = citations[start : start + 50]
        separate = [one for citation in group for one in evidence(answer(citation), assistant.library)]
        for fact, one in zip(in_tables[start : start + 50], separate, strict=True):
            if printed_in(one) != [fact.printed]:
                wrong.append((fact.table, fact.row, fact.column, printed_in(one)))
    assert len(in_tables) > 500
    assert wrong == []


def printed_in(one: object) -> list[str]:
    """The texts of the marked cells."""
    assert isinstance(one, TableEvidence)
    found = []
    for row, column in sorted(one.cells):
        side = one.table.rows[row].side
        first = next(i for i, c in enumerate(one.table.columns) if c.side == side)
        found += [cell.printed for cell in one.table.rows[row].cells if first + cell.column == column]
    return found


def test_every_sentence_is_marked_on_its_pages(
    assistant: Assistant, report: StoredReport, facts: tuple[Fact, ...]
) -> None:
    sentences = list(dict.fromkeys(fact.excerpt for fact in facts if fact.source is Source.SENTENCE))
    citations = [cited(number, excerpt, report) for number, excerpt in enumerate(sentences, 1)]
    found = evidence(answer(*citations), assistant.library)
    assert len(found) == len(sentences) > 50
    for excerpt, one in zip(sentences, found, strict=True):
        assert isinstance(one, PassageEvidence)
        assert plain(marked_words(one, Mark.QUOTE, Mark.FIGURE)) == plain(excerpt.text)


def test_a_clause_over_a_page_break_is_marked_on_both_pages(assistant: Assistant, report: StoredReport) -> None:
    duty = next(d for d in assistant.library.duties(report.id) if len({s.page for s in d.excerpt.spans}) == 2)
    (found,) = evidence(answer(cited(1, duty.excerpt, report)), assistant.library)
    assert isinstance(found, PassageEvidence)
    assert len(found.pages) == 2
    assert all(any(run.mark for run in page.runs) for page in found.pages)
    assert plain(marked_words(found, Mark.QUOTE)) == plain(duty.text)


def test_wrapped_lines_of_a_paragraph_are_joined_and_lines_apart_stay_apart(
    assistant: Assistant, report: StoredReport
) -> None:
    duties = assistant.library.duties(report.id)
    duty = next(d for d in duties if len(d.excerpt.spans) > 1 and len({s.page for s in d.excerpt.spans}) == 1)
    (found,) = evidence(answer(cited(1, duty.excerpt, report)), assistant.library)
    assert isinstance(found, PassageEvidence)
    assert duty.text in marked_words(found, Mark.QUOTE)
    (page,) = found.pages
    stored = next(p for p in assistant.library.pages(report.id) if p.number == page.number)
    shown = "".join(run.text for run in page.runs)
    assert plain(shown) == plain(stored.text)
    assert 1 < shown.count("\n") < stored.text.count("\n")


def test_citations_of_one_table_stand_together(assistant: Assistant) -> None:
    both = assistant.ask("基本支出和项目支出各是多少？")
    tables = [one for one in evidence(both, assistant.library) if isinstance(one, TableEvidence)]
    assert len({one.table.name for one in tables}) == len(tables)
    for one in tables:
        assert printed_in(one) == [
            figure.printed
            for figure in both.figures
            if any(both.citations[i] in one.citations for i in figure.citations)
        ]
        assert [one.table.columns[i].name for i in sorted(one.columns)] == ["基本支出", "项目支出"]


def test_the_figure_is_marked_inside_its_sentence(assistant: Assistant) -> None:
    asked = assistant.ask("行政运行支出是多少？")
    passages = [one for one in evidence(asked, assistant.library) if isinstance(one, PassageEvidence)]
    assert [marked_words(one, Mark.FIGURE) for one in passages] == ["1,241.72"]


def test_a_figure_that_stands_twice_in_the_sentence_is_not_guessed_at(
    assistant: Assistant, report: StoredReport, facts: tuple[Fact, ...]
) -> None:
    sentences = (f for f in facts if f.source is Source.SENTENCE and f.value is not None)
    fact = next(f for f in sentences if f.excerpt.text.count(f.printed) == 2)
    figure = Figure(label="", value="0", unit=fact.unit, printed=fact.printed, year=0, citations=(0,))
    (found,) = evidence(answer(cited(1, fact.excerpt, report), figures=(figure,)), assistant.library)
    assert isinstance(found, PassageEvidence)
    assert marked_words(found, Mark.FIGURE) == ""


def test_a_row_without_a_column_is_marked_as_a_row(
    assistant: Assistant, report: StoredReport, facts: tuple[Fact, ...]
) -> None:
    fact = next(fact for fact in facts if fact.source is Source.TABLE and fact.row)
    (found,) = evidence(answer(cited(1, fact.excerpt, report)), assistant.library)
    assert isinstance(found, TableEvidence)
    assert [found.table.rows[i].excerpt for i in found.rows] == [fact.excerpt]
    assert found.cells == frozenset()


def test_the_note_of_a_table_is_shown_on_its_page(assistant: Assistant, report: StoredReport) -> None:
    table = next(table for table in assistant.library.tables(report.id) if table.notes)
    (found,) = evidence(answer(cited(1, table.notes[0], report, table=table.name)), assistant.library)
    assert isinstance(found, PassageEvidence)
    assert plain(marked_words(found, Mark.QUOTE)) == plain(table.notes[0].text)


def test_a_calculation_comes_first_with_its_operands(assistant: Assistant) -> None:
    operands = tuple(
        Figure(label=label, value=value, unit="万元", printed=value, year=2024, citations=(0,))
        for label, value in (("甲", "3.00"), ("乙", "1.00"))
    )
    total = Figure(
        label="差额", value="2.00", unit="万元", printed=None, year=2024, operands=(1, 2), formula="3 - 1 = 2"
    )
    report = assistant.library.reports()[0]
    citation = cited(7, Excerpt("页", (Span(1, 0, 1),)), report)
    found = evidence(answer(citation, figures=(total, *operands)), assistant.library)
    assert isinstance(found[0], CalculationEvidence)
    assert [(operand.figure.printed, operand.citations) for operand in found[0].operands] == [
        ("3.00", (7,)),
        ("1.00", (7,)),
    ]


@pytest.mark.parametrize(
    "changes",
    [{"report": "另一份报告"}, {"quote": "不是原文"}, {"spans": (PageSpan(page=9999, start=0, end=1),)}, {"spans": ()}],
)
def test_words_that_are_not_there_any_more_are_shown_as_a_quote(
    assistant: Assistant, facts: tuple[Fact, ...], report: StoredReport, changes: dict[str, object]
) -> None:
    citation = cited(1, facts[0].excerpt, report).model_copy(update=changes)
    assert evidence(answer(citation), assistant.library) == (QuoteEvidence(citation),)


def test_an_answer_without_citations_rests_on_nothing(assistant: Assistant) -> None:
    assert evidence(answer(), assistant.library) == ()


def test_white_space_between_two_ranges_is_marked_and_words_are_not() -> None:
    text = "甲乙\n丙丁 戊"
    told = marks(text, [(0, 2), (3, 4), (6, 7)], [(1, 2)])
    assert "".join(str(int(mark)) for mark in told) == "1211001"


@pytest.mark.parametrize(
    ("text", "cited", "shown"),
    [
        ("甲\n乙", (0, 1), (0, 3)),
        ("字" * 5000, (2500, 2600), (2500 - CONTEXT, 2600 + CONTEXT)),
        ("字" * 999 + "\n" + "字" * 4000, (2990, 2995), (1000, 2995 + CONTEXT)),
        ("字" * 2000 + "\n" + "字" * 4000, (10, 20), (0, 2000)),
        ("字" * 5000, (0, 5000), (0, 5000)),
    ],
)
def test_a_long_page_is_shown_around_the_cited_words(text: str, cited: tuple[int, int], shown: tuple[int, int]) -> None:
    assert around(text, [cited]) == shown
