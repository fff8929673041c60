"""`python -m qa duties`: a list checked, the duties listed, and which report is meant."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import pytest

from ingest.library import StoredReport
from ingest.report import Identity, Level, ReportKind
from qa.__main__ import main
from qa.duty_check.commands import chosen_report
from qa.duty_check.sheets import SheetError


def run(library: Path, *arguments: str) -> int:
    return main(["duties", *arguments, "--library", str(library)])


def test_a_list_is_checked_from_the_command_line(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "tasks.csv", tmp_path / "checked.json"
    source.write_text("号,事项\n1,转办12345热线工单\n2,审批社区工厂排污许可\n3,扶持软件企业\n", encoding="utf-8")
    assert run(library, "check", str(source), "-o", str(target)) == 0
    rows = json.loads(target.read_text(encoding="utf-8"))
    assert [(row["号"], row["outcome"], row["clause"]) for row in rows] == [
        ("1", "own", "（十三）"),
        ("2", "none", ""),
        ("3", "other", "（四十二）3"),
    ]
    assert "本单位职责 1，其他部门职责 1，报告未载明 1" in capsys.readouterr().out


def test_the_duties_of_a_body_are_listed(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(library, "list", "--department", "区委网信办", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert {duty["department"] for duty in listed} == {"区委网信办"}
    assert [duty["clause"] for duty in listed] == ["（四十二）1", "（四十二）2"]


def test_the_duties_about_something_are_listed(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(library, "list", "--about", "护照") == 0
    said = capsys.readouterr().out
    assert "（三十一）" in said
    assert "因公护照" in said
    assert "（十五）" not in said


BAD: Final = [
    (("list", "--department", "区财政局"), "没有“区财政局”。有职责的是：济南市莱芜区人民政府办公室、区委网信办"),
    (("list", "--report", "市审计局"), "没有“市审计局”的报告"),
    (("check", "nowhere.csv", "-o", "out.json"), "无法打开"),
    (("check", "nowhere.csv", "-o", "out.doc"), "写不成这种格式"),
]


@pytest.mark.parametrize(("arguments", "said"), BAD)
def test_what_cannot_be_done_is_told(
    arguments: tuple[str, ...], said: str, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(library, *arguments) == 2
    assert said in capsys.readouterr().err


@dataclass(frozen=True)
class _Stored:
    id: str
    title: str
    identity: Identity


def stored(number: int, organization: str, year: int, level: Level = Level.OWN) -> StoredReport:
    identity = Identity(organization, level, year, ReportKind.FINAL_ACCOUNTS)
    return cast("StoredReport", _Stored(f"r{number}", f"{organization}（{level}）{year}年度决算", identity))


REPORTS: Final = (
    stored(1, "云岭市水务局", 2023),
    stored(2, "云岭市水务局", 2024),
    stored(3, "云岭市教育局", 2024),
    stored(4, "云岭市教育局", 2024, Level.DEPARTMENT),
)


@pytest.mark.parametrize(
    ("given", "meant"),
    [("r1", "r1"), ("云岭市水务局", "r2"), ("水务局", "r2"), ("云岭市教育局（本级）2024年度决算", "r3")],
)
def test_a_report_is_meant_by_its_id_title_or_organization(given: str, meant: str) -> None:
    assert chosen_report(REPORTS, given).id == meant


def test_one_report_need_not_be_named() -> None:
    assert chosen_report(REPORTS[:1], None).id == "r1"


@pytest.mark.parametrize(("given", "titles"), [(None, 4), ("云岭市教育局", 2)])
def test_of_several_it_is_told_which_there_are(given: str | None, titles: int) -> None:
    with pytest.raises(SheetError, match="--report") as told:
        chosen_report(REPORTS, given)
    assert str(told.value).count("年度决算") == titles
