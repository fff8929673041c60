"""What a run leaves in its folder: the same each time but for times, and harmless whatever stands in it."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evals.__main__ import OK, main
from evals.compare import Comparison
from evals.outputs import write_csv, write_run
from evals.page.document import run_document
from evals.questions import FOLDER, Question, QuestionKind
from evals.record import TIMES, Record, read_record, timeless
from evals.report import to_json
from evals.run import Run, ask_all
from qa.answer import Answer
from tests.conftest import ROOT
from tests.evals.build import MADE, SOURCE, expect_lookup, lookup, traced
from tests.evals.test_compare import record
from tests.evals.test_run import FUSED_BETTER, THRESHOLDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = "</script><script>document.title='hacked'</script><img src=//example.com/x onerror=alert(1)>\u202e&lt;"
FORMULA = '=HYPERLINK("http://example.com","x")'
SMALL = (
    "num-014",
    "num-015",
    "cal-001",
    "rank-001",
    "conf-001",
    "zero-001",
    "duty-001",
    "def-001",
    "con-108",
    "ref-008",
)


def hostile() -> dict[str, object]:
    """A run of a question, an answer and an expectation that would break out of a page or a spreadsheet."""

    def ask(question: str, history: Sequence[Answer]) -> Answer:
        return lookup(text=f"{FORMULA}{HOSTILE}", question=question)

    expect = expect_lookup(contains=[f"不{HOSTILE}"], row=FORMULA)
    question = Question(id=FORMULA, kind=QuestionKind.NUMBER, q=HOSTILE, expect=expect, tags=(HOSTILE,))
    return to_json(Run(tuple(ask_all([question], traced(ask), [SOURCE])), FUSED_BETTER), THRESHOLDS, MADE)


def test_hostile_text_is_shown_as_text_and_nothing_outside_is_asked_for() -> None:
    page = run_document(Record.model_validate(hostile()), None)
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "\u202e" not in page
    assert "&lt;/script&gt;&lt;script&gt;document.title" in page
    assert re.search(r"<[^>]+\s(?:src|href|srcset|action)=|url\(|@import", page) is None
    assert "default-src 'none'" in html.unescape(page)


def test_a_spreadsheet_gets_text_and_says_how_it_is_encoded(tmp_path: Path) -> None:
    write_csv(tmp_path / "results.csv", Record.model_validate(hostile()))
    raw = (tmp_path / "results.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    cells = dict(zip(head, row, strict=True))
    assert cells["编号"] == f"'{FORMULA}"
    assert cells["回答"].startswith("'=")
    assert (cells["种类"], cells["通过"], cells["数值"], cells["措辞"], cells["拒答种类"]) == (
        "金额",
        "错",
        "对",
        "错",
        "未测",
    )
    assert cells["出处"] == "公开05表 · 2019901 甲项 · 小\n计 · 第 7 页"


def test_the_report_begins_with_the_verdict_and_holds_what_failed_in_full() -> None:
    failed = record(["a"], ["b"])
    page = run_document(failed, Comparison(record(["a", "b"]), failed))
    at = [
        page.index(words)
        for words in (">通过<", "变差的题（1）", "按题的种类", "没有答对的题（1）", "用时", "全部结果")
    ]
    assert at == sorted(at)
    assert "8765.43 万元" in page
    assert "[途径] 查找" in page
    assert "50.0%" in page
    assert "9.5–90.5" in page  # Wilson, 1 of 2


def test_two_runs_are_the_same_but_for_their_times(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [line for file in sorted(FOLDER.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    questions = tmp_path / "small.jsonl"
    questions.write_text("\n".join(line for line in lines if json.loads(line)["id"] in SMALL), encoding="utf-8")
    first, second = tmp_path / "first", tmp_path / "second"
    command = ["run", "--library", str(library), "--questions", str(questions)]
    assert main([*command, "--out", str(first)]) == OK
    # In a process of its own, with another order of sets.
    again = [sys.executable, "-m", "evals", *command, "--out", str(second), "--against", str(first)]
    done = subprocess.run(again, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "7"}, capture_output=True, check=False)
    assert done.returncode == OK, done.stderr.decode()
    assert "没有一题的对错变了" in done.stdout.decode()
    one, two = (timeless((folder / "run.json").read_text("utf-8")) for folder in (first, second))
    assert len(one.results) == len(SMALL)
    assert one.model_dump_json() == two.model_dump_json()
    assert run_document(one) == run_document(two)
    for folder, found in ((first, one), (second, two)):
        write_csv(folder / "timeless.csv", found)
    assert (first / "timeless.csv").read_bytes() == (second / "timeless.csv").read_bytes()
    assert {path.name for path in second.iterdir()} >= {"report.html", "results.csv", "run.json", "compare.html"}


def test_only_the_fields_of_time_are_taken_out(tmp_path: Path) -> None:
    write_run(tmp_path, "", hostile())
    text = (tmp_path / "run.json").read_text("utf-8")
    whole, plain = read_record(tmp_path).model_dump(), timeless(text).model_dump()
    differing = {name for name in whole if whole[name] != plain[name]}
    assert differing == {"made", "results"}
    assert {name for name in whole["made"] if whole["made"][name] != plain["made"][name]} <= TIMES
    assert plain["results"][0]["milliseconds"] is None


@pytest.mark.browser
def test_the_report_opens_offline_and_its_list_can_be_searched(browser: Browser, tmp_path: Path) -> None:
    write_run(tmp_path, "", hostile())
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
    page.goto((tmp_path / "report.html").as_uri())
    assert page.title() == "决算问答 · 评测报告"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    search = page.get_by_role("searchbox")
    search.fill("没有这样的题")
    assert page.locator("output").text_content() == "显示 0 / 1 题"
    search.fill("hacked")
    assert page.locator("output").text_content() == "显示 1 / 1 题"
    assert said == []
    context.close()
