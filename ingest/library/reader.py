"""The library as readers see it: what is published, read from SQL; search by words and by vectors."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Row, select, tuple_

from ingest import messages
from ingest.document import Excerpt, Page, Span
from ingest.errors import EmbedderMismatch, ReportNotFound, VectorsMissing
from ingest.library import across, documents, rows, schema
from ingest.library.opened import Opened
from ingest.library.parts import PageTexts
from ingest.library.stored import (
    StoredReport,
    id_of,
    load_report,
    page_texts,
    publication_of,
    report_row,
    stored_report,
)
from ingest.library.table_rows import read_tables
from ingest.library.word_search import best_by_words
from ingest.report import (
    Check,
    Classification,
    Duty,
    Fact,
    Office,
    Passage,
    Report,
    Section,
    Table,
    Term,
    Unit,
)
from ingest.settings import library_option

_T = TypeVar("_T")

_OVERFETCH: Final = 8
_ATTEMPTS: Final = 5
"""How often a search begins anew because the library changed under it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece that was found: `passage` is the index of its passage in the report, `piece` its index
    in the passage. A higher `score` is better; it compares only within one search."""

    piece_id: str
    report_id: str
    passage: int
    piece: int
    score: float
    text: str


@dataclass(frozen=True, slots=True)
class _Held:
    """The reports of a view at one state of the library; `whole` where these are all that there are."""

    generation: int
    reports: tuple[StoredReport, ...]
    ids: frozenset[str]
    whole: bool


ANYONE: Final = None
"""The viewer who sees all reports, each person's own too: whoever looks after the library."""


