"""The evidence from a PDF as people meet it: the real server, and a real browser in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest.library import Library, Writer, file_hash
from ingest.pipeline import read_report
from qa.page.evidence import texts
from tests.documents import placed
from tests.ingest.sample import HashEmbedder
from tests.test_app import PHONE, ask, card, is_seen, opened, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PAPER = (595.3, 841.9)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence")
    file = folder / "report.pdf"
    placed.write(file)
    with Writer(folder / "library", HashEmbedder(), 5) as writer:
        writer.publish(read_report(file, HashEmbedder().fits), path=file, file_hash=file_hash(file))
    return folder / "library"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address) as (page, asked):
        yield page
        assert all(url.startswith((address, "data:", "blob:")) for url in asked)


def drawn(viewer: Locator) -> Locator:
    """The page that is shown, once its image is there."""
    paper = viewer.locator(".paper")
    paper.locator("img").evaluate(
        "image => new Promise(done => image.naturalWidth ? done() : image.addEventListener('load', done))"
    )
    return paper


def place(part: Locator, paper: Locator) -> tuple[float, ...]:
    """Left, top, right and bottom of a part of a page, in points."""
    inner, outer = part.bounding_box(), paper.bounding_box()
    assert inner is not None
    assert outer is not None
    left, top = inner["x"] - outer["x"], inner["y"] - outer["y"]
    scale = outer["width"] / PAPER[0]
    return tuple(edge / scale for edge in (left, top, left + inner["width"], top + inner["height"]))


def test_the_right_cell_is_boxed_on_the_page_also_enlarged(page: Page) -> None:
    ask(page, "行政运行支出是多少？")
    viewer = card(page, 1).locator(".viewer")
    paper = drawn(viewer)
    left, top, right, bottom = placed.cell(3, 2)
    for _ in range(2):
        spot = paper.locator(".spot.figure")
        found = place(spot, paper)
        assert left < found[0] < found[2] < right
        assert top < found[1] < found[3] < bottom
        assert is_seen(spot, viewer.locator(".papers"))
        before = paper.evaluate("paper => paper.clientWidth")
        viewer.get_by_role("button", name=texts.LARGER).click()
        assert paper.evaluate("paper => paper.clientWidth") > 1.2 * before
    viewer.get_by_role("button", name=texts.FIT).click()
    assert paper.evaluate("paper => paper.clientWidth === paper.parentElement.clientWidth")


def test_pages_are_turned_by_keys_and_back_to_what_is_cited(page: Page) -> None:
    ask(page, "行政运行支出是多少？")
    viewer = card(page, 1).locator(".viewer")
    viewer.locator(".papers").focus()
    page.keyboard.press("End")
    page.wait_for_function(
        "() => { const box = document.activeElement; return box.scrollTop + box.clientHeight >= box.scrollHeight - 1 }"
    )
    page.keyboard.press("PageDown")
    viewer.locator(".at", has_text="第3页（文件第4页），共 4 页").wait_for()
    assert drawn(viewer).locator("img").get_attribute("alt") == "第3页（文件第4页）图像"
    assert viewer.locator(".spot").count() == 0
    assert viewer.get_by_role("button", name=texts.NEXT).is_disabled()
    viewer.get_by_role("button", name=texts.CITED).click()
    viewer.locator(".spot.figure").wait_for()
    assert "第2页（文件第3页）" in viewer.locator(".at").inner_text()


def test_the_chosen_view_is_remembered(page: Page) -> None:
    ask(page, "行政运行支出是多少？")
    viewer = card(page, 1).locator(".viewer")
    viewer.get_by_role("button", name="文字").click()
    assert viewer.locator(".words mark.figure").all_inner_texts() == ["246.90"]
    assert not viewer.locator(".papers").is_visible()
    viewer.get_by_role("button", name=texts.PREVIOUS).click()
    viewer.locator(".words", has_text="<b>不是标记</b>").wait_for()
    viewer.get_by_role("button", name="表格").click()
    assert is_seen(viewer.locator("td.hit"), viewer.locator(".box.grid"))
    ask(page, "本年支出合计是多少？")
    assert card(page, 1).locator("td.hit").is_visible()


def test_a_number_of_a_formula_opens_its_page_on_a_phone(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=PHONE, has_touch=True) as (page, _):
        ask(page, "行政运行占支出合计多少？")
        page.locator(".formula button", has_text="358.02").click()
        paper = drawn(card(page, 2).locator(".viewer"))
        page.wait_for_function("() => document.activeElement.dataset.cites?.split(' ').includes('2')")
        assert paper.locator(".spot.figure").count() == 2
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_went_wrong_with_an_image_is_said_and_the_text_shown(page: Page, folder: Path) -> None:
    copy = Library.open(folder).document("r1")
    assert copy is not None
    held = copy.read_bytes()
    copy.write_bytes(held + b"%")
    try:
        ask(page, "谁负责公园绿地的养护？")  # on a page that nobody asked for before
        viewer = card(page, 1).locator(".viewer")
        viewer.locator(".viewer-said", has_text=texts.IMAGE_CHANGED).wait_for()
        assert viewer.locator(".words mark").first.is_visible()
    finally:
        copy.write_bytes(held)
