"""The organizations whose reports are made up: places of similar names, and what each of them has.

The first places are written out; for larger libraries further ones are made of syllables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, product
from typing import Final, Literal

from ingest.report import Level

Lack = Literal["three_public", "guests", "housing", "fund"]
"""What an organization may have nothing of: 三公经费, 公务接待费, 住房公积金, 政府性基金."""

YEARS: Final = (2022, 2023, 2024)


@dataclass(frozen=True)
class Place:
    """A district or county. `city` is in front of its name in reports, where it has one."""

    name: str
    city: str = ""

    @property
    def seat(self) -> str:
        """区 or 县."""
        return self.name[-1]


@dataclass(frozen=True)
class Unit:
    """A kind of organization. `name` follows the place's name; `field` is one of `FIELDS`."""

    name: str
    field: str
    levels: tuple[Level, ...] = (Level.DEPARTMENT,)
    lacks: tuple[Lack, ...] = ()
    years: tuple[int, ...] = YEARS


@dataclass(frozen=True)
class Organization:
    """One organization at one level, with the years whose reports it has published.

    `size` multiplies its money: a department is larger than its own level.
    """

    place: Place
    unit: Unit
    level: Level

    @property
    def name(self) -> str:
        """The name as reports print it, without the level."""
        return f"{self.place.city}{self.place.name}{self.unit.name}"

    @property
    def parted(self) -> bool:
        """Whether its name is followed by （本级）: it is one level of a department."""
        return (self.level is Level.OWN and Level.DEPARTMENT in self.unit.levels) or self.unit.name.endswith("办公室")

    @property
    def key(self) -> str:
        """What its money is drawn from."""
        return f"{self.name} {self.level}"

    @property
    def size(self) -> int:
        """How many times as much money it has as its own level."""
        return 3 if self.level is Level.DEPARTMENT else 1


BOTH: Final = (Level.DEPARTMENT, Level.OWN)
OWN: Final = (Level.OWN,)
LAIWU: Final = Place("莱芜区", "济南市")
LAICHENG: Final = Place("莱城区", "济南市")
QINGSHI: Final = Place("青石县")

UNITS: Final[Mapping[Place, tuple[Unit, ...]]] = {
    LAIWU: (
        Unit("教育局", "教育", BOTH),
        Unit("财政局", "财政"),
        Unit("民政局", "民政", BOTH),
        Unit("卫生健康局", "卫生健康", BOTH),
        Unit("自然资源局", "自然资源", lacks=("guests",)),
        Unit("人力资源和社会保障局", "人力资源和社会保障"),
        Unit("住房和城乡建设局", "住房和城乡建设", lacks=("guests",)),
        Unit("发展和改革局", "发展和改革", OWN, years=(2023, 2024)),
        Unit("交通运输局", "交通运输"),
        Unit("市场监督管理局", "市场监督管理", OWN),
        Unit("第一中学", "高中", OWN, lacks=("three_public",)),
        Unit("实验小学", "小学", OWN, lacks=("three_public",), years=(2023, 2024)),
        Unit("人民医院", "医院", OWN, lacks=("housing", "guests")),
        Unit("凤城街道办事处", "街道", OWN, years=(2022, 2024)),
    ),
    LAICHENG: (
        Unit("教育局", "教育", BOTH),
        Unit("财政局", "财政"),
        Unit("民政局", "民政", lacks=("guests",)),
        Unit("卫生健康局", "卫生健康"),
        Unit("自然资源和规划局", "自然资源"),
        Unit("人力资源和社会保障局", "人力资源和社会保障"),
        Unit("市场监督管理局", "市场监督管理", OWN, years=(2023, 2024)),
        Unit("人民政府办公室", "政务", OWN),
        Unit("第一中学", "高中", OWN, lacks=("three_public",)),
        Unit("人民医院", "医院", OWN, lacks=("housing",)),
        Unit("高庄街道办事处", "街道", OWN, lacks=("three_public",), years=(2022, 2024)),
    ),
    QINGSHI: (
        Unit("教育局", "教育"),
        Unit("财政局", "财政", years=(2022, 2023)),
        Unit("民政局", "民政"),
        Unit("卫生健康局", "卫生健康", OWN, years=(2022, 2023)),
        Unit("自然资源和规划局", "自然资源"),
        Unit("人民政府办公室", "政务", OWN, lacks=("guests",)),
        Unit("农业农村局", "农业农村", years=(2023, 2024)),
    ),
}
"""Who publishes reports in the places that are written out, in the order in which they join a library."""

FURTHER_UNITS: Final = (
    Unit("教育局", "教育", BOTH),
    Unit("财政局", "财政", BOTH),
    Unit("民政局", "民政"),
    Unit("卫生健康局", "卫生健康", BOTH),
    Unit("自然资源和规划局", "自然资源"),
    Unit("人力资源和社会保障局", "人力资源和社会保障"),
    Unit("住房和城乡建设局", "住房和城乡建设"),
    Unit("发展和改革局", "发展和改革", OWN),
    Unit("交通运输局", "交通运输"),
    Unit("市场监督管理局", "市场监督管理", OWN),
    Unit("农业农村局", "农业农村"),
    Unit("水务局", "水务"),
    Unit("应急管理局", "应急管理", OWN),
    Unit("司法局", "司法"),
    Unit("文化和旅游局", "文化和旅游", BOTH),
    Unit("审计局", "审计", OWN, lacks=("guests",)),
    Unit("退役军人事务局", "退役军人事务"),
    Unit("人民政府办公室", "政务", OWN),
    Unit("第一中学", "高中", OWN, lacks=("three_public",)),
    Unit("实验小学", "小学", OWN, lacks=("three_public",)),
    Unit("人民医院", "医院", OWN, lacks=("housing", "guests")),
)
"""Who publishes reports in a place that is made up for a larger library."""

CITIES: Final = ("云州市", "临川市", "宁海市", "安阳市")
SYLLABLES: Final = ("东西南北青白清玉", "河岭溪湖原桥")
"""What the names of further places are made of."""


def organizations() -> Iterator[Organization]:
    """All organizations there are, without end but for the names: first those of the written-out places in turn."""
    longest = max(map(len, UNITS.values()))
    for number in range(longest):
        for place, units in UNITS.items():
            if number < len(units):
                yield from (Organization(place, units[number], level) for level in units[number].levels)
    names = ("".join(syllables) for syllables in product(*SYLLABLES))
    for number, name in zip(count(), names, strict=False):
        place = Place(name + ("县" if number % 3 == 2 else "区"), CITIES[number % len(CITIES)])
        for unit in FURTHER_UNITS:
            yield from (Organization(place, unit, level) for level in unit.levels)
