"""Questions that look like answerable ones and are not. None gets a figure or a duty; each is refused, asked
back, or answered with the report's own words."""

from __future__ import annotations

from typing import Final

import pytest

from qa.answer import Kind, RefusalKind
from qa.assistant import Assistant
from tests.qa.asking import refuses

OTHER_YEARS: Final = [
    "2024年度决算里，2022年的总支出是多少？",
    "2022年行政运行支出是多少？",
    "2021年度三公经费决算",
    "2025年住房公积金支出多少",
    "2019年的差旅费",
    "二〇二三年度支出合计",
    "22年单位有几辆车",
    "2023年培训费花了多少",
    "2030年收入预算是多少",
]
OTHER_ORGANIZATIONS: Final = [
    "莱芜区财政局的三公经费是多少",
    "钢城区人民政府办公室的差旅费多少",
    "莱芜区卫生健康局的支出合计",
    "章丘区政府办公室行政运行支出",
    "北京市海淀区人民政府办公室的公务接待费",
    "泰安市教育局的项目支出是多少",
    "山东省财政厅的会议费",
    "莱芜区公安局有几辆公务用车",
    "全市的三公经费总额",
    "全区的三公经费是多少",
    "本市三公经费",
    "我区的差旅费是多少",
]
PEOPLE: Final = [
    "单位有多少在职职工",
    "编制数是多少",
    "公务员有多少名",
    "聘用人员有多少个",
    "劳务派遣人员的工资是多少",
    "单位主任是谁",
    "主任的工资是多少",
    "谁是政府办公室副主任",
    "热线话务员有几个人",
    "区政府值班有几个人",
    "综合科有几个人",
]
PLACES_AND_THINGS: Final = [
    "单位地址在哪",
    "单位的邮箱是什么",
    "财务科电话多少",
    "区政府值班电话是多少",
    "哪家公司中标了热线终端采购",
    "协同办公系统是哪个公司开发的",
    "公务用车的车牌号是多少",
    "公务用车3辆分别是什么车",
    "办公用房面积是多少",
    "单位的负债是多少",
    "固定资产总额",
    "银行存款余额是多少",
]
NO_SUCH_ITEM: Final = [
    "年终奖发了多少",
    "食堂补贴支出是多少",
    "加班费是多少",
    "绿化费支出多少",
    "装修费花了多少",
    "体检费多少",
    "保安服务费是多少",
    "审计费用是多少",
    "律师费花了多少钱",
    "广告宣传费是多少",
    "打车费多少",
    "捐款支出是多少",
    "疫情防控支出是多少",
    "罚没收入是多少",
    "行政事业性收费收入是多少",
    "彩票公益金支出",
    "债券资金多少",
    "民生支出是多少",
]
PART_OF_A_SENTENCE: Final = [
    "因公出国的住宿费是多少",
    "因公出国的机票花了多少",
    "国外城市间交通费是多少",
    "公杂费多少钱",
    "公务接待的餐费是多少",
    "公务用车加油花了多少",
    "车辆保险费是多少",
    "过桥过路费花了多少",
    "接待客商住宿花了多少",
]
NO_SUCH_MEASURE: Final = [
    "差旅费的年初预算是多少",
    "会议费的完成率",
    "办公费比上年增加多少",
    "工会经费占比多少",
    "基本工资的年初预算数",
    "奖金比上年下降多少",
    "邮电费的增长率",
    "公务接待费比2023年增加了多少",
    "三公经费比上年减少多少",
    "机关运行经费比2023年下降多少",
    "政府采购支出比上年增加多少",
    "教育支出占比多少",
]
NO_SUCH_CROSSING: Final = [
    "行政运行的人员经费是多少",
    "事业运行的差旅费",
    "招商引资的公务接待费是多少",
    "行政运行里的办公费",
    "公开05表里，行政运行的办公费是多少",
    "行政运行的办公费一共多少",
    "住房公积金的项目支出占比",
    "国防支出的基本支出是多少",
    "公开06表里的行政运行是多少",
]
NO_SUCH_REASON: Final = [
    "印刷费为什么增加",
    "为什么三公经费增加了",
    "为什么行政运行比上年增加",
    "为什么差旅费这么高",
    "科学技术支出为什么减少",
    "为什么2024年住房公积金被取消了",
]
PARTS_OF_THE_YEAR: Final = [
    "第一季度支出是多少",
    "12月的三公经费",
    "每月差旅费多少",
    "上半年的行政运行支出",
    "一月差旅费是多少",
    "这个月差旅费",
    "上个月的办公费",
    "月末差旅费",
]
FILLERS_THAT_MAKE_A_WORD: Final = [
    "头发差旅费是多少",
    "少年行政运行支出",
    "行政运行的发行支出是多少",
    "中日行政运行支出是多少",
    "日月差旅费",
    "一个人的差旅费",
]
OPINIONS: Final = [
    "三公经费合理吗",
    "本年支出合理吗",
    "行政运行支出是不是造假",
    "你觉得支出合理吗",
    "今年能涨工资吗",
    "行政运行和事业运行哪个重要",
]
OTHER_CALCULATIONS: Final = [
    "人均工资是多少",
    "平均每次接待花了多少",
    "人均公务接待费",
    "三公经费排名第几",
    "莱芜区所有部门的三公经费合计",
]
NOT_MONEY_HERE: Final = [
    "差旅费是多少美元",
    "差旅费多少卢布",
    "100元能买什么",
    "股票代码2010301是多少",
    "一共办理了多少件12345工单",
    "人大代表建议办理了多少件",
    "召开了多少次会议",
]
TRAPS: Final = {
    "other years": OTHER_YEARS,
    "other organizations": OTHER_ORGANIZATIONS,
    "people": PEOPLE,
    "places and things": PLACES_AND_THINGS,
    "no such item": NO_SUCH_ITEM,
    "part of a sentence": PART_OF_A_SENTENCE,
    "no such measure": NO_SUCH_MEASURE,
    "no such crossing": NO_SUCH_CROSSING,
    "no such reason": NO_SUCH_REASON,
    "parts of the year": PARTS_OF_THE_YEAR,
    "fillers that make a word": FILLERS_THAT_MAKE_A_WORD,
    "opinions": OPINIONS,
    "other calculations": OTHER_CALCULATIONS,
    "not money here": NOT_MONEY_HERE,
}


