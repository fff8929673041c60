"""What retrieval found becomes a reply: the report's own words, or a refusal of the right kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest.report import Duty
from qa import templates
from qa.answer import Kind, RefusalKind
from qa.chain import ABOUT, Extract
from qa.duty_check.checking import find
from qa.lexicon import Operation
from qa.question import spoken
from qa.routes.base import NEAREST, Asked, Reply, refused, understood
from qa.routes.duties import no_duty, say_clause
from qa.routes.scope import other_task
from qa.text import bigrams, normalized

if TYPE_CHECKING:
    from qa.retrieval import Candidate

SHOWN: Final = 60
"""How much of a candidate the trace shows, in characters."""

HINTED: Final = 40
"""How much of a near passage a refusal shows, in characters: up to its first figure, for a number beside a
refusal would be taken for the answer."""

_FIGURE: Final = re.compile(r"[\d０-９]")

TRACED: Final = 8
"""How many candidates the trace shows."""

LISTS: Final = ("words", "vectors")
AGREED: Final = 0.1
AGREED_NEAR: Final = 0.85
AGREED_CONTENT: Final = 2
"""Least share of what is asked that a clause must hold to be taken where the other rankings agree on it, of
the share that the best one holds too, and how many pairs of characters: one alone, 安全 or 教育, is in
clauses on other things."""


def reply(asked: Asked, extract: Extract) -> Reply:
    """Quotes the passage that answers; refuses where none does."""
    asked.trace += [
        f"原文 {c.score:.4f} {'、'.join(f'{name}第{rank}({score:.2f})' for name, (rank, score) in c.ranks.items())} "
        f"{c.passage.section} {_body(c)[:SHOWN]}"
        for c in extract.candidates[:TRACED]
    ]
    asked.trace.append(f"判断 词语覆盖 {extract.share:.2f}，相近程度 {extract.nearness:.2f}")
    if asked.question.operation is Operation.DUTY and (agreed := _agreed(asked, extract)):
        draft = asked.draft()
        say_clause(draft, agreed)
        draft.notes.append(templates.NOTE_AGREED)
        return Reply(Kind.DUTY, draft, understood(asked))
    quotable = asked.question.operation is not Operation.DUTY and not asked.question.computes
    if extract.excerpt is None or extract.chosen is None or not quotable:
        return _nothing(asked, extract)
    draft = asked.draft()
    passage = extract.chosen.passage
    if clause := next((duty for duty in asked.catalog.duties if duty.excerpt == passage.excerpt), None):
        say_clause(draft, clause)
        return Reply(Kind.PASSAGE, draft, understood(asked))
    cited = draft.cite(extract.excerpt, section=passage.section)
    draft.say(templates.PASSAGE, quote=draft.quote(cited), marks=draft.marks([cited]))
    draft.say(templates.PLACE, place=draft.place(cited))
    return Reply(Kind.PASSAGE, draft, understood(asked))


def _body(candidate: Candidate) -> str:
    """A piece's words without its headings, on one line; the rows of a table stay apart."""
    return candidate.piece.text.partition("\n")[2].replace("\n", " ")


def _agreed(asked: Asked, extract: Extract) -> Duty | None:
    """The clause that all three ways to look hold to be the nearest: shared characters, words, vectors.

    Each alone has a nearest clause for anything; that they agree by chance was not seen in tries with
    tasks that are nobody's.
    """
    about = " ".join(spoken(asked.question))
    matches, _ = find(about, asked.catalog)
    first = next((c for c in extract.candidates if all(c.ranks.get(name, (0,))[0] == 1 for name in LISTS)), None)
    if first is None or not matches:
        return None
    for found in matches:
        if found.score < max(AGREED, AGREED_NEAR * matches[0].score):
            break
        held = bigrams(normalized(about)) & bigrams(normalized(found.part.flat.text))
        if first.passage.excerpt == found.part.duty.excerpt and len(held) >= AGREED_CONTENT:
            return found.part.duty
    return None


def _hint(asked: Asked, candidate: Candidate) -> str:
    """Where a near passage stands and how it begins."""
    page = asked.pages[candidate.piece.excerpt.page - 1]
    words = (
        templates.PAGE.format(printed=page.printed) if page.printed else templates.FILE_PAGE.format(page=page.number)
    )
    begin = _FIGURE.split(_body(candidate), maxsplit=1)[0].strip()[:HINTED]
    heading = candidate.passage.section.rsplit(" / ", 1)[-1]
    return f"{heading}（{words}）：{begin}" if begin else f"{heading}（{words}）"


def _nothing(asked: Asked, extract: Extract) -> Reply:
    nearest = list(dict.fromkeys(_hint(asked, c) for c in extract.candidates[:NEAREST]))
    if reply := no_duty(asked, nearest):
        return reply
    if other_task(asked.text):
        return refused(asked, RefusalKind.OFF_TOPIC, templates.OFF_TOPIC)
    question = asked.question
    of_reports = any(word.operation in ("office", "unit") for word in question.words)
    of_reports = of_reports or bool(question.names or question.flow or question.collections or question.direction)
    if not of_reports and extract.share == 0 and extract.nearness < ABOUT:
        return refused(asked, RefusalKind.OFF_TOPIC, templates.OFF_TOPIC)
    if asked.question.computes and asked.question.numeric:
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_CALCULATION, nearest)
    return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND, nearest)
