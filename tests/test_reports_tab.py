"""The tab 报告库 as people meet it: the real server, and a real browser in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.ingest import damaged_documents as documents
from tests.ingest.sample import make_report, publish
from tests.test_app import PHONE, ask, opened, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

COMMON: Final = ("云岭市园林局", "临江市园林局")
TITLE: Final = "青石市水务局（本级）2023年度决算"
PAGES: Final = 12
READ_WITHIN: Final = 120_000
"""Milliseconds until the process that reads has started, loaded the model and read a small file."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("shelf") / "library"
    publish(folder, *(make_report(name) for name in COMMON))
    with served(folder) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address) as (page, _):
        yield show_tab(page)


def show_tab(page: Page) -> Page:
    page.get_by_role("tab", name="报告库").click()
    page.locator(".reports li").first.wait_for()
    return page


def file(folder: Path) -> Path:
    """A PDF of a report that says little."""
    says = "本单位2023年度支出合计1,234.50万元。"
    first = "青石市水务局2023年度单位决算\n第一部分 青石市水务局概况\n一、单位职责\n（一）负责城市供水工作。"
    rest = [f"{says}\n第{number}页" for number in range(2, PAGES + 1)]
    return documents.printed(folder / "青石市水务局.pdf", [first, *rest])


@pytest.mark.browser
def test_files_are_read_while_one_looks_on_and_one_that_is_broken_stops_nothing(page: Page, tmp_path: Path) -> None:
    broken = documents.cut_off(tmp_path / "残缺.pdf")
    page.locator(".drop-zone input").set_input_files([broken, file(tmp_path)])
    page.locator(".jobs .failed", has_text="残缺.pdf").get_by_text("请重新下载").wait_for(timeout=READ_WITHIN)
    page.locator(".jobs progress").wait_for()
    page.locator(".jobs .working", has_text="正在").wait_for()
    page.reload()  # the list is the server's
    show_tab(page)
    page.locator(".jobs .done", has_text=TITLE).wait_for(timeout=READ_WITHIN)
    row = page.locator(".reports li", has_text=TITLE)
    row.get_by_role("button", name="详情").click()
    row.get_by_text("没有找到：收入支出决算总表").wait_for()
    row.get_by_role("button", name="提问").click()
    assert "城市供水" in ask(page, "谁负责城市供水？").inner_text()
    page.get_by_role("tab", name="报告库").click()
    row.get_by_role("button", name="删除").click()
    sure = row.get_by_role("alertdialog")
    assert f"{PAGES} 页原文" in sure.inner_text()
    sure.get_by_role("button", name="删除").click()
    row.wait_for(state="detached")
    assert page.locator(".reports li").count() == len(COMMON)


@pytest.mark.browser
def test_reports_are_chosen_for_a_conversation(page: Page) -> None:
    page.get_by_label("选择：临江市园林局").check()
    page.get_by_role("button", name="只问所选的报告").click()
    page.locator("#scope", has_text="范围：1 份报告（临江市园林局").wait_for()
    assert "1,234.50" in ask(page, "园林绿化管理支出是多少？").inner_text()
    assert "所选的报告里没有" in ask(page, "云岭市园林局园林绿化管理支出是多少？").inner_text()
    page.get_by_role("button", name="改回全部报告").click()
    page.locator("#scope", has_text="范围：全部报告").wait_for()
    assert "1,234.50" in ask(page, "云岭市园林局2023年园林绿化管理支出是多少？").inner_text()
    page.get_by_role("button", name="更改").or_(page.get_by_role("button", name="选择报告")).click()
    assert not page.get_by_label("选择：临江市园林局").is_checked()


@pytest.mark.browser
def test_all_of_it_is_done_by_the_keyboard_on_a_phone(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=PHONE) as (page, _):
        show_tab(page)
        page.locator(".library .search").focus()
        page.keyboard.type("云岭")
        page.get_by_text("符合的 1 份").wait_for()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.get_by_text("已选 1 份").wait_for()
        for name in ("提问", "详情"):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.textContent") == name
        page.keyboard.press("Enter")
        page.locator(".details dl").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
