"""The tab 问答: where its parts stand, and which event changes which of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import gradio as gr

from qa.page.chat import history, texts
from qa.page.chat.conversation import conversation
from qa.page.chat.desk import ChatDesk
from qa.page.chat.events import ChatEvents
from qa.page.chat.panel import panel
from qa.page.chat.routes import routes
from qa.page.chat.scope import Scope
from qa.page.chat.talk_events import TalkEvents
from qa.page.desk import Desk
from qa.page.tab import PLAIN, QUIET, Tab

TALK: Final = "juesuan.conversation(element, trigger, watch, 'edit', 'rate')"
CHIPS: Final = "juesuan.examples(element, trigger)"
BAR: Final = "juesuan.bar(element, trigger)"
HISTORY: Final = "juesuan.history(element, trigger, watch, 'rename', 'remove')"
NOTICE: Final = "juesuan.notice(element, trigger, 'cancel')"
PANEL: Final = "juesuan.evidence(element, watch)"
"""What the parts do in the browser. Events of our own have to be named here."""

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
    return Tab("chat", texts.TAB, Path(__file__).parent, lambda page, _: _build(chat, page), routes(chat))


def _build(desk: ChatDesk, page: gr.Blocks) -> None:
    events, talks = ChatEvents(desk), TalkEvents(desk)
    shelf = gr.HTML(elem_id="shelf", **PLAIN)
    turns, changed = gr.State(()), gr.State(None)
    with gr.Row(elem_id="main"):
        with gr.Column(elem_id="talk", scale=5):
            bar = gr.HTML(history.bar(None), elem_id="bar", js_on_load=BAR, **PLAIN)
            listed = gr.HTML(elem_id="history", js_on_load=HISTORY, **PLAIN)
            talk = gr.HTML(conversation(()), elem_id="conversation", js_on_load=TALK, **PLAIN)
            chips = gr.HTML(elem_id="examples", js_on_load=CHIPS, **PLAIN)
            notice = gr.HTML(elem_id="notice", js_on_load=NOTICE, **PLAIN)
            scope = Scope(desk)
            with gr.Row(elem_id="composer"):
                box = gr.Textbox(elem_id="question", **QUESTION)
                send = gr.Button(texts.SEND, elem_id="send", scale=0, min_width=72)
                stop = gr.Button(texts.STOP, elem_id="stop", scale=0, min_width=72)
        with gr.Column(elem_id="evidence", scale=6):
            proof = gr.HTML(panel(None, None), js_on_load=PANEL, **PLAIN)
    page.load(events.opened, outputs=[shelf, chips], **QUIET)
    page.load(talks.opened, outputs=[notice], **QUIET)
    asked = gr.on(
        [box.submit, send.click, talk.submit, chips.submit],
        events.asked,
        inputs=[box, turns, changed, scope.choice],
        outputs=[box, turns, talk, changed, notice],
        **QUIET,
    )
    # Apart, so that the next question need not wait for the evidence of this one.
    asked.then(events.answered, inputs=[turns], outputs=[proof, shelf], **QUIET)
    asked.then(talks.kept, inputs=[turns], outputs=[bar], **QUIET)
    asked.then(talks.suggested, inputs=[turns, scope.choice], outputs=[chips], **QUIET)
    stop.click(events.stopped, inputs=[turns], **QUIET)
    talk.select(events.shown, inputs=[turns], outputs=[proof], **QUIET)
    talk.edit(events.changing, inputs=[turns], outputs=[box, changed, notice], **QUIET)
    talk.rate(talks.rated, inputs=[turns], outputs=[turns, talk, bar], **QUIET)
    notice.cancel(events.unchanged, outputs=[box, changed, notice], **QUIET)
    emptied = [box, turns, talk, proof, chips, bar, changed, notice]
    bar.clear(events.cleared, inputs=[turns], outputs=emptied, **QUIET)
    bar.submit(talks.listed, outputs=[listed], **QUIET)
    opened = gr.on(
        [listed.select, notice.select],
        talks.chosen,
        inputs=[turns],
        outputs=[turns, talk, bar, changed, notice],
        **QUIET,
    )
    opened.then(events.answered, inputs=[turns], outputs=[proof, shelf], **QUIET)
    opened.then(talks.suggested, inputs=[turns, scope.choice], outputs=[chips], **QUIET)
    listed.rename(talks.renamed, inputs=[turns], outputs=[listed, bar], **QUIET)
    listed.remove(talks.removed, inputs=[turns], outputs=[listed, turns, talk, proof, bar], **QUIET)
    scope.forgotten_by(bar.clear, listed.select, notice.select)
