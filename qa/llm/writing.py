"""A passage in the language model's selection: each sentence that it writes is looked for in the report first."""

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
from qa.llm.blocks import Block, Item, blocks_of, figures_by_id, overlap
from qa.llm.checking import Found, checked
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
    """What was written so far: the items of the report that are shown, in order, and up to which sentence."""

    work: Work
    shown: dict[Item, tuple[Block, int]] = field(default_factory=dict)

    def add(self, said: str, found: Found | None) -> bool:
        """Adds a sentence with the one of the report that it says; whether there is more to show than before."""
        if found is None:
            fate = Fate.DROPPED
        elif found.index <= self.shown.get(found.item, (found.block, -1))[1]:
            fate = Fate.REPEATED
        else:
            fate = found.fate
            self.shown[found.item] = found.block, found.index
        self.work.sentences.append((fate, said[:SHOWN]))
        return fate in (Fate.WRITTEN, Fate.QUOTED)

    def draft(self, asked: Asked) -> Draft:
        """The text as typed parts: a line an item, the first of those under a heading behind it."""
        draft = asked.draft()
        above = ""
        for item, (block, index) in self.shown.items():
            new = block.heading and block.heading != above
            heading = [name(block.heading), words(templates.COLON)] if new else []
            draft.say("{heading}{item}", heading=heading, item=list(_parts(draft, block, item, index)))
            above = block.heading
        draft.notes += self._notes()
        return draft

    def _notes(self) -> Iterator[str]:
        yield messages.NOTE_BROKE_OFF.format(trouble=self.work.trouble) if self.work.trouble else messages.NOTE_WRITTEN
        if count := self.work.fates[Fate.DROPPED]:
            yield messages.NOTE_DROPPED.format(count=count)


def _parts(draft: Draft, block: Block, item: Item, index: int) -> Iterator[Part]:
    """An item up to a sentence: its characters and the mark. Its numbers are no figures of the answer, of which the
    first is what was asked for."""
    cited = draft.cite(item.until(index), section=block.section, clause=block.clause)
    yield draft.quote(cited)
    yield from draft.marks([cited])


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
    blocks = blocks_of(extract.chosen, extract.candidates, "".join(spoken(asked.question)), asked.catalog)
    text = _Text(work)
    try:
        pieces = model.stream(writing(asked.text, [block.told() for block in blocks]), deadline, work.usage)
        for said, found in _checked(asked, sentences(pieces), blocks):
            if text.add(said, found):
                show(_reply(asked, plain, text))
            if len(text.shown) == MOST_SENTENCES or work.fates[Fate.DROPPED] == MOST_DROPPED:
                break
    except ModelTrouble as error:
        work.trouble = error.trouble
    if _answers(text, _answering(blocks[0], extract.excerpt, asked.question)):
        work.outcome = Outcome.WRITTEN
        return _reply(asked, plain, text), work
    note = messages.NOTE_TROUBLE.format(trouble=work.trouble) if work.trouble else messages.NOTE_UNUSED
    plain.draft.notes.append(note)
    return plain, work


def _checked(asked: Asked, said: Iterable[Said], blocks: Sequence[Block]) -> Iterator[tuple[str, Found | None]]:
    """Each sentence that says something, with the one of the report that it says."""
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


def _answering(block: Block, excerpt: Excerpt, question: Question) -> list[tuple[Item, int]]:
    """The sentences of what answers by itself that have much of what is asked; where the reason is asked for, those
    that give one."""
    about = bigrams(normalized("".join(spoken(question))))
    found = {
        (item, index): len(about & bigrams(normalized(item.sentence(index))))
        for item in block.items
        if overlap(item.excerpt, excerpt)
        for index in range(len(item.ends))
    }
    why = question.operation is Operation.WHY
    reasons = [(item, index) for item, index in found if why and _gives_reason(item.sentence(index))]
    return reasons or [each for each in found if found[each] >= MUCH * max(found.values())]


def _gives_reason(text: str) -> bool:
    return any(word in text for word in REASON_WORDS)


def _answers(text: _Text, answering: Sequence[tuple[Item, int]]) -> bool:
    """Whether one of the sentences that answer is shown, and no more was dropped than not."""
    shown = any(index <= text.shown[item][1] for item, index in answering if item in text.shown)
    used = sum(count for fate, count in text.work.fates.items() if fate is not Fate.DROPPED)
    return shown and text.work.fates[Fate.DROPPED] <= used


def _reply(asked: Asked, plain: Reply, text: _Text) -> Reply:
    return Reply(plain.kind, text.draft(asked), plain.understood)
