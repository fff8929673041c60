"""ablation: measures every way to search on the same labelled questions."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals import messages
from evals.commands.common import OK, Command, add_corpus, add_out, add_questions, chosen, show_tables, told
from evals.gold import labels
from evals.source import load_sources


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--embedder", nargs="+", metavar="NAME", help=messages.HELP_EMBEDDERS)
    add_questions(parser)
    add_corpus(parser)
    add_out(parser)


def _run(options: Namespace) -> int:
    from evals.ablation import ablate, in_use
    from evals.ablation_report import tables, to_json

    used, sources = in_use(), load_sources(options.corpus)
    asked = labels(chosen(options), sources)
    files = [source.document.path for source in sources]
    with tempfile.TemporaryDirectory() as folder, told() as tell:
        outcomes = ablate(asked, files, options.embedder or [used.embedder], Path(folder), used, tell)
    show_tables(
        "ablation", messages.ABLATION, tables(asked, outcomes, used), to_json(asked, outcomes, used), options.out
    )
    return OK


COMMAND = Command(messages.HELP_ABLATION, _add_options, _run)
