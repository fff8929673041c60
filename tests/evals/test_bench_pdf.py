from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals import bench_pdf
from evals.__main__ import OK, main
from evals.bench_pdf import _peak, bench_pdfs
from evals.bench_results import BenchError, Memory, Timing
from evals.messages import BENCH_NAMES, BENCH_NO_PDF
from ingest.errors import NotAReport
from ingest.library import Writer, file_hash
from ingest.settings import settings
from tests.documents.generator import generate_budget
from tests.documents.layouts import BUDGET_LAYOUTS
from tests.ingest import damaged_documents as documents
from tests.ingest.sample import HashEmbedder, make_report

HAS_USAGE = pytest.mark.skipif(sys.platform == "win32", reason="the system does not say what a process held")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """One round, and no embedder in the processes whose memory is measured."""
    monkeypatch.setattr(bench_pdf, "ROUNDS", 1)
    monkeypatch.setattr(bench_pdf, "_ingest_peak", lambda paths: _peak(("-c", "held = b'x' * (50 * 2**20)")))
    monkeypatch.setattr(bench_pdf, "EMBED", ("-c", "pass"))


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    generate_budget(path, BUDGET_LAYOUTS["budget in 万元"], seed=1)
    return path


@HAS_USAGE
def test_every_stage_is_measured_and_named(quick: None, pdf: Path) -> None:
    workers = settings().pdf_workers
    results = bench_pdfs([pdf])
    assert {result.name for result in results} == {name for name in BENCH_NAMES if name.startswith("pdf_")}
    assert all(result.ratio for result in results)
    times = [result for result in results if isinstance(result, Timing)]
    assert len({timing.baseline for timing in times}) == 1
    (memory,) = (result for result in results if isinstance(result, Memory))
    assert memory.size is not None
    assert memory.baseline is not None
    assert memory.size > memory.baseline + 40 * 2**20
    assert settings().pdf_workers == workers


def test_a_file_that_is_no_report_is_not_measured(quick: None, tmp_path: Path) -> None:
    with pytest.raises(NotAReport):
        bench_pdfs([documents.printed(tmp_path / "other.pdf", ["一封信"])])


@HAS_USAGE
def test_a_peak_is_that_of_the_largest_process_and_not_of_who_asks() -> None:
    held = b"x" * (300 * 2**20)
    start = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'held = b\"x\" * (100 * 2**20)'])"
    for code, least, most in (("pass", 0, 100), (start, 100, 200)):
        peak = _peak(("-c", code))
        assert peak is not None
        assert least < peak / 2**20 < most
    del held


def test_a_command_that_fails_has_no_peak() -> None:
    with pytest.raises(BenchError, match="boom"):
        _peak(("-c", "raise SystemExit('boom')"))


# which files


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A library of reports out of a PDF that is still there, one that is gone, and a text."""
    folder = tmp_path / "library"
    with Writer(folder, HashEmbedder(), lock_seconds=5) as writer:
        for year, name in enumerate(("kept.PDF", "gone.pdf", "kept.txt"), 2020):
            path = tmp_path / name
            path.write_text(name)
            writer.publish(make_report("云岭市园林局", year), path=path, file_hash=file_hash(path))
    (tmp_path / "gone.pdf").unlink()
    return folder


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that are given to be measured; nothing is."""
    files: list[Path] = []

    def bench(paths: Sequence[Path]) -> tuple[Timing, ...]:
        files.extend(paths)
        return (Timing("pdf_read", 0.2, 0.1),)

    monkeypatch.setattr("evals.commands.bench.is_here", lambda: True)
    monkeypatch.setattr("evals.commands.bench.bench_page", lambda *_: ())
    monkeypatch.setattr("evals.commands.bench._written", lambda *_: ())
    monkeypatch.setattr("evals.commands.bench.bench", lambda *_: (Timing("ingest", 1.0, 0.5),))
    monkeypatch.setattr(bench_pdf, "bench_pdfs", bench)
    return files


def test_the_files_named_on_the_command_line_are_measured(
    measured: list[Path], capsys: pytest.CaptureFixture[str], shelf: Path
) -> None:
    assert main(["bench", "--library", str(shelf), "--pdf", "a.pdf", "b.pdf"]) == OK
    assert measured == [Path("a.pdf"), Path("b.pdf")]
    assert BENCH_NAMES["pdf_read"] in capsys.readouterr().out


def test_else_those_of_the_library_that_are_still_there(measured: list[Path], shelf: Path) -> None:
    assert main(["bench", "--library", str(shelf)]) == OK
    assert [path.name for path in measured] == ["kept.PDF"]


def test_without_any_one_line_says_how_to_measure(
    measured: list[Path], capsys: pytest.CaptureFixture[str], shelf: Path, tmp_path: Path
) -> None:
    (tmp_path / "kept.PDF").unlink()
    assert main(["bench", "--library", str(shelf)]) == OK
    out, err = capsys.readouterr()
    assert err.splitlines() == [BENCH_NO_PDF]
    assert "--pdf" in err
    assert BENCH_NAMES["ingest"] in out
    assert measured == []
