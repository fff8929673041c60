"""python -m evals run | many | duties | check | bench"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tqdm import tqdm

from evals import messages, report
from evals.bench import bench
from evals.bench_results import BenchError, Result, show, to_json
from evals.check import check
from evals.duty_tasks import DutyTask, check_tasks, clause_texts, default_task_files, holds_tasks, load_tasks
from evals.questions import DUTY_FILE, LIBRARY_FILE, QuestionKind, QuestionsError, QuestionSet, default_files, load
from evals.run import Run, ask_all, measure_retrieval
from evals.source import CorpusError, Source, load_sources
from evals.thresholds import load_thresholds
from ingest.errors import JuesuanError
from ingest.settings import settings

CORPUS: Final = Path(__file__).parent.parent / "corpus"
OK, BELOW, UNUSABLE = 0, 1, 2

REPORTS: Final = 100
"""How many made-up reports the questions over many reports are about."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0 well, 1 below the thresholds or questions wrong, 2 could not be run."""
    options = _parser().parse_args(argv)
    commands = {"run": _run, "many": _many, "duties": _duties, "check": _check, "bench": _bench}
    try:
        return commands[options.command](options)
    except (QuestionsError, CorpusError, BenchError, JuesuanError) as error:
        print(error, file=sys.stderr)
        return UNUSABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=messages.HELP)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help=messages.HELP_RUN, description=messages.HELP_RUN)
    run.add_argument("--out", type=Path, help=messages.HELP_OUT)
    many = commands.add_parser("many", help=messages.HELP_MANY, description=messages.HELP_MANY)
    many.add_argument("--out", type=Path, help=messages.HELP_OUT)
    many.add_argument("--reports", type=int, default=REPORTS, help=messages.HELP_REPORTS.format(default=REPORTS))
    many.add_argument("--embedder", choices=("hash", "real"), default="hash", help=messages.HELP_EMBEDDER)
    many.add_argument("--questions", type=Path, nargs="+", default=[LIBRARY_FILE], help=messages.HELP_QUESTIONS_MANY)
    many.add_argument("--corpus", type=Path, default=CORPUS, help=messages.HELP_CORPUS.format(default=CORPUS.name))
    duties = commands.add_parser("duties", help=messages.HELP_DUTIES, description=messages.HELP_DUTIES)
    duties.add_argument("--out", type=Path, help=messages.HELP_OUT)
    duties.add_argument("--embedder", choices=("hash", "real"), default="hash", help=messages.HELP_EMBEDDER)
    duties.add_argument("--questions", type=Path, nargs="+", default=[DUTY_FILE], help=messages.HELP_QUESTIONS_DUTIES)
    duties.add_argument("--corpus", type=Path, default=CORPUS, help=messages.HELP_CORPUS.format(default=CORPUS.name))
    verify = commands.add_parser("check", help=messages.HELP_CHECK, description=messages.HELP_CHECK)
    speed = commands.add_parser("bench", help=messages.HELP_BENCH, description=messages.HELP_BENCH)
    speed.add_argument("--pdf", type=Path, nargs="+", metavar="FILE", default=(), help=messages.HELP_PDF)
    speed.add_argument("--reports", type=_sizes, default=(), metavar="N,N…", help=messages.HELP_SCALE)
    speed.add_argument("--json", action="store_true", help=messages.HELP_JSON)
    for command in (run, verify, speed):
        help_corpus = messages.HELP_CORPUS.format(default=CORPUS.name)
        command.add_argument("--questions", type=Path, nargs="+", help=messages.HELP_QUESTIONS)
        command.add_argument("--corpus", type=Path, default=CORPUS, help=help_corpus)
    for command in (run, speed):
        folder = settings().library
        command.add_argument("--library", type=Path, default=folder, help=messages.HELP_LIBRARY.format(default=folder))
    return parser


def _sizes(text: str) -> tuple[int, ...]:
    """How many reports a library has, several times, separated by commas. Raises ArgumentTypeError."""
    parts = text.replace("，", ",").split(",")
    if not all(part.strip().isdecimal() and int(part) for part in parts):
        raise argparse.ArgumentTypeError(messages.SIZES_WRONG.format(text=text))
    return tuple(map(int, parts))


def _questions(options: argparse.Namespace) -> QuestionSet:
    return load(options.questions or default_files())


def _run(options: argparse.Namespace) -> int:
    from evals.doors import open_ask, open_search  # not needed to check the questions

    questions, thresholds = _questions(options), load_thresholds()
    asked = ask_all(questions.questions, open_ask(options.library), load_sources(options.corpus))
    bar = tqdm(asked, total=len(questions.questions), desc=messages.ASKING, disable=None, leave=False)
    run = Run(tuple(bar), measure_retrieval(questions, open_search(options.library)))
    _show(report.summary(run, thresholds), report.to_json(run, thresholds), options.out)
    return BELOW if report.verdict(run, thresholds) else OK


