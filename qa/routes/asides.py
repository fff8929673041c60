"""What a question says beside the figure it asks for: whom the money is for, what it is due to. It counts only
where the report says so too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.document import Excerpt
from ingest.report import Dimension
from qa import templates
from qa.answer import Kind
from qa.routes.base import Asked, Reply
from qa.text import normalized, squeezed

_ASIDE: Final = re.compile(
    r"(?P<frame>因为|由于|因(?!公)|发给|用于|给)(?P<said>[一-鿿]{2,10}?)(?P<end>的|而|，|(?=还|没|未|尚|欠))"
)


def asides(text: str) -> Iterator[tuple[str, str]]:
    """The question without what it says beside, and that: 给退休人员的某支出, 因财政困难没付的."""
    text = normalized(text)
    for match in _ASIDE.finditer(text):
        yield text[: match.start()] + text[match.end() :], squeezed(match["said"])


def borne_out(asked: Asked, reply: Reply, said: str) -> Reply | None:
    """The reply, with the sentence that says of its figure what the question says; None where none does, or where
    it names something that has a figure of its own (符合规定领导干部用车, beside all 车辆)."""
    named = any(said in squeezed(label) for label in asked.catalog.labels)
    if named or reply.kind is not Kind.LOOKUP or not reply.draft.figures:
        return None
    if any(said in squeezed(citation.quote) for citation in reply.draft.citations):
        return reply
    told = next((told for told in _told(asked, reply) if said in squeezed(told[0].text)), None)
    if told is None:
        return None
    cited = reply.draft.cite(told[0], section=told[1])
    reply.draft.say(templates.DECLARED, quote=reply.draft.quote(cited), marks=reply.draft.marks([cited]))
    return reply


def _told(asked: Asked, reply: Reply) -> Iterator[tuple[Excerpt, str]]:
    """What the report tells in words of the item of a reply: its reasons and uses, its entry of the glossary."""
    item = (reply.understood.item or "").rpartition(" ")[2]
    for fact in asked.catalog.facts:
        if fact.subject.item == item and fact.dimension is Dimension.TEXT:
            yield fact.excerpt, fact.section
    for term in asked.catalog.terms:
        if item in (term.name, *term.aliases):
            yield term.excerpt, term.section