class Library:
    """The read side, as one person sees it. May be used by several threads, and while another process writes.

    A viewer sees the reports of everyone and those that are the viewer's own; of the same report (organization, level,
    year, kind) only the own one, which takes the place of everyone's until it is published. A view may be of some of
    these reports only (`among`, by their keys). What a view does not hold is not there for any method: not by id, not
    in a search.
    """

    def __init__(self, opened: Opened | Path, viewer: str | None = "", among: Collection[str] | None = None) -> None:
        self._opened = opened if isinstance(opened, Opened) else Opened(opened)
        self._viewer = viewer
        self._among = among
        self._held = _Held(-1, (), frozenset(), whole=False)

    @classmethod
    def open(cls, folder: Path, viewer: str | None = "") -> Library:
        """The library in a folder. Raises NoLibrary where nothing was ever published, LibraryError
        where the database is damaged or another program version's."""
        opened = Opened(folder)
        try:
            opened.check()
        except BaseException:
            opened.close()
            raise
        return cls(opened, viewer)

    def seen_by(self, viewer: str) -> Library:
        """The same library as another person sees it."""
        return Library(self._opened, viewer)

    def among(self, keys: Collection[str]) -> Library:
        """Of these reports only, as far as the viewer sees them."""
        return Library(self._opened, self._viewer, frozenset(keys))

    def close(self) -> None:
        """Closes the database."""
        self._opened.close()

    @property
    def folder(self) -> Path:
        """Where the library is."""
        return self._opened.folder

    @property
    def generation(self) -> int:
        """Grows with every publication and removal; what was derived from an older one is stale."""
        with self._reading() as connection:
            return schema.generation_of(connection)

    @contextmanager
    def snapshot(self) -> Iterator[Library]:
        """All that is read within the block is one state of the library, whatever is published, replaced or removed
        meanwhile; also by threads that work for it in its context, as those of LangChain do."""
        with self._opened.snapshot():
            yield self

    # what is published

    def reports(self) -> tuple[StoredReport, ...]:
        """All reports, by organization, level and year; read once for each generation, so that to ask for them
        again costs next to nothing and gives the same tuple."""
        with self._reading() as connection:
            return self._seen(connection).reports

    def holds(self, report_id: str) -> bool:
        """Whether a report is there."""
        with self._reading() as connection:
            return report_id in self._seen(connection).ids

    def report(self, report_id: str) -> StoredReport:
        """One report. Raises ReportNotFound."""
        with self._reading() as connection:
            return stored_report(self._row(connection, report_id))

    def document(self, report_id: str) -> Path | None:
        """The copy of the PDF that a report was read from; None where it was another format, or the copy is gone."""
        return documents.kept(self.folder, self.report(report_id).file_hash)

    def pages(self, report_id: str) -> tuple[Page, ...]:
        """The pages with their texts. Raises ReportNotFound, like all that follow."""
        return self._part(report_id, lambda c, n, _at: rows.read_pages(c, n))

    def page(self, report_id: str, number: int) -> Page | None:
        """One page with the places of its characters."""
        with self._reading() as connection:
            publication = self._row(connection, report_id).publication
            return rows.read_page(connection, publication, number)

    def sections(self, report_id: str) -> tuple[Section, ...]:
        """The outline with its paragraphs."""
        return self._part(report_id, rows.read_sections)

    def tables(self, report_id: str) -> tuple[Table, ...]:
        """The official forms."""
        return self._part(report_id, read_tables)

    def facts(self, report_id: str) -> tuple[Fact, ...]:
        """All figures and reasons."""
        return self._part(report_id, rows.read_facts)

    def duties(self, report_id: str) -> tuple[Duty, ...]:
        """The duty clauses."""
        return self._part(report_id, rows.read_duties)

    def offices(self, report_id: str) -> tuple[Office, ...]:
        """The internal offices."""
        return self._part(report_id, rows.read_offices)

    def units(self, report_id: str) -> tuple[Unit, ...]:
        """The units whose accounts the report adds up."""
        return self._part(report_id, rows.read_units)

    def terms(self, report_id: str) -> tuple[Term, ...]:
        """The glossary."""
        return self._part(report_id, rows.read_terms)

    def checks(self, report_id: str) -> tuple[Check, ...]:
        """The balance identities with their outcomes."""
        with self._reading() as connection:
            publication = self._row(connection, report_id).publication
            return rows.read_checks(connection, publication)

    def passages(self, report_id: str) -> tuple[Passage, ...]:
        """All passages with their pieces; of the reports asked for last, read once."""
        return self._part(report_id, self._kept_passages)

    def passage(self, report_id: str, index: int) -> Passage:
        """One passage, as `Hit.passage` names it. Raises ReportNotFound."""
        passages = self.passages(report_id)
        if not 0 <= index < len(passages):
            raise ReportNotFound(messages.PASSAGE_NOT_FOUND.format(id=report_id, index=index))
        return passages[index]

    def excerpt(self, report_id: str, spans: Sequence[Span]) -> Excerpt:
        """What stands on the pages at these spans."""
        plain = [[span.page, span.start, span.end] for span in spans]
        return self._part(report_id, lambda _c, _n, at: at.excerpt(plain))

    # many reports at once

    def figures(
        self,
        report_ids: Sequence[str],
        *,
        items: Collection[str] = (),
        codes: Collection[str] = (),
        breakdowns: Collection[str] = (),
    ) -> dict[str, tuple[Fact, ...]]:
        """The facts about any of these items, with any of these codes or breakdowns, by report. Reports that are
        not there any more, and those without such a fact, are left out."""
        with self._reading() as connection:
            found = across.read_figures(connection, self._numbers(connection, report_ids), items, codes, breakdowns)
        return {id_of(publication): facts for publication, facts in found.items()}

    def names(self, classifications: Collection[Classification]) -> tuple[Fact, ...]:
        """A fact for each name that figures of these lists have in any report: without a place."""
        with self._reading() as connection:
            held = self._seen(connection)
            among = None if held.whole else self._numbers(connection, held.ids)
            return across.read_names(connection, classifications, among)

    def all_duties(self, report_ids: Sequence[str]) -> dict[str, tuple[Duty, ...]]:
        """The duty clauses by report."""
        with self._reading() as connection:
            found = across.read_all_duties(connection, self._numbers(connection, report_ids))
        return {id_of(publication): duties for publication, duties in found.items()}

    def all_terms(self, report_ids: Sequence[str]) -> dict[str, tuple[Term, ...]]:
        """The glossaries by report."""
        with self._reading() as connection:
            found = across.read_all_terms(connection, self._numbers(connection, report_ids))
        return {id_of(publication): terms for publication, terms in found.items()}

    def load(self, report_id: str) -> Report:
        """The whole report, equal to what was published."""
        with self._reading() as connection:
            return load_report(connection, self._row(connection, report_id).publication)

    # search

    def search_words(self, query: str, *, reports: Sequence[str] | None = None, limit: int) -> list[Hit]:
        """The pieces that share the most telling words with the query (BM25), best first.

        `reports` limits it to those ids, before anything is ranked; ids that are not there any more are passed over.
        """
        from ingest.words import segment

        words = tuple(dict.fromkeys(segment(query)))
        with self._reading() as connection:
            asked = [row.publication for row in self._asked(connection, reports)]
            return _hits(connection, best_by_words(connection, asked, words, limit))

    def search_vectors(
        self,
        vector: Sequence[float],
        *,
        fingerprint: str,
        reports: Sequence[str] | None = None,
        limit: int,
    ) -> list[Hit]:
        """The pieces nearest to a vector made by the embedder with this fingerprint, best first.

        `reports` as in `search_words`. Raises VectorsMissing, EmbedderMismatch.
        """
        held = self._opened.held
        for attempt in range(_ATTEMPTS):
            with self.snapshot(), self._reading() as connection:
                asked = self._asked(connection, reports)
                if any(row.embedder != fingerprint for row in asked):
                    raise EmbedderMismatch(messages.EMBEDDER_MISMATCH)
                found, gone = self._nearest(asked, vector, limit)
                if gone and schema.generation_of(connection) == self._opened.newest_generation():
                    folder, option = self.folder / schema.VECTORS, library_option(self.folder)
                    raise VectorsMissing(messages.VECTORS_MISSING.format(folder=folder, option=option))
                # Vectors that a newer generation took away are no error: look at that one, unless the
                # caller holds on to this one.
                if not gone or held or attempt == _ATTEMPTS - 1:
                    return _hits(connection, found)[:limit]
        raise AssertionError("the last attempt returns")

    def _nearest(
        self, asked: Sequence[Row[Any]], vector: Sequence[float], limit: int
    ) -> tuple[dict[tuple[int, int], float], bool]:
        """Similarity by (publication, piece), and whether some report's vectors are gone."""
        found: dict[tuple[int, int], float] = {}
        gone = False
        wanted = [(row.publication, row.counts["pieces"]) for row in asked if row.counts["pieces"]]
        if not wanted:
            return found, gone
        from ingest.library.vectors import CollectionGone

        store = self._opened.vector_store()
        for publication, expected in wanted:
            try:
                nearest = store.search(publication, expected, vector, limit + _OVERFETCH)
            except CollectionGone:
                gone = True
                continue
            found |= {(publication, piece): score for piece, score in nearest}
        return found, gone

    # what the view holds

    def _reading(self) -> AbstractContextManager[Connection]:
        return self._opened.reading()

    def _seen(self, connection: Connection) -> _Held:
        """What the view holds at this state of the library."""
        generation, reports = self._opened.listed(connection)
        held = self._held
        if held.generation != generation:
            seen = [report for report in reports if self._viewer in (ANYONE, report.upload.owner) or not report.private]
            if self._viewer is not ANYONE:
                own = {report.report_key for report in seen if report.private}
                seen = [report for report in seen if report.private or report.report_key not in own]
            if self._among is not None:
                seen = [report for report in seen if report.report_key in self._among]
            ids = frozenset(report.id for report in seen)
            self._held = held = _Held(generation, tuple(seen), ids, whole=len(seen) == len(reports))
        return held

    def _row(self, connection: Connection, report_id: str) -> Row[Any]:
        """The row of a report that the view holds. Raises ReportNotFound."""
        row = report_row(connection, publication_of(report_id))
        if report_id not in self._seen(connection).ids:
            raise ReportNotFound(messages.REPORT_NOT_FOUND.format(id=report_id))
        return row

    def _numbers(self, connection: Connection, report_ids: Iterable[str]) -> list[int]:
        """The publications of those reports that the view holds."""
        held = self._seen(connection).ids
        return [publication_of(report_id) for report_id in report_ids if report_id in held]

    def _asked(self, connection: Connection, reports: Sequence[str] | None) -> list[Row[Any]]:
        """The rows of the reports that a search is limited to; None is all that the view holds."""
        held = self._seen(connection)
        c = schema.reports.c
        query = select(c.publication, c.embedder, c.counts).order_by(c.publication)
        if reports is not None or not held.whole:
            wanted = held.ids if reports is None else reports
            query = query.where(c.publication.in_(self._numbers(connection, wanted)))
        return list(connection.execute(query))

    def _part(self, report_id: str, read: Callable[[Connection, int, PageTexts], _T]) -> _T:
        """What `read` makes of a publication. Raises ReportNotFound."""
        with self._reading() as connection:
            publication = self._row(connection, report_id).publication
            return read(connection, publication, self._page_texts(connection, publication))

    def _page_texts(self, connection: Connection, publication: int) -> PageTexts:
        """What the excerpts of a publication are read from: the same for each of its parts."""
        generation = schema.generation_of(connection)
        return self._opened.texts.get((generation, publication), lambda: page_texts(connection, publication))

    def _kept_passages(self, connection: Connection, publication: int, at: PageTexts) -> tuple[Passage, ...]:
        generation = schema.generation_of(connection)
        return self._opened.passages.get(
            (generation, publication), lambda: rows.read_passages(connection, publication, at)
        )


def _hits(connection: Connection, scores: dict[tuple[int, int], float]) -> list[Hit]:
    """The pieces with these scores by (publication, position), best first. What SQL does not know is
    dropped."""
    c = schema.pieces.c
    query = select(c.publication, c.position, c.passage, c.piece, c.text).where(
        tuple_(c.publication, c.position).in_(list(scores))
    )
    hits = [
        Hit(
            piece_id=f"{row.publication}:{row.position}",
            report_id=id_of(row.publication),
            passage=row.passage,
            piece=row.piece,
            score=scores[row.publication, row.position],
            text=row.text,
        )
        for row in connection.execute(query)
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.report_id, hit.passage, hit.piece))
