"""What every test may ask for: the report ingested once, the assistant over it, a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from evals.browser import chromium, find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from qa.assistant import Assistant

ROOT: Final = Path(__file__).parent.parent
CORPUS: Final = ROOT / "corpus"

REQUIRE_BROWSER: Final = "JUESUAN_REQUIRE_BROWSER"
OF_TESTS: Final = (REQUIRE_BROWSER, "JUESUAN_SAMPLES", "JUESUAN_SEEDS")
"""Settings of the tests themselves."""

NO_BROWSER: Final = "没有找到 Chromium"
INSTALL_BROWSER: Final = "apt-get install chromium fonts-noto-cjk"
# Settings of whoever runs the tests must not reach them, and nothing may look for a model elsewhere.
for _name in [name for name in os.environ if name.startswith("JUESUAN_") and name not in OF_TESTS]:
    del os.environ[_name]
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips browser tests where there is no browser, or fails them where one is required."""
    if item.get_closest_marker("browser") and not find_chromium():
        if os.environ.get(REQUIRE_BROWSER):
            pytest.fail(f"{NO_BROWSER}。请先运行：{INSTALL_BROWSER}", pytrace=False)
        pytest.skip(NO_BROWSER)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says how many browser tests were skipped, and what to install for them."""
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(NO_BROWSER in str(report.longrepr) for report in skipped)
    if count:
        terminalreporter.write_line(
            f"{NO_BROWSER}，跳过了 {count} 项浏览器测试。要运行它们，请先安装：{INSTALL_BROWSER}"
        )


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the report as shipped."""
    return CORPUS


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a library that `python -m ingest corpus/` made with the real embedder. Read it only."""
    from ingest.__main__ import main

    folder = tmp_path_factory.mktemp("library")
    assert main([str(CORPUS), "--library", str(folder)]) == 0
    return folder


@pytest.fixture(scope="session")
def assistant(library: Path) -> Assistant:
    """The one door, over that library."""
    from qa.assistant import Assistant

    return Assistant.open(library)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, for tests marked `browser`."""
    with chromium() as found:
        yield found
