"""How the sentences of a made-up report are worded, and its chapters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Wording:
    """Sentences of the narrative. What stands in braces is put in by `evals.generated.narrative`."""

    whole: str = (
        "{organization}{year}年度收入支出总计{amount}。与{last}年度相比，收入支出总计{more}{change}，{grew}{rate}。"
        "主要原因：{reason}。"
    )
    parts: str = "本年{what}合计{amount}，其中：{parts}。"
    part: str = "{item}{amount}，占{share}"
    general: str = (
        "一般公共预算财政拨款支出{amount}，占本年支出合计的{share}。与{last}年度相比，一般公共预算财政拨款支出{more}{change}，"
        "{grew}{rate}。主要原因：{reason}。"
    )
    classes: str = "一般公共预算财政拨款支出{amount}，主要用于以下方面：{parts}。"
    class_part: str = "{item}（类）{amount}，占{share}"
    against_budget: str = (
        "一般公共预算财政拨款支出年初预算为{initial}，支出决算为{amount}，完成年初预算的{rate}。其中："
    )
    item: str = (
        "{number}{path}年初预算为{initial}，支出决算为{amount}，完成年初预算的{rate}。"
        "决算数{compared}年初预算数的主要原因是{reason}。"
    )
    path: str = "{top}（类）{subclass}（款）{item}（项）。"
    number: str = "{number}．"
    basic: str = (
        "一般公共预算财政拨款基本支出{amount}，其中：人员经费{personnel}，主要包括：{personnel_items}；"
        "公用经费{public}，主要包括：{public_items}。"
    )
    three_public: str = (
        "{year}年度财政拨款“三公”经费支出预算为{budget}，支出决算为{amount}，完成预算的{rate}。"
        "决算数{compared}预算数的主要原因是{reason}。"
    )
    three_public_item: str = "{number}{item}支出决算为{amount}，预算为{budget}，完成预算的{rate}。{counts}"
    three_public_zero: str = "{number}{item}支出决算为{amount}，预算为{budget}。"
    no_three_public: str = "{called}{year}年度没有财政拨款“三公”经费支出。"
    no_operating: str = "{called}不是行政单位，{year}年度没有机关运行经费支出。"
    operating: str = (
        "{year}年度机关运行经费支出{amount}，比{last}年度{more}{change}，{grew}{rate}。主要原因是{reason}。"
    )
    none: str = "{organization}{year}年度没有{what}收入，也没有使用{what}安排的支出。"


PLAIN: Final = Wording()
USES_FIRST: Final = Wording(
    general=(
        "一般公共预算财政拨款支出{amount}，占本年支出合计的{share}。与上年相比，{more}{change}，{grew}{rate}，主要是{reason}。"
    ),
    item=(
        "{number}{path}主要用于：{use}。年初预算为{initial}，支出决算为{amount}，完成年初预算的{rate}。"
        "决算数{compared}年初预算数的主要原因：{reason}。"
    ),
    number="{number}、",
)
SHORT: Final = Wording(
    whole="{year}年度收、支总计均为{amount}。与上年相比，收、支总计各{more}{change}，{grew}{rate}，主要是{reason}。",
    parts="{year}年度{what}合计{amount}，其中：{parts}。",
    part="{item}{amount}，占本年{what}合计的{share}",
    item=(
        "{number}{path}支出决算数为{amount}，年初预算数为{initial}，完成年初预算{rate}。"
        "决算数{compared}年初预算数的主要原因：{reason}。主要用于{use}。"
    ),
    path="{top}（类）{subclass}（款）{item}（项）",
    number="（{number}）",
    three_public=(
        "{year}年度“三公”经费财政拨款支出预算{budget}，决算{amount}，完成预算{rate}，决算数{compared}预算数的主要原因：{reason}。"
    ),
    operating="{called}{year}年机关运行经费支出{amount}，比上年{more}{change}，{grew}{rate}，主要是{reason}。",
    none="{called}{year}年度无{what}收入和支出。",
)
DETAILED: Final = Wording(
    whole=(
        "{year}年度收、支总计均为{amount}。与{last}年度相比，收、支总计各{more}{change}，{grew}{rate}。主要是{reason}。"
    ),
    parts="{year}年度{what}合计{amount}，其中：{parts}。",
    item=(
        "{number}{path}年初预算数为{initial}，支出决算数为{amount}，完成年初预算的{rate}。"
        "决算数{compared}年初预算数，主要原因是{reason}。"
    ),
    number="{number}、",
    three_public=(
        "{year}年度财政拨款“三公”经费支出全年预算数为{budget}，支出决算数为{amount}，完成全年预算数的{rate}。"
        "决算数{compared}全年预算数，主要原因是{reason}。"
    ),
    three_public_item="{number}{item}全年预算数为{budget}，支出决算数为{amount}，完成全年预算数的{rate}。{counts}",
    three_public_zero="{number}{item}全年预算数为{budget}，支出决算数为{amount}。",
    no_three_public="{called}没有财政拨款“三公”经费支出。",
    none="{called}没有{what}收支。",
)

CHAPTERS: Final = {
    "overall": "收入支出决算总体情况说明",
    "income": "收入决算情况说明",
    "expenditure": "支出决算情况说明",
    "fiscal": "财政拨款收入支出决算总体情况说明",
    "general": "一般公共预算财政拨款支出决算情况说明",
    "basic": "一般公共预算财政拨款基本支出决算情况说明",
    "three_public": "财政拨款“三公”经费支出决算情况说明",
    "fund": "政府性基金预算财政拨款收入支出决算情况说明",
    "capital": "国有资本经营预算财政拨款支出决算情况说明",
    "other": "其他重要事项的情况说明",
}
"""Chapters of the narrative in the national order."""
