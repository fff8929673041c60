"""Units whose accounts a report adds up: the ways to list them, and what lists none."""

from __future__ import annotations

from typing import Final

import pytest

from ingest.units import read_units
from tests.ingest.invented import section

PART: Final = "第一部分 部门概况"
TITLE: Final = "二、部门决算单位构成"

LISTS: Final = (
    (
        (
            "纳入2031年度部门决算编制范围的单位包括：",
            "序号 单位名称 备注",
            "1 甲局（本级）",
            "2 乙中心 财政拨款",
        ),
        ["甲局（本级）", "乙中心"],
    ),
    (
        (
            "纳入2031年度部门决算编制范围的二级预算单位包括：",
            "1.甲局本级",
            "2.乙中心",
            "均已公开。",
            "3.丙所",
        ),
        ["甲局本级", "乙中心"],
    ),
    (
        ("列入本部门预算编制范围的预算单位共计三家，具体包括：甲局本级、住房和园林局和丙所（含丁站）。",),
        ["甲局本级", "住房和园林局", "丙所（含丁站）"],
    ),
    (
        ("本部门中，行政单位1家，事业单位1家，具体包括：", "1. 甲委本部，设9个内设机构。", "2. 乙中心，不单列预算。"),
        ["甲委本部", "乙中心"],
    ),
)


@pytest.mark.parametrize(("texts", "names"), LISTS, ids=[texts[0][:14] for texts, _ in LISTS])
def test_ways_to_list_units(texts: tuple[str, ...], names: list[str]) -> None:
    found = read_units([section(TITLE, *texts, part=PART)])
    assert [(unit.name, unit.excerpt.text) for unit in found] == [(name, name) for name in names]


@pytest.mark.parametrize(
    "texts",
    [
        ("从预算单位构成看，甲局决算包括：甲局本级决算、下属事业单位决算。",),
        ("本局内设机构包括：办公室、规划科。",),
        ("主要职责如下：", "1.管理甲局。"),
        ("纳入编制范围的单位包括：", "说明如下。", "1.甲局"),
    ],
)
def test_other_lists_name_no_units(texts: tuple[str, ...]) -> None:
    assert read_units([section(TITLE, *texts, part=PART)]) == ()


def test_units_are_listed_only_where_the_unit_describes_itself() -> None:
    listed = "纳入部门决算编制范围的单位包括：甲局本级、乙中心。"
    assert read_units([section("三、支出决算情况说明", listed)]) == ()
