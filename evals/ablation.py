"""What each part of retrieval is worth: every way to search, measured on the same labelled questions.

BM25, vectors, or both fused; each piece with its prefix or without; the piece handed on or the whole passage;
and all this for each embedder. The libraries are made for the run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from statistics import fmean
from typing import Final

from evals import ablation_messages as messages
from evals.gold import Found, Label
from evals.many import embedder_named
from evals.retrieval import Mode, Ranks, measure
from evals.statistics import holm, paired_p
from ingest.document import Excerpt
from ingest.embedder import Embedder
from ingest.errors import JuesuanError
from ingest.library import Library, Writer, file_hash
from ingest.pipeline import read_report
from ingest.report import Piece, Report
from ingest.settings import settings
from qa import retrieval

HANDED_ON: Final = 5
"""Of so many texts the length is told: what is longer holds an answer more easily."""

COMPARED_BY: Final = "ndcg_at_10"

Progress = Callable[[str, int, int], None]
"""What is being done, and how much of how much is done."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to search: the list, whether pieces have their prefix, whether the whole passage is handed on.

    `embedder` is that of the library; words alone do not ask it, but it says how long a piece may be.
    """

    mode: Mode
    prefix: bool
    whole: bool
    embedder: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a variant. `characters` is the mean length of what is handed on. `p` is that of the difference from
    the variant in use, corrected for the number of variants. None: not measured."""

    variant: Variant
    ranks: Ranks
    characters: float | None = None
    p: float | None = None

    def of_kind(self, labels: Sequence[Label], kind: str) -> Ranks:
        """The ranks of one kind of question."""
        chosen = zip(labels, self.ranks.ranks or (), strict=False)
        return replace(self.ranks, ranks=tuple(rank for label, rank in chosen if label.kind == kind) or None)


def in_use() -> Variant:
    """How the program searches."""
    return Variant(Mode.HYBRID, prefix=True, whole=True, embedder=settings().embedder)


def ablate(
    labels: Sequence[Label],
    files: Sequence[Path],
    embedders: Sequence[str],
    folder: Path,
    used: Variant,
    tell: Progress,
) -> tuple[Outcome, ...]:
    """All variants over the reports in the files, with the libraries made in a folder; `used` is what the others are
    compared with. Words are searched once, in the first embedder's libraries."""
    outcomes: list[Outcome] = []
    for number, name in enumerate(embedders):
        for prefix in (True, False):
            modes = [mode for mode in Mode if number == 0 or mode is not Mode.WORDS]
            variants = [Variant(mode, prefix, whole, name) for mode in modes for whole in (False, True)]
            outcomes += _measured(labels, files, folder / f"{number}-{prefix}", variants, tell)
    return _compared(outcomes, used)


def _measured(
    labels: Sequence[Label], files: Sequence[Path], folder: Path, variants: Sequence[Variant], tell: Progress
) -> list[Outcome]:
    """The variants of one library. Without its embedder none is measured, and each says why."""
    first, embedder = variants[0], Remembering(embedder_named(variants[0].embedder))
    try:
        _take_in(folder, files, embedder, first.prefix, partial(tell, messages.EMBEDDING.format(name=first.embedder)))
        library = Library.open(folder)
        return [_searched(labels, library, embedder, variant, tell) for variant in variants]
    except JuesuanError as error:
        return [Outcome(variant, Ranks(variant.mode, None, str(error))) for variant in variants]


def _take_in(
    folder: Path, files: Sequence[Path], embedder: Embedder, prefix: bool, tell: Callable[[int, int], None]
) -> None:
    with Writer(folder, embedder, settings().lock_seconds) as writer:
        for file in files:
            report = read_report(file, embedder.fits)
            report = report if prefix else without_prefix(report)
            writer.publish(report, path=file, file_hash=file_hash(file), progress=tell)


class Remembering:
    """An embedder that embeds a question once, however often it is searched for."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.fits = embedder.fits
        self.embed_documents = embedder.embed_documents
        self.embed_query = cache(embedder.embed_query)

    @property
    def fingerprint(self) -> str:
        """The embedder's."""
        return self._embedder.fingerprint

    @property
    def max_tokens(self) -> int:
        """The embedder's."""
        return self._embedder.max_tokens


def without_prefix(report: Report) -> Report:
    """The report with pieces that say only what they quote."""
    bare = (tuple(Piece(piece.excerpt.text, piece.excerpt) for piece in p.pieces) for p in report.passages)
    passages = tuple(replace(p, pieces=pieces) for p, pieces in zip(report.passages, bare, strict=True))
    return replace(report, passages=passages)


def _searched(
    labels: Sequence[Label], library: Library, embedder: Embedder, variant: Variant, tell: Progress
) -> Outcome:
    lengths: list[int] = []

    def search(question: str, mode: Mode, limit: int) -> list[Found]:
        tell(messages.SEARCHING, len(lengths), len(labels))
        depth = 2 * retrieval.DEPTH if variant.whole else limit  # several pieces may be of one passage
        found = retrieval.search(library, embedder, question, mode=retrieval.Mode(mode.value), limit=depth)
        texts = [_found(c.passage.excerpt if variant.whole else c.piece.excerpt) for c in found]
        texts = list(dict.fromkeys(texts))[:limit]
        lengths.append(sum(len(text.text) for text in texts[:HANDED_ON]))
        return texts

    ranks = measure(labels, search, variant.mode)
    return Outcome(variant, ranks, fmean(lengths) if lengths else None)


def _found(excerpt: Excerpt) -> Found:
    return Found(excerpt.text, frozenset(span.page for span in excerpt.spans))


def _compared(outcomes: Sequence[Outcome], used: Variant) -> tuple[Outcome, ...]:
    """Each with the p-value of its difference from the one in use."""
    ours = next((o.ranks.scores(COMPARED_BY) for o in outcomes if o.variant == used), ())
    others = [o for o in outcomes if o.variant != used and ours and o.ranks.ranks]
    p_values = holm([paired_p(ours, other.ranks.scores(COMPARED_BY)) for other in others])
    compared = {other.variant: p for other, p in zip(others, p_values, strict=True)}
    return tuple(replace(outcome, p=compared.get(outcome.variant)) for outcome in outcomes)
