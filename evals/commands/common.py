"""What the subcommands share: their form, exit statuses and options that several take."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from tqdm import tqdm

from evals import messages
from evals.duty_tasks import DutyTask
from evals.made import Made
from evals.questions import QuestionSet, default_files, load
from evals.source import Source, load_sources
from evals.tables import Table
from ingest.settings import settings
from qa.page.markup import el

OK, BELOW, UNUSABLE = 0, 1, 2
"""Exit statuses: well; below the thresholds or questions wrong; could not be run."""

CORPUS: Final = Path(__file__).parents[2] / "corpus"

REPORTS: Final = 100
"""How many made-up reports the questions over many reports are about."""

Step = TypeVar("Step")


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand: a line of help, what adds its options to a parser, what runs it and gives the exit status."""

    help: str
    add_options: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


def add_corpus(parser: ArgumentParser) -> None:
    """The folder of the reports as they were printed."""
    parser.add_argument("--corpus", type=Path, default=CORPUS, help=messages.HELP_CORPUS.format(default=CORPUS.name))


def add_library(parser: ArgumentParser) -> None:
    """The library that is asked."""
    folder = settings().library
    parser.add_argument("--library", type=Path, default=folder, help=messages.HELP_LIBRARY.format(default=folder))


def add_questions(parser: ArgumentParser) -> None:
    """The question files; `chosen` loads them."""
    parser.add_argument("--questions", type=Path, nargs="+", help=messages.HELP_QUESTIONS)


def add_out(parser: ArgumentParser, what: str = messages.HELP_OUT) -> None:
    """The folder that results are written to; `what` says which."""
    parser.add_argument("--out", type=Path, help=what)


def add_embedder(parser: ArgumentParser) -> None:
    """What makes the vectors of a library that is made for the run."""
    parser.add_argument("--embedder", choices=("hash", "real"), default="hash", help=messages.HELP_EMBEDDER)


def chosen(options: Namespace) -> QuestionSet:
    """The questions of the files given, or those that come with the project. Raises QuestionsError."""
    return load(options.questions or default_files())


def sizes(text: str) -> tuple[int, ...]:
    """How many reports a library has, several times, separated by commas. Raises ArgumentTypeError."""
    parts = text.replace("，", ",").split(",")
    if not all(part.strip().isdecimal() and int(part) for part in parts):
        raise ArgumentTypeError(messages.SIZES_WRONG.format(text=text))
    return tuple(map(int, parts))


def task_sources(tasks: Sequence[DutyTask], corpus: Path, made: Path) -> dict[str, Source]:
    """The reports that the work items are about, by their files' names; the made-up ones are written into a folder."""
    from evals.generated.library import write_named

    files = {task.report for task in tasks}
    sources = [*load_sources(corpus), *(load_sources(made) if write_named(made, files, 2 * REPORTS) else ())]
    return {source.document.path.name: source for source in sources}


def progress(steps: Iterable[Step], name: str, total: int | None = None) -> Iterable[Step]:
    """The steps, with a progress bar on a terminal."""
    return tqdm(steps, total=total, desc=name, disable=None, leave=False)


def show(text: str, data: dict[str, object], out: Path | None) -> None:
    """Prints a run, and writes it into a folder where one is given."""
    print(text)
    if out:
        out.mkdir(parents=True, exist_ok=True)
        (out / "run.txt").write_text(text + "\n", encoding="utf-8")
        (out / "run.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(messages.WRITTEN.format(path=out))


@contextmanager
def told() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on a terminal that is told what is being done, and how much of how much."""
    with tqdm(disable=None, leave=False) as bar:

        def tell(name: str, done: int, total: int) -> None:
            bar.set_description_str(name, refresh=False)
            bar.total, bar.n = total, done
            bar.refresh()

        yield tell


def show_tables(tables: Sequence[Table], title: str, made: Made, data: dict[str, object], out: Path | None) -> None:
    """Prints tables, and writes them as text, HTML and JSON into a folder where one is given."""
    from evals.page.document import document

    when = messages.MADE.format(date=made.date, commit=made.commit)
    text = "\n\n".join((when, *(table.text() for table in tables)))
    print(text)
    if out:
        html = document(title, el("div", el("p", when), *(table.html() for table in tables), class_="run"))
        written = json.dumps({"made": made.model_dump(), **data}, ensure_ascii=False, indent=1)
        out.mkdir(parents=True, exist_ok=True)
        for suffix, content in {"txt": text, "html": html, "json": written}.items():
            (out / f"{made.command}.{suffix}").write_text(content + "\n", encoding="utf-8")
        print(messages.WRITTEN.format(path=out))
