"""The runs that are kept in a folder, for the tab."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from evals.compare import Comparison
from evals.page import texts
from evals.page.sections import commit, date, run_report
from evals.questions import QuestionsError
from evals.record import RUN_FILE, WITH_MODEL, Record, kept_runs, read_record
from ingest.library.kept import Kept
from qa.page.markup import Html, el

SHOWN: Final = 30
"""So many runs may be chosen from, the newest."""


class RunsDesk:
    """The runs in a folder. Read again when they change; may be used by several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._records: Kept[tuple[str, int], Record] = Kept(SHOWN)

    def runs(self) -> dict[str, Record]:
        """The runs that can be read, by the names of their folders, the newest first."""
        found: dict[str, Record] = {}
        for folder in kept_runs(self._folder)[:SHOWN]:
            try:
                found[folder.name] = self._read(folder)
            except QuestionsError:
                continue  # of another version of the program
        return found

    def _read(self, folder: Path) -> Record:
        try:
            changed = (folder / RUN_FILE).stat().st_mtime_ns
        except OSError:
            changed = 0  # taken away meanwhile, which reading says
        return self._records.get((folder.name, changed), lambda: read_record(folder))

    def choices(self) -> list[tuple[str, str]]:
        """What the runs are called, and their names."""
        return [(_called(record), name) for name, record in self.runs().items()]

    def report(self, name: str | None, against: str | None = None) -> Html:
        """The report of a run, compared with another where one is named, or else with that of the same questions
        without the language model; how to make a run where there is none."""
        runs, name = self.runs(), name or ""
        record, before = runs.get(name), runs.get(against or name.removesuffix(WITH_MODEL))
        if record is None:
            return el(
                "div", el("p", texts.NO_RUNS), el("p", texts.HOW_TO_RUN), el("pre", texts.COMMAND), class_="no-runs"
            )
        return run_report(record, Comparison(before, record) if before and before is not record else None)


def _called(record: Record) -> str:
    made, rate = record.made, record.all
    model = texts.RUN_MODEL.format(model=made.llm) if made.llm else ""
    state = texts.PASSED if record.passed else texts.FAILED
    return texts.RUN_NAME.format(
        date=date(made), commit=commit(made), model=model, passed=rate.passed, total=rate.total, state=state
    )
