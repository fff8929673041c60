"""Which reports a question is about: one, several, or that must be asked back.

What the question does not say (the place, the year, the level, the kind) is taken from the report that the
conversation is about, as far as there is such a report; then from what all that is left have in common.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import takewhile
from typing import Final

from ingest.library import StoredReport
from ingest.messages import KINDS
from ingest.numbers import CHINESE, parse_chinese
from ingest.report import Identity, Level, ReportKind
from qa import templates
from qa.answer import Answer
from qa.asked_back import (
    ASKS_REPORTS,
    MAX_OPTIONS,
    OF_THIS_LIBRARY,
    no_level,
    no_reports,
    no_year,
    not_here,
    reports_here,
    which_place,
    which_report,
)
from qa.cutting import PREVIOUS, known_words
from qa.lexicon.speech import YES
from qa.organizations import own_names, places, stems
from qa.said import AND, MASK, Mention, Said
from qa.shelf import Shelf
from qa.text import CONTENT, content, normalized, squeezed

_ORDINAL: Final = re.compile(rf"(?:选|选择|要)?第?(?P<number>{CHINESE}|\d{{1,2}})(?:个|份|项|家)?(?:吧|呢)?")


@dataclass(frozen=True)
class Selection:
    """The report, and why it was taken. `text`: the question with the organization called by its name, and 上年 by
    its number; empty where it needs neither."""

    report: StoredReport
    why: str
    text: str = ""


@dataclass(frozen=True)
class Several:
    """Reports that a question is about together, in the order in which to show them.

    `absent` are those that it asks for and that are not here, in words. `notes` say what was taken for granted.
    `first`: the report that may answer by itself (2024年比2023年增加多少). `plain`: the question names them all;
    otherwise it does not say which of them it means, and `asked_back` asks.
    """

    reports: tuple[StoredReport, ...]
    said: Said
    asked_back: Answer
    plain: bool = True
    absent: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    first: Selection | None = None


@dataclass(frozen=True)
class _Before:
    """What the conversation is about: the one report of the last answer, or its several, and what was said of which
    they are, if that was said in so many words."""

    one: StoredReport | None = None
    several: tuple[StoredReport, ...] = ()
    said: Said | None = None

    @property
    def identity(self) -> Identity | None:
        return self.one.identity if self.one else None


def select(
    shelf: Shelf, text: str, history: Sequence[Answer], *, this_year: int, said: Said | None = None
) -> Selection | Several | Answer:
    """The reports to answer from; an Answer where none is here. `said`: what the question says of them, if that is
    known already."""
    reports = shelf.reports
    if not reports:
        return no_reports(text)
    asks = ASKS_REPORTS.search(normalized(text))
    if len(reports) == 1 and not (asks and OF_THIS_LIBRARY.search(text)):
        return Selection(reports[0], "唯一的报告")
    said = said or shelf.read(text, this_year=this_year)
    if asks:
        return reports_here(shelf, text, said)
    return _Search(shelf, text, said, _before(shelf, history, this_year), this_year).found()


def leans_on(said: Said) -> bool:
    """Whether a text says nothing but which report is meant: 乙区的, 那2023年呢, 部门的."""
    rest = squeezed(said.rest)
    for word in sorted(known_words(), key=len, reverse=True):
        rest = rest.replace(word, MASK) if word in rest else rest
    return said.text != said.rest and not CONTENT.search(rest)


def chosen(text: str, options: Sequence[str]) -> str | None:
    """The option that an answer to a clarification picks: by its words, or 第二个, or 是的 where there is one; None
    for other text."""
    plain = normalized(text)
    if len(options) == 1 and content(plain) in YES:
        return options[0]
    if exact := [option for option in options if normalized(option) == plain]:
        return exact[0]
    if match := _ORDINAL.fullmatch(plain):
        number = match["number"]
        index = int(number) if number.isdecimal() else parse_chinese(number)
        return options[index - 1] if 1 <= index <= len(options) else None
    return None


def within(found: Selection | Several | Answer, offered: Sequence[StoredReport]) -> Selection | Several | Answer:
    """What was found, of the reports that were offered to choose from before, if those were all."""
    if not isinstance(found, Several) or found.plain or len(offered) >= MAX_OPTIONS:
        return found
    kept = tuple(report for report in found.reports if report in offered)
    if len(kept) == 1:
        return Selection(kept[0], "按您的选择")
    back = found.asked_back.model_copy(update={"options": tuple(report.title for report in kept)})
    return replace(found, reports=kept, asked_back=back) if kept else found


def turns_of_several(history: Sequence[Answer]) -> list[Answer]:
    """The last answers about several reports together, one after another, refusals and questions back aside."""
    answered = [answer for answer in history if answer.understood.report or answer.understood.reports]
    return list(takewhile(lambda answer: answer.understood.reports, reversed(answered)))[::-1]


def _before(shelf: Shelf, history: Sequence[Answer], this_year: int) -> _Before:
    answered = [a for a in history if a.understood.report or a.understood.reports]
    if not answered:
        return _Before()
    last = answered[-1].understood
    several = tuple(shelf.by_title[title] for title in last.reports if title in shelf.by_title)
    said = [shelf.read(answer.question, this_year=this_year) for answer in turns_of_several(history)]
    whole = bool(said) and not said[0].beside and (said[0].anyone or said[0].who)
    together = reduce(lambda one, more: one.with_more(more), said) if whole else None
    return _Before(shelf.by_title.get(last.report or ""), several, together)


@dataclass(frozen=True)
class _Search:
    """One question on its way to its reports."""

    shelf: Shelf
    text: str
    said: Said
    before: _Before
    this_year: int

    def found(self) -> Selection | Several | Answer:
        said, before = self.said, self.before
        if said.foreign:
            return not_here(self.shelf, self.text, said.foreign, [body for m in said.names for body in m.organizations])
        if before.several and before.one is None and (said.only or said.beside or not (said.names or said.which)):
            return self._again()
        groups = self._groups()
        own = before.identity
        if groups is not None and len(groups) == 1 and said.beside and own:
            groups = [frozenset({own.organization}), *(group - {own.organization} for group in groups)]
        if groups is not None and len(groups) > 1:
            return self._compared(groups)
        whoever = said.who and own is None
        if groups is None and (said.endings is not None or said.without or whoever):
            return self._every()
        organizations = groups[0] if groups else self._unnamed()
        return self.of(organizations)

    # whose reports

    def _groups(self) -> list[frozenset[str]] | None:
        """For each name in the question the organizations that it can mean; None without names."""
        own = self.before.identity
        # 办公室 is the office of the organization spoken of, where that is none itself
        named = [m for m in self.said.names if not (m.bare and own and own.organization not in m.organizations)]
        if not named:
            return self._elsewhere()
        of_place = [mention.organizations for mention in self.said.places]
        if len(named) == 1 and of_place and (len(of_place) > 1 or not named[0].organizations & of_place[0]):
            return self._in_each_place(named[0], of_place)
        groups: list[frozenset[str]] = []
        for mention in named:
            found = mention.organizations
            for narrower in (frozenset().union(*of_place), *(_of_same_place(self.shelf, g) for g in groups)):
                found = (found & narrower) or found
            groups.append(found)
        groups = [self._near(group) for group in groups]
        if len(groups) == 1 and len(groups[0]) > 1 and self.said.both:
            return [frozenset({body}) for body in self.shelf.organizations if body in groups[0]]
        return list(dict.fromkeys(groups))

    def _in_each_place(self, name: Mention, of_place: Sequence[frozenset[str]]) -> list[frozenset[str]]:
        """What is called so in each of the places, and what the name itself means: 甲区和乙区教育局."""
        called = frozenset().union(*(stems(body) for body in name.organizations))
        alike = frozenset(body for body in self.shelf.organizations if stems(body) & called)
        groups = [found for place in of_place if (found := alike & place)]
        if not any(name.organizations & group for group in groups):
            groups.append(name.organizations)
        return groups

    def _elsewhere(self) -> list[frozenset[str]] | None:
        """After an answer about one organization, only a place: the body that is called the same there."""
        own = self.before.identity
        if own is None or not self.said.places or self.said.endings is not None:
            return None
        same = {body for body in self.shelf.organizations if stems(body) & stems(own.organization)}
        groups = [group for mention in self.said.places if (group := mention.organizations & same)]
        return [group & {own.organization} or group for group in groups] or None

    def _near(self, organizations: frozenset[str]) -> frozenset[str]:
        """Of several of one name, those of the place that the conversation is about."""
        own = self.before.identity
        if own is None or len(organizations) < 2:
            return organizations
        if own.organization in organizations:
            return frozenset({own.organization})
        return frozenset(b for b in organizations if places(b) == places(own.organization)) or organizations

    def _unnamed(self) -> frozenset[str]:
        """The organizations where the question names none: the conversation's, those of the places, all."""
        if self.before.identity and not self.said.places:
            return frozenset({self.before.identity.organization})
        if self.said.places:
            return frozenset().union(*(mention.organizations for mention in self.said.places))
        return frozenset(self.shelf.organizations)

    # of one organization

    def of(self, organizations: frozenset[str]) -> Selection | Several | Answer:
        reports = self.shelf.of(organizations)
        said, own = self.said, self.before.identity
        wanted = self._years(reports) or ((own.year - said.previous,) if own else ())
        available = [report for report in reports if not wanted or report.identity.year in wanted]
        if not available:
            return no_year(self.text, wanted, reports)
        level = said.level if said.strictly else None
        if own and said.level is None and organizations == {own.organization}:
            level = own.level
        if level and not said.both_levels and all(report.identity.level is not level for report in available):
            return no_level(self.text, level, wanted, reports)
        if len(organizations) == 1 and (together := self._together(available, reports, wanted)):
            return together
        kept = self._kinds(self._levels(available))
        if len(kept) == 1:
            return Selection(kept[0], self._why(kept[0]), self._called(kept[0]))
        back = which_report(self.text, kept)
        if len(organizations) > 1:  # then it may ask which of them
            among = self.across(list(dict.fromkeys(r.identity.organization for r in kept)), named=False)
            if isinstance(among, Several):
                return replace(among, asked_back=back, plain=False)
        return Several(tuple(kept), said, back, plain=False)

    def _together(
        self, available: Sequence[StoredReport], reports: Sequence[StoredReport], wanted: Sequence[int]
    ) -> Several | None:
        """Several reports of one organization that a question is about together: of both levels, over years, with
        the year before, of both kinds."""
        said = self.said
        years = {report.identity.year for report in available}
        if said.both_levels and len(years) == 1 and len({report.identity.level for report in available}) > 1:
            of_kind = self._kinds_alike(available)
            return Several(tuple(of_kind), said, which_report(self.text, of_kind))
        ranged = said.latest is not None or said.since is not None
        if (len(wanted) > 1 or ranged) and len(years) > 1:
            return self._over_years(self._kinds(self._levels(available)), wanted)
        if both := _both_kinds(available, said):
            return self._budget_and_accounts(both)
        kept = self._kinds(self._levels(available))
        if said.against_previous and len(kept) == 1:
            earlier = replace(kept[0].identity, year=kept[0].identity.year - 1)
            before = next((report for report in reports if report.identity == earlier), None)
            first = Selection(kept[0], self._why(kept[0]), self._called(kept[0]))
            pair = (before, kept[0]) if before else None
            return Several(pair, said, which_report(self.text, pair), first=first) if pair else None
        return None

    def _budget_and_accounts(self, both: Sequence[StoredReport]) -> Several:
        """The budget beside the final accounts of a year, which print some of the budget themselves."""
        back = which_report(self.text, both)
        return Several(tuple(both), self.said, back, first=Selection(both[-1], "按预算或决算"))

    def _called(self, report: StoredReport) -> str:
        """The question with the organization called by its name, and 上年 by its number."""
        text, identity = self.said.text, report.identity
        for name in sorted(self.said.names, key=lambda mention: -mention.start):
            said = text[name.start : name.end]
            moved = said.translate(AND) != name.text  # the name was said in another text
            known = moved or said in own_names(identity.organization)
            if identity.organization in name.organizations and not known:
                text = f"{text[: name.start]}{normalized(identity.organization)}{text[name.end :]}"
        if self.said.previous:
            text = re.sub(f"{identity.year + 1}年度?", "", PREVIOUS.sub(f"{identity.year}年", text))
        return text

    def _why(self, report: StoredReport) -> str:
        return "沿用上一问的报告" if report == self.before.one else "按单位和年度"

    def _years(self, reports: Sequence[StoredReport]) -> tuple[int, ...]:
        """The years asked for; empty where none is said."""
        said = self.said
        if said.latest is not None:
            years = sorted({report.identity.year for report in reports})
            return tuple(years[-said.latest :] if said.latest else years)
        if said.since is not None:
            return tuple(sorted({report.identity.year for report in reports if report.identity.year >= said.since}))
        if said.previous and len(said.years) == 1:
            return (said.years[0] - 1,)
        if said.previous and not said.years and self.before.identity is None:
            return (self.this_year - 1,)
        return tuple(sorted({*said.years, *said.bases}))

    def _levels(self, reports: Sequence[StoredReport]) -> list[StoredReport]:
        """The reports of the level that is said, else of the conversation's level, if there are any."""
        level = self.said.level
        if level is None and self.before.identity:
            level = self.before.identity.level
        return [report for report in reports if report.identity.level is level] or list(reports)

    def _kinds(self, reports: Sequence[StoredReport]) -> list[StoredReport]:
        """Of several kinds of reports those of the only kind that is said, else of the conversation's kind."""
        kinds = self.said.kinds
        if not kinds and self.before.identity:
            kinds = (self.before.identity.kind,)
        return [report for report in reports if len(kinds) == 1 and report.identity.kind is kinds[0]] or list(reports)

    def _over_years(self, reports: Sequence[StoredReport], wanted: Sequence[int]) -> Several:
        """One organization over years, at one level; where only a change is asked, the latest may say it."""
        reports, notes = _one_series(reports)
        here = {report.identity.year for report in reports}
        absent = [templates.ABSENT_YEAR.format(year=year) for year in wanted if year not in here]
        ordered = sorted(reports, key=lambda report: report.identity.year)
        asked = self.said.years if self.said.bases else ()
        latest = max(asked, default=0) or (ordered[-1].identity.year if len(wanted) == len(self.said.years) == 2 else 0)
        first = next((Selection(r, "按单位和年度") for r in ordered if r.identity.year == latest), None)
        back = which_report(self.text, ordered)
        return Several(tuple(ordered), self.said, back, absent=tuple(absent), notes=notes, first=first)

    # of several organizations

    def _compared(self, groups: Sequence[frozenset[str]]) -> Several | Answer:
        """The organizations that are named, each once."""
        if any(len(group) > 1 for group in groups):
            common = which_place(self.said, self.text, groups)
            return common or which_report(self.text, self._levels(self.shelf.of(b for group in groups for b in group)))
        found = self.across([body for group in groups for body in group], named=True)
        return self._of_own_years(found) if self.said.of_year and isinstance(found, Several) else found

    def _of_own_years(self, found: Several) -> Several:
        """The report of each organization for the year that is asked of it."""
        wanted = {
            (body, year)
            for m in self.said.names
            for text, year in self.said.of_year
            if text == m.text
            for body in m.organizations
        }
        kept = tuple(r for r in found.reports if (r.identity.organization, r.identity.year) in wanted)
        return replace(found, reports=kept, absent=()) if len(kept) == len(self.said.of_year) else found

    def _every(self) -> Several | Answer:
        """All bodies of a kind, or any of them, of the places that are named."""
        ending = re.compile(f"(?:{self.said.endings or ''})$")
        among = frozenset(self.shelf.organizations)
        if self.said.places:
            among = frozenset().union(*(mention.organizations for mention in self.said.places))
        bodies = [b for b in self.shelf.organizations if b in among - self.said.without and ending.search(b)]
        return self.across(bodies, named=False) if bodies else not_here(self.shelf, self.text, self.said.text)

    def _again(self) -> Selection | Several | Answer:
        """The organizations that were spoken of before, with what the question adds of which are meant."""
        bodies = list(dict.fromkeys(report.identity.organization for report in self.before.several))
        said = self.said
        if self.before.said is not None and not said.beside:
            merged = replace(self.before.said.with_more(said), text=said.text, rest=said.rest, about=said.about)
            found = replace(self, said=merged, before=_Before()).found()
            return replace(found, first=None) if isinstance(found, Several) else found
        if said.beside and said.names:
            bodies += [body for name in said.names for body in sorted(name.organizations) if body not in bodies]
        years = tuple(sorted({report.identity.year for report in self.before.several}))
        dated = said.years or said.latest is not None or said.since is not None
        again = self if dated else replace(self, said=replace(said, years=years))
        return again.across(bodies, named=True) if len(bodies) > 1 else again.of(frozenset(bodies))

    def across(self, bodies: Sequence[str], *, named: bool) -> Several | Answer:
        """One report of each organization and year: of the years asked for, else of the latest that all have."""
        reports = self.shelf.of(bodies)
        wanted = self._years(reports)
        notes: tuple[str, ...] = ()
        if not wanted:
            wanted, notes = self._usual_year(self._kinds_alike(reports), bodies)
        here = self._kinds_alike([report for report in reports if report.identity.year in wanted])
        if not here:
            return no_year(self.text, wanted, reports)
        level = self.said.level
        of_level = [report for report in here if level is None or report.identity.level is level]
        if self.said.strictly and level and not of_level:
            return no_level(self.text, level, wanted, here)
        kept, more = _one_each(self._own_levels(of_level or here))
        order = {body: at for at, body in enumerate(bodies)}
        kept.sort(key=lambda report: (order[report.identity.organization], report.identity.year))
        have = {(report.identity.organization, report.identity.year) for report in kept}
        missing = [(body, year) for body in bodies for year in wanted if named and (body, year) not in have]
        absent = tuple(templates.ABSENT.format(organization=body, year=year) for body, year in missing)
        back = which_report(self.text, kept)
        if not named and len(wanted) == 1:
            more += _without_year(bodies, kept, wanted[0])
        return Several(tuple(kept), self.said, back, absent=absent, notes=(*notes, *more))

    def _own_levels(self, reports: Sequence[StoredReport]) -> list[StoredReport]:
        """The reports without those of another level than is said right behind the name of their organization."""
        levels = {body: m.level for m in self.said.names if m.level for body in m.organizations}
        return [r for r in reports if levels.get(r.identity.organization, r.identity.level) is r.identity.level]

    def _usual_year(
        self, reports: Sequence[StoredReport], bodies: Sequence[str]
    ) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The year of the conversation, else the latest that the most organizations have."""
        if self.before.identity:
            return (self.before.identity.year,), ()
        count = Counter({(r.identity.organization, r.identity.year) for r in reports})
        years = Counter(year for _, year in count)
        year = max(years, key=lambda y: (years[y] * 2 > len(bodies), y))
        only = len(years) == 1
        return (year,), () if only else (templates.NOTE_LATEST.format(year=year),)

    def _kinds_alike(self, reports: Sequence[StoredReport]) -> list[StoredReport]:
        """Final accounts, unless only budgets are asked for."""
        kinds = self.said.kinds
        kind = kinds[0] if len(kinds) == 1 else ReportKind.FINAL_ACCOUNTS
        return [report for report in reports if report.identity.kind is kind] or list(reports)


def _without_year(bodies: Sequence[str], kept: Sequence[StoredReport], year: int) -> tuple[str, ...]:
    """A note that names the bodies that have no report of the year, where there are any."""
    have = {report.identity.organization for report in kept}
    left = [body for body in bodies if body not in have]
    names = "、".join(left[:MAX_OPTIONS]) + (templates.AND_MORE if len(left) > MAX_OPTIONS else "")
    return (templates.NOTE_NO_YEAR.format(year=year, count=len(left), names=names),) if left else ()


def _of_same_place(shelf: Shelf, organizations: Iterable[str]) -> frozenset[str]:
    """The organizations of the places that all of some are of."""
    of = {places(body) for body in organizations}
    return frozenset(body for body in shelf.organizations if places(body) in of)


def _one_each(reports: Sequence[StoredReport]) -> tuple[list[StoredReport], tuple[str, ...]]:
    """One report for each organization and year: of 部门 and 本级 the wider; with a note where there were both."""
    kept: dict[tuple[str, int], StoredReport] = {}
    for report in reports:
        key = report.identity.organization, report.identity.year
        if key not in kept or report.identity.level is Level.DEPARTMENT:
            kept[key] = report
    doubled = len(kept) < len(reports)
    return list(kept.values()), (templates.NOTE_WIDER,) if doubled else ()


def _one_series(reports: Sequence[StoredReport]) -> tuple[list[StoredReport], tuple[str, ...]]:
    """The reports of one organization at one level and of one kind: those that go over the most years, the wider
    level and the final accounts first; with a note where there were others."""
    series: defaultdict[tuple[Level, ReportKind], list[StoredReport]] = defaultdict(list)
    for report in reports:
        series[report.identity.level, report.identity.kind].append(report)
    best = max(series, key=lambda of: (len(series[of]), of[0] is Level.DEPARTMENT, of[1] is ReportKind.FINAL_ACCOUNTS))
    note = templates.NOTE_SERIES.format(level=best[0], kind=KINDS[best[1]])
    return series[best], (note,) if len(series) > 1 else ()


def _both_kinds(reports: Sequence[StoredReport], said: Said) -> list[StoredReport]:
    """The budget and the final accounts of one organization, level and year, where a question names both kinds; else
    nothing."""
    if not all(word in said.text for word in KINDS.values()):
        return []
    of_kind = {report.identity.kind: report for report in reports}
    same = {replace(report.identity, kind=ReportKind.BUDGET) for report in reports}
    return [of_kind[kind] for kind in (ReportKind.BUDGET, ReportKind.FINAL_ACCOUNTS) if len(same) == 1 < len(of_kind)]
