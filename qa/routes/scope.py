"""Questions about another organization or another year than the report's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from ingest.forms import unspaced
from qa import templates
from qa.answer import RefusalKind
from qa.cutting import PERIOD, Word
from qa.lexicon import ASKED_OF_A_PLACE, FILLERS, NEVER_SAID, OTHER_TASKS, Operation, Role
from qa.organizations import BODY_WORD, PLACE_ENDINGS, aliases, names_body_or_place
from qa.question import spoken
from qa.routes.base import Asked, Reply, refused
from qa.text import normalized, squeezed

_ASKED_KIND: Final = re.compile(r"^[哪家个几多]")
_ASKED_OF_A_PLACE: Final = re.compile("|".join(ASKED_OF_A_PLACE))

NAME_BEHIND_YEAR: Final = 4
"""A year belongs to a name if this many characters behind it stand behind it in the report."""

_WHOLE_PLACE: Final = re.compile(f"[全本我](?:{'|'.join(PLACE_ENDINGS)})")
"""A place with all that is in it is never one organization."""

MIN_NAME: Final = 3
"""A name of a body or a place has no fewer characters."""


def other_year(asked: Asked) -> Reply | None:
    """A year that this report is not of, unless it is part of a name that the report holds."""
    own = asked.catalog.report.identity.year
    said = [(i, w.year) for i, w in enumerate(asked.question.words) if w.role is Role.YEAR and not _in_name(asked, i)]
    others = [year for _, year in said if year != own]
    year = own - 1 if asked.question.previous else next(iter(others), None)
    if year is None:
        return None
    reply = refused(asked, RefusalKind.NOT_IN_CORPUS, templates.NOT_FOUND_YEAR.format(year=year))
    return replace(reply, understood=reply.understood.model_copy(update={"year": year}))


def _in_name(asked: Asked, at: int) -> bool:
    """Whether the year at a place among the words, with what follows it, stands in the report: 2022年某某资金."""
    words = asked.question.words
    after = "".join(word.text for word in words[at + 1 :])[:NAME_BEHIND_YEAR]
    return len(after) == NAME_BEHIND_YEAR and words[at].text + after in squeezed(_text(asked))


def _text(asked: Asked) -> str:
    return unspaced("".join(page.text for page in asked.pages))


def other_organization(asked: Asked) -> Reply | None:
    """A body or a place that the report does not mention, where a figure is asked for."""
    name = unknown_body(asked)
    message = templates.NOT_FOUND_ORGANIZATION.format(name=name)
    return refused(asked, RefusalKind.NOT_IN_CORPUS, message) if name else None


def unknown_body(asked: Asked) -> str | None:
    """The body or place of which a figure is asked and that the report does not mention; None if there is none."""
    question = asked.question
    foreign, others = _foreign_names(asked), _bodies_of_places(asked)
    only_names = bool(foreign) and all(any(left in name for name in foreign) for left in question.left_over)
    asks_figure = question.names or question.flow or question.fund or question.counted or only_names
    if question.operation is Operation.DUTY or not asks_figure:
        return None
    for name in foreign:
        whole = _WHOLE_PLACE.fullmatch(name) and not _begins_name(asked, name)
        if whole or name not in _text(asked) or name in others:
            return name
    return None


def dangling(asked: Asked) -> Reply | None:
    """那它的执行率呢, where what 它 is was not answered."""
    question = asked.question
    if not question.dangling or not (question.numeric or question.computes):
        return None
    message = templates.DANGLING_NAMED if question.names else templates.DANGLING
    return refused(asked, RefusalKind.NOT_FOUND, message)


def part_of_year(asked: Asked) -> Reply | None:
    """A month, a quarter or a half: the report has figures of the year, unless it names that part itself."""
    parts = [word.text for word in asked.question.words if word.operation == PERIOD]
    if not parts or asked.question.operation is Operation.DUTY or all(part in _text(asked) for part in parts):
        return None
    return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_PERIOD.format(period=parts[0]))


def other_task(text: str) -> bool:
    """Whether a text asks for something that has nothing to do with any report: the weather, a poem."""
    said = normalized(text)
    return any(word in said for word in OTHER_TASKS)


def never_said(asked: Asked) -> Reply | None:
    """What these reports do not hold of any organization: addresses, telephones, people."""
    if _ASKED_OF_A_PLACE.search(normalized(asked.text)):
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND)
    about = [run for run in spoken(asked.question, apart=FILLERS) if run]
    if about and all(run in NEVER_SAID for run in about):
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND)
    return None


def _foreign_names(asked: Asked) -> list[str]:
    """Unknown words that end as names do, and those before the rest of the organization's own name:
    甲区人民政府办公室 asked of 乙区人民政府办公室's report."""
    words = asked.question.words
    names = [word.text for word in words if word.role is Role.ORGANIZATION and _WHOLE_PLACE.fullmatch(word.text)]
    names += _joined_wrongly(asked)
    for position, word in enumerate(words):
        if word.role is not Role.LEFT:
            continue
        after = words[position + 1] if position + 1 < len(words) else None
        if after and after.role is Role.ORGANIZATION and after.text.startswith(PLACE_ENDINGS) and len(word.text) > 1:
            names.append(word.text + after.text)
        elif len(word.text) >= MIN_NAME and names_body_or_place(word.text) and not _ASKED_KIND.match(word.text):
            names.append(word.text)
        elif after and after.text in PLACE_ENDINGS:
            names.append(word.text + after.text)
        elif position and BODY_WORD.fullmatch(word.text):
            names.append(_before(words, position) + word.text)
    return names


def _begins_name(asked: Asked, place: str) -> bool:
    """Whether the place begins a name that the report prints: 全市重点项目现场观摩会."""
    said = squeezed(asked.text)
    at = said.find(place)
    return at >= 0 and said[at : at + len(place) + NAME_BEHIND_YEAR] in squeezed(_text(asked))


def _bodies_of_places(asked: Asked) -> list[str]:
    """Bodies named with a place of the organization's, that are not the organization: 甲市财政局. The report
    may mention them; their figures it does not hold."""
    words = asked.question.words
    found = _joined_wrongly(asked)
    for position, word in enumerate(words):
        if position and word.role is Role.LEFT and BODY_WORD.fullmatch(word.text):
            name = _before(words, position) + word.text
            if any(w.role is Role.ORGANIZATION and name.startswith(w.text) for w in words):
                found.append(name)
    return found


def _joined_wrongly(asked: Asked) -> list[str]:
    """Neighbouring parts of the organization's name that together are another's: 甲市 and 政府办公室, where
    the report is of 甲市乙区's."""
    words, own = asked.question.words, aliases(asked.catalog.report.identity.organization)
    pairs = [one.text + two.text for one, two in pairwise(words) if one.role is two.role is Role.ORGANIZATION]
    return [pair for pair in pairs if pair not in own]


def _before(words: Sequence[Word], position: int) -> str:
    """What stands before the end of a name that is made of known words: 甲区 and 财政 before 局."""
    start = position - 1
    if start and words[start - 1].role is Role.ORGANIZATION:
        start -= 1
    return "".join(word.text for word in words[start:position])
