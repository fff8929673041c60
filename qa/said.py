"""What a question says of which reports it is about: names, places, years, a level, all of a kind.

Each part is found where it stands and can be taken out, so that what is asked of the reports is read by itself. The
names and places are the library's (`qa.shelf`); the words for all else are in `qa.lexicon.reports`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from ingest.numbers import parse_chinese
from ingest.report import Level, ReportKind
from qa.cutting import PREVIOUS, years_in
from qa.lexicon import reports as lexicon
from qa.text import CONTENT

MASK: Final = "，"
"""Stands in a question for what was taken out of it, so that its neighbours do not become one word."""

AND: Final = str.maketrans("与及", "和和")
"""Names are compared with one word for and: 人力资源与社会保障局."""


LEAST_SEVERAL: Final = 2

_RANGE: Final = ("到", "至", "-", "—", "~", "～")
_AGAINST: Final = ("比", "较", "相比", "比起", "相较", "比较")
"""Before a year: it is what another is measured against."""
_AGAINST_PREVIOUS: Final = (*_AGAINST, "与", "同", "和", "跟")

_LATEST: Final = re.compile(lexicon.LATEST_YEARS)
_EVERY_YEAR: Final = re.compile("|".join(sorted(lexicon.EVERY_YEAR, key=len, reverse=True)))


def _bodies(before: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(before, key=len, reverse=True), sorted(lexicon.BODIES, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(longest[0])})(?P<body>{'|'.join(longest[1])})(?!的?下属|内设)")


_EVERY: Final = _bodies(lexicon.EVERY)
_WHICH: Final = _bodies(lexicon.WHICH)
_BODY: Final = "|".join(sorted(lexicon.BODIES, key=len, reverse=True))
_WHICH_BEHIND: Final = re.compile(
    f"(?<=最[高低多少大小]的)(?P<body>{_BODY})|(?<=的)(?P<other>{_BODY})(?:有|是)(?:哪|谁|几)"
)
"""Which of them is meant is said around the word: 最高的单位, 没有的单位有哪些."""
_WHO: Final = re.compile("|".join(sorted(lexicon.WHO, key=len, reverse=True)))
_BOTH: Final = re.compile("|".join(sorted(lexicon.BOTH, key=len, reverse=True)))
_SO_MANY: Final = re.compile(lexicon.SO_MANY)
_BOTH_LEVELS: Final = re.compile(lexicon.BOTH_LEVELS)
_SO_MANY_YEARS: Final = re.compile(lexicon.SO_MANY_YEARS)
_TOP_BODIES: Final = re.compile(lexicon.TOP_BODIES)
_BESIDE: Final = re.compile(lexicon.BESIDE)


@dataclass(frozen=True)
class Mention:
    """A name in a question, and the organizations that it may be of. `bare`: it only says what kind of body it is
    (办公室). `level`: the level that is said right behind it."""

    text: str
    start: int
    end: int
    organizations: frozenset[str]
    bare: bool = False
    level: Level | None = None


@dataclass(frozen=True)
class Said:
    """What a question says of which reports it is about.

    `text` is all of it, normalised; `rest` is without what says which reports, `about` only without names,
    places and years. `without` are organizations that are left out. `years` are those asked for, `bases` those that
    they are to be measured against; `since`: it and all later ones; `of_year`: which one is asked of each name;
    `latest` how many of the last ones (0: all of them; None: not said); `previous`: the year before (上年的收入);
    `against_previous`: it is what is measured against. `level` is meant `strictly`, or only where there are both;
    `both_levels`: both are asked for. `endings` is how the names end of the bodies that are all, or any of which, is
    meant ("": of any); None: none such are. `which`: it is asked which of them. `who`: it is asked who. `both`: all
    are meant that a name fits. `beside`: the one named is held against the one spoken of; `only`: of those spoken of
    the ones named. `foreign`: a body that is not in the library.
    """

    text: str
    rest: str
    about: str
    names: tuple[Mention, ...] = ()
    without: frozenset[str] = frozenset()
    places: tuple[Mention, ...] = ()
    years: tuple[int, ...] = ()
    bases: tuple[int, ...] = ()
    since: int | None = None
    of_year: tuple[tuple[str, int], ...] = ()
    latest: int | None = None
    level: Level | None = None
    strictly: bool = False
    both_levels: bool = False
    kinds: tuple[ReportKind, ...] = ()
    endings: str | None = None
    which: bool = False
    who: bool = False
    both: bool = False
    beside: bool = False
    previous: bool = False
    against_previous: bool = False
    only: bool = False
    foreign: str = ""

    @property
    def anyone(self) -> bool:
        """Whether it names an organization, a place, or all of a kind."""
        return bool(self.names or self.places or self.endings is not None)

    def with_more(self, other: Said) -> Said:
        """The same question with what another text adds of which reports are meant."""
        dated = other if other.years or other.latest is not None or other.since is not None else self
        levelled = other if other.level or other.both_levels else self
        return replace(
            self,
            names=other.names or self.names,
            without=other.without or self.without,
            places=other.places or (() if other.names else self.places),
            years=dated.years,
            bases=dated.bases,
            since=dated.since,
            latest=dated.latest,
            of_year=() if dated is other else self.of_year,
            level=levelled.level,
            strictly=levelled.strictly,
            both_levels=levelled.both_levels,
            kinds=other.kinds or self.kinds,
            endings=self.endings if other.endings is None else other.endings,
            which=self.which or other.which,
            who=self.who or other.who,
            both=self.both or other.both or other.only,
        )


def together(text: str) -> re.Match[str] | None:
    """The words that speak of all bodies of a kind, or ask which of them; None where none do."""
    return _EVERY.search(text) or _WHICH.search(text) or _WHICH_BEHIND.search(text)


def read_said(text: str, names: Sequence[Mention], places: Sequence[Mention], *, this_year: int, foreign: str) -> Said:
    """What a normalised text says, with the names and places that were found in it. 去年 counts from `this_year`."""
    collective = together(text)
    apart = tuple(m for m in (*names, *places) if text[: m.start].endswith(lexicon.APART_FROM))
    apart_spans = [_with_affixes(text, (m.start, m.end), lexicon.APART_FROM, lexicon.APART_ENDS) for m in apart]
    dated = _dated(text, this_year)
    years, bases = _years(text, dated)
    year_spans = [_with_affixes(text, span, (), lexicon.SINCE) for span, _ in dated]
    latest, latest_span = _latest(text)
    both_levels = _BOTH_LEVELS.search(text)
    level, strictly, level_spans = _level(text, names, year_spans)
    level_spans += [both_levels.span()] if both_levels else []
    counted = [m.span() for m in _SO_MANY_YEARS.finditer(text) if len(year_spans) > 1 or m["together"] is not None]
    said = [(m.start, m.end) for m in (*names, *places)]
    masked = [*apart_spans, *said, *year_spans, *latest_span, *level_spans, *counted]
    so_many = _SO_MANY.search(text) if names and not _TOP_BODIES.search(text) else None
    asking = [match.span() for match in (collective, so_many, *_WHO.finditer(text)) if match]
    rest = _masked(text, [*masked, *asking])
    return Said(
        text=text,
        rest=rest,
        about=_masked(text, masked),
        names=tuple(name for name in names if name not in apart),
        without=frozenset().union(*(name.organizations for name in apart)),
        places=tuple(place for place in places if place not in apart),
        years=years,
        bases=bases,
        since=next((year for (_, end), year in dated if text.startswith(lexicon.SINCE, end)), None),
        of_year=_of_year(names, dated),
        latest=latest,
        level=level,
        strictly=strictly,
        both_levels=both_levels is not None,
        kinds=tuple(kind for kind, words in lexicon.KINDS.items() if any(word in text for word in words)),
        endings=_ending(collective),
        which=collective is not None and _EVERY.search(text) is None,
        who=_WHO.search(text) is not None or _TOP_BODIES.search(text) is not None,
        both=so_many is not None or _BOTH.search(text) is not None,
        previous=_previous(text, against=False),
        against_previous=_previous(text, against=True),
        only=text.startswith(lexicon.ONLY),
        beside=_BESIDE.search(rest) is not None,
        foreign=foreign,
    )


def _with_affixes(text: str, span: tuple[int, int], before: Sequence[str], behind: Sequence[str]) -> tuple[int, int]:
    """A stretch with the longest of some words in front of it and of others behind it."""
    first = max((len(word) for word in before if text[: span[0]].endswith(word)), default=0)
    last = max((len(word) for word in behind if text.startswith(word, span[1])), default=0)
    return span[0] - first, span[1] + last


def _ending(collective: re.Match[str] | None) -> str | None:
    """How the names end of the bodies that are meant together."""
    said = next((said for said in collective.groups() if said), "") if collective else ""
    return lexicon.BODIES[said] if said else None


def _previous(text: str, *, against: bool) -> bool:
    """Whether the year before is asked for, or measured against."""
    return any(text[: match.start()].endswith(_AGAINST_PREVIOUS) is against for match in PREVIOUS.finditer(text))


Dated = tuple[tuple[int, int], int]
"""Where a year is named, and which."""


def _dated(text: str, this_year: int) -> list[Dated]:
    """All years that a text names, in order."""
    found = sorted(dict(years_in(text, this_year)).items())
    found = [(span, year) for span, year in found if not any(_within(span, other) for other, _ in found)]
    return [
        ((start, end - (text[end - 1] == "年" and text.startswith(lexicon.PART_OF_NAME, end))), year)
        for (start, end), year in found
    ]


def _years(text: str, dated: Sequence[Dated]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The years asked for, and those that they are measured against."""
    years: list[int] = []
    bases: list[int] = []
    for position, (span, year) in enumerate(dated):
        against = text[: span[0]].endswith(_AGAINST) and position > 0
        (bases if against else years).append(year)
    for (one, first), (other, last) in pairwise(dated):
        if text[one[1] : other[0]] in _RANGE and first < last:
            years += range(first + 1, last)
    return tuple(sorted(set(years))), tuple(dict.fromkeys(bases))


