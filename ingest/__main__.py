"""The command line: `python -m ingest 路径…`, and rebuild, list, show, remove."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, NoReturn

from ingest import messages
from ingest.console import Bar, check_line, contents, forms_found, summary, unexpected
from ingest.embedder import Embedder, load_embedder
from ingest.errors import (
    DocumentError,
    EmbedderMismatch,
    IdentityTaken,
    JuesuanError,
    ReportNotFound,
    UnreadableDocument,
    UnsupportedFormat,
)
from ingest.library import Library, StoredReport, Unchanged, Writer, file_hash
from ingest.readers import SUFFIXES, remedy
from ingest.report import Report
from ingest.settings import settings

_MEGABYTE: Final = 2**20
_STATUS_INTERRUPTED: Final = 130

_OWNER_FILE: Final = "~$"
"""What the name begins with of the file by which Word notes who has a document open."""

_PAGE_FOLDERS: Final = ("_files", ".files")
"""What the name ends with of the folder into which a browser saves what a web page consists of."""

ReadReport = Callable[[Path, Callable[[str], bool]], Report]


@dataclass(frozen=True, slots=True)
class Tools:
    """What reads a file, and what embeds its pieces."""

    read: ReadReport
    embedder: Embedder


class Result(StrEnum):
    """What became of one file."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    FAILED = "failed"


def main(argv: Sequence[str] | None = None, *, tools: Tools | None = None) -> int:
    """Runs one command line. The exit status is 0, or 1 where anything failed."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    command, options = _parse(arguments)
    try:
        return command(options, tools or _default_tools())
    except JuesuanError as error:
        print(messages.FAILED.format(message=error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(messages.INTERRUPTED, file=sys.stderr)
        return _STATUS_INTERRUPTED


def _default_tools() -> Tools:
    def read(path: Path, fits: Callable[[str], bool]) -> Report:
        from ingest.pipeline import read_report  # the parsers are not needed by `list` and `show`

        return read_report(path, fits)

    return Tools(read, load_embedder(settings().embedder))


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
    results = Counter({Result.FAILED: len(missing)})
    with Writer(options.library, tools.embedder, settings().lock_seconds) as writer, Bar(len(files)) as bar:
        for file in files:
            results[_take_in(file, writer, tools, bar, replace=options.replace)] += 1
            bar.next()
        vectors_missing = writer.vectors_missing
    if results[Result.UNCHANGED] == results.total():
        print(messages.ALL_UNCHANGED.format(count=results.total()))
    else:
        print(messages.TOTALS.format(count=results.total(), **{str(kind): results[kind] for kind in Result}))
    if vectors_missing:
        print(messages.VECTORS_MISSING.format(folder=options.library))
    return 1 if results[Result.FAILED] else 0


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


def _take_in(file: Path, writer: Writer, tools: Tools, bar: Bar, *, replace: bool) -> Result:
    """One file. What is wrong with it is said and the others go on; what is wrong with the library or
    the embedder is raised."""
    try:
        return _publish(file, writer, tools, bar, replace=replace)
    except (DocumentError, IdentityTaken, EmbedderMismatch) as error:
        bar.say(messages.FAILED.format(message=error))
    except JuesuanError:
        raise
    except Exception as error:  # noqa: BLE001 - the edge: a bug met by one file must not stop the others
        bar.say(messages.FAILED.format(message=unexpected(file, error)))
    return Result.FAILED


def _publish(file: Path, writer: Writer, tools: Tools, bar: Bar, *, replace: bool) -> Result:
    started = time.perf_counter()
    _refuse_large(file)
    digest = file_hash(file)
    same = writer.unchanged(file, digest)
    if same is None:
        report = tools.read(file, tools.embedder.fits)
        done = writer.publish(report, path=file, file_hash=digest, replace=replace, progress=bar.part)
    else:
        done = same
    stored = done.report
    if isinstance(done, Unchanged):
        bar.say(messages.UNCHANGED.format(title=stored.title, id=stored.id))
        return Result.UNCHANGED
    bar.say((messages.REPLACED if done.replaced else messages.PUBLISHED).format(title=stored.title, id=stored.id))
    bar.say(summary(stored, time.perf_counter() - started))
    return Result.PUBLISHED


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
    with Writer(options.library, tools.embedder, settings().lock_seconds) as writer, Bar(1) as bar:
        rebuilt = writer.rebuild(progress=bar.part)
        bar.next()
    pieces = sum(stored.counts.pieces for stored in rebuilt)
    seconds = time.perf_counter() - started
    print(messages.REBUILT.format(reports=len(rebuilt), pieces=pieces, seconds=seconds))
    return 0


def list_reports(options: argparse.Namespace, _tools: Tools) -> int:
    """Lists what is there."""
    reports = Library.open(options.library).reports()
    for stored in reports:
        print(
            messages.LISTED.format(
                id=stored.id,
                title=stored.title,
                pages=stored.pages,
                tables=forms_found(stored),
                path=stored.path,
            )
        )
    if not reports:
        print(messages.EMPTY_LIBRARY)
    return 0


def show(options: argparse.Namespace, _tools: Tools) -> int:
    """Shows one report with the outcome of each check."""
    stored = _find(Library.open(options.library), options.report)
    print(
        messages.SHOWN.format(
            title=stored.title,
            id=stored.id,
            key=stored.report_key,
            path=stored.path,
            file_hash=stored.file_hash,
            published_at=stored.published_at,
        )
    )
    print(messages.SHOWN_CONTENTS.format(contents=contents(stored)))
    for check in stored.checks:
        print(check_line(messages.SHOWN_CHECK, check))
    for note in stored.notes:
        print(messages.SHOWN_NOTE.format(note=note))
    return 0


def remove(options: argparse.Namespace, tools: Tools) -> int:
    """Takes one report away."""
    stored = _find(Library.open(options.library), options.report)
    with Writer(options.library, tools.embedder, settings().lock_seconds) as writer:
        writer.remove(stored.id)
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

COMMANDS: Final[dict[str, tuple[Command, str, bool]]] = {
    "rebuild": (rebuild, messages.HELP_REBUILD, False),
    "list": (list_reports, messages.HELP_LIST, False),
    "show": (show, messages.HELP_SHOW, True),
    "remove": (remove, messages.HELP_REMOVE, True),
}
"""Name, what runs it, what it does, and whether it takes a report id."""


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
        command, description, takes_report = COMMANDS[rest[0]]
        parser = _Parser(
            prog=f"python -m ingest {rest[0]}", parents=[common], description=description, allow_abbrev=False
        )
        parser.add_argument("command", choices=[rest[0]], help=argparse.SUPPRESS)
        if takes_report:
            parser.add_argument("report", metavar=messages.META_REPORT, help=messages.HELP_REPORT)
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
