"""The command line: `python -m ingest 路径…`, and rebuild, list, show, remove."""

from __future__ import annotations

if __name__ == "__main__":
    from ingest.interrupt import end_at_once

    end_at_once()  # before anything that takes time to import

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NoReturn

from ingest import messages
from ingest.console import Bar, summary
from ingest.embedder import load_embedder
from ingest.errors import (
    DocumentError,
    EmbedderMismatch,
    IdentityTaken,
    JuesuanError,
    ReportNotFound,
    UnreadableDocument,
    UnsupportedFormat,
)
from ingest.found import check_line, contents, forms_found, found, source, with_words
from ingest.library import ANYONE, Library, StoredReport, Unchanged, Writer, file_hash
from ingest.readers import SUFFIXES, remedy
from ingest.reading import Readers, Reading, Tools, read_report, unexpected
from ingest.settings import library_option, settings

_MEGABYTE: Final = 2**20
_STATUS_INTERRUPTED: Final = 130

_OWNER_FILE: Final = "~$"
"""What the name begins with of the file by which Word notes who has a document open."""

_PAGE_FOLDERS: Final = ("_files", ".files")
"""What the name ends with of the folder into which a browser saves what a web page consists of."""


class Result(StrEnum):
    """What became of a file that did not fail."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"


def main(argv: Sequence[str] | None = None, *, tools: Tools | None = None) -> int:
    """Runs one command line. The exit status is 0, or 1 where anything failed."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        command, options = _parse(arguments)
        return command(options, tools or _default_tools())
    except JuesuanError as error:
        print(messages.FAILED.format(message=error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(messages.INTERRUPTED, file=sys.stderr)
        return _STATUS_INTERRUPTED
    except BrokenPipeError:  # `list | head`: nobody wants to see more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _default_tools() -> Tools:
    return Tools(read_report, load_embedder(settings().embedder))


# taking files in


def ingest(options: argparse.Namespace, tools: Tools) -> int:
    """Reads files and folders into the library."""
    files, skipped, missing = find_files(options.paths)
    suffixes = "、".join(SUFFIXES)
    for path in skipped:
        print(messages.UNSUPPORTED.format(path=path, suffixes=suffixes, remedy=remedy(path)))
    for error in missing:
        print(messages.FAILED.format(message=error))
    if not files:
        print(messages.NOTHING_TO_READ.format(suffixes=suffixes))
        return 1
    with Writer(options.library, tools.embedder, settings().lock_seconds) as writer:
        intake = Intake(writer, tools, replace=options.replace)
        intake.failed += map(str, missing)
        intake.take_in(files)
        vectors_missing = writer.vectors_missing
    intake.conclude()
    if vectors_missing:
        folder = options.library
        print(messages.VECTORS_MISSING.format(folder=folder, option=library_option(folder)))
    return 1 if intake.failed else 0


class Intake:
    """Files on their way into the library: what has not changed is passed over, the others are read, several at a
    time, and published one after the other.

    What is wrong with a file is said and the others go on; what is wrong with the library or the embedder is raised.
    """

    def __init__(self, writer: Writer, tools: Tools, *, replace: bool) -> None:
        self._writer = writer
        self._tools = tools
        self._replace = replace
        self.results: Counter[Result] = Counter()
        self.failed: list[str] = []

    def take_in(self, files: Sequence[Path]) -> None:
        """All of them."""
        hashes = {file: digest for file in files if (digest := self._changed(file))}
        done = len(files) - len(hashes)
        with Bar(len(files), done) as bar, Readers(self._tools, list(hashes)) as readers:
            for file, reading in readers.read(bar.tick):
                self._publish(file, hashes[file], reading, bar)
                bar.next()

    def conclude(self) -> None:
        """Says what became of the files: how many, and of each that failed, why."""
        count = self.results.total() + len(self.failed)
        if self.results[Result.UNCHANGED] == count:
            print(messages.ALL_UNCHANGED.format(count=count))
            return
        counts = {str(kind): self.results[kind] for kind in Result}
        print(messages.TOTALS.format(count=count, failed=len(self.failed), **counts))
        for message in self.failed if count > 1 else ():
            print(messages.FAILED.format(message=message))

    def _changed(self, file: Path) -> str:
        """The hash of a file that is to be read; nothing for one that is not."""
        try:
            _refuse_large(file)
            digest = file_hash(file)
        except DocumentError as error:
            self._fail(str(error), print)
            return ""
        if same := self._writer.unchanged(file, digest):
            self._leave(same, print)
            return ""
        return digest

    def _publish(self, file: Path, digest: str, reading: Reading, bar: Bar) -> None:
        started = time.perf_counter()
        try:
            report = reading.report()
            done = self._writer.publish(report, path=file, file_hash=digest, replace=self._replace, progress=bar.part)
        except (DocumentError, IdentityTaken, EmbedderMismatch) as error:
            return self._fail(str(error), bar.say)
        except JuesuanError:
            raise
        except Exception as error:  # noqa: BLE001 - the edge: a bug met by one file must not stop the others
            return self._fail(unexpected(file, error), bar.say)
        if isinstance(done, Unchanged):
            return self._leave(done, bar.say)
        said = messages.REPLACED if done.replaced else messages.PUBLISHED
        bar.say(said.format(title=done.report.title, id=done.report.id))
        bar.say(summary(done.report, report.checks, reading.seconds + time.perf_counter() - started))
        self.results[Result.PUBLISHED] += 1
        return None

    def _leave(self, same: Unchanged, say: Callable[[str], None]) -> None:
        say(messages.UNCHANGED.format(title=same.report.title, id=same.report.id))
        self.results[Result.UNCHANGED] += 1

    def _fail(self, message: str, say: Callable[[str], None]) -> None:
        say(messages.FAILED.format(message=message))
        self.failed.append(message)


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Path], list[DocumentError]]:
    """Files to read; files in the folders that no reader takes; what was asked for and cannot be.

    Hidden files and folders are passed over, and what programs put beside a document.
    """
    files: list[Path] = []
    skipped: list[Path] = []
    errors: list[DocumentError] = []
    for path in paths:
        if path.is_dir():
            for file in _visible(path):
                (files if file.suffix.lower() in SUFFIXES else skipped).append(file)
        elif not path.exists():
            errors.append(UnreadableDocument(messages.NO_SUCH_PATH.format(path=path)))
        elif path.suffix.lower() not in SUFFIXES:
            said = messages.UNSUPPORTED_FILE.format(path=path, suffixes="、".join(SUFFIXES), remedy=remedy(path))
            errors.append(UnsupportedFormat(said))
        else:
            files.append(path)
    return list(dict.fromkeys(files)), skipped, errors


