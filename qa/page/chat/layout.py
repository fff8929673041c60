"""The tab 问答: where its parts stand, and which event changes which of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import gradio as gr

from qa.page.chat import texts
from qa.page.chat.conversation import conversation
from qa.page.chat.desk import ChatDesk
from qa.page.chat.events import ChatEvents
from qa.page.chat.figures import routes
from qa.page.chat.panel import panel
from qa.page.chat.scope import Scope
from qa.page.desk import Desk
from qa.page.tab import PLAIN, QUIET, WORKERS, Tab

TALK: Final = "juesuan.conversation(element, trigger, watch)"
CHIPS: Final = "juesuan.examples(element, trigger)"
PANEL: Final = "juesuan.evidence(element, watch)"
"""What the parts do in the browser."""

QUESTION: Final[dict[str, Any]] = {
    "label": texts.QUESTION,
    "show_label": False,
    "placeholder": texts.PLACEHOLDER,
    "max_lines": 5,
    "autofocus": True,
    "container": False,
}


def tab(desk: Desk) -> Tab:
    """The tab over a library."""
    chat = ChatDesk(desk)
    return Tab("chat", texts.TAB, Path(__file__).parent, lambda page, _: _build(chat, page), routes(chat.answers))


def _build(desk: ChatDesk, page: gr.Blocks) -> None:
    events = ChatEvents(desk)
    shelf = gr.HTML(elem_id="shelf", **PLAIN)
    turns = gr.State(())
    with gr.Row(elem_id="main"):
        with gr.Column(elem_id="talk", scale=5):
            talk = gr.HTML(conversation(()), elem_id="conversation", js_on_load=TALK, **PLAIN)
            chips = gr.HTML(elem_id="examples", js_on_load=CHIPS, **PLAIN)
            scope = Scope(desk)
            with gr.Row(elem_id="composer"):
                box = gr.Textbox(elem_id="question", **QUESTION)
                send = gr.Button(texts.SEND, elem_id="send", scale=0, min_width=72)
                new = gr.Button(texts.NEW, elem_id="new", scale=0, min_width=88)
        with gr.Column(elem_id="evidence", scale=6):
            proof = gr.HTML(panel(None, None), js_on_load=PANEL, **PLAIN)
    page.load(events.opened, outputs=[shelf, chips], **QUIET)
    asked = gr.on(
        [box.submit, send.click, talk.submit, chips.submit],
        events.asked,
        inputs=[box, turns, scope.choice],
        outputs=[box, turns, talk],
        concurrency_limit=WORKERS,
        **QUIET,
    )
    # Apart, so that the next question need not wait for the evidence of this one.
    asked.then(events.answered, inputs=[turns], outputs=[proof, shelf, chips], concurrency_limit=WORKERS, **QUIET)
    talk.select(events.shown, inputs=[turns], outputs=[proof], concurrency_limit=WORKERS, **QUIET)
    new.click(events.cleared, outputs=[box, turns, talk, proof], **QUIET)
    scope.forgotten_by(new)
