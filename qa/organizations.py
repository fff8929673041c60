"""The ways to name an organization: in full, without its district, in short.

Everything is derived from the full name at run time; no place or organization is known here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from qa.text import normalized

_PLACES: Final = re.compile(
    r"(?P<places>(?:[^省市区县旗州盟]{2,7}(?:特别行政区|自治区|自治州|自治县|省|市|区|县|旗|州|盟))*)(?P<rest>.+)"
)
_PLACE: Final = re.compile(r"[^省市区县旗州盟]{2,7}?(?:特别行政区|自治区|自治州|自治县|省|市|区|县|旗|州|盟)")
_PARTY: Final = re.compile(r"^中共")
_COMMITTEE: Final = "委"

CONTRACTIONS: Final = (
    ("人民政府", "政府"),
    ("政府办公室", "政府办"),
    ("政府办", "府办"),
    ("委员会办公室", "委办"),
    ("委员会", "委"),
    ("街道办事处", "街道办"),
    ("街道办", "街道"),
    ("办公厅", "办"),
    ("办公室", "办"),
    ("人民代表大会", "人大"),
    ("政治协商会议", "政协"),
    ("常务委员会", "常委会"),
    ("纪律检查", "纪"),
    ("发展和改革", "发改"),
    ("规划和自然资源", "规划资源"),
    ("规划资源", "规资"),
    ("自然资源和规划", "自然资源"),
    ("自然资源和规划", "自规"),
    ("人力资源和社会保障", "人社"),
    ("卫生健康", "卫健"),
    ("教育和体育", "教育体育"),
    ("教育体育", "教体"),
    ("工业和信息化", "工信"),
    ("科学技术", "科技"),
    ("住房和城乡建设", "住建"),
    ("农业农村", "农业"),
    ("农村工作", "农工"),
    ("交通运输", "交通"),
    ("文化和旅游", "文旅"),
    ("文化旅游", "文旅"),
    ("文化体育和旅游", "文体旅"),
    ("市场监督管理", "市场监管"),
    ("市场监管", "市监"),
    ("应急管理", "应急"),
    ("医疗保障", "医保"),
    ("退役军人事务", "退役军人"),
    ("行政审批服务", "审批服务"),
    ("审批服务", "审批"),
    ("综合行政执法", "综合执法"),
    ("城市管理", "城管"),
    ("生态环境", "环保"),
    ("国有资产监督管理", "国资"),
    ("社会工作", "社工"),
    ("精神文明建设", "文明"),
    ("妇女联合会", "妇联"),
    ("残疾人联合会", "残联"),
    ("工商业联合会", "工商联"),
    ("文学艺术界联合会", "文联"),
    ("科学技术协会", "科协"),
    ("归国华侨联合会", "侨联"),
    ("人民检察院", "检察院"),
    ("人民法院", "法院"),
    ("高级中学", "高中"),
    ("初级中学", "初中"),
    ("实验中学", "实中"),
    ("实验小学", "实小"),
    ("中心小学", "中心小"),
)
"""Official words and what they become in short names, alone or together."""

_NUMBERED: Final = re.compile("第([一二三四五六七八九十]+)(中|小)学")
"""第一中学 becomes 一中."""

PLACE_ENDINGS: Final = ("省", "市", "区", "县", "旗", "州", "街道", "镇", "乡", "村")
"""How names of places end."""

PLACE_WORD: Final = re.compile(f"(?:{'|'.join(PLACE_ENDINGS)})$")

BODY_ENDINGS: Final = (
    r"(?:局|委|办|部|厅|院|中心|委员会|办公室|办公厅|政府|学校|小学|中学|大学|医院|法院|检察院|公司|集团|研究所|管理处"
    r"|大队|支队|街道|街道办事处|协会|联合会|总工会|幼儿园|处|站|队|所|馆)"
)
BODY_WORD: Final = re.compile(f"{BODY_ENDINGS}$")
"""How names of organizations end."""


MIN_BODY: Final = 3
"""办公室 names the organization where it is one; 局 alone does not."""

MIN_PLACE: Final = 2
"""A place of more characters can be named without its ending: 青岑 for 青岑县, but not 吴 for 吴县."""

_WHOLE: Final = ("我", "全", "本")
"""Before the ending of a place, these mean the place of the organization: 我区."""


@cache
def places(organization: str) -> tuple[str, ...]:
    """The places that the organization is of, normalised, the widest first: 云川市, 青岑区."""
    return _parted(_plain(organization))[0]


def stem(organization: str) -> str:
    """The organization in full without any place, normalised: 人民政府办公室."""
    return _parted(_plain(organization))[1]


@cache
def stems(organization: str) -> frozenset[str]:
    """The ways to name the organization without any place, normalised: 人民政府办公室, 政府办, 府办."""
    found = {stem(organization)}
    for long, short in CONTRACTIONS:
        found |= {stem.replace(long, short) for stem in found}
    found |= {_NUMBERED.sub(r"\1\2", stem) for stem in found}
    found |= {stem.removeprefix(_COMMITTEE) for stem in found if len(stem) > MIN_BODY}
    return frozenset(found)


def bare_body(organization: str) -> str:
    """The word for what it is, where that can name it: 办公室; empty for a 局."""
    body = BODY_WORD.search(stem(organization))
    return body.group() if body and len(body.group()) >= MIN_BODY else ""


@cache
def own_names(organization: str) -> frozenset[str]:
    """Every way to name the organization itself, normalised: with all of its places, some, or none."""
    found = {normalized(organization), _plain(organization)}
    of = places(organization)
    for short in stems(organization):
        found.add(short)
        found |= {"".join(of[i:]) + short for i in range(len(of))}
        if of:
            found |= {of[-1][:-1] + short, of[-1][-1] + short}
    if body := bare_body(organization):
        found |= {body, f"本{body}"}
    return frozenset(alias for alias in found if len(alias) > 1)


@cache
def aliases(organization: str) -> frozenset[str]:
    """Every way to name the organization, and the places that it is of."""
    return (
        own_names(organization) | place_names(organization) | {w + p[-1] for p in places(organization) for w in _WHOLE}
    )


def short_name(organization: str) -> str:
    """The organization with the narrowest of its places only: 青岑区教育局."""
    of = places(organization)
    return organization[len("".join(of[:-1])) :] if organization.startswith("".join(of)) else organization


@cache
def place_names(organization: str) -> frozenset[str]:
    """The ways to name the places that the organization is of: 云川市, 青岑区, 青岑, 云川市青岑区."""
    of = places(organization)
    found = {"".join(of[i:j]) for i in range(len(of)) for j in range(i + 1, len(of) + 1)}
    found |= {place[:-1] for place in of if len(place) > MIN_PLACE}
    return frozenset(found)


def _plain(organization: str) -> str:
    return _PARTY.sub("", normalized(organization))


@cache
def _parted(name: str) -> tuple[tuple[str, ...], str]:
    """The places that a name begins with, and the rest."""
    match = _PLACES.fullmatch(name)
    return (tuple(_PLACE.findall(match["places"])), match["rest"]) if match else ((), name)


def names_body(text: str) -> bool:
    """Whether a word ends as names of organizations do."""
    return BODY_WORD.search(text) is not None


def names_body_or_place(text: str) -> bool:
    """Whether a word ends as names of organizations or of places do."""
    return names_body(text) or PLACE_WORD.search(text) is not None
