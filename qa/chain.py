"""The retrieval chain, as LangChain runnables: question → pieces → the one that answers, or none.

Without a language model the answer is extracted: the words of the report, never others. Vectors help to
find a piece, but do not make it an answer: measured on this embedder, wrong pieces are as near to
questions that the report does not answer as right ones are to those it does. A piece answers if it
holds what is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from langchain_core.documents import Document
from langchain_core.runnables import Runnable, RunnableLambda, RunnablePassthrough

from ingest.document import Excerpt
from qa.retrieval import Candidate, ReportRetriever
from qa.text import bigrams, normalized

HOLDS: Final = 0.55
"""Share of the question's content that a piece and its headings must hold to answer it."""

HOLDS_FIGURE: Final = 0.7
"""The same, where a figure is asked for: a near miss would be a wrong number."""

ACCOUNTS: Final = 0.3
"""Share that it must hold of each word that nothing else accounted for."""

ACCOUNTS_FIGURE: Final = 0.5
"""The same, where a figure is asked for."""

LEAST: Final = 2
"""A question of fewer pairs of characters, the words for the figure aside, says too little of what it is
about to be answered by whatever holds them."""

HOLDS_TERM: Final = 0.8
"""The same for an entry of the glossary: its words are in every report, and say nothing of this one."""

ABOUT: Final = 0.72
"""Where nothing is nearer (cosine) than this, and no words are shared, the question is about something else."""

REASON_WORDS: Final = ("原因", "由于", "因为")
"""What a sentence says that gives a reason."""

PROBLEMS: Final = "问题"
"""What a heading says above sentences each of which tells what went wrong, and so why."""

FOLLOWING: Final = 2
"""How many pieces behind the one found may be quoted with it to reach the reason."""

WHOLE_SECTION: Final = 700
"""A section whose heading is what was asked for is quoted whole up to this many characters."""


@dataclass(frozen=True)
class Extract:
    """What the chain gives: the words that answer (None: nothing does), and all that was looked at."""

    excerpt: Excerpt | None
    chosen: Candidate | None
    candidates: tuple[Candidate, ...]
    share: float
    nearness: float


def build_chain(retriever: ReportRetriever) -> Runnable[dict[str, Any], Extract]:
    """The chain over a retriever, from a question's parts to an Extract: `question` as asked, what it is
    about in its own words (`spoken`), what nothing accounts for (`left_over`), which `figure` is
    asked for, and whether the reason is (`why`)."""
    found = RunnablePassthrough.assign(documents=RunnableLambda(_question) | retriever)
    return found | RunnableLambda(_extracted)


def _question(given: dict[str, Any]) -> str:
    return str(given["question"])


def _extracted(given: dict[str, Any]) -> Extract:
    documents: list[Document] = given["documents"]
    candidates = [document.metadata["candidate"] for document in documents]
    return extract(given["spoken"], given["left_over"], candidates, figure=given["figure"], why=given["why"])


def extract(
    spoken: str,
    left_over: Sequence[str],
    candidates: Sequence[Candidate],
    *,
    figure: Sequence[str] | None,
    why: bool = False,
) -> Extract:
    """Chooses among candidates. `left_over` are the words of the question that no slot accounts for.
    `figure`: a number is asked for, and an answer must say one of these words (None: no number is). Then
    several pieces that answer equally well are no answer, for each has a number of its own."""
    ranked = sorted(candidates, key=lambda c: (held(spoken, c), c.score), reverse=True)
    rest = normalized(spoken)
    for word in figure or ():
        rest = rest.replace(word, " ")
    if not ranked or sum(len(bigrams(part)) for part in rest.split() if len(part) > 1) < LEAST:
        return Extract(None, None, tuple(candidates), 0.0, nearest(candidates))
    best = ranked[0]
    answering = [c for c in ranked if _answers(spoken, left_over, c, figure) and (not why or _with_reason(c))]
    as_good = [c for c in answering if held(spoken, c) == held(spoken, answering[0])]
    chosen = None if figure is not None and len(as_good) > 1 else next(iter(answering), None)
    excerpt = quoted(spoken, chosen, why=why) if chosen else None
    return Extract(excerpt, chosen, tuple(candidates), held(spoken, chosen or best), nearest(candidates))


def nearest(candidates: Sequence[Candidate]) -> float:
    """How near (cosine) the nearest piece is; 0 if there is none."""
    return max((c.ranks.get("vectors", (0, 0.0))[1] for c in candidates), default=0.0)


def _answers(spoken: str, left_over: Sequence[str], candidate: Candidate, figure: Sequence[str] | None) -> bool:
    """Whether a piece's own words hold what is asked. Tables do not answer here: what can be looked up
    in them was looked up, and a row out of its table says nothing."""
    least = HOLDS_TERM if candidate.passage.kind == "term" else HOLDS if figure is None else HOLDS_FIGURE
    if candidate.passage.kind == "table" or held(spoken, candidate) < least:
        return False
    body, text = normalized(candidate.piece.excerpt.text), bigrams(normalized(candidate.piece.text))
    if figure is not None and not (any(c.isdecimal() for c in body) and (not figure or any(w in body for w in figure))):
        return False
    heading = normalized(_heading(candidate))
    if not bigrams(normalized(spoken)) & (bigrams(body) | bigrams(heading)):
        return False
    problem = PROBLEMS in heading  # there 准 may stand for 准确
    words = [bigrams(normalized(word)) for word in left_over if not (problem and len(word) == 1 and word in body)]
    return all(len(word & text) >= (ACCOUNTS if figure is None else ACCOUNTS_FIGURE) * len(word) for word in words)


def _heading(candidate: Candidate) -> str:
    """The heading right above a piece."""
    return candidate.passage.section.rsplit(" / ", 1)[-1]


def held(spoken: str, candidate: Candidate) -> float:
    """The share of what is asked that a piece and the headings above it hold."""
    asked = bigrams(normalized(spoken))
    if not asked:
        return 0.0
    return len(asked & bigrams(normalized(candidate.piece.text))) / len(asked)


def quoted(spoken: str, candidate: Candidate, *, why: bool) -> Excerpt:
    """The words to quote: a short section whole if its heading is what is asked for, else the piece. Where
    the reason is asked for, what follows is quoted up to the sentence that gives it."""
    passage, heading = candidate.passage, _heading(candidate)
    asked = bigrams(normalized(spoken))
    shared = len(asked & bigrams(normalized(heading)))
    if passage.kind == "section" and shared * 2 >= len(asked) and len(passage.excerpt.text) <= WHOLE_SECTION:
        return passage.excerpt
    return (_with_reason(candidate) if why else None) or candidate.piece.excerpt


def _with_reason(candidate: Candidate) -> Excerpt | None:
    """The piece, with what follows it up to the sentence that gives a reason; None where none does. What stands
    under a heading of problems is a reason."""
    if PROBLEMS in _heading(candidate):
        return candidate.piece.excerpt
    pieces = candidate.passage.pieces
    at = pieces.index(candidate.piece)
    for end in range(at + 1, min(at + 1 + FOLLOWING, len(pieces)) + 1):
        excerpt = Excerpt.join(piece.excerpt for piece in pieces[at:end])
        if any(word in excerpt.text for word in REASON_WORDS):
            return excerpt
    return None
