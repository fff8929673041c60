"""bench: speed and memory, as multiples of something measured in the same run."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from evals import messages
from evals.bench import bench
from evals.bench_page import bench_page
from evals.bench_results import Result, show, to_json
from evals.browser import is_here
from evals.commands.common import OK, Command, add_corpus, add_library, add_questions, chosen, sizes
from evals.questions import QuestionKind


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--pdf", type=Path, nargs="+", metavar="FILE", default=(), help=messages.HELP_PDF)
    parser.add_argument("--reports", type=sizes, default=(), metavar="N,N…", help=messages.HELP_SCALE)
    parser.add_argument("--json", action="store_true", help=messages.HELP_JSON)
    add_questions(parser)
    add_corpus(parser)
    add_library(parser)


def _scale(options: Namespace) -> int:
    from evals.bench_results import growth_to_json, show_growth
    from evals.bench_scale import bench_scale

    growths = bench_scale(options.reports, lambda text: print(text, file=sys.stderr))
    print(json.dumps(growth_to_json(growths), indent=1) if options.json else show_growth(growths))
    return OK


def _run(options: Namespace) -> int:
    if options.reports:
        return _scale(options)
    from evals.doors import open_ask, stored_pdfs

    single = [question for question in chosen(options).questions if len(question.turns) == 1]
    numeric = [question.turns[0] for question in single if question.kind is QuestionKind.NUMBER]
    ask = open_ask(options.library)
    results: list[Result] = [*bench(lambda question: ask(question, ()), numeric, options.library, options.corpus)]
    if pdfs := options.pdf or stored_pdfs(options.library):
        from evals.bench_pdf import bench_pdfs

        results += bench_pdfs(pdfs)
    else:
        print(messages.BENCH_NO_PDF, file=sys.stderr)
    if is_here():
        results += bench_page(options.library, numeric)
        results += _written(options.library, [q.turns[0] for q in single if q.kind is QuestionKind.PASSAGE])
    else:
        print(messages.NO_BROWSER, file=sys.stderr)
    print(json.dumps(to_json(results), indent=1) if options.json else show(results))
    return OK


def _written(library: Path, passages: Sequence[str]) -> tuple[Result, ...]:
    """What a language model writes on the page; nothing where its client is not installed."""
    if find_spec("langchain_openai") is None:
        print(messages.BENCH_NO_CLIENT, file=sys.stderr)
        return ()
    from evals.bench_written import bench_written

    return bench_written(library, passages)


COMMAND = Command(messages.HELP_BENCH, _add_options, _run)
