"""Questions to reports that were read from PDF: budgets, tables in 元, blank cells, tables of no form, places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from evals.generated.cells import PrintedCell
from evals.generated.sheets import Sheet
from evals.generated.truth import Truth
from ingest.library import Library
from ingest.numbers import parse_number
from ingest.pipeline import read_report
from ingest.report import Report
from qa.answer import Answer, Kind, RefusalKind
from qa.assistant import Assistant
from qa.evidence import TableEvidence, evidence
from tests.documents.generator import generate, generate_budget
from tests.documents.layouts import BUDGET_LAYOUTS, LAYOUTS, Layout
from tests.ingest.sample import HashEmbedder, publish

SEED: Final = 5
IN_YUAN: Final = BUDGET_LAYOUTS["budget in 元"]
IN_WAN: Final = BUDGET_LAYOUTS["budget in 万元"]
WITH_BLANKS: Final = LAYOUTS["blank zeros"]
EXPENDITURE: Final = "支出预算总表"


@dataclass(frozen=True)
class Asked:
    """The assistant over one report, and what that report says."""

    assistant: Assistant
    truth: Truth
    report: Report

    def ask(self, *turns: str) -> Answer:
        """The answer to the last of the turns."""
        history: list[Answer] = []
        for turn in turns:
            history.append(self.assistant.ask(turn, history))
        return history[-1]

    def cell(self, form: str, name: str, column: str) -> PrintedCell:
        """The cell of a table; `column` is its lowest heading."""
        return next(c for c in self.truth.cells[form] if (c.name, _lowest(c)) == (name, column))

    def totals(self) -> list[PrintedCell]:
        """The total of each functional item of a budget."""
        return [c for c in self.truth.cells[EXPENDITURE] if c.code and _lowest(c) == "合计"]


def _lowest(cell: PrintedCell) -> str:
    return cell.column.rsplit("/", 1)[-1]


def _assistant(folder: Path, *reports: Report) -> Assistant:
    embedder = HashEmbedder()
    publish(folder, *reports, embedder=embedder)
    return Assistant(Library.open(folder), embedder)


def _asked(folder: Path, layout: Layout, write: Callable[..., Truth]) -> Asked:
    truth = write(folder / "report.pdf", layout, SEED)
    report = read_report(folder / "report.pdf", HashEmbedder().fits)
    return Asked(_assistant(folder / "library", report), truth, report)


@pytest.fixture(scope="module")
def yuan(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """A budget whose tables are in 元 and have no codes."""
    return _asked(tmp_path_factory.mktemp("yuan"), IN_YUAN, generate_budget)


@pytest.fixture(scope="module")
def wan(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """A budget whose tables are in 万元 and have codes."""
    return _asked(tmp_path_factory.mktemp("wan"), IN_WAN, generate_budget)


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Final accounts that print nothing for zero, without codes of tables, with a ruled list of units."""
    return _asked(tmp_path_factory.mktemp("accounts"), WITH_BLANKS, generate)


