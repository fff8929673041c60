"""peers: the program beside others' usual recipes, on the same reports and questions."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from evals.commands.common import OK, Command, add_corpus, add_out, show_tables, sizes
from evals.made import made_now
from evals.messages import HELP_OUT_TABLES
from evals.peers import PEERS, messages
from evals.questions import LIBRARY_FILE, default_files
from ingest.settings import settings


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--reports", type=sizes, default=(1, 20), metavar="N,N…", help=messages.HELP_REPORTS)
    only = messages.HELP_ONLY.format(names=",".join(PEERS))
    parser.add_argument("--only", type=_names, default=tuple(PEERS), metavar="NAME,…", help=only)
    parser.add_argument("--embedder", default=settings().embedder, metavar="NAME", help=messages.HELP_EMBEDDER)
    add_corpus(parser)
    add_out(parser, HELP_OUT_TABLES)


def _names(text: str) -> tuple[str, ...]:
    """Peers, separated by commas. Raises ArgumentTypeError for one that there is none of."""
    names = [name.strip().lower() for name in text.replace("，", ",").split(",")]
    for name in names:
        if name not in PEERS:
            raise ArgumentTypeError(messages.UNKNOWN.format(names="、".join(PEERS), name=name or text))
    return tuple(dict.fromkeys(names))


def _run(options: Namespace) -> int:
    from evals.peers.compare import compare
    from evals.peers.report import tables, to_json

    made = made_now("peers", [*default_files(), LIBRARY_FILE], options.embedder)
    done = [
        compare(reports, options.only, options.embedder, options.corpus, lambda text: print(text, file=sys.stderr))
        for reports in options.reports
    ]
    shown = [table for each in done for table in tables(each, options.embedder)]
    show_tables(shown, messages.TITLE, made, {"runs": [to_json(each) for each in done]}, options.out)
    return OK


COMMAND = Command(messages.HELP, _add_options, _run)
