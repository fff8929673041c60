"""A passage in the language model's selection and order: sentence by sentence as it writes, each checked first."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.document import Excerpt
from qa import templates
from qa.chain import REASON_WORDS, Extract
from qa.duty_check.structure import all_bodies, parts
from qa.lexicon import Operation
from qa.llm import messages
from qa.llm.blocks import Block, Sentence, blocks_of, figures_by_id, overlap
from qa.llm.checking import Kept, checked
from qa.llm.messages import Fate, Purpose
from qa.llm.model import Deadline, LanguageModel, ModelTrouble
from qa.llm.prompts import MOST_SENTENCES, NOTHING, writing
from qa.llm.work import Outcome, Work
from qa.organizations import aliases
from qa.parts import Draft, Part, name, words
from qa.question import Question, spoken
from qa.routes.base import Asked, Reply
from qa.text import bigrams, normalized

MOST_DROPPED: Final = 12
"""After so many sentences without ground the rest is not read."""

MUCH: Final = 0.5
"""A sentence has much of what is asked if it has so much of what the best one has."""

SHOWN: Final = 80
"""How much of a sentence the trace shows, in characters."""

_IDS: Final = r"[\[【（(]\s*E\d{1,3}(?:\s*[,，、]\s*E\d{1,3})*\s*[\]】）)]"
_COMPLETE: Final = re.compile(rf"(?P<said>[^\n]*?)(?P<ids>{_IDS})|(?P<line>[^\n]*)\n")
_ID: Final = re.compile(r"E\d{1,3}")
_END: Final = re.compile(r"(?<=[。！？])")
_EDGES: Final = " 。！？；-*•·\t"

Said = tuple[str, tuple[str, ...]]
"""A sentence with the ids behind it."""


def sentences(pieces: Iterable[str]) -> Iterator[Said]:
    """The sentences, each as soon as it is complete; those that cite nothing have no ids."""
    held = ""
    for piece in pieces:
        held += piece
        while match := _COMPLETE.match(held):
            held = held[match.end() :]
            ids = tuple(_ID.findall(match["ids"] or ""))
            yield from _apart(match["said"] or match["line"] or "", ids)
    yield from _apart(held, ())


def _apart(said: str, ids: tuple[str, ...]) -> Iterator[Said]:
    yield from ((part.strip(_EDGES), ids) for part in _END.split(said) if part.strip(_EDGES))


@dataclass
class _Text:
    """What was written so far: the sentences kept, by the blocks they are from."""

    work: Work
    kept: list[Kept] = field(default_factory=list)

    def add(self, said: str, found: Kept | None) -> bool:
        """Adds a sentence with what may be shown of it; whether there is more to show than before."""
        if found is None:
            fate = Fate.DROPPED
        elif any(found.sentence == each.sentence for each in self.kept):
            fate = Fate.REPEATED
        else:
            fate = found.fate
            self.kept.append(found)
        self.work.sentences.append((fate, said[:SHOWN]))
        return fate in (Fate.WRITTEN, Fate.QUOTED)

    def draft(self, asked: Asked) -> Draft:
        """The text as typed parts, each sentence behind the heading it stands under where there are several."""
        draft = asked.draft()
        several = len({each.block.heading for each in self.kept}) > 1
        line: list[Part] = []
        before = ""
        for each in self.kept:
            if several and each.block.heading != before:
                if line:
                    draft.say("{line}", line=line)
                line = [name(each.block.heading), words(templates.COLON)] if each.block.heading else []
            line += _parts(draft, each)
            before = each.block.heading
        draft.say("{line}", line=line)
        draft.notes += self._notes()
        return draft

    def _notes(self) -> Iterator[str]:
        yield messages.NOTE_WRITTEN
        for fate, note in ((Fate.QUOTED, messages.NOTE_QUOTED), (Fate.DROPPED, messages.NOTE_DROPPED)):
            if count := self.work.fates[fate]:
                yield note.format(count=count)


def _parts(draft: Draft, kept: Kept) -> Iterator[Part]:
    """A sentence as parts: the report's characters, the words between them, the mark."""
    sentence, stretches = kept.sentence, kept.stretches
    cited = draft.cite(sentence.excerpt, section=kept.block.section, clause=kept.block.clause)
    for each in stretches:
        yield words(each.word) if each.word else draft.quote(cited, sentence.text[each.start : each.end])
    last = stretches[-1]
    if not sentence.text[last.start : last.end].endswith(templates.SENTENCE_ENDS):
        yield words(templates.FULL_STOP)
    yield from draft.marks([cited])
    for figure in sentence.figures:
        if any(each.start <= figure.start and figure.end <= each.end for each in stretches):
            draft.printed_figure([figure.fact])


