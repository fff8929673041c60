"""The whole report of a unit that does not exist, as text, with what every cell of it is.

`Style` names the ways in which real reports differ. The same seed gives the same figures in every
style, so a style that is read worse than another shows at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Final, Literal

from ingest.forms import FORMS
from ingest.numbers import canonical, grouped, print_chinese
from ingest.report import Level
from tests.ingest.invented_books import (
    CLASSES,
    ECONOMIC,
    ECONOMIC_NAMES,
    FUND_ITEM,
    NAMES,
    Amounts,
    Books,
    keep_books,
    total,
)
from tests.ingest.printed_cells import PrintedCell

LONG_CODE: Final = "2080505"
"""The item whose name is too long for its column."""

SPLIT: Final = len("机关事业单位基本养老保险缴")
"""After how many characters its column ends."""

NATURES: Final = ("基本支出", "项目支出")
FUNDS: Final = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
THREE_PUBLIC: Final = (
    "合计",
    "因公出国（境）费",
    "公务用车购置及运行维护费/小计",
    "公务用车购置及运行维护费/公务用车购置费",
    "公务用车购置及运行维护费/公务用车运行维护费",
    "公务接待费",
)


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
    pages: Literal["one space", "form feeds", "footers", "none"] = "one space"
    contents: bool = False
    spread: Literal["", "with header", "without header"] = ""
    broken: Literal["", "code first", "figures first", "figures last", "figures between"] = ""
    permuted: bool = False
    paired: bool = False
    last_years_title: bool = False
    column_numbers: bool = True


@dataclass
class Sheet:
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
    return _Printer(style or Style(), keep_books(random), random).report()


class _Printer:
    def __init__(self, style: Style, books: Books, random: Random) -> None:
        self.style, self.books, self.random = style, books, random

    def amount(self, hundreds: int) -> str:
        """An amount of hundreds of 元, as this report prints amounts."""
        value = Decimal(hundreds) / 100 if self.style.unit == "万元" else Decimal(hundreds * 100)
        value = value.quantize(Decimal("0.01"))
        return grouped(value) if self.style.separators else canonical(value)

    # pages

    def report(self) -> Invented:
        sheets = {key: getattr(self, key)() for key in self.style.order}
        pages: list[list[tuple[str, list[PrintedCell]]]] = [*self._front()]
        for key in self.style.order:
            pages += self._pages(sheets[key])
        pages += self._narrative()
        cells, texts = [], []
        for number, page in enumerate(pages, 1):
            shown = 1 if self.style.pages == "none" else number
            cells += [cell._replace(page=shown) for _, found in page for cell in found]
            texts.append("\n".join(line for line, _ in page))
        return Invented(self.style, self._bind(texts), tuple(cells), 1 if self.style.pages == "none" else len(pages))

    def _bind(self, texts: Sequence[str]) -> str:
        match self.style.pages:
            case "one space":
                return "\n".join(" " + text.replace("\n", "\n\n") for text in texts) + "\n"
            case "form feeds":
                return "\f".join(texts) + "\f"
            case "footers":
                return "\n".join(f"{text}\n第 {number} 页" for number, text in enumerate(texts, 1))
            case "none":
                return "\n".join(texts)

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

    def _pages(self, sheet: Sheet) -> list[list[tuple[str, list[PrintedCell]]]]:
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

    def sheet(self, form: str, *header: str, numbers: int) -> Sheet:
        sheet = Sheet(form)
        sheet.text(f"{print_chinese(self.style.order.index(form) + 1)}、{FORMS[form].title}")
        if self.style.codes:
            sheet.text(f"公开{list(FORMS).index(form) + 1:02}表")
        own = "（本级）" if self.style.level is Level.OWN else ""
        sheet.text(f"部门：{self.style.organization}{own} 金额单位：{self.style.unit}", *header)
        if self.style.column_numbers:
            sheet.text("栏次 " + " ".join(map(str, range(1, numbers + 1))))
        return sheet

    def row(self, sheet: Sheet, code: str, name: str, columns: Sequence[str], amounts: Sequence[int]) -> None:
        """A row of a flat form; the long name is broken over lines as the style says."""
        figures = [self.amount(amount) for amount in amounts]
        found = [
            PrintedCell(sheet.form, 0, "", "", code, name, column, figure)
            for column, figure in zip(columns, figures, strict=True)
        ]
        shown = " ".join((code[:3], code[3:5], code[5:])).strip() if self.style.split_codes else code
        last = " ".join(figures)
        if code != LONG_CODE or not self.style.broken:
            sheet.lines.append((f"{shown} {name} {last}".strip(), found))
            return
        head, tail = name[:SPLIT], name[SPLIT:]
        lines = {
            "code first": (f"{shown} {head}", f"{tail} {last}"),
            "figures first": (f"{shown} {head} {last}", tail),
            "figures last": (head, f"{shown} {tail} {last}"),
            "figures between": (head, f"{shown} {last}", tail),
        }[self.style.broken]
        printing = next(i for i, line in enumerate(lines) if last in line)
        sheet.lines += [(line, found if i == printing else []) for i, line in enumerate(lines)]

    def functional(self, sheet: Sheet, columns: Sequence[str], amounts: Sequence[Amounts]) -> Sheet:
        """合计 and every class, subclass and item that any column has money for."""
        self.row(sheet, "", "合计", columns, [total(column) for column in amounts])
        for code, name in NAMES.items():
            if any(item.startswith(code) for column in amounts for item in column):
                self.row(sheet, code, name, columns, [total(column, code) for column in amounts])
        sheet.text("注：本表反映部门本年度有关情况。")
        return sheet

    def _shuffled(self, columns: dict[str, Amounts]) -> dict[str, Amounts]:
        names = list(columns)
        if self.style.permuted:
            names = [names[0], *self.random.sample(names[1:], len(names) - 1)]
        return {name: columns[name] for name in names}

    def income(self) -> Sheet:
        books = self.books
        fiscal = _added(books.general_basic, books.general_project, {FUND_ITEM: books.fund_income})
        business = {"2100408": books.business}
        columns = self._shuffled(
            {
                "本年收入合计": _added(fiscal, business),
                "财政拨款收入": fiscal,
                "上级补助收入": {},
                "事业收入": business,
                "经营收入": {},
                "附属单位上缴收入": {},
                "其他收入": {},
            }
        )
        sheet = self.sheet("income", "项目", " ".join(columns), "科目代码 科目名称", numbers=7)
        return self.functional(sheet, list(columns), list(columns.values()))

    def expenditure(self) -> Sheet:
        books = self.books
        more = {FUND_ITEM: books.fund, "2100408": books.business + books.from_savings}
        project = _added(books.general_project, more)
        columns = self._shuffled(
            {
                "本年支出合计": _added(books.general_basic, project),
                "基本支出": books.general_basic,
                "项目支出": project,
                "上缴上级支出": {},
                "经营支出": {},
                "对附属单位补助支出": {},
            }
        )
        sheet = self.sheet("expenditure", "项目", " ".join(columns), "科目代码 科目名称", numbers=6)
        return self.functional(sheet, list(columns), list(columns.values()))

    def general_expenditure(self) -> Sheet:
        books = self.books
        sheet = self.sheet(
            "general_expenditure", "项目 本年支出", "科目代码 科目名称 小计 基本支出 项目支出", numbers=3
        )
        columns = [f"本年支出/{name}" for name in ("小计", *NATURES)]
        both = _added(books.general_basic, books.general_project)
        return self.functional(sheet, columns, [both, books.general_basic, books.general_project])

    def government_fund(self) -> Sheet:
        books = self.books
        sheet = self.sheet(
            "government_fund",
            "项目 年初结转和结余 本年收入 本年支出 年末结转和结余",
            "科目代码 科目名称 小计 基本支出 项目支出",
            numbers=6,
        )
        columns = [
            "年初结转和结余", "本年收入", *(f"本年支出/{name}" for name in ("小计", *NATURES)), "年末结转和结余"
        ]  # fmt: skip
        amounts = (books.fund_opening, books.fund_income, books.fund, 0, books.fund, books.fund_closing)
        return self.functional(sheet, columns, [{FUND_ITEM: amount} for amount in amounts])

    def state_capital(self) -> Sheet:
        sheet = self.sheet("state_capital", "项目 本年支出", "科目代码 科目名称 合计 基本支出 项目支出", numbers=3)
        self.row(sheet, "", "合计", [f"本年支出/{name}" for name in ("合计", *NATURES)], [0, 0, 0])
        sheet.text("注：本部门没有使用国有资本经营预算安排的支出，故本表无数据。")
        return sheet

    def three_public(self) -> Sheet:
        tops = ("预算数", "决算数")
        groups = "合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费"
        vehicles = "小计 公务用车购置费 公务用车运行维护费"
        if self.style.paired:
            header = [groups, vehicles, " ".join([" ".join(tops)] * 6)]
        else:
            header = [" ".join(tops), f"{groups} {groups}", f"{vehicles} {vehicles}"]
        sheet = self.sheet("three_public", *header, numbers=12)
        found = []
        for top, (abroad, bought, run, guests) in zip(tops, self.books.three_public, strict=True):
            vehicle = bought + run
            amounts = (abroad + vehicle + guests, abroad, vehicle, bought, run, guests)
            for place, amount in zip(THREE_PUBLIC, amounts, strict=True):
                column = f"{place}/{top}" if self.style.paired else f"{top}/{place}"
                found.append(PrintedCell("three_public", 0, "", "", "", "", column, self.amount(amount)))
        if self.style.paired:
            found = [cell for pair in zip(found[:6], found[6:], strict=True) for cell in pair]
        sheet.lines.append((" ".join(cell.printed for cell in found), found))
        sheet.text("注：预算数为全年预算数。")
        return sheet

    # forms with two or three sides

    def sided(self, sheet: Sheet, parts: Sequence[tuple[str, Sequence[_Half]]]) -> Sheet:
        """The sides beside each other, the shorter ones filled up with nameless zeros."""
        height = max(len(halves) for _, halves in parts)
        for i in range(height):
            texts, cells = [], []
            for side, halves in parts:
                half = halves[i] if i < len(halves) else _Half(columns=halves[0].columns, amounts=())
                figures = [self.amount(amount) for amount in half.amounts] or ["0"] * len(half.columns)
                texts += [half.code, half.label, half.line, *figures]
                cells += [
                    PrintedCell(sheet.form, 0, side, half.line, half.code, half.name, column, figure)
                    for column, figure in zip(half.columns, figures, strict=True)
                ]
            sheet.lines.append((" ".join(filter(None, texts)), cells))
        sheet.text("注：本表反映部门本年度总收支情况。")
        return sheet

    def summary(self, form: str, header: Sequence[str], numbers: int, sides: Sequence[Sequence[_Half]]) -> Sheet:
        height = max(map(len, sides))
        numbered = []
        for place, halves in enumerate(sides):
            *rows, last = halves
            rows += [_Half(columns=last.columns)] * (height - len(halves))
            first = 1 + place * height
            numbered.append([half.numbered(first + i) for i, half in enumerate([*rows, last])])
        sheet = self.sheet(form, *header, numbers=numbers)
        if self.style.column_numbers:
            sheet.lines[-1] = ("栏次 1 栏次 " + " ".join(map(str, range(2, numbers + 1))), [])
        return self.sided(sheet, tuple(zip(("收入", "支出"), numbered, strict=True)))

    def income_expenditure_summary(self) -> Sheet:
        books = self.books
        whole = books.income + books.opening
        income = _listed(
            ("一般公共预算财政拨款收入", books.general), ("政府性基金预算财政拨款收入", books.fund_income),
            ("国有资本经营预算财政拨款收入", 0), ("上级补助收入", 0), ("事业收入", books.business), ("经营收入", 0),
            ("附属单位上缴收入", 0), ("其他收入", 0),
        )  # fmt: skip
        spent = _added(
            books.general_basic,
            books.general_project,
            {FUND_ITEM: books.fund, "2100408": books.business + books.from_savings},
        )
        out = _listed(*((name, total(spent, _class_code(name))) for name in CLASSES))
        left = [*income, *_unlisted(
            ("本年收入合计", books.income), ("使用非财政拨款结余", 0), ("年初结转和结余", books.opening),
            ("总计", whole),
        )]  # fmt: skip
        right = [*out, *_unlisted(
            ("本年支出合计", books.spent), ("结余分配", 0), ("年末结转和结余", books.closing), ("总计", whole)
        )]  # fmt: skip
        return self.summary(
            "income_expenditure_summary", ("收入 支出", "项目 行次 金额 项目 行次 金额"), 2, (left, right)
        )

    def fiscal_summary(self) -> Sheet:
        books = self.books
        general = _added(books.general_basic, books.general_project)
        fund = {FUND_ITEM: books.fund}
        columns = ("合计", *FUNDS)

        def half(name: str, general: int, fund: int, number: int = 0) -> _Half:
            label = f"{print_chinese(number)}、{name}" if number else name
            return _Half(name=name, label=label, columns=columns, amounts=(general + fund, general, fund, 0))

        out = [
            half(name, total(general, code), total(fund, code), i)
            for i, name in enumerate(CLASSES, 1)
            for code in (_class_code(name),)
        ]
        left = [
            *_listed((FUNDS[0], books.general), (FUNDS[1], books.fund_income), (FUNDS[2], 0)),
            *_unlisted(
                ("本年收入合计", books.general + books.fund_income),
                ("年初财政拨款结转和结余", books.fund_opening),
                (FUNDS[0], 0),
                (FUNDS[1], books.fund_opening),
                (FUNDS[2], 0),
                ("总计", books.general + books.fund_income + books.fund_opening),
            ),
        ]
        right = [
            *out,
            half("本年支出合计", books.general, books.fund),
            half("年末财政拨款结转和结余", 0, books.fund_closing),
            half("总计", books.general, books.fund + books.fund_closing),
        ]
        header = ("收     入 支     出", f"项目 行次 金额 项目 行次 {' '.join(columns)}")
        return self.summary("fiscal_summary", header, 5, (left, right))

    def general_basic(self) -> Sheet:
        amounts = self.books.economic
        sides = []
        for classes in ECONOMIC:
            codes = [code for top, items in classes.items() for code in (top, *items)]
            sides.append(
                [
                    _Half(
                        code=code,
                        name=ECONOMIC_NAMES[code],
                        label=ECONOMIC_NAMES[code],
                        amounts=(total(amounts, code),),
                    )
                    for code in codes
                ]
            )
        sheet = self.sheet("general_basic", "人员经费 公用经费", " ".join(["科目代码 科目名称 金额"] * 3), numbers=0)
        sheet.lines = [line for line in sheet.lines if not line[0].startswith("栏次")]
        self.sided(sheet, tuple(zip(("人员经费", "公用经费", "公用经费"), sides, strict=True)))
        note = sheet.lines.pop()
        sums = (sum(total(amounts, top) for top in ECONOMIC[0]), sum(total(amounts, top) for top in ("302", "310")))
        ends = _unlisted(("人员经费合计", sums[0]), ("公用经费合计", sums[1]))
        cells = [
            PrintedCell("general_basic", 0, side, "", "", end.name, "金额", self.amount(end.amounts[0]))
            for side, end in zip(("人员经费", "公用经费"), ends, strict=True)
        ]
        sheet.lines.append((" ".join(f"{cell.name} {cell.printed}" for cell in cells), cells))
        sheet.lines.append(note)
        return sheet


@dataclass(frozen=True)
class _Half:
    """One side of a line. Without amounts it is a filler."""

    code: str = ""
    name: str = ""
    label: str = ""
    line: str = ""
    columns: tuple[str, ...] = ("金额",)
    amounts: tuple[int, ...] = ()

    def numbered(self, line: int) -> _Half:
        return _Half(self.code, self.name, self.label, str(line), self.columns, self.amounts)


def _listed(*items: tuple[str, int]) -> list[_Half]:
    return [_Half(name=n, label=f"{print_chinese(i)}、{n}", amounts=(a,)) for i, (n, a) in enumerate(items, 1)]


def _unlisted(*items: tuple[str, int]) -> list[_Half]:
    return [_Half(name=name, label=name, amounts=(amount,)) for name, amount in items]


def _added(*amounts: Amounts) -> dict[str, int]:
    """Amounts of the same code added up, in the order of the codes."""
    codes = sorted({code for one in amounts for code in one})
    return {code: sum(one.get(code, 0) for one in amounts) for code in codes}


def _class_code(name: str) -> str:
    """Code of a class; one that no item has where the unit has none of it."""
    return next((code for code, known in NAMES.items() if known == name and len(code) == 3), "none")


def _plain(*lines: str) -> list[tuple[str, list[PrintedCell]]]:
    return [(line, []) for line in lines]
