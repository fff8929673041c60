"""Words that no figure is called by, but that are short for the names of several: it is asked back which is meant."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ingest.report import Source
from qa import templates
from qa.answer import Kind
from qa.asked_back import MAX_OPTIONS
from qa.cutting import Word
from qa.lexicon import Operation, Role
from qa.lookup import find
from qa.parts import label
from qa.project_names import OF_PROJECTS, abbreviates
from qa.question import Question
from qa.routes.base import Asked, Reply, understood
from qa.text import squeezed
from qa.vocabulary import Feature

SHORTEST: Final = 2

MONEY: Final = "钱"
"""Behind a word it says that it was paid for: 养老的钱."""

LEAST: Final = 2
"""So many figures must be called so: of one alone it was looked whether it may be short for it."""


def which_meant(asked: Asked) -> Reply | None:
    """The figures whose names hold the one word that nothing accounts for."""
    question = asked.question
    said = question.left_over[0].removesuffix(MONEY) if len(question.left_over) == 1 else ""
    plain = question.operation is Operation.GET and not question.computes and not question.names
    if len(said) < SHORTEST or not plain or question.collections or not (question.asks_figure or question.flow):
        return None
    items = dict.fromkeys(
        fact.subject.item
        for fact in asked.catalog.facts
        if fact.source is Source.TABLE and fact.subject.classification not in OF_PROJECTS
    )
    named = [item for item in items if abbreviates(said, squeezed(item))]
    found = dict.fromkeys(option for item in named for option in _options(asked, question, item))
    if not LEAST <= len(found) <= MAX_OPTIONS:
        return None
    draft = asked.draft()
    draft.say(templates.CLARIFY_SUBJECT)
    return Reply(Kind.CLARIFICATION, draft, understood(asked), options=tuple(found))


def _options(asked: Asked, question: Question, item: str) -> list[str]:
    """The figure of an item, as it is asked for."""
    word = Word(item, Role.NAME, frozenset({Feature("item", item)}))
    words = (*(w for w in question.words if w.role is not Role.LEFT), word)
    groups = find(replace(question, words=words, names=(word,), left_over=()), asked.catalog).groups
    return [label(groups[0][0])] if len(groups) == 1 and groups[0][0].value is not None else []
