"""How people ask whether one figure, or the sum of some, is another, more or less than it: what stands between the two
sides, and around them."""

from __future__ import annotations

from typing import Final

from qa.lexicon.roles import Ask
from qa.lexicon.sets import CALCULATIONS, JOINS, SUM_WORDS

# fmt: off
EQUAL: Final = (
    "等于", "等于是", "就是", "就等于", "正好等于", "刚好等于", "正好是", "刚好是", "相当于", "是不是", "是否",
)
"""Between two sides of which it is asked whether they are the same."""

ALIKE: Final = ("相等", "一样多", "一样", "相同", "一致", "持平", "平衡", "一般多")
"""The same, behind both."""

ABOVE: Final = ("超过", "大于", "高于", "多于", "超出", "多过")
BELOW: Final = ("低于", "小于", "少于", "不到", "不足", "没到")

ADDED: Final = (*JOINS, "加上", "加", "再加上", "再加", "再")
"""Between the things that are added up."""

ADDED_UP: Final = (
    *CALCULATIONS[Ask.SUM], *SUM_WORDS, "两项", "三项", "两个", "三个", "两者", "二者", "三者", "的", "总", "数", "都",
    "各",
)
"""Behind them."""

WHETHER: Final = ("是不是", "是否", "会不会", "有没有", "是", "能不能", "就", "正好", "刚好", "真的", "还", "也")

LEAD: Final = "(?:请问|问一下|想问一下|单位|本单位|部门|你们|今年|全年|本年度?|一年|这一?年|报告里?|决算里?|的)*"
TAIL: Final = "(?:吗|么|嘛|呢|啊|吧|了|的|没有?|对吗|对不对|对吧|是吗|没错吧|是不是|元|万元)*"
"""What stands before and behind a question of two sides and adds nothing."""
