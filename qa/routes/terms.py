"""Definitions: the entries of the glossary."""

from __future__ import annotations

from typing import Final

from rapidfuzz import process

from ingest.report import Measure, Term
from qa import templates
from qa.answer import Kind, RefusalKind
from qa.lexicon import PARTICLES, REPORT_WORDS, Operation, Role
from qa.lookup import find
from qa.question import spoken
from qa.routes.base import NEAREST, Asked, Reply, refused, understood
from qa.text import content, squeezed

ALIKE: Final = 88
"""Likeness (0 to 100) from which a misspelt term is taken for the entry."""

SOMEWHAT_ALIKE: Final = 55


def definition(asked: Asked) -> Reply | None:
    """A term of the glossary. 是什么 asks for one only where there is one; so does 用来干什么, where the
    narrative does not say it."""
    question = asked.question
    used_for = Measure.USE in question.measures and not find(question, asked.catalog).groups
    if question.operation is not Operation.DEFINE and not used_for:
        return None
    term = entry(asked)
    return _quoted(asked, term) if term else _refused(asked)


def entry(asked: Asked) -> Term | None:
    """The entry that is asked for, under any of its names; that of a name that it may be a slip of."""
    entries = _entries(asked)
    wanted = _wanted(asked)
    for name_asked in (wanted, content("".join(spoken(asked.question, apart=(*PARTICLES, *REPORT_WORDS))))):
        if name_asked in entries:
            return entries[name_asked]
    near = process.extractOne(wanted, list(entries), score_cutoff=ALIKE) if wanted else None
    return entries[near[0]] if near else None


def _entries(asked: Asked) -> dict[str, Term]:
    return {content(squeezed(n)): term for term in asked.catalog.terms for n in (*term.aliases, term.name)}


def _wanted(asked: Asked) -> str:
    return content("".join(spoken(asked.question, apart=PARTICLES)))


def _refused(asked: Asked) -> Reply | None:
    """A refusal where a definition was plainly asked for, with the entries that are somewhat alike."""
    plainly = any(word.role is Role.OPERATION and word.operation == Operation.DEFINE for word in asked.question.words)
    if not plainly:
        return None
    wanted, entries = _wanted(asked), _entries(asked)
    near = process.extract(wanted, list(entries), limit=NEAREST, score_cutoff=SOMEWHAT_ALIKE) if wanted else []
    found = list(dict.fromkeys(entries[key].name for key, _, _ in near))
    return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_TERM.format(term=wanted), found)


def _quoted(asked: Asked, term: Term) -> Reply:
    draft = asked.draft()
    cited = draft.cite(term.excerpt, section=term.section)
    draft.say(templates.DEFINITION, quote=draft.quote(cited), marks=draft.marks([cited]))
    draft.say(templates.PLACE, place=draft.place(cited))
    item = next((i for alias in (*term.aliases, term.name) if (i := asked.catalog.item_named(alias))), None)
    return Reply(Kind.DEFINITION, draft, understood(asked).model_copy(update={"item": item or term.name}))
