"""Verdicts on tasks: own, another's, shared, and what the report does not say."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from evals.hash_embedder import HashEmbedder
from evals.source import compact
from ingest.settings import settings
from qa.assistant import Assistant
from qa.duty_check import Outcome, Verdict, check, messages
from tests.qa.asking import truth
from tests.qa.duty_check.invented import CLAUSES, ORGANIZATION, catalog, pages

DUTIES: Final = {row["number"]: compact(row["text"]) for row in truth("duties.tsv")}
OWN: Final = "济南市莱芜区人民政府办公室"


def of_report(assistant: Assistant, *tasks: str) -> list[Verdict]:
    return assistant.check_duties(tasks, assistant.shelf().reports[0].id)


OF_REPORT: Final = [
    # the clause that says so, by the report itself
    ("转办12345热线工单", "（十三）", "办理"),
    ("更新政府门户网站栏目", "（四十二）2", "负责监督指导"),
    ("写政府工作报告", "（十五）", "负责起草"),
    ("安排国庆假期值班", "（四）", "负责"),
    ("给出国团组办因公护照", "（三十一）", "负责"),
    ("催办政协提按", "（十一）", "负责组织协调、督促检查"),
    ("配合做好电子政务内网建设", "（二十四）", "配合"),
]


@pytest.mark.parametrize(("task", "clause", "strength"), OF_REPORT)
def test_a_task_of_the_organization_has_its_clause(task: str, clause: str, strength: str, assistant: Assistant) -> None:
    (verdict,) = of_report(assistant, task)
    assert (verdict.outcome, verdict.department, verdict.clause) == (Outcome.OWN, OWN, clause)
    assert verdict.strength == strength
    assert compact(verdict.text) in DUTIES[clause]
    assert verdict.marks
    assert all(0 <= start < end <= len(verdict.text) for start, end in verdict.marks)


OF_OTHERS: Final = [
    ("扶持软件企业", "区工业和信息化局", "（四十二）3"),
    ("审批大数据领域行政许可", "区行政审批服务局", "（四十二）4"),
    ("协调解决网络安全重大问题", "区委网信办", "（四十二）1"),
]


@pytest.mark.parametrize(("task", "body", "clause"), OF_OTHERS)
def test_a_task_of_another_body_is_given_to_it(task: str, body: str, clause: str, assistant: Assistant) -> None:
    (verdict,) = of_report(assistant, task)
    assert (verdict.outcome, verdict.department, verdict.clause) == (Outcome.OTHER, body, clause)
    assert verdict.text.startswith(body)


OF_NOBODY: Final = [
    "审批社区工厂排污许可",
    "审批全区民间对外交往活动",  # to guide it is the duty
    "起草区委全会报告",
    "办理因私护照",
    "受理群众来信来访",  # the bureau is led, not its work done
    "给外籍人员办理居留许可",
    "审批建筑施工许可",
    "处罚闯红灯的司机",
    "调解邻里纠纷",
    "路灯坏了安排维修",
    "做好有关工作",
    "财务科报销差旅费",
    "市政务云扩容",  # the district's is
    "统计全区工业用电量",  # of public institutions it is
    "两家公司为货款扯皮",  # between departments it is
    "居民去国外旅游办签证",  # on duty it is
]


@pytest.mark.parametrize("task", OF_NOBODY)
def test_what_the_report_does_not_say_is_given_to_nobody(task: str, assistant: Assistant) -> None:
    (verdict,) = of_report(assistant, task)
    assert (verdict.outcome, verdict.department, verdict.clause, verdict.page) == (Outcome.NONE, "", "", None)
    of_city = messages.HIGHER_LEVEL.format(scope="市")
    assert verdict.note in {messages.NONE_NOTE if verdict.nearest else messages.NOTHING_NEAR, of_city}


def test_the_page_is_the_one_where_it_is_printed(assistant: Assistant) -> None:
    (verdict,) = of_report(assistant, "转办12345热线工单")
    assert (verdict.page, verdict.printed_page) == (3, 5)
    page = assistant.library.page(assistant.shelf().reports[0].id, 3)
    assert page is not None
    said = "".join(page.text[span.start : span.end] for span in verdict.spans)
    assert compact(said) == compact(verdict.text)


def test_the_nearest_clauses_are_offered_where_nothing_is_enough() -> None:
    (verdict,) = check(["审批城乡供水价格"], catalog())
    assert verdict.outcome is Outcome.NONE
    assert "（三）" in [passage.clause for passage in verdict.nearest]


def test_another_report_is_read_like_this_one() -> None:
    printed = {number: page.printed for number, page in pages().items()}
    own, other, led = check(["核发取水许可证", "组织洪涝灾害应急救援", "落实河长制"], catalog(), printed_pages=printed)
    assert (own.outcome, own.department, own.clause, own.printed_page) == (Outcome.OWN, ORGANIZATION, "（一）", 3)
    assert (other.outcome, other.department, other.clause) == (Outcome.OTHER, "市应急管理局", "（四）1")
    assert (led.outcome, led.clause, led.strength) == (Outcome.OWN, "（二）", "牵头推进")


def test_with_whom_it_is_done_is_told() -> None:
    (verdict,) = check(["防治水污染"], catalog())
    assert (verdict.outcome, verdict.strength) == (Outcome.OWN, "配合")
    assert [party.department for party in verdict.also] == ["市生态环境局"]


def test_shared_duties_show_all_parties() -> None:
    shared = (
        (
            "（一）",
            "1．与市教育局在学校饮水方面的职责分工。市教育局负责学校饮水设施的管理。市水务局负责学校饮水设施的水质检测。",
        ),
    )
    (verdict,) = check(["学校饮水设施"], catalog(shared))
    parties = {verdict.department, *(party.department for party in verdict.also)}
    assert parties == {"市教育局", ORGANIZATION}
    assert len({verdict.text, *(party.text for party in verdict.also)}) == 2


def test_the_same_task_has_the_same_verdict_and_order_is_kept() -> None:
    tasks = ["核发取水许可证", "修路灯", "核发取水许可证"]
    verdicts = check(tasks, catalog())
    assert [verdict.task for verdict in verdicts] == tasks
    assert verdicts[0] == verdicts[2]


def test_empty_and_overlong_tasks_are_noted() -> None:
    long = "水" * (settings().max_question + 1)
    empty, blank, overlong = check(["", " 。\n", long], catalog())
    assert (empty.outcome, empty.note) == (Outcome.NONE, messages.EMPTY_TASK)
    assert blank.note == messages.EMPTY_TASK
    assert overlong.note == messages.LONG_TASK.format(length=len(long), limit=settings().max_question)


def test_a_report_without_duties_says_so() -> None:
    (verdict,) = check(["核发取水许可证"], catalog(()))
    assert (verdict.outcome, verdict.note) == (Outcome.NONE, messages.NO_DUTIES)


def test_progress_is_told_after_each_task() -> None:
    told: list[tuple[int, int]] = []
    check(["修路灯", "修路灯"], catalog(), progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_what_search_finds_is_offered_where_no_word_is_shared() -> None:
    reservoir = catalog().duties[2].excerpt
    (verdict,) = check(["幼儿园招生"], catalog(), search=lambda task: [reservoir])
    assert verdict.outcome is Outcome.NONE
    assert [passage.clause for passage in verdict.nearest] == ["（三）", "（三）"]


def test_confidence_is_a_share_and_higher_where_more_is_said() -> None:
    sure, unsure = check(["负责全市水资源的统一管理", "水资源监测无人机采购"], catalog())
    assert sure.outcome is Outcome.OWN
    assert 0 <= unsure.confidence < sure.confidence <= 1


def test_every_clause_is_found_by_its_own_words() -> None:
    own = [(number, text) for number, text in CLAUSES[:3]]
    for number, text in own:
        (verdict,) = check([text.removeprefix(number)], catalog())
        assert verdict.clause == number


@pytest.mark.parametrize("file", ["tasks.tsv", "tasks_said.tsv"])
def test_of_many_tasks_most_have_their_clause_and_none_is_given_without_one(file: str, assistant: Assistant) -> None:
    """Tasks with the clauses of the report that give them, written before any was checked; none: nobody's."""
    lines = (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines()[1:]
    tasks = [line.split("\t") for line in lines]
    verdicts = of_report(assistant, *(task for task, _ in tasks))
    given = [task for (task, clauses), v in zip(tasks, verdicts, strict=True) if not clauses and v.clause]
    found = [v.clause in clauses.split() for (_, clauses), v in zip(tasks, verdicts, strict=True) if clauses]
    assert given == []
    assert len(found) >= 50
    assert sum(found) >= 0.75 * len(found)


def test_without_vectors_the_nearest_clauses_are_found_by_words(assistant: Assistant) -> None:
    """A library whose vectors another embedder made."""
    other = Assistant(assistant.library, HashEmbedder("another"))
    (verdict,) = of_report(other, "采购航天飞机")
    assert verdict.outcome is Outcome.NONE
