"""The numbers of Word's automatic lists, which a DOCX does not store as text but only how to make them.

Duties and headings are told by their numbers, so these have to come out as Word prints them. Rules: ECMA-376
part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ingest.numbers import print_chinese

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of the elements and attributes of a DOCX, as lxml writes it in front of their names."""

LEVELS: Final = 9

_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_FORMAL: Final = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_PLACE: Final = re.compile(r"%([1-9])")


def roman(number: int) -> str:
    """A number from 1 on in small Roman numerals."""
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def letters(number: int) -> str:
    """a, b … z, aa, bb: the letter is repeated, as Word does."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def counted(number: int) -> str:
    """一 to 九十九 in words, then digit by digit, as chineseCounting has it."""
    return print_chinese(number) if number < 100 else digits(number)


def digits(number: int) -> str:
    """二○: digit by digit."""
    return "".join("○一二三四五六七八九"[int(digit)] for digit in str(number))


def one_of(signs: str) -> Callable[[int], str]:
    """The sign of a number, from a row of them that begins again at its end."""
    return lambda number: signs[(number - 1) % len(signs)]


def enclosed(first: str, count: int) -> Callable[[int], str]:
    """The character of a number, from so many that follow each other from `first` on; plain digits beyond."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= count else str(number)


FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "none": lambda _: "",
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: str(number).translate({ord(str(i)): chr(0xFF10 + i) for i in range(10)}),
    "decimalFullWidth2": lambda number: str(number).translate({ord(str(i)): chr(0xFF10 + i) for i in range(10)}),
    "decimalEnclosedCircle": enclosed("①", 20),
    "decimalEnclosedCircleChinese": enclosed("①", 20),
    "decimalEnclosedFullstop": enclosed("⒈", 20),
    "decimalEnclosedParen": enclosed("⑴", 20),
    "ideographEnclosedCircle": enclosed("㊀", 10),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": lambda number: f"{number}.",
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerLetter": letters,
    "chineseCounting": counted,
    "chineseCountingThousand": print_chinese,
    "japaneseCounting": print_chinese,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": print_chinese,
    "taiwaneseDigital": digits,
    "ideographDigital": digits,
    "japaneseDigitalTenThousand": digits,
    "chineseLegalSimplified": lambda number: print_chinese(number).translate(_FORMAL),
    "ideographLegalTraditional": lambda number: print_chinese(number).translate(_FORMAL),
    "japaneseLegal": lambda number: print_chinese(number).translate(_FORMAL),
    "ideographTraditional": one_of(_STEMS),
    "ideographZodiac": one_of(_BRANCHES),
    "ideographZodiacTraditional": lambda number: one_of(_STEMS)(number) + one_of(_BRANCHES)(number),
}
"""What Word calls a way of numbering, and how it prints a number from 1 on (0 where a list begins so)."""

UNNUMBERED: Final = frozenset({"bullet"})
"""Ways that print a sign, not a number. It is not read."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered. `restart` is the level, from 1, after which it begins again; 0 for none,
    and None for any above it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    behind: str = " "
    style: str = ""


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list (w:num): which numbering it counts in, how its levels are numbered, and where it begins anew."""

    counts_in: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted. `unknown` are ways that are not known."""

    lists: Mapping[str, NumberedList] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, number: str, style: str) -> int | None:
        """Which level of a list is that of a paragraph style."""
        levels = self.lists[number].levels if number in self.lists else {}
        return next((i for i, level in levels.items() if level.style == style), None)

    def next(self, number: str, depth: int) -> str:
        """The number that the next paragraph of list `number` has on level `depth` (from 0), with what stands
        between it and the text; nothing where it prints none."""
        found = self.lists.get(number)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return ""
        self._count(number, found, depth)
        if level.format in UNNUMBERED:
            return ""
        depths = [int(place) - 1 for place in _PLACE.findall(level.text)]
        unknown = {name for above in depths if (name := self._format(found, level, above)) not in FORMATS}
        if unknown:
            self.unknown |= unknown
            return ""
        printed = _PLACE.sub(lambda match: self._printed(found, level, int(match[1]) - 1), level.text)
        return printed + level.behind if printed else ""

    def _count(self, number: str, found: NumberedList, depth: int) -> None:
        counts = self._counts.setdefault(found.counts_in, {})
        for above in range(depth):
            counts.setdefault(above, _start(found, above))
        if depth in found.starts and (number, depth) not in self._begun:
            counts.pop(depth, None)
        counts[depth] = counts[depth] + 1 if depth in counts else _start(found, depth)
        self._begun.add((number, depth))
        for below in range(depth + 1, LEVELS):
            level = found.levels.get(below)
            if level is None or level.restart is None or depth < level.restart:
                counts.pop(below, None)

    def _format(self, found: NumberedList, level: Level, depth: int) -> str:
        """How the number of a level is printed as part of another's."""
        return "decimal" if level.legal else found.levels.get(depth, Level()).format

    def _printed(self, found: NumberedList, level: Level, depth: int) -> str:
        number = self._counts[found.counts_in].get(depth, _start(found, depth))
        name = self._format(found, level, depth)
        return FORMATS[name](number) if number > 0 or name == "decimal" else str(number)


def _start(found: NumberedList, depth: int) -> int:
    return found.starts.get(depth, found.levels.get(depth, Level()).start)


def read_numbering(root: Any) -> Numbering:
    """The lists of a numbering part (w:numbering); none for None."""
    if root is None:
        return Numbering()
    abstract = {each.get(f"{W}abstractNumId"): each for each in root.findall(f"{W}abstractNum")}
    of_style = {value(each, "styleLink"): key for key, each in abstract.items() if value(each, "styleLink")}
    lists = {}
    for each in root.findall(f"{W}num"):
        key = value(each, "abstractNumId")
        linked = value(abstract[key], "numStyleLink") if key in abstract else ""
        key = of_style.get(linked, key)
        if key not in abstract:
            continue
        levels = {int(i): level for i, level in _levels(abstract[key])}
        starts = {}
        for override in each.findall(f"{W}lvlOverride"):
            levels |= dict(_levels(override))
            depth = int(override.get(f"{W}ilvl", 0))
            if start := value(override, "startOverride"):
                starts[depth] = int(start)
        lists[each.get(f"{W}numId")] = NumberedList(key, levels, starts)
    return Numbering(lists)


def _levels(parent: Any) -> list[tuple[int, Level]]:
    return [(int(each.get(f"{W}ilvl", 0)), _level(each)) for each in parent.findall(f"{W}lvl")]


def _level(element: Any) -> Level:
    number_format = element.find(f".//{W}numFmt")  # Word may put it into mc:AlternateContent
    restart = value(element, "lvlRestart")
    return Level(
        start=int(value(element, "start") or 1),
        format=number_format.get(f"{W}val", "decimal") if number_format is not None else "decimal",
        text=value(element, "lvlText"),
        legal=is_on(element.find(f"{W}isLgl")),
        restart=int(restart) if restart else None,
        behind="" if value(element, "suff") == "nothing" else " ",
        style=value(element, "pStyle"),
    )


def value(element: Any, name: str) -> str:
    """The w:val of an element's child; nothing where it has none."""
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val", "") if child is not None else ""


def is_on(element: Any) -> bool:
    """Whether a switch is there and not off."""
    return element is not None and element.get(f"{W}val", "true") not in ("0", "false", "off")
