"""screenshots: pictures of the page, as the README shows them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals import messages
from evals.bench_results import BenchError
from evals.browser import is_here
from evals.commands.common import OK, Command, add_library
from evals.screenshots import FOLDER, take


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=FOLDER, help=messages.HELP_PICTURES)
    add_library(parser)


def _run(options: Namespace) -> int:
    if not is_here():
        raise BenchError(messages.NO_BROWSER)
    for file in take(options.library, options.out):
        print(file)
    return OK


COMMAND = Command(messages.HELP_SCREENSHOTS, _add_options, _run)
