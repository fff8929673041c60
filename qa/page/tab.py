"""What a tab of the page is: a name, a layout, addresses of its own, how it looks, what it does in the browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import APIRouter

PLAIN: Final[dict[str, Any]] = {"apply_default_css": False}
"""For HTML that brings its own looks."""

QUIET: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}
"""For events that say themselves how far they are."""

WORKERS: Final = 16
"""How many questions are answered at once; others wait."""


@dataclass(frozen=True)
class Tab:
    """One tab. `build` lays it out and wires it, within the page and the tab that it is given.

    `folder` is its package: a style sheet `NAME.css` and a script `NAME.js` there are served with the page.
    """

    name: str
    title: str
    folder: Path
    build: Callable[[gr.Blocks, gr.Tab], None]
    routes: APIRouter | None = None

    def text(self, suffix: str) -> str:
        """The style sheet (.css) or script (.js) of the tab; empty where it has none."""
        file = self.folder / f"{self.name}{suffix}"
        return file.read_text("utf-8") if file.exists() else ""
