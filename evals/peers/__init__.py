"""Others' usual recipes for asking documents, measured beside the program on the same reports and questions.

They find texts and leave the answer to a model. Without one it can be said whether the answer stands in what they
find, and that is the most that any model could make of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.embedder import Embedder

Text = tuple[str, str]
"""The file name of a report, and its text or a part of it."""

Retrieve = Callable[[str, int], Sequence[Text]]
"""A question and how many texts are wanted, to the texts, best first."""

Build = Callable[[Sequence[Text], Embedder, Path], Retrieve]
"""Whole reports, the embedder and a folder that may be written to, to what finds parts of them. Each peer's module has
one: `build`."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A recipe: its name for people, the module here that follows it, the package that it needs."""

    name: str
    module: str
    needs: str


PEERS: Final = {
    "langchain": Peer("LangChain", "evals.peers.langchain_recipe", "langchain_text_splitters"),
    "llamaindex": Peer("LlamaIndex", "evals.peers.llamaindex_recipe", "llama_index"),
    "haystack": Peer("Haystack", "evals.peers.haystack_recipe", "haystack"),
}

OURS: Final = "ours"
"""The name of the program itself among them."""

DEPTHS: Final = (4, 10)
"""How many texts are handed on: four is the usual default."""
