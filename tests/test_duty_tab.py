"""The tab 职责核对 as people meet it: the real server, and a real browser in front of it."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from openpyxl import Workbook, load_workbook

from qa.duty_check.corrections import FILE
from tests.ingest.sample import make_report, publish
from tests.test_app import PHONE, ask, opened, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

OWN: Final = "安排区政府总值班"
OTHER: Final = "协调解决网络安全重大问题"
NONE: Final = "组织义务植树"
HOSTILE: Final = "<script>window.hacked=1</script><img src=x onerror='window.hacked=2'>"
FORMULA: Final = '=HYPERLINK("http://example.com","x")'
TASKS: Final = (OWN, OTHER, NONE, HOSTILE, FORMULA)
READABLE: Final = 4.5
"""Contrast of text that WCAG 2.2 AA asks for."""


@pytest.fixture(scope="module")
def folder(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of its own, since corrections are kept beside it."""
    folder = tmp_path_factory.mktemp("checked") / "library"
    shutil.copytree(library, folder)
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as url:
        yield url


@pytest.fixture(autouse=True)
def nothing_said(folder: Path) -> None:
    (folder / FILE).unlink(missing_ok=True)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address) as (page, _):
        show_tab(page)
        yield page


def show_tab(page: Page) -> None:
    page.get_by_role("tab", name="职责核对").click()
    page.locator("#tasks textarea").wait_for()


def check(page: Page, *tasks: str) -> Locator:
    """Types tasks and checks them; the rows of the table."""
    page.locator("#tasks textarea").fill("\n".join(tasks))
    return checked(page)


def checked(page: Page) -> Locator:
    before = page.evaluate("document.querySelector('.results').dataset.token ?? ''")
    page.get_by_role("button", name="核对", exact=True).click()
    page.locator(f".results.done:not([data-token='{before}'])").wait_for(timeout=60_000)
    return page.locator(".verdicts tbody tr")


def seen(rows: Locator) -> list[str]:
    """The tasks of the rows that are shown."""
    return [row.locator(".task").inner_text() for row in rows.all() if row.is_visible()]


def saved(row: Locator) -> None:
    row.locator(".saved", has_text="已保存").wait_for()


