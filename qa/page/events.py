"""What an event of the framework carries."""

from __future__ import annotations

import gradio as gr


def told(event: gr.EventData, name: str) -> object:
    """What the browser sent with an event; None where it sent nothing, as a key or a plain button does."""
    try:
        told: object = getattr(event, name)
    except (AttributeError, TypeError):
        return None
    return told
