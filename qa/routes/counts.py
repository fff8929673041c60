"""How many there are of something that a project counts, said in the words of its indicator or of its summary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.numbers import numbers_in
from ingest.report import TOTAL, Dimension, Fact, Measure
from qa.amounts import in_places
from qa.answer import Kind
from qa.catalog import SELF_EVALUATION, features
from qa.cutting import Word
from qa.lexicon import DONE, Ask, Operation, Role
from qa.lookup import SAME_UNITS, find
from qa.project_names import OF_PROJECTS, turned
from qa.question import Question, inside_word
from qa.routes.base import Asked, Reply, understood
from qa.routes.figures import say_places
from qa.text import normalized, squeezed

COUNTING: Final = "数量指标"
"""The second level of the indicators that count."""

HOW_MANY: Final = re.compile(r"(?:多少|几)(?P<unit>个|家|件|条|套|台|次|期|份|场|户|处|篇|座|项)")

_NUMBER_WORD: Final = re.compile("(?:数量|个数|数)$")

_LISTING: Final = re.compile("^.*、.*等")
"""Names what is counted only together: of one of them the number is not told."""

OF_THINGS: Final = frozenset({"套", "台", "台（套）", "部", "架"})
"""Units in which only equipment is counted: where they are printed, they say what is counted."""

OF_ALL: Final = frozenset({"项目支出", SELF_EVALUATION})
"""What every project is a part of: how many projects it has, none of them tells."""

HEAD: Final = 2
"""So many characters at the end of a name say what is counted; a question must say them too."""

_ASKING: Final = frozenset({Role.OPERATION, Role.ASK, Role.ORGANIZATION, Role.YEAR, Role.COUNTED})
_DONE: Final = frozenset({Measure.TARGET, Measure.ACTUAL, Measure.EXECUTED, Measure.FINAL})


def counted(asked: Asked) -> Reply | None:
    """The one thing counted whose name holds all that the question says."""
    question = asked.question
    unit = HOW_MANY.search(normalized(question.text))
    if not unit or question.operation is not Operation.GET or question.asks - {Ask.LIST}:
        return None
    if not question.left_over and find(question, asked.catalog).groups:
        return None
    wanted = Measure.TARGET if Measure.TARGET in question.measures else Measure.ACTUAL
    found = [f for f in asked.catalog.facts if is_count(f, wanted) and fits(f, unit["unit"]) and holds_all(f, question)]
    if not found or len(places := in_places(found)) != 1:
        return None
    draft = asked.draft()
    say_places(draft, places)
    return Reply(Kind.LOOKUP, draft, understood(asked, found[0]))


def is_count(fact: Fact, wanted: Measure) -> bool:
    """Whether a fact says how many there are of something of a project, as planned or as done."""
    subject = fact.subject
    if subject.classification not in OF_PROJECTS or fact.dimension is not Dimension.COUNT:
        return False
    of_indicator = subject.measure is wanted and subject.path[2:3] == (COUNTING,)
    return of_indicator or (subject.measure is Measure.COUNT and wanted is Measure.ACTUAL)


def fits(fact: Fact, unit: str) -> bool:
    """Whether a count may be asked for in a unit: in its own, in one that is said alike, or in any if none is
    printed."""
    return not fact.unit or unit == fact.unit or unit in SAME_UNITS.get(fact.unit, ())


def counted_name(fact: Fact) -> str:
    """What a count is called, without the words for that it is a number and without what it lists."""
    breakdown = fact.subject.breakdown
    called = squeezed(fact.subject.item if breakdown == TOTAL else breakdown)
    return _LISTING.sub("", _NUMBER_WORD.sub("", called))


def holds_all(fact: Fact, question: Question) -> bool:
    """Whether a count's name, or that of its project, holds every word of the question that says what it is about."""
    name, project = counted_name(fact), squeezed((*fact.subject.path, fact.subject.item)[0])
    names = f"{name}、{turned(name)}"
    quote = squeezed(fact.excerpt.text)
    said = [word for position, word in enumerate(question.words) if _tells(question.words, position)]
    known = {feature for feature in features(fact) if feature.value not in OF_ALL}
    numbers = numbers_in(fact.excerpt.text)
    held = all(
        word.text in names or word.text in project or word.text + name in quote or not known.isdisjoint(word.means)
        if word.role is not Role.VALUE
        else word.value in numbers
        for word in said
    )
    return bool(said) and held and (name[-HEAD:] in squeezed(question.text) or fact.unit in OF_THINGS)


def _tells(words: Sequence[Word], position: int) -> bool:
    """Whether a word says what the question is about: no grammar, and not only that it was planned or done."""
    word = words[position]
    if word.role is Role.FILLER:
        return inside_word(words, position) and words[position - 1].text not in DONE
    if word.text in DONE or word.role in _ASKING:
        return False
    return not (word.measures and _DONE.issuperset(word.measures))
