"""The copies of PDF files in a library: made with the report, gone with it, and never another file's."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import UnreadableDocument
from ingest.library import Library, Writer, file_hash
from ingest.report import Report
from tests.ingest.sample import HashEmbedder, make_report

HELD = b"%PDF-1.7 as it was read"


class Shelf:
    """A library, and a file that reports are published from."""

    def __init__(self, folder: Path, name: str = "report.pdf") -> None:
        self.folder = folder / "library"
        self.file = folder / name
        self.file.write_bytes(HELD)

    def publish(self, report: Report, *, replace: bool = False) -> str:
        with Writer(self.folder, HashEmbedder(), 5) as writer:
            published = writer.publish(report, path=self.file, file_hash=file_hash(self.file), replace=replace)
            return published.report.id

    def document(self, report_id: str) -> Path | None:
        return Library.open(self.folder).document(report_id)

    def kept(self) -> list[bytes]:
        return [file.read_bytes() for file in (self.folder / "documents").iterdir()]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_the_copy_outlives_the_file(shelf: Shelf) -> None:
    id_ = shelf.publish(make_report())
    shelf.file.unlink()
    copy = shelf.document(id_)
    assert copy is not None
    assert copy.read_bytes() == HELD


def test_other_formats_are_not_copied(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, "report.txt")
    assert shelf.document(shelf.publish(make_report())) is None


def test_the_copy_goes_with_its_report(shelf: Shelf) -> None:
    id_ = shelf.publish(make_report())
    with Writer(shelf.folder, HashEmbedder(), 5) as writer:
        writer.remove(id_)
    assert shelf.kept() == []


def test_only_the_copy_of_the_current_revision_is_kept(shelf: Shelf) -> None:
    shelf.publish(make_report(amount="1.00"))
    shelf.file.write_bytes(b"%PDF-1.7 corrected")
    shelf.publish(make_report(amount="2.00"))
    assert shelf.kept() == [b"%PDF-1.7 corrected"]


def test_a_file_that_changed_while_it_was_read_is_refused(shelf: Shelf) -> None:
    hashed = file_hash(shelf.file)
    shelf.file.write_bytes(b"%PDF-1.7 another")
    with Writer(shelf.folder, HashEmbedder(), 5) as writer, pytest.raises(UnreadableDocument, match="文件变了"):
        writer.publish(make_report(), path=shelf.file, file_hash=hashed)
    assert Library(shelf.folder).reports() == ()
    assert shelf.kept() == []


@pytest.mark.parametrize("damage", [Path.unlink, lambda copy: copy.write_bytes(HELD[:5])])
def test_reading_again_mends_a_lost_copy(shelf: Shelf, damage: object) -> None:
    id_ = shelf.publish(make_report())
    copy = shelf.document(id_)
    damage(copy)  # type: ignore[operator]
    assert shelf.publish(make_report()) == id_
    assert shelf.kept() == [HELD]


def test_what_a_killed_writer_left_goes(shelf: Shelf) -> None:
    shelf.publish(make_report())
    for stray in ("abc.pdf", "abc.part"):
        (shelf.folder / "documents" / stray).write_bytes(b"%PDF-")
    with Writer(shelf.folder, HashEmbedder(), 5):
        pass
    assert shelf.kept() == [HELD]
