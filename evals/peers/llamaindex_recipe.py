"""LlamaIndex's default: its sentence splitter (1,024 of its tokens, 200 shared) and its vector index in memory.

The embedder reads 512 tokens and leaves out what is beyond, as it would for anyone who changes no default. The file's
name is embedded with each part, as LlamaIndex's own reader has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.embeddings import BaseEmbedding

from evals.peers import Retrieve, Text
from ingest.embedder import Embedder


class _Ours(BaseEmbedding):
    embedder: Any

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return list(self.embedder.embed_documents(texts))

    def _get_query_embedding(self, query: str) -> list[float]:
        return list(self.embedder.embed_query(query))

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def build(reports: Sequence[Text], embedder: Embedder, folder: Path) -> Retrieve:  # noqa: ARG001 (it keeps all in memory)
    """The reports split and indexed."""
    documents = [Document(text=text, metadata={"file_name": file}) for file, text in reports]
    index = VectorStoreIndex.from_documents(documents, embed_model=_Ours(embedder=embedder))

    def retrieve(question: str, count: int) -> list[Text]:
        found = index.as_retriever(similarity_top_k=count).retrieve(question)
        return [(each.node.metadata["file_name"], each.node.get_content()) for each in found]

    return retrieve
