"""The whole report of a unit that does not exist, as text, with what every cell of it is.

`Style` names the ways in which real reports differ. The same seed gives the same figures in every
style, so a style that is read worse than another shows at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random
from typing import Final, Literal

from evals.generated.books import Books, keep_books, print_amount
from evals.generated.cells import PrintedCell
from evals.generated.sheets import FUNDS, SHEETS, Entry, Sheet, Side, three_public_in_pairs
from ingest.forms import FORMS
from ingest.numbers import print_chinese
from ingest.report import Level

LONG_CODE: Final = "2080505"
"""The item whose name is too long for its column."""

SPLIT: Final = len("机关事业单位基本养老保险缴")
"""After how many characters its column ends."""

FUNCTIONAL: Final = ("项目", "{columns}", "科目代码 科目名称")
HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "income_expenditure_summary": ("收入 支出", "项目 行次 金额 项目 行次 金额"),
    "income": FUNCTIONAL,
    "expenditure": FUNCTIONAL,
    "fiscal_summary": ("收     入 支     出", f"项目 行次 金额 项目 行次 合计 {' '.join(FUNDS)}"),
    "general_expenditure": ("项目 本年支出", "科目代码 科目名称 小计 基本支出 项目支出"),
    "general_basic": ("人员经费 公用经费", " ".join(["科目代码 科目名称 金额"] * 3)),
    "government_fund": (
        "项目 年初结转和结余 本年收入 本年支出 年末结转和结余",
        "科目代码 科目名称 小计 基本支出 项目支出",
    ),
    "state_capital": ("项目 本年支出", "科目代码 科目名称 合计 基本支出 项目支出"),
}
"""The lines of the headings of each form, cell by cell from left to right."""

GROUPS: Final = "合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费"
VEHICLE_GROUPS: Final = "小计 公务用车购置费 公务用车运行维护费"
BUDGET_FIRST: Final = ("预算数 决算数", f"{GROUPS} {GROUPS}", f"{VEHICLE_GROUPS} {VEHICLE_GROUPS}")
IN_PAIRS: Final = (GROUPS, VEHICLE_GROUPS, " ".join(["预算数 决算数"] * 6))
"""Those of the three-public form in both its ways."""

Pages = Literal["one space", "form feeds", "footers", "none"]
"""How the pages of a text file are told apart."""

NOTE: Final = "注：本表反映部门本年度有关情况。"
SUMMARY_NOTE: Final = "注：本表反映部门本年度总收支情况。"
NOTES: Final = {
    "income_expenditure_summary": SUMMARY_NOTE,
    "fiscal_summary": SUMMARY_NOTE,
    "general_basic": SUMMARY_NOTE,
    "state_capital": "注：本部门没有使用国有资本经营预算安排的支出，故本表无数据。",
    "three_public": "注：预算数为全年预算数。",
}
"""What stands below a form, where it is not `NOTE`."""


@dataclass(frozen=True)
class Style:
    """How a report is printed.

    `broken` says where the code and the figures of a name stand that takes two lines. `spread` puts the
    end of 支出决算表 on a page of its own.
    """

    organization: str = "青岑县卫生健康局"
    level: Level = Level.DEPARTMENT
    year: int = 2031
    unit: Literal["万元", "元"] = "万元"
    codes: bool = True
    separators: bool = True
    split_codes: bool = False
    order: Sequence[str] = tuple(FORMS)
    pages: Pages = "one space"
    contents: bool = False
    spread: Literal["", "with header", "without header"] = ""
    broken: Literal["", "code first", "figures first", "figures last", "figures between"] = ""
    permuted: bool = False
    paired: bool = False
    last_years_title: bool = False
    column_numbers: bool = True
    caption: str = "部门"
    own_mark: bool = True

    @property
    def printed_name(self) -> str:
        """The name as captions print it: （本级） stands behind it at its own level, if `own_mark` wants it."""
        return self.organization + ("（本级）" if self.level is Level.OWN and self.own_mark else "")


@dataclass
class Printout:
    """The lines of one form on its way to the page; cells stand beside the line that prints them."""

    form: str
    lines: list[tuple[str, list[PrintedCell]]] = field(default_factory=list)

    def text(self, *lines: str) -> None:
        """Lines without figures."""
        self.lines += [(line, []) for line in lines]


@dataclass(frozen=True)
class Invented:
    """A report's text and its truth. Pages of cells count from 1."""

    style: Style
    text: str
    cells: tuple[PrintedCell, ...]
    pages: int

    @property
    def title(self) -> str:
        """What the parser should call it."""
        return f"{self.style.organization}（{self.style.level}）{self.style.year}年度决算"


