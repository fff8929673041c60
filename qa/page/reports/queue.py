"""Files on their way into the library: one after the other, for all persons together.

The list is the server's, so it is there again when the page is opened anew. It knows nothing of the page.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ingest.errors import JuesuanError
from ingest.intake import Fate, Intake, Order, Outcome, ProcessIntake
from ingest.progress import Stage
from qa.page.reports import texts

MOST_WAITING: Final = 200
"""So many files of one person may wait."""

MOST_LISTED: Final = 200
"""So many files of one person stay listed; of those that are done the oldest go."""


class QueueFull(JuesuanError):
    """Too many files of one person wait."""


class JobGone(JuesuanError):
    """A file that is not listed any more, or with which this cannot be done any more."""


class State(StrEnum):
    """Where a file is."""

    QUEUED = "queued"
    WORKING = "working"
    TAKEN = "taken"  # its person is asked: to replace, or to keep
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Whether nothing more will become of it."""
        return self in (State.DONE, State.FAILED, State.CANCELLED)


_STATES: Final = {
    Fate.PUBLISHED: State.DONE,
    Fate.UNCHANGED: State.DONE,
    Fate.TAKEN: State.TAKEN,
    Fate.FAILED: State.FAILED,
}


@dataclass(frozen=True, slots=True)
class Job:
    """A file on its way. `before`: so many others come first; `outcome`: what became of it, or what it met."""

    id: str
    person: str
    order: Order
    state: State = State.QUEUED
    stage: Stage | None = None
    done: int = 0
    total: int = 0
    before: int = 0
    outcome: Outcome | None = None

    @property
    def kept(self) -> bool:
        """Whether it was given up for the same report that was there."""
        return self.state is State.CANCELLED and self.outcome is not None and self.outcome.fate is Fate.TAKEN


class Queue:
    """The files of all persons. May be used by several threads; the work is done by one of its own."""

    def __init__(self, intake: Callable[[], Intake] = ProcessIntake) -> None:
        self._make = intake
        self._intake: Intake | None = None
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._thread: threading.Thread | None = None
        self._folder = TemporaryDirectory(prefix="juesuan-")

    def path(self, suffix: str) -> Path:
        """A place for a file, under a name that only the program knows."""
        return Path(self._folder.name) / f"{secrets.token_hex(16)}{suffix}"

    def check(self, person: str) -> None:
        """Raises QueueFull where no more files of a person are taken."""
        with self._lock:
            waiting = sum(job.person == person and not job.state.over for job in self._jobs.values())
        if waiting >= MOST_WAITING:
            raise QueueFull(texts.TOO_MANY.format(count=waiting))

    def add(self, person: str, order: Order) -> Job:
        """Puts a file at the end."""
        job = Job(secrets.token_urlsafe(12), person, order)
        with self._lock:
            self._jobs[job.id] = job
            over = [other.id for other in self._jobs.values() if other.person == person and other.state.over]
            for old in over[: max(len(over) - MOST_LISTED, 0)]:
                del self._jobs[old]
            self._begin()
        return job

    def of(self, person: str) -> list[Job]:
        """The files of a person, in the order in which they came."""
        with self._lock:
            waiting = [job.id for job in self._jobs.values() if job.state in (State.QUEUED, State.WORKING)]
            return [
                replace(job, before=waiting.index(job.id)) if job.state is State.QUEUED else job
                for job in self._jobs.values()
                if job.person == person
            ]

    def cancel(self, person: str, job_id: str) -> None:
        """Gives up a file that waits or is being read. Raises JobGone."""
        with self._lock:
            job = self._of(person, job_id, State.QUEUED, State.WORKING)
            self._jobs[job_id] = replace(job, state=State.CANCELLED)
            if job.state is State.WORKING and self._intake:
                self._intake.end()  # the library stays as it was, wherever that is
            else:
                job.order.path.unlink(missing_ok=True)

    def replace(self, person: str, job_id: str) -> None:
        """Takes a file in, in the place of the same report that is there. Raises JobGone."""
        with self._lock:
            job = self._jobs.pop(self._of(person, job_id, State.TAKEN).id)
            again = replace(job, order=replace(job.order, replace=True), state=State.QUEUED, stage=None, outcome=None)
            self._jobs[job_id] = again  # at the end
            self._begin()

    def keep(self, person: str, job_id: str) -> None:
        """Leaves the same report that is there, and gives up the file. Raises JobGone."""
        with self._lock:
            job = self._of(person, job_id, State.TAKEN)
            self._jobs[job_id] = replace(job, state=State.CANCELLED)
            job.order.path.unlink(missing_ok=True)

    def clear(self, person: str) -> None:
        """Takes the files of a person off the list that are done."""
        with self._lock:
            for job in [job for job in self._jobs.values() if job.person == person and job.state.over]:
                del self._jobs[job.id]

    def wait(self) -> None:
        """Until nothing more is to be done."""
        while (thread := self._thread) is not None:
            thread.join()

    def _of(self, person: str, job_id: str, *states: State) -> Job:
        job = self._jobs.get(job_id)
        if job is None or job.person != person or job.state not in states:
            raise JobGone(texts.JOB_GONE)
        return job

    def _begin(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="intake", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        """Takes in one file after the other; at the end nothing stays in memory for it."""
        while job := self._next():
            assert self._intake is not None
            outcome = self._intake.take_in(job.order, self._listener(job.id))
            with self._lock:
                now = self._jobs[job.id]
                state = now.state if now.state is State.CANCELLED else _STATES[outcome.fate]
                self._jobs[job.id] = replace(now, state=state, outcome=outcome)
            if state is not State.TAKEN:
                with suppress(OSError):
                    job.order.path.unlink()

    def _next(self) -> Job | None:
        with self._lock:
            job = next((job for job in self._jobs.values() if job.state is State.QUEUED), None)
            if job is None:
                if self._intake:
                    self._intake.end()
                self._intake = self._thread = None
                return None
            self._intake = self._intake or self._make()
            self._jobs[job.id] = replace(job, state=State.WORKING)
            return job

    def _listener(self, job_id: str) -> Callable[[Stage, int, int], None]:
        def told(stage: Stage, done: int, total: int) -> None:
            with self._lock:
                self._jobs[job_id] = replace(self._jobs[job_id], stage=stage, done=done, total=total)

        return told