@pytest.mark.parametrize("sort", TRAPS)
def test_no_near_miss_is_answered_with_a_figure_or_a_duty(sort: str, assistant: Assistant) -> None:
    answers = [(question, assistant.ask(question)) for question in TRAPS[sort]]
    allowed = (Kind.REFUSAL, Kind.CLARIFICATION, Kind.PASSAGE)
    assert [(q, a.kind, a.text[:80]) for q, a in answers if a.figures or a.kind not in allowed] == []


def test_there_are_enough_of_them() -> None:
    assert sum(len(questions) for questions in TRAPS.values()) > 100


@pytest.mark.parametrize("question", OTHER_YEARS)
def test_another_year_is_refused_and_the_year_that_is_here_named(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert refuses(answer, RefusalKind.NOT_IN_CORPUS)
    assert "2024年度" in answer.text


@pytest.mark.parametrize("question", OTHER_ORGANIZATIONS)
def test_another_organization_is_refused_and_the_one_that_is_here_named(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert refuses(answer, RefusalKind.NOT_IN_CORPUS)
    assert answer.refusal is not None
    assert answer.refusal.available == ("济南市莱芜区人民政府办公室（本级）2024年度决算",)


@pytest.mark.parametrize("question", [*NO_SUCH_MEASURE, *NO_SUCH_CROSSING])
def test_a_measure_that_an_item_lacks_is_refused(question: str, assistant: Assistant) -> None:
    assert refuses(assistant.ask(question), RefusalKind.NOT_FOUND)


NEAREST: Final = [
    ("差旅费的年初预算是多少", "差旅费"),
    ("公务接待费比2023年增加了多少", "2023"),
    ("行政运行的差旅费是多少", "行政运行"),
]


@pytest.mark.parametrize(("question", "named"), NEAREST)
def test_a_refusal_says_what_is_missing_or_what_is_nearest(question: str, named: str, assistant: Assistant) -> None:
    assert named in assistant.ask(question).text


OFF_TOPIC: Final = [
    "今天天气怎么样？",
    "给我讲个笑话",
    "怎么做红烧肉",
    "谁是世界首富",
    "写一段python代码",
    "hello, how are you?",
    "宇宙有多大",
]


@pytest.mark.parametrize("question", OFF_TOPIC)
def test_what_has_nothing_to_do_with_the_report_is_politely_refused(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.kind is Kind.REFUSAL
    assert not answer.figures
    assert not answer.citations
