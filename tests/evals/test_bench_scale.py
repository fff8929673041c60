from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import bench_scale_job
from evals.__main__ import OK, UNUSABLE, main
from evals.bench_results import BenchError, Growth, growth_to_json, show_growth
from evals.bench_scale_job import KINDS, ROUNDS, Asked, ask, hold, take_in
from evals.generated.library import entries, write_reports
from evals.messages import SCALE_BYTES, SCALE_NAMES

ONE, TWO = (f"{entry.organization.name}（{entry.organization.level}）{entry.year}年度" for entry in entries(2))


def test_a_figure_stands_beside_the_smallest_librarys_and_a_floor() -> None:
    growths = [
        Growth("scale_numeric_p50", 1, 0.004, 0.004, 0.001, goal=2.0),
        Growth("scale_numeric_p50", 500, 0.006, 0.004, 0.001, goal=2.0),
        Growth("scale_memory", 1, 3 * 2**20, 3 * 2**20, 2 * 2**20),
        Growth("scale_cold_cli", 1, None, None, 0.5),
    ]
    lines = show_growth(growths).splitlines()[2:]
    assert "512 维" in show_growth(growths).splitlines()[1]
    assert lines == [
        SCALE_NAMES["scale_numeric_p50"],
        "      1 份  4.000 ms  是最小的 1.00 倍  参照 1.000 ms，是它的 4.0 倍  目标 ≤ 2.0",
        "    500 份  6.000 ms  是最小的 1.50 倍  参照 1.000 ms，是它的 6.0 倍  目标 ≤ 2.0",
        SCALE_NAMES["scale_memory"],
        "      1 份  3.00 MB  是最小的 1.00 倍  参照 2.00 MB，是它的 1.50 倍",
        SCALE_NAMES["scale_cold_cli"],
        "      1 份  未测  是最小的 未测 倍  参照 500.000 ms，是它的 未测 倍",
    ]
    told = growth_to_json(growths)
    assert told["embedder"] == "hash-512"
    assert told["scale_cold_cli"] == {
        "1": {"measured": None, "ratio": None, "floor": 0.5, "floor_ratio": None, "goal": None}
    }
    assert set(SCALE_NAMES) >= SCALE_BYTES


def test_libraries_are_measured_by_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--reports", "2,1", "--json"]) == OK
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"embedder", *SCALE_NAMES}
    for name in SCALE_NAMES:
        assert list(told[name]) == ["1", "2"]
        assert told[name]["1"]["ratio"] == 1.0
        assert all(figures["measured"] > 0 and figures["floor"] > 0 for figures in told[name].values())
    assert told["scale_size"]["2"]["measured"] > 10_000


@pytest.mark.parametrize("sizes", ["", "0", "1,x", "-3"])
def test_sizes_that_are_none_are_refused(sizes: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["bench", f"--reports={sizes}"])
    assert "1,10,100,500" in capsys.readouterr().err


def test_more_reports_than_can_be_made_up_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--reports", "1000000"]) == UNUSABLE
    assert "--reports" in capsys.readouterr().err


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scale")
    write_reports(folder / "texts", 2)
    assert take_in(folder / "library", folder / "texts")["seconds"] > 0
    return folder / "library"


def asked(library: Path, *titles: str) -> Asked:
    questions = [(f"{title}本年支出合计是多少？", f"{title}决算") for title in titles]
    return Asked(str(library), {"numeric": questions, "passage": questions})


def test_every_library_is_asked_as_often_as_the_others(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_scale_job, "ROUNDS", 2)
    for times in ask([asked(library, ONE), asked(library, ONE, TWO)]):
        assert {kind: len(spent) for kind, spent in times.items()} == {
            **dict.fromkeys(KINDS, 2 * 2),
            **{f"{kind}_first": 2 for kind in KINDS},
        }
    assert ROUNDS > 2


def test_an_answer_of_another_report_is_no_measurement(library: Path) -> None:
    wrong = Asked(str(library), {"numeric": [], "passage": [(f"{ONE}本年支出合计是多少？", f"{TWO}决算")]})
    with pytest.raises(BenchError, match=ONE):
        hold([wrong])


def test_files_that_fail_are_no_measurement(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "bad.txt").write_text("不是报告", "utf-8")
    with pytest.raises(BenchError):
        take_in(tmp_path / "library", tmp_path / "texts")
