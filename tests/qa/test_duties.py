"""Duties: by number, by content in everyday words, and the offices, of which the report says no more than the names."""

from __future__ import annotations

from typing import Final

import pytest

from evals.source import compact
from ingest.numbers import parse_chinese
from qa.answer import Kind, RefusalKind
from qa.assistant import Assistant
from tests.qa.asking import TRUTH, clauses, grounded, refuses, truth

DUTIES: Final = truth("duties.tsv")
MAIN: Final = [row for row in DUTIES if row["number"].endswith("）")]
BY_NUMBER: Final = ("第{chinese}项职责是什么？", "第{digits}条职责", "职责第{chinese}条写的什么", "第（{chinese}）项")
OWN: Final = "济南市莱芜区人民政府办公室"


@pytest.mark.parametrize("wording", BY_NUMBER)
def test_every_clause_is_quoted_whole_by_its_number(wording: str, assistant: Assistant) -> None:
    """With the sub-clauses that belong to it."""
    assert len(MAIN) == 42
    wrong = []
    for row in MAIN:
        chinese = row["number"].strip("（）")
        answer = grounded(assistant.ask(wording.format(chinese=chinese, digits=parse_chinese(chinese))))
        wanted = [compact(d["text"]) for d in DUTIES if d["number"].startswith(row["number"])]
        if answer.kind is not Kind.DUTY or [compact(c.quote) for c in answer.citations] != wanted:
            wrong.append((row["number"], answer.text[:80]))
    assert wrong == []


@pytest.mark.parametrize("number", ["四十三", "五十", "一百", "0", "99"])
def test_a_clause_that_is_not_there_is_refused(number: str, assistant: Assistant) -> None:
    answer = assistant.ask(f"第{number}条职责是什么？")
    assert refuses(answer, RefusalKind.NOT_FOUND)
    assert "没有这一条" in answer.text


BY_CONTENT: Final = [
    ("党内来文来电由谁承办", "（一）"),
    ("区政府会议的会务工作谁做？", "（二）"),
    ("区政府领导的讲话稿谁来写", "（二）"),
    ("区政府重大活动由谁组织统筹", "（三）"),
    ("区政府的值班谁来管？", "（四）"),
    ("重要情况谁向区政府领导报告？", "（四）"),
    ("镇街请示区政府的事项谁承办", "（五）"),
    ("部门之间出现争议谁提处理意见", "（六）"),
    ("谁督促检查区政府公文的落实情况？", "（八）"),
    ("政务信息工作谁指导", "（十）"),
    ("区政府新闻发言人由谁担任", "（十）"),
    ("政协提案的办理归谁督促检查", "（十一）"),
    ("人大代表建议由谁负责协调办理？", "（十一）"),
    ("政府信息公开归哪个部门管", "（十二）"),
    ("放管服改革谁牵头", "（十三）"),
    ("全区政府网站建设谁来监督指导", "（十三）"),
    ("12345热线转来的事项由谁办理", "（十三）"),
    ("公共机构节能归谁监督", "（十四）"),
    ("民兵训练谁来指导", "（十四）"),
    ("政府工作报告谁起草", "（十五）"),
    ("领导调研活动的新闻报道谁审核把关", "（十六）"),
    ("经济社会发展形势谁来分析研判", "（十七）"),
    ("区政府重大政策文件谁来拟订", "（十八）"),
    ("调研课题谁管理", "（十九）"),
    ("大数据方面的法律法规谁贯彻执行", "（二十）"),
    ("数字政府建设由谁推进", "（二十一）"),
    ("大数据发展规划由谁拟订？", "（二十一）"),
    ("政务云平台由谁规划建设", "（二十二）"),
    ("数据资源交易由谁指导规范", "（二十三）"),
    ("电子政务发展规划谁提出", "（二十四）"),
    ("人工智能和物联网的融合发展谁来推进", "（二十五）"),
    ("大数据安全保障体系谁建设", "（二十六）"),
    ("大数据人才队伍政策谁来拟订", "（二十七）"),
    ("外事工作谁归口管理", "（二十八）"),
    ("签证管理找谁", "（三十一）"),
    ("外国专家管理由谁指导", "（三十一）"),
    ("外国使节来我区谁接待", "（三十二）"),
    ("国际会议的审核报批归谁", "（三十二）"),
    ("驻济办事机构的外事事项谁承办", "（三十三）"),
    ("民间对外交往由谁指导", "（三十四）"),
    ("境外领事保护谁协助处理", "（三十五）"),
    ("外事纪律教育谁负责", "（三十六）"),
    ("国外招商联络谁协助", "（三十七）"),
    ("信访局归谁管？", "（三十八）"),
    ("意识形态工作谁负责", "（三十九）"),
    ("区委、区政府交办的其他任务谁完成", "（四十）"),
]


def test_a_clause_is_found_by_everyday_words(assistant: Assistant) -> None:
    asked = [(question, clause, grounded(assistant.ask(question))) for question, clause in BY_CONTENT]
    wrong = [
        (question, clause, clauses(answer), answer.text[:60])
        for question, clause, answer in asked
        if answer.kind is not Kind.DUTY or clause not in clauses(answer) or len(answer.citations) > 3
    ]
    assert wrong == []
    assert len({clause for _, clause in BY_CONTENT}) >= 35