def luminance(colour: str) -> float:
    channels = [int(number) / 255 for number in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(part: Locator) -> float:
    """Between a text and what is behind it."""
    style: list[str] = part.evaluate("e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]")
    dark, light = sorted(map(luminance, style))
    return (light + 0.05) / (dark + 0.05)


def workbook(*rows: tuple[Any, ...]) -> dict[str, Any]:
    """A file to choose."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    held = io.BytesIO()
    book.save(held)
    return {"name": "台账.xlsx", "mimeType": "application/octet-stream", "buffer": held.getvalue()}


def download(page: Page, path: Path) -> list[tuple[Any, ...]]:
    """The rows of the spreadsheet that is downloaded."""
    with page.expect_download() as started:
        page.get_by_role("link", name="下载 XLSX").click()
    assert started.value.suggested_filename.startswith("职责核对-")
    started.value.save_as(path)
    return list(load_workbook(path).worksheets[0].values)


# what is shown


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_outcomes_are_words_and_colours_that_can_be_read(browser: Browser, address: str, scheme: str) -> None:
    with opened(browser, address, color_scheme=scheme) as (page, _):
        show_tab(page)
        rows = check(page, *TASKS)
        outcomes = rows.locator(".outcome")
        assert outcomes.all_inner_texts() == ["本单位职责", "其他部门职责", *["报告未载明"] * 3]
        colours = {part.evaluate("e => getComputedStyle(e).backgroundColor") for part in outcomes.all()}
        assert len(colours) == 3
        for part in (*outcomes.all(), *page.locator(".filter").all()):
            assert contrast(part) >= READABLE


@pytest.mark.browser
def test_a_clause_stands_beside_its_task(page: Page) -> None:
    rows = check(page, *TASKS)
    own, other, none = (rows.nth(at) for at in range(3))
    assert "第（四）项 · 第4页（文件第2页）" in own.inner_text()
    assert "负责区政府值班工作，及时向区政府领导同志报告重要情况" in own.locator("blockquote").inner_text()
    assert "值班" in "".join(own.locator("blockquote mark").all_inner_texts())
    assert "责任方式：负责" in own.inner_text()
    assert other.locator(".department").inner_text() == "区委网信办"
    assert "第（四十二）1项" in other.inner_text()
    assert none.locator("blockquote").count() == 0 or not none.locator("blockquote").first.is_visible()
    none.locator("summary").click()
    assert "不足以认定" in none.locator("summary").inner_text()
    assert none.locator("blockquote").first.is_visible()
    assert page.locator(".filter").all_inner_texts() == ["全部 5", "本单位职责 1", "其他部门职责 1", "报告未载明 3"]


@pytest.mark.browser
def test_hostile_tasks_are_text(page: Page) -> None:
    rows = check(page, *TASKS)
    assert rows.locator(".task").all_inner_texts() == list(TASKS)
    assert page.evaluate("window.hacked") is None
    assert page.locator("#found img, #found script").count() == 0


@pytest.mark.browser
def test_results_are_filtered_by_outcome_and_words(page: Page) -> None:
    rows = check(page, *TASKS)
    page.get_by_role("button", name="报告未载明").click()
    assert seen(rows) == [NONE, HOSTILE, FORMULA]
    page.get_by_role("searchbox").fill("植树")
    assert seen(rows) == [NONE]
    page.get_by_role("button", name="本单位职责").click()
    assert seen(rows) == []
    assert page.get_by_text("没有符合的事项").is_visible()
    page.get_by_role("searchbox").fill("批示要求")  # of the clause
    assert seen(rows) == [OWN]
    page.get_by_role("searchbox").fill("")
    page.get_by_role("button", name="全部").click()
    assert seen(rows) == list(TASKS)


# corrections


@pytest.mark.browser
def test_a_correction_is_there_again_after_a_reload_and_in_the_download(page: Page, tmp_path: Path) -> None:
    rows = check(page, OWN, NONE, OWN)
    rows.nth(0).get_by_role("button", name="有误").click()
    rows.nth(0).locator(".comment").fill("=1+1")
    page.keyboard.press("Enter")
    saved(rows.nth(0))
    page.wait_for_function("document.querySelectorAll('.comment')[2].value === '=1+1'")  # the same task
    rows.nth(1).get_by_role("button", name="确认").click()
    saved(rows.nth(1))
    page.reload()
    page.wait_for_selector(".welcome")
    show_tab(page)
    rows = check(page, NONE, OWN)
    assert rows.nth(0).get_by_role("button", name="确认").get_attribute("aria-pressed") == "true"
    assert rows.nth(1).get_by_role("button", name="有误").get_attribute("aria-pressed") == "true"
    assert rows.nth(1).locator(".comment").input_value() == "=1+1"
    assert "负责区政府值班工作" in rows.nth(1).locator("blockquote").inner_text()
    head, first, second = download(page, tmp_path / "checked.xlsx")
    assert [first[head.index(name)] for name in ("事项", "结论", "人工核对")] == [NONE, "报告未载明", "确认"]
    assert [second[head.index(name)] for name in ("事项", "人工核对", "说明")] == [OWN, "有误", "=1+1"]


@pytest.mark.browser
def test_a_correction_can_be_taken_back_and_typing_is_not_disturbed(page: Page) -> None:
    row = check(page, OWN).nth(0)
    wrong = row.get_by_role("button", name="有误")
    wrong.click()
    row.locator(".comment").type("慢慢写", delay=30)
    saved(row)
    assert row.locator(".comment").input_value() == "慢慢写"
    wrong.click()
    row.locator("[aria-pressed=true]").wait_for(state="detached")
    row.locator(".comment").fill("")
    page.keyboard.press("Tab")
    row.locator(".saved", has_text="已撤销").wait_for()


# spreadsheets


@pytest.mark.browser
def test_a_spreadsheet_is_checked_and_keeps_its_columns(page: Page, tmp_path: Path) -> None:
    file = workbook(("台账",), ("编号", "事项", "主办"), (7, OWN, "张"), (8, FORMULA, "@SUM(A1)"), (9, NONE, "李"))
    page.locator("#tasks textarea").fill("不核对的")
    page.locator("#file input").set_input_files(file)
    page.get_by_text("台账.xlsx：3 项，取自“事项”列").wait_for()
    page.locator("#tasks").wait_for(state="hidden")
    assert seen(checked(page)) == [OWN, FORMULA, NONE]
    head, *rows = download(page, tmp_path / "checked.xlsx")
    assert [row[head.index("事项")] for row in rows] == [OWN, FORMULA, NONE]
    assert [row[head.index("编号")] for row in rows] == [7, 8, 9]
    assert [row[head.index("主办")] for row in rows] == ["张", "@SUM(A1)", "李"]
    page.get_by_role("button", name="移除").click()
    page.locator("#tasks textarea").wait_for()
    assert page.locator("#tasks textarea").input_value() == "不核对的"
    assert seen(checked(page)) == ["不核对的"]


@pytest.mark.browser
def test_a_spreadsheet_is_dropped(page: Page) -> None:
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], "a.csv"));
          const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
          document.querySelector("#tasks").dispatchEvent(drop);
        }""",
        f"事项\n{OWN}\n",
    )
    page.get_by_text("a.csv：1 项，取自“事项”列").wait_for()
    assert seen(checked(page)) == [OWN]


