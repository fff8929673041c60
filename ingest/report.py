"""What a document means: a Report with its sections, tables, facts, duties, terms and passages.

The words are the field's own (see the README for the list). Everything here is plain data: frozen,
comparable, and free of any knowledge of how it was read or where it will be stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ingest.document import Excerpt, Page


class ReportKind(StrEnum):
    """决算 or 预算."""

    FINAL_ACCOUNTS = "final_accounts"
    BUDGET = "budget"


class Level(StrEnum):
    """Whether the report speaks of the organization alone (本级) or of all it is in charge of (部门)."""

    OWN = "本级"
    DEPARTMENT = "部门"


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes two files the same report."""

    organization: str
    level: Level
    year: int
    kind: ReportKind


class Flow(StrEnum):
    """Direction of money. NONE: the figure is not money that flows (a vehicle, a visitor)."""

    INCOME = "income"
    EXPENDITURE = "expenditure"
    BALANCE = "balance"
    NONE = "none"


class Fund(StrEnum):
    """Whose money. The value is the name that reports print."""

    ALL = "全部资金"
    FISCAL = "财政拨款"
    GENERAL = "一般公共预算财政拨款"
    GOVERNMENT_FUND = "政府性基金预算财政拨款"
    STATE_CAPITAL = "国有资本经营预算财政拨款"


class Classification(StrEnum):
    """The list of items that an item belongs to."""

    TOTAL = "total"  # 本年收入合计, 总计, 人员经费合计 …
    SOURCE = "source"  # 财政拨款收入, 事业收入 …
    NATURE = "nature"  # 基本支出, 项目支出 …
    FUNCTIONAL = "functional"  # 201 类, 20103 款, 2010301 项
    ECONOMIC = "economic"  # 301 类, 30101 款
    BALANCE = "balance"  # 结转和结余, 结余分配
    THREE_PUBLIC = "three_public"  # “三公”经费
    AGENCY_OPERATING = "agency_operating"  # 机关运行经费
    PROCUREMENT = "procurement"  # 政府采购
    ASSET = "asset"  # 国有资产
    PERFORMANCE = "performance"  # 预算绩效管理
    PROJECT = "project"  # a project with its self-evaluation (项目支出绩效自评)
    INDICATOR = "indicator"  # 三级指标 of a self-evaluation
    COMPONENT = "component"  # what a project's money is split into in its key evaluation report


class Measure(StrEnum):
    """What is measured of an item. The value is the word shown to people."""

    FINAL = "决算数"
    INITIAL_BUDGET = "年初预算数"
    ADJUSTED_BUDGET = "全年预算数"
    COMPLETION_RATE = "完成率"
    CHANGE_AMOUNT = "增减额"
    CHANGE_RATE = "增减率"
    SHARE = "占比"
    COUNT = "数量"
    REASON = "原因"
    USE = "用途"
    # of projects, their parts and their indicators
    BUDGET = "预算数"  # of a budget report, or where the text does not say whether 年初 or 全年
    EXECUTED = "执行数"
    EXECUTION_RATE = "执行率"
    UNPAID = "未支付数"
    SCORE = "得分"
    GRADE = "等级"
    WEIGHT = "分值"
    TARGET = "指标值"
    ACTUAL = "完成值"
    DEVIATION = "偏差原因"
    GOAL = "预期目标"
    ACHIEVEMENT = "完成情况"
    PROBLEM = "存在问题"
    IMPROVEMENT = "改进措施"