def test_the_clause_is_quoted_whole_and_the_organization_named(assistant: Assistant) -> None:
    for question, clause in (("谁负责区政府值班？", "（四）"), ("信访局归谁管？", "（三十八）")):
        answer = assistant.ask(question)
        verbatim = next(row["text"] for row in DUTIES if row["number"] == clause)
        assert compact(verbatim) in compact(answer.text)
        assert OWN in answer.text


SHARED: Final = [
    # clause 42 divides work among several bodies: the one that has it is named, with its own sentence
    ("网络安全的重大问题谁协调解决", "（四十二）1", "区委网信办"),
    ("信息安全整体工作谁指导协调", "（四十二）1", "区委网信办"),
    ("政务服务平台功能需求由谁提出", "（四十二）2", "区行政审批服务局"),
    ("软件业发展归谁推动", "（四十二）3", "区工业和信息化局"),
    ("大数据领域行政许可谁行使", "（四十二）4", "区行政审批服务局"),
]


@pytest.mark.parametrize(("question", "clause", "body"), SHARED)
def test_a_duty_of_another_body_is_given_to_that_body(
    question: str, clause: str, body: str, assistant: Assistant
) -> None:
    answer = grounded(assistant.ask(question))
    assert (answer.kind, clauses(answer)) == (Kind.DUTY, [clause])
    assert answer.text.startswith(f"由{body}")
    assert body in answer.citations[0].quote


def test_what_another_body_does_is_told_in_its_sentences_alone(assistant: Assistant) -> None:
    answer = grounded(assistant.ask("区委网信办负责什么？"))
    assert answer.kind is Kind.DUTY
    assert set(clauses(answer)) == {"（四十二）1", "（四十二）2"}
    assert all("区委网信办" in compact(citation.quote) for citation in answer.citations)


def test_all_duties_are_counted_and_the_first_shown(assistant: Assistant) -> None:
    answer = assistant.ask("单位的主要职责是什么？")
    assert answer.kind is Kind.DUTY
    assert "共42条，从（一）到（四十二）" in answer.text
    assert clauses(answer) == ["（一）", "（四十二）", "（二）", "（三）", "（四）", "（五）"]


OFFICES: Final = [
    "内设哪些科室？",
    "有几个内设机构",
    "机构设置情况",
    "有没有督查室",
    "职能科室有哪些",
    "单位有多少个职能科室？",
    "都有什么科室",
]


@pytest.mark.parametrize("question", OFFICES)
def test_the_offices_are_counted_and_named_from_the_sentence_that_lists_them(
    question: str, assistant: Assistant
) -> None:
    answer = grounded(assistant.ask(question))
    names = (TRUTH / "offices.txt").read_text(encoding="utf-8").split()
    assert len(names) == 8
    assert answer.kind is Kind.DUTY
    assert "（8 个）" in answer.text
    assert all(name in answer.text for name in names)
    assert answer.citations[0].printed_page == 10


OF_OFFICES: Final = [
    "综合科负责什么？",
    "秘书科的职责是什么",
    "督查室归谁领导",
    "大数据发展管理科有几个人",
    "政务公开科的电话是多少",
    "值班归哪个科室负责？",
    "有没有财务科",
]


@pytest.mark.parametrize("question", OF_OFFICES)
def test_nothing_is_said_of_an_office_but_that_it_is_there(question: str, assistant: Assistant) -> None:
    assert refuses(assistant.ask(question), RefusalKind.NOT_FOUND)


NO_DUTY: Final = [
    "谁负责垃圾分类？",
    "幼儿园招生归谁管",
    "路灯坏了找谁修",
    "食品安全由哪个部门监管？",
    "谁负责征兵体检",
    "房产证归谁办",
    "公交线路调整由谁审批",
    "谁负责全区的环境保护？",
    "医保报销找哪个部门",
    "谁管区里的消防",
]


@pytest.mark.parametrize("question", NO_DUTY)
def test_a_duty_that_no_clause_holds_is_given_to_nobody(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert refuses(answer, RefusalKind.NOT_FOUND, RefusalKind.OFF_TOPIC, RefusalKind.NOT_IN_CORPUS), answer.text


def test_what_is_the_citys_is_not_given_to_the_district(assistant: Assistant) -> None:
    assert clauses(grounded(assistant.ask("政务云归谁管"))) == ["（二十二）"]
    assert assistant.ask("市政务云归谁管").kind is Kind.REFUSAL


BOTH_NAMED: Final = [
    # one of the two has it; neither has it, and it is said who does; what each does is asked
    ("区委网信办和区行政审批服务局谁负责推进平台应用", {"（四十二）2"}, ["区行政审批服务局"], ["区委网信办"]),
    ("区行政审批服务局和区委网信办谁负责大数据安全", {"（四十二）1"}, [OWN], ["信息安全整体工作"]),
    ("区行政审批服务局和区委网信办分别负责什么", {"（四十二）1", "（四十二）4"}, ["业务标准制定", "网络安全"], []),
]


@pytest.mark.parametrize(("question", "having", "said", "unsaid"), BOTH_NAMED)
def test_of_two_bodies_that_are_named_it_is_said_which_has_it(
    question: str, having: set[str], said: list[str], unsaid: list[str], assistant: Assistant
) -> None:
    answer = grounded(assistant.ask(question))
    assert answer.kind is Kind.DUTY
    assert having <= set(clauses(answer))
    assert all(text in answer.text for text in said)
    assert not any(text in answer.text for text in unsaid)
