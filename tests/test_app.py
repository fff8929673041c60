"""The page as people meet it: the real server, and a real browser in front of it."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from evals.browser import ROOT, STARTS, app, free_port, get, served, wait_for
from ingest.library.schema import VECTORS
from ingest.report import Report
from tests.ingest.sample import make_report, publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

DESKTOP: Final = {"width": 1280, "height": 860}
PHONE: Final = {"width": 390, "height": 844}
HOSTILE: Final = (
    "<script>window.hacked=1</script><img src=x onerror='window.hacked=2'> ![x](http://example.com/a.png) "
    "[a](javascript:window.hacked=3) ${window.hacked=4} {{constructor}}"
)
HOSTILE_ORGANIZATION: Final = "云岭市<img src=x onerror='window.hacked=5'>园林局"
HOSTILE_TERM: Final = (
    "二、年末结转：<script>window.hacked=6</script><a href='javascript:window.hacked=7'>\u202e12.30</a>"
)
HEAVY: Final = {"chromadb", "fastapi", "gradio", "jieba", "langchain", "sqlalchemy", "torch", "uvicorn"}


@pytest.fixture(scope="module")
def address(library: Path) -> Iterator[str]:
    with served(library) as url:
        yield url


@contextmanager
def opened(browser: Browser, url: str, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """The page in a fresh session; the addresses that it asked for. No script error may happen."""
    context: BrowserContext = browser.new_context(**{"viewport": DESKTOP, **options})
    try:
        page = context.new_page()
        asked: list[str] = []
        errors: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        page.wait_for_selector(".welcome, .turn")
        yield page, asked
        assert errors == []
    finally:
        context.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address) as (page, _):
        page.wait_for_selector(".chip")
        yield page


def ask(page: Page, question: str) -> Locator:
    """Types a question and sends it with Enter; the turn with its answer."""
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    return answered(page, question)


def answered(page: Page, question: str) -> Locator:
    """The last turn, when it has its answer and its evidence is shown."""
    page.locator(".turn").last.locator(".asked", has_text=question[:20]).wait_for(timeout=30_000)
    turn = page.locator(".turn").nth(page.locator(".turn").count() - 1)
    turn.locator(".kind").wait_for(timeout=60_000)
    if turn.locator("[data-act=copy]").count():
        page.locator("#evidence .for", has_text=question[:20]).wait_for(timeout=30_000)
    return turn


def made(organization: str, **other: Any) -> Report:
    """A small report that can be asked."""
    report = make_report(organization, **other)
    form = {"form": "expenditure"}
    tables = tuple(replace(table, **form) for table in report.tables)
    return replace(report, tables=tables, facts=(replace(report.facts[0], **form), *report.facts[1:]))


def card(page: Page, number: int) -> Locator:
    return page.locator(f"#evidence .card[data-cites~='{number}']")


def is_seen(inner: Locator, outer: Locator) -> bool:
    """Whether the middle of one box lies within another."""
    i, o = inner.bounding_box(), outer.bounding_box()
    assert i is not None
    assert o is not None
    x, y = i["x"] + i["width"] / 2, i["y"] + i["height"] / 2
    return o["x"] <= x <= o["x"] + o["width"] and o["y"] <= y <= o["y"] + o["height"]


# what is answered and shown


@pytest.mark.browser
def test_a_figure_is_shown_with_its_cell_marked(page: Page) -> None:
    turn = ask(page, "行政运行支出是多少？")
    assert turn.locator(".kind").inner_text() == "精确查表"
    assert turn.locator("strong").all_inner_texts() == ["1,241.72 万元"]
    first = card(page, 1)
    assert "公开05表" in first.locator("h3").inner_text()
    assert "第18页（文件第16页）" in first.inner_text()
    hit = first.locator("td.hit")
    assert hit.all_inner_texts() == ["1,241.72"]
    assert "行政运行" in hit.locator("xpath=..").inner_text()
    assert first.locator("thead th.on").inner_text() == "小计"
    assert is_seen(hit, first.locator(".box.grid"))


@pytest.mark.browser
def test_a_clause_is_shown_highlighted_on_its_page(page: Page) -> None:
    turn = ask(page, "谁负责区政府值班？")
    assert turn.locator(".kind").inner_text() == "职责"
    assert "（四）负责区政府值班工作" in turn.inner_text()
    words = card(page, 1).locator(".words")
    marked = words.locator("mark")
    assert "".join(marked.all_inner_texts()).startswith("（四）负责区政府值班工作")
    assert "（五）" in words.inner_text()
    assert is_seen(marked.first, card(page, 1).locator(".box"))


@pytest.mark.browser
def test_a_reason_is_quoted(page: Page) -> None:
    turn = ask(page, "为什么住房公积金超预算？")
    assert "受人员变动影响" in turn.inner_text()
    assert "受人员变动影响" in "".join(card(page, 1).locator("mark").all_inner_texts())


@pytest.mark.browser
def test_what_has_nothing_to_do_with_the_reports_is_refused(page: Page) -> None:
    turn = ask(page, "今天天气怎么样？")
    assert turn.locator(".kind").inner_text() == "与报告无关"
    assert page.locator("#evidence .card").count() == 0


@pytest.mark.browser
def test_a_long_table_is_scrolled_to_the_marked_row(page: Page) -> None:
    ask(page, "住房公积金支出是多少？")
    box = card(page, 1).locator(".box.grid")
    assert box.evaluate("box => box.scrollTop") > 0
    assert is_seen(box.locator("td.hit"), box)


@pytest.mark.browser
def test_a_mark_brings_its_evidence_into_view(page: Page) -> None:
    turn = ask(page, "行政运行支出是多少？")
    last = turn.locator("button.mark").last
    number = int(last.inner_text())
    assert number > 1
    last.click()
    page.wait_for_timeout(1000)
    assert is_seen(card(page, number).locator("h3"), page.locator("#evidence"))


@pytest.mark.browser
def test_a_mark_of_an_earlier_answer_shows_that_evidence_again(page: Page) -> None:
    first = ask(page, "行政运行支出是多少？")
    ask(page, "谁负责区政府值班？")
    first.locator("button.mark").first.click()
    page.locator("#evidence .for", has_text="行政运行支出是多少").wait_for()
    assert card(page, 1).locator("td.hit").all_inner_texts() == ["1,241.72"]


@pytest.mark.browser
def test_a_follow_up_leans_on_the_question_before(page: Page) -> None:
    ask(page, "行政运行支出是多少？")
    assert "246.81" in ask(page, "那项目支出呢？").locator("strong").first.inner_text()


@pytest.mark.browser
def test_a_new_conversation_forgets_the_one_before(page: Page) -> None:
    ask(page, "行政运行支出是多少？")
    page.get_by_role("button", name="新对话").click()
    page.wait_for_selector(".welcome")
    assert page.locator(".turn").count() == 0
    assert page.locator("#evidence .card").count() == 0
    assert "246.81" not in ask(page, "那项目支出呢？").inner_text()


# how one asks


@pytest.mark.browser
def test_the_page_says_what_it_is_for_and_which_reports_it_has(page: Page) -> None:
    assert page.title() == "决算问答"
    assert page.locator("h1").inner_text() == "决算问答"
    assert "2024年度决算" in page.locator("#shelf").inner_text()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


@pytest.mark.browser
def test_an_example_asks_at_once(page: Page) -> None:
    chips = page.locator(".chip").all_inner_texts()
    assert "三公经费花了多少？" in chips
    assert any("行政运行" in chip for chip in chips)
    page.locator(".chip", has_text="三公经费花了多少？").click()
    assert "9.64" in answered(page, "三公经费花了多少？").inner_text()


@pytest.mark.browser
def test_the_box_is_emptied_and_keeps_the_focus(page: Page) -> None:
    from playwright.sync_api import expect

    box = page.locator("#question textarea")
    for question in ("行政运行支出是多少？", "事业运行支出是多少？"):
        ask(page, question)
        expect(box).to_have_value("")
        expect(box).to_be_focused()


@pytest.mark.browser
def test_everything_can_be_done_with_the_keyboard(page: Page) -> None:
    page.keyboard.type("行政运行支出是多少？")
    page.keyboard.press("Enter")
    turn = answered(page, "行政运行支出是多少？")
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.turn button.mark')"):
            break
    number = page.evaluate("document.activeElement.dataset.cite")
    page.keyboard.press("Enter")
    page.wait_for_function("n => document.activeElement.matches(`.card[data-cites~='${n}']`)", arg=number)
    assert turn.is_visible()


@pytest.mark.browser
def test_an_empty_question_asks_nothing(page: Page) -> None:
    page.locator("#question textarea").fill("   ")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#question textarea').value === ''")
    page.wait_for_timeout(500)
    ask(page, "行政运行支出是多少？")
    assert page.locator(".turn").count() == 1


@pytest.mark.browser
def test_an_answer_can_be_copied(browser: Browser, address: str) -> None:
    with opened(browser, address, permissions=["clipboard-read", "clipboard-write"]) as (page, _):
        turn = ask(page, "行政运行支出是多少？")
        turn.get_by_role("button", name="复制").click()
        turn.get_by_role("button", name="已复制").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("行政运行支出是多少？\n")
    assert "1,241.72 万元" in copied
    assert "公开05表" in copied


@pytest.mark.browser
def test_two_people_do_not_see_each_other(browser: Browser, address: str, page: Page) -> None:
    ask(page, "行政运行支出是多少？")
    with opened(browser, address) as (other, _):
        assert other.locator(".turn").count() == 0
        assert "246.81" not in ask(other, "那项目支出呢？").inner_text()


# what it looks like


@pytest.mark.browser
@pytest.mark.parametrize("question", ["行政运行支出是多少？", "公务接待费是多少？", "谁负责区政府值班？", "长" * 3000])
def test_on_a_phone_nothing_runs_out_of_the_screen(browser: Browser, address: str, question: str) -> None:
    with opened(browser, address, viewport=PHONE, has_touch=True) as (page, _):
        ask(page, question)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        for part in ("#question", "#send", "#new", "#conversation", "#evidence"):
            found = page.locator(part).bounding_box()
            assert found is not None
            assert found["x"] >= 0
            assert found["x"] + found["width"] <= PHONE["width"]
        talk, evidence = page.locator("#talk").bounding_box(), page.locator("#evidence").bounding_box()
        assert talk is not None
        assert evidence is not None
        assert evidence["y"] >= talk["y"] + talk["height"]


@pytest.mark.browser
def test_on_a_wide_screen_the_evidence_stands_beside_and_the_box_stays_in_sight(page: Page) -> None:
    for question in ("行政运行支出是多少？", "谁负责区政府值班？", "为什么住房公积金超预算？", "今天天气怎么样？"):
        ask(page, question)
    talk, evidence = page.locator("#talk").bounding_box(), page.locator("#evidence").bounding_box()
    assert talk is not None
    assert evidence is not None
    assert evidence["x"] >= talk["x"] + talk["width"]
    assert page.locator("#question").is_visible()
    assert page.evaluate("document.documentElement.scrollHeight") <= DESKTOP["height"]
    assert is_seen(page.locator(".turn").last.locator(".said"), page.locator("#conversation"))


# several reports


@pytest.mark.browser
def test_a_report_is_chosen_by_pressing_it(browser: Browser, tmp_path: Path) -> None:
    publish(tmp_path / "library", made("云岭市园林局", amount="11.00"), made("临江市园林局", amount="22.00"))
    with served(tmp_path / "library") as url, opened(browser, url) as (page, _):
        turn = ask(page, "园林绿化管理支出是多少？")
        assert turn.locator(".kind").inner_text() == "需要选择"
        options = turn.locator(".option")
        assert options.count() == 2
        options.filter(has_text="临江市").click()
        card(page, 1).wait_for()
        assert "22.00 万元" in page.locator(".turn").nth(1).inner_text()
        assert card(page, 1).locator("td.hit").all_inner_texts() == ["22.00"]


@pytest.mark.browser
def test_a_hostile_report_is_text(browser: Browser, tmp_path: Path) -> None:
    publish(tmp_path / "library", made(HOSTILE_ORGANIZATION, extra=HOSTILE_TERM))
    with served(tmp_path / "library") as url, opened(browser, url) as (page, asked):
        page.locator("#shelf", has_text=HOSTILE_ORGANIZATION).wait_for()
        ask(page, "什么是财政拨款收入？")
        words = card(page, 1).locator(".words").inner_text()
        assert HOSTILE_TERM.replace("\u202e", "U+202E") in words
        ask(page, "园林绿化管理支出是多少？")
        assert HOSTILE_ORGANIZATION in card(page, 1).inner_text()
        assert page.evaluate("window.hacked") is None
        assert page.locator("#page img, #page a, #page script").count() == 0
    assert [url_ for url_ in asked if not url_.startswith(("data:", "blob:", url))] == []


# what it must not do


@pytest.mark.browser
def test_the_page_asks_no_other_host(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, asked):
        for question in ("行政运行支出是多少？", "谁负责区政府值班？", HOSTILE):
            ask(page, question)
        page.wait_for_timeout(1000)
    assert len(asked) > 10
    elsewhere = [url for url in asked if not url.startswith(("data:", "blob:", address))]
    assert elsewhere == []


@pytest.mark.browser
def test_a_hostile_question_is_text(page: Page) -> None:
    turn = ask(page, HOSTILE)
    assert turn.locator(".asked bdi").text_content() == HOSTILE
    assert page.evaluate("window.hacked") is None
    assert page.locator("#main img, #main a, #main script").count() == 0


def test_what_is_served_may_not_come_from_elsewhere(address: str) -> None:
    with get(address) as response:
        policy = response.headers["content-security-policy"]
        markup = response.read().decode()
    assert policy.startswith("default-src 'self'")
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', markup) == []
    assert "googleapis" not in markup


@pytest.mark.parametrize("path", ["etc/passwd", "../pyproject.toml", ".juesuan/library.sqlite"])
def test_files_of_the_machine_are_not_served(address: str, path: str) -> None:
    for prefix in ("", "file=", "gradio_api/file=", "gradio_api/file=/", "static/", "assets/"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(f"{address}{prefix}{path}")
        assert refused.value.code in (403, 404)


# when something is wrong


@pytest.mark.browser
def test_without_a_library_the_page_names_the_tab_for_files_and_later_it_works(
    browser: Browser, tmp_path: Path, library: Path
) -> None:
    folder = tmp_path / "library"
    with served(folder) as url, opened(browser, url) as (page, _):
        page.locator("#shelf [role=alert]", has_text="报告库").wait_for()
        turn = ask(page, "行政运行支出是多少？")
        assert turn.locator(".kind").inner_text() == "出错"
        assert "报告库" in turn.inner_text()
        shutil.copytree(library, folder)
        assert "1,241.72" in ask(page, "行政运行支出是多少呢？").inner_text()
        page.locator("#shelf", has_text="2024年度决算").wait_for()
        page.wait_for_selector(".chip")


@pytest.mark.browser
def test_without_vectors_the_page_names_the_remedy_and_lookups_go_on(
    browser: Browser, tmp_path: Path, library: Path
) -> None:
    folder = tmp_path / "library"
    shutil.copytree(library, folder, ignore=shutil.ignore_patterns(VECTORS))
    with served(folder) as url, opened(browser, url) as (page, _):
        assert "1,241.72" in ask(page, "行政运行支出是多少？").inner_text()
        turn = ask(page, "单位今后怎样改进短信平台的管理？")
        assert "python -m ingest rebuild" in turn.inner_text()
        assert "1,241.72" in ask(page, "行政运行支出是多少？").inner_text()


@pytest.mark.browser
def test_an_exact_answer_does_not_wait_for_the_model(browser: Browser, tmp_path: Path, library: Path) -> None:
    started = tmp_path / "started"
    stand_in = tmp_path / "sentence_transformers.py"  # one that never ends loading
    stand_in.write_text(f"import pathlib, time\npathlib.Path({str(started)!r}).touch()\ntime.sleep(600)\n")
    with served(library, PYTHONPATH=str(tmp_path)) as url, opened(browser, url) as (page, _):
        page.wait_for_selector(".chip")
        end = time.monotonic() + STARTS
        while not started.exists() and time.monotonic() < end:
            time.sleep(0.1)
        assert started.exists()
        assert "1,241.72" in ask(page, "行政运行支出是多少？").inner_text()


# the command


def test_help_is_quick_and_says_the_settings() -> None:
    code = "import json, sys, app\ntry: app.main(['--help'])\nexcept SystemExit: print(json.dumps([*sys.modules]))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "--library" in told
    assert "JUESUAN_PORT" in told
    loaded = {name.partition(".")[0] for name in re.findall(r'"([^"]+)"', told.splitlines()[-1])}
    assert "app" in loaded
    assert loaded & HEAVY == set()


def test_a_port_in_use_is_told_without_a_trace(library: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            app("--port", str(port), "--library", library), cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert done.returncode == 2
    assert f"端口 {port} 已被占用" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("port", ["70000", "-1", "八"])
def test_a_port_that_is_none_is_told(port: str) -> None:
    done = subprocess.run(app(f"--port={port}"), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "端口应在 0 到 65535 之间" in done.stderr


@pytest.mark.browser
def test_it_says_where_it_serves_and_ends_quietly_while_a_page_is_open(browser: Browser, library: Path) -> None:
    port = free_port()
    command = app("--port", str(port), "--library", library)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        url = f"http://127.0.0.1:{port}/"
        wait_for(url, server)
        with opened(browser, url) as (page, _):
            ask(page, "行政运行支出是多少？")
            assert server.stderr is not None
            log = [server.stderr.readline() for _ in range(2)]
            server.send_signal(signal.SIGINT)
            said, errors = server.communicate(timeout=20)
            page.locator("#question textarea").fill("差旅费是多少？")
            page.keyboard.press("Enter")
            page.get_by_text("与程序的连接断开了").wait_for()
    assert server.returncode == 0
    assert url.rstrip("/") in said
    assert said.splitlines()[-1] == "已结束。"
    assert "正在后台载入向量模型" in log[0]
    assert "向量模型已就绪" in log[1]
    assert errors == ""
