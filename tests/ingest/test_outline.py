"""Pages become headings and paragraphs: nothing lost, nothing twice, wrapped lines joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from evals.generated.text_report import Style, invent
from ingest.document import Document, Page
from ingest.outline import read_outline
from ingest.readers import read
from ingest.report import Section
from tests.ingest.printed_cells import REPORT

DUTIES: Final = "第一部分 单位概况"
TABLES: Final = "第二部分 2024年度单位决算表"
NARRATIVE: Final = "第三部分 2024年度单位决算情况说明"
EVALUATION: Final = "莱芜区数字政府建设项目重点绩效评价报告"

HEADINGS: Final = [
    (1, (DUTIES,), 1),
    (2, (DUTIES, "一、单位职责"), 2),
    (2, (DUTIES, "二、机构设置"), 8),
    (1, (TABLES,), 9),
    (2, (TABLES, "收入支出决算总表"), 10),
    (2, (TABLES, "收入决算表"), 11),
    (2, (TABLES, "支出决算表"), 13),
    (2, (TABLES, "财政拨款收入支出决算总表"), 15),
    (2, (TABLES, "一般公共预算财政拨款支出决算表"), 16),
    (2, (TABLES, "一般公共预算财政拨款基本支出决算明细表"), 18),
    (2, (TABLES, "政府性基金预算财政拨款收入支出决算表"), 19),
    (2, (TABLES, "国有资本经营预算财政拨款支出决算表"), 20),
    (2, (TABLES, "财政拨款“三公”经费支出决算表"), 21),
    (1, (NARRATIVE,), 22),
    (2, (NARRATIVE, "一、收入支出决算总体情况说明"), 23),
    (2, (NARRATIVE, "二、收入决算情况说明"), 23),
    (3, (NARRATIVE, "二、收入决算情况说明", "（一）收入决算结构情况"), 23),
    (3, (NARRATIVE, "二、收入决算情况说明", "（二）收入决算具体情况"), 24),
    (2, (NARRATIVE, "三、支出决算情况说明"), 24),
    (3, (NARRATIVE, "三、支出决算情况说明", "（一）支出决算结构情况"), 24),
    (3, (NARRATIVE, "三、支出决算情况说明", "（二）支出决算具体情况"), 25),
    (2, (NARRATIVE, "四、财政拨款收入支出决算总体情况说明"), 25),
    (2, (NARRATIVE, "五、一般公共预算财政拨款支出决算情况说明"), 26),
    (3, (NARRATIVE, "五、一般公共预算财政拨款支出决算情况说明", "（一）一般公共预算财政拨款支出决算总体情况"), 26),
    (3, (NARRATIVE, "五、一般公共预算财政拨款支出决算情况说明", "（二）一般公共预算财政拨款支出决算结构情况"), 27),
    (3, (NARRATIVE, "五、一般公共预算财政拨款支出决算情况说明", "（三）一般公共预算财政拨款支出决算具体情况"), 28),
    (2, (NARRATIVE, "六、一般公共预算财政拨款基本支出决算情况说明"), 30),
    (2, (NARRATIVE, "七、政府性基金预算财政拨款收入支出决算情况说明"), 30),
    (2, (NARRATIVE, "八、国有资本经营预算财政拨款支出决算情况说明"), 31),
    (2, (NARRATIVE, "九、财政拨款“三公”经费支出决算情况说明"), 31),
    (3, (NARRATIVE, "九、财政拨款“三公”经费支出决算情况说明", "（一）“三公”经费支出决算总体情况说明"), 31),
    (3, (NARRATIVE, "九、财政拨款“三公”经费支出决算情况说明", "（二）“三公”经费支出决算具体情况"), 31),
    (2, (NARRATIVE, "十、机关运行经费支出说明"), 31),
    (2, (NARRATIVE, "十一、政府采购支出说明"), 32),
    (2, (NARRATIVE, "十二、国有资产占用情况说明"), 32),
    (2, (NARRATIVE, "十三、预算绩效情况说明"), 32),
    (1, ("第四部分 名词解释",), 36),
    (1, ("2024 年度区级预算项目绩效自评情况汇总表",), 40),
    *((1, ("预算项目支出绩效自评表",), page) for page in (41, 43, 46, 48, 49, 50, 51, 52)),
    (1, (EVALUATION,), 53),
    (2, (EVALUATION, "一、重点绩效评价工作开展情况"), 53),
    (2, (EVALUATION, "二、重点绩效评价结果概述"), 53),
    (3, (EVALUATION, "二、重点绩效评价结果概述", "（一）预算执行情况"), 53),
    (3, (EVALUATION, "二、重点绩效评价结果概述", "（二）取得的主要成效"), 54),
    (3, (EVALUATION, "二、重点绩效评价结果概述", "（三）发现的主要问题"), 55),
    (2, (EVALUATION, "三、下一步工作措施"), 56),
]
"""Level, path and file page of every heading of the report, by reading it."""

FOOTER: Final = "— 9 —"


@pytest.fixture(scope="module")
def document() -> Document:
    return read(REPORT)


@pytest.fixture(scope="module")
def sections(document: Document) -> tuple[Section, ...]:
    return read_outline(document)


def outline(*pages: str) -> tuple[Section, ...]:
    return read_outline(Document(Path("made-up"), "text", tuple(Page(i, text) for i, text in enumerate(pages, 1))))


def paragraphs(sections: Sequence[Section]) -> list[str]:
    return [paragraph.text for section in sections for paragraph in section.paragraphs]


# the real report


def test_every_heading_of_the_report_is_found_at_its_level(sections: tuple[Section, ...]) -> None:
    assert [(section.level, section.path, section.heading.page) for section in sections] == HEADINGS


def test_every_line_of_the_report_is_in_one_place(document: Document, sections: tuple[Section, ...]) -> None:
    placed = [excerpt for s in sections for excerpt in (s.heading, *(p.excerpt for p in s.paragraphs))]
    found = Counter("".join(excerpt.text for excerpt in placed))
    printed = Counter("".join(line.text for line in document.lines if line.text != FOOTER))
    assert +(printed - found) == {} == {char: n for char, n in (found - printed).items() if not char.isspace()}


def test_excerpts_stand_where_their_spans_say(document: Document, sections: tuple[Section, ...]) -> None:
    pages = {page.number: page.text for page in document.pages}
    for section in sections:
        for excerpt in (section.heading, *(paragraph.excerpt for paragraph in section.paragraphs)):
            assert excerpt.text == "".join(pages[s.page][s.start : s.end] for s in excerpt.spans)


@pytest.mark.parametrize(
    ("start", "end", "pages"),
    [
        ("（十九）牵头全区政府系统调研网络体系建设", "负责有关课题管理、服务工作。", [3, 4]),
        ("（二十五）负责全区大数据以及相关产业发展", "协调产业发展中的重大问题。", [4, 5]),
        ("（四十一）职能转变。", "推动经济社会各领域数字化转型发展。", [6, 7]),
        ("2．与区委网信办、区行政审批服务局在电子政务方面", "评估考核工作，推进平台应用。", [7, 8]),
        ("9、卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）。", "医疗保险总额相应减少。", [29, 30]),
        ("十八、一般公共服务支出（类）统计信息事务（款）", "其他统计信息事务支出。", [38, 39]),
    ],
)
def test_paragraphs_go_on_over_pages(start: str, end: str, pages: list[int], sections: tuple[Section, ...]) -> None:
    (found,) = (p for s in sections for p in s.paragraphs if p.text.startswith(start))
    assert found.text.endswith(end)
    assert sorted({span.page for span in found.excerpt.spans}) == pages
    assert FOOTER not in found.text


def test_no_paragraph_of_the_narrative_ends_within_a_sentence(sections: tuple[Section, ...]) -> None:
    prose = [s for s in sections if s.path[0] in (DUTIES, NARRATIVE, "第四部分 名词解释")]
    assert [text for text in paragraphs(prose) if text[-1] not in "。："] == []


def test_numbered_paragraphs_know_their_number_and_level(sections: tuple[Section, ...]) -> None:
    numbered = {(p.number, p.level) for s in sections for p in s.paragraphs if s.title == "单位职责"}
    assert {("（一）", 3), ("（四十二）", 3), ("1．", 4), ("4．", 4)} <= numbered


# other reports

WIDE: Final = "本单位负责辖区内公园绿地行道树和苗圃的养护管理以及种质资源的普查工作"


def test_wrapped_lines_are_one_paragraph_and_full_stops_end_it() -> None:
    (section,) = outline(f"一、单位职责\n{WIDE}\n并指导育种。\n另负责宣传。\n{WIDE}\n和科普。")
    assert paragraphs([section]) == [f"{WIDE}并指导育种。", "另负责宣传。", f"{WIDE}和科普。"]


def test_lines_of_prose_are_joined_though_a_wide_table_is_on_the_same_page() -> None:
    row = "2120501 园林绿化管理 " + " ".join(["123,456,789.00"] * 9)
    sections = outline(f"一、单位职责\n{WIDE}\n并指导育种。\n支出决算表\n单位：元\n{row}\n{row}")
    assert paragraphs(sections)[0] == f"{WIDE}并指导育种。"


@pytest.mark.parametrize("title", ["一般公共预算支出预算表（功能科目）", "一般公共预算支出预算表"])
def test_rows_of_a_table_stay_apart_though_its_title_says_by_what_it_is_sorted(title: str) -> None:
    row = "2080505 机关事业单位基本养老保险缴费支出 1,694.44 1,694.44 0.00"
    prose = f"一、单位职责\n{WIDE}\n{WIDE}\n和科普。"
    sections = outline(f"{prose}\n第二部分 部门预算表\n{title}\n单位：万元\n{row}\n{row}\n{row}")
    assert paragraphs([sections[-1]]) == ["单位：万元", row, row, row]


def test_a_heading_may_be_wrapped_and_a_numbered_sentence_is_none() -> None:
    sections = outline("第一部分 概况\n一、单位职责\n（一）负责养护。\n（二）指导育种\n1.林木\n2.花卉。")
    assert [section.title for section in sections] == ["概况", "单位职责", "指导育种", "林木"]
    assert paragraphs(sections) == ["（一）负责养护。", "2.花卉。"]


@pytest.mark.parametrize(
    "style", [Style(contents=True), Style(contents=True, pages="form feeds"), Style(contents=True, pages="none")]
)
def test_a_table_of_contents_is_no_outline(style: Style, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(invent(3, style).text, encoding="utf-8")
    sections = read_outline(read(path))
    titles = Counter(section.title for section in sections)
    assert titles["支出决算表"] == titles["收入支出决算总体情况说明"] == 1
    assert not [section for section in sections if "...." in section.title]


def test_lines_that_every_page_repeats_are_left_out() -> None:
    running = "青岑县卫生健康局2031年度部门决算"
    pages = [f"{running}\n一、第{n}项\n说明{n}。\n- {i} -" for i, n in enumerate("一二三四", 1)]
    assert paragraphs(outline(*pages)) == ["说明一。", "说明二。", "说明三。", "说明四。"]


def test_lines_that_some_pages_repeat_stay() -> None:
    pages = [*("续表一\n内容。" for _ in range(3)), *(f"第{n}页的话。" for n in "一二三四")]
    assert paragraphs(outline(*pages)).count("续表一") == 3


def test_text_before_the_first_heading_is_kept() -> None:
    (first, second) = outline("网站首页\n一、单位职责\n养护。")
    assert (first.title, paragraphs([first]), second.title) == ("", ["网站首页"], "单位职责")


def test_a_numbered_title_may_go_on_in_the_next_line() -> None:
    long = "二、一般公共预算公园绿地行道树苗圃和种质资源的管护费培训费支出预"
    sections = outline(f"一、基本情况\n{WIDE}\n和育种（含苗圃）。\n{long}\n算情况说明\n本年支出5万元。\n{WIDE}\n等。")
    assert [section.title for section in sections] == ["基本情况", f"{long[2:]}算情况说明"]
    assert paragraphs(sections[1:]) == ["本年支出5万元。", f"{WIDE}等。"]


def test_a_numbered_sentence_is_no_heading_where_a_figure_did_not_fit_its_line() -> None:
    sections = outline(
        f"一、基本情况\n{WIDE}\n等。\n4、公务接待费支出决算为0.41万元，预算为0.30万元，完成的\n136.67%。\n{WIDE}\n等。"
    )
    assert [section.title for section in sections] == ["基本情况"]
    assert paragraphs(sections)[1] == "4、公务接待费支出决算为0.41万元，预算为0.30万元，完成的136.67%。"


def test_chapters_of_the_explaining_part_may_have_no_number() -> None:
    part, chapter = "第三部分 2031年度部门决算情况说明", "收入决算情况说明"
    sections = outline(f"{part}\n{chapter}\n收入5万元。\n支出决算情况说明\n（一）总体\n支出5万元。\n{WIDE}\n等。")
    assert [(section.level, section.title) for section in sections[1:]] == [
        (2, chapter),
        (2, "支出决算情况说明"),
        (3, "总体"),
    ]
    assert sections[-1].path == (part, "支出决算情况说明", "（一）总体")


def test_the_tail_of_a_sentence_or_a_title_is_no_chapter() -> None:
    for before in ("详见", "一、一般公共预算"):
        sections = outline(f"第三部分 2031年度部门决算情况说明\n{before}\n支出决算情况说明\n{WIDE}\n等。")
        assert "支出决算情况说明" not in [section.title for section in sections]


def test_a_title_of_the_second_level_may_follow_a_bracket() -> None:
    noted = "本单位负责辖区内公园绿地的管护。（按苗圃和种质资源的普查工作情况填写）"
    sections = outline(f"一、基本情况\n{WIDE}\n等。\n{noted}\n二、机构设置\n无。\n{WIDE}\n等。")
    assert [section.title for section in sections] == ["基本情况", "机构设置"]


@pytest.mark.parametrize("title", ["青岑县园林局主要职能", "青岑县园林局机构设置", "名词解释"])
def test_a_list_s_title_at_the_head_of_a_page_is_a_heading(title: str) -> None:
    sections = outline("青岑县2031年预算", f"{title}\n1、负责养护。", f"{WIDE}\n{title}\n等。")
    assert [(section.title, paragraphs([section])[0]) for section in sections[1:]] == [(title, "1、负责养护。")]
