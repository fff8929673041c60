"""duties: checks work items against the duties of reports, and scores the verdicts."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals import messages
from evals.commands.common import BELOW, OK, Command, add_corpus, add_embedder, add_out, progress, show, task_sources
from evals.duty_tasks import check_tasks, clause_texts, load_tasks
from evals.questions import DUTY_FILE, QuestionsError
from evals.thresholds import load_thresholds


def _add_options(parser: ArgumentParser) -> None:
    add_out(parser)
    add_embedder(parser)
    parser.add_argument("--questions", type=Path, nargs="+", default=[DUTY_FILE], help=messages.HELP_QUESTIONS_DUTIES)
    add_corpus(parser)


def _run(options: Namespace) -> int:
    from evals.duties import DutyRun, check_all, open_check
    from evals.duty_report import duty_json, duty_summary, duty_verdict
    from evals.many import EMBEDDERS, report_files, take_in

    tasks, least, embedder = load_tasks(options.questions), load_thresholds().duties, EMBEDDERS[options.embedder]()
    with tempfile.TemporaryDirectory() as folder:
        made, library = Path(folder) / "reports", Path(folder) / "library"
        sources = task_sources(tasks, options.corpus, made)
        if faults := check_tasks(tasks, sources):
            raise QuestionsError("\n".join((messages.CHECK_FAILED.format(count=len(faults)), *faults)))
        take_in(library, progress(report_files(options.corpus, made), messages.READING), embedder)
        clauses = {file: clause_texts(source.text) for file, source in sources.items()}
        checked = check_all(tasks, open_check(library, embedder), clauses)
        run = DutyRun(tuple(progress(checked, messages.MATCHING, len(tasks))))
    show(duty_summary(run, least), duty_json(run, least), options.out)
    return BELOW if duty_verdict(run, least) else OK


COMMAND = Command(messages.HELP_DUTIES, _add_options, _run)
