"""What a question says of which reports it is about: names, places, years, a level, all of a kind.

A `Shelf` knows the names of all organizations in the library; `Shelf.read` finds them in a question and
takes them out, so that what is asked of the reports can be read by itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from ingest.library import StoredReport
from ingest.messages import KINDS
from ingest.numbers import parse_chinese
from ingest.report import Level, ReportKind
from qa.cutting import PREVIOUS, known_words, years_in
from qa.lexicon import APART
from qa.lexicon import reports as lexicon
from qa.organizations import BODY_ENDINGS, PLACE_ENDINGS, bare_body, own_names, place_names
from qa.text import normalized

MASK: Final = "，"
"""Stands in a question for what was taken out of it, so that its neighbours do not become one word."""

MAX_PLACE: Final = 6
"""A place that is not in the library is looked for in so many characters before a name."""

MAX_NAME: Final = 10
"""So is the rest of a name behind a place."""

_RANGE: Final = ("到", "至", "-", "—", "~", "～")
_AGAINST: Final = ("比", "较", "相比", "比起", "相较", "比较")
"""Before a year: it is what another is measured against."""

_LATEST: Final = re.compile(lexicon.LATEST_YEARS)
_EVERY_YEAR: Final = re.compile("|".join(sorted(lexicon.EVERY_YEAR, key=len, reverse=True)))
_BODY_AFTER: Final = re.compile(rf"(?P<own>[\u4e00-\u9fff]{{1,{MAX_NAME}}}?){BODY_ENDINGS}")
_PLACE_BEFORE: Final = re.compile(rf"[\u4e00-\u9fff]{{1,{MAX_PLACE}}}$")


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
_SO_MANY_YEARS: Final = re.compile(lexicon.SO_MANY_YEARS)
_TOP_BODIES: Final = re.compile(lexicon.TOP_BODIES)
_BESIDE: Final = re.compile(lexicon.BESIDE)
AND: Final = str.maketrans("与及", "和和")
"""Names are compared with one word for and: 人力资源与社会保障局."""


@dataclass(frozen=True)
class Mention:
    """A name in a question, and the organizations that it may be of. `bare`: it only says what kind of body it is
    (办公室)."""

    text: str
    start: int
    end: int
    organizations: frozenset[str]
    bare: bool = False


@dataclass(frozen=True)
class Said:
    """What a question says of which reports it is about.

    `text` is all of it, normalised; `rest` is without what says which reports, `about` only without names,
    places and years. `years` are those asked for, `bases` those that they are to be measured against; `latest`
    how many of the last ones (0: all of them; None: not said); `previous`: the year before (上年的收入). `level` is
    meant `strictly`, or only where there are both. `endings` is
    how the names end of the bodies that are all, or any of which, is meant ("": of any); None: none such are.
    `which`: it is asked which of them. `who`: it is asked who. `both`: all are meant that a name fits. `beside`: the
    one named is held against the one spoken of. `foreign`: a body that is not in the library.
    """

    text: str
    rest: str
    about: str
    names: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    years: tuple[int, ...] = ()
    bases: tuple[int, ...] = ()
    latest: int | None = None
    level: Level | None = None
    strictly: bool = False
    kinds: tuple[ReportKind, ...] = ()
    endings: str | None = None
    which: bool = False
    who: bool = False
    both: bool = False
    beside: bool = False
    previous: bool = False
    foreign: str = ""

    @property
    def anyone(self) -> bool:
        """Whether it names an organization, a place, or all of a kind."""
        return bool(self.names or self.places or self.endings is not None)

    def with_more(self, other: Said) -> Said:
        """The same question with what another text adds of which reports are meant."""
        years = (other.years, other.bases, other.latest) if other.years or other.latest is not None else None
        return replace(
            self,
            names=other.names or self.names,
            places=other.places or self.places,
            years=years[0] if years else self.years,
            bases=years[1] if years else self.bases,
            latest=years[2] if years else self.latest,
            level=other.level or self.level,
            strictly=other.strictly if other.level else self.strictly,
            kinds=other.kinds or self.kinds,
        )


class Shelf:
    """All reports of a library at one state of it, found by the names of their organizations."""

    def __init__(self, reports: Iterable[StoredReport]) -> None:
        self.reports = tuple(reports)

    @cached_property
    def organizations(self) -> tuple[str, ...]:
        """All organizations."""
        return tuple(dict.fromkeys(report.identity.organization for report in self.reports))

    @cached_property
    def by_title(self) -> Mapping[str, StoredReport]:
        """The reports by their titles."""
        return {report.title: report for report in self.reports}

    @cached_property
    def _by_name(self) -> Mapping[str, frozenset[str]]:
        named = ((name, body) for body in self.organizations for name in own_names(body))
        return _inverted((name.translate(AND), body) for name, body in named)

    @cached_property
    def _by_place(self) -> Mapping[str, frozenset[str]]:
        return _inverted((name, body) for body in self.organizations for name in place_names(body))

    @cached_property
    def _bare(self) -> frozenset[str]:
        found = {bare_body(body) for body in self.organizations} - {""}
        return frozenset(found | {f"本{name}" for name in found})

    @cached_property
    def _longest(self) -> int:
        return max(map(len, (*self._by_name, *self._by_place)), default=1)

    def holdings(self, organizations: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Organizations with what there is of each: 部门决算2022、2023年度."""
        for body in organizations:
            series: defaultdict[str, list[int]] = defaultdict(list)
            for report in self.of([body]):
                series[f"{report.identity.level}{KINDS[report.identity.kind]}"].append(report.identity.year)
            yield body, "；".join(f"{what}{'、'.join(map(str, years))}年度" for what, years in series.items())

    def of(self, organizations: Iterable[str]) -> tuple[StoredReport, ...]:
        """The reports of organizations, in the order of the shelf."""
        wanted = set(organizations)
        return tuple(report for report in self.reports if report.identity.organization in wanted)

    def read(self, question: str, *, this_year: int) -> Said:
        """What a question says of which reports it is about. 去年 counts from the clock's `this_year`."""
        text = normalized(question)
        every, which = _EVERY.search(text), _WHICH.search(text) or _WHICH_BEHIND.search(text)
        collective = every or which
        names, places = self._mentions(text.translate(AND), collective.span() if collective else (0, 0))
        years, bases, year_spans = _years(text, this_year)
        latest, latest_span = _latest(text)
        level, strictly, level_spans = _level(text, names)
        counted = [m.span() for m in _SO_MANY_YEARS.finditer(text)] if len(year_spans) > 1 else []
        masked = [(m.start, m.end) for m in (*names, *places)] + year_spans + latest_span + level_spans + counted
        so_many = _SO_MANY.search(text) if names and not _TOP_BODIES.search(text) else None
        asking = [match.span() for match in (collective, so_many, *_WHO.finditer(text)) if match]
        rest = _masked(text, [*masked, *asking])
        return Said(
            text=text,
            rest=rest,
            about=_masked(text, masked),
            names=names,
            places=places,
            years=years,
            bases=bases,
            latest=latest,
            level=level,
            strictly=strictly,
            kinds=tuple(kind for kind, words in lexicon.KINDS.items() if any(word in text for word in words)),
            endings=_ending(collective),
            which=every is None and which is not None,
            who=_WHO.search(text) is not None or _TOP_BODIES.search(text) is not None,
            both=so_many is not None or _BOTH.search(text) is not None,
            previous=_previous(text),
            beside=_BESIDE.search(rest) is not None,
            foreign=self._foreign(_blanked(text, year_spans), names, places),
        )

    def _mentions(self, text: str, collective: tuple[int, int]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
        """The names and the places in a text, the longest at each place."""
        names: list[Mention] = []
        places: list[Mention] = []
        at = 0
        while at < len(text):
            found = self._at(text, at)
            if found is None or (collective[0] < found.end and found.start < collective[1]):
                at += 1
                continue
            (names if found.text in self._by_name else places).append(found)
            at = found.end
        if any(not name.bare for name in names):
            names = [name for name in names if not name.bare]
        return tuple(names), tuple(places)

    def _at(self, text: str, at: int) -> Mention | None:
        for end in range(min(len(text), at + self._longest), at + 1, -1):
            piece = text[at:end]
            if piece in self._by_name and not text.startswith(lexicon.CONTINUES.get(piece[-1], ()), end):
                return Mention(piece, at, end, self._by_name[piece], piece in self._bare)
            if piece in self._by_place:
                return Mention(piece, at, end, self._by_place[piece])
        return None

    def _foreign(self, text: str, names: Sequence[Mention], places: Sequence[Mention]) -> str:
        """A body named right behind a place that none of those is of that bear its name: 丙区教育局. Behind a
        place of its own a name is longer, and so are the names that begin with one (某省甲市教育局). Or one of an
        unknown name behind a place that is known."""
        for place in places:
            after = _BODY_AFTER.match(text, place.end)
            known = after and any(n.start < after.end() and place.end < n.end for n in names)
            if after and not known and _unknown_end(after["own"]) == after["own"]:
                return place.text + after.group()
        for name in names:
            if name.bare and (own := _name_before(text, name.start)):
                return own + name.text
            before = "" if name.text.startswith(tuple(self._by_place)) else _place_before(text, name)
            if before and not name.text.startswith(before):
                return before + name.text.removeprefix(before[-1] if name.text[0] == before[-1] else "")
        return ""


def _ending(collective: re.Match[str] | None) -> str | None:
    """How the names end of the bodies that are meant together."""
    said = next((said for said in collective.groups() if said), "") if collective else ""
    return lexicon.BODIES[said] if said else None


def _inverted(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, body in pairs:
        found[name].add(body)
    return {name: frozenset(bodies) for name, bodies in found.items()}


def _place_before(text: str, name: Mention) -> str:
    """The place that a name follows, known or not (its ending may be the name's first character); empty where
    none does, or a word that only ends like one (社区)."""
    joined = name.text.startswith(PLACE_ENDINGS)
    match = _PLACE_BEFORE.search(text[: name.start + joined])
    said = match.group() if match else ""
    ending = next((end for end in PLACE_ENDINGS if said.endswith(end)), "")
    if not ending or said.endswith(lexicon.WHOLE_PLACES):
        return ""
    place = _unknown_end(said.removesuffix(ending)) + ending
    return "" if place in lexicon.NO_PLACES else place


def _name_before(text: str, at: int) -> str:
    """The rest of a name before the word for what the body is: 丁家洼 before 街道办事处."""
    match = _PLACE_BEFORE.search(text[:at])
    return _unknown_end(match.group()) if match else ""


def _unknown_end(said: str) -> str:
    """The end of a text that no known word reaches into; single characters of names may be words too."""
    words = known_words()
    starts = (
        j for j in range(len(said), 0, -1) for i in range(j) if said[i:j] in words and (j - i > 1 or said[i:j] in APART)
    )
    return said[next(starts, 0) :]


def _previous(text: str) -> bool:
    """Whether the year before is asked for, not only measured against."""
    return any(not text[: match.start()].endswith(_AGAINST) for match in PREVIOUS.finditer(text))


def _years(text: str, this_year: int) -> tuple[tuple[int, ...], tuple[int, ...], list[tuple[int, int]]]:
    """The years asked for, those that they are measured against, and where all of them stand."""
    found = sorted(dict(years_in(text, this_year)).items())
    found = [(span, year) for span, year in found if not any(_within(span, other) for other, _ in found)]
    years: list[int] = []
    bases: list[int] = []
    for position, (span, year) in enumerate(found):
        against = text[: span[0]].endswith(_AGAINST) and position > 0
        (bases if against else years).append(year)
    for (one, first), (other, last) in pairwise(found):
        if text[one[1] : other[0]] in _RANGE and first < last:
            years += range(first + 1, last)
    return tuple(sorted(set(years))), tuple(dict.fromkeys(bases)), [span for span, _ in found]


def _within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _latest(text: str) -> tuple[int | None, list[tuple[int, int]]]:
    if match := _LATEST.search(text):
        count = match["count"]
        return int(count) if count.isdecimal() else parse_chinese(count.replace("两", "二")), [match.span()]
    match = _EVERY_YEAR.search(text)
    return (0, [match.span()]) if match else (None, [])


def _level(text: str, names: Sequence[Mention]) -> tuple[Level | None, bool, list[tuple[int, int]]]:
    """The level that is said, whether strictly, and where."""
    for words, strictly in ((lexicon.LEVELS, True), (lexicon.LOOSE_LEVELS, False)):
        for level, said in words.items():
            if word := next((word for word in said if word in text), ""):
                return level, strictly, [(text.index(word), text.index(word) + len(word))]
    for mention in names:
        for bare, behind in lexicon.BARE_LEVELS.items():
            if text.startswith(bare, mention.end):
                return behind, False, [(mention.end, mention.end + len(bare))]
    alone = lexicon.BARE_LEVELS.get(text.removeprefix("那").removesuffix("呢").removesuffix("吧"))
    return alone, False, [(0, len(text))] if alone else []


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
