"""One project is named a little differently from place to place: which names mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ingest.forms import unspaced
from ingest.numbers import half_width
from ingest.report import Classification, Fact
from ingest.self_evaluations.wording import FORM, KEY_REPORT, SUMMARY

RANKS: Final = (SUMMARY, "", FORM, KEY_REPORT)
"""Forms of facts by how well they name a project; sentences have none."""

_QUOTES: Final = re.compile("[“”‘’\"'＂「」『』《》]")
_YEAR: Final = re.compile(r"^\d{4}年度?")


def names_in(facts: Iterable[Fact]) -> dict[str, str]:
    """Each name of a project in the facts to the best that it has in them."""
    ranked = sorted(facts, key=lambda fact: RANKS.index(fact.form))
    return official_names(list(dict.fromkeys(project_of(fact) for fact in ranked)))


def renamed(fact: Fact, official: Mapping[str, str]) -> Fact:
    """The fact with its project's official name."""
    subject, name = fact.subject, official[project_of(fact)]
    if subject.classification is Classification.PROJECT:
        return replace(fact, subject=replace(subject, item=name))
    return replace(fact, subject=replace(subject, path=(name, *subject.path[1:])))


def official_names(names: Sequence[str]) -> dict[str, str]:
    """Each name to the first one that means the same project.

    The same are names that differ in white space, quotes, a final 项目, and in whether a year stands in front,
    unless that leaves open which of several projects is meant.
    """
    official: dict[str, str] = {}
    for name in names:
        known = dict.fromkeys(official.values())
        found = [one for one in known if _plain(one) == _plain(name)] or list(_but_for_the_year(name, known))
        official[name] = found[0] if len(found) == 1 else name
    return official


def _but_for_the_year(name: str, known: Iterable[str]) -> Iterator[str]:
    """The known names that have a year in front which this one has not, or the other way round."""
    dated = bool(_YEAR.match(_plain(name)))
    for one in known:
        if _yearless(one) == _yearless(name) and bool(_YEAR.match(_plain(one))) is not dated:
            yield one


def _plain(name: str) -> str:
    return _QUOTES.sub("", half_width(unspaced(name))).removesuffix("项目")


def _yearless(name: str) -> str:
    return _YEAR.sub("", _plain(name))


def project_of(fact: Fact) -> str:
    """The project that a fact is about."""
    subject = fact.subject
    return subject.item if subject.classification is Classification.PROJECT else subject.path[0]
