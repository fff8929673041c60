"""Jobs in processes of their own: what they return, how they may end, and that none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from ingest.progress import Stage
from ingest.readers import apart
from ingest.readers.apart import Job, JobFailed, Killed, Limits, OutOfMemory, OutOfTime, Raised, Server, TooDeep, run

ROOT = Path(__file__).parents[2]
LIMITS = Limits(seconds=60, megabytes=1000)
UNIX = pytest.mark.skipif(os.name != "posix", reason="the system has no signals or limits of this kind")


def job(function: str, *arguments: object) -> Job:
    return Job("tests.ingest.apart_jobs", function, arguments)


def run_one(function: str, *arguments: object, limits: Limits = LIMITS) -> Any:
    (result,) = run([job(function, *arguments)], limits)
    return result


def wait_until(condition: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.01)


def beats(path: Path) -> bool:
    """Whether whoever writes into the file is alive."""
    before = path.stat().st_size
    time.sleep(0.3)
    return path.stat().st_size > before


# results


def test_results_come_back_in_the_order_of_the_jobs() -> None:
    values = [3, "二", Path("一"), {"x": (1, 2)}, b"\x00" * 2**20]
    assert run([job("give_back", value) for value in values], LIMITS) == values


def test_no_jobs_give_no_results() -> None:
    assert run([], LIMITS) == []


def test_what_is_printed_is_not_taken_for_the_answer() -> None:
    assert run_one("make_noise") == "the answer"


def test_a_job_knows_nothing_of_the_program_that_starts_it() -> None:
    assert not {"pytest", "pydantic", "pdfplumber"} & set(run_one("own_modules"))


def test_a_job_does_not_run_what_lies_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "logging.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert run_one("give_back", 1) == 1


def test_jobs_can_be_run_from_many_threads() -> None:
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda number: run_one("give_back", number), range(8))) == list(range(8))


# bad ends


@UNIX
@pytest.mark.parametrize("megabytes", [200, 1])
def test_a_job_that_takes_too_much_memory_fails(megabytes: int) -> None:
    with pytest.raises(OutOfMemory):
        run_one("take_memory", 300, limits=Limits(60, megabytes))


def test_recursion_without_end_is_told_from_other_errors() -> None:
    with pytest.raises(TooDeep):
        run_one("go_deeper")


def test_an_exception_is_told_by_class_text_and_module() -> None:
    with pytest.raises(Raised) as raised:
        run_one("hand_on", ValueError("wrong"))
    assert (raised.value.kind, raised.value.text, raised.value.module) == (
        "ValueError",
        "wrong",
        "tests.ingest.apart_jobs",
    )


@UNIX
def test_lack_of_memory_is_recognised_inside_another_exception() -> None:
    with pytest.raises(OutOfMemory):
        run_one("hand_on", MemoryError())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (job("give_what_cannot_be_sent"), "Can't pickle"),
        (job("not there"), "has no attribute 'not there'"),
        (Job("tests.ingest.not_there", "x", ()), "No module named 'tests.ingest.not_there'"),
        (job("leave", 3), "exit status: 3"),
    ],
)
def test_a_mistake_in_the_job_is_told_as_the_programs_own(wrong: Job, said: str) -> None:
    with pytest.raises(Raised, match=said) as raised:
        run([wrong], LIMITS)
    assert raised.value.module == apart.CHILD


def test_the_time_limit_ends_all_jobs(tmp_path: Path) -> None:
    started = time.monotonic()
    paths = [tmp_path / "a", tmp_path / "b"]
    with pytest.raises(OutOfTime):
        run([job("beat", path) for path in paths], Limits(1.5, 1000))
    assert time.monotonic() - started < 10
    assert not any(beats(path) for path in paths)


def test_the_first_failure_ends_the_other_jobs(tmp_path: Path) -> None:
    with pytest.raises(JobFailed):
        run([job("beat", tmp_path / "a"), job("go_deeper")], LIMITS)
    assert not (tmp_path / "a").exists() or not beats(tmp_path / "a")


@UNIX
def test_a_job_killed_from_outside_says_by_which_signal() -> None:
    with pytest.raises(Killed) as killed:
        run_one("die")
    assert killed.value.number == signal.SIGKILL


@UNIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_job_outlives_the_program(number: signal.Signals, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ingest.readers.apart import *\n"
        "run([Job('tests.ingest.apart_jobs', 'beat', (Path(sys.argv[1]),))], Limits(60, 1000))"
    )
    path = tmp_path / "beats"
    program = subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT, stderr=subprocess.DEVNULL)
    wait_until(lambda: path.exists() and path.stat().st_size > 0)
    program.send_signal(number)
    program.wait(30)
    assert not beats(path)


def test_a_child_that_cannot_start_is_a_failure_with_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "CHILD", "ingest.readers.not_there")
    with pytest.raises(Raised, match="No module named"):
        run_one("give_back", 1)


# progress


def test_a_server_passes_on_what_its_job_tells_and_then_its_answer() -> None:
    told: list[tuple[Stage, int, int]] = []
    server = Server()
    try:
        assert server.do(job("tell_on", 3), lambda *step: told.append(step)) == "done"
        assert told == [(Stage.PAGES, page, 3) for page in (1, 2, 3)]
        assert server.do(job("tell_on", 2)) == "done"
    finally:
        server.close()
