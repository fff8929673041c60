"""The narrative: every figure and reason of the report, and other wordings in made-up reports."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from ingest.facts import item_codes
from ingest.forms import unspaced
from ingest.outline import read_outline
from ingest.readers import read
from ingest.report import Classification, Dimension, Fact, Flow, Fund, Measure, ReportKind, Section
from ingest.statements import read_statements
from ingest.tables import read_tables
from tests.ingest.invented import page_text, section

ROOT: Final = Path(__file__).parents[2]
REPORT: Final = ROOT / "corpus" / "000_82c47807cd14b666.txt"
TRUTH: Final = ROOT / "tests" / "ground_truth" / "report_2024" / "statements.tsv"

PRINTED_AHEAD: Final = 2
"""Printed page numbers of the report are this much above the file's."""

OFFICIAL_NAMES: Final = {
    ("收入合计", "合计"): ("本年收入合计", "合计"),
    ("支出合计", "合计"): ("本年支出合计", "合计"),
    ("公务用车购置费", "购置公务用车"): ("公务用车购置费", "购置车辆"),
    ("公务用车运行维护费", "公务用车保有量"): ("公务用车运行维护费", "保有量"),
    ("国内接待费", "合计"): ("公务接待费", "国内接待费"),
    ("国内接待费", "批次"): ("公务接待费", "国内接待批次"),
    ("国内接待费", "人次"): ("公务接待费", "国内接待人次"),
    ("外事接待", "批次"): ("公务接待费", "外事接待批次"),
    ("外事接待", "人次"): ("公务接待费", "外事接待人次"),
    ("国（境）外接待费", "合计"): ("公务接待费", "国（境）外接待费"),
    ("国（境）外接待费", "批次"): ("公务接待费", "国（境）外接待批次"),
    ("国（境）外接待费", "人次"): ("公务接待费", "国（境）外接待人次"),
    ("政府采购支出总额", "合计"): ("政府采购支出", "合计"),
    ("政府采购货物支出", "合计"): ("政府采购支出", "货物"),
    ("政府采购工程支出", "合计"): ("政府采购支出", "工程"),
    ("政府采购服务支出", "合计"): ("政府采购支出", "服务"),
}
"""Items and breakdowns that the ground truth calls by what is printed, and what they are called here."""

BASELINES: Final = {"2023年": "2023年度", "收入合计": "本年收入合计", "支出合计": "本年支出合计"}

UNCOUNTED: Final = {Measure.USE: 5, Measure.FINAL: 3}
"""What the ground truth leaves out: what money is used for, and the declarations that there is none."""


@pytest.fixture(scope="module")
def sections() -> tuple[Section, ...]:
    return read_outline(read(REPORT))


@pytest.fixture(scope="module")
def facts(sections: tuple[Section, ...]) -> tuple[Fact, ...]:
    return read_statements(sections, year=2024, codes=item_codes(read_tables(sections)[0]))


def official(item: str, breakdown: str) -> tuple[str, str]:
    if item.endswith("用车") and breakdown == "合计":
        return "车辆", item
    if item.endswith("合同金额"):
        return "政府采购支出", item
    return OFFICIAL_NAMES.get((item, breakdown), (item, breakdown))


def expected() -> Counter[tuple[str, ...]]:
    with TRUTH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    inside = ("fund", "measure", "printed", "unit", "printed_page")
    return Counter(
        (
            *official(row["item"], row["breakdown"]),
            BASELINES.get(row["baseline"], row["baseline"]),
            *(row[key] for key in inside),
        )
        for row in rows
    )


def found(fact: Fact) -> tuple[str, ...]:
    subject = fact.subject
    breakdown = "合计" if subject.breakdown == "基本支出" else subject.breakdown
    page = str(fact.excerpt.slice(*fact.mark).page + PRINTED_AHEAD)
    printed = unspaced(fact.printed)
    return (subject.item, breakdown, subject.baseline, subject.fund, subject.measure, printed, fact.unit, page)


def test_every_statement_of_the_report_is_found_and_no_other(facts: tuple[Fact, ...]) -> None:
    got = Counter(map(found, facts))
    assert not expected() - got
    extra: Counter[str] = Counter()
    for key, number in (got - expected()).items():
        extra[key[4]] += number
    assert extra == UNCOUNTED


