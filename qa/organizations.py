"""The ways to name an organization: in full, without its district, in short.

Everything is derived from the full name at run time; no place or organization is known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    ("办公厅", "办"),
    ("办公室", "办"),
    ("人民代表大会", "人大"),
    ("常务委员会", "常委会"),
    ("发展和改革", "发改"),
    ("自然资源和规划", "自然资源"),
    ("人力资源和社会保障", "人社"),
    ("卫生健康", "卫健"),
    ("教育体育", "教体"),
    ("工业和信息化", "工信"),
    ("住房和城乡建设", "住建"),
    ("农业农村", "农业"),
)
"""Official words and what they become in short names, applied one after another."""

PLACE_ENDINGS: Final = ("省", "市", "区", "县", "旗", "州", "街道", "镇", "乡", "村")
"""How names of places end."""

PLACE_WORD: Final = re.compile(f"(?:{'|'.join(PLACE_ENDINGS)})$")

BODY_WORD: Final = re.compile(
    r"(?:局|委|办|部|厅|院|中心|委员会|办公室|办公厅|政府|学校|小学|中学|大学|医院|法院|检察院|公司|集团|研究所|管理处"
    r"|大队|支队|协会|处|站|队|所|馆)$"
)
"""How names of organizations end."""


MIN_BODY: Final = 3
"""办公室 names the organization where it is one; 局 alone does not."""


@cache
def own_names(organization: str) -> frozenset[str]:
    """Every way to name the organization itself, normalised: with all of its places, some, or none."""
    name = _PARTY.sub("", normalized(organization))
    places, rest = _parted(name)
    found = {normalized(organization), name}
    stems = {rest, *_contracted(rest)}
    if rest.startswith(_COMMITTEE) and len(rest) > MIN_BODY:
        stems.add(rest.removeprefix(_COMMITTEE))
    for short in stems:
        found.add(short)
        found |= {"".join(places[i:]) + short for i in range(len(places))}
        if places:
            last = places[-1]
            found |= {last[:-1] + short, last[-1] + short}
    if (body := BODY_WORD.search(rest)) and len(body.group()) >= MIN_BODY:
        found |= {body.group(), f"本{body.group()}"}
    return frozenset(alias for alias in found if len(alias) > 1)


@cache
def aliases(organization: str) -> frozenset[str]:
    """Every way to name the organization, and the places that it is of."""
    places, _ = _parted(_PARTY.sub("", normalized(organization)))
    found = set(own_names(organization))
    for i, place in enumerate(places):
        found |= {
            place,
            "".join(places[: i + 1]),
            "".join(places[i:]),
            f"我{place[-1]}",
            f"全{place[-1]}",
            f"本{place[-1]}",
        }
        if len(place) > 2:
            found.add(place[:-1])
    return frozenset(alias for alias in found if len(alias) > 1)


def _parted(name: str) -> tuple[list[str], str]:
    """The places that a name begins with, and the rest."""
    match = _PLACES.fullmatch(name)
    return (_PLACE.findall(match["places"]), match["rest"]) if match else ([], name)


def _contracted(name: str) -> Iterator[str]:
    for long, short in CONTRACTIONS:
        if long in name:
            name = name.replace(long, short)
            yield name


def names_body(text: str) -> bool:
    """Whether a word ends as names of organizations do."""
    return BODY_WORD.search(text) is not None


def names_body_or_place(text: str) -> bool:
    """Whether a word ends as names of organizations or of places do."""
    return names_body(text) or PLACE_WORD.search(text) is not None
