"""candidates: what people said of answers in the page, as candidates for questions."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals import messages
from evals.commands.common import OK, UNUSABLE, Command, add_library


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, metavar="FILE", help=messages.HELP_CANDIDATES_OUT)
    add_library(parser)


def _run(options: Namespace) -> int:
    from evals.candidates import candidates
    from qa.page.chat.store import Conversations

    found = list(candidates(Conversations(options.library).rated()))
    text = "".join(json.dumps(candidate, ensure_ascii=False) + "\n" for candidate in found)
    if options.out:
        try:
            options.out.write_text(text, encoding="utf-8")
        except OSError as error:
            print(messages.NOT_WRITTEN.format(path=options.out, cause=error.strerror), file=sys.stderr)
            return UNUSABLE
    else:
        sys.stdout.write(text)
    print(messages.CANDIDATES.format(count=len(found)), file=sys.stderr)
    return OK


COMMAND = Command(messages.HELP_CANDIDATES, _add_options, _run)
