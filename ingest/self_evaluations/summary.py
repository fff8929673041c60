"""The summary of the self-evaluations (绩效自评情况汇总表): score and grade of every project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.forms import unspaced
from ingest.numbers import PLAIN, parse_number
from ingest.report import Classification, Dimension, Fact, Flow, Fund, Measure, Section, Source, Subject
from ingest.self_evaluations.wording import POINTS, SUMMARY

_ROW: Final = re.compile(rf"\d+\s+(?P<project>\S.*)\s+(?P<user>\S+)\s+(?P<score>{PLAIN})\s+(?P<grade>\S+)")
_HEADER: Final = re.compile(r"项目名称.*\s(?P<score>\S*得分)\s+(?P<grade>\S*等级)")


def read_summary(section: Section, *, year: int) -> Iterator[Fact]:
    """The facts of the rows; a row is a line of number, project, user, score and grade."""
    lines = [paragraph.excerpt for paragraph in section.paragraphs]
    header = next((match for line in lines if (match := _HEADER.search(line.text))), None)
    rows = ((line, match) for line in lines if (match := _ROW.fullmatch(line.text)))
    for line, match in rows if header else ():
        project = unspaced(match["project"])
        for measure in (Measure.SCORE, Measure.GRADE):
            group = measure.name.lower()
            is_score = measure is Measure.SCORE
            yield Fact(
                Subject(year, Flow.NONE, Fund.ALL, Classification.PROJECT, project, measure=measure),
                parse_number(match[group]) if is_score else None,
                POINTS if is_score else "",
                Dimension.SCORE if is_score else Dimension.TEXT,
                match[group],
                Source.TABLE,
                line,
                match.span(group),
                section.label,
                SUMMARY,
                unspaced(section.title),
                project,
                header[group] if header else "",
            )
