"""Which sentence of the report a model's sentence says, if one; what is shown of a passage, and with what before it."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Excerpt, Span
from ingest.report import Classification as Of
from ingest.report import Dimension, Fact, Flow, Fund, Source, Subject
from qa.llm import blocks
from qa.llm.blocks import Block, Figure, Item
from qa.llm.checking import Found, checked
from qa.llm.messages import Fate

VISITS: Final = "2021年公务接待费支出1,012.40万元，比预算减少1.60万元，主要原因是落实节约要求，减少了接待批次。"
CARS: Final = "公务用车运行维护费30.50万元，其中燃料费8.20万元。"
PROMISE: Final = "全年开展巡查三十六次，未发生安全事故。"
DUTIES: Final = "（十二）甲区园林局负责古树名木保护，甲区文物局负责古建筑内古树的修缮，但不负责日常养护。"
ITEMS: Final = (
    "合计如下。1、基本支出20.00万元。与上年相比，增加3.00万元。其中人员经费18.00万元。"
    "2、项目支出30.00万元。与上年相比，减少4.00万元。"
)
NAMES: Final = ("公务接待费", "公务用车运行维护费", "会议费", "甲区园林局", "甲区文物局", "甲区水务局")


def excerpt(text: str) -> Excerpt:
    return Excerpt(text, (Span(1, 0, len(text)),))


def item(text: str, **printed: str) -> Item:
    """An item with a fact for each of the printed numbers, by its id."""
    (made,) = [blocks._item(each, (), iter(())) for each in blocks.items(excerpt(text))]
    figures = tuple(figure(id_, text, number) for id_, number in printed.items())
    return Item(made.excerpt, made.ends, figures)


def figure(id_: str, text: str, printed: str) -> Figure:
    subject = Subject(2021, Flow.EXPENDITURE, Fund.FISCAL, Of.THREE_PUBLIC, "公务接待费")
    at, value = text.index(printed), Decimal(printed.replace(",", ""))
    mark = (at, at + len(printed))
    fact = Fact(subject, value, "万元", Dimension.MONEY, printed, Source.SENTENCE, excerpt(text), mark)
    return Figure(id_, fact, *mark)


BLOCKS: Final = {
    "E1": Block("E1", "三、公务接待费", (item(VISITS, F1="1,012.40", F2="1.60"),)),
    "E2": Block("E2", "四、公务用车", (item(CARS), item(PROMISE))),
    "E3": Block("E3", "一、职责", (item(DUTIES),)),
}


def judged(said: str, *ids: str) -> Found | None:
    return checked(said, ids or ("E1",), BLOCKS, blocks.figures_by_id(BLOCKS.values()), NAMES)


@pytest.mark.parametrize(
    ("said", "id_", "sentence", "fate"),
    [
        (VISITS, "E1", VISITS, Fate.WRITTEN),
        ("公务用车运行维护费30.50万元, 其中燃料费8.20万元", "E2", CARS, Fate.WRITTEN),
        ("2021年公务接待费支出{F1}万元。", "E1", VISITS, Fate.QUOTED),
        ("公务接待费减少了{F2}万元，原因是落实节约要求", "E1", VISITS, Fate.QUOTED),
        ("甲区文物局负责古树名木保护", "E3", DUTIES, Fate.QUOTED),
        ("全年未开展巡查，未发生安全事故", "E2", PROMISE, Fate.QUOTED),
        ("甲区文物局不是负责古建筑内古树的修缮", "E3", DUTIES, Fate.QUOTED),
    ],
)
def test_the_sentence_that_is_said_is_found(said: str, id_: str, sentence: str, fate: Fate) -> None:
    found = judged(said, id_)
    assert found is not None
    assert (found.fate, found.item.sentence(found.index)) == (fate, sentence)


@pytest.mark.parametrize(
    "said",
    [
        "2021年公务接待费支出1,012.50万元",
        "2021年公务接待费支出12.40万元",  # a part of the number
        "2021年公务接待费支出012.40万元",
        "2021年公务接待费支出1,012.4万元",  # rounded
        "2021年公务接待费支出1,012.40元",
        "2021年公务接待费支出1,012.40亿元",
        "2021年公务接待费支出约1千万元",
        "2021年公务接待费支出一千零一十二万元",
        "2021年公务接待费支出超过百分之八十",
        "2022年公务接待费支出1,012.40万元",
        "公务接待费支出⑫万元，比预算减少",
        "会议费支出1,012.40万元，比预算减少1.60万元",
        "（四十五）公务接待费支出1,012.40万元，比预算减少1.60万元",
        "公务接待费支出1,012.40万元，“厉行节约成效显著”",
        "公务接待费支出{F9}万元",
        "公务接待费减少是由于疫情影响",
        "Spending on official receptions was 12.40.",
        "公务接待费支出翻了三番",
        "公务接待费支出比预算减少一半",
        "公务接待费支出" * 100,
        "",
    ],
)
def test_what_the_report_does_not_say_is_dropped(said: str) -> None:
    assert judged(said) is None


def test_a_unit_of_money_is_no_number_of_its_own() -> None:
    assert judged("公务接待费支出1,012.40万元，比预算有所减少") is not None


def test_only_the_passages_that_are_cited_count() -> None:
    assert judged("公务用车运行维护费30.50万元", "E1") is None
    assert judged("公务用车运行维护费30.50万元", "E7") is None
    assert judged("公务用车运行维护费30.50万元", "E2", "E7") is None
    assert judged("公务用车运行维护费30.50万元", "E1", "E2") is not None


def test_an_item_is_shown_from_its_beginning() -> None:
    """What is said of one item is never shown without it, nor without what goes on with it."""
    parts = [each.text for each in blocks.items(excerpt(ITEMS))]
    assert parts == [
        "合计如下。",
        "1、基本支出20.00万元。与上年相比，增加3.00万元。其中人员经费18.00万元。",
        "2、项目支出30.00万元。与上年相比，减少4.00万元。",
    ]
    first, second = (item(text) for text in parts[1:])
    assert first.until(0).text == "1、基本支出20.00万元。"
    assert first.until(1).text == parts[1]
    assert second.until(1).text == parts[2]


@given(
    st.lists(
        st.sampled_from(
            ["甲支出1,234.56万元。", "与上年相比，增加2.00万元。", "1、乙。", "（二）丙！", "其中丁。", "4.5倍。"]
        )
    )
)
def test_items_are_the_whole_passage_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = [each.text for each in blocks.items(excerpt(text))] if text else []
    assert "".join(found) == text
    for each in found:
        made = item(each)
        assert "".join(made.sentence(i) for i in range(len(made.ends))) == each
        assert all(each.startswith(made.until(i).text) for i in range(len(made.ends)))
