"""Conversations as people have them: the real server, and a real browser in front of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.page.chat.store import FILE, Conversations
from qa.page.chat.turn import Mark, Reason
from tests.test_app import PHONE, answered, ask, opened, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SLOW = "单位今后怎样改进短信平台的管理？"
"""Only a search answers it, and the model of this server never ends loading."""


@pytest.fixture(scope="module")
def folder(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of its own, since conversations are kept beside it."""
    folder = tmp_path_factory.mktemp("talked") / "library"
    shutil.copytree(library, folder, ignore=shutil.ignore_patterns(FILE))
    return folder


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    stand_in = tmp_path_factory.mktemp("modules")
    (stand_in / "sentence_transformers.py").write_text("import time\ntime.sleep(600)\n")
    with served(folder, PYTHONPATH=str(stand_in)) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address) as (page, _):
        page.wait_for_selector(".chip")
        yield page


def kept(page: Page, title: str) -> None:
    """Waits until the conversation is kept under a title."""
    page.locator("#bar .title", has_text=title).wait_for()


def listed(page: Page) -> None:
    page.get_by_role("button", name="对话记录").click()
    page.locator(".history h2").wait_for()


@pytest.mark.browser
def test_what_takes_long_can_be_stopped_and_asked_again(page: Page) -> None:
    page.locator("#question textarea").fill(SLOW)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="停止").click()
    page.locator(".turn .kind", has_text="已停止").wait_for()
    page.get_by_role("button", name="重问").click()
    page.locator(".turn .pending").wait_for()
    page.get_by_role("button", name="停止").click()
    page.locator(".turn .kind", has_text="已停止").wait_for()
    page.get_by_role("button", name="发送").wait_for()
    assert page.locator(".turn").count() == 1
    assert "1,241.72" in ask(page, "行政运行支出是多少？").inner_text()
    assert page.locator(".turn").count() == 2


@pytest.mark.browser
def test_a_question_is_changed_and_what_followed_goes(page: Page) -> None:
    from playwright.sync_api import expect

    ask(page, "行政运行支出是多少？")
    ask(page, "那项目支出呢？")
    page.get_by_role("button", name="修改").first.click()
    expect(page.locator("#question textarea")).to_have_value("行政运行支出是多少？")
    assert "替换这一问和它后面的 1 问" in page.locator("#notice").inner_text()
    assert "9.64" in ask(page, "三公经费花了多少？").inner_text()
    assert page.locator(".turn").count() == 1
    assert page.locator("#notice").inner_text() == ""
    page.get_by_role("button", name="修改").click()
    page.locator("#notice", has_text="正在修改第 1 问").get_by_role("button", name="取消").click()
    expect(page.locator("#question textarea")).to_have_value("")
    ask(page, "公务接待费是多少？")
    assert page.locator(".turn").count() == 2


@pytest.mark.browser
def test_the_last_conversation_is_offered_after_a_reload_and_goes_on(
    browser: Browser, address: str, page: Page
) -> None:
    ask(page, "行政运行支出是多少？")
    kept(page, "行政运行支出是多少？")
    page.reload()
    page.locator("#notice", has_text="上次的对话").get_by_role("button").click()
    turn = answered(page, "行政运行支出是多少？")
    assert "1,241.72" in turn.inner_text()
    assert page.locator("#evidence td.hit").first.inner_text() == "1,241.72"
    assert "246.81" in ask(page, "那项目支出呢？").inner_text()
    with opened(browser, address) as (other, _):
        listed(other)
        assert "还没有对话" in other.locator("#history").inner_text()


@pytest.mark.browser
def test_a_suggestion_asks_at_once(page: Page) -> None:
    ask(page, "行政运行支出是多少？")
    chips = page.locator("#examples", has_text="接着问").locator(".chip")
    chips.filter(has_text="行政运行的年初预算是多少？").click()
    assert "2,250.75" in answered(page, "行政运行的年初预算是多少？").inner_text()


@pytest.mark.browser
def test_a_conversation_is_exported(page: Page, tmp_path: Path) -> None:
    ask(page, "三公经费花了多少？")
    kept(page, "三公经费花了多少？")
    for name, start in (("Markdown", "# 三公经费花了多少？".encode()), ("Word", b"PK")):
        page.locator(".export summary").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        download.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(start)
        page.locator(".export summary").click()


@pytest.mark.browser
def test_an_answer_is_rated_and_shows_how_it_came_about(page: Page, folder: Path) -> None:
    turn = ask(page, "公务接待费是多少？")
    kept(page, "公务接待费是多少？")
    assert not turn.locator(".trace li").first.is_visible()
    turn.get_by_text("查看过程").click()
    assert "[理解]" in turn.locator(".trace").inner_text()
    turn.get_by_role("button", name="有误").click()
    turn.get_by_label("数字不对").check()
    turn.get_by_placeholder("说明（可不写）").fill("应为 2.00")
    turn.get_by_role("button", name="提交").click()
    turn.locator(".note", has_text="数字不对；应为 2.00").wait_for()
    (rated,) = Conversations(folder).rated()
    assert (rated.rating.mark, rated.rating.reasons) == (Mark.BAD, (Reason.WRONG_FIGURE,))
    turn.get_by_role("button", name="有误").click()
    turn.locator("[data-rate=bad][aria-pressed=false]").wait_for()
    assert Conversations(folder).rated() == ()


@pytest.mark.browser
def test_on_a_phone_the_list_is_used_with_keys_alone(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=PHONE) as (page, _):
        ask(page, "行政运行支出是多少？")
        kept(page, "行政运行支出是多少？")
        page.locator("#bar [data-act=list]").focus()
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.matches('.entry')")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.matches('input')")
        page.keyboard.press("Control+A")
        page.keyboard.type("日常开支")
        page.keyboard.press("Enter")
        page.locator(".entry", has_text="日常开支").wait_for()
        page.locator("#bar .title", has_text="日常开支").wait_for()
        page.wait_for_function("document.activeElement.matches('.entry')")
        for key in ("Tab", "Tab", "Enter", "Enter"):
            page.keyboard.press(key)
        page.locator("#history", has_text="还没有对话").wait_for()
        assert page.locator(".turn").count() == 0


@pytest.mark.browser
def test_without_the_file_of_conversations_answers_go_on_and_the_page_says_so(page: Page, folder: Path) -> None:
    file = folder / FILE
    shutil.copy(file, folder / "held")
    file.write_bytes(b"no database" * 100)
    try:
        assert "9.64" in ask(page, "三公经费花了多少？").inner_text()
        page.locator("#bar [role=alert]", has_text="对话记录打不开").wait_for()
        listed(page)
        page.locator("#history [role=alert]", has_text="对话记录打不开").wait_for()
    finally:
        (folder / "held").replace(file)
