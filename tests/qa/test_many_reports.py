"""Many reports of like names in one library: which one a question means, and answers over several of them.

The amounts were read off the texts of the made-up reports (`evals.generated`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Final

import pytest

from evals.generated.library import Entry, entries
from ingest.library import Library, Writer
from ingest.pipeline import read_report
from qa.answer import Answer, Kind, RefusalKind
from qa.assistant import Assistant
from tests.ingest.sample import HashEmbedder
from tests.qa.asking import refuses, talk

WANTED: Final = {
    "济南市莱芜区财政局": (2022, 2023, 2024),
    "济南市莱芜区教育局": (2024,),
    "济南市莱芜区民政局": (2023, 2024),
    "济南市莱芜区人民医院": (2024,),
    "济南市莱芜区自然资源局": (2024,),
    "济南市莱芜区第一中学": (2024,),
    "济南市莱城区财政局": (2023, 2024),
    "济南市莱城区教育局": (2024,),
    "济南市莱城区自然资源和规划局": (2024,),
    "济南市莱城区人民政府办公室": (2024,),
}
"""Both levels of 教育局 and 民政局 in 莱芜区, and of 教育局 in 莱城区."""

LAIWU_FINANCE: Final = "济南市莱芜区财政局（部门）2024年度决算"
LAICHENG_FINANCE: Final = "济南市莱城区财政局（部门）2024年度决算"
EDUCATION: Final = "济南市莱芜区教育局（部门）2024年度决算"
OWN_EDUCATION: Final = "济南市莱芜区教育局（本级）2024年度决算"
HOSPITAL: Final = "济南市莱芜区人民医院（本级）2024年度决算"
SCHOOL: Final = "济南市莱芜区第一中学（本级）2024年度决算"


def _wanted() -> Iterator[Entry]:
    for entry in entries(100):
        if entry.year in WANTED.get(entry.organization.name, ()):
            yield entry


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder, embedder = tmp_path_factory.mktemp("many"), HashEmbedder()
    with Writer(folder / "library", embedder, 5) as writer:
        for entry in _wanted():
            path = folder / entry.file
            path.write_text(entry.write().text, encoding="utf-8")
            writer.publish(read_report(path, embedder.fits), path=path, file_hash=entry.file)
    return Assistant(Library.open(folder / "library"), embedder, today=lambda: datetime.date(2025, 6, 1))


def reports_of(answer: Answer) -> set[str]:
    """The reports that anything is cited from."""
    return {citation.report for citation in answer.citations}


def printed(answer: Answer) -> list[str]:
    """The figures that are printed, in order."""
    return [figure.printed for figure in answer.figures if figure.printed is not None]


def rows(answer: Answer) -> list[str]:
    """What the rows of its table are of."""
    assert answer.table is not None
    return [row.label for row in answer.table.rows]


# which report

ONE: Final = [
    ("莱芜区财政局2024年住房公积金是多少？", LAIWU_FINANCE, "1,461.38"),
    ("济南市莱芜区财政局2024年度住房公积金", LAIWU_FINANCE, "1,461.38"),
    ("莱芜财政局去年的住房公积金", LAIWU_FINANCE, "1,461.38"),
    ("莱蕪區財政局2024年住房公積金", LAIWU_FINANCE, "1,461.38"),
    ("二〇二四年莱城区财政局的住房公积金", LAICHENG_FINANCE, "1,718.45"),
    ("莱芜区教育局本级2024年住房公积金", OWN_EDUCATION, "268.51"),
    ("莱芜区教育局部门2024年住房公积金", EDUCATION, "1213.96"),
    ("莱芜区教育局部门决算2024年住房公积金", EDUCATION, "1213.96"),
    ("莱芜一中2024年住房公积金", SCHOOL, "6,882,200.00"),
    ("莱芜区财政局上一年度的住房公积金", LAIWU_FINANCE, "1,461.38"),
]


@pytest.mark.parametrize(("question", "title", "amount"), ONE)
def test_one_report_is_meant(question: str, title: str, amount: str, many: Assistant) -> None:
    answer = many.ask(question)
    assert (answer.understood.report, printed(answer)[:1]) == (title, [amount])
    assert reports_of(answer) == {title}


SEVERAL: Final = [
    ("教育局2024年住房公积金是多少？", {"莱芜区教育局（本级）", "莱芜区教育局（部门）", "莱城区教育局（部门）"}),
    ("莱芜区教育局的住房公积金是多少？", {"莱芜区教育局（本级）", "莱芜区教育局（部门）"}),
    ("莱芜区财政局住房公积金是多少？", {"2022年度", "2023年度", "2024年度"}),
]


@pytest.mark.parametrize(("question", "offered"), SEVERAL)
def test_where_several_are_meant_it_is_asked_back(question: str, offered: set[str], many: Assistant) -> None:
    answer = many.ask(question)
    assert answer.kind is Kind.CLARIFICATION
    assert not answer.figures
    assert all(any(part in option for option in answer.options) for part in offered)


NOT_HERE: Final = [
    ("钢城区财政局2024年住房公积金", "钢城区财政局"),
    ("济南市财政局2024年住房公积金", "济南市财政局"),
    ("市财政局2024年住房公积金", "市财政局"),
    ("莱芜区水务局2024年住房公积金", "莱芜区水务局"),
    ("莱芜区第二中学2024年住房公积金", "莱芜区第二中学"),
    ("丁家洼街道办事处2024年住房公积金", "丁家洼街道"),
]


@pytest.mark.parametrize(("question", "name"), NOT_HERE)
def test_a_body_without_a_report_is_named_and_refused(question: str, name: str, many: Assistant) -> None:
    answer = many.ask(question)
    assert refuses(answer, RefusalKind.NOT_IN_CORPUS)
    assert name in answer.text


def test_a_year_without_a_report_is_refused_with_the_years_that_are_here(many: Assistant) -> None:
    answer = many.ask("莱城区财政局2019年住房公积金")
    assert refuses(answer, RefusalKind.NOT_IN_CORPUS)
    assert "2023、2024年度" in answer.text


@pytest.mark.parametrize("question", ["莱芜区财政局本级2024年住房公积金", "莱芜区人民医院（部门）2024年工会经费"])
def test_a_level_without_a_report_is_refused(question: str, many: Assistant) -> None:
    assert refuses(many.ask(question), RefusalKind.NOT_IN_CORPUS)


def test_an_answer_says_which_report_it_speaks_of(many: Assistant) -> None:
    for question, title, _ in ONE:
        assert any(title in note for note in many.ask(question).notes)


def test_a_name_that_is_much_like_one_is_asked_about(many: Assistant) -> None:
    answer = many.ask("莱芜区自然资源与规划局2024年住房公积金")
    assert answer.kind is Kind.CLARIFICATION
    assert "济南市莱芜区自然资源局" in answer.text


CONVERSATIONS: Final[list[tuple[tuple[str, ...], str, str]]] = [
    (("莱芜区财政局2024年住房公积金", "那2023年呢？"), "济南市莱芜区财政局（部门）2023年度决算", "1,099.32"),
    (("莱芜区财政局2024年住房公积金", "那莱城区的呢？"), LAICHENG_FINANCE, "1,718.45"),
    (("莱芜区财政局2024年住房公积金", "那教育局部门的呢？"), EDUCATION, "1213.96"),
    (("莱芜区教育局部门2024年住房公积金", "换成本级的"), OWN_EDUCATION, "268.51"),
    (("教育局2024年住房公积金是多少？", "莱芜区的", "部门"), EDUCATION, "1213.96"),
    (("莱芜区财政局住房公积金是多少？", "2022年的"), "济南市莱芜区财政局（部门）2022年度决算", "1,323.64"),
    (("莱芜区财政局2024年住房公积金", "公务接待费呢？"), LAIWU_FINANCE, "5.73"),
    (("莱芜区财政局2024年住房公积金", "办公室的呢？", "公务接待费呢？"), LAIWU_FINANCE, "5.73"),
]


@pytest.mark.parametrize(("turns", "title", "amount"), CONVERSATIONS)
def test_what_a_turn_leaves_out_is_taken_from_before(
    turns: Sequence[str], title: str, amount: str, many: Assistant
) -> None:
    answer = talk(many, *turns)
    assert (answer.understood.report, printed(answer)[:1]) == (title, [amount])


def test_a_year_that_the_other_organization_lacks_is_not_answered_with_another(many: Assistant) -> None:
    answer = talk(many, "莱芜区财政局2023年住房公积金", "那教育局部门的呢？")
    assert refuses(answer, RefusalKind.NOT_IN_CORPUS)
    assert "2023年度" in answer.text


# over several reports


def test_organizations_are_compared_each_from_its_own_report(many: Assistant) -> None:
    answer = many.ask("比较莱芜区财政局、教育局和民政局2024年的住房公积金")
    assert answer.kind is Kind.COMPARISON
    assert printed(answer) == ["1,461.38", "1213.96", "558.74"]
    assert rows(answer) == [LAIWU_FINANCE, EDUCATION, "济南市莱芜区民政局（部门）2024年度决算"]
    for figure, title in zip(answer.figures, rows(answer), strict=True):
        assert {answer.citations[at].report for at in figure.citations} == {title}


def test_the_same_body_of_two_places_is_compared(many: Assistant) -> None:
    answer = many.ask("莱芜区和莱城区的财政局2024年谁的住房公积金多？")
    assert answer.kind is Kind.RANKING
    assert printed(answer) == ["1,718.45", "1,461.38"]
    assert rows(answer) == [LAICHENG_FINANCE, LAIWU_FINANCE]


def test_amounts_in_other_units_are_ranked_by_what_they_are(many: Assistant) -> None:
    answer = many.ask("莱芜区2024年住房公积金最高的三个单位")
    assert printed(answer) == ["1,461.38", "1213.96", "6,882,200.00"]
    assert rows(answer) == [LAIWU_FINANCE, EDUCATION, SCHOOL]
    assert HOSPITAL in answer.text  # it prints no such figure


def test_no_such_figure_is_not_zero(many: Assistant) -> None:
    answer = many.ask("莱芜区财政局和人民医院2024年的住房公积金平均是多少")
    assert answer.kind is Kind.CALCULATION
    assert answer.figures[0].value == "1461.38"
    assert HOSPITAL in answer.text
    assert any("1份" in note for note in answer.notes)


def test_who_has_none_names_those_that_print_zero(many: Assistant) -> None:
    answer = many.ask("莱芜区哪些单位2024年没有公务接待费？")
    assert HOSPITAL in rows(answer)
    assert "济南市莱芜区自然资源局（部门）2024年度决算" in rows(answer)
    assert LAIWU_FINANCE not in rows(answer)
    assert all(figure.value == "0" or figure.value == "0.00" for figure in answer.figures)


def test_a_bound_holds_across_units_of_money(many: Assistant) -> None:
    answer = many.ask("莱芜区2024年住房公积金超过600万元的有哪些单位？")
    assert set(rows(answer)) == {LAIWU_FINANCE, EDUCATION, SCHOOL}


def test_one_organization_over_years_with_its_changes(many: Assistant) -> None:
    answer = many.ask("莱芜区财政局近三年住房公积金的变化")
    assert printed(answer) == ["1,323.64", "1,099.32", "1,461.38"]
    computed = {figure.value for figure in answer.figures if figure.formula}
    assert {"224.32", "16.95", "362.06", "32.93", "137.74", "10.41"} == computed
    assert "(1,323.64 - 1,099.32) ÷ 1,323.64 = 16.95%" in answer.text


def test_two_years_that_the_later_report_does_not_compare_are_compared(many: Assistant) -> None:
    answer = many.ask("莱芜区财政局2024年住房公积金比2022年增加多少？")
    assert answer.figures[0].value == "137.74"
    assert answer.figures[0].formula == "1,461.38 - 1,323.64 = 137.74 万元"


def test_each_organization_may_be_asked_of_its_own_year(many: Assistant) -> None:
    answer = many.ask("莱芜区财政局2022年和莱城区财政局2024年的住房公积金谁高？")
    assert printed(answer) == ["1,718.45", "1,323.64"]


def test_one_that_is_excepted_is_left_out(many: Assistant) -> None:
    answer = many.ask("莱芜区除财政局以外2024年住房公积金最高的单位")
    assert printed(answer)[0] == "1213.96"
    assert LAIWU_FINANCE not in rows(answer)


def test_one_place_of_a_ranking(many: Assistant) -> None:
    answer = many.ask("莱芜区2024年住房公积金排第三的单位是谁？")
    assert printed(answer) == ["6,882,200.00"]


def test_years_since_one(many: Assistant) -> None:
    answer = many.ask("莱芜区财政局2023年以来的住房公积金")
    assert printed(answer) == ["1,099.32", "1,461.38"]


def test_a_sum_over_organizations_shows_every_operand(many: Assistant) -> None:
    answer = many.ask("莱芜区财政局、民政局2024年住房公积金合计")
    assert answer.figures[0].formula == "1,461.38 + 558.74 = 2,020.12 万元"


FOLLOWING: Final[list[tuple[tuple[str, ...], list[str]]]] = [
    (("莱芜区财政局和莱城区财政局2024年的住房公积金", "那2023年呢？"), ["1,099.32"]),
    (("莱芜区财政局和莱城区财政局2024年的住房公积金", "公务接待费呢？"), ["5.73", "1.71"]),
    (("莱芜区财政局2024年住房公积金", "和莱城区财政局比呢？"), ["1,461.38", "1,718.45"]),
]


@pytest.mark.parametrize(("turns", "amounts"), FOLLOWING)
def test_a_comparison_is_gone_on_with(turns: Sequence[str], amounts: list[str], many: Assistant) -> None:
    answer = talk(many, *turns)
    assert answer.kind is Kind.COMPARISON
    assert printed(answer)[: len(amounts)] == amounts


def test_the_table_of_an_answer_says_what_its_figures_say(many: Assistant) -> None:
    answer = many.ask("莱芜区各单位2024年住房公积金从高到低")
    assert answer.table is not None
    cells = [row.cells[0] for row in answer.table.rows]
    assert cells == list(range(len(cells)))
    lines = answer.text.split("\n")[slice(*answer.table.lines)]
    assert len(lines) == len(cells)
    for line, row in zip(lines, answer.table.rows, strict=True):
        assert row.label in line


# what is not done with several reports is not guessed

UNANSWERED: Final = [
    "2024年住房公积金最高的单位的公务接待费是多少",
    "2024年公务接待费占支出合计比重最高的单位",
    "哪家单位2024年公务接待费超预算最多？",
    "比较莱芜区财政局和莱城区财政局2024年的值班室",
    "没有超过600万元住房公积金的单位有哪些",
]


@pytest.mark.parametrize("question", UNANSWERED)
def test_what_cannot_be_done_at_once_gives_no_figure(question: str, many: Assistant) -> None:
    assert not many.ask(question).figures


def test_what_is_not_nothing_is_listed(many: Assistant) -> None:
    every = many.ask("2024年各单位的住房公积金是多少").figures
    some = {figure.label for figure in every if float(figure.value or 0)}
    listed = many.ask("2024年住房公积金不是零的单位有哪些").figures
    assert some
    assert {figure.label for figure in listed} == some


# duties, terms, and which reports there are


def test_the_body_whose_duty_it_is_is_found(many: Assistant) -> None:
    answer = many.ask("不动产登记归哪个局管？")
    assert answer.kind is Kind.DUTY
    assert {citation.organization for citation in answer.citations} == {
        "济南市莱芜区自然资源局",
        "济南市莱城区自然资源和规划局",
    }
    assert all("不动产登记" in citation.quote for citation in answer.citations)


def test_of_one_place_only_its_own_body_is_named(many: Assistant) -> None:
    answer = many.ask("莱芜区不动产登记归哪个局管？")
    assert answer.understood.report == "济南市莱芜区自然资源局（部门）2024年度决算"


@pytest.mark.parametrize("question", ["工伤认定归哪个局管？", "哪个单位负责地铁建设？"])
def test_a_duty_that_nobody_has_is_given_to_nobody(question: str, many: Assistant) -> None:
    assert many.ask(question).kind is not Kind.DUTY


def test_which_reports_there_are(many: Assistant) -> None:
    answer = many.ask("莱芜区财政局有哪几年的报告？")
    assert "部门决算2022、2023、2024年度" in answer.text
    assert "教育局" not in answer.text


# what a newcomer found

GONE_ON: Final[list[tuple[tuple[str, ...], list[str]]]] = [
    (("莱芜区2023年各单位住房公积金排名", "2024年呢？"), ["1,461.38", "1213.96", "6,882,200.00", "558.74", "518.98"]),
    (("2024年住房公积金最高的三个单位", "公务接待费呢？"), ["5.73", "4.57", "3.24"]),
    (("莱芜区2024年住房公积金超过1000万的单位", "低于1000万的呢？"), ["518.98", "6,882,200.00", "558.74"]),
    (("2024年住房公积金最高的是哪家？", "只看莱城区的"), ["1,718.45"]),
    (("莱芜区财政局近三年住房公积金", "三年平均呢？"), ["1,323.64", "1,099.32", "1,461.38"]),
    (("莱芜区财政局2024年住房公积金", "2021年呢？", "2023年呢？"), ["1,099.32"]),
    (("莱芜区财政局2024年住房公积金比2022年多多少？", "公务接待费呢？"), ["7.87", "5.73"]),
]


@pytest.mark.parametrize(("turns", "amounts"), GONE_ON)
def test_a_conversation_goes_on_turn_by_turn(turns: Sequence[str], amounts: list[str], many: Assistant) -> None:
    answer = talk(many, *turns)
    shown = printed(answer)
    assert (shown[: len(amounts)] if answer.kind is Kind.RANKING else sorted(shown)) == (
        amounts if answer.kind is Kind.RANKING else sorted(amounts)
    )


def test_what_was_picked_is_not_added_up(many: Assistant) -> None:
    assert refuses(talk(many, "2024年住房公积金最高的三个单位", "平均呢？"), RefusalKind.NOT_FOUND)


def test_reports_that_print_alike_are_all_ranked(many: Assistant) -> None:
    answer = many.ask("2024年债务付息支出排名")
    assert len(rows(answer)) == len(set(rows(answer))) == len(WANTED)


def test_an_item_is_compared_by_name_where_only_some_print_its_code(many: Assistant) -> None:
    answer = many.ask("2024年教育支出最高的单位")
    assert rows(answer)[0] == EDUCATION
    assert len(rows(answer)) > 1


def test_both_levels_of_one_organization_are_compared(many: Assistant) -> None:
    answer = many.ask("比较莱芜区教育局本级和部门2024年的住房公积金")
    assert printed(answer) == ["268.51", "1213.96"]


def test_a_level_is_of_the_name_before_it(many: Assistant) -> None:
    answer = many.ask("2024年莱芜区教育局本级和莱芜区财政局的住房公积金谁高？")
    assert printed(answer) == ["1,461.38", "268.51"]


def test_a_change_from_the_year_before_is_computed_where_it_is_not_printed(many: Assistant) -> None:
    answer = many.ask("莱芜区财政局2024年公务接待费比上年增加多少？")
    assert answer.figures[0].value == "1.25"


@pytest.mark.parametrize(
    "question", ["2024年莱芜区财政局和民政局住房公积金合计", "莱芜区财政局和民政局2024年住房公积金一共多少"]
)
def test_together_is_added_up(question: str, many: Assistant) -> None:
    assert many.ask(question).figures[0].value == "2020.12"


def test_who_spent_less_than_the_year_before(many: Assistant) -> None:
    answer = many.ask("2024年支出比上年下降的单位有哪些？")
    assert all("减少" in figure.label for figure in answer.figures)
    assert "济南市莱芜区民政局（部门）2024年度决算" in rows(answer)
    assert EDUCATION not in rows(answer)


def test_a_duty_that_nobody_has_is_said_to_be_nobodys(many: Assistant) -> None:
    assert refuses(many.ask("垃圾分类归哪个局管？"), RefusalKind.NOT_FOUND)


@pytest.mark.parametrize("question", ["今天天气怎么样？", "帮我写一首诗"])
def test_other_things_are_not_asked_back(question: str, many: Assistant) -> None:
    assert refuses(many.ask(question), RefusalKind.OFF_TOPIC)


# rankings name whom they leave out


def test_a_ranking_of_the_lowest_names_those_that_print_zero(many: Assistant) -> None:
    answer = many.ask("2024年公务接待费最低的三个单位")
    assert answer.kind is Kind.RANKING
    assert len(rows(answer)) == 3
    left = next(line for line in answer.text.split("\n") if line.startswith("为零、没有排入"))
    assert HOSPITAL in left
    assert not any(row in left for row in rows(answer))


def test_a_ranking_names_the_organizations_without_a_report_of_the_year(many: Assistant) -> None:
    notes = "".join(many.ask("2023年三公经费最高的前两个单位").notes)
    assert "没有2023年度报告" in notes
    assert "济南市莱芜区人民医院" in notes
    assert "济南市莱芜区财政局" not in notes
    assert "没有2024年度报告" not in "".join(many.ask("2024年三公经费最高的前两个单位").notes)


def test_the_sum_of_the_first_three_is_theirs_and_not_left_out(many: Assistant) -> None:
    first = printed(many.ask("2024年三公经费最高的三家单位"))
    for question in ("2024年三公经费前三名合计", "2024年各单位三公经费前三名加起来是多少"):
        answer = many.ask(question)
        assert answer.kind is Kind.CALCULATION
        assert sorted(printed(answer)) == sorted(first[:3]), answer.text
