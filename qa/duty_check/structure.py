"""Duty clauses taken apart: a `Part` for each sentence, and an `Act` for each thing done in it.

A part says who is responsible: this organization, or the body that its sentence begins by naming, as sentences
under 职责分工 do. Reports give nothing to internal offices, so neither does this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from ingest.clauses import Flat
from ingest.document import Excerpt
from ingest.report import Duty
from qa.duty_check.lexicon import BOTH, COUNTERPART, LINKS, PLAIN, VERBS, Strength
from qa.organizations import aliases, names_body
from qa.text import normalized

_WORDS: Final = {word: strength for strength, words in VERBS.items() for word in words} | dict.fromkeys(
    PLAIN, Strength.CHARGE
)
_LEADS: Final = "(?<![府要级委关位])领导(?!同志|批示|小组|讲话|干部|班子|调研|的)"
"""领导 as a verb; mostly it means those who lead."""

_VERB: Final = "(?:" + "|".join([*sorted(_WORDS, key=len, reverse=True), _LEADS]) + ")"
_LINK: Final = "(?:" + "|".join(sorted(LINKS, key=len, reverse=True)) + ")(?!时)"
_CHAIN: Final = re.compile(rf"{_VERB}(?:(?:{_LINK})?{_VERB})*")
"""Verbs one after another: 负责指导, 牵头或参与, 统筹协调和归口管理."""

_SENTENCE: Final = re.compile(r"[^。；;]+[。；;]?")
_ACT: Final = re.compile(r"[^，,。；;：:]+")
_NUMBER: Final = re.compile(
    r"^(?:[（(][一二三四五六七八九十百\d]{1,4}[)）]|第[一二三四五六七八九十百]+条|[一二三四五六七八九十百\d]{1,4}[、.．]|[①-⑳])"
)
_OPENING: Final = re.compile(r"^(?:根据|按照|对|就|为|围绕|利用|通过|依据|在|与|及时|定期)")
"""What is done stands behind what begins so."""

_HEADING: Final = re.compile(r"(?:职责分工|的分工)[。；]?$|^关于[^，]*。$")
"""Sentences that only say what the next ones are about: they give nobody a duty."""

_TITLE: Final = re.compile(r"^(?P<who>[^，。；：]{2,30})[：:]?$")
_BRACKETED: Final = re.compile(r"（[^）]*）")
_COUNTERPART: Final = re.compile(
    rf"(?:{'|'.join(COUNTERPART)})(?P<body>(?!有关|相关|做好)(?:(?!领导)[^，。；、]){{1,16}}?"
    r"(?:委员会办公室|委办公室|办公室|办公厅|委员会|机关|机构|法院|检察院|局|委|厅|部(?!门)|中心|政府(?!领导)))(?!领导)"
)
_OBJECT: Final = re.compile(r"[、和]|以及|(?<![涉普])及(?![其时])")
_ENDING: Final = re.compile(r"(?:等)?(?:有关|相关)?(?:工作|职责|事项|任务)?$")
_BREAK: Final = re.compile(r"[，。；：、]")
MAX_SUBJECT: Final = 40


@dataclass(frozen=True)
class Act:
    """One thing done: characters `start` to `end` of its part's `flat.text`.

    `verbs` are the words before what it is about, as printed, and `strength` is how strongly they bind; where it
    begins without any, those of the act before.
    """

    start: int
    end: int
    text: str
    verbs: str
    strength: Strength
    objects: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One sentence of a clause.

    `department` is the body that has the duty; None: this organization. `counterparts` are the bodies with which it
    is done. `about` is what the heading of a division of duties says it is about, else empty.
    """

    duty: Duty
    excerpt: Excerpt
    department: str | None
    counterparts: tuple[str, ...]
    acts: tuple[Act, ...]
    about: str = ""

    @cached_property
    def flat(self) -> Flat:
        """The sentence without its number and white space."""
        return Flat.of(self.excerpt)

    @cached_property
    def text(self) -> str:
        """The sentence as words are looked for in it: in small letters."""
        return self.flat.text.lower()

    @cached_property
    def strength(self) -> Strength:
        """That of its strongest act."""
        return min((act.strength for act in self.acts), default=Strength.CHARGE)


@lru_cache(maxsize=64)
def parts(duties: tuple[Duty, ...], organization: str) -> tuple[Part, ...]:
    """The sentences of the clauses, with the body that each gives its duty to."""
    own = aliases(organization)
    found: list[Part] = []
    titled: tuple[str, str | None] | None = None
    for duty in duties:
        if titled and not duty.number.startswith(titled[0]):
            titled = None
        title = _titled(duty, own)
        if title is not None:
            titled = (duty.number, title[0])
            continue
        found += _parts(duty, own, titled[1] if titled else None)
    return tuple(found)


