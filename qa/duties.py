"""Who has which duty: a question's content against the sentences of the duty clauses.

Matching is by the characters that they share, rare ones counting more, so it needs no model; the
retriever is asked only where this finds nothing near enough.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ingest.document import Excerpt
from ingest.numbers import print_chinese
from ingest.report import Duty
from qa.catalog import Catalog
from qa.organizations import aliases, names_body
from qa.text import CONTENT, bigrams, content, normalized

COMMON: Final = 2
"""A task named by one pair of characters is not found by it if more sentences than this hold the pair."""

NEAR_ENOUGH: Final = 0.6
"""Share of a question's content that a sentence must hold to answer it."""

APART: Final = 0.3
"""How much a pair of characters counts as missing that a sentence has, but not side by side."""

AS_NEAR: Final = 0.92
"""A sentence this near, of the nearest, answers too."""

MAX_ANSWERS: Final = 3
_SENTENCE: Final = re.compile(r"[^。；]+[。；]?")
_VERBS: Final = (
    "负责|承担|承办|牵头|指导|统筹|协调|组织|监督|管理|推进|提出|行使|配合|协助|参与|履行|贯彻|拟订|起草|研究"
)
_SUBJECT: Final = re.compile(rf"^(?!{_VERBS})(?P<who>[^，。；：]{{2,24}}?)(?:主要)?(?:{_VERBS})")
_HEADING: Final = re.compile(r"职责分工[。；]?$|^(?:\d+[．.、])?关于[^，]*。$")
"""Sentences that only say what the next ones are about: they give nobody a duty."""

_BRACKETED: Final = re.compile(r"[（(][^）)]*[）)]")


@dataclass(frozen=True)
class Part:
    """One sentence of a clause. `department` is the body it names first; None: this organization."""

    duty: Duty
    excerpt: Excerpt
    department: str | None
    grams: frozenset[str]


@dataclass(frozen=True)
class Match:
    """A sentence that was found, and the share of the question's content that it holds."""

    part: Part
    score: float


def parts(duties: Sequence[Duty], organization: str) -> tuple[Part, ...]:
    """The sentences of the clauses, with the body that each assigns its duty to."""
    own = aliases(organization)
    return tuple(part for duty in duties for part in _parts(duty, own))


def _parts(duty: Duty, own: frozenset[str]) -> Iterator[Part]:
    department: str | None = None
    for match in _SENTENCE.finditer(duty.text):
        said = match.group().removeprefix(duty.number)
        if _HEADING.search(said):
            continue
        department = named_department(said, own, department)
        yield Part(duty, duty.excerpt.slice(*match.span()), department, frozenset(bigrams(normalized(said))))


def named_department(sentence: str, own: frozenset[str], before: str | None) -> str | None:
    """The body that a sentence begins by naming; that of the sentence before where it names none.

    The organization itself, under any of its names, is None.
    """
    match = _SUBJECT.match(re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）).．、]", "", sentence))
    who = match["who"] if match else ""
    plain = _BRACKETED.sub("", normalized(who))
    if plain in own:
        return None
    return who if plain and names_body(plain) else before


def weights(all_parts: Sequence[Part]) -> Mapping[str, float]:
    """How telling each pair of characters is: the fewer sentences hold it, the more."""
    seen = Counter(gram for part in all_parts for gram in part.grams)
    return {gram: math.log(1 + len(all_parts) / number) for gram, number in seen.items()}


def match(asked: str, catalog: Catalog) -> list[Match]:
    """The sentences that hold most of what is asked, best first; none that holds nothing."""
    all_parts, weight = _indexed(catalog.duties, catalog.report.identity.organization)
    unseen = math.log(1 + len(all_parts))
    said = [gram for run in CONTENT.findall(normalized(asked)) for gram in _pairs(run)]
    found = []
    for part in all_parts:
        held = sum(weight[gram] for gram in said if gram in part.grams)
        if held:
            missed = sum(weight.get(gram, unseen) * _missing(gram, part) for gram in said if gram not in part.grams)
            found.append(Match(part, held / (held + missed)))
    return sorted(found, key=lambda m: (-m.score, len(m.part.grams)))


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def _missing(gram: str, part: Part) -> float:
    """How much a pair that a sentence does not hold counts: little if it has both characters apart, as
    来访 is said in 来我区访问, or as where two of its words meet."""
    return APART if all(char in part.excerpt.text for char in gram) else 1.0


@lru_cache(maxsize=64)
def _indexed(duties: tuple[Duty, ...], organization: str) -> tuple[tuple[Part, ...], Mapping[str, float]]:
    found = parts(duties, organization)
    return found, weights(found)


def answering(matches: Sequence[Match], asked: str) -> list[Match]:
    """The matches near enough to answer: the best clause, and others as near."""
    if not matches or matches[0].score < NEAR_ENOUGH:
        return []
    if len(content(normalized(asked))) <= 2 and len(matches) > COMMON:
        return []
    near = [m for m in matches if m.score >= AS_NEAR * matches[0].score]
    first: dict[tuple[str, str | None], Match] = {}
    for found in near:
        first.setdefault((found.part.duty.number or found.part.duty.text, found.part.department), found)
    return list(first.values())[:MAX_ANSWERS]


NUMBERED: Final = ("（{}）", "({})", "{}、", "{}.", "{}．", "第{}条", "第{}项")
"""How a clause prints its number."""


def by_number(duties: Sequence[Duty], number: int) -> list[Duty]:
    """The clause with this number, in Chinese numerals or in digits, and its sub-clauses."""
    numerals = (print_chinese(number), str(number))
    marks = tuple(form.format(numeral) for numeral in numerals for form in NUMBERED)
    return [duty for duty in duties if any(duty.number.startswith(mark) for mark in marks)]


def said_of_named(asked: str, catalog: Catalog) -> list[Part]:
    """What the clauses say of a body that is named, if the question is what it does: those sentences that
    hold what else is asked, else all of them."""
    all_parts, _ = _indexed(catalog.duties, catalog.report.identity.organization)
    text = content(normalized(asked))
    named = {part.department for part in all_parts if part.department}
    body = max((b for b in named if content(_BRACKETED.sub("", normalized(b))) in text), key=len, default=None)
    if body is None:
        return []
    said = [part for part in all_parts if part.department == body]
    rest = text.replace(content(_BRACKETED.sub("", normalized(body))), " ")
    near = [found.part for found in match(rest, catalog) if found.part in said and found.score >= NEAR_ENOUGH]
    return near[:1] or said
