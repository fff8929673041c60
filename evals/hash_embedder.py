"""An embedder that costs nothing, where the vectors' meaning is not what is measured."""

from __future__ import annotations

import hashlib
from array import array
from math import sqrt


class HashEmbedder:
    """Vectors from hashes of the text's characters: alike for texts that share characters."""

    def __init__(self, name: str = "hash", dimensions: int = 512, max_tokens: int = 512) -> None:
        self.fingerprint = name
        self.max_tokens = max_tokens
        self.embedded = 0
        self._dimensions = dimensions

    def fits(self, text: str) -> bool:
        """Whether the text is within the limit, counting a token for each character."""
        return len(text) + 2 <= self.max_tokens

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each text, in order."""
        self.embedded += len(texts)
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of one text."""
        vector = array("f", bytes(4 * self._dimensions))
        for char in text:
            digest = hashlib.blake2b(f"{self.fingerprint}{char}".encode()).digest()
            vector[int.from_bytes(digest[:4], "big") % self._dimensions] += 1.0
        length = sqrt(sum(x * x for x in vector)) or 1.0
        return [x / length for x in vector]
