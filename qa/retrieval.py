"""Finding passages: word search and vectors, fused by reciprocal rank.

Both lists are limited to the reports in question before they are ranked. What is found is a piece;
what is handed on is the whole passage that it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from ingest.embedder import Embedder
from ingest.library import Hit, Library
from ingest.report import Passage, Piece
from ingest.words import segment

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun

RANK_CONSTANT: Final = 60
"""k of reciprocal rank fusion, as Cormack, Clarke and Büttcher (2009) have it."""

REMEMBERED: Final = 4096
"""The words of so many pieces are not cut out again."""

DEPTH: Final = 30
"""How many pieces each list contributes."""


class Mode(StrEnum):
    """Which lists are asked."""

    WORDS = "words"
    VECTORS = "vectors"
    HYBRID = "hybrid"


@dataclass(frozen=True)
class Candidate:
    """A piece that was found, its passage, and where each list had it (rank from 1, and its score)."""

    report_id: str
    index: int
    passage: Passage
    piece: Piece
    score: float
    ranks: dict[str, tuple[int, float]]


def search(
    library: Library,
    embedder: Embedder,
    question: str,
    *,
    reports: Sequence[str] | None = None,
    mode: Mode = Mode.HYBRID,
    limit: int = 5,
) -> list[Candidate]:
    """The best pieces, best first.

    Raises VectorsMissing and EmbedderMismatch where vectors are asked and cannot answer.
    """
    vector = [] if mode is Mode.WORDS else embedder.embed_query(question)
    with library.snapshot():
        lists: dict[str, list[Hit]] = {}
        if mode is not Mode.VECTORS:
            lists["words"] = library.search_words(question, reports=reports, limit=DEPTH)
        if mode is not Mode.WORDS:
            fingerprint = embedder.fingerprint
            lists["vectors"] = library.search_vectors(vector, fingerprint=fingerprint, reports=reports, limit=DEPTH)
        return [_candidate(library, hit, score, ranks) for hit, score, ranks in fused(question, lists)[:limit]]


def fused(question: str, lists: dict[str, list[Hit]]) -> list[tuple[Hit, float, dict[str, tuple[int, float]]]]:
    """The hits of all lists by reciprocal rank, best first, each with its ranks.

    Word search always finds something, if only by 的 and 情况; so a place in its list counts for as much
    as the share of the question's words that the piece holds.
    """
    hits: dict[str, Hit] = {}
    ranks: dict[str, dict[str, tuple[int, float]]] = {}
    scores: dict[str, float] = {}
    asked = {word for word in segment(question) if len(word) > 1}
    for name, found in lists.items():
        for rank, hit in enumerate(found, 1):
            weight = _share(asked, hit) if name == "words" and len(lists) > 1 else 1.0
            hits.setdefault(hit.piece_id, hit)
            ranks.setdefault(hit.piece_id, {})[name] = (rank, hit.score)
            scores[hit.piece_id] = scores.get(hit.piece_id, 0.0) + weight / (RANK_CONSTANT + rank)
    scored = [(hits[i], scores[i], ranks[i]) for i in hits]
    return sorted(scored, key=lambda found: -found[1])


def _share(asked: set[str], hit: Hit) -> float:
    return len(asked & _words(hit.text)) / len(asked) if asked else 0.0


@lru_cache(maxsize=REMEMBERED)
def _words(text: str) -> frozenset[str]:
    """The words of a piece: those of a report are found again and again."""
    return frozenset(segment(text))


def _candidate(library: Library, hit: Hit, score: float, ranks: dict[str, tuple[int, float]]) -> Candidate:
    passage = library.passage(hit.report_id, hit.passage)
    return Candidate(hit.report_id, hit.passage, passage, passage.pieces[hit.piece], score, ranks)


class ReportRetriever(BaseRetriever):
    """The search as a LangChain retriever: a Document for each passage, the candidate in its metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    embedder: Any
    reports: tuple[str, ...] | None = None
    mode: Mode = Mode.HYBRID
    limit: int = 5

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 (the signature is LangChain's)
    ) -> list[Document]:
        found = search(self.library, self.embedder, query, reports=self.reports, mode=self.mode, limit=self.limit)
        return [Document(page_content=c.piece.text, metadata={"candidate": c}) for c in found]
