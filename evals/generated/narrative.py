"""The narrative of a made-up report: paragraphs, and which figures of the books stand where in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from string import Formatter
from typing import Final, NamedTuple, Protocol

from evals.generated.books import ECONOMIC_NAMES, PERSONNEL, PUBLIC, Amounts, Books, print_amount, total
from evals.generated.sheets import FUNDS, all_general, three_public_amounts
from evals.generated.wordings import CHAPTERS, Wording
from ingest.numbers import print_chinese
from ingest.report import Measure

PROSE_UNIT: Final = "万元"
"""The narrative is in 万元, also where the tables are in 元."""

GENERAL: Final = "一般公共预算财政拨款支出"
OPERATING: Final = "机关运行经费"
SPENT: Final = "本年支出合计"

REASONS: Final = ("人员变动，按实际支出", "落实过紧日子要求，压减一般性支出", "年中追加专项资金", "部分项目跨年度实施")
USES: Final = ("在职人员工资福利及日常公用支出", "专项业务工作开展", "设施设备购置和维护", "按规定缴纳的各项保险费")
THREE_PUBLIC: Final = {
    1: ("因公出国（境）费", "本年度组织因公出国（境）团组{groups:个}，累计{people:人次}。"),
    3: ("公务用车购置费", "本年度购置公务用车{cars:辆}。"),
    4: ("公务用车运行维护费", "年末公务用车保有量{cars:辆}。"),
    5: ("公务接待费", "本年度国内公务接待{groups:批次}，{people:人次}。"),
}
"""Parts of the three-public expenses by their place among the amounts, and what is counted of each, in what unit."""


class Figure(NamedTuple):
    """A printed figure: what it is about in the report's words, what is measured, and how it is printed."""

    subject: tuple[str, ...]
    measure: Measure
    printed: str
    unit: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `marks` say where each figure begins. `level` 2 is a chapter, 3 a section, 0 is prose."""

    text: str
    marks: tuple[tuple[int, Figure], ...] = ()
    level: int = 0


class Telling(Protocol):
    """Whose narrative it is, and how it is told."""

    @property
    def organization(self) -> str:
        """Whose."""

    @property
    def what(self) -> str:
        """部门 or 单位, what it calls itself."""

    @property
    def year(self) -> int:
        """Of which year."""

    @property
    def separators(self) -> bool:
        """Whether amounts are printed with commas."""

    @property
    def spaced(self) -> bool:
        """Whether blanks stand round the figures."""

    @property
    def chapters(self) -> tuple[str, ...]:
        """Keys of `CHAPTERS`, in order."""

    @property
    def chapter_number(self) -> str:
        """Template of the number of a chapter; empty where chapters have none."""

    @property
    def wording(self) -> Wording:
        """The sentences."""


@dataclass(frozen=True)
class Comparisons:
    """What the figures of the year are compared with: the initial budget of each item, and the year before."""

    initial: Amounts
    last: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Holdings:
    """What a unit bought and has: procurement in hundreds of 元, vehicles and large equipment counted.

    `operating`: it is an agency, which has 机关运行经费.
    """

    goods: int
    services: int
    vehicles: int
    equipment: int
    operating: bool = True


def wholes(books: Books) -> dict[str, int]:
    """The amounts that the narrative compares with the year before."""
    return {
        "收入支出总计": books.income + books.opening,
        "财政拨款收入支出总计": books.general + books.fund_income + books.fund_opening,
        GENERAL: books.general,
        OPERATING: books.public,
    }


def near(amount: int, random: Random) -> int:
    """An amount not far from another, now above and now below."""
    return max(1, amount * random.randint(70, 130) // 100)


def compare(books: Books, random: Random, last: Books | None = None) -> Comparisons:
    """Comparisons with the books of the year before; near the books' own figures where there are none."""
    before = wholes(last) if last else {name: near(amount, random) for name, amount in wholes(books).items()}
    return Comparisons({code: near(amount, random) for code, amount in all_general(books).items()}, before)


def percent(part: int, whole: int) -> str:
    """A share with two decimals, rounded half up; 0.00 of nothing."""
    rate = Decimal(part) * 100 / whole if whole else Decimal(0)
    return str(rate.quantize(Decimal("0.01"), ROUND_HALF_UP))


