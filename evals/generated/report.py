"""The whole report of an organization for a year, as a text file prints it, and what every figure of it is.

The same organization and year give the same report. The figures that it compares with are those that the
organization's report of the year before prints.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import ClassVar, Final, Literal

from evals.generated.accounts import Accounts
from evals.generated.books import Books, total
from evals.generated.budget_sheets import TEXT_SHEETS, narrate_budget
from evals.generated.cells import PrintedCell
from evals.generated.fields import FIELDS, FIRST_DUTY, SHARED_DUTIES, SUBJECTS, TERMS
from evals.generated.narrative import Figure, Paragraph, fill, narrate
from evals.generated.organizations import Organization
from evals.generated.sheets import Heading, Sheet
from evals.generated.text_report import Pages, Printer, Style, bind
from evals.generated.truth import PrintedFact, PrintedText, Truth
from evals.generated.wordings import CHAPTERS, DETAILED, PLAIN, SHORT, USES_FIRST, Wording
from ingest.forms import FORMS
from ingest.numbers import print_chinese
from ingest.report import Identity, Level, Measure, ReportKind

LINE: Final = 68
"""How wide a line of prose is; a full-width character counts 2."""

LINES: Final = 24
"""Lines of prose on a page."""

NOT_FIRST: Final = "，。；：、）”！％%"
"""What cannot begin a line."""

WORDINGS: Final = (DETAILED, PLAIN, USES_FIRST, SHORT)


@dataclass(frozen=True)
class Habit:
    """How an organization writes its reports, alike in all years. What `Telling` wants besides is of the year."""

    organization: str
    year: int
    what: Literal["部门", "单位"]
    wording: Wording
    pages: Pages
    unit: Literal["万元", "元"]
    separators: bool
    contents: bool
    codes: bool
    spaced: bool = False
    chapter_number: str = "{}、"
    chapters: tuple[str, ...] = tuple(CHAPTERS)


def habit(organization: Organization, year: int) -> Habit:
    """How the organization writes."""
    random = Random(f"{organization.key} habit")
    return Habit(
        organization.name,
        year,
        "部门" if organization.level is Level.DEPARTMENT else "单位",
        wording=random.choice(WORDINGS),
        pages=random.choice(("one space", "form feeds", "footers")),
        unit="元" if random.randint(1, 6) == 1 else "万元",
        separators=random.randint(1, 3) > 1,
        contents=random.randint(1, 3) == 1,
        codes=random.randint(1, 4) > 1,
    )


@dataclass(frozen=True)
class GeneratedReport:
    """A report's text and its truth."""

    text: str
    truth: Truth
    books: Books


def write_report(
    organization: Organization, year: int, kind: ReportKind = ReportKind.FINAL_ACCOUNTS
) -> GeneratedReport:
    """The organization's report of a year."""
    writer = _Writer if kind is ReportKind.FINAL_ACCOUNTS else _BudgetWriter
    return writer(organization, year).report()


