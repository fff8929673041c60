"""The tab 评测: which runs it offers, what it shows of them, and that it works without any."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evals.made import Made
from evals.outputs import write_run
from evals.page.desk import RunsDesk
from evals.record import RUN_FILE, kept_runs, run_folder
from tests.conftest import ROOT
from tests.evals.build import MADE
from tests.evals.test_compare import data
from tests.evals.test_outputs import HOSTILE, hostile
from tests.test_app import PHONE, opened, served
from tests.test_project import HEAVY

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def keep(runs: Path, made: Made, found: dict[str, object]) -> str:
    """Keeps a run as the command does; its name."""
    folder = run_folder(runs, made)
    write_run(folder, "", {**found, "made": made.model_dump()})
    return folder.name


def test_runs_are_offered_by_time_and_commit_the_newest_first(tmp_path: Path) -> None:
    old = keep(tmp_path, MADE, data(["a"], ["b"]))
    later = MADE.model_copy(update={"date": "2021-04-01T00:00:00+08:00", "commit": "def5678+"})
    new = keep(tmp_path, later, data(["a", "b"]))
    assert (old, new) == ("2021-03-04T050607-abc1234", "2021-04-01T000000-def5678+")
    assert RunsDesk(tmp_path).choices() == [
        ("2021-04-01 00:00 · def5678（另有未提交的改动） · 2/2 · 通过", new),
        ("2021-03-04 05:06 · abc1234 · 1/2 · 通过", old),
    ]


def test_a_run_is_shown_by_itself_and_beside_another(tmp_path: Path) -> None:
    old = keep(tmp_path, MADE, data(["a", "b"]))
    new = keep(tmp_path, MADE.model_copy(update={"commit": "def5678"}), data(["a"], ["b"]))
    desk = RunsDesk(tmp_path)
    assert "变差的题（1）" not in desk.report(new)
    assert "变差的题（1）" in desk.report(new, old)
    assert "变差的题" not in desk.report(new, new)
    assert "没有答对的题（0）" in desk.report(old)


def test_without_a_run_the_command_that_makes_one_is_told(tmp_path: Path) -> None:
    desk = RunsDesk(tmp_path / "none")
    assert desk.choices() == []
    assert "python -m evals run" in desk.report(None)


def test_what_is_not_a_run_is_left_out_and_no_other_folder_can_be_named(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    (runs / "broken").mkdir(parents=True)
    (runs / "broken" / RUN_FILE).write_text("{", encoding="utf-8")
    keep(tmp_path / "elsewhere", MADE, data(["a"]))
    desk = RunsDesk(runs)
    assert len(kept_runs(runs)) == 1
    assert desk.choices() == []
    assert "python -m evals run" in desk.report("../elsewhere/2021-03-04T050607-abc1234")


def test_a_run_that_changes_on_the_disk_is_read_again(tmp_path: Path) -> None:
    desk = RunsDesk(tmp_path)
    name = keep(tmp_path, MADE, data(["a"]))
    assert "没有答对的题（0）" in desk.report(name)
    keep(tmp_path, MADE, data([], ["a"]))
    assert "没有答对的题（1）" in desk.report(name)


def test_hostile_text_stays_text_on_the_page(tmp_path: Path) -> None:
    shown = RunsDesk(tmp_path).report(keep(tmp_path, MADE, hostile()))
    assert "<script" not in shown
    assert HOSTILE not in shown


def test_what_the_tab_shows_loads_nothing_heavy() -> None:
    look = "import sys, evals.page.desk; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (HEAVY | {"scipy", "pandas"}) & set(loaded.stdout.split()) == set()


@pytest.mark.browser
def test_the_tab_shows_runs_as_they_are_made_and_compares_them(browser: Browser, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    with (
        served(tmp_path / "library", JUESUAN_RUNS=str(runs)) as url,
        opened(browser, url, viewport=PHONE) as (page, asked),
    ):
        tab = page.get_by_role("tab", name="评测")
        tab.click()
        page.get_by_text("python -m evals run").wait_for()
        keep(runs, MADE, data(["a", "b"]))
        keep(runs, MADE.model_copy(update={"date": "2021-04-01T00:00:00+08:00"}), data(["a"], ["b"]))
        page.get_by_role("tab", name="职责核对").click()
        tab.click()
        page.get_by_text("没有答对的题（1）").wait_for()
        page.get_by_label("与哪一次相比").click()
        page.get_by_role("option", name="2021-03-04").click()
        page.get_by_text("变差的题（1）").wait_for()
        page.get_by_role("searchbox", name="查找").fill("没有这样的题")
        assert page.locator("#evals-report output").text_content() == "显示 0 / 2 题"
        assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
        assert [address for address in asked if not address.startswith((url, "data:", "blob:"))] == []