def test_marks_read_back_from_the_pages(facts: tuple[Fact, ...]) -> None:
    pages = {page.number: page.text for page in read(REPORT).pages}
    for fact in facts:
        marked = fact.excerpt.slice(*fact.mark)
        text = "".join(pages[span.page][span.start : span.end] for span in marked.spans)
        assert unspaced(text) == unspaced(fact.printed)
        whole = "".join(pages[span.page][span.start : span.end] for span in fact.excerpt.spans)
        assert whole == fact.excerpt.text


def test_functional_items_have_the_code_and_path_of_the_tables(facts: tuple[Fact, ...]) -> None:
    functional = [f.subject for f in facts if f.subject.classification is Classification.FUNCTIONAL]
    assert all(subject.code for subject in functional)
    running = next(subject for subject in functional if subject.item == "行政运行")
    assert (running.code, running.path) == ("2010301", ("一般公共服务支出", "政府办公厅（室）及相关机构事务"))


def test_decreases_are_negative_and_printed_without_a_sign(facts: tuple[Fact, ...]) -> None:
    basic = [f for f in facts if f.subject.item == "基本支出" and f.subject.measure is Measure.CHANGE_AMOUNT]
    assert [(f.value, f.printed, f.subject.baseline) for f in basic] == [(Decimal("-24.95"), "24.95", "2023年度")]


def test_a_sentence_that_leaves_its_item_out_is_quoted_from_where_it_is_named(facts: tuple[Fact, ...]) -> None:
    budget = next(f for f in facts if f.subject.item == "住房公积金" and f.subject.measure is Measure.INITIAL_BUDGET)
    assert unspaced(budget.excerpt.text).startswith(
        "11、住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算数为"
    )
    assert unspaced(budget.excerpt.text).endswith("完成年初预算的105.02％。")


def test_no_figure_of_a_single_project_s_self_evaluation_is_taken_for_the_unit_s(facts: tuple[Fact, ...]) -> None:
    assert not {"27159", "11.04", "98.46", "1000.00"} & {fact.printed for fact in facts}


# Other wordings, in made-up reports. Each case: the heading, the text, and what it says.

Said = tuple[str, str, Measure, str, str | None, str]
"""Item, breakdown, measure, baseline, value (None for text) and unit or text."""

FINAL, BUDGET, ADJUSTED = Measure.FINAL, Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET
DONE, REASON, USE = Measure.COMPLETION_RATE, Measure.REASON, Measure.USE
AMOUNT, RATE, SHARE, COUNT = Measure.CHANGE_AMOUNT, Measure.CHANGE_RATE, Measure.SHARE, Measure.COUNT