def invent(seed: int, style: Style | None = None) -> Invented:
    """The report of the unit whose books the seed keeps."""
    random = Random(seed)
    return Printer(style or Style(), keep_books(random), random).report()


class Printer:
    """Prints the forms of one report, and a report with little else."""

    def __init__(self, style: Style, books: Books, random: Random) -> None:
        self.style, self.books, self.random = style, books, random

    def amount(self, hundreds: int) -> str:
        """An amount of hundreds of 元, as this report prints amounts."""
        return print_amount(hundreds, self.style.unit, self.style.separators)

    # pages

    def report(self) -> Invented:
        """The report, of which a few sentences stand for the narrative."""
        pages: list[list[tuple[str, list[PrintedCell]]]] = [*self._front()]
        for key in self.style.order:
            pages += self.form_pages(key)
        pages += self._narrative()
        cells, texts = [], []
        for number, page in enumerate(pages, 1):
            shown = 1 if self.style.pages == "none" else number
            cells += [cell._replace(page=shown) for _, found in page for cell in found]
            texts.append("\n".join(line for line, _ in page))
        return Invented(
            self.style, bind(texts, self.style.pages), tuple(cells), 1 if self.style.pages == "none" else len(pages)
        )

    def _front(self) -> Iterator[list[tuple[str, list[PrintedCell]]]]:
        style = self.style
        what = f"{style.year}年度{'部门' if style.level is Level.DEPARTMENT else '单位'}决算"
        yield _plain(style.organization, what)
        parts = ("第一部分 部门概况", "第二部分 部门决算表", "第三部分 部门决算情况说明")
        if style.contents:
            titles = [f"{print_chinese(i)}、{FORMS[key].title}" for i, key in enumerate(style.order, 1)]
            entries = [parts[0], "一、部门职责", parts[1], *titles, parts[2]]
            yield _plain("目  录", *(f"{entry}{'.' * 24}{page}" for page, entry in enumerate(entries, 1)))
        duties = ("（一）贯彻执行卫生健康工作的法律法规。", "（二）负责疾病预防控制工作。")
        yield _plain(parts[0], "一、部门职责", *duties)
        wrong = f"{style.year - 1}年度" if style.last_years_title else ""
        yield _plain("第二部分", f"{wrong}部门决算表")

    def form_pages(self, key: str) -> list[list[tuple[str, list[PrintedCell]]]]:
        """One form, page by page: each line with the cells that it prints, whose page is not known yet."""
        sheet = self.form(key)
        if sheet.form != "expenditure" or not self.style.spread:
            return [sheet.lines]
        header = next(i for i, (_, cells) in enumerate(sheet.lines) if cells)
        middle = header + (len(sheet.lines) - header) // 2
        again = sheet.lines[self._caption_lines : header] if self.style.spread == "with header" else []
        return [sheet.lines[:middle], [*again, *sheet.lines[middle:]]]

    def _narrative(self) -> Iterator[list[tuple[str, list[PrintedCell]]]]:
        books, year, unit = self.books, self.style.year, self.style.unit
        whole = self.amount(books.income + books.opening)
        yield _plain("第三部分", f"{year}年度部门决算情况说明")
        yield _plain(
            "一、收入支出决算总体情况说明",
            f"{year}年度收、支总计均为{whole}{unit}。",
            "二、收入决算情况说明",
            f"{year}年度收入合计{self.amount(books.income)}{unit}，其中：事业收入{self.amount(books.business)}{unit}。",
        )

    # forms

    @property
    def _caption_lines(self) -> int:
        return 3 if self.style.codes else 2

    def form(self, key: str) -> Printout:
        """One form: its captions, its headings, its rows and its note."""
        paired = self.style.paired and key == "three_public"
        sheet = self._permuted(three_public_in_pairs(self.books) if paired else SHEETS[key](self.books))
        header = HEADERS.get(key) or (IN_PAIRS if self.style.paired else BUDGET_FIRST)
        return self.table(sheet, FORMS[key].title, self.style.order.index(key) + 1, list(FORMS).index(key) + 1, header)

    def table(self, sheet: Sheet, title: str, place: int, code: int, header: Sequence[str]) -> Printout:
        """Any table: the `place`th, 公开NN表 by its `code`, below the lines of its headings."""
        printout = self._captions(sheet, title, place, code, header)
        if len(sheet.sides) > 1:
            self._sided(printout, sheet)
        else:
            for entry in sheet.sides[0].entries:
                self._row(printout, sheet.sides[0], entry)
        printout.text(NOTES.get(sheet.form, NOTE).replace("部门", self.style.caption))
        return printout

    def _permuted(self, sheet: Sheet) -> Sheet:
        """The sheet with its columns behind the first in another order, where the style wants it."""
        if not self.style.permuted or HEADERS.get(sheet.form) != FUNCTIONAL:
            return sheet
        (side,) = sheet.sides
        order = [0, *self.random.sample(range(1, len(side.columns)), len(side.columns) - 1)]
        entries = [replace(entry, amounts=tuple(entry.amounts[i] for i in order)) for entry in side.entries]
        return replace(
            sheet, sides=(replace(side, columns=tuple(side.columns[i] for i in order), entries=tuple(entries)),)
        )

    def _captions(self, sheet: Sheet, title: str, place: int, code: int, header: Sequence[str]) -> Printout:
        style, printout = self.style, Printout(sheet.form)
        printout.text(f"{print_chinese(place)}、{title}")
        if style.codes:
            printout.text(f"公开{code:02}表")
        printout.text(f"{style.caption}：{style.printed_name} 金额单位：{style.unit}")
        columns = " ".join(heading.text for heading in sheet.sides[0].columns)
        printout.text(*(line.format(columns=columns) for line in header))
        if style.column_numbers and not sheet.sums:
            numbers = count(1)
            printout.text(" ".join(f"栏次 {' '.join(str(next(numbers)) for _ in s.paths())}" for s in sheet.sides))
        return printout

    def _row(self, printout: Printout, side: Side, entry: Entry) -> None:
        """A row of a flat form; the long name is broken over lines as the style says."""
        code, name = entry.code, entry.name
        found = self._cells(printout.form, side, entry)
        shown = " ".join((code[:3], code[3:5], code[5:])).strip() if self.style.split_codes else code
        last = " ".join(cell.printed for cell in found)
        if code != LONG_CODE or not self.style.broken:
            printout.lines.append((f"{shown} {name} {last}".strip(), found))
            return
        head, tail = name[:SPLIT], name[SPLIT:]
        lines = {
            "code first": (f"{shown} {head}", f"{tail} {last}"),
            "figures first": (f"{shown} {head} {last}", tail),
            "figures last": (head, f"{shown} {tail} {last}"),
            "figures between": (head, f"{shown} {last}", tail),
        }[self.style.broken]
        printing = next(i for i, line in enumerate(lines) if last in line)
        printout.lines += [(line, found if i == printing else []) for i, line in enumerate(lines)]

    def _cells(self, form: str, side: Side, entry: Entry, line: str = "") -> list[PrintedCell]:
        """The cells of one row of one side; a row that only fills up prints zeros."""
        figures = [self.amount(amount) for amount in entry.amounts] or ["0"] * len(side.paths())
        return [
            PrintedCell(form, 0, side.heading, line, entry.code, entry.name, "/".join(path), figure)
            for path, figure in zip(side.paths(), figures, strict=True)
        ]

    def _sided(self, printout: Printout, sheet: Sheet) -> None:
        """The sides beside each other, the shorter ones filled up above their last row."""
        listed = [
            [entry for entry in (*side.entries, *(replace(entry, number="") for entry in side.closing)) if entry.name]
            for side in sheet.sides
        ]
        height = max(map(len, listed))
        for i in range(height):
            texts, cells = [], []
            for place, (side, entries) in enumerate(zip(sheet.sides, listed, strict=True)):
                entry = _levelled(entries, i, height if side.closing else 0)
                line = str(1 + place * height + i) if side.closing else ""
                found = self._cells(printout.form, side, entry, line)
                texts += [entry.code, entry.label.replace(" ", ""), line, *(cell.printed for cell in found)]
                cells += found
            printout.lines.append((" ".join(filter(None, texts)), cells))
        if sheet.sums:
            cells = [self._cells(printout.form, sheet.sides[i], entry)[0] for i, (entry, _) in enumerate(sheet.sums)]
            printout.lines.append((" ".join(f"{cell.name} {cell.printed}" for cell in cells), cells))


def bind(texts: Sequence[str], pages: Pages) -> str:
    """The text of a file whose pages are these, told apart in one of the ways of text exports."""
    match pages:
        case "one space":
            return "\n".join(" " + text.replace("\n", "\n\n") for text in texts) + "\n"
        case "form feeds":
            return "\f".join(texts) + "\f"
        case "footers":
            return "\n".join(f"{text}\n第 {number} 页" for number, text in enumerate(texts, 1))
        case "none":
            return "\n".join(texts)


def _levelled(entries: Sequence[Entry], place: int, height: int) -> Entry:
    """What a side has in a line: its last row in the line `height`, if that is given; else one that fills up."""
    if height and place == height - 1:
        return entries[-1]
    rows = entries[:-1] if height else entries
    return rows[place] if place < len(rows) else Entry()


def _plain(*lines: str) -> list[tuple[str, list[PrintedCell]]]:
    return [(line, []) for line in lines]
