"""What is said where it is not clear which report is meant, or none is here: questions back, and refusals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz, process

from ingest.library import StoredReport
from ingest.report import Level
from qa import templates
from qa.answer import Answer, Kind, Refusal, RefusalKind
from qa.lexicon import reports as lexicon
from qa.organizations import places, stem
from qa.said import Said
from qa.shelf import Shelf

MAX_OPTIONS: Final = 12
"""So many reports are offered to choose from."""

MAX_LISTED: Final = 60
"""So many organizations are listed where it is asked which reports there are."""

NEAREST: Final = 3
"""So many organizations of a similar name are offered where one is not here."""

ALIKE: Final = 60
"""How alike (0 to 100) a name must be for that."""

MUCH_ALIKE: Final = 75
"""How alike it must be to be asked whether it was meant."""

NUMERALS: Final = re.compile(r"[一二三四五六七八九十\d]")

ASKS_REPORTS: Final = re.compile(lexicon.REPORTS)
OF_THIS_LIBRARY: Final = re.compile(lexicon.HERE)


def which_report(text: str, reports: Sequence[StoredReport]) -> Answer:
    """Which of several reports is meant, the latest first."""
    titles = tuple(report.title for report in _latest_first(reports))
    asked = templates.CLARIFY_REPORT if len(titles) <= MAX_OPTIONS else templates.CLARIFY_MANY
    return Answer(question=text, kind=Kind.CLARIFICATION, text=asked, options=titles[:MAX_OPTIONS])


def which_place(said: Said, text: str, groups: Sequence[frozenset[str]]) -> Answer | None:
    """Of several names, each of bodies in several places, which place is meant: the question once for each place
    that has them all; None where no place does."""
    common = Counter(place for group in groups for place in {places(body) for body in group})
    options = []
    for place in (place for place, count in common.items() if count == len(groups) and place):
        question = said.text
        for mention in sorted(said.names, key=lambda name: -name.start):
            if not mention.text.startswith((place[-1], "".join(place))):
                question = f"{question[: mention.start]}{place[-1]}{question[mention.start :]}"
        options.append(question)
    if not options:
        return None
    return Answer(question=text, kind=Kind.CLARIFICATION, text=templates.CLARIFY_PLACE, options=tuple(options))


def reports_here(shelf: Shelf, text: str, said: Said) -> Answer:
    """Which reports are here, of the organizations and places that are named."""
    named = [mention.organizations for mention in said.names or said.places]
    bodies = [body for body in shelf.organizations if not named or any(body in group for group in named)]
    held = shelf.holdings(bodies[:MAX_LISTED])
    lines = (templates.REPORTS_OF.format(organization=body, told=told) for body, told in held)
    notes = (templates.NOTE_MORE.format(count=len(bodies)),) if len(bodies) > MAX_LISTED else ()
    return Answer(question=text, kind=Kind.LIST, text="\n".join((templates.REPORTS_HERE, *lines)), notes=notes)


def no_reports(text: str) -> Answer:
    """The refusal where the library is empty."""
    return _refusal(text, templates.NO_REPORTS, ())


def no_level(text: str, level: Level, years: Sequence[int], reports: Sequence[StoredReport]) -> Answer:
    """The refusal of a level that the organizations have no report at, in these years."""
    names = "、".join(dict.fromkeys(report.identity.organization for report in reports))
    said = f"{'、'.join(map(str, years))}年度" if years else ""
    message = templates.NOT_FOUND_LEVEL.format(organization=names, years=said, level=level)
    return _refusal(text, message, reports)


def no_year(text: str, wanted: Sequence[int], reports: Sequence[StoredReport]) -> Answer:
    """The refusal of years that there is no report of, with the years that there are of one organization."""
    bodies = list(dict.fromkeys(report.identity.organization for report in reports))
    said = "、".join(map(str, wanted))
    if len(bodies) == 1:
        here = "、".join(str(year) for year in sorted({report.identity.year for report in reports}))
        message = templates.NOT_FOUND_YEAR_OF.format(organization=bodies[0], year=said, years=here)
    else:
        message = templates.NOT_FOUND_YEAR.format(year=said)
    return _refusal(text, message, reports)


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
    some = shelf.of(bodies)
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
    titles = tuple(report.title for report in _latest_first(shelf.of([organization])))
    message = templates.CLARIFY_NAME.format(name=name, organization=organization)
    return Answer(question=text, kind=Kind.CLARIFICATION, text=message, options=titles[:MAX_OPTIONS])


def _latest_first(reports: Sequence[StoredReport]) -> list[StoredReport]:
    return sorted(reports, key=lambda report: -report.identity.year)


def _refusal(text: str, message: str, near: Sequence[StoredReport], nearest: Sequence[str] = ()) -> Answer:
    available = tuple(report.title for report in _latest_first(near)[:MAX_OPTIONS])
    lines = [message]
    if nearest:
        lines.append(templates.NEAREST_BODIES.format(nearest="；".join(nearest)))
    elif available:
        lines.append(templates.AVAILABLE.format(titles="、".join(available)))
    refusal = Refusal(kind=RefusalKind.NOT_IN_CORPUS, message=message, nearest=tuple(nearest), available=available)
    return Answer(question=text, kind=Kind.REFUSAL, text="\n".join(lines), refusal=refusal)
