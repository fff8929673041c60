"""The tab 评测: the runs that were kept, the report of one, and what changed since another."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import gradio as gr

from evals.page import texts
from evals.page.desk import RunsDesk
from qa.page.markup import Html
from qa.page.tab import PLAIN, QUIET, Tab

ALONE: Final = (texts.ALONE, "")


def tab(runs: Path) -> Tab:
    """The tab over the runs kept in a folder."""
    desk = RunsDesk(runs)
    return Tab("evals", texts.TAB, Path(__file__).parent, lambda _, shown: _build(desk, shown))


def _build(desk: RunsDesk, shown: gr.Tab) -> None:
    with gr.Column(elem_id="evals"):
        with gr.Row(elem_id="runs"):
            run = gr.Dropdown([], label=texts.RUN, elem_id="evals-run", visible=False)
            against = gr.Dropdown([ALONE], value="", label=texts.COMPARE_WITH, elem_id="evals-against", visible=False)
        report = gr.HTML(elem_id="evals-report", **PLAIN)

    def opened(chosen: str | None, other: str | None) -> tuple[Any, Any, Html]:
        """The tab is opened: what may be chosen, the newest run where nothing was."""
        choices = desk.choices()
        names = [name for _, name in choices]
        chosen, other = chosen if chosen in names else next(iter(names), None), other if other in names else ""
        return (
            gr.update(choices=choices, value=chosen, visible=bool(names)),
            gr.update(choices=[ALONE, *choices], value=other, visible=len(names) > 1),
            desk.report(chosen, other),
        )

    shown.select(opened, inputs=[run, against], outputs=[run, against, report], **QUIET)
    gr.on([run.input, against.input], desk.report, inputs=[run, against], outputs=[report], **QUIET)
