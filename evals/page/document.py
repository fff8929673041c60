"""report.html and compare.html: one file each, which asks nothing of any host."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Final

from evals.compare import Comparison
from evals.page import texts
from evals.page.sections import comparison_report, run_report
from evals.record import Record
from qa.page.markup import Html, el, join

FOLDER: Final = Path(__file__).parent
STYLE: Final = FOLDER.with_name("document.css")
"""How a page of its own looks; not in the tab's folder, whose style sheets are served with the tabs."""


def run_document(record: Record, comparison: Comparison | None = None) -> str:
    """The report of a run as a page."""
    return document(texts.TITLE, run_report(record, comparison))


def comparison_document(comparison: Comparison) -> str:
    """The comparison of two runs as a page."""
    return document(texts.COMPARE_TITLE, comparison_report(comparison))


def document(title: str, body: Html) -> str:
    """A page with a body."""
    style = "".join(file.read_text("utf-8") for file in (STYLE, FOLDER / "evals.css"))
    script = (FOLDER / "evals.js").read_text("utf-8")
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{allowed}'"
    head = join(
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", title),
        Html(f"<style>{style}</style>"),
    )
    whole = join(el("head", head), el("body", el("h1", title), body, Html(f"<script>{script}</script>")))
    return f"<!doctype html>\n{el('html', whole, lang='zh-CN')}\n"
