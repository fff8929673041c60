"""Which report a question is about: by organization, by year, by the conversation, or the only one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.library import StoredReport
from ingest.numbers import CHINESE, parse_chinese
from ingest.report import ReportKind
from qa import templates
from qa.answer import Answer, Kind, Refusal, RefusalKind
from qa.organizations import aliases, own_names
from qa.question import read_question
from qa.text import normalized
from qa.vocabulary import Vocabulary

_ORDINAL: Final = re.compile(rf"(?:选|选择|要)?第?(?P<number>{CHINESE}|\d{{1,2}})(?:个|份|项|家)?(?:吧|呢)?")


KIND_WORDS: Final = {
    ReportKind.BUDGET: ("部门预算", "单位预算", "预算报告", "预算公开"),
    ReportKind.FINAL_ACCOUNTS: ("决算", "执行数", "实际", "完成率", "执行率"),
}
"""How people say from which kind of report they want it. 预算数 alone does not tell: final accounts print it too."""


@dataclass(frozen=True)
class Selection:
    """The report, and why it was taken."""

    report: StoredReport
    why: str


def select(
    reports: Sequence[StoredReport], text: str, history: Sequence[Answer], *, this_year: int
) -> Selection | Answer:
    """The report to answer from; an Answer where that must be asked back or refused."""
    if not reports:
        return _refusal(text, templates.NO_REPORTS, ())
    if len(reports) == 1:
        return Selection(reports[0], "唯一的报告")
    named = _named(reports, text)
    year = read_question(text, Vocabulary({}, frozenset(), frozenset()), this_year=this_year).year
    of_year = [report for report in named if year is None or report.identity.year == year]
    if not of_year:
        return _refusal(text, templates.NOT_FOUND_YEAR.format(year=year), named)
    before = next((a.understood.report for a in reversed(history) if a.understood.report), None)
    if len(of_year) > 1 and (kept := [report for report in of_year if report.title == before]):
        return Selection(kept[0], "沿用上一问的报告")
    if len(of_year) == 1:
        return Selection(of_year[0], "按单位和年度")
    if of_kind := _of_kind_said(of_year, text):
        return Selection(of_kind, "按预算或决算")
    titles = tuple(report.title for report in of_year)
    return Answer(question=text, kind=Kind.CLARIFICATION, text=templates.CLARIFY_REPORT, options=titles)


def chosen(text: str, options: Sequence[str]) -> str | None:
    """The option that an answer to a clarification picks: by its words, or 第二个; None for other text."""
    plain = normalized(text)
    if exact := [option for option in options if normalized(option) == plain]:
        return exact[0]
    if match := _ORDINAL.fullmatch(plain):
        number = match["number"]
        index = int(number) if number.isdecimal() else parse_chinese(number)
        return options[index - 1] if 1 <= index <= len(options) else None
    return None


def _named(reports: Sequence[StoredReport], text: str) -> list[StoredReport]:
    """The reports whose organization the text names, by the longest name; else those of the places that
    it names; all where it names none."""
    plain = normalized(text)
    for names_of in (own_names, aliases):
        lengths = {
            r.id: max((len(a) for a in names_of(r.identity.organization) if a in plain), default=0) for r in reports
        }
        if longest := max(lengths.values()):
            return [report for report in reports if lengths[report.id] == longest]
    return list(reports)


def _of_kind_said(reports: Sequence[StoredReport], text: str) -> StoredReport | None:
    """Of several reports of one organization, the only one of the kind that the text names."""
    if len({(report.identity.organization, report.identity.level) for report in reports}) > 1:
        return None
    kind = next((kind for kind, words in KIND_WORDS.items() if any(word in normalized(text) for word in words)), None)
    kept = [report for report in reports if report.identity.kind is kind]
    return kept[0] if len(kept) == 1 else None


def _refusal(text: str, message: str, near: Sequence[StoredReport]) -> Answer:
    available = tuple(report.title for report in near)
    lines = [message, templates.AVAILABLE.format(titles="、".join(available))] if available else [message]
    refusal = Refusal(kind=RefusalKind.NOT_IN_CORPUS, message=message, available=available)
    return Answer(question=text, kind=Kind.REFUSAL, text="\n".join(lines), refusal=refusal)
