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


@dataclass(frozen=True)
class Tab:
    """One tab. `build` lays it out and wires it, within the page and the tab that it is given.

    `folder` is its package: the style sheets (.css) and scripts (.js) there are served with the page.
    """

    name: str
    title: str
    folder: Path
    build: Callable[[gr.Blocks, gr.Tab], None]
    routes: APIRouter | None = None

    def text(self, suffix: str) -> str:
        """The style sheets (.css) or scripts (.js) of the tab in the order of their names; empty where it has none."""
        return "\n".join(file.read_text("utf-8") for file in sorted(self.folder.glob(f"*{suffix}")))
