from __future__ import annotations

import sqlite3
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Excerpt, Span
from ingest.errors import (
    IdentityTaken,
    LibraryError,
    NoLibrary,
    ReportNotFound,
)
from ingest.library import Library, Published, Unchanged, Writer, code_version, schema
from ingest.library.kept import Kept
from ingest.library.values import read_value, store_value
from ingest.numbers import MONEY_UNITS
from ingest.report import Level, Report
from tests.ingest.sample import HashEmbedder, make_report, publish

# round trip


def test_what_was_published_is_read_back_equal(tmp_path: Path) -> None:
    report = make_report()
    [id_] = publish(tmp_path, report)

    library = Library.open(tmp_path)

    assert library.load(id_) == report
    assert library.pages(id_) == report.pages
    assert library.sections(id_) == report.sections
    assert library.tables(id_) == report.tables
    assert library.facts(id_) == report.facts
    assert library.duties(id_) == report.duties
    assert library.offices(id_) == report.offices
    assert library.units(id_) == report.units
    assert library.terms(id_) == report.terms
    assert library.passages(id_) == report.passages
    assert [library.passage(id_, n) for n in range(len(report.passages))] == list(report.passages)
    stored = library.report(id_)
    assert (stored.identity, stored.title, stored.notes) == (report.identity, report.title, report.notes)
    assert library.checks(id_) == report.checks


def test_printed_decimals_survive(tmp_path: Path) -> None:
    [id_] = publish(tmp_path, make_report(amount="0.00"))
    [value] = [fact.value for fact in Library.open(tmp_path).facts(id_) if fact.value is not None]
    assert str(value) == "0.00"


def test_excerpts_are_stored_as_places_alone(tmp_path: Path) -> None:
    [id_] = publish(tmp_path, make_report())
    with sqlite3.connect(tmp_path / schema.DATABASE) as db:
        db.execute("UPDATE pages SET text = replace(text, '负责', '协助')")

    assert Library.open(tmp_path).duties(id_)[0].text.startswith("（一）协助云岭市")


def test_an_excerpt_that_is_not_on_its_page_is_not_published(tmp_path: Path) -> None:
    report = make_report()
    wrong = replace(report.duties[0], excerpt=Excerpt("不在页上", (Span(1, 0, 4),)))

    with pytest.raises(ValueError, match="不在页上"):
        publish(tmp_path, replace(report, duties=(wrong,)))
    with pytest.raises(NoLibrary):
        Library.open(tmp_path)


def test_money_is_whole_fen_in_sql(tmp_path: Path) -> None:
    publish(tmp_path, make_report(amount="1,234.50"))
    with sqlite3.connect(tmp_path / schema.DATABASE) as db:
        assert db.execute("SELECT fen, decimals, value FROM facts WHERE fen").fetchall() == [(1234500000, 2, None)]
        assert db.execute("SELECT fen, typeof(fen) FROM cells WHERE fen").fetchall() == [
            (1234500000, "integer"),
            (1234500000, "integer"),
        ]
        types = {row[2] for table in schema.metadata.tables for row in db.execute(f"PRAGMA table_info({table})")}
    assert types <= {"INTEGER", "TEXT", "JSON", "BLOB"}


@given(
    value=st.decimals(allow_nan=False, allow_infinity=False),
    unit=st.sampled_from([*MONEY_UNITS, "%", "辆", ""]),
)
def test_any_value_reads_back_exactly(value: Decimal, unit: str) -> None:
    read = read_value(store_value(value, unit), unit)
    assert read == value
    assert value.as_tuple().exponent > 0 or read.as_tuple() == value.as_tuple()


@given(fen=st.integers(-(10**8), 10**8), unit=st.sampled_from(list(MONEY_UNITS)), decimals=st.integers(0, 6))
def test_money_that_is_whole_fen_is_stored_as_a_whole_number(fen: int, unit: str, decimals: int) -> None:
    value = Decimal(fen).scaleb(-decimals)
    stored = store_value(value, unit)
    whole = (fen * MONEY_UNITS[unit] * 100) % 10**decimals == 0
    assert (stored["fen"] is not None) == whole
    assert (stored["value"] is None) == whole


def test_an_empty_cell_is_not_zero() -> None:
    assert read_value(store_value(None, "万元"), "万元") is None
    assert read_value(store_value(Decimal("0.00"), "万元"), "万元") == 0


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=value):
        store_value(Decimal(value), "万元")


