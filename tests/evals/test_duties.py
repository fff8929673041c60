"""The score of the duty check: planted faults are caught, in the verdicts and in the work items themselves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from evals.__main__ import BELOW, OK, UNUSABLE, main
from evals.duties import DutyFault, DutyRun, check_all
from evals.duty_report import duty_json, duty_summary, duty_verdict
from evals.duty_tasks import DutyTask, check_tasks, clause_texts, default_task_files, holds_tasks, load_tasks
from evals.questions import DUTY_FILE, QuestionsError, default_files
from evals.source import Source
from evals.thresholds import DutyThresholds, load_thresholds
from ingest.document import Document, Page
from qa.duty_check import Outcome, Verdict

FIRST: Final = """甲局
一、单位职责
（一）负责接听值班
电话，及时报告。配合丙局办理（二）类事项。
— 7 —
（二）有关职责分工。
1．与乙局在档案方面的分工。乙局负责保管"""
SECOND: Final = """— 8 —
档案。甲局负责移交。
2．与丙局的分工。丙局负责登记。
二、机构设置
（三）负责打扫。
"""
FILE: Final = "made-up.txt"
SOURCE: Final = Source(Document(Path(FILE), "text", (Page(1, FIRST), Page(2, SECOND))))
SOURCES: Final = {FILE: SOURCE}
CLAUSES: Final = {FILE: clause_texts(SOURCE.text)}
LEAST: Final = DutyThresholds()


def task(number: int = 1, /, **changes: Any) -> DutyTask:
    fields: dict[str, Any] = {
        "id": f"t-{number}", "task": f"值夜班{number}", "report": FILE, "outcome": "own", "department": "甲局",
        "clauses": ["（一）"], "why": "接听值班电话",
    }  # fmt: skip
    return DutyTask.model_validate(fields | changes)


def nobodys(number: int = 1, /) -> DutyTask:
    return task(number, outcome="none", department="", clauses=[], tags=["near-miss"])


def verdict(**changes: Any) -> Verdict:
    fields: dict[str, Any] = {
        "task": "值夜班", "outcome": "own", "report": "甲局", "department": "甲局", "clause": "（一）",
        "text": "负责接听值班电话，及时报告。", "page": 1, "confidence": 0.95,
    }  # fmt: skip
    return Verdict(**fields | changes)


SILENT: Final = Verdict(task="值夜班", outcome=Outcome.NONE, report="甲局", confidence=0.8)


def run(*pairs: tuple[DutyTask, Verdict]) -> DutyRun:
    verdicts = [given for _, given in pairs]
    return DutyRun(tuple(check_all([item for item, _ in pairs], lambda *_: verdicts, CLAUSES)))


# reading the clauses


def test_clauses_are_read_with_their_parts_over_page_ends_and_not_beyond_the_duties() -> None:
    own, handing = "负责接听值班电话，及时报告。配合丙局办理（二）类事项。", "甲局负责移交。"
    first = f"与乙局在档案方面的分工。乙局负责保管档案。{handing}"
    second = "与丙局的分工。丙局负责登记。"
    assert CLAUSES[FILE] == {
        "（一）": own,
        "（二）": f"有关职责分工。1．{first}2．{second}",
        "（二）1": first,
        "（二）2": second,
    }


# the verdicts


@pytest.mark.parametrize(
    ("item", "given", "faults"),
    [
        (task(), verdict(), []),
        (task(), verdict(department="甲局（本级）"), []),
        (task(), verdict(text="负责接听值班\n电话"), []),
        (task(clauses=["（二）1", "（一）"]), verdict(), []),
        (nobodys(), SILENT, []),
        (task(), SILENT, [DutyFault.OUTCOME, DutyFault.CLAUSE]),
        (task(), verdict(outcome="other", department="乙局"), [DutyFault.OUTCOME]),
        (task(), verdict(department="乙局"), [DutyFault.DEPARTMENT]),
        (task(clauses=["（二）1"]), verdict(), [DutyFault.CLAUSE]),
        (task(), verdict(text="负责接听电话"), [DutyFault.TEXT]),
        (task(), verdict(text=""), [DutyFault.TEXT]),
        (task(), verdict(text="乙局负责保管档案。"), [DutyFault.TEXT]),
        (nobodys(), verdict(), [DutyFault.OUTCOME]),
        (nobodys(), verdict(clause="（九）"), [DutyFault.OUTCOME, DutyFault.TEXT]),
    ],
)
def test_what_is_wrong_with_a_verdict_is_found(item: DutyTask, given: Verdict, faults: list[DutyFault]) -> None:
    assert list(run((item, given)).results[0].faults) == faults


def test_shares_count_what_they_say() -> None:
    found = run(
        (task(1), verdict()),
        (task(2), verdict(outcome="other", department="乙局")),
        (task(3), SILENT),
        (task(4, clauses=["（二）1"]), verdict(confidence=1.0)),
        (nobodys(5), SILENT),
        (nobodys(6), verdict()),
    )
    assert (found.outcome.passed, found.outcome.total) == (3, 6)
    assert (found.clause.passed, found.clause.total) == (2, 4), "the clause counts where the outcome is wrong too"
    assert [result.task.id for result in found.attributed] == ["t-6"]
    assert {outcome: (share.passed, share.total) for outcome, share in found.outcomes().items()} == {
        Outcome.OWN: (2, 4), Outcome.OTHER: (0, 0), Outcome.NONE: (1, 2)
    }  # fmt: skip
    assert {tag: (share.passed, share.total) for tag, share in found.tags().items()} == {"near-miss": (1, 2)}
    assert {band: (share.passed, share.total) for band, share in found.confidences().items()} == {
        (0.9, 1.0): (2, 4), (0.7, 0.9): (1, 2)
    }  # fmt: skip


def test_one_task_given_to_somebody_fails_the_run_whatever_the_shares_are() -> None:
    right = [(task(number), verdict()) for number in range(99)]
    assert duty_verdict(run(*right), LEAST) == ()
    assert duty_verdict(run(*right, (nobodys(100), verdict())), LEAST) == ("1 项报告未载明的事项归给了部门",)
    assert duty_verdict(run(*right, (task(100), verdict(text="打扫。"))), LEAST) == ("1 项的原文不在所列的条款里",)


def test_shares_below_the_thresholds_fail_the_run() -> None:
    silent, elsewhere = (task(1), SILENT), (task(2, clauses=["（二）2"]), verdict())
    assert duty_verdict(run(silent, elsewhere), LEAST) == (
        "结果和部门正确 50.0% 低于 95.0%",
        "条款正确（应有条款的） 0.0% 低于 95.0%",
    )


def test_the_summary_begins_with_the_failures() -> None:
    item = task(2, clauses=["（二）1", "（二）2"])
    found = run((task(1), verdict()), (item, verdict(outcome="other", department="乙局")))
    lines = duty_summary(found, LEAST).splitlines()
    assert lines[:6] == [
        "没有核对对的事项（1）",
        "",
        "✗ t-2（made-up.txt）值夜班2",
        "    结果：应为 本单位职责；得到 其他部门职责",
        "    条款号：应为 （二）1、（二）2 之一；得到 （一）",
        "    得到：乙局（一）负责接听值班电话，及时报告。",
    ]
    data = duty_json(found, LEAST)
    assert data["passed"] is False
    assert data["attributed"] == []
    assert json.loads(json.dumps(data, ensure_ascii=False))["results"][1]["faults"] == ["outcome", "clause"]


def test_each_report_is_one_batch_and_there_is_a_verdict_for_each_task() -> None:
    asked: list[tuple[str, list[str]]] = []

    def check(report: str, tasks: Sequence[str]) -> list[Verdict]:
        asked.append((report, list(tasks)))
        return [verdict()] * len(tasks)

    other = task(2, report="other.txt")
    found = [*check_all([task(1), other, task(3)], check, CLAUSES | {"other.txt": {}})]
    assert asked == [(FILE, ["值夜班1", "值夜班3"]), ("other.txt", ["值夜班2"])]
    assert [result.task.id for result in found] == ["t-1", "t-3", "t-2"]
    with pytest.raises(ValueError, match="shorter"):
        [*check_all([task(1), task(3)], lambda *_: [verdict()], CLAUSES)]


# the work items


@pytest.mark.parametrize(
    ("item", "fault"),
    [
        (task(), ""),
        (nobodys(), ""),
        (task(outcome="other", department="乙局", clauses=["（二）1"]), ""),
        (task(report="none.txt"), "没有这份报告"),
        (task(clauses=["（三）"]), "没有条款 （三）"),
        (task(clauses=["（一）", "（二）3"]), "没有条款 （二）3"),
        (task(department="丁局"), "没有印着“丁局”"),
        (task(outcome="other", department="乙局", clauses=["（二）2"]), "条款 （二）2 里没有印着“乙局”"),
    ],
)
def test_a_work_item_has_to_agree_with_its_report(item: DutyTask, fault: str) -> None:
    found = check_tasks([item], SOURCES)
    assert len(found) == bool(fault)
    assert fault in "".join(found)


@pytest.mark.parametrize(
    "changes",
    [
        {"department": ""},
        {"clauses": []},
        {"outcome": "none"},
        {"outcome": "ours"},
        {"task": ""},
        {"why": ""},
        {"x": 1},
    ],
)
def test_a_line_that_is_not_right_is_said_with_its_place(changes: dict[str, Any], tmp_path: Path) -> None:
    record = task().model_dump(mode="json") | changes
    file = tmp_path / "tasks.jsonl"
    file.write_text("\n" + json.dumps(record, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(QuestionsError, match="第 2 行"):
        load_tasks([file])


def test_an_id_is_used_once(tmp_path: Path) -> None:
    file = tmp_path / "tasks.jsonl"
    file.write_text(task().model_dump_json() + "\n" + task().model_dump_json(), encoding="utf-8")
    assert holds_tasks(file)
    with pytest.raises(QuestionsError, match="t-1 已经用过"):
        load_tasks([file])


def test_there_are_enough_work_items_and_a_third_are_nobodys() -> None:
    everyday, further, *held_out = (load_tasks([file]) for file in default_task_files())
    assert len(everyday) >= 120
    assert len(further) >= 80
    assert [len(tasks) for tasks in held_out] == [48, 59, 60]
    for tasks in (everyday, further, *held_out):
        assert round(10 * sum(item.outcome is Outcome.NONE for item in tasks) / len(tasks)) >= 3
    texts = [item.task for tasks in (everyday, further, *held_out) for item in tasks]
    assert len(set(texts)) == len(texts), "what is held out is not asked every day"


def test_work_items_are_no_questions() -> None:
    assert DUTY_FILE not in default_files()
    assert not any(map(holds_tasks, default_files()))


# from the command line


def written(folder: Path, **changes: Any) -> str:
    record = {
        "id": "t-1", "task": "转办12345热线工单", "report": "000_82c47807cd14b666.txt", "outcome": "own",
        "department": "济南市莱芜区人民政府办公室", "clauses": ["（十三）"], "why": "办理热线转交事项",
    }  # fmt: skip
    file = folder / "tasks.jsonl"
    file.write_text(json.dumps(record | changes, ensure_ascii=False), encoding="utf-8")
    return str(file)


def test_check_finds_what_is_wrong_with_work_items(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--questions", written(tmp_path)]) == OK
    assert "1 项工作事项的条款和部门都与原文相符。" in capsys.readouterr().out
    assert main(["check", "--questions", written(tmp_path, clauses=["（四十三）"])]) == BELOW
    assert "没有条款 （四十三）" in capsys.readouterr().out


def test_a_run_over_work_items_that_are_wrong_themselves_is_not_begun(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["duties", "--questions", written(tmp_path, report="none.txt")]) == UNUSABLE
    assert "没有这份报告：none.txt" in capsys.readouterr().err


def test_a_run_comes_to_an_end_over_the_corpus_and_a_made_up_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_up = task(
        2, task="组织征收土地增值税", report="济南市莱芜区教育局本级2024.txt", outcome="none", department="", clauses=[]
    )
    file = Path(written(tmp_path))
    file.write_text(file.read_text(encoding="utf-8") + "\n" + made_up.model_dump_json(), encoding="utf-8")
    status = main(["duties", "--questions", str(file), "--out", str(tmp_path / "out")])
    data = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert status == (OK if data["passed"] else BELOW)
    assert [result["id"] for result in data["results"]] == ["t-1", "t-2"]
    assert "报告未载明" in capsys.readouterr().out


def test_the_projects_thresholds_are_those_of_the_duty_check() -> None:
    assert load_thresholds().duties == LEAST
