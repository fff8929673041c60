"""All reports of a library, found by the names of their organizations and places, in full or in short.

`Shelf.read` finds the names in a question; what else it says of which reports it is about, `qa.said` reads.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from ingest.library import StoredReport
from ingest.messages import KINDS
from qa.cutting import known_words
from qa.lexicon import APART
from qa.lexicon import reports as lexicon
from qa.organizations import BODY_ENDINGS, PLACE_ENDINGS, bare_body, own_names, place_names
from qa.said import AND, Mention, Said, read_said, together, without_years
from qa.text import normalized

MAX_PLACE: Final = 6
"""A place that is not in the library is looked for in so many characters before a name."""

MAX_NAME: Final = 10
"""So is the rest of a name behind a place."""

_BODY_AFTER: Final = re.compile(rf"(?P<own>[\u4e00-\u9fff]{{1,{MAX_NAME}}}?){BODY_ENDINGS}")
_PLACE_BEFORE: Final = re.compile(rf"[\u4e00-\u9fff]{{1,{MAX_PLACE}}}$")


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
        collective = together(text)
        names, places = self._mentions(text.translate(AND), collective.span() if collective else (0, 0))
        foreign = self._foreign(without_years(text, this_year), names, places)
        return read_said(text, names, places, this_year=this_year, foreign=foreign)

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
                level = next((lev for word, lev in lexicon.BEHIND_NAMES.items() if text.startswith(word, end)), None)
                return Mention(piece, at, end, self._by_name[piece], piece in self._bare, level)
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
