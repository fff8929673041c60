"""ablation: measures every way to search on the same labelled questions."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals import ablation_messages as messages
from evals.commands.common import OK, Command, add_corpus, add_out, add_questions, chosen, show_tables, told
from evals.gold import labels
from evals.made import made_now
from evals.messages import HELP_OUT_TABLES
from evals.questions import default_files
from evals.source import load_sources


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--embedder", nargs="+", metavar="NAME", help=messages.HELP_EMBEDDERS)
    add_questions(parser)
    add_corpus(parser)
    add_out(parser, HELP_OUT_TABLES)


def _run(options: Namespace) -> int:
    from evals.ablation import ablate, in_use
    from evals.ablation_report import tables, to_json

    used, sources = in_use(), load_sources(options.corpus)
    asked = labels(chosen(options), sources)
    names = options.embedder or [used.embedder]
    made = made_now("ablation", options.questions or default_files(), "、".join(names))
    files = [source.document.path for source in sources]
    with tempfile.TemporaryDirectory() as folder, told() as tell:
        outcomes = ablate(asked, files, names, Path(folder), used, tell)
    data = to_json(asked, outcomes, used)
    show_tables(tables(asked, outcomes, used), messages.TITLE, made, data, options.out)
    return OK


COMMAND = Command(messages.HELP, _add_options, _run)
