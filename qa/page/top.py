"""The top of the page as it is for who has opened it."""

from __future__ import annotations

import gradio as gr

from qa.page.header import header
from qa.page.markup import Html
from qa.page.person import person


def signed_in(request: gr.Request) -> Html:
    """The top, with who has signed in."""
    return header(person(request).name)
