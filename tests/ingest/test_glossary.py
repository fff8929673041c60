"""The glossary: the report's terms, and other ways to print entries."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import pytest

from ingest.document import Excerpt, Span
from ingest.forms import unspaced
from ingest.glossary import aliases_of, read_glossary
from ingest.outline import read_outline
from ingest.readers import read
from ingest.report import Section, Term
from tests.ingest.invented import section

ROOT: Final = Path(__file__).parents[2]
REPORT: Final = ROOT / "corpus" / "000_82c47807cd14b666.txt"
TRUTH: Final = ROOT / "tests" / "ground_truth" / "report_2024" / "terms.tsv"
PART: Final = "第四部分 名词解释"


@pytest.fixture(scope="module")
def terms() -> tuple[Term, ...]:
    return read_glossary(read_outline(read(REPORT)))


def test_every_term_of_the_report_is_read_word_for_word(terms: tuple[Term, ...]) -> None:
    with TRUTH.open(encoding="utf-8", newline="") as file:
        truth = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [(t.number, t.name, unspaced(t.excerpt.text)) for t in terms] == [
        (row["number"], row["name"], row["text"]) for row in truth
    ]
    for term, row in zip(terms, truth, strict=True):
        assert row["last_part"] in (term.name, *term.aliases)


def test_three_public_expenses_are_found_without_the_quotes(terms: tuple[Term, ...]) -> None:
    assert [term.aliases for term in terms if "三公" in term.name] == [("三公经费",)]


def test_entries_read_back_from_the_pages(terms: tuple[Term, ...]) -> None:
    pages = {page.number: page.text for page in read(REPORT).pages}
    for term in terms:
        assert term.excerpt.text == "".join(pages[s.page][s.start : s.end] for s in term.excerpt.spans)


ENTRIES: Final = (
    ("1.基本支出：指甲。", "1.", "基本支出"),
    ("（一）机关运行经费，是指甲，包括乙。", "（一）", "机关运行经费"),
    ("二、财政拨款收入是指甲：乙。", "二、", "财政拨款收入"),
    ("3．教育支出（类）普通教育（款）小学教育（项）:反映甲。", "3．", "教育支出（类）普通教育（款）小学教育（项）"),
    ("四、住房改革支出（款）住房公积金（项）指甲。", "四、", "住房改革支出（款）住房公积金（项）"),
    ("五、其他收入 指甲，是乙。", "五、", "其他收入"),
)


@pytest.mark.parametrize(("text", "number", "name"), ENTRIES, ids=[name for _, _, name in ENTRIES])
def test_other_ways_to_print_an_entry(text: str, number: str, name: str) -> None:
    (term,) = read_glossary([section("第四部分 名词解释", text, part=PART)])
    assert (term.number, term.name, term.excerpt.text) == (number, name, text)


def test_a_paragraph_that_defines_nothing_goes_on_with_the_entry_before() -> None:
    sections = [section("名词解释", "一、基本支出：指甲。", "其中：乙。", "二、项目支出：指丙。", part=PART)]
    assert [term.excerpt.text for term in read_glossary(sections)] == [
        "一、基本支出：指甲。其中：乙。",
        "二、项目支出：指丙。",
    ]


def test_entries_without_numbers_are_told_apart_by_their_names() -> None:
    sections = [section("名词解释", "基本支出：指甲。", "项目支出：指乙。", part=PART)]
    assert [term.name for term in read_glossary(sections)] == ["基本支出", "项目支出"]


def test_a_name_may_stand_as_a_heading_of_its_own() -> None:
    title, text = "（一）基本支出", "指单位运转的支出，是必需的。"
    spans = Span(1, 0, len(title)), Span(1, 20, 20 + len(text))
    body = section("名词解释", text).paragraphs[0]
    sub = Section(3, "（一）", "基本支出", (PART, title), Excerpt(title, spans[:1]), (body,))
    (term,) = read_glossary([sub])
    assert (term.number, term.name, term.excerpt.text) == ("（一）", "基本支出", title + text)


def test_a_glossary_whose_title_was_lost_in_the_text_is_found() -> None:
    sections = [section("", "某局机构设置。", "名词解释", "（一）基本支出：指甲。", part="")]
    assert [term.name for term in read_glossary(sections)] == ["基本支出"]


def test_other_sections_hold_no_terms() -> None:
    assert read_glossary([section("三、支出决算情况说明", "基本支出：指甲。")]) == ()


@pytest.mark.parametrize(
    ("name", "entry", "aliases"),
    [
        ("“三公”经费", "", ("三公经费",)),
        ("使用非财政拨款结余（含专用结余）", "", ("使用非财政拨款结余",)),
        ("甲支出（类）乙（室）事务（款）丙（项）", "", ("丙",)),
        ("政府采购", "政府采购（以下简称“政采”）：指甲。", ("政采",)),
        ("基本支出", "", ()),
    ],
)
def test_aliases(name: str, entry: str, aliases: tuple[str, ...]) -> None:
    assert aliases_of(name, entry) == aliases
