"""The chat page: layout and wiring. What it shows is made in `qa.page`.

Nothing heavy is imported before the arguments are read and the port is ours.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ingest.errors import JuesuanError
from ingest.settings import settings
from qa.page import texts
from qa.page.duty import texts as duty_texts

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from qa.page.desk import Desk
    from qa.page.duty.desk import DutyDesk

STYLE: Final = Path(texts.__file__).with_name("page.css")
SCRIPT: Final = Path(texts.__file__).with_name("page.js")
FONTS: Final = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")
DIGITS: Final = ("ui-monospace", "Consolas", "monospace")

TALK: Final = "juesuan.conversation(element, trigger, watch)"
CHIPS: Final = "juesuan.examples(element, trigger)"
PANEL: Final = "juesuan.evidence(element, watch)"
DROP: Final = "juesuan.drop(element, trigger, 'refuse')"
RESULTS: Final = "juesuan.results(element, trigger, watch)"
"""What the parts do in the browser."""

QUESTION: Final[dict[str, Any]] = {
    "label": texts.QUESTION,
    "show_label": False,
    "placeholder": texts.PLACEHOLDER,
    "max_lines": 5,
    "autofocus": True,
    "container": False,
}

TASKS: Final[dict[str, Any]] = {
    "label": duty_texts.TASKS,
    "placeholder": duty_texts.TASKS_PLACEHOLDER,
    "lines": 8,
    "max_lines": 16,
}

WORKERS: Final = 16
"""How many questions are answered at once; others wait."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves the page until it is interrupted; returns the exit status."""
    given = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("qa").setLevel(logging.INFO)
    from qa.page.serve import address, listen, serve

    try:
        with listen(given.host, given.port) as server:
            app = build(given.library)
            print(texts.SERVING.format(address=address(server)), flush=True)
            serve(app, server)
    except JuesuanError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\n" + texts.STOPPED)
    return 0


def _parser() -> argparse.ArgumentParser:
    default = settings()
    parser = argparse.ArgumentParser(prog="python app.py", description=texts.DESCRIPTION)
    host, port, library = (
        text.format(default=value)
        for text, value in (
            (texts.HELP_HOST, default.host),
            (texts.HELP_PORT, default.port),
            (texts.HELP_LIBRARY, default.library),
        )
    )
    parser.add_argument("--host", default=default.host, metavar=texts.META_HOST, help=host)
    parser.add_argument("--port", type=_port, default=default.port, metavar=texts.META_PORT, help=port)
    parser.add_argument("--library", type=Path, default=default.library, metavar=texts.META_LIBRARY, help=library)
    return parser


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(texts.PORT_WRONG.format(port=text))
    return int(text)


def build(library: Path) -> FastAPI:
    """The application that serves the page over a library; the embedding model begins to load."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    import gradio as gr
    from fastapi import FastAPI

    from qa.page.desk import Desk
    from qa.page.duty.desk import DutyDesk
    from qa.page.duty.routes import routes

    desk = Desk(library)
    duties = DutyDesk(desk, library)
    page = _page(desk, duties)
    desk.warm_in_background()
    api = FastAPI(openapi_url=None)
    api.include_router(routes(duties))
    app: FastAPI = gr.mount_gradio_app(
        api,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
        theme=gr.themes.Default(font=FONTS, font_mono=DIGITS),
        css_paths=STYLE,
        head=f"<script>{SCRIPT.read_text('utf-8')}juesuan.translate({json.dumps(texts.FRAMEWORK)});</script>",
    )
    return app


PLAIN: Final[dict[str, Any]] = {"apply_default_css": False}
QUIET: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}


def _page(desk: Desk, duties: DutyDesk) -> gr.Blocks:
    """The layout: the top, and a tab for each thing to do."""
    import gradio as gr

    from qa.page.header import header

    page: gr.Blocks
    with gr.Blocks(title=texts.TITLE, analytics_enabled=False, fill_width=True) as page, gr.Column(elem_id="page"):
        gr.HTML(header(), elem_id="top", **PLAIN)
        shelf = gr.HTML(elem_id="shelf", **PLAIN)
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(texts.CHAT, elem_id="chat"):
                _chat(desk, page, shelf)
            with gr.Tab(texts.DUTIES, elem_id="duties") as tab:
                _duties(duties, tab)
    return page


def _chat(desk: Desk, page: gr.Blocks, shelf: gr.HTML) -> None:
    """Questions and answers, with the evidence beside them, and what happens on each event."""
    import gradio as gr

    from qa.page.conversation import conversation
    from qa.page.events import Events
    from qa.page.panel import panel

    turns = gr.State(())
    with gr.Row(elem_id="main"):
        with gr.Column(elem_id="talk", scale=5):
            talk = gr.HTML(conversation(()), elem_id="conversation", js_on_load=TALK, **PLAIN)
            chips = gr.HTML(elem_id="examples", js_on_load=CHIPS, **PLAIN)
            with gr.Row(elem_id="composer"):
                box = gr.Textbox(elem_id="question", **QUESTION)
                send = gr.Button(texts.SEND, elem_id="send", scale=0, min_width=72)
                new = gr.Button(texts.NEW, elem_id="new", scale=0, min_width=88)
        with gr.Column(elem_id="evidence", scale=6):
            proof = gr.HTML(panel(None, None), js_on_load=PANEL, **PLAIN)
    events = Events(desk)
    page.load(events.opened, outputs=[shelf, chips], **QUIET)
    asked = gr.on(
        [box.submit, send.click, talk.submit, chips.submit],
        events.asked,
        inputs=[box, turns],
        outputs=[box, turns, talk],
        concurrency_limit=WORKERS,
        **QUIET,
    )
    # Apart, so that the next question need not wait for the evidence of this one.
    asked.then(events.answered, inputs=[turns], outputs=[proof, shelf, chips], concurrency_limit=WORKERS, **QUIET)
    talk.select(events.shown, inputs=[turns], outputs=[proof], concurrency_limit=WORKERS, **QUIET)
    new.click(events.cleared, outputs=[box, turns, talk, proof], **QUIET)


def _duties(desk: DutyDesk, tab: gr.Tab) -> None:
    """Tasks, with the verdicts on them beside, and what happens on each event."""
    import gradio as gr

    from qa.page.duty.events import DutyEvents
    from qa.page.duty.given import drop
    from qa.page.duty.results import introduction

    sheet = gr.State(None)
    with gr.Row(elem_id="duty"):
        with gr.Column(elem_id="given", scale=0, min_width=340):
            box = gr.Textbox(elem_id="tasks", **TASKS)
            file = gr.HTML(drop(), elem_id="file", js_on_load=DROP, **PLAIN)
            report = gr.Dropdown([], label=duty_texts.REPORT, elem_id="report", visible=False)
            check = gr.Button(duty_texts.CHECK, elem_id="check")
        with gr.Column(elem_id="found", scale=1):
            found = gr.HTML(introduction(), js_on_load=RESULTS, **PLAIN)
    events = DutyEvents(desk)
    tab.select(events.opened, inputs=[report], outputs=[report], **QUIET)
    file.submit(events.dropped, outputs=[sheet, file, box], **QUIET)
    file.refuse(events.refused, outputs=[file], **QUIET)
    file.clear(events.removed, outputs=[sheet, file, box], **QUIET)
    checked = gr.on(
        [check.click, box.submit],
        events.checked,
        inputs=[box, sheet, report],
        outputs=[found],
        concurrency_limit=WORKERS,
        **QUIET,
    )
    found.stop(events.stopped, outputs=[found], cancels=[checked], **QUIET)


if __name__ == "__main__":
    sys.exit(main())