def test_an_excerpt_can_be_taken_from_its_place(tmp_path: Path) -> None:
    report = make_report()
    [id_] = publish(tmp_path, report)
    excerpt = report.sections[0].paragraphs[0].excerpt
    assert Library.open(tmp_path).excerpt(id_, excerpt.spans) == excerpt


# identity and revision

PATH = Path("/reports/a.txt")


def write(
    folder: Path, report: Report, path: Path = PATH, file_hash: str = "a", **options: bool
) -> Published | Unchanged:
    embedder = HashEmbedder()
    with Writer(folder, embedder, 5) as writer:
        return writer.publish(report, path=path, file_hash=file_hash, **options)


def test_the_same_revision_is_not_published_twice(tmp_path: Path) -> None:
    first = write(tmp_path, make_report())
    generation = Library.open(tmp_path).generation

    second = write(tmp_path, make_report())

    assert isinstance(first, Published)
    assert isinstance(second, Unchanged)
    assert second.report == first.report
    assert Library.open(tmp_path).generation == generation


def test_a_changed_file_takes_the_place_of_its_earlier_revision(tmp_path: Path) -> None:
    first = write(tmp_path, make_report(amount="1.00"), file_hash="a")
    second = write(tmp_path, make_report(amount="2.00"), file_hash="b")

    library = Library.open(tmp_path)
    assert isinstance(second, Published)
    assert second.replaced
    assert second.report.id != first.report.id
    assert second.report.report_key == first.report.report_key
    assert [report.id for report in library.reports()] == [second.report.id]
    with pytest.raises(ReportNotFound, match="list"):
        library.facts(first.report.id)
    assert library.search_words("1.00", limit=9) == []


def test_another_ingest_code_reads_an_old_file_again(tmp_path: Path) -> None:
    write(tmp_path, make_report())
    with sqlite3.connect(tmp_path / schema.DATABASE) as db:
        db.execute("UPDATE reports SET code_version = 'older'")

    again = write(tmp_path, make_report())

    assert isinstance(again, Published)
    assert again.report.code_version == code_version()


def test_another_file_of_the_same_report_is_refused(tmp_path: Path) -> None:
    first = write(tmp_path, make_report())
    other = Path("/reports/b.txt")

    with pytest.raises(IdentityTaken) as refused:
        write(tmp_path, make_report(amount="2.00"), other, "b")

    assert "--replace" in str(refused.value)
    assert f"remove {first.report.id}" in str(refused.value)
    assert [report.id for report in Library.open(tmp_path).reports()] == [first.report.id]


def test_another_file_replaces_when_told_to(tmp_path: Path) -> None:
    write(tmp_path, make_report())
    done = write(tmp_path, make_report(amount="2.00"), Path("/reports/b.txt"), "b", replace=True)
    assert (
        [report.path for report in Library.open(tmp_path).reports()] == [done.report.path] == [Path("/reports/b.txt")]
    )


def test_a_moved_file_is_the_same_revision(tmp_path: Path) -> None:
    write(tmp_path, make_report(), PATH)
    moved = tmp_path / "moved.txt"
    moved.touch()

    assert isinstance(write(tmp_path, make_report(), moved), Unchanged)
    assert Library.open(tmp_path).reports()[0].path == moved


def test_a_file_that_is_now_read_as_another_report_leaves_no_double(tmp_path: Path) -> None:
    write(tmp_path, make_report(year=2022), file_hash="a")
    write(tmp_path, make_report(year=2023), file_hash="b")
    assert [report.identity.year for report in Library.open(tmp_path).reports()] == [2023]


def test_own_level_and_department_are_two_reports(tmp_path: Path) -> None:
    publish(tmp_path, make_report(level=Level.OWN), make_report(level=Level.DEPARTMENT))
    assert len(Library.open(tmp_path).reports()) == 2


def test_removed_is_gone_and_its_id_is_not_used_again(tmp_path: Path) -> None:
    [first, kept] = publish(tmp_path, make_report(), make_report("青石县水务局"))
    before = Library.open(tmp_path).generation
    with Writer(tmp_path, HashEmbedder(), 5) as writer:
        writer.remove(first)

    library = Library.open(tmp_path)
    assert library.generation > before
    assert [report.id for report in library.reports()] == [kept]
    assert {hit.report_id for hit in library.search_words("园林绿化管理", limit=9)} == {kept}
    [again] = publish(tmp_path, make_report())
    assert again not in (first, kept)