def _titled(duty: Duty, own: frozenset[str]) -> tuple[str | None] | None:
    """The body whose duties the sub-clauses are, where a clause is nothing but its name; None inside for this one."""
    text = _NUMBER.sub("", Flat.of(duty.excerpt).text)
    match = _TITLE.match(text)
    if not match or not duty.number or _CHAIN.match(text):
        return None
    who = _BRACKETED.sub("", normalized(match["who"]))
    if who in own:
        return (None,)
    return (match["who"],) if names_body(who) or who.endswith("社") else None


def _parts(duty: Duty, own: frozenset[str], department: str | None) -> Iterator[Part]:
    whole = Flat.of(duty.excerpt)
    number = _NUMBER.match(whole.text)
    about, named = "", list[str]()
    for match in _SENTENCE.finditer(whole.text, number.end() if number else 0):
        said = match.group()
        if _HEADING.search(said):
            about, named = _about(said), _bodies(said)
            continue
        shared = said.startswith(BOTH)
        department = None if shared else named_department(said, own, department)
        excerpt = whole.cut(*match.span())
        counterparts = tuple(named) if shared else tuple(m["body"] for m in _COUNTERPART.finditer(said))
        acts = tuple(_acts(said))
        yield Part(duty, excerpt, department, counterparts, acts, about)


_AMONG: Final = re.compile(r"^(?:\d+[.．、])?与(?P<bodies>.+?)(?:在|关于)")


def _about(heading: str) -> str:
    """What a heading says the next sentences are about, without the bodies that it names."""
    return _AMONG.sub("", heading)


def _bodies(heading: str) -> list[str]:
    match = _AMONG.match(heading)
    return match["bodies"].split("、") if match else []


def named_department(sentence: str, own: frozenset[str], before: str | None) -> str | None:
    """The body that a sentence begins by naming; that of the sentence before where it names none.

    The organization itself, under any of its names, is None.
    """
    who = sentence[: _subject(sentence)]
    if not who:
        return before
    return None if _BRACKETED.sub("", normalized(who)) in own else who


def _subject(sentence: str) -> int:
    """How many characters the body takes that a sentence begins by naming; 0 where it names none."""
    if _CHAIN.match(sentence) or _OPENING.match(sentence):
        return 0
    for chain in _CHAIN.finditer(sentence, 0, MAX_SUBJECT):
        # 区行政审批服务局 and 市场监督管理局 have verbs in their names
        who = sentence[: chain.start()]
        if not _BREAK.search(who) and names_body(_BRACKETED.sub("", normalized(who))):
            return chain.start()
    return 0


def _acts(sentence: str) -> Iterator[Act]:
    """The acts of a sentence; the subject that it begins with is no part of the first."""
    verbs, strength = "", Strength.CHARGE
    subject = _subject(sentence)
    for match in _ACT.finditer(sentence):
        start, end = match.span()
        start = max(start, subject)
        text = sentence[start:end]
        chain = _chain(text)
        if chain:
            verbs, strength = chain.group(), strength_of(chain.group())
        after = text[chain.end() :] if chain and chain.start() == 0 else text
        objects = tuple(filter(None, (_ENDING.sub("", piece) for piece in _OBJECT.split(after))))
        yield Act(start, end, text, verbs, strength, objects)


def _chain(text: str) -> re.Match[str] | None:
    """The verbs that an act is governed by: those that it begins with; behind 对…进行, the last."""
    if _OPENING.match(text):
        return max(_CHAIN.finditer(text), key=lambda match: match.start(), default=None)
    return _CHAIN.search(text)


def strength_of(verbs: str) -> Strength:
    """How strongly verbs bind, one after another: 牵头 where it is among them, else the weakest that says
    what is done, of 负责或者参与 the stronger."""
    found = re.findall(_VERB, verbs)
    telling = [_WORDS.get(word, Strength.CHARGE) for word in found if word not in PLAIN] or [Strength.CHARGE]
    if Strength.LEAD in telling:
        return Strength.LEAD
    if "或" in verbs:
        return min(_WORDS.get(word, Strength.CHARGE) for word in found)
    return max(telling)


def all_bodies(parts: Sequence[Part]) -> tuple[str, ...]:
    """The other bodies that have duties, in the order of the report."""
    return tuple(dict.fromkeys(part.department for part in parts if part.department))