def _show(text: str, data: dict[str, object], out: Path | None) -> None:
    """Prints a run, and writes it into a folder where one is given."""
    print(text)
    if out:
        out.mkdir(parents=True, exist_ok=True)
        (out / "run.txt").write_text(text + "\n", encoding="utf-8")
        (out / "run.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(messages.WRITTEN.format(path=out))


def _many(options: argparse.Namespace) -> int:
    from evals.generated.library import write_budgets, write_reports
    from evals.many import EMBEDDERS, open_ask, report_files, take_in

    questions, thresholds, embedder = load(options.questions), load_thresholds(), EMBEDDERS[options.embedder]()
    with tempfile.TemporaryDirectory() as folder:
        made, library = Path(folder) / "reports", Path(folder) / "library"
        write_budgets(made, write_reports(made, options.reports))
        sources, files = [*load_sources(options.corpus), *load_sources(made)], report_files(options.corpus, made)
        started = time.perf_counter()
        take_in(library, tqdm(files, desc=messages.READING, disable=None, leave=False), embedder)
        seconds = time.perf_counter() - started
        print(messages.READ.format(count=len(sources), embedder=options.embedder, seconds=seconds))
        asked = ask_all(questions.questions, open_ask(library, embedder), sources)
        run = Run(
            tuple(tqdm(asked, total=len(questions.questions), desc=messages.ASKING, disable=None, leave=False)), ()
        )
    _show(report.many_summary(run, thresholds), report.many_json(run, thresholds), options.out)
    return BELOW if report.many_verdict(run, thresholds) else OK


def _task_sources(tasks: Sequence[DutyTask], corpus: Path, made: Path) -> dict[str, Source]:
    """The reports that the work items are about, by their files' names; the made-up ones are written into a folder."""
    from evals.generated.library import write_named

    files = {task.report for task in tasks}
    sources = [*load_sources(corpus), *(load_sources(made) if write_named(made, files, REPORTS) else ())]
    return {source.document.path.name: source for source in sources}


def _duties(options: argparse.Namespace) -> int:
    from evals.duties import DutyRun, check_all, open_check
    from evals.duty_report import duty_json, duty_summary, duty_verdict
    from evals.many import EMBEDDERS, report_files, take_in

    tasks, least, embedder = load_tasks(options.questions), load_thresholds().duties, EMBEDDERS[options.embedder]()
    with tempfile.TemporaryDirectory() as folder:
        made, library = Path(folder) / "reports", Path(folder) / "library"
        sources = _task_sources(tasks, options.corpus, made)
        if faults := check_tasks(tasks, sources):
            raise QuestionsError("\n".join((messages.CHECK_FAILED.format(count=len(faults)), *faults)))
        files = report_files(options.corpus, made)
        take_in(library, tqdm(files, desc=messages.READING, disable=None, leave=False), embedder)
        clauses = {file: clause_texts(source.text) for file, source in sources.items()}
        checked = check_all(tasks, open_check(library, embedder), clauses)
        run = DutyRun(tuple(tqdm(checked, total=len(tasks), desc=messages.MATCHING, disable=None, leave=False)))
    _show(duty_summary(run, least), duty_json(run, least), options.out)
    return BELOW if duty_verdict(run, least) else OK


def _check(options: argparse.Namespace) -> int:
    files = options.questions or (*default_files(), *default_task_files())
    task_files = [file for file in files if holds_tasks(file)]
    tasks, questions = load_tasks(task_files), load([file for file in files if file not in task_files])
    faults = check(questions, load_sources(options.corpus))
    if tasks:
        with tempfile.TemporaryDirectory() as folder:
            faults += check_tasks(tasks, _task_sources(tasks, options.corpus, Path(folder)))
    if faults:
        print(messages.CHECK_FAILED.format(count=len(faults)), *faults, sep="\n")
        return BELOW
    print(messages.CHECK_OK.format(questions=len(questions.questions), retrieval=len(questions.retrieval)))
    if tasks:
        print(messages.CHECK_TASKS_OK.format(count=len(tasks)))
    return OK


def _bench_scale(options: argparse.Namespace) -> int:
    from evals.bench_results import growth_to_json, show_growth
    from evals.bench_scale import bench_scale

    growths = bench_scale(options.reports, lambda text: print(text, file=sys.stderr))
    print(json.dumps(growth_to_json(growths), indent=1) if options.json else show_growth(growths))
    return OK


def _bench(options: argparse.Namespace) -> int:
    if options.reports:
        return _bench_scale(options)
    from evals.doors import open_ask, stored_pdfs

    numeric = [
        question.turns[0]
        for question in _questions(options).questions
        if question.kind is QuestionKind.NUMBER and len(question.turns) == 1
    ]
    ask = open_ask(options.library)
    results: list[Result] = [*bench(lambda question: ask(question, ()), numeric, options.library, options.corpus)]
    if pdfs := options.pdf or stored_pdfs(options.library):
        from evals.bench_pdf import bench_pdfs

        results += bench_pdfs(pdfs)
    else:
        print(messages.BENCH_NO_PDF, file=sys.stderr)
    print(json.dumps(to_json(results), indent=1) if options.json else show(results))
    return OK


if __name__ == "__main__":
    sys.exit(main())
