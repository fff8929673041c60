"""Vectors kept in SQL by (hash of the text, embedder), so that no text is embedded twice."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Column, Connection, Engine, Row, select
from sqlalchemy.dialects.sqlite import insert

from ingest import messages
from ingest.embedder import Embedder
from ingest.errors import EmbedderMismatch
from ingest.library import schema

_BATCH: Final = 32
"""Texts embedded between two commits: what a killed run loses at most."""

_LOOKUP: Final = 500
"""Hashes asked for in one statement, below SQLite's limit of variables."""

Vector = list[float]
Progress = Callable[[int, int], None]


def text_hash(text: str) -> str:
    """What a cached vector is found by."""
    return hashlib.sha256(text.encode()).hexdigest()


class CachedEmbedder:
    """An embedder that looks into SQL first."""

    def __init__(self, engine: Engine, embedder: Embedder) -> None:
        self._engine = engine
        self._embedder = embedder

    def warm(self, texts: Iterable[str], progress: Progress) -> None:
        """Embeds what is not cached yet. `progress` is told how many of how many are done.

        Raises EmbedderMismatch for a text longer than the embedder reads.
        """
        unique = list(dict.fromkeys(texts))
        known = self._known_hashes(unique)
        missing = [text for text in unique if text_hash(text) not in known]
        self._refuse_long(missing)
        done = len(unique) - len(missing)
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            self._store(batch, self._embedder.embed_documents(batch))
            done += len(batch)
            progress(done, len(unique))

    def embed_documents(self, texts: list[str]) -> list[Vector]:
        """The vectors of texts, in order."""
        self.warm(texts, lambda _done, _total: None)
        known = self._known(texts)
        return [known[text_hash(text)] for text in texts]

    def embed_query(self, text: str) -> Vector:
        """The vector of a question; not cached."""
        return self._embedder.embed_query(text)

    def _refuse_long(self, texts: Sequence[str]) -> None:
        for text in texts:
            if not self._embedder.fits(text):
                raise EmbedderMismatch(messages.PIECE_TOO_LONG.format(limit=self._embedder.max_tokens, start=text[:30]))

    def _known_hashes(self, texts: Sequence[str]) -> set[str]:
        column = schema.cached_vectors.c.text_hash
        return {row.text_hash for row in self._cached(texts, column)}

    def _known(self, texts: Sequence[str]) -> dict[str, Vector]:
        c = schema.cached_vectors.c
        return {row.text_hash: array("f", row.vector).tolist() for row in self._cached(texts, c.text_hash, c.vector)}

    def _cached(self, texts: Sequence[str], *columns: Column[Any]) -> Iterator[Row[Any]]:
        """What is kept of the texts' vectors."""
        c = schema.cached_vectors.c
        hashes = list({text_hash(text) for text in texts})
        with self._engine.connect().execution_options(reading=True) as connection:
            for start in range(0, len(hashes), _LOOKUP):
                some = c.text_hash.in_(hashes[start : start + _LOOKUP])
                yield from connection.execute(select(*columns).where(c.embedder == self._embedder.fingerprint, some))

    def _store(self, texts: Sequence[str], vectors: Sequence[Vector]) -> None:
        rows = [
            {
                "text_hash": text_hash(text),
                "embedder": self._embedder.fingerprint,
                "vector": array("f", vector).tobytes(),
            }
            for text, vector in zip(texts, vectors, strict=True)
        ]
        with self._engine.begin() as connection:
            connection.execute(insert(schema.cached_vectors).on_conflict_do_nothing(), rows)


def prune(connection: Connection) -> None:
    """Forgets vectors of texts that no report has any more."""
    texts = connection.execute(select(schema.pieces.c.text).distinct()).scalars()
    used = {text_hash(text) for text in texts}
    table = schema.cached_vectors
    cached = connection.execute(select(table.c.text_hash).distinct()).scalars()
    for unused in [known for known in cached if known not in used]:
        connection.execute(table.delete().where(table.c.text_hash == unused))
