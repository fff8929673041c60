"""How soon the page is there, and an exact answer on it, measured in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from evals.bench_results import Timing
from evals.browser import chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

VISITS: Final = 5
QUESTIONS: Final = 20
PAINT: Final = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
FLOOR: Final = """async () => {
  const took = [];
  for (let i = 0; i < 20; i++) {
    const start = performance.now();
    await (await fetch("health")).text();
    took.push(performance.now() - start);
  }
  return took.sort((a, b) => a - b)[10];
}"""
"""A request that is answered at once: what no answer can be quicker than."""

ASK: Final = """async (question) => {
  const box = document.querySelector("#question textarea");
  const answered = () => document.querySelectorAll("#conversation .turn .kind").length;
  const before = answered();
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, question);
  box.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise(requestAnimationFrame);
  const start = performance.now();
  box.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true }));
  while (answered() === before) {
    if (performance.now() - start > 30000) throw new Error("no answer");
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - start;
}"""
"""From the key to the frame that shows the answer."""


def bench_page(library: Path, questions: Sequence[str]) -> tuple[Timing, ...]:
    """First paint, until a question can be typed, and until an exact answer is seen. Raises BenchError."""
    with served(library) as address, chromium() as browser:
        paints, ready = zip(*(_visit(browser, address) for _ in range(VISITS)), strict=True)
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector(".chip")
        page.wait_for_function("fetch('health').then((a) => a.json()).then((h) => h.model !== 'loading')")
        floor = float(page.evaluate(FLOOR)) / 1000
        answers = sorted(_ask(page, question) for question in questions[:QUESTIONS])
    return (
        Timing("page_paint", median(paints), floor),
        Timing("page_ready", median(ready), floor),
        Timing("page_answer", median(answers) if answers else None, floor),
        Timing("page_answer_p95", answers[int(len(answers) * 0.95) - 1] if answers else None, floor),
    )


def _visit(browser: Browser, address: str) -> tuple[float, float]:
    """Seconds until something is painted, and until the box for the question is there, of a first visit."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#question textarea")
    ready = float(page.evaluate("performance.now()")) / 1000
    paint = float(page.evaluate(PAINT)) / 1000
    context.close()
    return paint, ready


def _ask(page: Page, question: str) -> float:
    return float(page.evaluate(ASK, question)) / 1000
