"""run: asks the questions of a library, and scores the answers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from evals import messages, report
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
    show,
)  # fmt: skip
from evals.run import Run, ask_all, measure_retrieval
from evals.source import load_sources
from evals.thresholds import load_thresholds


def _add_options(parser: ArgumentParser) -> None:
    add_out(parser)
    add_questions(parser)
    add_corpus(parser)
    add_library(parser)


def _run(options: Namespace) -> int:
    from evals.doors import open_ask, open_search  # not needed to check the questions

    questions, thresholds = chosen(options), load_thresholds()
    asked = ask_all(questions.questions, open_ask(options.library), load_sources(options.corpus))
    results = tuple(progress(asked, messages.ASKING, len(questions.questions)))
    run = Run(results, measure_retrieval(questions, open_search(options.library)))
    show(report.summary(run, thresholds), report.to_json(run, thresholds), options.out)
    return BELOW if report.verdict(run, thresholds) else OK


COMMAND = Command(messages.HELP_RUN, _add_options, _run)
