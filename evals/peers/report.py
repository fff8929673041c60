"""The comparison as people read it, and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import fmean
from typing import Final

from evals import messages as words
from evals.bench_results import duration, megabytes, ratio
from evals.peers import DEPTHS, OURS, PEERS, messages
from evals.peers.compare import Comparison, System
from evals.peers.job import Measured
from evals.peers.scores import RIGHT, UNANSWERED, WRONG, Finder, ceiling
from evals.questions import Question, QuestionKind
from evals.report import percent
from evals.run import Share
from evals.statistics import within
from evals.tables import Table

_OUTCOMES: Final = (RIGHT, WRONG, UNANSWERED)
_NAMED: Final = 12
"""So many questions are named that a peer found the answer of and the program did not."""

Passed = Mapping[tuple[str, str], frozenset[str] | None]
"""The ids of the questions that count, by system and column: an outcome, or a depth. None: not measured."""


def passed(done: Comparison) -> Passed:
    """Of the program each outcome and what its retrieval found, of each peer what it found."""
    finder = Finder(done.sources, done.titles)
    return {
        (system.name, column): None if system.measured is None else _passed(done, system.measured, column, finder)
        for system in done.systems
        for column in (*(_OUTCOMES if system.name == OURS else ()), *map(str, DEPTHS))
    }


def _passed(done: Comparison, measured: Measured, column: str, finder: Finder) -> frozenset[str]:
    if column in _OUTCOMES:
        return frozenset(name for name, came in measured.outcomes.items() if came == column)
    return ceiling(done.asked.wanted, {name: found[column] for name, found in measured.found.items()}, finder)


def tables(done: Comparison, embedder: str) -> tuple[Table, ...]:
    """What is right, and what it costs."""
    return _answers(done, embedder), _costs(done)


def _name(system: str) -> str:
    return messages.OURS if system == OURS else PEERS[system].name


def _answers(done: Comparison, embedder: str) -> Table:
    columns, reports = passed(done), len(done.sources)
    found = [(system, depth) for system, depth in columns if depth not in _OUTCOMES]
    heads = (messages.FOUND_HEAD.format(name=_searcher(system), depth=depth) for system, depth in found)
    title = messages.ANSWERS_TITLE.format(
        reports=reports, count=len(done.asked.questions), retrieved=len(done.asked.retrieved)
    )
    rows = tuple((name, str(len(asked)), *_cells(asked, columns, done.asked.wanted)) for name, asked in _groups(done))
    notes = (messages.CEILING, messages.ALIKE.format(embedder=embedder), *_beaten(columns), *_failed(done))
    return Table(title, (*messages.ANSWERS_HEAD, *heads), rows, notes)


def _searcher(system: str) -> str:
    return messages.OUR_SEARCH if system == OURS else PEERS[system].name


def _groups(done: Comparison) -> Iterator[tuple[str, Sequence[Question]]]:
    """The questions that what is found can answer, by kind and all; and those that only the program is asked."""
    retrieved = done.asked.retrieved
    for kind in QuestionKind:
        if of_kind := [question for question in retrieved if question.kind is kind]:
            yield words.KIND_NAMES[kind], of_kind
    yield words.ALL, retrieved
    questions = done.asked.questions
    if refused := [question for question in questions if question.expect.refusal and len(question.turns) == 1]:
        yield messages.REFUSALS, refused
    if turns := [question for question in questions if len(question.turns) > 1]:
        yield messages.TURNS, turns


def _cells(asked: Sequence[Question], columns: Passed, wanted: Mapping[str, object]) -> Iterator[str]:
    """The share of the questions that passed in each column; what is not retrieved for has no ceiling."""
    for (_, column), names in columns.items():
        if names is None or (column not in _OUTCOMES and any(question.id not in wanted for question in asked)):
            yield words.NOT_MEASURED
        else:
            yield percent(Share(sum(question.id in names for question in asked), len(asked)).value)


def _beaten(columns: Passed) -> Iterator[str]:
    """Where a peer could have answered and the program did not."""
    right = columns[OURS, RIGHT]
    for (system, column), names in columns.items():
        if system != OURS and column == str(DEPTHS[0]) and names is not None and right is not None:
            lost = sorted(names - right)
            shown = "（" + "、".join(lost[:_NAMED]) + ("……" if len(lost) > _NAMED else "") + "）" if lost else ""
            yield messages.BEATEN.format(name=_name(system), depth=column, count=len(lost), names=shown)


def _failed(done: Comparison) -> Iterator[str]:
    return (system.why for system in done.systems if system.measured is None)


def costs(system: System) -> dict[str, float | None]:
    """Seconds that the reports and a question took, bytes, and mean characters that are handed on. None: not measured.

    A question to the program is answered; what its search alone takes is `search_p50` and `search_p95`.
    """
    measured = system.measured
    if measured is None:
        return dict.fromkeys(_COSTS)
    times = measured.answered if system.name == OURS else measured.times
    found = [found[str(DEPTHS[0])] for found in measured.found.values()]
    values = (
        measured.ingest,
        within(times, 50),
        within(times, 95),
        system.peak,
        fmean(sum(len(text) for _, text in texts) for texts in found) if found else None,
        within(measured.times, 50),
        within(measured.times, 95),
    )
    return dict(zip(_COSTS, values, strict=True))


def _costs(done: Comparison) -> Table:
    ours = costs(done.systems[0])
    rows = tuple((_name(system.name), *_cost_cells(costs(system), ours)) for system in done.systems)
    head = (name.format(depth=DEPTHS[0]) for name in messages.COST_HEAD)
    title = messages.COST_TITLE.format(reports=len(done.sources))
    return Table(title, ("", *head), rows, (messages.COST_NOTE,))


def _cost_cells(values: Mapping[str, float | None], ours: Mapping[str, float | None]) -> Iterator[str]:
    for name, show in _COSTS.items():
        shown, times = show(values[name]), ratio(values[name], ours[name])
        yield shown if times is None else messages.WITH_RATIO.format(value=shown, ratio=times)


def _characters(length: float | None) -> str:
    return words.NOT_MEASURED if length is None else f"{length:.0f}"


_COSTS: Final[dict[str, Callable[[float | None], str]]] = {
    "ingest": duration,
    "query_p50": duration,
    "query_p95": duration,
    "memory": megabytes,
    "characters": _characters,
    "search_p50": duration,
    "search_p95": duration,
}
"""What is measured of each system, and how it is shown."""


def to_json(done: Comparison) -> dict[str, object]:
    """The same as plain JSON values. What was not measured is null."""
    columns = passed(done)
    ours = costs(done.systems[0])
    return {
        "reports": len(done.sources),
        "questions": len(done.asked.questions),
        "retrieved": sorted(done.asked.wanted),
        "systems": {system.name: _system_json(system, ours, columns) for system in done.systems},
    }


def _system_json(system: System, ours: Mapping[str, float | None], columns: Passed) -> dict[str, object]:
    values = costs(system)
    ratios = {
        name: value / base if value is not None and (base := ours[name]) else None for name, value in values.items()
    }
    own = {column: names for (name, column), names in columns.items() if name == system.name}
    held = {column: None if names is None else sorted(names) for column, names in own.items()}
    return {"costs": values, "ratios": ratios, "questions": held, "why": system.why or None}