def _visible(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        *folders, name = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in (*folders, name)) or name.startswith(_OWNER_FILE)
        if not hidden and not any(part.endswith(_PAGE_FOLDERS) for part in folders) and path.is_file():
            yield path


def _refuse_large(file: Path) -> None:
    try:
        size = file.stat().st_size / _MEGABYTE
    except OSError as error:
        raise UnreadableDocument(messages.CANNOT_OPEN.format(path=file, cause=error.strerror)) from error
    if size > settings().max_file_mb:
        raise UnreadableDocument(messages.TOO_LARGE.format(path=file, size=size, limit=settings().max_file_mb))


# the other commands


def rebuild(options: argparse.Namespace, tools: Tools) -> int:
    """Makes all vectors anew."""
    Library.open(options.library).close()
    started = time.perf_counter()
    with Writer(options.library, tools.embedder, settings().lock_seconds) as writer, Bar(1, 0) as bar:
        rebuilt = writer.rebuild(progress=bar.part)
        bar.next()
    pieces = sum(stored.counts.pieces for stored in rebuilt)
    seconds = time.perf_counter() - started
    print(messages.REBUILT.format(reports=len(rebuilt), pieces=pieces, seconds=seconds))
    return 0


def list_reports(options: argparse.Namespace, _tools: Tools) -> int:
    """Lists what is there, or of that what has all the words in its title."""
    reports = Library.open(options.library, ANYONE).reports()
    shown = with_words(reports, " ".join(options.words))
    for stored in shown:
        print(
            messages.LISTED.format(
                id=stored.id,
                title=stored.title,
                pages=stored.pages,
                tables=forms_found(stored),
                path=source(stored),
            )
        )
    if not reports:
        print(messages.EMPTY_LIBRARY.format(option=library_option(options.library)))
    elif options.words:
        print(messages.LISTED_SOME.format(shown=len(shown), count=len(reports)), file=sys.stderr)
    else:
        print(messages.LISTED_ALL.format(count=len(reports)), file=sys.stderr)
    return 0


