"""Pictures of each tab, as the README shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from evals.browser import chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER: Final = Path(__file__).parent / "screenshots"
WIDE: Final = {"width": 1280, "height": 820}
PHONE: Final = {"width": 390, "height": 844}

SETTLES: Final = 1500
"""Milliseconds until nothing moves any more."""


def _ask(page: Page, question: str) -> None:
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator(".turn").last.locator(".kind").wait_for(timeout=60_000)


def _chat(page: Page) -> None:
    for question in ("行政运行支出是多少？", "支出结构是怎样的？"):
        _ask(page, question)
        page.wait_for_timeout(SETTLES)


def _duty(page: Page) -> None:
    page.get_by_role("tab", name="职责核对").click()
    page.locator("#tasks textarea").fill("更新政府门户网站栏目\n审批社区工厂排污许可\n组织区政府应急值班")
    page.locator("#check").click()
    page.locator(".verdicts").wait_for(timeout=120_000)


def _reports(page: Page) -> None:
    page.get_by_role("tab", name="报告库").click()
    page.get_by_role("button", name="详情").first.click()
    page.locator(".details dl").wait_for()


def _tables(page: Page) -> None:
    page.get_by_role("tab", name="表格").click()
    page.locator("#table .box").wait_for(timeout=60_000)


def _evals(page: Page) -> None:
    page.get_by_role("tab", name="评测").click()


PICTURES: Final[tuple[tuple[str, dict[str, int], Callable[[Page], None]], ...]] = (
    ("chat", WIDE, _chat),
    ("phone", PHONE, _chat),
    ("duty", WIDE, _duty),
    ("reports", WIDE, _reports),
    ("tables", WIDE, _tables),
    ("evals", WIDE, _evals),
)
"""Name, size of the window, and what is done before."""


def take(library: Path, folder: Path = FOLDER) -> Iterator[Path]:
    """Takes each picture of the page over a library, and gives its file. Raises BenchError."""
    folder.mkdir(parents=True, exist_ok=True)
    with served(library) as address, chromium() as browser:
        for name, size, prepare in PICTURES:
            page = browser.new_page(viewport={"width": size["width"], "height": size["height"]})
            page.goto(address)
            page.wait_for_selector(".chip")
            prepare(page)
            page.wait_for_timeout(SETTLES)
            file = folder / f"{name}.png"
            page.screenshot(path=file)
            page.close()
            yield file
