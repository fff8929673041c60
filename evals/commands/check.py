"""check: whether the questions themselves are right about the reports. Says nothing about the program."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals import messages
from evals.check import check
from evals.commands.common import BELOW, OK, Command, add_corpus, add_questions, task_sources
from evals.duty_tasks import check_tasks, default_task_files, holds_tasks, load_tasks
from evals.questions import default_files, load
from evals.source import load_sources


def _add_options(parser: ArgumentParser) -> None:
    add_questions(parser)
    add_corpus(parser)


def _run(options: Namespace) -> int:
    files = options.questions or (*default_files(), *default_task_files())
    task_files = [file for file in files if holds_tasks(file)]
    tasks, questions = load_tasks(task_files), load([file for file in files if file not in task_files])
    faults = check(questions, load_sources(options.corpus))
    if tasks:
        with tempfile.TemporaryDirectory() as folder:
            faults += check_tasks(tasks, task_sources(tasks, options.corpus, Path(folder)))
    if faults:
        print(messages.CHECK_FAILED.format(count=len(faults)), *faults, sep="\n")
        return BELOW
    print(messages.CHECK_OK.format(questions=len(questions.questions), retrieval=len(questions.retrieval)))
    if tasks:
        print(messages.CHECK_TASKS_OK.format(count=len(tasks)))
    return OK


COMMAND = Command(messages.HELP_CHECK, _add_options, _run)
