"""A passage in the language model's selection and order: sentence by sentence as it writes, each checked first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.document import Excerpt
from qa import templates
from qa.chain import Extract
from qa.duty_check.structure import all_bodies, parts
from qa.llm import messages
from qa.llm.blocks import Block, blocks_of, figures_by_id, overlap
from qa.llm.checking import Fate, Kept, checked
from qa.llm.messages import Trouble
from qa.llm.model import Deadline, LanguageModel, ModelTrouble, Usage
from qa.llm.prompts import MOST_SENTENCES, writing
from qa.organizations import aliases
from qa.parts import Draft, Part, name, words
from qa.question import spoken
from qa.routes.base import Asked, Reply

MOST_DROPPED: Final = 12
"""After so many sentences without ground the rest is not read."""

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
    """What was written so far: the sentences kept, by the blocks they are from, and how many met which fate."""

    kept: list[Kept] = field(default_factory=list)
    fates: Counter[Fate] = field(default_factory=Counter)

    def add(self, found: Kept | None) -> bool:
        """Adds a sentence, None for one that was dropped; whether there is more to show than before."""
        if found and any(found.sentence == each.sentence for each in self.kept):
            return False
        self.fates[found.fate if found else Fate.DROPPED] += 1
        if found:
            self.kept.append(found)
        return found is not None

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
            if self.fates[fate]:
                yield note.format(count=self.fates[fate])


def _parts(draft: Draft, kept: Kept) -> Iterator[Part]:
    """A sentence as parts: the report's characters, the words between them, the mark."""
    sentence, stretches = kept.sentence, kept.stretches
    cited = draft.cite(sentence.excerpt, section=kept.block.section)
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
) -> tuple[Reply, list[str]]:
    """The reply in the model's selection and order; `plain`, with a note why, where too little comes of it. With
    lines for the trace.

    `show` is given the reply so far after each sentence.
    """
    if extract.chosen is None or extract.excerpt is None:
        return plain, []
    about = "".join(spoken(asked.question))
    blocks = blocks_of(extract.chosen, extract.excerpt, extract.candidates, about, asked.catalog.facts)
    usage, text, lines = Usage(), _Text(), list[str]()
    trouble: Trouble | None = None
    try:
        pieces = model.stream(writing(asked.text, [block.told() for block in blocks]), deadline, usage)
        for found in _checked(asked, sentences(pieces), blocks, lines):
            if text.add(found):
                show(_reply(asked, plain, text))
            if len(text.kept) == MOST_SENTENCES or text.fates[Fate.DROPPED] == MOST_DROPPED:
                break
    except ModelTrouble as error:
        trouble = error.trouble
    told = usage if trouble is None else trouble
    lines.append(messages.TRACE_USED.format(purpose=messages.WRITING, tokens=told, seconds=usage.seconds))
    if _answers(text, extract.excerpt):
        reply = _reply(asked, plain, text)
    else:
        reply = plain
        reply.draft.notes += [] if trouble else [messages.NOTE_UNUSED]
    reply.draft.notes += [messages.NOTE_TROUBLE.format(trouble=trouble)] if trouble else []
    return reply, lines


def _checked(asked: Asked, said: Iterable[Said], blocks: Sequence[Block], lines: list[str]) -> Iterator[Kept | None]:
    by_id, figures, names = {block.id: block for block in blocks}, figures_by_id(blocks), _names(asked)
    for sentence, ids in said:
        found = checked(sentence, ids, by_id, figures, names)
        lines.append(
            messages.TRACE_SENTENCE.format(fate=found.fate if found else Fate.DROPPED, sentence=sentence[:SHOWN])
        )
        yield found


def _names(asked: Asked) -> Collection[str]:
    """The names of units, projects and items in the report."""
    catalog, organization = asked.catalog, asked.catalog.report.identity.organization
    bodies = all_bodies(parts(catalog.duties, organization))
    offices = (office.name for office in catalog.offices)
    return {each for each in (*catalog.labels, *aliases(organization), *bodies, *offices) if each}


def _answers(text: _Text, excerpt: Excerpt) -> bool:
    """Whether the text holds a sentence of what answers by itself, and no more was dropped than kept."""
    holds = any(overlap(each.sentence.excerpt, excerpt) for each in text.kept)
    return holds and text.fates[Fate.DROPPED] <= len(text.kept)


def _reply(asked: Asked, plain: Reply, text: _Text) -> Reply:
    return Reply(plain.kind, text.draft(asked), plain.understood)
