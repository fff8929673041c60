from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.embedder import SentenceEmbedder
from ingest.errors import DocumentError, EmbedderUnavailable, NotAReport
from ingest.library import Library
from ingest.messages import INTERRUPTED
from ingest.reading import AHEAD, Readers, Reading, Tools, read_file
from ingest.settings import settings
from tests.ingest import reading_jobs
from tests.ingest.sample import HashEmbedder, make_report

ROOT = Path(__file__).parents[2]
TOOLS = Tools(reading_jobs.read, HashEmbedder())
GOOD = "云岭市园林局 2023 1.00"


@pytest.fixture(autouse=True)
def two_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "pdf_workers", 2)


def files(folder: Path, *texts: str) -> list[Path]:
    found = [folder / f"{number}.txt" for number in range(len(texts))]
    for file, text in zip(found, texts, strict=True):
        file.write_text(text, "utf-8")
    return found


def read(folder: Path, *texts: str) -> list[Reading]:
    with Readers(TOOLS, files(folder, *texts)) as readers:
        return [reading for _, reading in readers.read(lambda: None)]


def is_running(process: int) -> bool:
    """Whether there is such a process, and it is not dead and only still listed."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_files_are_read_in_order_and_give_what_reading_them_here_gives(tmp_path: Path) -> None:
    texts = [f"第{number}局 {2000 + number} {number}.00" for number in range(3 * AHEAD)]
    readings = read(tmp_path, *texts)
    assert [reading.report() for reading in readings] == [
        make_report(f"第{number}局", 2000 + number, amount=f"{number}.00") for number in range(len(texts))
    ]
    assert all(reading.seconds > 0 for reading in readings)


def test_several_processes_read_and_share_the_processors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "pdf_workers", 4)
    readings = read(tmp_path, *["print"] * 2)
    reports = [reading.report().identity for reading in readings]
    assert {report.year for report in reports} == {2}, "of four processors each of two files has two"
    assert f"第{os.getpid()}局" not in {report.organization for report in reports}


def test_one_file_is_read_here_with_all_processors(tmp_path: Path) -> None:
    [reading] = read(tmp_path, "print")
    assert reading.report().identity.organization == f"第{os.getpid()}局"
    assert reading.report().identity.year == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("die", "信号 9"),
        ("no-memory", "内存不足"),
        ("exit", "意外结束"),
        ("bug", "reading_jobs.py:.* RuntimeError: unforeseen"),
        ("refuse", "不像是报告"),
    ],
)
def test_what_a_file_does_to_its_reader_costs_only_that_file(tmp_path: Path, text: str, said: str) -> None:
    [bad, *others] = read(tmp_path, text, GOOD, GOOD, GOOD)
    with pytest.raises(DocumentError, match=said) as failed:
        bad.report()
    assert ".txt" in str(failed.value)
    assert [other.report().title for other in others] == [make_report().title] * 3


def test_here_too_a_file_without_memory_or_with_a_bug_costs_only_itself(tmp_path: Path) -> None:
    for text in ("no-memory", "bug", "refuse"):
        with pytest.raises(DocumentError):
            read_file(TOOLS, files(tmp_path, text)[0]).report()


def test_what_is_wrong_with_the_program_is_raised(tmp_path: Path) -> None:
    [first, _] = read(tmp_path, "no-model", GOOD)
    with pytest.raises(EmbedderUnavailable):
        first.report()
    assert not issubclass(EmbedderUnavailable, DocumentError)
    assert issubclass(NotAReport, DocumentError)


def test_the_embedder_goes_to_another_process_by_its_name() -> None:
    import pickle

    sent = [pickle.loads(pickle.dumps(SentenceEmbedder(name))) for name in ("甲", "甲", "乙")]
    assert sent[0] is sent[1], "the tokenizer is read once"
    assert sent[0] is not sent[2]


# stopping

needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")


def started(folder: Path, names: tuple[str, ...]) -> list[int]:
    """The processes that have begun with the files of these names."""
    give_up = time.monotonic() + 60
    marks = [folder / f"{name}.started" for name in names]
    while not all(mark.exists() and mark.read_text("utf-8") for mark in marks):
        assert time.monotonic() < give_up, "nothing was begun"
        time.sleep(0.02)
    return [int(mark.read_text("utf-8")) for mark in marks]


def gone(processes: list[int]) -> bool:
    give_up = time.monotonic() + 10
    while any(map(is_running, processes)) and time.monotonic() < give_up:
        time.sleep(0.02)
    return not any(map(is_running, processes))


@needs_proc
def test_who_stops_waiting_leaves_no_process(tmp_path: Path) -> None:
    with Readers(TOOLS, files(tmp_path, "sleep", "sleep", GOOD)) as readers:
        ticks: list[int] = []

        def tick() -> None:
            ticks[:] = started(tmp_path, ("0", "1"))
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            next(readers.read(tick))
    assert len(set(ticks)) == 2
    assert gone(ticks)


@pytest.fixture
def command(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The command line at work: a report is published, two more are being read."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    files(folder, GOOD, "sleep", "sleep", "青石县水务局 2022 2.00")
    code = (
        "import sys\nfrom ingest.interrupt import end_at_once\nend_at_once()\n"
        "from ingest.__main__ import main\nfrom tests.ingest.test_reading import TOOLS\n"
        "sys.exit(main(sys.argv[1:], tools=TOOLS))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(folder), "--library", str(tmp_path / "lib")],
        cwd=ROOT,
        env=os.environ | {"JUESUAN_PDF_WORKERS": "2", "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    yield process
    process.kill()
    process.wait()


def published(folder: Path) -> list[str]:
    return [report.title for report in Library.open(folder).reports()]


@needs_proc
@pytest.mark.parametrize("signal", ["INT", "KILL"])
def test_ctrl_c_ends_at_once_and_keeps_what_is_published(
    tmp_path: Path, command: subprocess.Popen[str], signal: str
) -> None:
    import signal as signals

    processes = started(tmp_path / "corpus", ("1", "2"))
    assert command.stdout is not None
    while "＋" not in command.stdout.readline():
        assert command.poll() is None
    command.send_signal(getattr(signals, f"SIG{signal}"))
    _, said = command.communicate(timeout=20)
    assert "Traceback" not in said
    assert gone(processes)
    if signal == "INT":
        assert command.returncode == 130
        assert said.splitlines()[-1] == INTERRUPTED
    assert published(tmp_path / "lib") == ["云岭市园林局（本级）2023年度决算"]

    for name in ("1", "2"):
        (tmp_path / "corpus" / f"{name}.txt").write_text(f"第{name}局 2020 3.00", "utf-8")
    from ingest.__main__ import main

    assert main([str(tmp_path / "corpus"), "--library", str(tmp_path / "lib")], tools=TOOLS) == 0
    assert len(published(tmp_path / "lib")) == 4


WITH_INTERRUPT = """
import os, runpy, signal, sys
class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupt())
sys.argv = ["ingest", *sys.argv[1:]]
runpy.run_module("ingest", run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize("module", ["ingest.console", "tqdm", "sqlalchemy", "pydantic_settings", "ingest.reading"])
def test_ctrl_c_while_the_program_is_being_imported_says_one_line(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITH_INTERRUPT, module],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.split()) == (130, "", [INTERRUPTED])


def test_the_command_itself_reads_several_files(tmp_path: Path) -> None:
    """As `python -m ingest` its module has another name than where it is imported."""
    files(tmp_path, "这不是决算公开。", "这也不是。")
    run = [sys.executable, "-m", "ingest", str(tmp_path), "--library", str(tmp_path / "library")]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.count("没有找到编制单位和年度") >= 2, done.stdout
    assert "意外结束" not in done.stdout
