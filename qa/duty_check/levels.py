"""Tasks of a higher level of government than the organization's: 市级云平台 is no task of a district's office."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from qa.duty_check.matters import all_matters
from qa.organizations import places

RANKS: Final = (
    ("省", "自治区", "特别行政区"),
    ("市", "州", "盟"),
    ("区", "县", "旗"),
    ("街道", "镇", "乡"),
)
"""How names of places end, the highest level first."""

SCOPES: Final = (
    ("国家级", "全国"),
    ("省级", "全省", "省里的", "自治区级", "全自治区"),
    ("市级", "全市", "市里的", "州级", "全州"),
)
"""What a task says it is of: of the nation, and then as in RANKS."""

BEFORE: Final = ("国家", "省", "市")
"""What it says the same with, right before a thing: 市政务云."""

NOT_BEFORE: Final = "城超上门夜菜早楼股集都"
"""Behind these characters 市 is the end of another word: 超市食品安全."""

LEAST_THING: Final = 3
"""So many characters has what stands behind them: 市 in 市容环境 is no city's."""

TOWARDS: Final = re.compile(
    "配合|协助|对接|衔接|承接|落实|迎|申报|申请|争取|参加|参与|参评|参赛|报(?!告)|向|转|荐|宣传|传达|学习|贯彻|按照|根据|对照"
    "|接受|接待|陪同|完成|分解|接入|联网|接|统一|部署|要求|通知|期间|两会|迁[到至入]|搬[到进上]"
)
"""Words by which a lower level does its part in what is a higher one's."""


def of_higher_level(task: str, organization: str) -> str | None:
    """The word that says that a task is of a higher level than the organization; None where none does."""
    if TOWARDS.search(task):
        return None
    above = _above(organization)
    said = next((word for word in above if word in task), None)
    before = BEFORE[: sum(word in above for word, *_ in SCOPES)]
    return said or next((word for word in before if re.search(f"(?<![{NOT_BEFORE}]){word}{_things()}", task)), None)


@cache
def _things() -> str:
    """The names of things that a level of government may have as its own."""
    names = {saying[0] for matter in all_matters() for saying in matter.said if len(saying) == 1}
    return "(?:" + "|".join(re.escape(name) for name in sorted(names) if len(name) >= LEAST_THING) + ")"


@cache
def _above(organization: str) -> tuple[str, ...]:
    """The scopes above the narrowest place that the organization is of; none where it names no place."""
    of = places(organization)
    rank = next((at for at, ends in enumerate(RANKS) if of and of[-1].endswith(ends)), None)
    return () if rank is None else tuple(word for scopes in SCOPES[: rank + 1] for word in scopes)
