"""Words that forms print: special rows, totals, headings that are no column, titles."""

from __future__ import annotations

import re
from typing import Final

from ingest.forms.columns import CLOSING, EXPENDITURE, OPENING
from ingest.report import Classification, Flow, Fund

SPECIAL_ROWS: Final[dict[str, Classification]] = {
    "本年收入合计": Classification.TOTAL,
    EXPENDITURE: Classification.TOTAL,
    "使用非财政拨款结余": Classification.BALANCE,
    "使用非财政拨款结余（含专用结余）": Classification.BALANCE,
    OPENING: Classification.BALANCE,
    "结余分配": Classification.BALANCE,
    CLOSING: Classification.BALANCE,
    "年初财政拨款结转和结余": Classification.BALANCE,
    "年末财政拨款结转和结余": Classification.BALANCE,
    "上年结转": Classification.BALANCE,
    "上年结转资金": Classification.BALANCE,
    "上年结转和结余": Classification.BALANCE,
    "上年结转和结余资金": Classification.BALANCE,
    "结转下年": Classification.BALANCE,
    "结转下年资金": Classification.BALANCE,
    "年终结转结余": Classification.BALANCE,
}
"""Rows of the summary forms that are neither a source of income nor a function."""

ROW_NAMES: Final[dict[str, str]] = {
    "当年收入小计": "本年收入合计",
    "本年收入小计": "本年收入合计",
    "当年支出小计": EXPENDITURE,
    "本年支出小计": EXPENDITURE,
    "收入合计": "收入总计",
    "支出合计": "支出总计",
}
"""Local names of rows to the usual ones."""

GRAND_TOTALS: Final = {Flow.INCOME: "收入总计", Flow.EXPENDITURE: "支出总计"}
"""What the row 总计 of each side is the total of."""

SUBTOTALS: Final = {"人员经费合计": "人员经费", "公用经费合计": "公用经费"}
"""Rows that add up a side, and what they are the total of."""

TOTAL_ROWS: Final = frozenset(
    {"合计", "总计", "收入总计", "支出总计", "本年收入合计", EXPENDITURE, *SUBTOTALS, *ROW_NAMES}
)
"""Names of rows that add other rows up."""

FUND_INCOME: Final = {
    "一般公共预算财政拨款": Fund.GENERAL,
    "政府性基金预算财政拨款": Fund.GOVERNMENT_FUND,
    "国有资本经营预算财政拨款": Fund.STATE_CAPITAL,
}
"""Rows of fiscal income by fund: with or without 收入 behind the name."""

HEADER_WORDS: Final = (
    *("支出功能分类科目", "支出经济分类科目", "功能分类", "经济分类", "科目编码", "科目代码", "科目名称", "项目名称"),
    *("人员经费", "公用经费", "代码", "编码", "名称", "科目", "项目", "行次", "栏次", "收入", "支出", "类", "款", "项"),
)
"""Words of headers that are no column of figures, the longer ones first."""

SPANNERS: Final = frozenset(
    {"收入", "支出", "本年收入", "本年支出", "财政拨款收入", "财政拨款支出", "支出用途", "功能分类", "经济分类", "项目"}
)
"""Headings across several columns that say no more than what the form is about."""

ITEM_CODE: Final = re.compile(r"[235]\d{2}(?:\d{2}){0,2}")
"""A 科目代码, of a class, a subclass or an item."""

UNIT_OF_TABLE: Final = re.compile(r"单位[:：]\s*((?:百|千|万|百万|亿)?元)(?!\w)")
"""In which unit a table's amounts are, as the line above it says."""

TABLE_CODE: Final = re.compile(r"公开\s*\d{1,2}\s*表|附件\s*\d{1,2}|附?表\s*[一二三四五六七八九十]+")
"""A printed code of a table, by which people cite it."""

_NUMBERING: Final = re.compile(r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|\d{1,2}[.．、])")
_PREFIX: Final = re.compile(r"^(?:[^。，；：:]{0,40}?\d{4}年度?)?(?:(?:部门|单位)(?!预算))?(?:公开)?")
_SUFFIX: Final = re.compile(r"（(?:按?(?:功能|经济|支出功能|支出经济)(?:分类)?(?:科目)?|续表?|本级|公开)）$")
_UNIT: Final = re.compile(r"（(?:单位：)?(?:百|千|万|百万|亿)?元）$")
_SPACE: Final = re.compile(r"\s+")
_QUOTES: Final = str.maketrans({'"': "“", "＂": "“", "”": "“", "(": "（", ")": "）"})


def unspaced(text: str) -> str:
    """The text without any white space."""
    return _SPACE.sub("", text)


def item_name(label: str) -> str:
    """The official name in a printed row label: no white space, no numbering."""
    return _NUMBERING.sub("", unspaced(label))


def starts_numbered(label: str) -> bool:
    """Whether a row label begins with a number of its own: 一、 or （一） or 1."""
    return _NUMBERING.match(label) is not None


def header_key(text: str) -> str:
    """A heading as it is compared: no white space, one kind of quotation marks and brackets."""
    return _UNIT.sub("", unspaced(text).translate(_QUOTES))


def title_key(text: str) -> str:
    """What is left of a form's title without its numbering, code, owner, year, and what it is sorted by."""
    name = _UNIT.sub("", item_name(TABLE_CODE.sub("", text)).strip("《》:：").translate(_QUOTES))
    return _SUFFIX.sub("", _PREFIX.sub("", name))
