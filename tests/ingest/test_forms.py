"""The official forms as data: consistent with themselves, recognised by title whatever surrounds it."""

from __future__ import annotations

import pytest

from ingest.forms import FORMS, HEADER_WORDS, form_of_title, item_name, starts_numbered


def test_there_are_nine_forms() -> None:
    assert len(FORMS) == 9
    assert all(key == form.key for key, form in FORMS.items())


def test_no_two_forms_share_a_title() -> None:
    titles = [title for form in FORMS.values() for title in form.titles]
    assert len(titles) == len(set(titles))
    assert {form_of_title(title) for title in titles} == set(FORMS)


@pytest.mark.parametrize("key", FORMS)
def test_the_layouts_of_a_form_have_no_two_columns_alike(key: str) -> None:
    for sides in FORMS[key].variants:
        for side in sides:
            paths = [tuple(head.name for head in path) for head in side.columns for path in head.leaves()]
            assert len(paths) == len(set(paths)) > 0


@pytest.mark.parametrize(
    "printed",
    ["收入决算表", "二、收入决算表", "（二）收入决算表", "2.收入决算表", "2031年度收入决算表", "2031年收入决算表",
     "收 入 决 算 表", "部门收入决算表", "2031年度部门收入决算表", "公开02表 收入决算表", "表二 收入决算表",
     "附件2 收入决算表", "《收入决算表》", "收入决算表："],
)  # fmt: skip
def test_a_title_is_known_with_all_that_may_stand_around_it(printed: str) -> None:
    assert form_of_title(printed) == "income"


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ('财政拨款"三公"经费支出决算表', "three_public"),
        ("财政拨款＂三公＂经费支出决算表", "three_public"),
        ("国有资本经营预算财政拨款支出决算表", "state_capital"),
        ("政府性基金预算财政拨款收入支出决算表", "government_fund"),
        ("收支决算总表", "income_expenditure_summary"),
    ],
)
def test_other_ways_to_write_a_title_are_known(printed: str, key: str) -> None:
    assert form_of_title(printed) == key


@pytest.mark.parametrize(
    "printed",
    [
        "收入决算情况说明",
        "关于收入决算表的说明",
        "表",
        "",
        "预算项目支出绩效自评表",
        "支出",
    ],
)
def test_other_titles_are_no_form(printed: str) -> None:
    assert form_of_title(printed) is None


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("一、一般公共服务支出", "一般公共服务支出"),
        ("二十一、国有资本经营预算支出", "国有资本经营预算支出"),
        ("（二）项目支出", "项目支出"),
        ("1.基本支出", "基本支出"),
        ("　 行 政 运 行", "行政运行"),
        ("合   计", "合计"),
        ("政府办公厅（室）及相关机构事务", "政府办公厅（室）及相关机构事务"),
    ],
)
def test_an_item_is_called_by_its_name_alone(label: str, name: str) -> None:
    assert item_name(label) == name


@pytest.mark.parametrize(
    ("label", "numbered"),
    [("一、外交支出", True), ("（一）外交支出", True), ("外交支出", False), ("一般公共服务", False)],
)
def test_a_label_with_a_number_is_told_from_one_without(label: str, numbered: bool) -> None:
    assert starts_numbered(label) is numbered


def test_longer_header_words_come_before_those_within_them() -> None:
    for i, word in enumerate(HEADER_WORDS):
        assert not [later for later in HEADER_WORDS[i + 1 :] if word in later and word != later]
