"""python -m evals run | check | bench"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tqdm import tqdm

from evals import messages, report
from evals.bench import bench
from evals.bench_results import BenchError, Result, show, to_json
from evals.check import check
from evals.questions import QuestionKind, QuestionsError, QuestionSet, default_files, load
from evals.run import Run, ask_all, measure_retrieval
from evals.source import CorpusError, load_sources
from evals.thresholds import load_thresholds
from ingest.errors import JuesuanError
from ingest.settings import settings

CORPUS: Final = Path(__file__).parent.parent / "corpus"
OK, BELOW, UNUSABLE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0 well, 1 below the thresholds or questions wrong, 2 could not be run."""
    options = _parser().parse_args(argv)
    commands = {"run": _run, "check": _check, "bench": _bench}
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
    verify = commands.add_parser("check", help=messages.HELP_CHECK, description=messages.HELP_CHECK)
    speed = commands.add_parser("bench", help=messages.HELP_BENCH, description=messages.HELP_BENCH)
    speed.add_argument("--pdf", type=Path, nargs="+", metavar="FILE", default=(), help=messages.HELP_PDF)
    speed.add_argument("--json", action="store_true", help=messages.HELP_JSON)
    for command in (run, verify, speed):
        help_corpus = messages.HELP_CORPUS.format(default=CORPUS.name)
        command.add_argument("--questions", type=Path, nargs="+", help=messages.HELP_QUESTIONS)
        command.add_argument("--corpus", type=Path, default=CORPUS, help=help_corpus)
    for command in (run, speed):
        folder = settings().library
        command.add_argument("--library", type=Path, default=folder, help=messages.HELP_LIBRARY.format(default=folder))
    return parser


def _questions(options: argparse.Namespace) -> QuestionSet:
    return load(options.questions or default_files())


def _run(options: argparse.Namespace) -> int:
    from evals.doors import open_ask, open_search  # not needed to check the questions

    questions, thresholds = _questions(options), load_thresholds()
    asked = ask_all(questions.questions, open_ask(options.library), load_sources(options.corpus))
    bar = tqdm(asked, total=len(questions.questions), desc=messages.ASKING, disable=None, leave=False)
    run = Run(tuple(bar), measure_retrieval(questions, open_search(options.library)))
    text = report.summary(run, thresholds)
    print(text)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "run.txt").write_text(text + "\n", encoding="utf-8")
        data = json.dumps(report.to_json(run, thresholds), ensure_ascii=False, indent=1)
        (options.out / "run.json").write_text(data + "\n", encoding="utf-8")
        print(messages.WRITTEN.format(path=options.out))
    return BELOW if report.verdict(run, thresholds) else OK


def _check(options: argparse.Namespace) -> int:
    questions = _questions(options)
    faults = check(questions, load_sources(options.corpus))
    if faults:
        print(messages.CHECK_FAILED.format(count=len(faults)), *faults, sep="\n")
        return BELOW
    print(messages.CHECK_OK.format(questions=len(questions.questions), retrieval=len(questions.retrieval)))
    return OK


def _bench(options: argparse.Namespace) -> int:
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
