"""Two reports and more in one library: which one a question is about, and that no answer mixes them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from ingest.document import Document, Page
from ingest.library import Library
from ingest.pipeline import understand
from ingest.readers import read
from ingest.report import Report
from qa.answer import Kind, RefusalKind
from qa.assistant import Assistant
from tests.ingest.sample import HashEmbedder, publish
from tests.qa.asking import CORPUS, refuses, talk

PLACES: Final = (("济南市", "清河市"), ("莱芜区", "云岭区"))
OWN, OTHER = "济南市莱芜区人民政府办公室（本级）2024年度决算", "清河市云岭区人民政府办公室（本级）2024年度决算"
EARLIER: Final = "济南市莱芜区人民政府办公室（本级）2023年度决算"
CHANGED: Final = (("1,241.72", "1,341.72"), ("994.91", "1,094.91"))


def report(*replaced: tuple[str, str]) -> Report:
    """The report of the corpus with texts replaced; their lengths may differ, pages stay pages."""
    document = read(next(CORPUS.glob("*.txt")))

    def changed(page: Page) -> Page:
        text = page.text
        for old, new in replaced:
            text = text.replace(old, new)
        return Page(page.number, text, page.printed)

    pages = tuple(changed(page) for page in document.pages)
    return understand(Document(document.path, document.format, pages), HashEmbedder().fits)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Two organizations, one year; 行政运行 is 1,241.72 in one and 1,341.72 in the other."""
    folder, embedder = tmp_path_factory.mktemp("two"), HashEmbedder()
    publish(folder, report(), report(*PLACES, *CHANGED), embedder=embedder)
    return Assistant(Library.open(folder), embedder)


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """One organization, two years."""
    folder, embedder = tmp_path_factory.mktemp("years"), HashEmbedder()
    years = (("2023", "2022"), ("2024", "2023"), ("2025", "2024"))
    publish(folder, report(), report(*years, *CHANGED), embedder=embedder)
    return Assistant(Library.open(folder), embedder)


def test_both_are_there(two: Assistant, two_years: Assistant) -> None:
    assert {r.title for r in two.library.reports()} == {OWN, OTHER}
    assert {r.title for r in two_years.library.reports()} == {OWN, EARLIER}


BY_NAME: Final = [
    ("莱芜区人民政府办公室行政运行支出是多少？", OWN, "1,241.72"),
    ("云岭区人民政府办公室行政运行支出是多少？", OTHER, "1,341.72"),
    ("云岭区政府办的行政运行花了多少", OTHER, "1,341.72"),
    ("清河市云岭区人民政府办公室2024年度行政运行支出", OTHER, "1,341.72"),
    ("行政运行支出是多少？我问的是莱芜区政府办公室", OWN, "1,241.72"),
]


@pytest.mark.parametrize(("question", "title", "printed"), BY_NAME)
def test_the_organization_that_is_named_is_answered_for(
    question: str, title: str, printed: str, two: Assistant
) -> None:
    answer = two.ask(question)
    assert (answer.kind, answer.figures[0].printed) == (Kind.LOOKUP, printed)
    assert {citation.report for citation in answer.citations} == {title}
    assert answer.understood.report == title


BY_YEAR: Final = [
    ("2024年行政运行支出是多少？", OWN, "1,241.72"),
    ("二〇二三年行政运行支出是多少？", EARLIER, "1,341.72"),
]


@pytest.mark.parametrize(("question", "title", "printed"), BY_YEAR)
def test_the_year_that_is_named_is_answered_for(question: str, title: str, printed: str, two_years: Assistant) -> None:
    answer = two_years.ask(question)
    assert (answer.figures[0].printed, answer.understood.report) == (printed, title)


def test_a_change_from_the_year_before_is_of_the_later_report(two_years: Assistant) -> None:
    answer = two_years.ask("2024年项目支出比2023年增加多少？")
    assert (answer.understood.report, answer.figures[0].printed) == (OWN, "28.55")


def test_where_none_is_named_it_is_asked_back(two: Assistant) -> None:
    answer = two.ask("行政运行支出是多少？")
    assert answer.kind is Kind.CLARIFICATION
    assert set(answer.options) == {OWN, OTHER}
    assert not answer.figures
    assert not answer.citations


def test_a_duty_that_both_have_is_quoted_from_both(two: Assistant) -> None:
    answer = two.ask("谁负责值班？")
    assert answer.kind is Kind.DUTY
    assert {citation.report for citation in answer.citations} == {OWN, OTHER}
    assert {citation.clause for citation in answer.citations} == {"（四）"}


def test_a_term_that_both_explain_alike_is_quoted_once(two: Assistant) -> None:
    answer = two.ask("什么是三公经费？")
    assert answer.kind is Kind.DEFINITION
    assert len(answer.citations) == 1
    assert any("2份报告" in note for note in answer.notes)


ANSWERED: Final = [(OTHER, OTHER), (OWN, OWN), ("第二个", None), ("第一个", None), ("选第2个", None), ("2", None)]


@pytest.mark.parametrize(("said", "title"), ANSWERED)
def test_the_answer_to_that_picks_one(said: str, title: str | None, two: Assistant) -> None:
    asked_back = two.ask("行政运行支出是多少？")
    picked = title or asked_back.options[0 if said == "第一个" else 1]
    answer = two.ask(said, [asked_back])
    assert answer.kind is Kind.LOOKUP
    assert answer.understood.report == picked
    assert answer.figures[0].printed == ("1,241.72" if picked == OWN else "1,341.72")


def test_what_follows_stays_with_the_report_that_was_picked(two: Assistant) -> None:
    answer = talk(two, "行政运行支出是多少？", OTHER, "那基本支出呢？")
    assert (answer.understood.report, answer.figures[0].printed) == (OTHER, "1,094.91")


def test_what_follows_may_name_the_other(two: Assistant) -> None:
    answer = talk(two, "云岭区政府办公室行政运行支出是多少？", "那莱芜区政府办公室呢？")
    assert (answer.understood.report, answer.figures[0].printed) == (OWN, "1,241.72")


def test_a_third_organization_is_in_neither(two: Assistant) -> None:
    answer = two.ask("钢城区人民政府办公室行政运行支出是多少？")
    assert refuses(answer, RefusalKind.NOT_IN_CORPUS)
    assert answer.refusal is not None
    assert set(answer.refusal.available) == {OWN, OTHER}


def test_a_year_that_neither_is_of_is_refused(two_years: Assistant) -> None:
    assert refuses(two_years.ask("2021年行政运行支出是多少？"), RefusalKind.NOT_IN_CORPUS)


@pytest.mark.parametrize(("place", "title"), [("莱芜区", OWN), ("云岭区", OTHER)])
def test_a_passage_is_looked_for_in_the_report_that_is_asked_for_alone(place: str, title: str, two: Assistant) -> None:
    answer = two.ask(f"{place}政府办公室下一步工作措施是什么？")
    assert answer.kind is Kind.PASSAGE
    assert {citation.report for citation in answer.citations} == {title}


def test_an_empty_library_says_how_to_fill_it(tmp_path: Path) -> None:
    from ingest.library import Writer

    embedder = HashEmbedder()
    [identifier] = publish(tmp_path, report(), embedder=embedder)
    with Writer(tmp_path, embedder, 5) as writer:
        writer.remove(identifier)
    answer = Assistant(Library.open(tmp_path), embedder).ask("行政运行支出是多少？")
    assert refuses(answer, RefusalKind.NOT_IN_CORPUS)
    assert "python -m ingest" in answer.text