@pytest.mark.parametrize("id_", ["r99", "", "r", "x1", "r１", "r" + "9" * 30, "1"])
def test_an_unknown_id_is_said_to_be_unknown(tmp_path: Path, id_: str) -> None:
    publish(tmp_path, make_report())
    with pytest.raises(ReportNotFound):
        Library.open(tmp_path).facts(id_)
    with Writer(tmp_path, HashEmbedder(), 5) as writer, pytest.raises(ReportNotFound):
        writer.remove(id_)


def test_no_rows_are_left_of_a_removed_report(tmp_path: Path) -> None:
    [id_] = publish(tmp_path, make_report())
    with Writer(tmp_path, HashEmbedder(), 5) as writer:
        writer.remove(id_)
    with sqlite3.connect(tmp_path / schema.DATABASE) as db:
        left = {
            name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in (*(table.name for table in schema.PARTS), "reports", "publications", "piece_words")
        }
    assert set(left.values()) == {0}, left
    assert Library.open(tmp_path).reports() == ()


# opening


def test_no_library_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(NoLibrary, match="python -m ingest corpus/"):
        Library.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_library_without_a_publication_is_none_yet(tmp_path: Path) -> None:
    with Writer(tmp_path, HashEmbedder(), 5):
        pass
    with pytest.raises(NoLibrary):
        Library.open(tmp_path)


def test_a_damaged_database_is_told_apart_from_none(tmp_path: Path) -> None:
    (tmp_path / schema.DATABASE).write_bytes(b"not a database, " * 512)
    with pytest.raises(LibraryError, match="删去该文件夹") as broken:
        Library.open(tmp_path)
    assert not isinstance(broken.value, NoLibrary)
    with pytest.raises(LibraryError, match="删去该文件夹"):
        publish(tmp_path, make_report())


def test_a_folder_that_cannot_be_one_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(NoLibrary):
        Library.open(file)
    for folder in (file, file / "below"):
        with pytest.raises(LibraryError, match="权限"):
            publish(folder, make_report())


def test_another_programs_schema_is_refused(tmp_path: Path) -> None:
    publish(tmp_path, make_report())
    with sqlite3.connect(tmp_path / schema.DATABASE) as db:
        db.execute(f"PRAGMA user_version={schema.SCHEMA + 1}")
    with pytest.raises(LibraryError, match="格式"):
        Library.open(tmp_path)
    with pytest.raises(LibraryError, match="格式"):
        publish(tmp_path, make_report())


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    publish(tmp_path, make_report())
    with Library.open(tmp_path)._reading() as connection, pytest.raises(Exception, match="readonly"):
        connection.exec_driver_sql("DELETE FROM facts")


def test_an_open_library_follows_what_is_published(tmp_path: Path) -> None:
    publish(tmp_path, make_report())
    library = Library.open(tmp_path)
    before = library.generation

    [new] = publish(tmp_path, make_report("青石县水务局"))

    assert library.generation > before
    assert new in [report.id for report in library.reports()]


def test_a_snapshot_stays_what_it_was(tmp_path: Path) -> None:
    [first] = publish(tmp_path, make_report())
    library = Library.open(tmp_path)
    with library.snapshot():
        with Writer(tmp_path, HashEmbedder(), 5) as writer:
            writer.remove(first)
        assert [report.id for report in library.reports()] == [first]
        assert library.passage(first, 0).kind == "duties"
    assert library.reports() == ()


def test_a_folder_made_anew_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    publish(folder, make_report())
    library = Library.open(folder)
    before = library.generation

    folder.rename(tmp_path / "away")
    with pytest.raises(NoLibrary):
        library.reports()
    publish(folder, make_report("青石县水务局"))

    assert [report.identity.organization for report in library.reports()] == ["青石县水务局"]
    assert library.generation != before


def test_the_list_of_reports_is_read_once_for_each_state(tmp_path: Path) -> None:
    [first, second] = publish(tmp_path, make_report(), make_report("青石县水务局"))
    library = Library.open(tmp_path)
    reports = library.reports()
    assert library.reports() is reports
    with library.snapshot():
        with Writer(tmp_path, HashEmbedder(), 5) as writer:
            writer.remove(first)
        assert library.reports() is reports
    assert [report.id for report in library.reports()] == [second]
    library.close()


def test_what_was_read_last_is_kept() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key * 2

    kept: Kept[str, str] = Kept(2)
    assert [kept.get(key, partial(make, key)) for key in "abacab"] == ["aa", "bb", "aa", "cc", "aa", "bb"]
    assert made == ["a", "b", "c", "b"]
    kept.clear()
    kept.get("a", lambda: make("a"))
    assert made[-1] == "a"
