"""The one door: `Assistant.ask(question, history) -> Answer`.

The page, the command line and the evaluation all come through here. Exact routes first; what they
pass on goes to retrieval; nothing leaves that grounding does not pass.
"""

from __future__ import annotations

import datetime
import logging
import threading
import time
from collections.abc import Callable, Collection, Sequence
from copy import copy
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.document import Excerpt
from ingest.embedder import Embedder, load_embedder
from ingest.errors import EmbedderMismatch, EmbedderUnavailable, QuestionError, ReportNotFound, VectorsMissing
from ingest.library import Library
from ingest.library.kept import Kept
from ingest.numbers import numbers_in
from ingest.settings import settings
from qa import templates
from qa.across import Scope, definitions, newest, side_by_side, whose_duty
from qa.across.read import EVERYWHERE
from qa.answer import Answer, Citation, Kind, Refusal, RefusalKind
from qa.asked_back import not_here
from qa.catalog import Catalog
from qa.duty_check import Verdict, check
from qa.english import in_chinese, is_english
from qa.follow_up import continued, stands_alone
from qa.grounding import faults
from qa.in_turn import Turn, in_turn, joined, parts_of
from qa.lexicon import Operation
from qa.notes import common_notes, kind_notes, of_choice, refusal_text
from qa.question import (
    Question,
    asked_of,
    figure_words,
    read_question,
    spoken,
    without_pointing,
    without_preamble,
    without_which,
)
from qa.routes import ACCOUNTING, ROUTES, Asked, Reply, Route, never_said, other_task, refused, unknown_body
from qa.routes.asides import asides, borne_out
from qa.select import Selection, Several, chosen, leans_on, select, within
from qa.shelf import Shelf
from qa.source import Source
from qa.text import CONTENT
from qa.trace import Trace, Way

if TYPE_CHECKING:
    from qa.chain import Extract
    from qa.llm.model import LanguageModel

Show = Callable[[Answer], None]
"""Is given an answer as far as it is written."""

log = logging.getLogger(__name__)

TRACED = 8
"""So many reports of several are named in the trace."""

LOOKED_AT = 60
"""How many pieces the chain may choose from: all of both lists, for one that holds the words asked may be far
down by vectors."""


MOST_KEPT: Final = 32
"""Of so many reports the catalogue is kept in memory: of a few megabytes each."""

MOST_VIEWS: Final = 32
"""For so many persons and choices of reports what their reports have in common is kept in memory."""


