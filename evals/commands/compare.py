"""compare: two runs side by side."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals import messages
from evals.commands.common import BELOW, OK, Command, add_out
from evals.compare import Comparison, summary
from evals.outputs import write_comparison
from evals.record import read_record


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("runs", type=Path, nargs=2, metavar=("A", "B"), help=messages.HELP_COMPARED)
    add_out(parser, messages.HELP_OUT_COMPARE)


def _run(options: Namespace) -> int:
    comparison = Comparison(*map(read_record, options.runs))
    print(summary(comparison))
    if options.out:
        write_comparison(options.out, comparison)
        print(messages.WRITTEN.format(path=options.out))
    return BELOW if comparison.worse or not comparison.after.passed else OK


COMMAND = Command(messages.HELP_COMPARE, _add_options, _run)