CASES: Final[tuple[tuple[str, str, list[Said]], ...]] = (
    (
        "一、收入支出决算总体情况说明",
        "2031年度收入总计、支出总计均为 100.50万元。与上年相比，收入总计、支出总计各减少 9.5 万元，下降８．６４％，"
        "主要原因是：人员减少。",
        [
            ("收入总计", "合计", FINAL, "", "100.50", "万元"),
            ("支出总计", "合计", FINAL, "", "100.50", "万元"),
            ("收入总计", "合计", AMOUNT, "2030年度", "-9.5", "万元"),
            ("支出总计", "合计", AMOUNT, "2030年度", "-9.5", "万元"),
            ("收入总计", "合计", RATE, "2030年度", "-8.64", "%"),
            ("支出总计", "合计", RATE, "2030年度", "-8.64", "%"),
            ("收入总计", "合计", REASON, "2030年度", None, "人员减少"),
            ("支出总计", "合计", REASON, "2030年度", None, "人员减少"),
        ],
    ),
    (
        "三、支出决算情况说明",
        "本年支出合计1,000元，其中：基本支出900元，占90%；项目支出100元，占10%。",
        [
            ("本年支出合计", "合计", FINAL, "", "1000", "元"),
            ("基本支出", "合计", FINAL, "", "900", "元"),
            ("基本支出", "合计", SHARE, "本年支出合计", "90", "%"),
            ("项目支出", "合计", FINAL, "", "100", "元"),
            ("项目支出", "合计", SHARE, "本年支出合计", "10", "%"),
        ],
    ),
    (
        "五、一般公共预算财政拨款支出决算情况说明",
        "1.教育支出（类）普通教育（款）小学教育（项）。主要用于：教师工资。年初预算为 20 万元，"
        "支出决算为 25万元，完成年初预算的125%。决算数大于预算数的主要原因：增加教师5人，补发工资3万元。",
        [
            ("小学教育", "合计", USE, "", None, "教师工资"),
            ("小学教育", "合计", BUDGET, "", "20", "万元"),
            ("小学教育", "合计", FINAL, "", "25", "万元"),
            ("小学教育", "合计", DONE, "年初预算数", "125", "%"),
            ("小学教育", "合计", REASON, "年初预算数", None, "增加教师5人，补发工资3万元"),
        ],
    ),
    (
        "五、一般公共预算财政拨款支出决算情况说明",
        "1.教育支出（类）普通教育（款）小学教育（项）支出25万元，其中：基本支出20万元，项目支出5万元。",
        [
            ("小学教育", "合计", FINAL, "", "25", "万元"),
            ("小学教育", "基本支出", FINAL, "", "20", "万元"),
            ("小学教育", "项目支出", FINAL, "", "5", "万元"),
        ],
    ),
    (
        "七、财政拨款“三公”经费支出决算情况说明",
        '"三公"经费财政拨款支出预算为8万元，支出决算为6万元，完成预算的75%，决算数小于预算数的主要原因是厉行节约。',
        [
            ("“三公”经费", "合计", ADJUSTED, "", "8", "万元"),
            ("“三公”经费", "合计", FINAL, "", "6", "万元"),
            ("“三公”经费", "合计", DONE, "全年预算数", "75", "%"),
            ("“三公”经费", "合计", REASON, "全年预算数", None, "厉行节约"),
        ],
    ),
    (
        "七、财政拨款“三公”经费支出决算情况说明",
        "公务接待费支出2万元。其中：国内公务接待支出1.5万元，主要用于调研。国内公务接待12批次（其中：外事接待1批次），"
        "90人次（其中：外事接待4人次）。国（境）外公务接待支出0.5万元。",
        [
            ("公务接待费", "合计", FINAL, "", "2", "万元"),
            ("公务接待费", "国内接待费", FINAL, "", "1.5", "万元"),
            ("公务接待费", "国内接待费", USE, "", None, "调研"),
            ("公务接待费", "国内接待批次", COUNT, "", "12", "批次"),
            ("公务接待费", "外事接待批次", COUNT, "", "1", "批次"),
            ("公务接待费", "国内接待人次", COUNT, "", "90", "人次"),
            ("公务接待费", "外事接待人次", COUNT, "", "4", "人次"),
            ("公务接待费", "国（境）外接待费", FINAL, "", "0.5", "万元"),
        ],
    ),
    (
        "七、财政拨款“三公”经费支出决算情况说明",
        "公务用车购置支出为18万元，公务用车购置数1辆。截至2031年12月31日，开支财政拨款的公务用车保有量为3辆。",
        [
            ("公务用车购置费", "合计", FINAL, "", "18", "万元"),
            ("公务用车购置费", "购置车辆", COUNT, "", "1", "辆"),
            ("公务用车运行维护费", "保有量", COUNT, "", "3", "辆"),
        ],
    ),
    (
        "八、机关运行经费支出情况说明",
        "本部门2031年度机关运行经费支出50万元，较2030年度决算数增加2万元，增长4.17%，主要原因是人员增加。",
        [
            ("机关运行经费", "合计", FINAL, "", "50", "万元"),
            ("机关运行经费", "合计", AMOUNT, "2030年度", "2", "万元"),
            ("机关运行经费", "合计", RATE, "2030年度", "4.17", "%"),
            ("机关运行经费", "合计", REASON, "2030年度", None, "人员增加"),
        ],
    ),
    (
        "九、政府采购支出情况说明",
        "政府采购支出总额7万元，其中：政府采购货物支出3万元、政府采购工程支出0万元、政府采购服务支出4万元。"
        "授予中小企业合同金额6万元，占政府采购支出总额的85.7%，其中：授予小微企业合同金额2万元，"
        "占授予中小企业合同金额的33.3%。",
        [
            ("政府采购支出", "合计", FINAL, "", "7", "万元"),
            ("政府采购支出", "货物", FINAL, "", "3", "万元"),
            ("政府采购支出", "工程", FINAL, "", "0", "万元"),
            ("政府采购支出", "服务", FINAL, "", "4", "万元"),
            ("政府采购支出", "授予中小企业合同金额", FINAL, "", "6", "万元"),
            ("政府采购支出", "授予中小企业合同金额", SHARE, "政府采购支出总额", "85.7", "%"),
            ("政府采购支出", "授予小微企业合同金额", FINAL, "", "2", "万元"),
            ("政府采购支出", "授予小微企业合同金额", SHARE, "授予中小企业合同金额", "33.3", "%"),
        ],
    ),
    (
        "十、国有资产占用情况说明",
        "本部门共有车辆4辆，其中，副部（省）级及以上领导用车0辆、其他用车4辆，其他用车主要是业务用车；"
        "单位价值100万元以上设备（不含车辆）2台（套）。",
        [
            ("车辆", "合计", COUNT, "", "4", "辆"),
            ("车辆", "副部（省）级及以上领导用车", COUNT, "", "0", "辆"),
            ("车辆", "其他用车", COUNT, "", "4", "辆"),
            ("单位价值100万元以上设备（不含车辆）", "合计", COUNT, "", "2", "台（套）"),
        ],
    ),
    (
        "十一、预算绩效情况说明",
        "组织对2031年度项目支出全面开展绩效自评，其中，一级项目2个，二级项目9个，共涉及资金40万元，"
        "占项目支出总额的80%。组织对“甲”“乙”等2个项目开展了部门评价，涉及资金5万元。",
        [
            ("绩效自评", "一级项目", COUNT, "", "2", "个"),
            ("绩效自评", "二级项目", COUNT, "", "9", "个"),
            ("绩效自评", "预算资金", FINAL, "", "40", "万元"),
            ("绩效自评", "预算资金", SHARE, "项目支出总额", "80", "%"),
        ],
    ),
    (
        "七、政府性基金预算财政拨款收入支出决算情况说明",
        "本部门2031年度没有政府性基金收入，也没有使用政府性基金安排的支出。",
        [
            ("本年收入合计", "合计", FINAL, "", None, "本部门2031年度没有政府性基金收入"),
            ("本年支出合计", "合计", FINAL, "", None, "也没有使用政府性基金安排的支出"),
        ],
    ),
)