@pytest.mark.browser
def test_the_column_is_chosen_where_it_is_not_known(page: Page) -> None:
    page.locator("#file input").set_input_files(workbook(("编号", "要办的"), (1, OWN), (2, NONE)))
    page.get_by_text("没有找到事项所在的列").wait_for()
    page.get_by_role("button", name="要办的").click()
    page.get_by_text("2 项，取自“要办的”列").wait_for()
    assert seen(checked(page)) == [OWN, NONE]


@pytest.mark.browser
def test_what_goes_wrong_is_told_and_the_next_file_works(page: Page) -> None:
    damaged = {"name": f"{HOSTILE[:20]}.xlsx", "mimeType": "x", "buffer": b"zzz"}
    page.locator("#file input").set_input_files(damaged)
    page.locator(".drop-said", has_text="文件已损坏").wait_for()
    rows = "事项\n" + "养护\n" * 6000
    page.locator("#file input").set_input_files({"name": "a.csv", "mimeType": "x", "buffer": rows.encode()})
    page.locator(".drop-said", has_text="超过 5000 行").wait_for()
    page.get_by_role("button", name="核对", exact=True).click()
    page.locator("#found [role=alert]", has_text="还没有事项").wait_for()
    page.locator("#file input").set_input_files(workbook(("事项",), (OWN,)))
    page.locator(".sheet-read").wait_for()
    assert seen(checked(page)) == [OWN]


# how it is used


@pytest.mark.browser
def test_a_check_shows_how_far_it_is_and_can_be_stopped(page: Page) -> None:
    page.locator("#tasks textarea").fill("\n".join(f"组织第{n}次义务植树" for n in range(2000)))
    page.get_by_role("button", name="核对", exact=True).click()
    page.get_by_text(re.compile(r"正在核对：\d+ / 2000 项")).wait_for()
    page.get_by_role("button", name="停止").click()
    page.get_by_text("已停止，没有给出结果").wait_for()
    page.wait_for_timeout(1500)
    assert page.get_by_text("已停止，没有给出结果").is_visible()
    assert seen(check(page, OWN)) == [OWN]