def fill(template: str, spaced: bool = False, **values: str | Figure | Paragraph) -> Paragraph:
    """The template with its values put in, and where the figures of it are."""
    text, marks = "", []
    for before, name, _, _ in Formatter().parse(template):
        text += before
        if name is None:
            continue
        value = values[name]
        if isinstance(value, Figure):
            blank = " " if spaced else ""
            text += blank
            marks.append((len(text), value))
            text += value.printed + (value.unit if value.unit == "%" else blank + value.unit)
        elif isinstance(value, Paragraph):
            marks += [(len(text) + at, figure) for at, figure in value.marks]
            text += value.text
        else:
            text += value
    return Paragraph(text, tuple(marks))


def joined(parts: Sequence[Paragraph], between: str = "；") -> Paragraph:
    """The parts one after another in one sentence."""
    text, marks = "", []
    for part in parts:
        text += between if text else ""
        marks += [(len(text) + at, figure) for at, figure in part.marks]
        text += part.text
    return Paragraph(text, tuple(marks))


def narrate(
    books: Books,
    layout: Telling,
    random: Random,
    comparisons: Comparisons | None = None,
    holdings: Holdings | None = None,
) -> Iterator[Paragraph]:
    """Chapter by chapter: headings and paragraphs. `comparisons` and `holdings` are made up where not given."""
    writer = _Writer(books, layout, random, comparisons or compare(books, random), holdings)
    for place, key in enumerate(layout.chapters, 1):
        number = layout.chapter_number.format(print_chinese(place)) if layout.chapter_number else ""
        yield Paragraph(number + CHAPTERS[key], level=2)
        yield from getattr(writer, key)()


