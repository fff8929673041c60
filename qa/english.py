"""Questions in English: the words that ask for figures of such a report, as the Chinese words that do.

Names of projects and offices have no English; what is not in the table stays as it is, and is then not
accounted for. Longer phrases are replaced before shorter ones.
"""

from __future__ import annotations

import re
from typing import Final

PHRASES: Final = {
    # items
    "total expenditure": "支出合计",
    "total spending": "支出合计",
    "total expenses": "支出合计",
    "total income": "收入合计",
    "total revenue": "收入合计",
    "basic expenditure": "基本支出",
    "project expenditure": "项目支出",
    "personnel expenditure": "人员经费",
    "personnel expenses": "人员经费",
    "personnel costs": "人员经费",
    "public funds": "公用经费",
    "public expenses": "公用经费",
    "housing provident fund": "住房公积金",
    "housing fund": "住房公积金",
    "travel expenses": "差旅费",
    "travel": "差旅费",
    "office expenses": "办公费",
    "printing": "印刷费",
    "union dues": "工会经费",
    "official receptions": "公务接待费",
    "official reception": "公务接待费",
    "receptions": "公务接待费",
    "reception": "公务接待费",
    "hospitality": "公务接待费",
    "official vehicles": "公务用车购置及运行维护费",
    "vehicle operation and maintenance": "公务用车运行维护费",
    "vehicle maintenance": "公务用车运行维护费",
    "vehicle purchases": "公务用车购置费",
    "vehicle purchase": "公务用车购置费",
    "overseas travel": "因公出国（境）费",
    "overseas trips": "因公出国（境）费",
    "travel abroad": "因公出国（境）费",
    "going abroad": "因公出国（境）费",
    "three public expenses": "三公经费",
    "three-public expenses": "三公经费",
    "three public": "三公经费",
    "government procurement": "政府采购支出",
    "procurement": "政府采购支出",
    "agency operating expenses": "机关运行经费",
    "operating expenses": "机关运行经费",
    "administrative operation": "行政运行",
    "public institution operation": "事业运行",
    "base salary": "基本工资",
    "basic salary": "基本工资",
    "basic salaries": "基本工资",
    "base salaries": "基本工资",
    "bonuses": "奖金",
    "allowances": "津贴补贴",
    "pension insurance": "基本养老保险缴费支出",
    "vehicles": "车辆",
    "goods": "货物",
    "services": "服务",
    "education": "教育支出",
    "public security": "公共安全支出",
    "overseas delegations": "因公出国团组",
    "delegations": "团组",
    "by what percentage": "百分之几",
    "what percentage": "百分之几",
    "below": "低于",
    "above": "高于",
    "sent": "",
    "people": "人",
    "digital government": "数字政府",
    "investment promotion": "招商引资",
    # measures
    "initial budget": "年初预算数",
    "original budget": "年初预算数",
    "budgeted": "预算数",
    "budget": "预算数",
    "execution rate": "执行率",
    "completion rate": "完成率",
    "score": "得分",
    "grade": "等级",
    "rating": "等级",
    "final amount": "决算数",
    "percentage": "占比",
    "share": "占比",
    # asking
    "how much money": "多少钱",
    "how much": "多少",
    "how many": "多少",
    "what was": "是多少",
    "what is": "是多少",
    "what were": "是多少",
    "what are": "是多少",
    "what's": "是多少",
    "why": "为什么",
    "highest": "最高",
    "lowest": "最低",
    "largest": "最大",
    "which project": "哪个项目",
    "which": "哪个",
    "projects": "项目",
    "project": "项目",
    "difference between": "相差",
    "compared with last year": "比上年",
    "than last year": "比上年",
    "increase": "增加",
    "decrease": "减少",
    "sum of": "合计",
    "spent": "花了",
    "spend": "花了",
    "spending": "支出",
    "expenditure": "支出",
    "income": "收入",
    "revenue": "收入",
    "exceed": "超过",
    "in yuan": "多少元",
    "yuan": "元",
    "and": "和",
    # grammar
    "the": "",
    "of": "的",
    "in": "",
    "on": "",
    "for": "",
    "was": "",
    "were": "",
    "did": "",
    "does": "",
    "do": "",
    "get": "",
    "got": "",
    "it": "它",
    "its": "它的",
    "they": "",
    "this": "",
    "unit": "单位",
    "office": "",
    "by": "",
    "to": "",
    "receive": "",
    "received": "",
    "what": "",
    "is": "",
    "are": "",
    "a": "",
    "an": "",
    "total": "合计",
    "at": "",
    "please": "请",
    "tell me": "请问",
    "expenses": "支出",
    "costs": "支出",
    "cost": "支出",
    "year": "年",
    "has": "",
    "have": "",
    "had": "",
    "there": "",
    "used": "",
    "from": "",
    "with": "",
}
"""English phrases and what they are in Chinese."""

ENGLISH: Final = 0.6
"""A text with a greater share of Latin letters among its letters is English."""

_PHRASE: Final = re.compile(
    r"\b(?:" + "|".join(re.escape(phrase) for phrase in sorted(PHRASES, key=len, reverse=True)) + r")\b"
)
_YEAR: Final = re.compile(r"\b(20\d{2})\b")


def is_english(text: str) -> bool:
    """Whether a question is in English."""
    letters = [char for char in text if char.isalpha()]
    latin = sum(char.isascii() for char in letters)
    return bool(letters) and " " in text.strip() and latin > ENGLISH * len(letters)


def in_chinese(text: str) -> str:
    """An English question in the Chinese words of the table; what the table lacks stays."""
    plain = _YEAR.sub(r"\1年", text.lower())
    return re.sub(r"\s+(?=[^a-z])|(?<=[^a-z])\s+", "", _PHRASE.sub(lambda match: PHRASES[match.group()], plain))
