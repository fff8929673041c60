"""Whether a sentence says what the report says: written, quoted or dropped, and never anything else shown."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Excerpt, Span
from ingest.report import Classification as Of
from ingest.report import Dimension, Fact, Flow, Fund, Source, Subject
from qa.llm.blocks import Block, Figure, Sentence
from qa.llm.checking import Fate, Kept, aligned, checked
from qa.llm.wording import DROPPED, INSERTED

VISITS: Final = "2021年公务接待费支出12.40万元，比预算减少1.60万元，主要原因是认真落实节约要求，减少了接待批次。"
CARS: Final = "公务用车运行维护费30.50万元，其中燃料费8.20万元。"
DUTIES: Final = "（十二）甲区园林局负责古树名木保护，甲区文物局负责古建筑内古树的修缮，但不负责日常养护。"
PROMISE: Final = "全年开展巡查三十六次，未发生安全事故。"
NAMES: Final = ("公务接待费", "公务用车运行维护费", "会议费", "甲区园林局", "甲区文物局", "甲区水务局")


def excerpt(text: str) -> Excerpt:
    return Excerpt(text, (Span(1, 0, len(text)),))


def figure(id_: str, sentence: str, printed: str) -> Figure:
    subject = Subject(2021, Flow.EXPENDITURE, Fund.FISCAL, Of.THREE_PUBLIC, "公务接待费")
    at = sentence.index(printed)
    place = excerpt(sentence)
    fact = Fact(
        subject, Decimal(printed), "万元", Dimension.MONEY, printed, Source.SENTENCE, place, (at, at + len(printed))
    )
    return Figure(id_, fact, at, at + len(printed))


FIGURES: Final = {"F1": figure("F1", VISITS, "12.40"), "F2": figure("F2", VISITS, "1.60")}
BLOCKS: Final = {
    "E1": Block("E1", "三、公务接待费", (Sentence(excerpt(VISITS), tuple(FIGURES.values())),)),
    "E2": Block("E2", "四、公务用车", (Sentence(excerpt(CARS)), Sentence(excerpt(PROMISE)))),
    "E3": Block("E3", "一、职责", (Sentence(excerpt(DUTIES)),)),
}


def judged(said: str, *ids: str) -> Kept | None:
    return checked(said, ids or ("E1",), BLOCKS, FIGURES, NAMES)


def shown(kept: Kept | None) -> str:
    assert kept is not None
    return "".join(each.word or kept.sentence.text[each.start : each.end] for each in kept.stretches)


@pytest.mark.parametrize(
    ("said", "id_", "printed"),
    [
        ("2021年公务接待费支出{F1}万元。", "E1", "2021年公务接待费支出12.40万元"),
        (
            "2021年公务接待费支出为{F1}万元，比预算减少{F2}万元",
            "E1",
            "2021年公务接待费支出为12.40万元，比预算减少1.60万元",
        ),
        ("此外，公务用车运行维护费30.50万元", "E2", "此外，公务用车运行维护费30.50万元"),
        ("根据报告，公务用车运行维护费为30.50万元", "E2", "公务用车运行维护费为30.50万元"),
        ("甲区园林局负责古树名木的保护", "E3", "甲区园林局负责古树名木的保护"),
        (
            "2021年公务接待费支出12.40万元，比预算减少1.60万元，主要是因为落实节约要求，减少接待批次",
            "E1",
            "2021年公务接待费支出12.40万元，比预算减少1.60万元，主要原因是落实节约要求，减少接待批次",
        ),
        (VISITS, "E1", VISITS.rstrip("。")),
    ],
)
def test_what_the_report_says_is_written(said: str, id_: str, printed: str) -> None:
    kept = judged(said, id_)
    assert kept is not None
    assert kept.fate is Fate.WRITTEN
    assert shown(kept) == printed


@pytest.mark.parametrize(
    ("said", "id_", "sentence"),
    [
        ("公务接待费减少了1.60万元，原因是落实节约要求", "E1", VISITS),  # the baseline is left out
        ("公务接待费30.50万元，公务用车运行维护费30.50万元", "E2", CARS),  # 公务接待费 is not in it: see below
        ("甲区文物局负责古树名木保护", "E3", DUTIES),  # of another body
        ("甲区文物局负责古建筑内古树的修缮", "E3", DUTIES),  # from the middle, and what follows takes it back
        ("全年未开展巡查，未发生安全事故", "E2", PROMISE),
    ],
)
def test_what_only_resembles_it_is_quoted_or_dropped(said: str, id_: str, sentence: str) -> None:
    kept = judged(said, id_)
    assert kept is None or (kept.fate is Fate.QUOTED and shown(kept) == sentence)


@pytest.mark.parametrize(
    "said",
    [
        "2021年公务接待费支出12.50万元",
        "2021年公务接待费支出12.4万元",  # rounded
        "2021年公务接待费支出12.40元",
        "2021年公务接待费支出12.40亿元",
        "2021年公务接待费支出约12万元",
        "2021年公务接待费支出十二万四千元",
        "2021年公务接待费支出一百二十四千元",
        "2021年公务接待费支出超过百分之八十",
        "2022年公务接待费支出12.40万元",
        "公务接待费支出⑫万元，比预算减少",
        "会议费支出12.40万元，比预算减少1.60万元",
        "（四十五）公务接待费支出12.40万元，比预算减少1.60万元",
        "公务接待费支出12.40万元，“厉行节约成效显著”",
        "公务接待费支出{F9}万元",
        "公务接待费减少是由于疫情影响",
        "Spending on official receptions was 12.40.",
        "公务接待费支出翻了三番",
        "公务接待费支出比预算减少一半",
        "",
    ],
)
def test_what_the_report_does_not_say_is_dropped(said: str) -> None:
    assert judged(said) is None


def test_only_the_passages_that_are_cited_count() -> None:
    assert judged("公务用车运行维护费30.50万元", "E1") is None
    assert judged("公务用车运行维护费30.50万元", "E7") is None
    assert judged("公务用车运行维护费30.50万元", "E2", "E7") is None
    assert judged("公务用车运行维护费30.50万元", "E1", "E2") is not None


def test_what_takes_a_clause_back_is_not_left_off() -> None:
    assert aligned("甲区文物局负责古建筑内古树的修缮", "甲区文物局负责古建筑内古树的修缮，但不负责日常养护。") == ()
    assert aligned("本年没有购车", "本年没有购车，增加的是租车费用。") != ()


def test_very_long_sentences_end() -> None:
    word = "的了" * 100
    assert aligned(word + "完", word * 3) == ()


@given(st.data())
def test_shown_is_a_part_of_the_sentence_but_for_words_of_the_tables(data: st.DataObject) -> None:
    """Whatever is said, built of pieces of the sentence and of other things."""
    sentence = data.draw(st.sampled_from([VISITS, CARS, DUTIES, PROMISE]))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sentence)), max_size=6)))
    pieces = [sentence[a:b] for a, b in zip([0, *cuts], [*cuts, len(sentence)], strict=True)]
    kept_pieces = [piece for piece in pieces if data.draw(st.booleans()) or data.draw(st.booleans())]
    between = st.sampled_from(["", "", "", *INSERTED, "不", "约", "1", "，", "认真"])
    said = "".join(piece + data.draw(between) for piece in kept_pieces)
    stretches = aligned(said, sentence)
    end = 0
    for each in stretches:
        if each.word:
            assert each.word in INSERTED
            continue
        left_out = sentence[end : each.start]
        start = re.sub("|".join(DROPPED), "", left_out)
        assert start == "" or (end == 0 and re.fullmatch(r"（[一二三四五六七八九十]+）", start))
        end = each.end
    if stretches:
        rest = re.sub("|".join(DROPPED), "", sentence[end:])
        assert rest == "" or rest[0] in "，,；;。"
