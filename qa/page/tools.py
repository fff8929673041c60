"""The program for other programs: through the framework's API, and as MCP tools for other assistants.

Their descriptions are read by the assistants of Chinese users, so they are in Chinese. Every answer goes through
`Assistant.ask`, as on the page. What cannot be done is `{"error": …}`, in Chinese.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any, Final

from gradio.events import api
from pydantic import ValidationError

from ingest.errors import JuesuanError, QuestionError
from ingest.settings import settings
from qa.answer import Answer
from qa.duty_check.commands import chosen_report
from qa.page import texts
from qa.page.desk import Desk
from qa.text import normalized

NAMES: Final = ("ask", "look_up", "check_duties", "list_reports")

log = logging.getLogger(__name__)


class Tools:
    """The tools over a library. Plain values in, JSON as text out."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, question: str, conversation: list[dict[str, Any]] | None = None) -> str:
        """就单位决算公开报告提一个中文问题，得到报告里印出的准确数字、条款或原文，以及出处（报告、表、行、列、页、引文）。

        报告没有写的会拒答（kind 为 refusal）并说明原因；分不清指哪份报告时反问（kind 为 clarification，options 可选）。
        数字以 figures 里的 printed、value、unit 为准，请连同 citations 一起引用，不要自行改写或推算。

        Args:
            question: 问题，例如“行政运行支出是多少？”“谁负责区政府值班？”“三公经费比预算多吗？”
            conversation: 追问时给出先前各次 ask 的返回值，按次序；单独的问题不用给
        """
        return _told(lambda: self._ask(question, [Answer.from_json(turn) for turn in conversation or ()]))

    def look_up(
        self, item: str, measure: str = "决算数", year: int = 0, organization: str = "", breakdown: str = ""
    ) -> str:
        """查一个印在报告里的数：写明项目和指标，得到数值、单位和它所在的表、行、列、页。查不到的会拒答并说明原因。

        Args:
            item: 项目的名称或科目代码，例如“行政运行”“2010301”“公务接待费”“信息化建设项目”
            measure: 指标，例如“决算数”“年初预算数”“完成年初预算的百分比”“执行率”“得分”
            year: 年度，例如 2024；0 表示不限
            organization: 单位名称，例如“某某区财政局”；只有一份报告时不用给
            breakdown: 合计以外的口径，例如“基本支出”“项目支出”
        """
        parts = (organization, texts.TOOL_YEAR.format(year=year) if year else "", item, breakdown, measure)
        return _told(lambda: self._ask(texts.TOOL_QUESTION.format(asked=texts.TOOL_OF.join(filter(None, parts))), []))

    def check_duties(self, tasks: list[str], report: str = "") -> str:
        """核对若干工作事项是谁的职责：own 本单位、other 报告点名的其他部门、none 报告未载明，附条款号、原文、页码。

        从不把事项归给内设科室；none 的意思是报告里没有找到，不是说没有人负责。

        Args:
            tasks: 工作事项，例如 ["更新政府门户网站栏目", "审批社区工厂排污许可"]
            report: 依据哪份报告：编号、标题或单位名称；只有一份报告时不用给
        """
        return _told(lambda: self._checked(tasks, report))

    def list_reports(self, words: str = "") -> str:
        """列出资料库里的报告：编号、标题、单位、年度、本级还是部门、决算还是预算、页数。

        Args:
            words: 只列标题里含有这些词的，以空格分开；不给则全部列出
        """
        return _told(lambda: self._listed(words))

    def _ask(self, question: str, history: list[Answer]) -> dict[str, Any]:
        if not isinstance(question, str):  # what comes from other programs is not checked before
            raise QuestionError(texts.TOOL_TEXT)
        return self._desk.assistant().ask(question, history).to_json()

    def _checked(self, tasks: list[str], report: str) -> dict[str, Any]:
        if not isinstance(tasks, list) or not all(isinstance(task, str) for task in tasks):
            raise QuestionError(texts.TOOL_LIST)
        if len(tasks) > settings().max_tasks:
            raise JuesuanError(texts.TOOL_TASKS.format(count=len(tasks), limit=settings().max_tasks))
        found = chosen_report(self._desk.reports(), report or None)
        verdicts = self._desk.assistant().check_duties(tasks, found.id)
        return {"report": found.title, "verdicts": [verdict.to_json() for verdict in verdicts]}

    def _listed(self, words: str) -> dict[str, Any]:
        wanted = [normalized(word) for word in words.split()]
        found = [report for report in self._desk.reports() if all(word in normalized(report.title) for word in wanted)]
        return {
            "reports": [
                {
                    "id": report.id,
                    "title": report.title,
                    "organization": report.identity.organization,
                    "year": report.identity.year,
                    "level": report.identity.level,
                    "kind": report.identity.kind.value,
                    "pages": report.pages,
                }
                for report in found
            ]
        }


def add_tools(desk: Desk) -> None:
    """Adds the tools to the page that is being built."""
    tools = Tools(desk)
    for name in NAMES:
        # Not queued: they take milliseconds, and go round no queue of the page's.
        api(getattr(tools, name), api_name=name, queue=False)


def _told(make: Callable[[], dict[str, Any]]) -> str:
    """What is made, or what is wrong with what was asked for, as JSON."""
    try:
        made = make()
    except ValidationError:
        made = {"error": texts.TOOL_CONVERSATION}
    except JuesuanError as error:
        made = {"error": str(error)}
    except Exception:
        log.exception("a tool failed")
        made = {"error": texts.TOOL_FAILED}
    return json.dumps(made, ensure_ascii=False)
