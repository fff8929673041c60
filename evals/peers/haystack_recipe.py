"""Haystack's hybrid: BM25 and vectors over its document store in memory, joined by reciprocal rank.

Its splitters count words between spaces by default, and Chinese has none; so its recursive splitter counts
characters here, as many as in the LangChain recipe, and ends sentences at 。.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"

from haystack import Document
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import RecursiveDocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

from evals.peers import Retrieve, Text
from ingest.embedder import Embedder

_CHARACTERS: Final = 500
_SHARED: Final = 50
_SEPARATORS: Final = ["\n\n", "。", "\n", " "]


def build(reports: Sequence[Text], embedder: Embedder, folder: Path) -> Retrieve:  # noqa: ARG001 (it keeps all in memory)
    """The reports split, embedded and stored."""
    splitter = RecursiveDocumentSplitter(
        split_length=_CHARACTERS, split_overlap=_SHARED, split_unit="char", separators=_SEPARATORS
    )
    parts = splitter.run([Document(content=text, meta={"file": file}) for file, text in reports])["documents"]
    embedded = embedder.embed_documents([part.content for part in parts])
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    store.write_documents([replace(part, embedding=vector) for part, vector in zip(parts, embedded, strict=True)])
    words, vectors = InMemoryBM25Retriever(store), InMemoryEmbeddingRetriever(store)
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion")

    def retrieve(question: str, count: int) -> list[Text]:
        by_words = words.run(query=question)["documents"]
        by_vectors = vectors.run(query_embedding=embedder.embed_query(question))["documents"]
        found = joiner.run([by_words, by_vectors], top_k=count)["documents"]
        return [(each.meta["file"], each.content) for each in found]

    return retrieve
