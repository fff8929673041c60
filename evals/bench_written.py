"""How soon a sentence of a language model is on the page, after the service has sent the last of it."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from evals.bench_page import FLOOR
from evals.bench_results import Timing
from evals.browser import chromium, served
from evals.stand_in import Asked, Said, service, settings_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTIONS: Final = 8
GOES_ON: Final = 1.0
"""So many seconds the service keeps on writing, so that it is not the end of the answer that is seen."""

SEEN: Final = """() => {
  window.seen = null;
  const look = () => {
    const turn = [...document.querySelectorAll("#conversation .turn")].pop();
    const busy = turn?.querySelector("[aria-busy] .mark");
    if (busy) window.seen = Date.now();
    else requestAnimationFrame(look);
  };
  look();
}"""
"""Notes when the first mark of an answer that is being written is there."""


class _Writer:
    """Writes the first sentence of the evidence, and then for a while nothing of use; notes when it was sent."""

    def __init__(self) -> None:
        self.sent: float | None = None

    def __call__(self, asked: Asked) -> Said:
        if asked.understands:
            return Said(('{"operation": "none"}',))
        first = re.match(r"[^。]*。", asked.data["evidence"][0]["text"])
        self.sent = time.time()
        return Said((f"{first[0] if first else ''}[E1]\n", "还"), pause=0.0, last=GOES_ON)


def bench_written(library: Path, questions: Sequence[str]) -> tuple[Timing, ...]:
    """From a complete sentence to the frame that shows it, of questions that a passage answers. Raises BenchError."""
    writer = _Writer()
    with service(writer) as made, served(library, **settings_for(made)) as address, chromium() as browser:
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector(".chip")
        page.wait_for_function("fetch('health').then((a) => a.json()).then((h) => h.model !== 'loading')")
        floor = float(page.evaluate(FLOOR)) / 1000
        asked = (_ask(page, question, writer) for question in questions)
        took = sorted(islice((seconds for seconds in asked if seconds is not None), QUESTIONS))
    return (
        Timing("page_sentence", median(took) if took else None, floor),
        Timing("page_sentence_worst", took[-1] if took else None, floor),
    )


def _ask(page: Page, question: str, writer: _Writer) -> float | None:
    """Seconds from the sentence to the page; None where the language model was not asked."""
    writer.sent = None
    turns = page.locator("#conversation .turn").count()
    page.evaluate(SEEN)
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_function(f"document.querySelectorAll('#conversation .turn .kind').length > {turns}")
    seen = page.evaluate("window.seen")
    return None if writer.sent is None or seen is None else seen / 1000 - writer.sent