class Assistant:
    """Answers questions from a library. May be used by several threads."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        *,
        today: Callable[[], datetime.date] = datetime.date.today,
        model: LanguageModel | None = None,
    ) -> None:
        self.library = library
        self.embedder = embedder
        self.model = model
        self._today = today
        self._lock = threading.Lock()
        self._generation = 0
        self._catalogs: Kept[str, Catalog] = Kept(MOST_KEPT)
        self._sources: Kept[str, Source] = Kept(MOST_KEPT)
        self._shelf: Shelf | None = None
        self._everywhere: Catalog | None = None
        self.searches = True
        self._views: Kept[str | frozenset[str], Assistant] = Kept(MOST_VIEWS)

    def seen_by(self, viewer: str) -> Assistant:
        """The assistant for another person: over the reports of everyone and those of this person alone."""
        return self._views.get(viewer, lambda: self._over(self.library.seen_by(viewer))) if viewer else self

    def among(self, keys: frozenset[str]) -> Assistant:
        """The assistant over these reports only."""
        return self._views.get(keys, lambda: self._over(self.library.among(keys)))

    def _over(self, library: Library) -> Assistant:
        """An assistant over a view of the same library: what is kept of single reports is shared."""
        view = Assistant(library, self.embedder, today=self._today, model=self.model)
        view._catalogs, view._sources = self._catalogs, self._sources
        return view

    @classmethod
    def open(
        cls,
        folder: Path | None = None,
        *,
        today: Callable[[], datetime.date] = datetime.date.today,
        with_model: bool = True,
    ) -> Assistant:
        """The assistant over the library in a folder (default: the settings'), with the language model that the
        settings name, if any. Raises NoLibrary."""
        library = Library.open(folder or settings().library)
        model = None
        if with_model and settings().llm_model:
            from qa.llm.model import LanguageModel

            model = LanguageModel.configured(settings())
        return cls(library, load_embedder(settings().embedder), today=today, model=model)

    def ask(self, question: str, history: Sequence[Answer] = (), *, among: Collection[str] | None = None) -> Answer:
        """Answers a question, as the next of a conversation whose earlier answers are `history`; from the reports with
        the keys in `among` only, if it is given.

        Raises QuestionError for an empty or overlong question, LibraryError where the library cannot
        answer, ReportNotFound where none of the chosen reports is there (each with a Chinese message).
        """
        return self.explain(question, history, among=among)[0]

    def explain(
        self,
        question: str,
        history: Sequence[Answer] = (),
        *,
        among: Collection[str] | None = None,
        show: Show | None = None,
    ) -> tuple[Answer, Trace]:
        """As `ask`, with how the answer came about. What a language model writes is given to `show` as it grows."""
        started = time.perf_counter()
        trace = Trace()
        # Half of a character, as a broken command line gives it, can neither be stored nor printed.
        question = question.encode("utf-8", "replace").decode()
        _check(question)
        if among is not None:
            return self._explain_among(question, history, frozenset(among), show)
        with self.library.snapshot():
            answer = self._answered(question, tuple(history), trace)
        if self.model and self.searches:
            answer = self._helped(answer, tuple(history), trace, self.model, show)
        elapsed = round((time.perf_counter() - started) * 1000, 1)
        return answer.model_copy(update={"elapsed_ms": elapsed}), trace

    def exact(self) -> Assistant:
        """The same without retrieval, for a few questions in a row: quick, and what only a search can answer is
        refused."""
        exact = copy(self)
        exact.searches = False
        return exact

    def _explain_among(
        self, question: str, history: Sequence[Answer], keys: frozenset[str], show: Show | None
    ) -> tuple[Answer, Trace]:
        """As `explain`, from these reports only. What is not among them is told by the names of all that are here: of
        a report that is alone much would be taken for its own."""
        view = self.among(keys)
        if not view.library.reports():
            raise ReportNotFound(templates.CHOICE_GONE)
        bodies = set(view.shelf().organizations)
        named = [name for name in self.shelf().read(question, this_year=self._today().year).names if not name.bare]
        if named and not any(bodies & name.organizations for name in named):
            return of_choice(not_here(view.shelf(), question, named[0].text), view.shelf()), Trace()
        answer, trace = view.explain(question, history, show=show)
        return of_choice(answer, view.shelf()), trace

    def _helped(
        self, answer: Answer, history: tuple[Answer, ...], trace: Trace, model: LanguageModel, show: Show | None
    ) -> Answer:
        """The answer with what the language model makes of it. The library is not held while it is waited for."""
        from qa.llm.help import helped

        def ask(text: str) -> Answer:
            with self.library.snapshot():
                return self._answered(text, (), Trace())

        def checked(asked: Asked, reply: Reply) -> Answer:
            return self._checked(asked, reply, Trace())

        this_year = self._today().year
        return helped(answer, history, trace, model, ask=ask, checked=checked, show=show, this_year=this_year)

    def catalog(self, report_id: str) -> Catalog:
        """What one report holds; of the reports asked about last, read once for each state of the library."""
        self._forget_stale()
        self._check(report_id)
        return self._catalogs.get(report_id, lambda: Catalog.load(self.library, self.library.report(report_id)))

    def check_duties(
        self, tasks: Sequence[str], report_id: str, progress: Callable[[int, int], None] | None = None
    ) -> list[Verdict]:
        """Whose duty each task is, as a report says, in order. `progress` is told how many of how many are done.

        Raises ReportNotFound, and LibraryError where the library cannot answer.
        """
        with self.library.snapshot():
            catalog = self.catalog(report_id)
            printed = {page.number: page.printed for page in self._source(report_id).pages}
            return check(tasks, catalog, lambda task: self._near(task, report_id), progress, printed)

    def _near(self, task: str, report_id: str) -> list[Excerpt]:
        """The stretches of a report that are nearest to a task, best first; by words alone where the vectors cannot
        answer."""
        from qa.retrieval import Mode, search

        try:
            found = search(self.library, self.embedder, task, reports=(report_id,), limit=LOOKED_AT)
        except (VectorsMissing, EmbedderMismatch, EmbedderUnavailable):
            found = search(self.library, self.embedder, task, reports=(report_id,), mode=Mode.WORDS, limit=LOOKED_AT)
        return [candidate.piece.excerpt for candidate in found if candidate.passage.kind == "duty"]

    def _forget_stale(self) -> None:
        """Drops what was read of an earlier generation: ids may come again in a library made anew."""
        generation = self.library.generation
        with self._lock:
            if generation != self._generation:
                self._catalogs.clear()
                self._sources.clear()
                self._shelf = self._everywhere = None
                self._generation = generation

    def _placed(self, citation: Citation) -> Citation:
        return self._source(self.shelf().by_title[citation.report].id).placed(citation)

    def _check(self, report_id: str) -> None:
        """Raises ReportNotFound for a report that this view does not hold: what is kept of reports is shared."""
        if not self.library.holds(report_id):
            self.library.report(report_id)

    def _source(self, report_id: str) -> Source:
        self._check(report_id)
        return self._sources.get(report_id, lambda: Source(self.library, report_id))

    def _answered(self, text: str, history: tuple[Answer, ...], trace: Trace) -> Answer:
        said, selection, history = self._selected(text, history)
        if isinstance(selection, Answer):
            trace.add("报告", selection.text)
            trace.add("途径", Way.SHELF)
            return selection
        if isinstance(selection, Several):
            return self._of_several(said, selection, history, trace)
        return self._of_one(said, selection, history, trace)

    def _of_one(self, said: str, selection: Selection, history: tuple[Answer, ...], trace: Trace) -> Answer:
        """The answer of one report."""
        trace.add("报告", f"{selection.report.title}（{selection.why}）")
        asked, reply = self._routed(said, selection, history, trace)
        reply = self._in_parts(asked, selection.text or said, selection, history, reply) or reply
        trace.add("途径", Way.EXACT if reply else Way.RETRIEVAL)
        trace.asked = asked
        if reply is None:
            reply, extract = self._retrieved(asked)
            trace.passage = (reply, extract) if extract and reply.kind is Kind.PASSAGE else None
        for line in asked.trace:
            trace.add("候选", line)
        trace.add("答复", f"{reply.kind.value}")
        answer = self._checked(asked, reply, trace)
        note = templates.NOTE_REPORT.format(title=selection.report.title)
        if len(self.shelf().reports) == 1 or note in answer.notes:
            return answer
        return answer.model_copy(update={"notes": (note, *answer.notes)})

    def _in_parts(
        self, asked: Asked, said: str, selection: Selection, history: tuple[Answer, ...], whole: Reply | None
    ) -> Reply | None:
        """The parts of a question that asks several things, answered in turn; None where the whole answers better."""
        shown, texts = parts_of(asked.text), parts_of(said)
        if is_english(said):
            texts = list(map(in_chinese, texts))
        if not shown or len(shown) != len(texts):
            return None
        before = list(history)

        def ask(text: str) -> tuple[Asked, Reply | None]:
            return self._routed(text, replace(selection, text=text), tuple(before), Trace())

        turns = []
        for words, part, exact in in_turn(list(zip(shown, texts, strict=True)), ask):
            reply = exact or self._retrieved(part)[0]
            turns.append(Turn(words, part, reply))
            before.append(self._checked(part, reply, Trace()))
        return joined(asked, whole, turns) if any(turn.answered for turn in turns) else None

    def _of_several(self, text: str, several: Several, history: tuple[Answer, ...], trace: Trace) -> Answer:
        """The answer of several reports together; or of the one that says it by itself, or the question which."""
        if several.first:
            answer = self._of_one(text, several.first, history, trace)
            if answer.refusal is None:
                return answer
        titles = "、".join(report.title for report in several.reports[:TRACED])
        trace.add("报告", f"{len(several.reports)} 份：{titles}")
        scope = self._scope(text, several, history)
        if scope.of_one and not several.plain and scope.whole.operation is Operation.DUTY:
            return self._of_one(text, Selection(newest(several.reports), "职责取最近的报告"), history, trace)
        trace.add("途径", Way.ACROSS)
        for way in (side_by_side, whose_duty, definitions):
            if reply := way(scope):
                for line in scope.trace:
                    trace.add("候选", line)
                trace.add("答复", f"{reply.kind.value}")
                asked = Asked(text, scope.question, reply.draft.catalog, reply.draft.pages, tuple)
                return self._checked(asked, reply, trace)
        if foreign := self._foreign(text, several, scope, trace):
            return foreign
        if other := self._of_no_report(text, scope):
            return other
        if scope.asks_figures:
            refusal = Refusal(kind=RefusalKind.NOT_FOUND, message=templates.NOT_FOUND_ACROSS)
            return Answer(question=text, kind=Kind.REFUSAL, text=refusal.message, refusal=refusal)
        return several.asked_back

    def _of_no_report(self, text: str, scope: Scope) -> Answer | None:
        """A refusal of what no report says, whichever is meant: telephones and people, the weather."""
        if other_task(text):
            kind, message = RefusalKind.OFF_TOPIC, templates.OFF_TOPIC
        elif never_said(Asked(text, scope.whole, self._names(), (), tuple)):
            kind, message = RefusalKind.NOT_FOUND, templates.NOT_FOUND
        else:
            return None
        return Answer(question=text, kind=Kind.REFUSAL, text=message, refusal=Refusal(kind=kind, message=message))

    def _scope(self, text: str, several: Several, history: tuple[Answer, ...]) -> Scope:
        return Scope(
            text=text,
            several=several,
            history=history,
            shelf=self.shelf(),
            library=self.library,
            this_year=self._today().year,
            names=self._names(),
            catalog=self.catalog,
            pages=lambda report_id: self._source(report_id).pages,
        )

    def shelf(self) -> Shelf:
        """All reports, by the names of their organizations; read once for each state of the library."""
        self._forget_stale()
        with self._lock:
            if self._shelf is None:
                self._shelf = Shelf(self.library.reports())
            return self._shelf

    def _names(self) -> Catalog:
        """The names that figures have in any report; read once for each state of the library."""
        shelf = self.shelf()
        with self._lock:
            if self._everywhere is None:
                self._everywhere = Catalog(shelf.reports[0], self.library.names(EVERYWHERE), (), (), ())
            return self._everywhere

    def _routed(
        self, text: str, selection: Selection, history: tuple[Answer, ...], trace: Trace
    ) -> tuple[Asked, Reply | None]:
        """What the exact routes say. Where nothing answers after the history, but does without it what the question
        names itself, it is complete."""
        asked, reply = self._followed(text, selection, history, trace)
        if not history or (reply and reply.refusal is None):
            return asked, reply
        if stands_alone(self._read(selection.text or text, selection, ()).question):
            alone, own = self._followed(text, selection, (), trace)
            if own and own.refusal is None:
                return alone, own
        return asked, reply

    def _followed(
        self, text: str, selection: Selection, history: tuple[Answer, ...], trace: Trace
    ) -> tuple[Asked, Reply | None]:
        """What the exact routes say after the history. Where words are left over, they may be pieces of names, or said
        before the question itself, or amounts that the answer bears out; then only an answer counts, no refusal."""
        said = selection.text or text
        asked = replace(self._read(said, selection, history), text=text)
        trace.add("理解", _described(asked))
        if asked.question.left_over:
            readings = (
                (said, Names.PIECES),
                (without_preamble(said), Names.PIECES),
                (without_pointing(said), Names.PIECES),
                (said if asked.question.collections else without_which(said), Names.PIECES),
                (said, Names.HEARD),
            )
            for reading, names in dict.fromkeys(readings):
                again = self._read(reading, selection, history, names)
                if _unaccounted(again.question):
                    reply = _first(again, ACCOUNTING)
                else:
                    again.question = replace(again.question, left_over=())
                    reply = _first(again)
                if reply and reply.refusal is None and _bears_out(reply, again.question):
                    trace.add("理解", _described(again))
                    return replace(again, text=text), reply
            for rest, aside in asides(without_preamble(said)):
                again = self._read(rest, selection, history, Names.PIECES)
                plain = None if _unaccounted(again.question) else _first(again)
                if plain and (reply := borne_out(again, plain, aside)):
                    trace.add("理解", _described(again))
                    return replace(again, text=text), reply
        return asked, _first(asked)

    def _selected(
        self, text: str, history: tuple[Answer, ...]
    ) -> tuple[str, Selection | Several | Answer, tuple[Answer, ...]]:
        """What is asked, of which reports, after what. The answer to a clarification asks the earlier
        question again, of the report chosen, or asks for the figure chosen."""
        shelf, this_year = self.shelf(), self._today().year
        if not history:
            return text, select(shelf, text, (), this_year=this_year), ()
        choice = chosen(text, history[-1].options)
        if choice is None:
            return self._narrowed(text, history)
        picked = shelf.by_title.get(choice)
        if picked:
            return history[-1].question, Selection(picked, "按您的选择"), history[:-1]
        return choice, select(shelf, choice, history, this_year=this_year), history[:-1]

    def _narrowed(
        self, text: str, history: tuple[Answer, ...]
    ) -> tuple[str, Selection | Several | Answer, tuple[Answer, ...]]:
        """As `_selected`; after a clarification, what only says which report (乙区的, 2023年) is said of the earlier
        question."""
        shelf, this_year = self.shelf(), self._today().year
        last = history[-1]
        said = shelf.read(text, this_year=this_year) if len(shelf.reports) > 1 else None
        if said and last.kind is Kind.CLARIFICATION and leans_on(said):
            among = [shelf.by_title[title] for title in last.options if title in shelf.by_title]
            earlier = shelf.read(last.question, this_year=this_year)
            found = select(shelf, last.question, history[:-1], this_year=this_year, said=earlier.with_more(said))
            if among and not (isinstance(found, Answer) and found.refusal):
                return last.question, within(found, among), history[:-1]
        return text, select(shelf, text, history, this_year=this_year, said=said), history

    def _foreign(self, text: str, several: Several, scope: Scope, trace: Trace) -> Answer | None:
        """A refusal, where it would be asked back which report is meant, and the question names a body that none
        of them is of."""
        if several.said.names:
            return None
        name = unknown_body(Asked(text, scope.question, self._names(), (), tuple))
        if name is None:
            return None
        trace.add("答复", "没有一份报告是所问的单位")
        return not_here(self.shelf(), text, name)

    def _read(self, text: str, selection: Selection, history: tuple[Answer, ...], names: Names | None = None) -> Asked:
        """The question as read with the names of the report, and with what may be short for one."""
        catalog = self.catalog(selection.report.id)
        said = in_chinese(text) if is_english(text) else text
        vocabulary = catalog.vocabulary_for(said, by_sound=names is Names.HEARD) if names else catalog.vocabulary
        question = read_question(said, vocabulary, this_year=self._today().year)
        question = continued(asked_of(question, catalog.report.identity.kind), history, catalog)
        source = self._source(selection.report.id)
        return Asked(text, question, catalog, source.pages, lambda: source.tables)

    def _retrieved(self, asked: Asked) -> tuple[Reply, Extract | None]:
        """A passage that answers, or the kind of refusal that fits; and what was found."""
        if not self.searches:
            return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND), None
        from qa.chain import build_chain
        from qa.passage import reply
        from qa.retrieval import ReportRetriever

        chain = build_chain(
            ReportRetriever(
                library=self.library, embedder=self.embedder, reports=(asked.catalog.report.id,), limit=LOOKED_AT
            )
        )
        about = "".join(spoken(asked.question))
        question = asked.question
        given = {
            "question": asked.text,
            "spoken": about,
            "left_over": question.left_over,
            "figure": figure_words(question),
            "why": question.operation is Operation.WHY,
        }
        extract: Extract = chain.invoke(given)
        return reply(asked, extract), extract

    def _checked(self, asked: Asked, reply: Reply, trace: Trace) -> Answer:
        """The reply as an Answer, if every part of it is founded."""
        draft = reply.draft
        if found := faults(draft, asked.text):
            log.error("ungrounded answer withheld: %s", found)
            trace.add("核对", "未通过：" + "；".join(found))
            reply = refused(asked, RefusalKind.NOT_FOUND, templates.UNGROUNDED)
            draft = reply.draft
        else:
            trace.add("核对", f"通过：{len(draft.parts)} 个部分，{len(draft.citations)} 处引用")
        text = refusal_text(reply.refusal) if reply.refusal else draft.text
        return Answer(
            question=asked.text,
            kind=reply.kind,
            text=text,
            understood=reply.understood,
            figures=draft.ordered_figures(),
            citations=tuple(map(self._placed, draft.citations)),
            refusal=reply.refusal,
            options=reply.options,
            table=draft.ordered_table(),
            notes=tuple(dict.fromkeys((*common_notes(asked), *kind_notes(asked, draft), *draft.notes))),
        )


class Names(StrEnum):
    """What else than a name of the report is taken for one."""

    PIECES = "pieces"  # what is put together of pieces of it
    HEARD = "heard"  # what sounds like that


def _unaccounted(question: Question) -> bool:
    """Whether words are left over, other than amounts."""
    amounts = {text for word in question.values for text in (str(word.value), word.text)}
    return any(left not in amounts for left in question.left_over)


def _bears_out(reply: Reply, question: Question) -> bool:
    """Whether the amounts that a question says over again are those of the answer, or stand in its quotes, or
    are how far two numbers beside each other there are apart (扣了2分, of 10 and 8)."""
    printed = [number for citation in reply.draft.citations for number in numbers_in(citation.quote)]
    if reply.kind in (Kind.RANKING, Kind.LIST) and question.computes:
        return True  # there they were bounds
    gaps = [abs(a - b) for c in reply.draft.citations for a, b in pairwise(numbers_in(c.quote))]
    computed = [Decimal(figure.value) for figure in reply.draft.figures if figure.value is not None]
    return all(word.value in (*printed, *computed, *gaps) for word in question.values)


def _first(asked: Asked, routes: Sequence[Route] | None = None) -> Reply | None:
    """The first reply of some of the routes (None: all)."""
    return next((reply for route in routes or ROUTES if (reply := route(asked))), None)


def _check(question: str) -> None:
    if not CONTENT.search(question):
        raise QuestionError(templates.EMPTY_QUESTION)
    if len(question) > settings().max_question:
        raise QuestionError(templates.LONG_QUESTION.format(length=len(question), limit=settings().max_question))


def _described(asked: Asked) -> str:
    """The slots of the question, for the trace."""
    question = asked.question
    said = {
        "操作": question.operation.value,
        "名称": "、".join(word.text for word in question.names),
        "指标": "、".join(question.measures),
        "收支": question.flow or "",
        "资金": question.fund or "",
        "年度": str(question.year or ""),
        "对比": question.baseline,
        "单位": question.unit or question.counted,
        "未识别": "、".join(question.left_over),
    }
    return "；".join(f"{key}={value}" for key, value in said.items() if value)
