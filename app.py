"""The page: which tabs it has, and the server. Each tab is a package of `qa.page`.

Nothing heavy is imported before the arguments are read and the port is ours.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.errors import JuesuanError
from ingest.settings import settings
from qa.page import texts

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from qa.page.desk import Desk
    from qa.page.tab import Tab

PAGE: Final = Path(texts.__file__).parent
SHARED: Final = ("page", "evidence/evidence")
"""Style sheets and scripts beside those of the tabs."""

FONTS: Final = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")
DIGITS: Final = ("ui-monospace", "Consolas", "monospace")


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves the page until it is interrupted; returns the exit status."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("qa").setLevel(logging.INFO)
    from qa.page.serve import accounts, address, listen, serve

    try:
        given = _parser().parse_args(arguments)
        if given.add_account:
            return _add_account(given.auth_file, given.add_account)
        known = accounts(given.host, given.auth_file)
        with listen(given.host, given.port) as server:
            app = build(given.library)
            print(texts.SERVING.format(address=address(server)), flush=True)
            serve(app, server, known)
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
    parser.add_argument(
        "--auth-file", type=Path, default=default.auth_file, metavar=texts.META_FILE, help=texts.HELP_AUTH
    )
    parser.add_argument("--add-account", metavar=texts.META_NAME, help=texts.HELP_ACCOUNT)
    return parser


def _add_account(file: Path | None, name: str) -> int:
    """Asks for a password and writes the account. Raises AccountError."""
    from getpass import getpass

    from qa.page.accounts import AccountError, Accounts, add_account

    if file is None:
        raise AccountError(texts.AUTH_WHICH)
    password = getpass(texts.PASSWORD_FOR.format(name=name))
    if password != getpass(texts.PASSWORD_AGAIN):
        raise AccountError(texts.PASSWORDS_DIFFER)
    add_account(file, name, password)
    print(texts.ACCOUNT_ADDED.format(file=file, count=len(Accounts(file).names())))
    return 0


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
    from qa.page.evidence.routes import routes as evidence
    from qa.page.health import routes as health

    desk = Desk(library)
    tabs = _tabs(desk)
    page = _page(desk, tabs)
    page.queue(max_size=settings().waiting, default_concurrency_limit=settings().at_once)
    desk.warm_in_background()
    api = FastAPI(openapi_url=None)
    for router in (health(desk), evidence(desk), *(tab.routes for tab in tabs)):
        if router:
            api.include_router(router)
    style, script = (
        "\n".join(
            [*((PAGE / f"{part}{suffix}").read_text("utf-8") for part in SHARED), *(tab.text(suffix) for tab in tabs)]
        )
        for suffix in (".css", ".js")
    )
    app: FastAPI = gr.mount_gradio_app(
        api,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
        mcp_server=find_spec("mcp") is not None,
        theme=gr.themes.Default(font=FONTS, font_mono=DIGITS),
        css=style,
        head=f"<script>{script}juesuan.translate({json.dumps(texts.FRAMEWORK)});</script>",
    )
    return app


def _tabs(desk: Desk) -> tuple[Tab, ...]:
    """The tabs in the order shown."""
    from evals.page.layout import tab as evals
    from qa.page.chat.layout import tab as chat
    from qa.page.duty.layout import tab as duty
    from qa.page.reports.layout import tab as reports
    from qa.page.tables.layout import tab as tables

    return chat(desk), duty(desk), reports(desk), tables(desk), evals(settings().runs)


def _page(desk: Desk, tabs: Sequence[Tab]) -> gr.Blocks:
    """The layout: the top, and a tab for each thing to do; the tools for other programs."""
    import gradio as gr

    from qa.page.header import header
    from qa.page.tab import PLAIN, QUIET
    from qa.page.tools import add_tools
    from qa.page.top import signed_in

    page: gr.Blocks
    with gr.Blocks(title=texts.TITLE, analytics_enabled=False, fill_width=True) as page, gr.Column(elem_id="page"):
        top = gr.HTML(header(), elem_id="top", **PLAIN)
        with gr.Tabs(elem_id="tabs"):
            for tab in tabs:
                with gr.Tab(tab.title, elem_id=f"tab-{tab.name}") as shown:
                    tab.build(page, shown)
        page.load(signed_in, outputs=[top], **QUIET)
        add_tools(desk)
    return page


if __name__ == "__main__":
    sys.exit(main())
