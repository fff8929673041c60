"""The Chroma folder: one collection a publication, one vector a piece. Derived from SQL, never the truth.

Chroma's open clients go stale: after another process has changed a collection, they give back deleted
ids and never the new ones, and raise when a filter is used. So a collection is written once, before any
reader knows of it, and never changed again; it is only dropped, and then Chroma says so. An open client
sees the collections that other processes make. That also lets reports with vectors of different
embedders stand side by side, and limits a search to the reports asked for without a filter.

This module imports chromadb and langchain: import it where vectors are really needed.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import chromadb
from chromadb.api import ClientAPI
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from ingest import messages
from ingest.errors import VectorsMissing
from ingest.library.cache import CachedEmbedder, Vector
from ingest.library.schema import VECTORS
from ingest.settings import library_option

_BATCH: Final = 256
_NAME: Final = "publication-{}"

MOST_OPEN: Final = 32
"""Collections that stay open: each takes memory for its index (3 MB for 300 vectors)."""

# The index of a collection goes to its file from `sync_threshold` vectors on. What does not stays in a queue that all
# collections share, and every process that opens one of them reads through the whole queue for it and builds that part
# of the index again: with Chroma's own threshold, 50 ms among 250 collections and more with each, instead of 8 ms.
# With Chroma's own defaults the search is too short: among the many almost equal pieces of one report
# (rows of a table) it missed the very nearest in half of the trials, with these in none.
_INDEX: Final[CreateCollectionConfiguration] = {
    "hnsw": {
        "space": "cosine",
        "ef_construction": 400,
        "ef_search": 1000,
        "max_neighbors": 32,
        "sync_threshold": 2,
        "batch_size": 2,
    }
}


class _Cached(Embeddings):
    """The library's embedder as LangChain's own class wants it."""

    def __init__(self, embedder: CachedEmbedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[Vector]:
        """From the cache, else from the model."""
        return self._embedder.embed_documents(texts)

    def embed_query(self, text: str) -> Vector:
        """From the model."""
        return self._embedder.embed_query(text)


class CollectionGone(Exception):
    """The vectors of a publication are not there, or not all of them."""


class VectorStore:
    """The vectors of one library folder. Its methods may be called from several threads.

    All but `search` raise VectorsMissing where Chroma cannot read or write its folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / VECTORS
        self._lock = threading.RLock()
        self._client: ClientAPI | None = None
        self._open: dict[int, Chroma] = {}

    def write(
        self, publication: int, texts: Sequence[str], embedder: CachedEmbedder, batch_done: Callable[[], None]
    ) -> None:
        """Makes a publication's collection: ids are publication:n, n counting the texts from 0."""
        self.drop(publication)
        with self._damage_told():
            store = Chroma(
                collection_name=_NAME.format(publication),
                embedding_function=_Cached(embedder),
                client=self._connect(),
                collection_configuration=_INDEX,
            )
            for start in range(0, len(texts), _BATCH):
                batch = list(texts[start : start + _BATCH])
                store.add_texts(batch, ids=[f"{publication}:{start + n}" for n in range(len(batch))])
                batch_done()

    def drop(self, publication: int) -> None:
        """Removes a publication's collection, if it is there."""
        with self._lock, self._damage_told():
            self._open.pop(publication, None)
            with suppress(NotFoundError):
                self._connect().delete_collection(_NAME.format(publication))

    def publications(self) -> set[str]:
        """The names of all collections."""
        with self._damage_told():
            return {collection.name for collection in self._connect().list_collections()}

    def drop_others(self, publications: Sequence[int]) -> None:
        """Removes every collection but these publications'."""
        for name in self.publications() - {_NAME.format(number) for number in publications}:
            with self._damage_told():
                self._connect().delete_collection(name)

    def search(self, publication: int, expected: int, vector: Sequence[float], limit: int) -> list[tuple[int, float]]:
        """The nearest pieces of a publication: (piece, cosine similarity), best first.

        `expected` is how many vectors SQL says there are. Raises CollectionGone.
        """
        with self._lock:
            try:
                return self._search(publication, expected, vector, limit)
            except (ChromaError, CollectionGone):
                # The folder may have been made anew under an open client: look once more, freshly.
                self.reopen()
            try:
                return self._search(publication, expected, vector, limit)
            except ChromaError as error:
                raise CollectionGone(str(error)) from error

    def reopen(self) -> None:
        """Forgets the open client and everything that it remembers."""
        with self._lock:
            self._client = None
            self._open.clear()

    @contextmanager
    def _damage_told(self) -> Iterator[None]:
        try:
            yield
        except ChromaError as error:
            option = library_option(self._folder.parent)
            said = messages.VECTORS_DAMAGED.format(folder=self._folder, cause=error, option=option)
            raise VectorsMissing(said) from error

    def _search(self, publication: int, expected: int, vector: Sequence[float], limit: int) -> list[tuple[int, float]]:
        store = self._collection(publication, expected)
        found = store.similarity_search_by_vector_with_relevance_scores(list(vector), k=limit)
        return [(int(str(document.id).partition(":")[2]), 1.0 - distance) for document, distance in found]

    def _collection(self, publication: int, expected: int) -> Chroma:
        """A publication's collection, counted when it is opened. Raises CollectionGone, ChromaError."""
        if not (self._folder / "chroma.sqlite3").exists():
            raise CollectionGone(str(self._folder))
        if publication not in self._open:
            if len(self._open) >= MOST_OPEN:
                self.reopen()
                gc.collect()  # Chroma closes no collection by itself, and its client is held in a circle
            name = _NAME.format(publication)
            store = Chroma(name, client=self._connect(), create_collection_if_not_exists=False)
            held = len(store.get(include=[])["ids"])
            if held < expected:
                raise CollectionGone(f"{name}: {held} of {expected}")
            self._open[publication] = store
        return self._open[publication]

    def _connect(self) -> ClientAPI:
        with self._lock:
            if self._client is None:
                # Chroma hands out one system for a folder, and goes on with it when the folder is made anew.
                SharedSystemClient.clear_system_cache()
                self._client = chromadb.PersistentClient(
                    str(self._folder.resolve()), settings=Settings(anonymized_telemetry=False)
                )
            return self._client