def _of_year(names: Sequence[Mention], dated: Sequence[Dated]) -> tuple[tuple[str, int], ...]:
    """The year behind each name, where each of several has one of its own: 甲局2023年和乙局2024年."""
    if len(names) < LEAST_SEVERAL:
        return ()
    ends = [*(name.start for name in names[1:]), None]
    behind = [
        [year for (start, _), year in dated if name.end <= start and (end is None or start < end)]
        for name, end in zip(names, ends, strict=True)
    ]
    if any(len(years) != 1 for years in behind):
        return ()
    return tuple((name.text, years[0]) for name, years in zip(names, behind, strict=True))


def _within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _latest(text: str) -> tuple[int | None, list[tuple[int, int]]]:
    if match := _LATEST.search(text):
        count = match["count"]
        return int(count) if count.isdecimal() else parse_chinese(count.replace("两", "二")), [match.span()]
    match = _EVERY_YEAR.search(text)
    return (0, [match.span()]) if match else (None, [])


def _level(
    text: str, names: Sequence[Mention], years: Sequence[tuple[int, int]]
) -> tuple[Level | None, bool, list[tuple[int, int]]]:
    """The level that is said of all, whether strictly, and where; where it is said behind each of several names it
    is theirs."""
    behind = [
        (m.end, m.end + len(word)) for m in names for word in lexicon.BEHIND_NAMES if text.startswith(word, m.end)
    ]
    if len(names) > 1 and behind:
        return None, False, behind
    for levels, strictly in ((lexicon.LEVELS, True), (lexicon.LOOSE_LEVELS, False)):
        for level, said in levels.items():
            if word := next((word for word in said if word in text), ""):
                return level, strictly, [(text.index(word), text.index(word) + len(word)), *behind]
    if behind:
        return names[0].level, False, behind
    alone = CONTENT.findall(_blanked(text, years))
    for run in alone:
        bare = run.removeprefix("那").removesuffix("呢").removesuffix("吧").removesuffix("的")
        if bare in lexicon.BARE_LEVELS:
            return lexicon.BARE_LEVELS[bare], False, [(text.index(run), text.index(run) + len(run))]
    return None, False, []


def without_years(text: str, this_year: int) -> str:
    """The text as long as it was, with nothing said where years are."""
    return _blanked(text, [span for span, _ in _dated(text, this_year)])


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text as long as it was, with nothing said at some places."""
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with stretches of it taken out."""
    return "".join(_kept(text, sorted(spans)))


def _kept(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    end = 0
    for span in spans:
        if span[0] >= end:
            yield text[end : span[0]] + MASK
        end = max(end, span[1])
    yield text[end:]
