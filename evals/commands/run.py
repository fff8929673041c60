"""run: asks the questions of a library, and scores the answers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals import compare, messages, report
from evals.commands.common import (
    BELOW,
    OK,
    Command,
    add_corpus,
    add_library,
    add_out,
    add_questions,
    chosen,
    progress,
)
from evals.made import made_now
from evals.outputs import write_run
from evals.questions import default_files
from evals.record import read_record, run_folder
from evals.run import Run, ask_all, measure_retrieval
from evals.source import load_sources
from evals.thresholds import load_thresholds
from ingest.settings import settings


def _add_options(parser: ArgumentParser) -> None:
    add_out(parser, messages.HELP_OUT_RUN.format(default=settings().runs))
    parser.add_argument("--against", type=Path, metavar="RUN", help=messages.HELP_AGAINST)
    add_questions(parser)
    add_corpus(parser)
    add_library(parser)


def _run(options: Namespace) -> int:
    from evals.doors import open_explain, open_search  # not needed to check the questions

    questions, thresholds = chosen(options), load_thresholds()
    before = read_record(options.against) if options.against else None
    made = made_now("run", options.questions or default_files(), settings().embedder)
    asked = ask_all(questions.questions, open_explain(options.library), load_sources(options.corpus))
    results = tuple(progress(asked, messages.ASKING, len(questions.questions)))
    run = Run(results, measure_retrieval(questions, open_search(options.library)))
    text, data = report.summary(run, thresholds), report.to_json(run, thresholds, made)
    print(text)
    out = options.out or run_folder(settings().runs, made)
    comparison = write_run(out, text, data, before)
    if comparison:
        print("", compare.summary(comparison), sep="\n")
    print(messages.WRITTEN.format(path=out))
    return BELOW if report.verdict(run, thresholds) or (comparison and comparison.worse) else OK


COMMAND = Command(messages.HELP_RUN, _add_options, _run)