def show(options: argparse.Namespace, _tools: Tools) -> int:
    """Shows one report with the outcome of each check."""
    library = Library.open(options.library, ANYONE)
    there = found(library, _find(library, options.report).id)
    stored, checks = there.report, there.checks
    print(
        messages.SHOWN.format(
            title=stored.title,
            id=stored.id,
            key=stored.report_key,
            path=source(stored),
            file_hash=stored.file_hash,
            published_at=stored.published_at,
        )
    )
    print(messages.SHOWN_CONTENTS.format(contents=contents(stored, checks)))
    if there.missing:
        print(messages.SHOWN_MISSING.format(titles="、".join(there.missing)))
    if there.projects:
        print(messages.SHOWN_PROJECTS.format(count=len(there.projects), names="、".join(there.projects)))
    for check in checks:
        print(check_line(messages.SHOWN_CHECK, check))
    for note in stored.notes:
        print(messages.SHOWN_NOTE.format(note=note))
    return 0


def remove(options: argparse.Namespace, tools: Tools) -> int:
    """Takes reports away: all that are named, or none where one of them is not there."""
    library = Library.open(options.library, ANYONE)
    found = [_find(library, name).id for name in options.reports]
    with Writer(options.library, tools.embedder, settings().lock_seconds) as writer:
        removed = writer.remove(*found)
    for stored in removed:
        print(messages.REMOVED.format(title=stored.title, id=stored.id))
    return 0


def _find(library: Library, name: str) -> StoredReport:
    """A report by its id or its key. Raises ReportNotFound."""
    for stored in library.reports():
        if name in (stored.id, stored.report_key):
            return stored
    raise ReportNotFound(messages.REPORT_NOT_FOUND.format(id=name))


# parsing

Command = Callable[[argparse.Namespace, Tools], int]

_OF_REPORT: Final = {"metavar": messages.META_REPORT, "help": messages.HELP_REPORT}

COMMANDS: Final[dict[str, tuple[Command, str, dict[str, Any]]]] = {
    "rebuild": (rebuild, messages.HELP_REBUILD, {}),
    "list": (
        list_reports,
        messages.HELP_LIST,
        {"dest": "words", "nargs": "*", "metavar": messages.META_WORD, "help": messages.HELP_WORDS},
    ),
    "show": (show, messages.HELP_SHOW, {"dest": "report", **_OF_REPORT}),
    "remove": (remove, messages.HELP_REMOVE, {"dest": "reports", "nargs": "+", **_OF_REPORT}),
}
"""Name, what runs it, what it does, and the argument that it takes."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, messages.BAD_ARGUMENTS.format(message=message))


def _parse(arguments: list[str]) -> tuple[Command, argparse.Namespace]:
    """The command and its options; `--library` may stand before or after the command's name."""
    common = _Parser(add_help=False, allow_abbrev=False, usage=messages.USAGE)
    default = settings().library
    common.add_argument("--library", type=Path, default=default, help=messages.HELP_LIBRARY.format(default=default))
    _, rest = common.parse_known_args(arguments)
    if rest and rest[0] in COMMANDS:
        command, description, argument = COMMANDS[rest[0]]
        parser = _Parser(
            prog=f"python -m ingest {rest[0]}", parents=[common], description=description, allow_abbrev=False
        )
        parser.add_argument("command", choices=[rest[0]], help=argparse.SUPPRESS)
        if argument:
            parser.add_argument(**argument)
    else:
        command, parser = ingest, _ingest_parser(common)
    return command, parser.parse_args(arguments)


def _ingest_parser(common: _Parser) -> _Parser:
    parser = _Parser(
        prog="python -m ingest",
        parents=[common],
        usage=messages.USAGE,
        description=messages.DESCRIPTION,
        epilog=messages.EPILOG,
        allow_abbrev=False,
    )
    parser.add_argument("paths", metavar=messages.META_PATH, type=Path, nargs="+", help=messages.HELP_PATHS)
    parser.add_argument("--replace", action="store_true", help=messages.HELP_REPLACE)
    return parser


if __name__ == "__main__":
    sys.exit(main())
