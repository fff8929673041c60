"""What is of a higher level of government is nobody's task here, unless a part in it is."""

from __future__ import annotations

import pytest

from qa.duty_check.levels import of_higher_level

DISTRICT, CITY, COUNTY = "云川市青岑区人民政府办公室", "云川市教育局", "青岑县民政局"


@pytest.mark.parametrize(
    ("task", "organization", "scope"),
    [
        ("市级云平台扩容", DISTRICT, "市级"),
        ("起草全省的政府工作报告", DISTRICT, "全省"),
        ("全国人口普查方案的制定", CITY, "全国"),
        ("全市中小学招生计划", CITY, None),
        ("区级云平台扩容", DISTRICT, None),
        ("全市的低保标准", COUNTY, "全市"),
        ("对接市级云平台", DISTRICT, None),
        ("向省级部门报送典型案例", DISTRICT, None),
        ("做好全国两会期间的值守", DISTRICT, None),
        ("申报省级专项资金", COUNTY, None),
        ("市级云平台扩容", "青岑学校", None),
        ("市政务云归谁管", DISTRICT, "市"),
        ("市政务云归谁管", CITY, None),
        ("省政务服务平台改版", CITY, "省"),
        ("市里的门户网站改版", DISTRICT, "市里的"),
        ("把系统迁到市政务云", DISTRICT, None),
        ("超市食品安全", DISTRICT, None),
        ("城市管理执法", DISTRICT, None),
        ("市民服务热线工单", DISTRICT, None),
    ],
)
def test_the_scope_of_a_task_is_held_against_the_place_of_the_organization(
    task: str, organization: str, scope: str | None
) -> None:
    assert of_higher_level(task, organization) == scope
