"""Which reports a question is about: one, several, or that must be asked back.

What the question does not say (the place, the year, the level, the kind) is taken from the report that the
conversation is about, as far as there is such a report; then from what all that is left have in common.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz, process

from ingest.library import StoredReport
from ingest.messages import KINDS
from ingest.numbers import CHINESE, parse_chinese
from ingest.report import Identity, Level, ReportKind
from qa import templates
from qa.answer import Answer, Kind, Refusal, RefusalKind
from qa.cutting import PREVIOUS, known_words
from qa.lexicon import reports as lexicon
from qa.organizations import own_names, places, stem, stems
from qa.shelf import AND, MASK, Said, Shelf
from qa.text import CONTENT, normalized, squeezed

_ORDINAL: Final = re.compile(rf"(?:选|选择|要)?第?(?P<number>{CHINESE}|\d{{1,2}})(?:个|份|项|家)?(?:吧|呢)?")

MAX_OPTIONS: Final = 12
"""So many reports are offered to choose from; of more it is said how many there are."""

MAX_LISTED: Final = 60
"""So many organizations are listed where it is asked which reports there are."""

NEAREST: Final = 3
"""So many organizations of a similar name are offered where one is not here."""

ALIKE: Final = 60
"""How alike (0 to 100) a name must be for that."""


ASKS_REPORTS: Final = re.compile(lexicon.REPORTS)

NUMERALS: Final = re.compile(r"[一二三四五六七八九十\d]")

MUCH_ALIKE: Final = 75
"""How alike it must be to be asked whether it was meant."""


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
    """What the conversation is about: the reports of the last answer, and the one it is about by itself."""

    one: StoredReport | None = None
    several: tuple[StoredReport, ...] = ()

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
        return _refusal(text, templates.NO_REPORTS, ())
    if len(reports) == 1:
        return Selection(reports[0], "唯一的报告")
    said = said or shelf.read(text, this_year=this_year)
    if ASKS_REPORTS.search(said.text):
        return _reports(shelf, text, said)
    return _Search(shelf, text, said, _before(shelf, history), this_year).found()


def _reports(shelf: Shelf, text: str, said: Said) -> Answer:
    """Which reports are here, of the organizations and places that are named."""
    named = [mention.organizations for mention in said.names or said.places]
    bodies = [body for body in shelf.organizations if not named or any(body in group for group in named)]
    held = shelf.holdings(bodies[:MAX_LISTED])
    lines = (templates.REPORTS_OF.format(organization=body, told=told) for body, told in held)
    notes = (templates.NOTE_MORE.format(count=len(bodies)),) if len(bodies) > MAX_LISTED else ()
    return Answer(question=text, kind=Kind.LIST, text="\n".join((templates.REPORTS_HERE, *lines)), notes=notes)


def leans_on(said: Said) -> bool:
    """Whether a text says nothing but which report is meant: 乙区的, 那2023年呢, 部门的."""
    rest = squeezed(said.rest)
    for word in sorted(known_words(), key=len, reverse=True):
        rest = rest.replace(word, MASK) if word in rest else rest
    return said.text != said.rest and not CONTENT.search(rest)


def chosen(text: str, options: Sequence[str]) -> str | None:
    """The option that an answer to a clarification picks: by its words, or 第二个; None for other text."""
    plain = normalized(text)
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


def _before(shelf: Shelf, history: Sequence[Answer]) -> _Before:
    last = next((a.understood for a in reversed(history) if a.understood.report or a.understood.reports), None)
    if last is None:
        return _Before()
    several = tuple(shelf.by_title[title] for title in last.reports if title in shelf.by_title)
    return _Before(shelf.by_title.get(last.report or ""), several)


@dataclass(frozen=True)
class _Search:
    """One question on its way to its reports."""

    shelf: Shelf
    text: str
    said: Said
    before: _Before
    this_year: int

    def found(self) -> Selection | Several | Answer:
        said = self.said
        if said.foreign:
            return not_here(self.shelf, self.text, said.foreign, [body for m in said.names for body in m.organizations])
        if not said.anyone and self.before.several and not self.before.one:
            return self._again()
        groups = self._groups()
        own = self.before.identity
        if groups is not None and len(groups) == 1 and said.beside and own:
            groups = [frozenset({own.organization}), *(group - {own.organization} for group in groups)]
        if groups is not None and len(groups) > 1:
            return self._compared(groups)
        if groups is None and said.endings is not None:
            return self._every()
        organizations = groups[0] if groups else self._unnamed()
        return self._of(organizations)

    # whose reports

    def _groups(self) -> list[frozenset[str]] | None:
        """For each name in the question the organizations that it can mean; None without names."""
        own = self.before.identity
        # 办公室 is the office of the organization spoken of, where that is none itself
        named = [m for m in self.said.names if not (m.bare and own and own.organization not in m.organizations)]
        if not named:
            return self._elsewhere()
        of_place = [mention.organizations for mention in self.said.places]
        if len(named) == 1 and len(of_place) > 1:  # 甲区和乙区的教育局
            return [found for place in of_place if (found := named[0].organizations & place)]
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

    def _of(self, organizations: frozenset[str]) -> Selection | Several | Answer:
        all_years = self.shelf.of(organizations)
        said, own = self.said, self.before.identity
        wanted = self._years(all_years)
        available = [r for r in all_years if not wanted or r.identity.year in wanted]
        if not available:
            return self._no_year(wanted, all_years)
        if said.strictly and all(report.identity.level is not said.level for report in available):
            return self._no_level(available)
        reports = self._kinds(self._levels(available))
        if own and not wanted:
            wanted = (own.year - said.previous,)
            same = [r for r in reports if r.identity.year in wanted]
            if not same and len({r.identity.year for r in reports}) == 1:
                return self._no_year(wanted, all_years)
            reports = same or reports
        several_years = len(organizations) == 1 and (len(wanted) > 1 or said.latest is not None)
        if several_years and len({r.identity.year for r in reports}) > 1:
            return self._over_years(reports, wanted)
        if both := _both_kinds(available, said):
            return self._budget_and_accounts(both)
        if len(reports) == 1:
            return Selection(reports[0], self._why(reports[0]), self._called(reports[0]))
        back = self._asked_back(reports)
        if len(organizations) > 1:  # then it may ask which of them
            among = self._across(list(dict.fromkeys(r.identity.organization for r in reports)), named=False)
            if isinstance(among, Several):
                return replace(among, asked_back=back, plain=False)
        return Several(tuple(reports), said, back, plain=False)

    def _budget_and_accounts(self, both: Sequence[StoredReport]) -> Several:
        """The budget beside the final accounts of a year, which print some of the budget themselves."""
        back = self._asked_back(both)
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
        return PREVIOUS.sub(f"{identity.year}年", text) if self.said.previous else text

    def _why(self, report: StoredReport) -> str:
        return "沿用上一问的报告" if report == self.before.one else "按单位和年度"

    def _years(self, reports: Sequence[StoredReport]) -> tuple[int, ...]:
        """The years asked for; empty where none is said."""
        said = self.said
        if said.latest is not None:
            years = sorted({report.identity.year for report in reports})
            return tuple(years[-said.latest :] if said.latest else years)
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
        back = self._asked_back(ordered)
        return Several(tuple(ordered), self.said, back, absent=tuple(absent), notes=notes, first=first)

    # of several organizations

    def _compared(self, groups: Sequence[frozenset[str]]) -> Several | Answer:
        """The organizations that are named, each once."""
        if any(len(group) > 1 for group in groups):
            return self._which_place(groups)
        return self._across([body for group in groups for body in group], named=True)

    def _every(self) -> Several | Answer:
        """All bodies of a kind, or any of them, of the places that are named."""
        ending = re.compile(f"(?:{self.said.endings})$")
        among = frozenset(self.shelf.organizations)
        if self.said.places:
            among = frozenset().union(*(mention.organizations for mention in self.said.places))
        bodies = [b for b in self.shelf.organizations if b in among and ending.search(b)]
        return self._across(bodies, named=False) if bodies else not_here(self.shelf, self.text, self.said.text)

    def _again(self) -> Selection | Several | Answer:
        """The organizations that were compared before."""
        bodies = list(dict.fromkeys(report.identity.organization for report in self.before.several))
        said = self.said
        if not said.years and said.latest is None:
            return Several(self.before.several, said, self._asked_back(self.before.several))
        return self._across(bodies, named=True) if len(bodies) > 1 else self._of(frozenset(bodies))

    def _across(self, bodies: Sequence[str], *, named: bool) -> Several | Answer:
        """One report of each organization and year: of the years asked for, else of the latest that all have."""
        reports = self._kinds_alike(self.shelf.of(bodies))
        wanted = self._years(reports)
        notes: tuple[str, ...] = ()
        if not wanted:
            wanted, notes = self._usual_year(reports, bodies)
        here = [report for report in reports if report.identity.year in wanted]
        if not here:
            return self._no_year(wanted, reports)
        level = self.said.level
        of_level = [report for report in here if level is None or report.identity.level is level]
        if self.said.strictly and not of_level:
            return self._no_level(here)
        kept, more = _one_each(of_level or here)
        order = {body: at for at, body in enumerate(bodies)}
        kept.sort(key=lambda report: (order[report.identity.organization], report.identity.year))
        have = {(report.identity.organization, report.identity.year) for report in kept}
        missing = [(body, year) for body in bodies for year in wanted if named and (body, year) not in have]
        absent = tuple(templates.ABSENT.format(organization=body, year=year) for body, year in missing)
        back = self._asked_back(kept)
        return Several(tuple(kept), self.said, back, absent=absent, notes=(*notes, *more))

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

    # what is asked back or refused

    def _asked_back(self, reports: Sequence[StoredReport]) -> Answer:
        latest = sorted(reports, key=lambda report: -report.identity.year)
        titles = tuple(report.title for report in latest)
        text = templates.CLARIFY_REPORT
        if len(titles) > MAX_OPTIONS:
            text = templates.CLARIFY_MANY
        return Answer(question=self.text, kind=Kind.CLARIFICATION, text=text, options=titles[:MAX_OPTIONS])

    def _which_place(self, groups: Sequence[frozenset[str]]) -> Answer:
        """Of several names that are of one place each, which place is meant: the question once for each."""
        common = Counter(place for group in groups for place in {places(body) for body in group})
        options = []
        for place in (place for place, count in common.items() if count == len(groups) and place):
            question = self.said.text
            for mention in sorted(self.said.names, key=lambda m: -m.start):
                if not any(mention.text.startswith(name) for name in (place[-1], "".join(place))):
                    question = f"{question[: mention.start]}{place[-1]}{question[mention.start :]}"
            options.append(question)
        if options:
            return Answer(
                question=self.text, kind=Kind.CLARIFICATION, text=templates.CLARIFY_PLACE, options=tuple(options)
            )
        return self._asked_back(self._levels(self.shelf.of(body for group in groups for body in group)))

    def _no_level(self, reports: Sequence[StoredReport]) -> Answer:
        names = "、".join(dict.fromkeys(report.identity.organization for report in reports))
        message = templates.NOT_FOUND_LEVEL.format(organization=names, level=self.said.level)
        latest = sorted(reports, key=lambda report: -report.identity.year)
        return _refusal(self.text, message, latest[:MAX_OPTIONS])

    def _no_year(self, wanted: Sequence[int], reports: Sequence[StoredReport]) -> Answer:
        bodies = list(dict.fromkeys(report.identity.organization for report in reports))
        here = "、".join(str(year) for year in sorted({report.identity.year for report in reports}))
        said = "、".join(map(str, wanted))
        if len(bodies) == 1:
            message = templates.NOT_FOUND_YEAR_OF.format(organization=bodies[0], year=said, years=here)
        else:
            message = templates.NOT_FOUND_YEAR.format(year=said)
        latest = sorted(reports, key=lambda report: -report.identity.year)
        return _refusal(self.text, message, latest[:MAX_OPTIONS])


def not_here(shelf: Shelf, text: str, name: str, namesakes: Sequence[str] = ()) -> Answer:
    """The refusal of a body that has no report here, with those whose names are nearest and their years.
    `namesakes`: bodies of that name in other places."""
    if alike := _alike(shelf, name):
        return _perhaps(shelf, text, name, alike)
    among = sorted(namesakes) or shelf.organizations
    near = process.extract(name, among, scorer=fuzz.partial_ratio, limit=NEAREST, score_cutoff=ALIKE)
    bodies = [body for body, _, _ in near]
    lines = []
    for body in bodies:
        years = sorted({report.identity.year for report in shelf.of([body])})
        lines.append(templates.BODY_YEARS.format(organization=body, years="、".join(map(str, years))))
    message = templates.NOT_FOUND_ORGANIZATION.format(name=name)
    some = sorted(shelf.of(bodies), key=lambda report: -report.identity.year)[:MAX_OPTIONS]
    if not some:
        here = "、".join(shelf.organizations[:MAX_OPTIONS])
        message += templates.HERE.format(organizations=here)
        return _refusal(text, message, shelf.reports if len(shelf.reports) <= MAX_OPTIONS else ())
    return _refusal(text, message, some, lines)


def _alike(shelf: Shelf, name: str) -> str | None:
    """The organization that a name may be a slip of: of the same place, and called much alike."""
    for body in shelf.organizations:
        of = places(body)
        said = name.partition(of[-1])[2] if of else ""
        numbered = NUMERALS.findall(said) != NUMERALS.findall(stem(body))  # 第二中学 is not 第一中学
        if said and not numbered and fuzz.ratio(said, stem(body)) >= MUCH_ALIKE:
            return body
    return None


def _perhaps(shelf: Shelf, text: str, name: str, organization: str) -> Answer:
    latest = sorted(shelf.of([organization]), key=lambda report: -report.identity.year)
    titles = tuple(report.title for report in latest)
    message = templates.CLARIFY_NAME.format(name=name, organization=organization)
    return Answer(question=text, kind=Kind.CLARIFICATION, text=message, options=titles[:MAX_OPTIONS])


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


def _refusal(text: str, message: str, near: Sequence[StoredReport], nearest: Sequence[str] = ()) -> Answer:
    available = tuple(report.title for report in near)
    lines = [message]
    if nearest:
        lines.append(templates.NEAREST_BODIES.format(nearest="；".join(nearest)))
    elif available:
        lines.append(templates.AVAILABLE.format(titles="、".join(available)))
    refusal = Refusal(kind=RefusalKind.NOT_IN_CORPUS, message=message, nearest=tuple(nearest), available=available)
    return Answer(question=text, kind=Kind.REFUSAL, text="\n".join(lines), refusal=refusal)
