"""The glossary (名词解释): what each term is called, and its entry verbatim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.document import Excerpt
from ingest.forms import unspaced
from ingest.report import Paragraph, Section, Term

TITLE: Final = re.compile(r"名词解释|名词释义|术语解释|专业名词")
"""Titles of a glossary."""

NAME_ENDS: Final = re.compile(
    r"[：:]|[，,、]?\s*(?=主要用于|主要反映|反映|是指|即指|指的是|系指)|[，,]\s*(?=指|是|包括)|(?<=[）)”])(?=指)|\s+(?=指)"
)
"""What ends the name of a term: a colon, or the first words of its definition."""

MAX_NAME: Final = 80
"""Longer beginnings are no names, in characters; names by 类、款、项 are the longest."""

NOT_A_NAME: Final = re.compile(r"[。；;]|^(?:指|是|反映|包括)")

LAST_LEVEL: Final = re.compile(r"(?:.*[（(](?:类|款)[)）])?(?P<name>.+?)[（(][类款项][)）]$")
"""The innermost level of a functional item: X（类）Y（款）Z（项）."""

SHORT_FOR: Final = re.compile(r"(?:以下)?简称\s*[：:]?\s*[“\"「]?(?P<name>[^”\"」，。；、）)]{2,20})[”\"」）)]")
Entry = tuple[str, Excerpt, str]
"""Number, whole text, and the name where a heading gives it."""

_QUOTES: Final = re.compile(r"[“”\"「」『』]")
_BRACKETS: Final = re.compile(r"[（(][^（）()]*[)）]")


def read_glossary(sections: Sequence[Section]) -> tuple[Term, ...]:
    """The entries of the glossary in order. An entry's excerpt is all of it, with its number."""
    terms = (_term(section, *entry) for section in sections for entry in _entries(section))
    return tuple(term for term in terms if term)


def aliases_of(name: str, entry: str) -> tuple[str, ...]:
    """Shorter ways to say a name: the innermost level, without quotes, without brackets, 简称."""
    name = unspaced(name)
    found = []
    if level := LAST_LEVEL.fullmatch(name):
        found.append(level["name"])
    else:
        plain = _QUOTES.sub("", name)
        found += [plain, _BRACKETS.sub("", plain)]
    if short := SHORT_FOR.search(unspaced(entry)):
        found.append(_QUOTES.sub("", short["name"]))
    return tuple(dict.fromkeys(alias for alias in found if alias and alias != name))


def _entries(section: Section) -> Sequence[Entry]:
    """The entries in a section of a glossary; none in other sections."""
    paragraphs = section.paragraphs
    if TITLE.search(unspaced(section.title)):
        return _joined(paragraphs)
    if any(TITLE.search(unspaced(title)) for title in section.path[:-1]):
        if paragraphs and (paragraphs[0].number or _name(paragraphs[0].text)):
            return _joined(paragraphs)
        whole = Excerpt.join((section.heading, *(p.excerpt for p in paragraphs)))
        return [(section.number, whole, unspaced(section.title))] if paragraphs else []
    start = _below_title(paragraphs)
    return _joined(paragraphs[start:]) if start else []


def _below_title(paragraphs: Sequence[Paragraph]) -> int:
    """Index of the first paragraph below a glossary's title that is no heading of its own; 0 if none is."""
    titles = (i for i, p in enumerate(paragraphs) if TITLE.fullmatch(unspaced(p.text).removeprefix(p.number)))
    return next(titles, -1) + 1


def _joined(paragraphs: Sequence[Paragraph]) -> list[Entry]:
    """Entries of paragraphs: one that has no number and defines nothing goes on with the one before."""
    entries: list[Entry] = []
    for paragraph in paragraphs:
        if paragraph.number or not entries or (not entries[-1][0] and _name(paragraph.text)):
            entries.append((paragraph.number, paragraph.excerpt, ""))
        else:
            number, excerpt, name = entries[-1]
            entries[-1] = number, Excerpt.join((excerpt, paragraph.excerpt)), name
    return entries


def _name(text: str) -> str:
    """The name that an entry without its number begins with; empty if it defines nothing."""
    end = NAME_ENDS.search(text)
    name = text[: end.start()].strip() if end else ""
    return "" if NOT_A_NAME.search(name) or len(unspaced(name)) > MAX_NAME else name


def _term(section: Section, number: str, excerpt: Excerpt, name: str) -> Term | None:
    """The entry as a term; None where it defines nothing."""
    name = name or unspaced(_name(excerpt.text[_number_end(excerpt.text, number) :]))
    return Term(number, name, aliases_of(name, excerpt.text), excerpt, section.label) if name else None


def _number_end(text: str, number: str) -> int:
    """Where the text goes on behind its number, which may be printed with blanks in it."""
    end = 0
    for char in number:
        while end < len(text) and text[end].isspace():
            end += 1
        end += 1 if end < len(text) and text[end] == char else 0
    return end
