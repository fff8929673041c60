"""Duties and internal offices: those of the report, and other ways to print them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import pytest

from ingest.document import Excerpt, Span
from ingest.duties import read_duties
from ingest.forms import unspaced
from ingest.offices import read_office_count, read_offices
from ingest.outline import read_outline
from ingest.readers import read
from ingest.report import Flow, Measure, Section
from tests.ingest.invented import section

ROOT: Final = Path(__file__).parents[2]
REPORT: Final = ROOT / "corpus" / "000_82c47807cd14b666.txt"
TRUTH: Final = ROOT / "tests" / "ground_truth" / "report_2024"
PART: Final = "第一部分 部门概况"


@pytest.fixture(scope="module")
def sections() -> tuple[Section, ...]:
    return read_outline(read(REPORT))


def test_every_duty_of_the_report_is_read_word_for_word(sections: tuple[Section, ...]) -> None:
    with (TRUTH / "duties.tsv").open(encoding="utf-8", newline="") as file:
        truth = [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
    duties = [
        (d.number, str(d.excerpt.spans[0].page), str(d.excerpt.spans[-1].page), unspaced(d.text))
        for d in read_duties(sections)
    ]
    assert duties == truth


def test_clauses_and_offices_read_back_from_the_pages(sections: tuple[Section, ...]) -> None:
    pages = {page.number: page.text for page in read(REPORT).pages}
    for found in (*read_duties(sections), *read_offices(sections)):
        text = "".join(pages[span.page][span.start : span.end] for span in found.excerpt.spans)
        assert text == found.excerpt.text


def test_the_report_s_offices_and_their_number(sections: tuple[Section, ...]) -> None:
    names = (TRUTH / "offices.txt").read_text(encoding="utf-8").split()
    assert [office.name for office in read_offices(sections)] == names
    (count,) = read_office_count(sections, year=2024)
    assert (count.value, count.unit, count.excerpt.text[slice(*count.mark)]) == (8, "个", "8")
    assert (count.subject.item, count.subject.measure, count.subject.flow) == ("内设机构", Measure.COUNT, Flow.NONE)


NUMBERED: Final = (
    (
        ["1.拟订规划；", "2.组织实施：（1）检查；（2）评估。", "3.承办其他事项。"],
        [
            ("1.", "1.拟订规划；"),
            ("2.", "2.组织实施："),
            ("2.（1）", "（1）检查；"),
            ("2.（2）", "（2）评估。"),
            ("3.", "3.承办其他事项。"),
        ],
    ),
    (
        ["第一条拟订规划。", "规划每年修订。", "第二条组织实施。"],
        [("第一条", "第一条拟订规划。规划每年修订。"), ("第二条", "第二条组织实施。")],
    ),
    (
        ["本局主要职责是：（一）拟订规划；（二）组织实施。"],
        [("（一）", "（一）拟订规划；"), ("（二）", "（二）组织实施。")],
    ),
    (
        ["本局贯彻上级要求。主要职责是：拟订规划，编制计划；组织实施。"],
        [("", "拟订规划，编制计划；"), ("", "组织实施。")],
    ),
    (
        ["主要职责：", "负责拟订规划。", "负责组织实施。"],
        [("", "负责拟订规划。"), ("", "负责组织实施。")],
    ),
)


@pytest.mark.parametrize(("texts", "expects"), NUMBERED, ids=[texts[0][:12] for texts, _ in NUMBERED])
def test_other_ways_to_print_duties(texts: list[str], expects: list[tuple[str, str]]) -> None:
    duties = read_duties([section("一、主要职责", *texts, part=PART)])
    assert [(duty.number, duty.text) for duty in duties] == expects


def test_short_clauses_that_look_like_headings_are_duties() -> None:
    title = "（一）拟订规划"
    heading = Excerpt(title, (Span(1, 0, len(title)),))
    sub = Section(3, "（一）", "拟订规划", (PART, "一、部门职责", title), heading, ())
    assert [(d.number, d.text) for d in read_duties([section("一、部门职责", part=PART), sub])] == [("（一）", title)]


def test_in_a_part_about_several_things_duties_stand_below_their_own_heading() -> None:
    part = "部门职责及机构设置"
    duties = section("一、部门职责", "（一）拟订规划。", "（二）组织实施。", part=part)
    others = section("二、机构设置", "（一）办公室。", part=part)
    assert [(d.number, d.text) for d in read_duties([duties, others])] == [
        ("（一）", "（一）拟订规划。"),
        ("（二）", "（二）组织实施。"),
    ]


def test_duties_without_a_heading_are_those_behind_their_introduction_and_only_once() -> None:
    cover = section("", "某局简介。", "主要职能包括：", "1、拟订规划。", "2、组织实施。", "附注如下。", "3、无关事项。")
    repeated = section("", "主要职能包括：", "1、拟订规划。", "2、组织实施。")
    assert [duty.text for duty in read_duties([cover, repeated])] == ["1、拟订规划。", "2、组织实施。"]


def test_a_page_put_in_twice_adds_nothing_to_the_last_duty() -> None:
    page = ("甲局是政府工作部门。", "主要职能包括：", "1、拟订规划。", "2、承办其他事项。")
    duties = read_duties([section("甲局主要职能", *page, *page, part="")])
    assert [duty.text for duty in duties] == ["1、拟订规划。", "2、承办其他事项。"]


@pytest.mark.parametrize(
    "title", ["二、机构设置", "三、2031年部门主要工作任务及目标", "五、绩效目标和职责分工的绩效情况"]
)
def test_sections_of_other_matters_hold_no_duties(title: str) -> None:
    assert read_duties([section(title, "（一）拟订规划。", part=PART)]) == ()


OFFICES: Final = (
    (
        "本局内设机构包括：办公室、人事和财务科、法规科（行政审批科）。",
        ["办公室", "人事和财务科", "法规科（行政审批科）"],
    ),
    ("本局设3个内设机构，分别为办公室、规划科和监督科。", ["办公室", "规划科", "监督科"]),
    ("本局内设办公室、高等教育处以及督查室，编制20名。", ["办公室", "高等教育处", "督查室"]),
    ("本局内设办公室、规划处等5个职能处室。", ["办公室", "规划处"]),
    ("内设机构包括甲会下设办公厅、研究室和3个专门委员会。", ["办公厅", "研究室"]),
    ("纳入决算编制范围的单位包括：甲局本级、乙中心、丙所。", []),
    ("本局负责指导全市各科室建设，推进设备管理，是综合部门。", []),
    ("综合科是牵头科室。", []),
)


@pytest.mark.parametrize(("text", "names"), OFFICES, ids=[text[:14] for text, _ in OFFICES])
def test_other_ways_to_list_offices(text: str, names: list[str]) -> None:
    assert [office.name for office in read_offices([section("二、机构设置", text, part=PART)])] == names


def test_offices_in_numbered_paragraphs() -> None:
    texts = ("本局内设机构如下：", "1.办公室。负责文电。", "2.规划科：负责规划。", "3.承办其他事项。")
    found = read_offices([section("二、机构设置", *texts, part=PART)])
    assert [(office.name, office.excerpt.text) for office in found] == [("办公室", "办公室"), ("规划科", "规划科")]


@pytest.mark.parametrize(
    ("text", "value"), [("内设八个科室。", 8), ("机关下设 12 个处室，包括：甲处。", 12), ("内设科室若干。", None)]
)
def test_the_number_of_offices_is_only_what_is_printed(text: str, value: int | None) -> None:
    facts = read_office_count([section("二、机构设置", text, part=PART)], year=2031)
    assert [fact.value for fact in facts] == ([] if value is None else [value])
    assert all(fact.excerpt.text[slice(*fact.mark)] == fact.printed for fact in facts)
