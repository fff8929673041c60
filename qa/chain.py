"""The retrieval chain, as LangChain runnables: question → pieces → the one that answers, or none.

Without a language model the answer is extracted: the words of the report, never others. A piece
answers if it holds enough of the question's words, or is near enough in meaning; a question for a
figure is not answered by nearness alone.
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
"""Share of the question's content that a piece and its headings must hold to answer by words."""

HOLDS_SOME: Final = 0.25
NEAR: Final = 0.80
"""A piece this near (cosine) answers if it also holds some of the question's words."""

VERY_NEAR: Final = 0.88
"""A piece this near answers whatever its words."""

ABOUT: Final = 0.70
"""Where nothing is nearer than this, and no words are shared, the question is about something else."""

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
    """The chain over a retriever: `question` as asked, what it is about in its own words (`spoken`), and
    whether a `figure` is asked for, give an Extract."""
    found = RunnablePassthrough.assign(documents=RunnableLambda(_question) | retriever)
    return found | RunnableLambda(_extracted)


def _question(given: dict[str, Any]) -> str:
    return str(given["question"])


def _extracted(given: dict[str, Any]) -> Extract:
    documents: list[Document] = given["documents"]
    candidates = [document.metadata["candidate"] for document in documents]
    return extract(str(given["spoken"]), candidates, figure=bool(given["figure"]))


def extract(spoken: str, candidates: Sequence[Candidate], *, figure: bool) -> Extract:
    """Chooses among candidates. `figure`: a number is asked for."""
    best: tuple[float, float, Candidate] | None = None
    for candidate in candidates:
        share, nearness = held(spoken, candidate), candidate.ranks.get("vectors", (0, 0.0))[1]
        if best is None or (share + nearness, candidate.score) > (best[0] + best[1], best[2].score):
            best = share, nearness, candidate
    if best is None:
        return Extract(None, None, (), 0.0, 0.0)
    share, nearness, chosen = best
    answers = share >= HOLDS or (not figure and nearness >= NEAR and share >= HOLDS_SOME)
    answers = answers or (not figure and nearness >= VERY_NEAR)
    excerpt = quoted(spoken, chosen) if answers else None
    return Extract(excerpt, chosen if answers else None, tuple(candidates), share, nearness)


def held(spoken: str, candidate: Candidate) -> float:
    """The share of what is asked that a piece and the headings above it hold."""
    asked = bigrams(normalized(spoken))
    if not asked:
        return 0.0
    return len(asked & bigrams(normalized(candidate.piece.text))) / len(asked)


def quoted(spoken: str, candidate: Candidate) -> Excerpt:
    """The words to quote: a short section whole if its heading is what is asked for, else the piece."""
    passage = candidate.passage
    heading = passage.section.rsplit(" / ", 1)[-1]
    asked = bigrams(normalized(spoken))
    shared = len(asked & bigrams(normalized(heading)))
    if passage.kind == "section" and shared * 2 >= len(asked) and len(passage.excerpt.text) <= WHOLE_SECTION:
        return passage.excerpt
    return candidate.piece.excerpt
