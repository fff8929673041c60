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

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from qa.page.desk import Desk

STYLE: Final = Path(texts.__file__).with_name("page.css")
SCRIPT: Final = Path(texts.__file__).with_name("page.js")
FONTS: Final = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")
DIGITS: Final = ("ui-monospace", "Consolas", "monospace")

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

    desk = Desk(library)
    page = _page(desk)
    desk.warm_in_background()
    app: FastAPI = gr.mount_gradio_app(
        FastAPI(openapi_url=None),
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


def _page(desk: Desk) -> gr.Blocks:
    """The layout, and what happens on each event."""
    import gradio as gr

    from qa.page.conversation import conversation
    from qa.page.events import Events
    from qa.page.header import header
    from qa.page.panel import panel

    plain: dict[str, Any] = {"apply_default_css": False}
    page: gr.Blocks
    with gr.Blocks(title=texts.TITLE, analytics_enabled=False, fill_width=True) as page:
        turns = gr.State(())
        with gr.Column(elem_id="page"):
            gr.HTML(header(), elem_id="top", **plain)
            shelf = gr.HTML(elem_id="shelf", **plain)
            with gr.Row(elem_id="main"):
                with gr.Column(elem_id="talk", scale=5):
                    talk = gr.HTML(conversation(()), elem_id="conversation", js_on_load=TALK, **plain)
                    chips = gr.HTML(elem_id="examples", js_on_load=CHIPS, **plain)
                    with gr.Row(elem_id="composer"):
                        box = gr.Textbox(elem_id="question", **QUESTION)
                        send = gr.Button(texts.SEND, elem_id="send", scale=0, min_width=72)
                        new = gr.Button(texts.NEW, elem_id="new", scale=0, min_width=88)
                with gr.Column(elem_id="evidence", scale=6):
                    proof = gr.HTML(panel(None, None), js_on_load=PANEL, **plain)
        events = Events(desk)
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        page.load(events.opened, outputs=[shelf, chips], **quiet)
        asked = gr.on(
            [box.submit, send.click, talk.submit, chips.submit],
            events.asked,
            inputs=[box, turns],
            outputs=[box, turns, talk],
            concurrency_limit=WORKERS,
            **quiet,
        )
        # Apart, so that the next question need not wait for the evidence of this one.
        asked.then(events.answered, inputs=[turns], outputs=[proof, shelf, chips], concurrency_limit=WORKERS, **quiet)
        talk.select(events.shown, inputs=[turns], outputs=[proof], concurrency_limit=WORKERS, **quiet)
        new.click(events.cleared, outputs=[box, turns, talk, proof], **quiet)
    return page


if __name__ == "__main__":
    sys.exit(main())