class _Writer:
    """Writes final accounts page by page; the truth is noted as the pages are filled."""

    kind: ClassVar[ReportKind] = ReportKind.FINAL_ACCOUNTS
    called: ClassVar[str] = "决算"

    def __init__(self, organization: Organization, year: int) -> None:
        self.organization, self.year = organization, year
        self.habit = habit(organization, year)
        self.accounts = Accounts(organization)
        self.books = self.accounts.books(year)
        self.random = Random(f"{organization.key} {year} words")
        identity = Identity(organization.name, organization.level, year, self.kind)
        self.truth = Truth(identity, self.habit.unit)
        self.pages: list[list[str]] = []

    @property
    def what(self) -> str:
        return self.habit.what

    def report(self) -> GeneratedReport:
        self.cover()
        if self.habit.contents:
            self.contents()
        self.duties()
        self.tables()
        self.narrative()
        self.terms()
        self.truth.pages = len(self.pages)
        text = bind(["\n".join(page) for page in self.pages], self.habit.pages)
        return GeneratedReport(text, self.truth, self.books)

    # pages and lines

    def page(self, *lines: str) -> None:
        self.pages.append(list(lines))

    def paragraph(self, paragraph: Paragraph) -> int:
        """Prints a paragraph over lines and pages and notes its figures; the page on which it begins."""
        places: list[int] = []
        for line in wrap(paragraph.text):
            if len(self.pages[-1]) >= LINES:
                self.page()
            self.pages[-1].append(line)
            places += [len(self.pages)] * len(line)
        self.truth.facts += [PrintedFact(*figure, page=places[at]) for at, figure in paragraph.marks]
        return places[0]

    def numbered(self, number: str, text: str) -> PrintedText:
        return PrintedText(number, text, self.paragraph(Paragraph(number + text)))

    # parts

    @property
    def parts(self) -> Sequence[str]:
        what, year = self.what, self.year
        return (
            f"第一部分 {what}概况",
            f"第二部分 {year}年度{what}{self.called}表",
            f"第三部分 {year}年度{what}{self.called}情况说明",
            "第四部分 名词解释",
        )

    def cover(self) -> None:
        self.page(self.printer().style.printed_name, f"{self.year}年度{self.what}{self.called}")

    def titles(self) -> Iterable[str]:
        return (form.title for form in FORMS.values())

    def contents(self) -> None:
        titles = [f"{print_chinese(i)}、{title}" for i, title in enumerate(self.titles(), 1)]
        first, second, *others = self.parts
        entries = [first, second, *titles, *others]
        self.page("目  录", *(f"{entry}{'.' * 24}{place}" for place, entry in enumerate(entries, 3)))

    def duties(self) -> None:
        """What it is there for, clause by clause, and its offices."""
        self.page(self.parts[0], f"一、{self.what}职责")
        self.truth.duties += [
            self.numbered(f"（{print_chinese(place)}）", text) for place, text in enumerate(self.clauses(), 1)
        ]
        offices = FIELDS[self.organization.unit.field].offices
        self.paragraph(Paragraph("二、机构设置"))
        counted = Figure(("内设机构",), Measure.COUNT, str(len(offices)), "个")
        listed = "、".join(offices)
        self.paragraph(fill(f"本{self.what}内设{{count}}职能科室，分别是：{listed}。", count=counted))
        self.truth.offices = offices

    def clauses(self) -> Iterator[str]:
        """The duties, as this organization orders them."""
        unit, seat = self.organization.unit, self.organization.place.seat
        own = list(FIELDS[unit.field].duties)
        Random(f"{self.organization.key} duties").shuffle(own)
        for text in (FIRST_DUTY, *own, *SHARED_DUTIES):
            yield text.format(region=f"全{seat}", seat=seat, subject=SUBJECTS.get(unit.field, unit.field))

    def tables(self) -> None:
        self.page(*self.parts[1].split(" ", 1))
        printer = self.printer()
        for key in FORMS:
            for lines in printer.form_pages(key):
                self.table_page(key, lines)

    def table_page(self, key: str, lines: Sequence[tuple[str, list[PrintedCell]]]) -> None:
        """A page of a table, and the cells on it."""
        self.page(*(line for line, _ in lines))
        found = [cell._replace(page=len(self.pages)) for _, cells in lines for cell in cells]
        self.truth.cells.setdefault(key, []).extend(found)

    def printer(self) -> Printer:
        habit, organization = self.habit, self.organization
        style = Style(
            organization.name,
            organization.level,
            self.year,
            unit=habit.unit,
            codes=habit.codes,
            separators=habit.separators,
            caption=self.what,
            column_numbers=self.kind is ReportKind.FINAL_ACCOUNTS,
            own_mark=organization.parted,
        )
        return Printer(style, self.books, self.random)

    def narrative(self) -> None:
        self.page(*self.parts[2].split(" ", 1))
        self.page()
        for paragraph in self.told():
            self.paragraph(paragraph)

    def told(self) -> Iterator[Paragraph]:
        comparisons, holdings = self.accounts.comparisons(self.year), self.accounts.holdings(self.year)
        return narrate(self.books, self.habit, self.random, comparisons, holdings)

    def terms(self) -> None:
        self.page(*self.parts[3].split(" ", 1))
        self.page()
        for place, (name, meaning) in enumerate((*TERMS, *self.items()), 1):
            self.truth.terms.append(
                self.numbered(f"{print_chinese(place)}、", f"{name}：{meaning.format(what=self.what)}")
            )

    def items(self) -> Iterable[tuple[str, str]]:
        """Entries of the glossary on the items of its own field."""
        field, names = FIELDS[self.organization.unit.field], self.books.names
        for code in field.items:
            if total(self.books.general_basic, code) + total(self.books.general_project, code):
                path = f"{field.class_[1]}（类）{field.subclass[1]}（款）{names[code]}（项）"
                yield path, f"指{{what}}用于{field.subclass[1]}方面“{names[code]}”的支出。"


class _BudgetWriter(_Writer):
    """Writes a budget: the money that is planned, in the forms of a budget."""

    kind = ReportKind.BUDGET
    called = "预算"

    def __init__(self, organization: Organization, year: int) -> None:
        super().__init__(organization, year)
        self.books = self.accounts.planned(year)

    def titles(self) -> Iterable[str]:
        return TEXT_SHEETS

    def tables(self) -> None:
        self.page(*self.parts[1].split(" ", 1))
        printer = self.printer()
        for place, (title, make) in enumerate(TEXT_SHEETS.items(), 1):
            sheet = make(self.books)
            self.table_page(title, printer.table(sheet, title, place, place, heading_lines(sheet)).lines)

    def told(self) -> Iterator[Paragraph]:
        yield Paragraph("一、收支预算情况说明")
        yield from narrate_budget(self.books, self.habit)


def heading_lines(sheet: Sheet) -> list[str]:
    """The lines of a table's column headings, level by level from left to right."""
    first = sheet.sides[0]
    if len(sheet.sides) > 1:
        columns = (["项目", "行次", *(heading.text for heading in side.columns)] for side in sheet.sides)
        return [" ".join(side.heading for side in sheet.sides), " ".join(text for side in columns for text in side)]
    levels = [*_levels(first.columns)]
    if first.coded:
        return [f"项目 {' '.join(levels[0])}", *(f"科目编码 科目名称 {' '.join(texts)}" for texts in levels[1:])]
    return [" ".join(texts) for texts in levels]


def _levels(columns: Sequence[Heading]) -> Iterator[list[str]]:
    while columns:
        yield [heading.text for heading in columns]
        columns = [below for heading in columns for below in heading.below]


def width(text: str) -> int:
    """How wide a text prints, in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def wrap(text: str) -> Iterator[str]:
    """The text over full lines. A number is not cut, and a mark does not begin a line."""
    line = ""
    for token in _tokens(text):
        if line and width(line + token) > LINE and token[0] not in NOT_FIRST:
            yield line
            line = ""
        line += token
    if line:
        yield line


def _tokens(text: str) -> Iterator[str]:
    """Characters one by one, numbers whole."""
    number = ""
    for char in text:
        if char.isascii() and (char.isdigit() or char in ".,"):
            number += char
            continue
        if number:
            yield number
            number = ""
        yield char
    if number:
        yield number


def cells_of(truth: Truth) -> list[PrintedCell]:
    """Every cell of the nine forms."""
    return [cell for cells in truth.cells.values() for cell in cells]