@pytest.fixture(params=["yuan", "wan"])
def budget(request: pytest.FixtureRequest) -> Asked:
    """Each of the budgets."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Asked)
    return found


def _value(printed: str) -> str:
    number = parse_number(printed)
    assert number is not None
    return f"{number:f}"


def _refused(answer: Answer) -> str:
    assert answer.refusal is not None, answer.text
    assert answer.refusal.kind is RefusalKind.NOT_FOUND
    assert answer.figures == ()
    return answer.text


# what a budget is asked for, and what it does not say


@pytest.mark.parametrize("wording", ["{code}是多少？", "{code}支出多少", "{code}预算数", "{code}的年初预算是多少"])
def test_every_item_of_a_budget_is_answered_with_its_budget(budget: Asked, wording: str) -> None:
    assert budget.totals()
    for cell in budget.totals():
        answer = budget.ask(wording.format(code=cell.code))
        assert (answer.kind, answer.figures[0].printed, answer.figures[0].unit) == (
            Kind.LOOKUP,
            cell.printed,
            budget.truth.unit,
        ), answer.text
        assert Decimal(answer.figures[0].value or "NaN") == Decimal(_value(cell.printed))
        assert answer.understood.measure == "预算数"


def test_what_is_spent_is_what_is_budgeted_and_the_answer_says_so(budget: Asked) -> None:
    answer = budget.ask("支出多少？")
    assert answer.figures[0].printed == budget.cell(EXPENDITURE, "合计", "合计").printed
    assert f"{budget.truth.identity.year}年支出预算数" in answer.text
    assert any("不是实际收支" in note for note in answer.notes)


def test_who_asks_for_the_budget_is_not_told_that_it_is_one(budget: Asked) -> None:
    assert not any("不是实际收支" in note for note in budget.ask("支出预算是多少？").notes)


@pytest.mark.parametrize(
    "question",
    [
        *("住房公积金决算数是多少", "住房公积金执行数多少", "住房公积金的执行率", "住房公积金完成率多少"),
        *("住房公积金超预算了吗", "实际支出多少", "支出决算是多少", "住房公积金比预算多多少", "预算完成率是多少"),
    ],
)
def test_a_budget_does_not_say_what_was_spent(budget: Asked, question: str) -> None:
    assert "预算报告" in _refused(budget.ask(question))


def test_final_accounts_answer_with_what_was_spent(accounts: Asked) -> None:
    cells = [c for c in accounts.truth.cells["expenditure"] if len(c.code) == 7 and _lowest(c) == "本年支出合计"]
    assert cells
    for cell in cells:
        answer = accounts.ask(f"{cell.code}是多少？")
        assert (answer.figures[0].printed, answer.understood.measure) == (cell.printed, "决算数"), answer.text
        assert not any("不是实际收支" in note for note in answer.notes)


def test_the_year_before_is_not_this_budgets(budget: Asked) -> None:
    answer = budget.ask(f"{budget.truth.identity.year - 1}年支出多少？")
    assert answer.refusal is not None
    assert answer.refusal.kind is RefusalKind.NOT_IN_CORPUS


# blank cells


@pytest.mark.parametrize("question", ["政府性基金收入是多少？", "政府性基金收入多少万元", "政府性基金的收入是0吗"])
def test_a_blank_cell_is_blank(yuan: Asked, question: str) -> None:
    answer = yuan.ask(question)
    assert answer.kind is Kind.LOOKUP
    figure = answer.figures[0]
    assert (figure.value, figure.printed) == (None, "")
    assert "表中该格为空白" in answer.text
    assert "政府性基金" in answer.citations[figure.citations[0]].quote


def test_a_sum_with_a_blank_cell_is_refused(yuan: Asked) -> None:
    assert "空白" in _refused(yuan.ask("事业收入和其他收入合计多少？"))


def test_a_blank_part_of_an_item_is_blank(budget: Asked) -> None:
    blank = [c for c in budget.truth.cells[EXPENDITURE] if len(c.code) == 7 and not c.printed]
    assert blank
    for cell in blank:
        figure = budget.ask(f"{cell.code}的{_lowest(cell)}是多少").figures[0]
        assert (figure.value, figure.printed) == (None, "")


def test_rankings_filters_and_averages_leave_blank_cells_out(accounts: Asked) -> None:
    classes = [c for c in accounts.truth.cells["income_expenditure_summary"] if c.side == "支出" and c.line == ""]
    filled = [c for c in classes if c.printed and c.name.endswith("支出")]
    ranked = accounts.ask("各类支出从低到高排名")
    assert [f.printed for f in ranked.figures] == sorted((c.printed for c in filled), key=lambda p: Decimal(_value(p)))
    average = accounts.ask("类级支出的平均数是多少")
    assert f"÷ {len(filled)} " in average.text
    for answer in (ranked, average, accounts.ask("支出低于100000万元的大类有哪些")):
        assert all(figure.value is not None for figure in answer.figures)
        assert any("空白" in note for note in answer.notes), answer.text


def test_what_is_blank_can_be_listed(accounts: Asked) -> None:
    answer = accounts.ask("哪些支出类为空白？")
    assert answer.figures
    assert {figure.value for figure in answer.figures} == {None}
    assert "外交支出" in answer.text


def test_an_empty_table_is_answered_with_the_sentence_that_says_so(accounts: Asked) -> None:
    answer = accounts.ask("政府性基金预算财政拨款支出多少？")
    assert "故本表无数据" in answer.text or "没有" in answer.text
    assert not any(figure.value == "0" for figure in answer.figures)


# one amount in two units


def test_one_amount_in_two_units_is_no_disagreement(yuan: Asked) -> None:
    answer = yuan.ask("支出总计是多少？")
    assert answer.kind is Kind.LOOKUP
    table, sentence = answer.figures
    assert (table.unit, sentence.unit) == ("元", "万元")
    assert Decimal(table.value or 0) == Decimal(sentence.value or 0) * 10000
    assert "金额相同" in answer.text


def test_an_amount_in_the_unit_asked_for_is_printed_or_computed_in_the_open(yuan: Asked) -> None:
    printed = yuan.ask("支出总计是多少万元？")
    assert (printed.kind, printed.figures[0].unit, printed.figures[0].formula) == (Kind.LOOKUP, "万元", None)
    computed = yuan.ask("项目支出是多少万元？")
    assert (computed.kind, computed.figures[0].unit) == (Kind.CALCULATION, "万元")
    assert "元 ÷ 10,000 =" in (computed.figures[0].formula or "")


def test_the_report_bears_out_an_amount_in_either_unit(yuan: Asked) -> None:
    fact = next(f for f in yuan.truth.facts if "支出总计" in f.subject or "支出预算" in f.subject)
    assert yuan.ask(f"支出总计是{fact.printed}{fact.unit}吗？").text.startswith("是的")
    assert yuan.ask("支出总计是1.00万元吗？").text.startswith("不是")


# where it stands


def test_a_table_without_a_code_is_cited_by_its_title(yuan: Asked) -> None:
    answer = yuan.ask("住房公积金是多少？")
    tables = {citation.table for citation in answer.citations if citation.table}
    assert f"{IN_YUAN.year}年部门支出预算总表" in tables
    assert all(title in {table.title for table in yuan.report.tables} for title in tables)


def test_one_figure_in_two_tables_is_cited_from_both(wan: Asked) -> None:
    answer = wan.ask("2210201是多少？")
    assert answer.kind is Kind.LOOKUP
    assert len({citation.table for citation in answer.citations if citation.table}) == 2
    assert "同一数字还见于" in answer.text


def test_a_table_can_be_named_by_its_title(budget: Asked) -> None:
    table = next(t for t in budget.report.tables if t.form == "general_expenditure_budget")
    for name in (table.name, "一般公共预算支出预算表"):
        answer = budget.ask(f"{name}的住房公积金是多少？")
        assert {citation.table for citation in answer.citations} == {table.name}


def test_citations_say_where_on_the_page_their_words_are_printed(budget: Asked) -> None:
    answer = budget.ask("住房公积金是多少？")
    for span in (span for citation in answer.citations for span in citation.spans):
        page = budget.report.pages[span.page - 1]
        boxes = tuple((box.left, box.top, box.right, box.bottom) for box in page.boxes(span.start, span.end))
        assert span.boxes == boxes
        assert boxes
        assert all(left < right and top < bottom for left, top, right, bottom in boxes)
    assert Answer.from_json(answer.to_json()) == answer


def test_a_text_report_has_no_places_and_its_json_no_field_for_them(assistant: Assistant) -> None:
    answer = assistant.ask("行政运行支出是多少？").to_json()
    citations = answer["citations"]
    assert isinstance(citations, list)
    assert all(set(span) == {"page", "start", "end"} for citation in citations for span in citation["spans"])


def test_a_figure_of_a_table_that_does_not_add_up_says_so(tmp_path: Path) -> None:
    def wrong(sheet: Sheet) -> Sheet:
        if sheet.form != "expenditure":
            return sheet
        [side] = sheet.sides
        last = side.entries[-1]
        more = replace(last, amounts=(last.amounts[0] + 500, *last.amounts[1:]))
        return replace(sheet, sides=(replace(side, entries=(*side.entries[:-1], more)),))

    truth = generate(tmp_path / "report.pdf", LAYOUTS["codes in three cells"], SEED, change=wrong)
    asked = _assistant(tmp_path / "library", read_report(tmp_path / "report.pdf", HashEmbedder().fits))
    last = [cell for cell in truth.cells["expenditure"] if cell.column == "本年支出合计"][-1]
    answer = asked.ask(f"支出决算表的{last.code}是多少？")
    assert answer.figures[0].printed == last.printed
    assert any("勾稽关系不平" in note for note in answer.notes)


# what is no figure


def test_duties_are_found_by_their_number_and_no_other(wan: Asked) -> None:
    for place, duty in enumerate(wan.truth.duties, 1):
        answer = wan.ask(f"第{place}条职责是什么？")
        assert (answer.kind, answer.citations[0].clause) == (Kind.DUTY, duty.number)
    _refused(wan.ask(f"第{len(wan.truth.duties) + 1}条职责是什么？"))


def test_a_duty_without_a_number_is_cited_by_its_section(tmp_path: Path, wan: Asked) -> None:
    bare = tuple(
        replace(duty, number="", excerpt=duty.excerpt.slice(len(duty.number), len(duty.text)))
        for duty in wan.report.duties
    )
    asked = _assistant(tmp_path, replace(wan.report, duties=bare))
    answer = asked.ask("谁负责安全生产监督管理？")
    assert (answer.kind, answer.citations[0].clause) == (Kind.DUTY, None)
    assert answer.citations[0].section
    _refused(asked.ask("第三条职责是什么？"))


@pytest.mark.parametrize(
    "question", ["下属单位有哪些？", "纳入编制范围的单位有几家？", "决算单位构成", "有几个预算单位"]
)
def test_the_units_are_listed_and_counted(accounts: Asked, question: str) -> None:
    answer = accounts.ask(question)
    assert answer.kind is Kind.LIST
    assert f"（{len(WITH_BLANKS.subordinates)}）" in answer.text
    assert tuple(citation.quote for citation in answer.citations) == WITH_BLANKS.subordinates


def test_what_the_units_spend_is_not_what_they_are(accounts: Asked) -> None:
    assert accounts.ask("下属单位支出多少？").kind is not Kind.LIST


def test_evidence_copes_with_a_table_of_no_form(accounts: Asked) -> None:
    found = evidence(accounts.ask("下属单位有哪些？"), accounts.assistant.library)
    tables = [one.table for one in found if isinstance(one, TableEvidence)]
    assert [table.form for table in tables] in ([], [""])


def test_a_row_of_a_table_of_no_form_is_quoted(accounts: Asked) -> None:
    name = WITH_BLANKS.subordinates[1]
    answer = accounts.ask(f"{name}的序号是多少？")
    assert not answer.figures
    assert answer.refusal is not None or name in answer.citations[0].quote


# which report


@pytest.fixture(scope="module")
def both_kinds(tmp_path_factory: pytest.TempPathFactory, accounts: Asked) -> Assistant:
    """The budget and the final accounts of one organization and year."""
    folder = tmp_path_factory.mktemp("both")
    layout = replace(IN_WAN, organization=WITH_BLANKS.organization, year=WITH_BLANKS.year)
    generate_budget(folder / "budget.pdf", layout, SEED + 1)
    budget = read_report(folder / "budget.pdf", HashEmbedder().fits)
    return _assistant(folder / "library", accounts.report, budget)


@pytest.mark.parametrize(
    ("question", "kind"),
    [("住房公积金决算数是多少", "决算"), ("部门预算里住房公积金是多少", "预算"), ("住房公积金的完成率是多少", "决算")],
)
def test_the_kind_that_is_named_chooses_the_report(both_kinds: Assistant, question: str, kind: str) -> None:
    answer = both_kinds.ask(question)
    assert answer.kind is not Kind.CLARIFICATION
    assert (answer.understood.report or "").endswith(f"年度{kind}")


def test_where_no_kind_is_named_it_is_asked_back(both_kinds: Assistant) -> None:
    asked_back = both_kinds.ask("住房公积金是多少？")
    assert asked_back.kind is Kind.CLARIFICATION
    chosen = both_kinds.ask(next(o for o in asked_back.options if o.endswith("预算")), [asked_back])
    assert chosen.understood.measure == "预算数"


def test_a_follow_up_stays_with_the_report(both_kinds: Assistant) -> None:
    first = both_kinds.ask("部门预算里住房公积金是多少")
    then = both_kinds.ask("差旅费呢？", [first])
    assert {citation.report for citation in then.citations} == {citation.report for citation in first.citations}


def test_a_follow_up_may_name_the_other_kind_and_the_answer_says_so(both_kinds: Assistant) -> None:
    first = both_kinds.ask("部门预算里住房公积金是多少")
    then = both_kinds.ask("那决算数呢？", [first])
    assert then.understood.report is not None
    assert then.understood.report.endswith("决算")
    assert then.understood.report in then.notes[0]


def test_a_budget_is_held_against_the_final_accounts(both_kinds: Assistant) -> None:
    answer = both_kinds.ask("差旅费的预算和决算相差多少")
    budget = both_kinds.ask("部门预算里差旅费是多少").figures[0]
    final = both_kinds.ask("差旅费决算数是多少").figures[0]
    assert budget.value != final.value
    values = [Decimal(figure.value or "NaN") for figure in answer.figures]
    assert values[0] == abs(Decimal(final.value or "NaN") - Decimal(budget.value or "NaN"))
    assert {Decimal(f.value or "NaN") for f in (budget, final)} <= set(values)
