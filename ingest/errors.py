"""Everything that can go wrong, in one place. Each message is Chinese and says what to do.

JuesuanError
├── DocumentError          one document; the others go on
│   ├── UnreadableDocument   cannot be opened, is not text, or is damaged
│   ├── UnsupportedFormat    no reader for this kind of file
│   └── NotAReport           read, but neither an organization nor a year nor a form was found
├── LibraryError
│   ├── NoLibrary            nothing was ingested yet
│   ├── LibraryBusy          another process is writing
│   ├── IdentityTaken        the same report is here already, from another file
│   ├── ReportNotFound       no such report id
│   ├── VectorsMissing       the Chroma folder is gone or incomplete
│   └── EmbedderMismatch     the library's vectors are another embedder's
├── EmbedderUnavailable      the model files are not there
├── SettingsError            a setting that cannot be used
└── QuestionError            empty or too long
"""

from __future__ import annotations


class JuesuanError(Exception):
    """The message is for the user, in Chinese."""


class DocumentError(JuesuanError):
    """One document could not be taken in; the others go on."""


class UnreadableDocument(DocumentError):
    """Cannot be opened, is not text, or is damaged."""


class UnsupportedFormat(DocumentError):
    """There is no reader for this kind of file."""


class NotAReport(DocumentError):
    """Read, but it is not a final-accounts disclosure."""


class LibraryError(JuesuanError):
    """Something about the library as a whole."""


class NoLibrary(LibraryError):
    """Nothing was ingested yet."""


class LibraryBusy(LibraryError):
    """Another process is writing."""


class IdentityTaken(LibraryError):
    """The same report is here already, from another file."""


class ReportNotFound(LibraryError):
    """No report has this id."""


class VectorsMissing(LibraryError):
    """The Chroma folder is gone or incomplete."""


class EmbedderMismatch(LibraryError):
    """The library's vectors were made by another embedder."""


class EmbedderUnavailable(JuesuanError):
    """The embedder's model files are not there."""


class QuestionError(JuesuanError):
    """A question that cannot be asked: empty or too long."""


class SettingsError(JuesuanError):
    """A setting that cannot be used, or a file of settings that cannot be read."""
