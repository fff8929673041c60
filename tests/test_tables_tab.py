"""The tab 表格 and the pictures under answers as people meet them: the real server with a real browser before it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from openpyxl import load_workbook

from tests.test_app import PHONE, ask, opened, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

RANKING: Final = "各项目执行率排名"
FORM: Final = "公开05表 一般公共预算财政拨款支出决算表"


@pytest.fixture(scope="module")
def address(library: Path) -> Iterator[str]:
    with served(library) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address) as (page, _):
        yield page


def show_table(page: Page, name: str = FORM) -> Locator:
    """Opens the tab with a table; its rows."""
    page.get_by_role("tab", name="表格").click()
    page.get_by_label("表", exact=True).select_option(name)
    page.locator("#table h2", has_text=name).wait_for()
    return page.locator("#table tbody tr:visible")


def column(page: Page, number: int) -> list[str]:
    """What stands in a column of figures, from top to bottom."""
    return page.locator(f"#table tbody tr:visible td.n:nth-of-type({number})").all_inner_texts()


def stays_within(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def save(page: Page, name: str, path: Path) -> Path:
    """Presses what downloads something and keeps it."""
    with page.expect_download() as started:
        page.get_by_text(name).last.click()
    started.value.save_as(path)
    return path


@pytest.mark.browser
def test_a_ranking_has_a_picture_with_the_same_numbers(page: Page, tmp_path: Path) -> None:
    from PIL import Image

    ask(page, RANKING)
    picture = page.locator(".turn .picture")
    drawn = picture.locator("text.figure").all_text_contents()
    said = [strong.removesuffix("%") for strong in page.locator(".turn .said strong").all_inner_texts()]
    assert drawn == said
    widths = [box["width"] for bar in picture.locator("rect").all() if (box := bar.bounding_box())]
    ratio = float(Decimal(drawn[-1]) / Decimal(drawn[0]))
    assert widths[-1] / widths[0] == pytest.approx(ratio, rel=0.05)
    name = picture.get_by_role("img").get_attribute("aria-label") or ""
    assert all(number in name for number in drawn)

    with Image.open(save(page, "下载图片 PNG", tmp_path / "a.png")) as image:
        colours = image.convert("RGB").getcolors(1 << 20) or []
        assert image.format == "PNG"
        assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
        assert sum(count for count, colour in colours if max(colour) < 200) > 1000
    rows = list(load_workbook(save(page, "下载数字 XLSX", tmp_path / "a.xlsx")).worksheets[0].values)
    assert [row[3] for row in rows[1:]] == drawn


@pytest.mark.browser
def test_a_picture_fits_a_telephone(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=PHONE) as (page, _):
        ask(page, RANKING)
        frame = page.locator(".picture svg").bounding_box()
        assert frame is not None
        for words in page.locator(".picture svg text").all():
            box = words.bounding_box()
            assert box is not None
            assert box["x"] >= frame["x"] - 1
            assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
        assert stays_within(page)


@pytest.mark.browser
def test_a_table_is_searched_filtered_and_put_in_order(page: Page) -> None:
    rows = show_table(page)
    everything = rows.count()
    page.get_by_label("在表里查找").fill("行政运行")
    page.locator("#table mark").first.wait_for()
    assert [mark.inner_text() for mark in page.locator("#table mark").all()] == ["行政运行"]
    assert rows.count() == 1
    page.get_by_label("在表里查找").fill("没有这一行")
    page.get_by_text("没有符合的行").wait_for()
    page.get_by_label("在表里查找").fill("")
    page.locator("#table .no-match").wait_for(state="hidden")
    page.get_by_role("button", name="只看类").click()
    assert rows.locator(".code").all_inner_texts() == ["201", "208", "210", "221"]
    page.get_by_role("button", name="只看类").click()
    assert rows.count() == everything
    page.get_by_role("button", name="项目支出").press("Enter")
    page.get_by_text("从大到小排列的副本").wait_for()
    amounts = [Decimal(text.replace(",", "")) for text in column(page, 4)]
    assert amounts == sorted(amounts, reverse=True)
    page.get_by_role("button", name="恢复原来的次序").click()
    page.get_by_text("从大到小排列的副本").wait_for(state="detached")


@pytest.mark.browser
def test_a_table_is_converted_copied_and_downloaded(page: Page, tmp_path: Path) -> None:
    rows = show_table(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="元", exact=True).click()
    page.get_by_text("换算自万元").wait_for()
    page.get_by_label("在表里查找").fill("2010301")
    page.locator("#table mark").wait_for()
    assert "12,417,200" in rows.first.inner_text()
    page.get_by_role("button", name="复制", exact=True).click()
    page.get_by_role("button", name="已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert [line.split("\t") for line in copied] == [
        ["科目代码", "项目", "小计", "基本支出", "项目支出"],
        ["2010301", "行政运行", "12,417,200", "9,949,100", "2,468,100"],
    ]
    found = list(load_workbook(save(page, "下载 XLSX", tmp_path / "a.xlsx")).worksheets[0].values)
    assert found[2][0] == "单位：元（换算自万元）"
    assert ("2010301", "行政运行", 12417200, 9949100, 2468100) in found


@pytest.mark.browser
def test_a_wide_table_scrolls_in_its_box_on_a_telephone(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=PHONE) as (page, _):
        show_table(page)
        box = page.locator("#table .box")
        name = page.locator("#table tbody th.name").first
        before = name.bounding_box()
        box.evaluate("e => (e.scrollLeft = 400)")
        assert box.evaluate("e => e.scrollLeft") > 0
        after = name.bounding_box()
        assert before is not None
        assert after is not None
        assert 0 <= after["x"] <= before["x"]
        assert stays_within(page)