def written(
    asked: Asked,
    plain: Reply,
    extract: Extract,
    model: LanguageModel,
    deadline: Deadline,
    show: Callable[[Reply], None],
) -> tuple[Reply, Work]:
    """The reply in the model's selection and order; `plain`, with a note why, where too little comes of it. With what
    the model did.

    `show` is given the reply so far after each sentence.
    """
    work = Work(Purpose.WRITING)
    if extract.chosen is None or extract.excerpt is None:
        return plain, work
    about = "".join(spoken(asked.question))
    blocks = blocks_of(extract.chosen, extract.excerpt, extract.candidates, about, asked.catalog)
    text = _Text(work)
    try:
        pieces = model.stream(writing(asked.text, [block.told() for block in blocks]), deadline, work.usage)
        for said, found in _checked(asked, sentences(pieces), blocks):
            if text.add(said, found):
                show(_reply(asked, plain, text))
            if len(text.kept) == MOST_SENTENCES or work.fates[Fate.DROPPED] == MOST_DROPPED:
                break
    except ModelTrouble as error:
        work.trouble = error.trouble
    reply = plain
    if _answers(text, _answering(blocks[0], extract.excerpt, asked.question)):
        work.outcome, reply = Outcome.WRITTEN, _reply(asked, plain, text)
    elif not work.trouble:
        reply.draft.notes += [messages.NOTE_UNUSED]
    reply.draft.notes += [messages.NOTE_TROUBLE.format(trouble=work.trouble)] if work.trouble else []
    return reply, work


def _checked(asked: Asked, said: Iterable[Said], blocks: Sequence[Block]) -> Iterator[tuple[str, Kept | None]]:
    """Each sentence that says something, with what may be shown of it."""
    by_id, figures, names = {block.id: block for block in blocks}, figures_by_id(blocks), _names(asked)
    for sentence, ids in said:
        if sentence != NOTHING:
            yield sentence, checked(sentence, ids, by_id, figures, names)


def _names(asked: Asked) -> Collection[str]:
    """The names of units, projects and items in the report."""
    catalog, organization = asked.catalog, asked.catalog.report.identity.organization
    bodies = all_bodies(parts(catalog.duties, organization))
    offices = (office.name for office in catalog.offices)
    return {each for each in (*catalog.labels, *aliases(organization), *bodies, *offices) if each}


def _answering(block: Block, excerpt: Excerpt, question: Question) -> list[Sentence]:
    """The sentences of what answers by itself that have much of what is asked; where the reason is asked for, those
    that give one."""
    about = bigrams(normalized("".join(spoken(question))))
    found = {
        each: len(about & bigrams(normalized(each.text))) for each in block.sentences if overlap(each.excerpt, excerpt)
    }
    reasons = [each for each in found if _gives_reason(each.text)] if question.operation is Operation.WHY else []
    return reasons or [each for each in found if found[each] >= MUCH * max(found.values())]


def _gives_reason(text: str) -> bool:
    return any(word in text for word in REASON_WORDS)


def _answers(text: _Text, answering: Sequence[Sentence]) -> bool:
    """Whether the text holds one of the sentences that answer, its reason too if it gives one, and no more was dropped
    than kept."""
    held = [each for each in text.kept if each.sentence in answering and _reason_shown(each)]
    return bool(held) and text.work.fates[Fate.DROPPED] <= len(text.kept)


def _reason_shown(kept: Kept) -> bool:
    """Whether the reason that a sentence gives, if it gives one, is not left off."""
    shown = "".join(kept.sentence.text[each.start : each.end] for each in kept.stretches)
    return _gives_reason(shown) or not _gives_reason(kept.sentence.text)


def _reply(asked: Asked, plain: Reply, text: _Text) -> Reply:
    return Reply(plain.kind, text.draft(asked), plain.understood)
