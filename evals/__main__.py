"""python -m evals run | compare | many | duties | ablation | peers | check | bench | candidates | screenshots"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Final

from evals import messages
from evals.bench_results import BenchError
from evals.commands import ablation, bench, candidates, check, compare, duties, many, peers, run, screenshots
from evals.commands.common import BELOW, OK, UNUSABLE, Command
from evals.questions import QuestionsError
from evals.source import CorpusError
from ingest.errors import JuesuanError

__all__ = ["BELOW", "COMMANDS", "OK", "UNUSABLE", "main"]

COMMANDS: Final[dict[str, Command]] = {
    "run": run.COMMAND,
    "compare": compare.COMMAND,
    "many": many.COMMAND,
    "duties": duties.COMMAND,
    "ablation": ablation.COMMAND,
    "peers": peers.COMMAND,
    "check": check.COMMAND,
    "bench": bench.COMMAND,
    "screenshots": screenshots.COMMAND,
    "candidates": candidates.COMMAND,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0 well, 1 below the thresholds or questions wrong, 2 could not be run."""
    try:
        options = _parser().parse_args(argv)
        return COMMANDS[options.command].run(options)
    except (QuestionsError, CorpusError, BenchError, JuesuanError) as error:
        print(error, file=sys.stderr)
        return UNUSABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=messages.HELP)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        command.add_options(commands.add_parser(name, help=command.help, description=command.help))
    return parser


if __name__ == "__main__":
    sys.exit(main())
