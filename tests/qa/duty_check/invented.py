"""A made-up report of another organization, with the forms of duty clauses that reports have."""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

from ingest.document import Excerpt, Page, Span
from ingest.library import StoredReport
from ingest.report import Duty, Identity, Level, ReportKind
from qa.catalog import Catalog

ORGANIZATION: Final = "云岭市水务局"

CLAUSES: Final = (
    ("（一）", "（一）负责全市水资源的统一管理，组织实施取水许可制度。"),
    ("（二）", "（二）牵头推进河湖长制，配合市生态环境局做好水污染防治工作。"),
    ("（三）", "（三）指导城乡供水工作；监督水库大坝的安全运行。"),
    ("（四）", "（四）有关职责分工。"),
    (
        "（四）1",
        "1．与市应急管理局在防汛抗旱方面的职责分工。市水务局负责水情旱情监测预警。市应急管理局负责组织协调洪涝和干旱灾害的"
        "应急救援。两部门建立会商机制。",
    ),
    (
        "（四）2",
        "2．与市市场监督管理局在饮用水方面的职责分工。市市场监督管理局负责桶装水生产企业的监督检查。",
    ),
)


def catalog(clauses: tuple[tuple[str, str], ...] = CLAUSES) -> Catalog:
    """The report with these clauses, each on a page of its own."""
    duties = tuple(
        Duty(number, Excerpt(text, (Span(page, 0, len(text)),)), "一、单位职责")
        for page, (number, text) in enumerate(clauses, 1)
    )
    return Catalog(_stored(), (), duties, (), ())


def pages(clauses: tuple[tuple[str, str], ...] = CLAUSES) -> dict[int, Page]:
    """The pages of the report, by number."""
    return {number: Page(number, text, number + 2) for number, (_, text) in enumerate(clauses, 1)}


class _Stored:
    """As much of a stored report as a duty check reads."""

    id = "r1"
    title = f"{ORGANIZATION}（本级）2024年度决算"
    path = Path("report.txt")
    identity = Identity(ORGANIZATION, Level.OWN, 2024, ReportKind.FINAL_ACCOUNTS)


def _stored() -> StoredReport:
    return cast("StoredReport", _Stored())
