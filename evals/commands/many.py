"""many: makes up a library of many reports of similar names, asks about them, and scores the answers."""

from __future__ import annotations

import tempfile
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals import messages, report
from evals.commands.common import BELOW, OK, REPORTS, Command, add_corpus, add_embedder, add_out, progress
from evals.made import made_now
from evals.outputs import write_run
from evals.questions import LIBRARY_FILE, load
from evals.run import Run, ask_all
from evals.source import load_sources
from evals.thresholds import load_thresholds


def _add_options(parser: ArgumentParser) -> None:
    add_out(parser, messages.HELP_OUT_MANY)
    parser.add_argument("--reports", type=int, default=REPORTS, help=messages.HELP_REPORTS.format(default=REPORTS))
    add_embedder(parser)
    parser.add_argument("--questions", type=Path, nargs="+", default=[LIBRARY_FILE], help=messages.HELP_QUESTIONS_MANY)
    add_corpus(parser)


def _run(options: Namespace) -> int:
    from evals.generated.library import write_budgets, write_reports
    from evals.many import EMBEDDERS, open_explain, report_files, take_in

    questions, thresholds, embedder = load(options.questions), load_thresholds(), EMBEDDERS[options.embedder]()
    with tempfile.TemporaryDirectory() as folder:
        made, library = Path(folder) / "reports", Path(folder) / "library"
        write_budgets(made, write_reports(made, options.reports))
        sources, files = [*load_sources(options.corpus), *load_sources(made)], report_files(options.corpus, made)
        started = time.perf_counter()
        take_in(library, progress(files, messages.READING), embedder)
        seconds = time.perf_counter() - started
        print(messages.READ.format(count=len(sources), embedder=options.embedder, seconds=seconds))
        asked = ask_all(questions.questions, open_explain(library, embedder), sources)
        run = Run(tuple(progress(asked, messages.ASKING, len(questions.questions))), ())
    text = report.many_summary(run, thresholds)
    print(text)
    if options.out:
        data = report.many_json(run, thresholds, made_now("many", options.questions, options.embedder))
        write_run(options.out, text, data)
        print(messages.WRITTEN.format(path=options.out))
    return BELOW if report.many_verdict(run, thresholds) else OK


COMMAND = Command(messages.HELP_MANY, _add_options, _run)
