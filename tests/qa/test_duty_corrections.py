"""What people say of verdicts: kept by report and task, by several at once, never as a word on another verdict."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ingest.errors import LibraryError
from ingest.report import Identity, Level, ReportKind
from qa.duty_check import Outcome, Verdict
from qa.duty_check.corrections import FILE, MAX_COMMENT, Corrections, Mark, with_corrections
from qa.duty_check.sheets import TaskSheet

ROOT = Path(__file__).parent.parent.parent
OFFICE = Identity("云岭市园林局", Level.OWN, 2023, ReportKind.FINAL_ACCOUNTS)


def verdict(task: str, clause: str = "（一）", outcome: Outcome = Outcome.OWN) -> Verdict:
    return Verdict(task=task, outcome=outcome, report="报告", department="云岭市园林局", clause=clause, confidence=0.9)


def test_without_a_file_there_are_none_and_none_is_made(tmp_path: Path) -> None:
    assert Corrections(tmp_path).of(OFFICE) == {}
    assert list(tmp_path.iterdir()) == []


def test_what_is_said_is_found_again_whatever_the_white_space(tmp_path: Path) -> None:
    Corrections(tmp_path).keep(OFFICE, verdict("养护 公园\n绿地"), Mark.WRONG, "  应为城管局  ")
    kept = Corrections(tmp_path).of(OFFICE)["养护 公园 绿地"]
    assert (kept.mark, kept.comment) == (Mark.WRONG, "应为城管局")
    assert kept.is_of(verdict("养护公园绿地"))
    assert not kept.is_of(verdict("养护公园绿地", clause="（二）"))
    assert not kept.is_of(verdict("养护公园绿地", outcome=Outcome.OTHER))


@pytest.mark.parametrize(
    "other",
    [
        Identity("临江市园林局", Level.OWN, 2023, ReportKind.FINAL_ACCOUNTS),
        Identity("云岭市园林局", Level.DEPARTMENT, 2023, ReportKind.FINAL_ACCOUNTS),
        Identity("云岭市园林局", Level.OWN, 2024, ReportKind.FINAL_ACCOUNTS),
        Identity("云岭市园林局", Level.OWN, 2023, ReportKind.BUDGET),
    ],
)
def test_another_report_does_not_have_it(tmp_path: Path, other: Identity) -> None:
    corrections = Corrections(tmp_path)
    corrections.keep(OFFICE, verdict("养护公园绿地"), Mark.CONFIRMED, "")
    assert corrections.of(other) == {}


def test_the_last_word_stands_and_nothing_said_is_forgotten(tmp_path: Path) -> None:
    corrections = Corrections(tmp_path)
    corrections.keep(OFFICE, verdict("养护公园绿地"), Mark.CONFIRMED, "一")
    corrections.keep(OFFICE, verdict("养护公园绿地", "（二）"), Mark.WRONG, "二" * (MAX_COMMENT + 1))
    kept = corrections.of(OFFICE)["养护公园绿地"]
    assert (kept.mark, kept.judged.clause, kept.comment) == (Mark.WRONG, "（二）", "二" * MAX_COMMENT)
    assert corrections.keep(OFFICE, verdict("养护公园绿地"), None, " ") is None
    assert corrections.of(OFFICE) == {}


def test_a_comment_alone_is_kept(tmp_path: Path) -> None:
    Corrections(tmp_path).keep(OFFICE, verdict("养护公园绿地"), None, "待定")
    assert Corrections(tmp_path).of(OFFICE)["养护公园绿地"].mark is None


WRITER = """
import sys
from pathlib import Path
from tests.qa.test_duty_corrections import OFFICE, verdict
from qa.duty_check.corrections import Corrections, Mark
for number in range(40):
    Corrections(Path(sys.argv[1])).keep(OFFICE, verdict(f"{sys.argv[2]}{number}"), Mark.CONFIRMED, sys.argv[2])
    Corrections(Path(sys.argv[1])).keep(OFFICE, verdict("同一事项"), Mark.CONFIRMED, sys.argv[2])