class Dimension(StrEnum):
    """What kind of quantity a value is."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    SCORE = "score"
    TEXT = "text"


class Source(StrEnum):
    """Where a fact was read."""

    TABLE = "table"
    INDICATOR_FORM = "indicator form"  # 项目支出绩效自评表
    SENTENCE = "sentence"
    EVALUATION = "evaluation report"  # 重点绩效评价报告


TOTAL = "合计"
"""The breakdown of a figure that is not broken down."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a fact is about. Two facts of one subject with different values disagree.

    `baseline` says what a change or a share is measured against, as printed: "2023年度", "年初预算数",
    "本年支出合计"; empty otherwise. `item` is the official name without numbering; `path` holds the
    names of the item's ancestors, outermost first.
    """

    year: int
    flow: Flow
    fund: Fund
    classification: Classification
    item: str
    code: str = ""
    path: tuple[str, ...] = ()
    measure: Measure = Measure.FINAL
    breakdown: str = TOTAL
    baseline: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One printed figure, or one printed reason, and the place where it stands.

    `value` is exact, in `unit` as printed, and signed: a 减少 of 4.56 is -4.56. It is None for an
    empty cell (which is not zero), for a reason (then `printed` is the reason) and for 年初无预算.
    `form` is a key of `ingest.forms.FORMS`, or names a kind of self-evaluation
    (`ingest.self_evaluations`), and `table` is the name to cite (公开05表, else the title); both are empty for
    sentences. `column` is the printed column heading. `excerpt` is the row or the sentence;
    `mark` is where in `excerpt.text` the printed figure stands.
    """

    subject: Subject
    value: Decimal | None
    unit: str
    dimension: Dimension
    printed: str
    source: Source
    excerpt: Excerpt
    mark: tuple[int, int]
    section: str = ""
    form: str = ""
    table: str = ""
    row: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Wrapped lines joined, or one row of a printed grid (`tabular`).

    `number` is the marker as printed ("（四）", "1．"), or empty. `level` is the depth of the marker in the
    outline (2: 一、 3: （一） 4: 1.), 0 without a marker.
    """

    excerpt: Excerpt
    number: str = ""
    level: int = 0
    tabular: bool = False

    @property
    def text(self) -> str:
        """The paragraph with its number."""
        return self.excerpt.text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it before the next heading of any level.

    `level`: 1 第一部分, 2 一、, 3 （一）, 4 1. `path` holds the headings from the outermost to this one,
    with their numbers, as shown to people.
    """

    level: int
    number: str
    title: str
    path: tuple[str, ...]
    heading: Excerpt
    paragraphs: tuple[Paragraph, ...]

    @property
    def label(self) -> str:
        """The path as one line."""
        return " / ".join(self.path)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a table row: the index of its column, the text as printed, the exact value."""

    column: int
    printed: str
    value: Decimal | None
    mark: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one side of a table.

    `side` counts from 0 in double and triple tables. `name` is the official name without numbering,
    `label` the name as printed. `line_number` is the 行次 as printed. A row without a name is a
    filler. `level`: 0 total, 1 class (类), 2 subclass (款), 3 item (项). `path` as in `Subject`.
    """

    side: int
    code: str
    name: str
    label: str
    level: int
    line_number: str
    cells: tuple[Cell, ...]
    excerpt: Excerpt
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its headings from top to bottom, and the side it belongs to."""

    side: int
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        """The lowest heading."""
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Table:
    """One official form as filled in, or another printed table.

    `form` is a key of `ingest.forms.ALL_FORMS`, empty for a table that is none: then nothing is known of what
    its figures mean, `unit` may be empty, and a row's cells are all that it prints, by column.
    """

    form: str
    title: str
    code: str
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Excerpt, ...]
    heading: Excerpt
    header: Excerpt
    section: str

    @property
    def name(self) -> str:
        """What to cite it by: its printed code (公开05表), else its title."""
        return self.code or self.title

    @property
    def pages(self) -> tuple[int, ...]:
        """File pages it stands on."""
        parts = (self.heading, *(row.excerpt for row in self.rows), *self.notes)
        return tuple(sorted({span.page for part in parts for span in part.spans}))


class Outcome(StrEnum):
    """Of a balance identity. ROUNDING: off by no more than 0.01 for each addend."""

    HOLDS = "holds"
    ROUNDING = "holds within rounding"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Check:
    """One balance identity (勾稽关系) run on this report. `forms` are those whose figures it used; `item` is
    the project whose evaluation it is about, empty for the official forms."""

    name: str
    outcome: Outcome
    left: Decimal
    right: Decimal
    detail: str
    forms: tuple[str, ...]
    item: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty clause. `number` as printed, "（四）"; a sub-clause has its parent's before it: "（四十二）2"."""

    number: str
    excerpt: Excerpt
    section: str

    @property
    def text(self) -> str:
        """The clause verbatim, with its number."""
        return self.excerpt.text


@dataclass(frozen=True, slots=True)
class Office:
    """One internal office (内设机构), as listed."""

    name: str
    excerpt: Excerpt
    section: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One of the units whose accounts the report adds up (单位构成), as listed."""

    name: str
    excerpt: Excerpt
    section: str


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary (名词解释). `name` as printed; `aliases` are shorter ways to say it."""

    number: str
    name: str
    aliases: tuple[str, ...]
    excerpt: Excerpt
    section: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A whole stretch that can answer: a section's text, a table, a clause, a term.

    `pieces` are what is searched: parts of the passage, each short enough for the embedder when
    `prefix` is put before it. They cover the passage.
    """

    kind: str
    prefix: str
    section: str
    excerpt: Excerpt
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """What one vector stands for: `text` is what is embedded and indexed, `excerpt` what it quotes."""

    text: str
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was understood of one document."""

    identity: Identity
    title: str
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    duties: tuple[Duty, ...]
    offices: tuple[Office, ...]
    terms: tuple[Term, ...]
    passages: tuple[Passage, ...]
    checks: tuple[Check, ...]
    notes: tuple[str, ...] = field(default=())
    units: tuple[Unit, ...] = field(default=())