class _Writer:
    """Writes the chapters of one report, each by the method of its key in `CHAPTERS`."""

    def __init__(
        self, books: Books, layout: Telling, random: Random, comparisons: Comparisons, holdings: Holdings | None
    ) -> None:
        self.books, self.layout, self.random = books, layout, random
        self.comparisons, self.holdings = comparisons, holdings
        self.wording = layout.wording

    def money(self, subject: tuple[str, ...], hundreds: int, measure: Measure = Measure.FINAL) -> Figure:
        return Figure(subject, measure, print_amount(hundreds, PROSE_UNIT, self.layout.separators), PROSE_UNIT)

    def rate(self, subject: tuple[str, ...], part: int, whole: int, measure: Measure) -> Figure:
        return Figure(subject, measure, percent(part, whole), "%")

    def write(self, template: str, **values: str | Figure | Paragraph) -> Paragraph:
        """The template filled, with what every sentence may name."""
        layout = self.layout
        common = {
            "organization": layout.organization,
            "called": f"本{layout.what}",
            "year": str(layout.year),
            "last": str(layout.year - 1),
            "reason": self.random.choice(REASONS),
            "use": self.random.choice(USES),
        }
        return fill(template, layout.spaced, **(common | values))

    def change(self, name: str, amount: int) -> dict[str, str | Figure]:
        """How a figure stands to that of the year before."""
        last = self.comparisons.last[name]
        more = amount >= last
        return {
            "more": "增加" if more else "减少",
            "change": self.money((name,), abs(amount - last), Measure.CHANGE_AMOUNT),
            "grew": "增长" if more else "下降",
            "rate": self.rate((name,), abs(amount - last), last, Measure.CHANGE_RATE),
        }

    def shares(self, template: str, what: str, whole: int, amounts: Mapping[str, int]) -> Paragraph:
        """Every item with its amount and its share of the whole."""
        return joined(
            [
                self.write(
                    template,
                    what=what,
                    item=name,
                    amount=self.money((name,), amount),
                    share=self.rate((name,), amount, whole, Measure.SHARE),
                )
                for name, amount in amounts.items()
            ]
        )

    def section(self, number: int, title: str) -> Paragraph:
        return Paragraph(f"（{print_chinese(number)}）{title}", level=3)

    # chapters

    def overall(self) -> Iterator[Paragraph]:
        name, amount = "收入支出总计", self.books.income + self.books.opening
        yield self.write(self.wording.whole, amount=self.money((name,), amount), **self.change(name, amount))

    def income(self) -> Iterator[Paragraph]:
        books = self.books
        amounts = {"财政拨款收入": books.general + books.fund_income, "事业收入": books.business}
        yield self._composed("收入", books.income, {name: amount for name, amount in amounts.items() if amount})

    def expenditure(self) -> Iterator[Paragraph]:
        basic = total(self.books.general_basic)
        amounts = {"基本支出": basic, "项目支出": self.books.spent - basic}
        yield self._composed("支出", self.books.spent, amounts)

    def _composed(self, what: str, whole: int, amounts: Mapping[str, int]) -> Paragraph:
        parts = self.shares(self.wording.part, what, whole, amounts)
        return self.write(self.wording.parts, what=what, amount=self.money((f"本年{what}合计",), whole), parts=parts)

    def fiscal(self) -> Iterator[Paragraph]:
        name = "财政拨款收入支出总计"
        amount = self.books.general + self.books.fund_income + self.books.fund_opening
        template = self.wording.whole.replace("收入支出总计", name).replace("收、支总计", "财政拨款收、支总计")
        yield self.write(template, amount=self.money((name,), amount), **self.change(name, amount))

    def general(self) -> Iterator[Paragraph]:
        whole = self.books.general
        amount = self.money((GENERAL,), whole)
        yield self.section(1, "一般公共预算财政拨款支出决算总体情况")
        share = self.rate((GENERAL,), whole, self.books.spent, Measure.SHARE)
        yield self.write(self.wording.general, amount=amount, share=share, **self.change(GENERAL, whole))
        yield self.section(2, "一般公共预算财政拨款支出决算结构情况")
        tops = {name: sum_ for name, sum_ in self._classes().items() if sum_}
        parts = self.shares(self.wording.class_part, "支出", whole, tops)
        yield self.write(self.wording.classes, amount=amount, parts=parts)
        yield self.section(3, "一般公共预算财政拨款支出决算具体情况")
        initial = total(self.comparisons.initial)
        yield self.write(
            self.wording.against_budget,
            initial=self.money((GENERAL,), initial, Measure.INITIAL_BUDGET),
            amount=amount,
            rate=self.rate((GENERAL,), whole, initial, Measure.COMPLETION_RATE),
        )
        for number, (code, spent) in enumerate(all_general(self.books).items(), 1):
            yield self._item(number, code, spent)

    def _classes(self) -> dict[str, int]:
        amounts = all_general(self.books)
        return {name: total(amounts, code) for code, name in self.books.names.items() if len(code) == 3}

    def _item(self, number: int, code: str, spent: int) -> Paragraph:
        names = tuple(self.books.names[code[:length]] for length in (3, 5, 7))
        initial = self.comparisons.initial[code]
        return self.write(
            self.wording.item,
            number=self.wording.number.format(number=number),
            path=fill(self.wording.path, top=names[0], subclass=names[1], item=names[2]),
            initial=self.money(names, initial, Measure.INITIAL_BUDGET),
            amount=self.money(names, spent),
            rate=self.rate(names, spent, initial, Measure.COMPLETION_RATE),
            compared=_compared(spent, initial),
        )

    def basic(self) -> Iterator[Paragraph]:
        amounts = self.books.economic
        personnel, public = (sum(total(amounts, top) for top in tops) for tops in (PERSONNEL, PUBLIC))
        yield self.write(
            self.wording.basic,
            amount=self.money(("一般公共预算财政拨款基本支出",), personnel + public),
            personnel=self.money(("人员经费",), personnel),
            personnel_items=economic_names(amounts, PERSONNEL),
            public=self.money(("公用经费",), public),
            public_items=economic_names(amounts, PUBLIC),
        )

    def three_public(self) -> Iterator[Paragraph]:
        budget, spent = map(three_public_amounts, self.books.three_public)
        if not budget[0] + spent[0]:
            yield self.write(self.wording.no_three_public)
            return
        yield self._three_public(self.wording.three_public, "“三公”经费", budget[0], spent[0])
        for number, (place, (name, counts)) in enumerate(THREE_PUBLIC.items(), 1):
            if not budget[place] + spent[place]:
                yield self.write(
                    self.wording.three_public_zero,
                    number=self.wording.number.format(number=number),
                    item=name,
                    amount=self.money((name,), 0),
                    budget=self.money((name,), 0, Measure.ADJUSTED_BUDGET),
                )
                continue
            counted = self.write(counts, **self._counts(name, counts))
            yield self._three_public(
                self.wording.three_public_item,
                name,
                budget[place],
                spent[place],
                number=self.wording.number.format(number=number),
                item=name,
                counts=counted,
            )

    def _three_public(
        self, template: str, name: str, budget: int, spent: int, **more: str | Figure | Paragraph
    ) -> Paragraph:
        return self.write(
            template,
            amount=self.money((name,), spent),
            budget=self.money((name,), budget, Measure.ADJUSTED_BUDGET),
            rate=self.rate((name,), spent, budget, Measure.COMPLETION_RATE),
            compared=_compared(spent, budget),
            **more,
        )

    def _counts(self, item: str, template: str) -> dict[str, Figure]:
        """The counts that a template names, of groups, people or cars, in the unit that stands behind the name."""
        vehicles = self.holdings.vehicles if self.holdings else 0
        kept = vehicles if item == "公务用车运行维护费" else 0
        return {
            name: Figure((item, unit), Measure.COUNT, str(kept or self.random.randint(1, 40)), unit)
            for _, name, unit, _ in Formatter().parse(template)
            if name and unit
        }

    def fund(self) -> Iterator[Paragraph]:
        books = self.books
        if not books.fund_income:
            yield self.write(self.wording.none, what=FUNDS[1])
            return
        yield self.write(
            "{year}年度政府性基金预算财政拨款本年收入{income}，本年支出{amount}，年末结转和结余{closing}。",
            income=self.money(("政府性基金预算财政拨款", "本年收入"), books.fund_income),
            amount=self.money(("政府性基金预算财政拨款", "本年支出"), books.fund),
            closing=self.money(("政府性基金预算财政拨款", "年末结转和结余"), books.fund_closing),
        )

    def capital(self) -> Iterator[Paragraph]:
        yield self.write(self.wording.none, what=FUNDS[2])

    def other(self) -> Iterator[Paragraph]:
        if not self.holdings:
            spent = self.books.general_project.get(self.books.business_item, 0)
            self.holdings = Holdings(spent // 3, spent - spent // 3, 0, 0)
        yield self.section(1, "机关运行经费支出情况")
        yield self._operating(self.holdings.operating)
        yield self.section(2, "政府采购支出情况")
        yield self._procurement(self.holdings.goods, self.holdings.services)
        if self.holdings.vehicles or self.holdings.equipment:
            yield self.section(3, "国有资产占用情况")
            yield self._assets(self.holdings.vehicles, self.holdings.equipment)

    def _operating(self, has: bool) -> Paragraph:
        if not has:
            return self.write(self.wording.no_operating)
        amount = self.books.public
        figure = self.money((OPERATING,), amount)
        return self.write(self.wording.operating, amount=figure, **self.change(OPERATING, amount))

    def _procurement(self, goods: int, services: int) -> Paragraph:
        return self.write(
            "{year}年度政府采购支出总额{amount}，其中：政府采购货物支出{goods}、政府采购服务支出{services}。",
            amount=self.money(("政府采购支出总额",), goods + services),
            goods=self.money(("政府采购货物支出",), goods),
            services=self.money(("政府采购服务支出",), services),
        )

    def _assets(self, vehicles: int, equipment: int) -> Paragraph:
        item = "单价100万元（含）以上设备（不含车辆）"
        return self.write(
            f"截至{{year}}年12月31日，本单位共有车辆{{vehicles}}；{item}{{equipment}}。",
            vehicles=Figure(("车辆",), Measure.COUNT, str(vehicles), "辆"),
            equipment=Figure((item,), Measure.COUNT, str(equipment), "台（套）"),
        )


def _compared(spent: int, budget: int) -> str:
    return "大于" if spent > budget else "小于" if spent < budget else "等于"


def economic_names(codes: Iterable[str], tops: Sequence[str]) -> str:
    """The economic items of some classes, as the narrative lists them."""
    codes = sorted(codes)
    return "、".join(ECONOMIC_NAMES[code] for top in tops for code in codes if code.startswith(top))
