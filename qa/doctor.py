"""`python -m qa doctor`: whether what is set works, one line for each thing, and what to do where it does not."""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from ingest.embedder import Embedder, load_embedder
from ingest.errors import EmbedderUnavailable, JuesuanError, SettingsError
from ingest.library import ANYONE, Library
from ingest.settings import NAMED, PREFIX, Settings, library_option, settings
from qa import doctor_messages as messages

NEAR: Final = 60
"""Names less alike than this, of 100, are not offered for each other."""

_TRIED: Final = "决算"
"""Embedded to see whether the embedder works."""


class State(StrEnum):
    """How a line begins."""

    GOOD = "✓"
    WRONG = "✗"
    PLAIN = "－"  # it does not matter


@dataclass(frozen=True)
class Finding:
    """One line about one thing."""

    state: State
    text: str


@dataclass
class Checked:
    """What is checked: the library in a folder, with an embedder. `vector` is there once that has made one."""

    folder: Path
    embedder: Embedder
    vector: list[float] | None = None


Check = Callable[[Checked], Iterator[Finding]]


def examine(folder: Path | None, tell: Callable[[str], None]) -> bool:
    """Tells line by line what is found of the library in a folder (None: that of the settings) and of all else that is
    set; whether all of it works."""
    logging.getLogger("qa.llm").setLevel(logging.ERROR)  # what is wrong with the model is said here
    wrong = 0
    for name, finding in _findings(folder):
        wrong += finding.state is State.WRONG
        tell(messages.LINE.format(state=finding.state, name=messages.NAMES[name], text=finding.text))
    tell(messages.FAULTS.format(count=wrong) if wrong else messages.ALL_WELL)
    return not wrong


def _findings(folder: Path | None) -> Iterator[tuple[str, Finding]]:
    """What there is to say of each thing, by its name."""
    try:
        checked = Checked(folder or settings().library, load_embedder(settings().embedder))
    except SettingsError as error:  # without them nothing else can be said
        yield "settings", Finding(State.WRONG, str(error))
        return
    for name, check in CHECKS.items():
        for finding in check(checked):
            yield name, finding


def _settings(_: Checked) -> Iterator[Finding]:
    from rapidfuzz import fuzz, process

    known = {field.upper() for field in Settings.model_fields} | {NAMED.removeprefix(PREFIX)}
    given = [name for name in os.environ if name.upper().startswith(PREFIX)]
    unknown = [name for name in given if name.upper().removeprefix(PREFIX) not in known]
    for name in sorted(unknown):
        found = process.extractOne(name.upper().removeprefix(PREFIX), known, scorer=fuzz.ratio, score_cutoff=NEAR)
        nearest = messages.NEAREST.format(name=f"{PREFIX}{found[0]}") if found else messages.NO_NEAREST
        yield Finding(State.WRONG, messages.NO_SUCH_SETTING.format(name=name, nearest=nearest))
    if not unknown:
        yield Finding(State.GOOD, messages.SETTINGS_READ)


def _embedder(checked: Checked) -> Iterator[Finding]:
    name, started = settings().embedder, time.monotonic()
    try:
        checked.vector = checked.embedder.embed_query(_TRIED)
    except EmbedderUnavailable as error:
        yield Finding(State.WRONG, str(error))
    except Exception as error:  # noqa: BLE001 - what the libraries raise for files that are broken is not told
        yield Finding(State.WRONG, messages.EMBEDDER_BROKEN.format(name=name, cause=f"{type(error).__name__}: {error}"))
    else:
        seconds = time.monotonic() - started
        yield Finding(State.GOOD, messages.EMBEDDER_LOADS.format(name=name, seconds=seconds))


def _library(checked: Checked) -> Iterator[Finding]:
    folder, option = checked.folder, library_option(checked.folder)
    try:
        library = Library.open(folder, ANYONE)
        reports = library.reports()
        if not reports:
            yield Finding(State.WRONG, messages.EMPTY.format(folder=folder, option=option))
            return
        yield Finding(State.GOOD, messages.REPORTS.format(folder=folder, count=len(reports)))
        yield _vectors(checked, library)
    except JuesuanError as error:
        yield Finding(State.WRONG, str(error))


def _vectors(checked: Checked, library: Library) -> Finding:
    """Whether the vectors are all there, and of the embedder. Raises VectorsMissing."""
    if checked.vector is None:
        return Finding(State.PLAIN, messages.VECTORS_UNCHECKED)
    reports, fingerprint = library.reports(), checked.embedder.fingerprint
    if others := sum(report.embedder != fingerprint for report in reports):
        option = library_option(checked.folder)
        return Finding(State.WRONG, messages.OTHER_EMBEDDER.format(count=others, option=option))
    library.search_vectors(checked.vector, fingerprint=fingerprint, limit=1)
    count = sum(report.counts.pieces for report in reports)
    return Finding(State.GOOD, messages.VECTORS_COMPLETE.format(count=count))


def _model(_: Checked) -> Iterator[Finding]:
    given = settings()
    if not given.llm_model:
        others = {"LLM_BASE_URL": given.llm_base_url, "LLM_API_KEY": given.llm_api_key.get_secret_value()}
        alone = next((f"{PREFIX}{name}" for name, value in others.items() if value), "")
        wrong = Finding(State.WRONG, messages.NO_MODEL_NAME.format(name=alone))
        yield wrong if alone else Finding(State.PLAIN, messages.NO_MODEL)
        return
    from qa.llm.messages import REMEDIES
    from qa.llm.model import LanguageModel, ModelTrouble
    from qa.llm.probe import probe

    try:
        found = probe(LanguageModel.configured(given))
    except ModelTrouble as error:
        remedy = REMEDIES[error.trouble].format(
            model=given.llm_model, url=_address(given), seconds=given.llm_seconds, tokens=given.llm_tokens
        )
        text = messages.MODEL_TROUBLE.format(model=given.llm_model, trouble=error, remedy=remedy)
        yield Finding(State.WRONG, text)
        return
    state, text = (State.GOOD, messages.MODEL_ANSWERS) if found.keeps_form else (State.WRONG, messages.MODEL_FORM)
    yield Finding(state, text.format(model=given.llm_model, seconds=found.usage.seconds, tokens=found.usage))


def _address(given: Settings) -> str:
    """Where the model is asked for, without a name and password, and without what stands behind a question mark."""
    from qa.llm.model import OLLAMA_URL

    return re.sub(r"//[^/]*@", "//", given.llm_base_url or OLLAMA_URL).partition("?")[0]


def _extras(_: Checked) -> Iterator[Finding]:
    for module, what, command in messages.EXTRAS:
        text = messages.INSTALLED if find_spec(module) else messages.NOT_INSTALLED
        yield Finding(State.PLAIN, text.format(what=what, command=command))


CHECKS: Final[dict[str, Check]] = {
    "settings": _settings,
    "embedder": _embedder,
    "library": _library,
    "model": _model,
    "extras": _extras,
}
"""In this order, by their names in `messages.NAMES`."""
