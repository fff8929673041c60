"""Duty clauses taken apart: who has which duty, how strongly, with whom."""

from __future__ import annotations

from typing import Final

import pytest

from ingest.document import Excerpt, Span
from ingest.report import Duty
from qa.duty_check.lexicon import VERBS, Strength
from qa.duty_check.structure import Part, parts, strength_of
from tests.qa.duty_check.invented import ORGANIZATION, catalog


def read(*texts: str, number: str = "（一）", organization: str = ORGANIZATION) -> tuple[Part, ...]:
    duties = tuple(Duty(number, Excerpt(text, (Span(1, 0, len(text)),)), "职责") for text in texts)
    return parts(duties, organization)


def test_each_sentence_under_a_division_is_a_duty_of_the_body_it_begins_with() -> None:
    found = [(p.duty.number, p.department, p.flat.text) for p in parts(catalog().duties, ORGANIZATION)]
    assert ("（四）1", None, "市水务局负责水情旱情监测预警。") in found
    assert ("（四）1", "市应急管理局", "市应急管理局负责组织协调洪涝和干旱灾害的应急救援。") in found
    assert ("（四）2", "市市场监督管理局", "市市场监督管理局负责桶装水生产企业的监督检查。") in found
    assert not any("职责分工" in text for _, _, text in found)


def test_what_both_are_to_do_names_the_others() -> None:
    part = next(p for p in parts(catalog().duties, ORGANIZATION) if p.flat.text.startswith("两部门"))
    assert part.department is None
    assert part.counterparts == ("市应急管理局",)


def test_counterparts_are_the_bodies_it_is_done_with() -> None:
    (part,) = read("（二）牵头推进河湖长制，配合市生态环境局做好水污染防治工作。")
    assert part.counterparts == ("市生态环境局",)
    assert [(act.verbs, act.strength) for act in part.acts] == [
        ("牵头推进", Strength.LEAD),
        ("配合", Strength.ASSIST),
    ]
    assert part.acts[0].objects == ("河湖长制",)


NUMBERS: Final = [
    ("（三十一）", "（三十一）负责全市节水工作。"),
    ("1.", "1.负责全市节水工作。"),
    ("1、", "1、负责全市节水工作。"),
    ("第一条", "第一条负责全市节水工作。"),
    ("", "负责全市节水工作；"),
]


@pytest.mark.parametrize(("number", "text"), NUMBERS)
def test_the_number_is_no_part_of_the_sentence(number: str, text: str) -> None:
    (part,) = read(text, number=number)
    assert part.duty.number == number
    assert part.flat.text.rstrip("。；") == "负责全市节水工作"


def test_a_clause_that_is_only_a_body_gives_it_the_clauses_below() -> None:
    duties = tuple(
        Duty(number, Excerpt(text, (Span(1, 0, len(text)),)), "职责")
        for number, text in (
            ("（一）", "（一）云岭市水务局"),
            ("（一）1", "1.负责节水。"),
            ("（二）", "（二）云岭日报社："),
            ("（二）1", "1.组织宣传报道。"),
            ("（三）", "（三）监督供水。"),
        )
    )
    assert [(p.duty.number, p.department) for p in parts(duties, ORGANIZATION)] == [
        ("（一）1", None),
        ("（二）1", "云岭日报社"),
        ("（三）", None),
    ]


STRENGTHS: Final = [
    ("负责", Strength.CHARGE),
    ("负责指导", Strength.GUIDE),
    ("牵头或参与", Strength.LEAD),
    ("牵头推进", Strength.LEAD),
    ("统筹协调", Strength.COORDINATE),
    ("监督指导", Strength.GUIDE),
    ("负责或者参与", Strength.CHARGE),
    ("协助", Strength.ASSIST),
]


@pytest.mark.parametrize(("verbs", "strength"), STRENGTHS)
def test_how_strongly_verbs_bind(verbs: str, strength: Strength) -> None:
    assert strength_of(verbs) is strength


def test_no_verb_has_two_strengths() -> None:
    words = [word for verbs in VERBS.values() for word in verbs]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    "sentence", ["根据市政府领导同志批示要求，组织有关调查研究工作。", "及时向市政府领导同志报告重要情况。"]
)
def test_those_who_are_reported_to_have_no_duty(sentence: str) -> None:
    (part,) = read(sentence)
    assert part.department is None
