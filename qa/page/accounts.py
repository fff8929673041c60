"""Who may sign in: a file of names and hashed passwords, as Apache's `htpasswd -B` writes it.

One account a line, `name:hash`; the hash is bcrypt's. The file is read again when it has changed, so that an account
is added or taken away without a restart.
"""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path
from typing import Final

from ingest.errors import JuesuanError
from qa.page import texts

LEAST: Final = 8
"""Characters of a password, at least."""

MOST: Final = 72
"""Bytes of a password that bcrypt takes."""

_NAME: Final = re.compile(r"[^\s:]{1,40}")
_HASH: Final = re.compile(r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}")


class AccountError(JuesuanError):
    """The file of accounts, a name or a password cannot be used."""


class Accounts:
    """The accounts of a file. May be used by several threads."""

    def __init__(self, file: Path) -> None:
        """Raises AccountError where the file cannot be read, holds no account, or holds anything else."""
        self._file = file
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._hashes: dict[str, bytes] = {}
        if not self.names():
            raise AccountError(texts.NO_ACCOUNT.format(file=file))

    def names(self) -> frozenset[str]:
        """Everyone who has an account now. Raises AccountError."""
        return frozenset(self._current())

    def admits(self, name: str, password: str) -> bool:
        """Whether this is a name with its password. Takes a quarter of a second, known name or not."""
        import bcrypt

        known = self._current().get(name)
        given = password.encode()
        # An unknown name must not answer quicker than a known one.
        right = bcrypt.checkpw(given[:MOST], known or _nobody())
        return right and known is not None and len(given) <= MOST

    def _current(self) -> dict[str, bytes]:
        with self._lock:
            try:
                state = self._file.stat()
                seen = (state.st_mtime_ns, state.st_size)
                if seen != self._seen:
                    self._hashes = dict(_accounts(self._file))
                    self._seen = seen
            except (OSError, UnicodeDecodeError) as error:
                raise AccountError(texts.ACCOUNTS_UNREADABLE.format(file=self._file, cause=error)) from error
            return self._hashes


def add_account(file: Path, name: str, password: str) -> None:
    """Writes an account into the file, made where it is missing, or gives the name a new password.

    Only the file's owner may read it. Raises AccountError.
    """
    import bcrypt

    if not _NAME.fullmatch(name):
        raise AccountError(texts.NAME_WRONG)
    if len(password) < LEAST or len(password.encode()) > MOST:
        raise AccountError(texts.PASSWORD_WRONG.format(least=LEAST, most=MOST))
    try:
        known = dict(_accounts(file)) if file.exists() else {}
        known[name] = bcrypt.hashpw(password.encode(), bcrypt.gensalt())
        written = file.with_name(file.name + ".new")
        with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as target:
            target.writelines(f"{who}:{hashed.decode()}\n" for who, hashed in known.items())
        written.replace(file)
    except (OSError, UnicodeDecodeError) as error:
        raise AccountError(texts.ACCOUNTS_UNREADABLE.format(file=file, cause=error)) from error


def _accounts(file: Path) -> list[tuple[str, bytes]]:
    found = []
    for number, line in enumerate(file.read_text("utf-8-sig").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, hashed = line.strip().partition(":")
        if not (_NAME.fullmatch(name) and _HASH.fullmatch(hashed)):
            raise AccountError(texts.ACCOUNT_LINE_WRONG.format(file=file, number=number))
        found.append((name, hashed.encode()))
    return found


def _nobody() -> bytes:
    """The hash of a password that nobody has."""
    return b"$2b$12$" + b"." * 53
