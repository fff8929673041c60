"""The questions over many reports are what the truth of the reports says, and there are enough of each sort."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from evals.generated.__main__ import FILES, lines
from evals.generated.expecting import CORPUS_AMOUNTS, Candidate, candidate, one, rank
from evals.generated.library import budgets
from evals.generated.lookup import CORPUS, Amount, entry_of, library, title, written
from evals.questions import LIBRARY_FILE, Question, default_files, load
from tests.ingest.printed_cells import REPORT

ENOUGH = 140
SORTS = {
    "full-name": 8, "short-name": 30, "level": 12, "year-word": 10, "ambiguous": 10, "missing-unit": 8,
    "missing-year": 8, "pick": 5, "compare": 10, "rank": 10, "total": 3, "average": 3, "years": 8, "none": 4,
    "duty": 10, "term": 3, "budget": 9, "traditional": 3, "typo": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return load([LIBRARY_FILE]).questions


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_holds_what_the_truth_says(file: Path) -> None:
    assert file.read_text(encoding="utf-8").splitlines() == [*lines(file)]


def test_there_are_enough_questions_of_each_sort(questions: tuple[Question, ...]) -> None:
    assert len(questions) >= ENOUGH
    tags = Counter(tag for question in questions for tag in question.tags)
    assert {tag: count for tag, count in SORTS.items() if tags[tag] < count} == {}
    assert sum(len(question.turns) > 1 for question in questions) >= 15


def test_no_question_is_asked_twice(questions: tuple[Question, ...]) -> None:
    assert [turns for turns, count in Counter(q.turns for q in questions).items() if count > 1] == []


def test_they_are_not_asked_of_the_corpus_alone() -> None:
    assert LIBRARY_FILE not in default_files()


def test_every_report_that_is_expected_is_in_the_library(questions: tuple[Question, ...]) -> None:
    titles = {title(entry) for entry in (*library(), *budgets(library()))} | {CORPUS}
    expected = {name for q in questions for name in (*q.expect.reports, *filter(None, [q.expect.report]))}
    assert expected - titles == set()
    assert len(expected) > 60


def test_every_value_of_one_report_is_printed_in_it(questions: tuple[Question, ...]) -> None:
    texts = {title(entry): written(entry).text for entry in (*library(), *budgets(library()))}
    texts[CORPUS] = REPORT.read_text(encoding="utf-8")
    checked = 0
    for question in questions:
        expect = question.expect
        if expect.report is None or expect.value is None:
            continue
        numbers = {Decimal(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", texts[expect.report])}
        assert abs(expect.value) in numbers, question.id
        checked += 1
    assert checked > 90


def test_what_is_noted_of_the_corpus_is_printed_there() -> None:
    text = REPORT.read_text(encoding="utf-8").replace(",", "")
    assert [item for item, value in CORPUS_AMOUNTS.items() if value not in text] == []


def test_a_unit_with_both_levels_is_its_department_unless_its_own_level_is_said() -> None:
    assert title(entry_of("莱芜区教育局", 2024)) == "济南市莱芜区教育局（部门）2024年度决算"
    assert title(entry_of("莱芜区教育局本级", 2024)) == "济南市莱芜区教育局（本级）2024年度决算"


def test_a_unit_that_is_not_there_is_an_error() -> None:
    with pytest.raises(LookupError):
        entry_of("莱芜区水务局", 2024)


def test_an_item_that_a_report_lacks_cannot_be_expected_of_it() -> None:
    assert candidate("莱芜区人民医院", 2024, "住房公积金").amount is None
    with pytest.raises(LookupError):
        one("莱芜区人民医院2024年的住房公积金？", "莱芜区人民医院", 2024, "住房公积金")


def test_a_ranking_with_a_shared_place_is_refused() -> None:
    same = [Candidate(name, name, Amount(Decimal("1.00"), "万元")) for name in ("甲", "乙")]
    with pytest.raises(ValueError, match="谁最高"):
        rank("谁最高", same, 1)