@pytest.mark.browser
def test_everything_can_be_done_with_the_keyboard(page: Page, tmp_path: Path) -> None:
    def tab_to(selector: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        pytest.fail(f"not reached: {selector}")

    page.reload()
    page.wait_for_selector(".welcome")
    page.evaluate("document.activeElement.blur()")
    tab_to("[role=tab]:nth-of-type(2)")
    page.keyboard.press("Enter")
    page.locator("#tasks textarea").wait_for()
    tab_to("#tasks textarea")
    page.keyboard.type(f"{OWN}\n{NONE}")
    tab_to("#file input")
    tab_to("#check")
    page.keyboard.press("Enter")
    page.locator(".results.done").wait_for(timeout=60_000)
    tab_to(".filter.none")
    page.keyboard.press("Space")
    assert seen(page.locator(".verdicts tbody tr")) == [NONE]
    tab_to(".search")
    tab_to("a.download")
    with page.expect_download():
        page.keyboard.press("Enter")
    tab_to("summary")
    page.keyboard.press("Enter")
    assert page.locator(".nearest blockquote").first.is_visible()
    tab_to(".said-confirmed")
    page.keyboard.press("Enter")
    saved(page.locator("tr.none"))
    assert page.evaluate("document.activeElement.matches('.said-confirmed')")
    tab_to(".comment")
    page.keyboard.type("好")
    page.keyboard.press("Enter")
    saved(page.locator("tr.none"))


@pytest.mark.browser
def test_on_a_phone_nothing_runs_out_of_the_screen(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=PHONE, has_touch=True) as (page, _):
        show_tab(page)
        check(page, *TASKS, "长" * 1500)
        page.locator(".nearest summary").first.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        for part in (
            "#tasks", ".drop-zone", "#check", ".filters", ".search", ".download", "tbody tr", ".marks", ".comment",
        ):  # fmt: skip
            found = page.locator(part).first.bounding_box()
            assert found is not None
            assert found["x"] >= 0
            assert found["x"] + found["width"] <= PHONE["width"]


@pytest.mark.browser
def test_on_a_wide_screen_the_table_scrolls_and_the_page_does_not(page: Page) -> None:
    check(page, *TASKS, *(f"{OWN}{n}" for n in range(20)))
    height = page.viewport_size["height"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollHeight") <= height
    box = page.locator(".verdicts").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= height
    assert page.locator(".verdicts").evaluate("e => e.scrollHeight > e.clientHeight")


@pytest.mark.browser
def test_no_other_host_is_asked(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, asked):
        show_tab(page)
        check(page, *TASKS)
        page.get_by_role("button", name="确认").first.click()
        saved(page.locator(".verdicts tbody tr").first)
        with page.expect_download():
            page.get_by_role("link", name="下载 XLSX").click()
    assert [url for url in asked if not url.startswith(("data:", "blob:", address))] == []


@pytest.mark.browser
def test_the_chat_is_as_it_was_after_a_look_at_the_tab(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, _):
        ask(page, "行政运行支出是多少？")
        show_tab(page)
        check(page, OWN)
        page.get_by_role("tab", name="问答").click()
        assert "1,241.72" in page.locator(".turn").inner_text()
        assert "246.81" in ask(page, "那项目支出呢？").inner_text()
        show_tab(page)
        assert seen(page.locator(".verdicts tbody tr")) == [OWN]


@pytest.mark.browser
def test_among_several_reports_one_is_chosen(browser: Browser, tmp_path: Path) -> None:
    publish(tmp_path / "library", make_report("云岭市园林局"), make_report("临江市园林局"))
    with served(tmp_path / "library") as url, opened(browser, url) as (page, _):
        show_tab(page)
        page.locator("#report").wait_for()
        page.locator("#tasks textarea").fill("养护公园绿地")
        page.get_by_role("button", name="核对", exact=True).click()
        page.locator("#found [role=alert]", has_text="请先选择依据哪一份").wait_for()
        page.locator("#report input").click()
        page.get_by_role("option", name="临江市园林局").click()
        rows = checked(page)
        assert rows.locator(".department").all_inner_texts() == ["临江市园林局"]
        assert "依据：临江市园林局" in page.locator(".over").inner_text()


@pytest.mark.browser
def test_without_a_library_the_tab_names_the_command(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path / "library") as url, opened(browser, url) as (page, _):
        show_tab(page)
        page.locator("#tasks textarea").fill(OWN)
        page.get_by_role("button", name="核对", exact=True).click()
        page.locator("#found [role=alert]", has_text="python -m ingest corpus/").wait_for()
