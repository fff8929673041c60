"""The search by words: which pieces share the most telling words with a question (BM25).

SQLite's own `bm25()` first counts how often each word occurs in the whole index, and ranks every piece that has
one of them: among the reports of a district, almost all. So a search that is limited to a few reports scores their
pieces here. Then the time does not grow with the library, nor does what else is there change the order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from typing import Final

from sqlalchemy import Connection, bindparam, text

from ingest.library import schema

FEW: Final = 12
"""So many reports are scored here; of more, the index is quicker."""

SATURATION: Final = 1.2
LENGTH_SHARE: Final = 0.75
LEAST_WEIGHT: Final = 1e-6
"""k1 and b of BM25, and the weight of a word that more than half of the pieces have: all as SQLite's `bm25()`."""

Place = tuple[int, int]
"""A piece: its publication, and its position there."""

_ALL: Final = text(
    """
    SELECT rowid, bm25(piece_words) AS rank FROM piece_words
    WHERE piece_words MATCH :query AND rowid / :pieces IN :publications
    ORDER BY rank LIMIT :limit
    """
).bindparams(bindparam("publications", expanding=True))

_OF_ONE: Final = text("SELECT rowid, words FROM piece_words WHERE rowid BETWEEN :first AND :last")


def best_by_words(
    connection: Connection, publications: Sequence[int], words: Sequence[str], limit: int
) -> dict[Place, float]:
    """The best pieces of the publications with their scores; a higher one is better. `words` are as
    `ingest.words.segment` gives them, each once."""
    if not words or not publications:
        return {}
    if len(publications) <= FEW:
        scores = bm25(_pieces(connection, publications), words)
        return dict(sorted(scores.items(), key=lambda found: (-found[1], found[0]))[:limit])
    query = " OR ".join(f'"{word}"' for word in words)
    parameters = {"query": query, "pieces": schema.PIECES, "publications": list(publications), "limit": limit}
    return {divmod(row.rowid, schema.PIECES): -row.rank for row in connection.execute(_ALL, parameters)}


def bm25(pieces: Mapping[Place, str], words: Sequence[str]) -> dict[Place, float]:
    """The score of every piece that has one of the words (Robertson and Zaragoza 2009). The words of a piece stand
    between single spaces."""
    counts = {place: count for place, piece in pieces.items() if (count := _counted(piece, words))}
    having = Counter(word for count in counts.values() for word in count)
    weights = {word: max(log((len(pieces) - n + 0.5) / (n + 0.5)), LEAST_WEIGHT) for word, n in having.items()}
    lengths = {place: piece.count(" ") + 1 for place, piece in pieces.items()}
    usual = sum(lengths.values()) / max(len(lengths), 1)
    return {
        place: sum(weights[word] * _saturated(n, lengths[place] / usual) for word, n in count.items())
        for place, count in counts.items()
    }


def _counted(piece: str, words: Sequence[str]) -> dict[str, int]:
    """How often a piece has each of the words that it has. To look for the letters first spares most of the work."""
    if not (perhaps := [word for word in words if word in piece]):
        return {}
    split = piece.split(" ")
    return {word: n for word in perhaps if (n := split.count(word))}


def _saturated(count: int, length: float) -> float:
    """How much a word counts that a piece has so often; `length` is the piece's, in usual lengths."""
    return count * (SATURATION + 1) / (count + SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length))


def _pieces(connection: Connection, publications: Sequence[int]) -> dict[Place, str]:
    pieces: dict[Place, str] = {}
    for publication in publications:
        first = publication * schema.PIECES
        found = connection.execute(_OF_ONE, {"first": first, "last": first + schema.PIECES - 1})
        pieces |= {(publication, row.rowid - first): row.words for row in found}
    return pieces
