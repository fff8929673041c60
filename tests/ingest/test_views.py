"""The library as one person sees it: reports of one's own, everyone's, and some of them only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from ingest.__main__ import main
from ingest.errors import IdentityTaken, ReportNotFound
from ingest.library import ANYONE, Library, Published, StoredReport, Upload, Writer
from ingest.report import Classification, Report
from ingest.settings import settings
from tests.ingest.sample import HashEmbedder, make_report, publish

COMMON: Final = make_report("云岭市园林局")
OWN: Final = make_report("临江市园林局", amount="77.00")
DRAFT: Final = make_report("云岭市园林局", amount="99.00")
ANNA: Final = "name:anna"


def upload(folder: Path, report: Report, owner: str = ANNA, *, in_place: bool = False) -> StoredReport:
    """Publishes a report as a person's own."""
    with Writer(folder, HashEmbedder(), 5) as writer:
        known = Upload("决算.pdf", owner=owner, uploader=ANNA, uploader_name="anna")
        digest = hashlib.sha256(repr((report, owner)).encode()).hexdigest()
        done = writer.publish(report, path=folder / "x.txt", file_hash=digest, upload=known, replace=in_place)
    assert isinstance(done, Published)
    return done.report


def give(folder: Path, report_id: str, owner: str) -> None:
    with Writer(folder, HashEmbedder(), 5) as writer:
        writer.give(report_id, owner)


def titles(library: Library) -> list[str]:
    return [report.title for report in library.reports()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    publish(tmp_path, COMMON)
    return tmp_path


READS: Final[dict[str, Callable[[Library, str], object]]] = {
    "report": lambda library, id_: library.report(id_),
    "pages": lambda library, id_: library.pages(id_),
    "page": lambda library, id_: library.page(id_, 1),
    "facts": lambda library, id_: library.facts(id_),
    "checks": lambda library, id_: library.checks(id_),
    "passage": lambda library, id_: library.passage(id_, 0),
    "load": lambda library, id_: library.load(id_),
}


@pytest.mark.parametrize("way", READS)
def test_a_private_report_is_not_there_for_others_not_even_by_its_id(folder: Path, way: str) -> None:
    id_ = upload(folder, OWN).id
    everyone = Library.open(folder)
    READS[way](everyone.seen_by(ANNA), id_)
    for other in (everyone, everyone.seen_by("name:bert")):
        with pytest.raises(ReportNotFound):
            READS[way](other, id_)


def test_no_search_and_no_list_gives_away_a_private_report(folder: Path) -> None:
    report = upload(folder, OWN)
    everyone = Library.open(folder)
    anna, ids = everyone.seen_by(ANNA), [report.id]
    embedder = HashEmbedder()

    def found(library: Library) -> tuple[int, ...]:
        by_vector = library.search_vectors(
            embedder.embed_query("临江市"), fingerprint=embedder.fingerprint, reports=ids, limit=5
        )
        everywhere = library.search_words("临江市公园绿地养护", limit=50)
        return (
            len(library.search_words("公园绿地养护", reports=ids, limit=5)),
            len(by_vector),
            len(library.figures(ids, items=["园林绿化管理"])),
            len(library.all_duties(ids)),
            len(library.all_terms(ids)),
            sum(hit.report_id == report.id for hit in everywhere),
        )

    assert titles(everyone) == [COMMON.title]
    assert titles(anna) == [OWN.title, COMMON.title]
    assert not any(found(everyone))
    assert all(found(anna))


def test_names_of_figures_come_from_the_reports_of_the_view_only(folder: Path) -> None:
    odd = make_report("临江市园林局")
    renamed = replace(odd.facts[0].subject, item="秘密科目", code="2999999")
    upload(folder, replace(odd, facts=(replace(odd.facts[0], subject=renamed), *odd.facts[1:])))
    everyone = Library.open(folder)

    def names(library: Library) -> set[str]:
        return {fact.subject.item for fact in library.names(list(Classification))}

    assert "秘密科目" not in names(everyone)
    assert "秘密科目" in names(everyone.seen_by(ANNA))
    common = everyone.reports()[0].report_key
    assert "秘密科目" not in names(everyone.seen_by(ANNA).among([common]))


def test_ones_own_takes_the_place_of_everyones_for_oneself_only(folder: Path) -> None:
    with pytest.raises(IdentityTaken):
        upload(folder, DRAFT)
    id_ = upload(folder, DRAFT, in_place=True).id
    everyone = Library.open(folder)
    anna = everyone.seen_by(ANNA)
    assert [report.id for report in anna.reports()] == [id_]
    assert [report.private for report in everyone.reports()] == [False]
    assert anna.facts(id_)[0].printed == "99.00"
    assert everyone.facts(everyone.reports()[0].id)[0].printed == "1,234.50"


def test_a_report_is_published_and_withdrawn_and_never_beside_the_same(folder: Path) -> None:
    everyone = Library.open(folder)
    id_ = upload(folder, OWN).id
    give(folder, id_, "")
    assert titles(everyone) == [OWN.title, COMMON.title]
    give(folder, id_, ANNA)
    assert titles(everyone) == [COMMON.title]
    draft = upload(folder, DRAFT, in_place=True).id
    with pytest.raises(IdentityTaken, match="公开"):
        give(folder, draft, "")
    assert titles(everyone) == [COMMON.title]


def test_a_choice_holds_nothing_else(folder: Path) -> None:
    publish(folder, OWN)
    library = Library.open(folder)
    chosen, other = library.reports()
    some = library.among([chosen.report_key])
    assert some.reports() == (chosen,)
    assert not some.holds(other.id)
    with pytest.raises(ReportNotFound):
        some.pages(other.id)


def test_what_is_kept_of_a_file_that_came_through_the_page_survives_a_rebuild(folder: Path) -> None:
    (folder / "x.txt").write_bytes(b"1234")
    before = upload(folder, OWN)
    assert (before.path, before.size, before.source) == (None, 4, "决算.pdf")
    with Writer(folder, HashEmbedder(), 5) as writer:
        writer.rebuild()
    after = next(report for report in Library.open(folder, ANYONE).reports() if report.private)
    assert (after.path, after.size, after.upload) == (before.path, before.size, before.upload)


def test_the_command_line_marks_what_is_private(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "library", folder)
    upload(folder, OWN)
    assert main(["list"]) == 0
    own, common = capsys.readouterr().out.splitlines()
    assert own.endswith("决算.pdf（未公开，anna 上传）")
    assert "未公开" not in common
