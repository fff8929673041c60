"""Lists of tasks as people make them, read and written: nothing is lost, nothing runs."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import Workbook, load_workbook

from ingest.settings import settings
from qa.duty_check import check, messages
from qa.duty_check.reading import read_tasks
from qa.duty_check.sheets import KEYS, SheetError, TaskSheet
from qa.duty_check.writing import write_checked
from tests.qa.duty_check.invented import ORGANIZATION, catalog

TASKS: Final = ("核发取水许可证", "修路灯", "核发取水许可证")
FORMULAS: Final = ('=HYPERLINK("http://example.invalid","点我")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "普通文字")


def workbook(path: Path, rows: Sequence[Sequence[Any]], merged: str = "") -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    if merged:
        sheet.merge_cells(merged)
    book.save(path)
    return path


def checked(sheet: TaskSheet, path: Path) -> Path:
    write_checked(path, sheet, check(sheet.tasks, catalog()))
    return path


def cells(path: Path) -> list[tuple[Any, ...]]:
    return list(load_workbook(path).worksheets[0].iter_rows(values_only=True))


def test_a_merged_title_empty_rows_and_a_column_that_is_not_the_first(tmp_path: Path) -> None:
    rows = [
        ("2025年重点任务分工表", None, None),
        (),
        ("序号", "事项", "完成时限"),
        (1, TASKS[0], "6月底"),
        (),
        (2, TASKS[1], None),
        (3, TASKS[2], "年底"),
        (4, None, "没有写事项"),
    ]
    sheet = read_tasks(workbook(tmp_path / "tasks.xlsx", rows, "A1:C1"))
    assert sheet.tasks == (*TASKS, "")
    assert list(sheet.others) == [("序号", (1, 2, 3, 4)), ("完成时限", ("6月底", None, "年底", "没有写事项"))]


def test_the_spreadsheet_that_is_written(tmp_path: Path) -> None:
    source = workbook(tmp_path / "tasks.xlsx", [("编号", "任务"), *((f"A{n}", t) for n, t in enumerate(TASKS))])
    written = checked(read_tasks(source), tmp_path / "checked.xlsx")
    head, *rows = cells(written)
    assert head == ("事项", "结论", "责任部门", "条款", "原文", "页码", "置信度", "其他各方", "备注", "编号")
    assert [row[0] for row in rows] == list(TASKS)
    assert [row[1] for row in rows] == ["本单位职责", "报告未载明", "本单位职责"]
    assert rows[0][2:6] == (ORGANIZATION, "（一）", "负责全市水资源的统一管理，组织实施取水许可制度。", 1)
    assert rows[1][2:6] == (None, None, None, None)
    assert [row[9] for row in rows] == ["A0", "A1", "A2"]
    page = load_workbook(written).worksheets[0]
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == "A1:J4"
    assert page["E2"].alignment.wrap_text
    colours = [page.cell(row, 2).fill.fgColor.rgb for row in (2, 3, 4)]
    assert colours[0] == colours[2] != colours[1]


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".json"])
@pytest.mark.parametrize("source", [".xlsx", ".csv", ".json"])
def test_any_format_in_and_any_out(source: str, ending: str, tmp_path: Path) -> None:
    first = tmp_path / f"tasks{source}"
    if source == ".xlsx":
        workbook(first, [("事项", "负责人"), *((task, "张三") for task in TASKS)])
    elif source == ".csv":
        first.write_text("事项,负责人\n" + "".join(f"{task},张三\n" for task in TASKS), encoding="utf-8-sig")
    else:
        first.write_text(json.dumps([{"task": task, "负责人": "张三"} for task in TASKS]), encoding="utf-8")
    written = checked(read_tasks(first), tmp_path / f"checked{ending}")
    again = read_tasks(written)
    assert again.tasks == TASKS
    assert dict(again.others)["负责人"] == ("张三",) * 3


def test_the_json_has_what_its_description_says(tmp_path: Path) -> None:
    source = tmp_path / "tasks.json"
    source.write_text(json.dumps(["防治水污染", "修路灯", ""]), encoding="utf-8")
    own, none, empty = json.loads(checked(read_tasks(source), tmp_path / "checked.json").read_text(encoding="utf-8"))
    assert tuple(own) == KEYS
    assert (own["outcome"], own["department"], own["clause"], own["page"]) == ("own", ORGANIZATION, "（二）", 2)
    assert [set(party) for party in own["also"]] == [{"department", "clause", "text"}]
    assert (none["outcome"], none["department"], none["page"], none["also"]) == ("none", "", None, [])
    assert (empty["task"], empty["outcome"], empty["note"]) == ("", "none", messages.EMPTY_TASK)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_written_as_text(text: str, tmp_path: Path) -> None:
    source = tmp_path / "tasks.json"
    source.write_text(json.dumps([{"事项": text, "备注": text}]), encoding="utf-8")
    sheet = read_tasks(source)
    page = load_workbook(checked(sheet, tmp_path / "checked.xlsx")).worksheets[0]
    held = {cell.value: cell.data_type for row in page.iter_rows(min_row=2) for cell in row}
    assert held[text.strip()] == "s"
    assert "f" not in held.values()
    with checked(sheet, tmp_path / "checked.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)


def test_a_formula_in_a_list_is_shown_and_never_written_as_one(tmp_path: Path) -> None:
    source = workbook(tmp_path / "tasks.xlsx", [("事项", "链接"), (TASKS[0], FORMULAS[0])])
    sheet = read_tasks(source)
    assert dict(sheet.others)["链接"] == (FORMULAS[0],)
    page = load_workbook(checked(sheet, tmp_path / "checked.xlsx")).worksheets[0]
    assert page["J2"].value == FORMULAS[0]
    assert page["J2"].data_type == "s"


def test_numbers_of_other_columns_stay_numbers(tmp_path: Path) -> None:
    source = tmp_path / "tasks.csv"
    source.write_text("事项,增减\n修路灯,-3.5\n", encoding="utf-8")
    with checked(read_tasks(source), tmp_path / "checked.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1][-1] == "-3.5"


def test_a_csv_in_gbk_is_read(tmp_path: Path) -> None:
    source = tmp_path / "tasks.csv"
    source.write_bytes("工作事项,牵头人\n核发取水许可证,李四\n".encode("gbk"))
    assert read_tasks(source).tasks == ("核发取水许可证",)


def test_a_column_of_the_same_name_as_ours_is_kept_under_another(tmp_path: Path) -> None:
    source = workbook(tmp_path / "tasks.xlsx", [("事项", "备注"), (TASKS[0], "急")])
    head, row = cells(checked(read_tasks(source), tmp_path / "checked.xlsx"))
    assert dict(zip(head, row, strict=True))["备注（原表）"] == "急"


def test_a_bare_list_needs_no_heading(tmp_path: Path) -> None:
    source = tmp_path / "tasks.csv"
    source.write_text("\n".join(TASKS), encoding="utf-8")
    assert read_tasks(source).tasks == TASKS


def test_the_column_can_be_named(tmp_path: Path) -> None:
    source = workbook(tmp_path / "tasks.xlsx", [("内容甲", "内容乙"), ("修路灯", TASKS[0])])
    assert read_tasks(source, "内容乙").tasks == (TASKS[0],)
    with pytest.raises(SheetError, match="内容甲、内容乙"):
        read_tasks(source)
    with pytest.raises(SheetError, match="没有叫“丙”的列"):
        read_tasks(source, "丙")


def test_the_sheet_with_the_tasks_need_not_be_the_first(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["说明", "填表要求"])
    book.create_sheet("清单").append(["事项", "时限"])
    book.worksheets[1].append([TASKS[0], "6月"])
    book.save(tmp_path / "tasks.xlsx")
    assert read_tasks(tmp_path / "tasks.xlsx").tasks == (TASKS[0],)


def refused(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(SheetError) as told:
        read_tasks(path)
    return str(told.value)


def test_damaged_encrypted_and_old_files_are_told_apart(tmp_path: Path) -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    assert "损坏" in refused(tmp_path / "a.xlsx", b"PK\x03\x04 no archive")
    assert "损坏" in refused(tmp_path / "b.xlsx", b"plain text")
    assert "损坏" in refused(tmp_path / "c.xlsx", b"")
    assert "密码" in refused(tmp_path / "d.xlsx", compound + "EncryptedPackage".encode("utf-16-le"))
    assert "另存为 .xlsx" in refused(tmp_path / "e.xls", compound + "Workbook".encode("utf-16-le"))
    assert "损坏" in refused(tmp_path / "f.json", b'[{"task": ')
    assert "数组" in refused(tmp_path / "g.json", b'{"task": "x"}')
    assert "编码" in refused(tmp_path / "h.csv", b"\xff\xff\xff")
    assert "文件格式" in refused(tmp_path / "i.docx", b"PK\x03\x04")
    assert "没有事项" in refused(tmp_path / "j.csv", "事项\n".encode())


def test_a_truncated_workbook_and_one_that_lacks_its_parts_are_damaged(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx", [("事项",), (TASKS[0],)]).read_bytes()
    assert "损坏" in refused(tmp_path / "half.xlsx", whole[: len(whole) // 2])
    with zipfile.ZipFile(tmp_path / "empty.xlsx", "w") as package:
        package.writestr("[Content_Types].xml", "<Types")
    with pytest.raises(SheetError, match="损坏"):
        read_tasks(tmp_path / "empty.xlsx")


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".json"])
def test_too_many_rows_are_refused_with_the_limit(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "max_tasks", 50)
    path = tmp_path / f"many{ending}"
    if ending == ".xlsx":
        workbook(path, [("事项", "号"), *((f"事{n}", n) for n in range(51))])
    elif ending == ".csv":
        path.write_text("事项,号\n" + "\n".join(f"事{n},{n}" for n in range(51)), encoding="utf-8")
    else:
        path.write_text(json.dumps([f"事{n}" for n in range(51)]), encoding="utf-8")
    with pytest.raises(SheetError, match="超过 50 行"):
        read_tasks(path)


def test_signs_that_a_cell_cannot_hold_are_left_out(tmp_path: Path) -> None:
    source = tmp_path / "tasks.json"
    source.write_text(json.dumps(["修\x07路灯", "水" * 40000]), encoding="utf-8")
    _, first, second = cells(checked(read_tasks(source), tmp_path / "checked.xlsx"))
    assert first[0] == "修路灯"
    assert len(second[0]) == 32767


def test_only_known_formats_are_written(tmp_path: Path) -> None:
    sheet = TaskSheet(("task",), (("修路灯",),), 0)
    with pytest.raises(SheetError, match="写不成"):
        write_checked(tmp_path / "checked.txt", sheet, check(sheet.tasks, catalog()))
