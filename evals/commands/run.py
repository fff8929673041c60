"""run: asks the questions of a library, and scores the answers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals import compare, messages, report, with_model
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
from evals.compare import Comparison
from evals.made import Made, made_now
from evals.outputs import write_run
from evals.questions import default_files
from evals.record import Record, read_record, run_folder
from evals.run import Run, ask_all, measure_retrieval
from evals.source import load_sources
from evals.thresholds import Thresholds, load_thresholds
from ingest.settings import settings


def _add_options(parser: ArgumentParser) -> None:
    add_out(parser, messages.HELP_OUT_RUN.format(default=settings().runs))
    parser.add_argument("--against", type=Path, metavar="RUN", help=messages.HELP_AGAINST)
    parser.add_argument("--llm", action="store_true", help=messages.HELP_LLM)
    add_questions(parser)
    add_corpus(parser)
    add_library(parser)


def _run(options: Namespace) -> int:
    from evals.doors import open_explain, open_search, open_without_and_with_model  # not needed to check the questions

    questions, thresholds = chosen(options), load_thresholds()
    before = read_record(options.against) if options.against else None
    doors = open_without_and_with_model(options.library) if options.llm else (open_explain(options.library),)
    llm = settings().llm_model if options.llm else ""
    made = made_now("run", options.questions or default_files(), settings().embedder, llm)
    sources = load_sources(options.corpus)
    asked = zip(*(ask_all(questions.questions, door, sources) for door in doors), strict=True)
    answered = list(progress(asked, messages.ASKING, len(questions.questions)))
    retrieval = measure_retrieval(questions, open_search(options.library))
    runs = [Run(tuple(results[door] for results in answered), retrieval) for door in range(len(doors))]
    run, out = runs[-1], options.out or run_folder(settings().runs, made)
    text, data = report.summary(run, thresholds), report.to_json(run, thresholds, made)
    if options.llm:
        without = _keep_without(runs[0], thresholds, made, options.out)
        side_by_side = Comparison(without, Record.model_validate(data))
        text, data = f"{text}\n\n{with_model.summary(side_by_side)}", data | {"llm": with_model.to_json(side_by_side)}
        before = before or without
    print(text)
    comparison = write_run(out, text, data, before)
    if comparison:
        print("", compare.summary(comparison), sep="\n")
    print(messages.WRITTEN.format(path=out))
    return BELOW if report.verdict(run, thresholds) or (comparison and comparison.worse) else OK


def _keep_without(run: Run, thresholds: Thresholds, made: Made, out: Path | None) -> Record:
    """Keeps the answers without the language model as a run of their own, beside that with it."""
    made = made.model_copy(update={"llm": ""})
    data = report.to_json(run, thresholds, made)
    folder = out / "without" if out else run_folder(settings().runs, made)
    write_run(folder, report.summary(run, thresholds), data)
    return Record.model_validate(data)


COMMAND = Command(messages.HELP_RUN, _add_options, _run)