"""


def test_two_processes_and_two_threads_lose_nothing(tmp_path: Path) -> None:
    def write(name: str) -> None:
        corrections = Corrections(tmp_path)
        for number in range(40):
            corrections.keep(OFFICE, verdict(f"{name}{number}"), Mark.CONFIRMED, name)

    processes = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name], cwd=ROOT) for name in "甲乙"]
    threads = [threading.Thread(target=write, args=(name,)) for name in "丙丁"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [process.wait() for process in processes] == [0, 0]
    kept = Corrections(tmp_path).of(OFFICE)
    assert set(kept) == {f"{name}{number}" for name in "甲乙丙丁" for number in range(40)} | {"同一事项"}
    assert kept["同一事项"].comment in ("甲", "乙")


@pytest.mark.parametrize("content", [b"not a database" * 100, b"\0" * 5000])
def test_a_damaged_file_is_told_and_not_touched(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(LibraryError, match="人工核对的记录打不开"):
        Corrections(tmp_path).of(OFFICE)
    with pytest.raises(LibraryError, match="人工核对的记录打不开"):
        Corrections(tmp_path).keep(OFFICE, verdict("养护公园绿地"), Mark.CONFIRMED, "")
    assert (tmp_path / FILE).read_bytes() == content


def test_the_file_of_a_later_program_is_left_alone(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(LibraryError, match="更新版本"):
        Corrections(tmp_path).of(OFFICE)


def test_a_list_gets_what_was_said_and_keeps_its_own_columns(tmp_path: Path) -> None:
    corrections = Corrections(tmp_path)
    verdicts = [verdict("养护公园绿地"), verdict("育种", "（二）"), verdict("喝茶", "", Outcome.NONE)]
    corrections.keep(OFFICE, verdicts[0], Mark.CONFIRMED, "=1+1")
    corrections.keep(OFFICE, verdict("育种", "（九）"), Mark.WRONG, "")
    sheet = TaskSheet(("编号", "事项", "说明"), ((1, "养护公园绿地", "a"), (2, "育种", "b"), (3, "喝茶", "c")), 1)
    more = with_corrections(sheet, verdicts, corrections.of(OFFICE))
    assert more.tasks == sheet.tasks
    assert more.headings == ("人工核对", "说明", "编号", "事项", "说明")
    assert more.rows[0] == ("确认", "=1+1", 1, "养护公园绿地", "a")
    assert more.rows[1][0] == "有误（结果已变，需重新核对）"
    assert "（九）" in more.rows[1][1]
    assert more.rows[2] == ("", "", 3, "喝茶", "c")


def test_the_command_writes_what_was_said_where_there_is_something(library: Path, tmp_path: Path) -> None:
    from qa.__main__ import main
    from qa.assistant import Assistant

    folder = tmp_path / "library"
    shutil.copytree(library, folder)
    tasks = tmp_path / "tasks.csv"
    tasks.write_text("事项,编号\n安排区政府总值班,1\n组织义务植树,2\n", "utf-8")
    command = ["duties", "check", str(tasks), "-o", str(tmp_path / "checked.json"), "--library", str(folder)]

    def checked() -> list[dict[str, object]]:
        assert main(command) == 0
        rows: list[dict[str, object]] = json.loads((tmp_path / "checked.json").read_text("utf-8"))
        return rows

    assert not {"人工核对", "说明"} & set(checked()[0])
    report = Assistant.open(folder).library.reports()[0]
    said = Verdict(task="安排区政府总值班", outcome=Outcome.OWN, report=report.title,
                   department=report.identity.organization, clause="（四）")  # fmt: skip
    Corrections(folder).keep(report.identity, said, Mark.WRONG, "应为夜间")
    first, second = checked()
    assert (first["人工核对"], first["说明"], first["编号"]) == ("有误", "应为夜间", "1")
    assert (second["人工核对"], second["说明"]) == ("", "")
