"""LangChain's usual recipe: the recursive splitter at 500 characters with 50 shared, Chroma, the nearest vectors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from evals.peers import Retrieve, Text
from ingest.embedder import Embedder

_CHARACTERS: Final = 500
_SHARED: Final = 50


class _Ours(Embeddings):
    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._embedder.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        return self._embedder.embed_query(text)


def build(reports: Sequence[Text], embedder: Embedder, folder: Path) -> Retrieve:
    """The reports split and stored in a Chroma folder."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=_CHARACTERS, chunk_overlap=_SHARED)
    parts = splitter.create_documents([text for _, text in reports], [{"file": file} for file, _ in reports])
    store = Chroma.from_documents(parts, _Ours(embedder), persist_directory=str(folder))

    def retrieve(question: str, count: int) -> list[Text]:
        return [(found.metadata["file"], found.page_content) for found in store.similarity_search(question, k=count)]

    return retrieve
