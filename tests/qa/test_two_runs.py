"""Two commands read reports into one library at once, one of them is killed, and somebody asks all the while."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from evals.generated.library import Entry, entries
from evals.hash_embedder import HashEmbedder
from ingest.library import Library, schema
from ingest.library.vectors import VectorStore
from ingest.pipeline import read_report
from qa.assistant import Assistant
from tests.documents.seeds import each_seed

ROOT = Path(__file__).parents[2]

FIGURE = re.compile(r"政府采购支出总额([\d,]+\.\d\d)(?=万元|元)")
QUESTION = "{organization}（{level}）{year}年度政府采购支出总额是多少？"
SEARCHED = "{organization}（{level}）{year}年度国有资产占用情况说明"
EARLIER = "1.01"
"""What the earlier files print in place of the figure."""

PUBLISHED = "＋"
PATIENCE = 120


@dataclass(frozen=True)
class Case:
    """A report: its file's name, text and figure, and the questions for the figure and for a passage."""

    file: str
    text: str
    figure: str
    question: str
    searched: str

    @property
    def earlier(self) -> str:
        """The text of an earlier file of the same report."""
        return self.text.replace(self.figure, EARLIER)


def cases(count: int) -> list[Case]:
    """The first made-up reports that print the figure once, of organizations that publish at one level only."""
    found = (case for entry in entries(60) if not entry.organization.parted and (case := case_of(entry)))
    return [next(found) for _ in range(count)]


def case_of(entry: Entry) -> Case | None:
    text = entry.write().text
    if len(printed := FIGURE.findall(text)) != 1 or text.count(printed[0]) != 1:
        return None
    of = {"organization": entry.organization.name, "level": entry.organization.level, "year": entry.year}
    return Case(entry.file, text, printed[0], QUESTION.format(**of), SEARCHED.format(**of))


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.qa.two_runs", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8", "JUESUAN_LOCK_SECONDS": "60"},
    )


class Watched:
    """A command whose output is read along."""

    def __init__(self, *arguments: str) -> None:
        self.process = start(*arguments)
        self.lines: list[str] = []
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(self.process.stdout)

    @property
    def output(self) -> str:
        return "".join(self.lines)

    def wait_for_published(self, count: int) -> None:
        """Until so many reports were published, or the command has ended."""
        give_up = time.monotonic() + PATIENCE
        while self.output.count(PUBLISHED) < count and self.process.poll() is None:
            assert time.monotonic() < give_up, self.output
            time.sleep(0.005)

    def finish(self) -> int:
        status = self.process.wait(PATIENCE)
        self._thread.join(PATIENCE)
        return status


class Stage:
    """The files before and after, the commands that take them in, and what is asked meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.library, self.stop, self.asked = folder / "library", folder / "stop", folder / "asked"
        self.plan = folder / "plan.json"
        self.steady, *replaced, a, b, c, d, e, f = cases(9)
        self.replaced, self.others = replaced, [a, b, c, d, e, f]
        folders = {name: folder / name for name in ("steady", "first", "second", "shared")}
        for each in folders.values():
            each.mkdir()
        self.folders = list(map(str, folders.values()))
        self.files = {self.steady: folders["steady"] / self.steady.file}
        for number, case in enumerate((*replaced, *self.others)):
            self.files[case] = folders[("shared", "first", "second")[number % 3]] / case.file
        self.commands = [
            ("ingest", str(folders[name]), str(folders["shared"]), "--library", str(self.library))
            for name in ("first", "second")
        ]

    def take_in_what_was_before(self) -> None:
        self.files[self.steady].write_text(self.steady.text, "utf-8")
        for case in self.replaced:
            self.files[case].write_text(case.earlier, "utf-8")
        run = Watched("ingest", *self.folders, "--library", str(self.library))
        assert run.finish() == 0, run.output

    def write_what_is_new(self) -> None:
        for case, file in self.files.items():
            file.write_text(case.text, "utf-8")

    def begin_to_ask(self) -> Watched:
        questions = [*(case.question for case in self.files), self.steady.searched]
        named = {"library": str(self.library), "stop": str(self.stop), "asked": str(self.asked)}
        self.plan.write_text(json.dumps(named | {"questions": questions}), "utf-8")
        reader = Watched("ask", str(self.plan))
        self.wait_for_rounds(1)
        return reader

    def rounds(self) -> int:
        return self.asked.stat().st_size if self.asked.exists() else 0

    def wait_for_rounds(self, more: int) -> None:
        """Until all questions were asked so many times more."""
        until, give_up = self.rounds() + more, time.monotonic() + PATIENCE
        while self.rounds() < until:
            assert time.monotonic() < give_up, "the reader stands still"
            time.sleep(0.02)

    def check_answers(self, answers: dict[str, list[str]], passage: str) -> None:
        """Whoever asks gets the right figures and the right passage at any time, and the new ones from some time on."""
        assert answers[self.steady.question] == [self.steady.figure]
        assert answers[self.steady.searched] == [passage]
        for case in self.replaced:
            assert answers[case.question] == [EARLIER, case.figure]
        for case in self.others:
            figures = [said for said in answers[case.question] if re.fullmatch(r"[\d,.]+", said)]
            assert figures == answers[case.question][-1:] == [case.figure]

    def check_library(self) -> None:
        """Every report is there, once and whole, and nothing else."""
        library = Library.open(self.library)
        reports = library.reports()
        assert sorted(report.path for report in reports) == sorted(self.files.values())
        store, vector = VectorStore(self.library), HashEmbedder().embed_query("经费")
        assert store.publications() == {f"publication-{report.id[1:]}" for report in reports}
        for report in reports:
            assert library.load(report.id) == read_report(report.path, HashEmbedder().fits)
            pieces = report.counts.pieces
            found = store.search(int(report.id[1:]), pieces, vector, pieces)
            assert sorted(piece for piece, _ in found) == list(range(pieces))
        with sqlite3.connect(self.library / schema.DATABASE) as db:
            assert set(db.execute("SELECT state FROM publications")) == {("current",)}
            assert db.execute("SELECT count(*) FROM piece_words").fetchone() == (sum(r.counts.pieces for r in reports),)


@each_seed
def test_one_of_two_runs_is_killed_and_nothing_is_lost_doubled_or_half_there(tmp_path: Path, seed: int) -> None:
    random, stage = Random(seed), Stage(tmp_path)
    stage.take_in_what_was_before()
    passage = Assistant(Library.open(stage.library), HashEmbedder()).ask(stage.steady.searched).text
    stage.write_what_is_new()
    reader = stage.begin_to_ask()

    runs = [Watched(*command) for command in stage.commands]
    killed, after, delay = random.randrange(2), random.randrange(5), random.uniform(0, 1.5)
    sys.stdout.write(f"seed {seed}: run {killed} is killed {delay:.3f} s after it has published {after}\n")
    runs[killed].wait_for_published(after)
    time.sleep(delay)
    runs[killed].process.kill()
    assert runs[1 - killed].finish() == 0, runs[1 - killed].output
    sys.stdout.write(f"it ended with {runs[killed].finish()}:\n{runs[killed].output}\n")
    again = Watched(*stage.commands[killed])
    assert again.finish() == 0, again.output

    stage.wait_for_rounds(2)  # the second begins after all is done
    stage.stop.touch()
    assert reader.finish() == 0, reader.output
    stage.check_answers(json.loads(reader.output), passage)
    stage.check_library()
