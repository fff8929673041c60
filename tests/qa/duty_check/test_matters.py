"""The table of matters: what people can rely on who read and extend it."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from importlib.resources import files
from itertools import combinations

import pytest

from qa.duty_check.matters import TABLE, Matter, all_matters, mentions
from qa.duty_check.terms import _stands, _tells, terms_of
from qa.duty_check.words import bounds
from qa.text import normalized


def spoken(text: str) -> set[str]:
    """The first names of the matters that a text speaks of."""
    found = mentions(normalized(text), _tells, partial(_stands, bounds(normalized(text))))
    return {matter.names[0] for mention in found for matter in mention.matters}


def related(one: Matter, other: Matter) -> bool:
    """Whether one is part of the other: they share what clauses call them, or one is named as the wider."""
    return bool({*one.names, *one.wider} & {*other.names, *other.wider})


def test_no_two_matters_are_said_in_the_same_words() -> None:
    said = defaultdict(list)
    for matter in all_matters():
        for saying in matter.said:
            said[tuple(sorted(saying))].append(matter)
    pairs = ((words, one, other) for words, of in said.items() for one, other in combinations(of, 2))
    assert [(words, one.names[0], other.names[0]) for words, one, other in pairs if not related(one, other)] == []


def test_each_matter_is_spoken_of_by_its_names() -> None:
    wanting = [
        (name, spoken(name))
        for matter in all_matters()
        for name in matter.names
        if _tells((name,)) and matter.names[0] not in spoken(name)
    ]
    assert wanting == []


def test_no_matter_is_part_of_itself() -> None:
    assert [matter.names[0] for matter in all_matters() if {*matter.names} & {*matter.wider}] == []


def test_the_table_is_written_without_anything_said_twice() -> None:
    lines = files("qa.duty_check").joinpath(TABLE).read_text("utf-8").splitlines()
    fields = [line.lstrip("*! ").split("|") for line in lines if line and line[0] not in "#="]
    assert [line[0] for line in fields if len(line) != 3] == []
    for _, _, said in fields:
        words = ["+".join(sorted(saying.split("+"))) for saying in said.split()]
        assert len(words) == len(set(words)), said[:60]


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("退回几个镇的呈批件", "来文来电"),
        ("给区长代拟一份贺信", "讲话"),
        ("春节值班谁在岗", "值班"),
        ("两个局为一段路推来推去", "争议问题"),
        ("人大代表嫌答复不满意", "人大代表建议"),
        ("手续太多要砍掉一批", "放管服改革"),
        ("机关大院的电费超了", "公共机构节能"),
        ("各局的小系统该关的关", "政务信息系统整合共享"),
        ("市民资料漏出去怎么办", "数据安全"),
        ("有人在迪拜失联", "领事保护"),
        ("跟国外一座城市结对子", "对外结好"),
        ("扶持写代码的公司", "软件业"),
        ("芯片厂扩产", "电子信息产品制造业"),
    ],
)
def test_a_matter_is_known_however_it_is_said(text: str, matter: str) -> None:
    assert matter in spoken(text)


def has_duty(task: str, word: str) -> bool:
    """Whether what is said with the word may be a duty of an office."""
    terms = terms_of(task, (), lambda ways: 1.0)
    (term,) = (term for term in terms if term.known and word in term.text)
    return bool(term.ways)


@pytest.mark.parametrize(
    ("outside", "of_government", "word"),
    [
        ("给公司年会布置会场", "给政府全会布置会场", "会场"),
        ("医院值班表怎么排", "机关值班表怎么排", "值班"),
        ("旅行社去日本的签证谁办", "外事团组去日本的签证谁办", "签证"),
    ],
)
def test_what_is_done_for_somebody_outside_government_is_no_duty_of_an_office(
    outside: str, of_government: str, word: str
) -> None:
    assert not has_duty(outside, word)
    assert has_duty(of_government, word)