def said(fact: Fact) -> Said:
    subject = fact.subject
    value = None if fact.value is None else format(fact.value, "f")
    unit = fact.printed if fact.value is None else fact.unit
    return (subject.item, subject.breakdown, subject.measure, subject.baseline, value, unit)


@pytest.mark.parametrize(("title", "text", "expects"), CASES, ids=[text[:16] for _, text, _ in CASES])
def test_other_wordings(title: str, text: str, expects: list[Said]) -> None:
    sections = [section(title, text)]
    facts = read_statements(sections, year=2031)
    assert [said(fact) for fact in facts] == expects
    page = page_text(sections)
    for fact in facts:
        span = fact.excerpt.slice(*fact.mark).spans[0]
        assert unspaced(page[span.start : span.end]) == unspaced(fact.printed)


SILENT: Final = (
    ("二、收入决算情况说明", "甲项目收入5万元，比上年增加2万元，增长66%，主要原因是扩大规模。"),
    ("二、收入决算情况说明", "收入合计增加2万元，增长3%。"),
    ("三、支出决算情况说明", "2030年度支出合计5万元，占全部的10%。"),
    ("三、支出决算情况说明", "下属乙中心2031年度支出合计5万元。"),
    ("三、支出决算情况说明", "支出合计预算数为5万元。"),
    ("五、一般公共预算财政拨款支出决算情况说明", "工资福利支出30万元，年初预算为20万元。"),
    ("十、国有资产占用情况说明", "安排购置车辆2辆，其中：其他用车2辆；购置单价100万元（含）以上设备1台（套）。"),
    ("七、财政拨款“三公”经费支出决算情况说明", "会议费支出3万元，接待5批次。"),
)
"""Figures whose subject, baseline or year is not certain."""


