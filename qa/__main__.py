"""Asking from the command line: one question, a file of them, or whose duty each task of a list is."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TextIO

from ingest.errors import JuesuanError, ReportNotFound
from ingest.found import with_words
from qa import doctor_messages, messages
from qa.answer import Answer
from qa.assistant import Assistant
from qa.duty_check.commands import add_commands

DOCTOR: Final = "doctor"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; returns the exit status: 0, or 2 with a message for what cannot be done; 1 where the doctor found
    something wrong."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        given = _parser().parse_args(arguments)
        if given.command == DOCTOR:  # does not need a library
            return _doctor(given)
        assistant = Assistant.open(given.library)
        return int(given.run(assistant, given))
    except JuesuanError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(messages.FILE_ERROR.format(name=error.filename, cause=error.strerror), file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m qa", description=messages.DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True, metavar=messages.META_COMMAND)
    ask = commands.add_parser("ask", help=messages.HELP_ASK)
    ask.add_argument("question", metavar=messages.META_QUESTION, help=messages.HELP_QUESTION)
    ask.add_argument("--json", action="store_true", help=messages.HELP_JSON)
    ask.add_argument("--explain", action="store_true", help=messages.HELP_EXPLAIN)
    ask.add_argument("--among", nargs="+", metavar=messages.META_AMONG, help=messages.HELP_AMONG)
    ask.set_defaults(run=_ask)
    batch = commands.add_parser("batch", help=messages.HELP_BATCH)
    batch.add_argument("input", type=Path, metavar="IN.jsonl", help=messages.HELP_INPUT)
    batch.add_argument("output", type=Path, metavar="OUT.jsonl", help=messages.HELP_OUTPUT)
    batch.set_defaults(run=_batch)
    doctor = commands.add_parser(DOCTOR, help=doctor_messages.HELP)
    for command in (ask, batch, doctor):
        command.add_argument("--library", type=Path, default=None, metavar="DIR", help=messages.HELP_LIBRARY)
    add_commands(commands, print)
    return parser


def _doctor(given: argparse.Namespace) -> int:
    from qa.doctor import examine

    return 0 if examine(given.library, partial(print, flush=True)) else 1


def _ask(assistant: Assistant, given: argparse.Namespace) -> int:
    among = [key for words in given.among for key in _among(assistant, words)] if given.among else None
    answer, trace = assistant.explain(given.question, among=among)
    if given.explain:
        print("\n".join(trace.lines), file=sys.stderr if given.json else sys.stdout)
    print(json.dumps(answer.to_json(), ensure_ascii=False, indent=1) if given.json else _readable(answer))
    return 0


def _among(assistant: Assistant, words: str) -> list[str]:
    """The keys of the reports that are named by id or key, or by words of their titles. Raises ReportNotFound."""
    reports = assistant.library.reports()
    found = [report for report in reports if words in (report.id, report.report_key)] or with_words(reports, words)
    if not found:
        raise ReportNotFound(messages.NONE_AMONG.format(words=words))
    return [report.report_key for report in found]


def _readable(answer: Answer) -> str:
    """The answer as text, with its options and notes."""
    lines = [answer.text]
    lines += [f"{number}. {option}" for number, option in enumerate(answer.options, 1)]
    lines += [messages.NOTE.format(note=note) for note in answer.notes]
    return "\n".join(lines)


def _batch(assistant: Assistant, given: argparse.Namespace) -> int:
    """Answers a file line by line; a bad line gives an error in its place and the rest goes on."""
    from tqdm import tqdm

    with given.input.open(encoding="utf-8-sig", errors="replace") as source:
        lines = [line for line in source if line.strip()]
    failed = 0
    # A question may hold half of a character (\ud800), which no file can.
    with given.output.open("w", encoding="utf-8", errors="replace") as target:
        for line in tqdm(lines, desc=messages.BATCH, unit=messages.QUESTIONS, disable=None):
            answered = batch_line(assistant, line)
            failed += "error" in answered
            _write(target, answered)
    if failed:
        print(messages.BATCH_FAILED.format(failed=failed, count=len(lines)), file=sys.stderr)
    return 0


def _write(target: TextIO, data: dict[str, object]) -> None:
    target.write(json.dumps(data, ensure_ascii=False) + "\n")
    target.flush()


def batch_line(assistant: Assistant, line: str) -> dict[str, object]:
    """What one input line gives: {"id", "answer"}, or {"id", "error"} for a bad one."""
    identifier: object = None
    try:
        data = json.loads(line)
        identifier = data.get("id") if isinstance(data, dict) else None
        history: list[Answer] = []
        for turn in _turns(data):
            history.append(assistant.ask(turn, history))
    except (ValueError, RecursionError, JuesuanError) as error:
        message = str(error) if isinstance(error, (JuesuanError, _BadLine)) else messages.BAD_JSON
        return {"id": identifier, "error": message}
    return {"id": identifier, "answer": history[-1].to_json()}


class _BadLine(ValueError):
    """A line that is JSON but no question."""


def _turns(data: object) -> Iterator[str]:
    asked = data.get("q") if isinstance(data, dict) else None
    turns = [asked] if isinstance(asked, str) else asked
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise _BadLine(messages.BAD_LINE)
    yield from turns


if __name__ == "__main__":
    sys.exit(main())