@pytest.mark.parametrize(("title", "text"), SILENT, ids=[text[:12] for _, text in SILENT])
def test_what_is_not_certain_is_left_out(title: str, text: str) -> None:
    assert read_statements([section(title, text)], year=2031) == ()


def test_behind_a_breakdown_an_unnamed_change_belongs_to_nobody() -> None:
    text = "支出合计9万元，其中：基本支出5万元。与2030年度相比，增加1万元。"
    facts = read_statements([section("三、支出决算情况说明", text)], year=2031)
    assert [fact.printed for fact in facts] == ["9", "5"]


def test_the_change_of_a_budget_is_not_the_change_of_the_outturn() -> None:
    text = "机关运行经费年初预算数为9万元，比上年增加1万元。"
    facts = read_statements([section("八、机关运行经费", text)], year=2031)
    assert [(fact.subject.measure, fact.printed) for fact in facts] == [(BUDGET, "9")]


def test_a_reason_may_hold_figures_of_its_own() -> None:
    text = "公务接待费2万元，比上年增加1万元，主要原因是新增接待3批次，因公出国（境）费减少；公务用车运行维护费4万元。"
    facts = read_statements([section("七、“三公”经费支出决算情况说明", text)], year=2031)
    reason = next(fact for fact in facts if fact.subject.measure is REASON)
    assert reason.printed == "新增接待3批次，因公出国（境）费减少"
    assert [(f.subject.item, f.printed) for f in facts if f.dimension is Dimension.MONEY] == [
        ("公务接待费", "2"),
        ("公务接待费", "1"),
        ("公务用车运行维护费", "4"),
    ]


def test_a_heading_inside_running_text_gives_the_fund() -> None:
    text = (
        "如下： 五、一般公共预算财政拨款支出决算情况 2031年本年支出8万元。 六、财政拨款收入支出决算情况 本年支出9万元。"
    )
    facts = read_statements([section("部门决算说明", text)], year=2031)
    assert [(f.subject.item, f.subject.fund, f.printed) for f in facts] == [
        ("本年支出合计", Fund.GENERAL, "8"),
        ("本年支出合计", Fund.FISCAL, "9"),
    ]


def test_a_sentence_broken_into_paragraphs_is_one() -> None:
    sections = [
        section(
            "三、支出决算情况说明",
            "2031年度本年支出合计",
            "30万元，其中：",
            "基本支出20万元，占66.67%；",
            "项目支出10万元，占33.33%。",
        )
    ]
    facts = read_statements(sections, year=2031)
    assert [(f.subject.item, f.printed) for f in facts] == [
        ("本年支出合计", "30"),
        ("基本支出", "20"),
        ("基本支出", "66.67"),
        ("项目支出", "10"),
        ("项目支出", "33.33"),
    ]


def test_a_budget_report_s_amounts_are_budgets() -> None:
    sections = [
        section(
            "三、支出预算情况说明", "支出预算合计7万元，与上年相比增加1万元。", part="第三部分 2031年度部门预算情况说明"
        )
    ]
    (amount, change) = read_statements(sections, year=2031, kind=ReportKind.BUDGET)
    assert (amount.subject.measure, amount.value) == (Measure.BUDGET, Decimal(7))
    assert (change.subject.measure, change.subject.baseline) == (AMOUNT, "2030年度")


def test_classes_named_without_their_level_are_known_from_the_tables() -> None:
    sections = [section("五、一般公共预算财政拨款支出决算情况说明", "教育支出25万元，占50%。")]
    (fact,) = read_statements(sections, year=2031, codes={("教育支出",): "205"})
    assert (fact.subject.code, fact.subject.flow, fact.subject.fund) == ("205", Flow.EXPENDITURE, Fund.GENERAL)


@pytest.mark.parametrize(
    "organization", ["青岑县第一中学", "青岑县实验幼儿园", "青岑县白桥镇人民政府", "青岑县国有林场"]
)
def test_the_units_own_name_stands_in_front_of_a_figure(organization: str) -> None:
    cover = section(f"{organization}概况")
    told = section("一、收入支出决算总体情况说明", f"{organization}2031年度收入支出总计12.30万元。")
    facts = read_statements((cover, told), year=2031)
    assert [(fact.subject.item, fact.printed) for fact in facts] == [("收入总计", "12.30"), ("支出总计", "12.30")]
