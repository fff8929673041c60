"""What the words of the generated narrative stand for, to compare the facts that were read with those written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from evals.generated.cells import PrintedCell
from evals.generated.truth import PrintedFact, Truth
from ingest.forms import ALL_FORMS, FORMS, form_of_title
from ingest.report import TOTAL, Fact, Fund, Measure, Report, Source


class Meaning(NamedTuple):
    """What a name of the narrative stands for."""

    item: str
    fund: Fund
    breakdown: str = TOTAL
    path: tuple[str, ...] = ()


class Told(NamedTuple):
    """A figure of the narrative: what it is of, and how and where it is printed."""

    meaning: Meaning
    measure: Measure
    printed: str
    unit: str
    page: int


def _totals(fund: Fund) -> tuple[Meaning, ...]:
    return (Meaning("收入总计", fund), Meaning("支出总计", fund))


ABROAD: Final = Meaning("因公出国（境）费", Fund.FISCAL, path=("“三公”经费",))
VEHICLES: Final = ("“三公”经费", "公务用车购置及运行维护费")
BOUGHT: Final = Meaning("公务用车购置费", Fund.FISCAL, path=VEHICLES)
RUN: Final = Meaning("公务用车运行维护费", Fund.FISCAL, path=VEHICLES)
GUESTS: Final = Meaning("公务接待费", Fund.FISCAL, path=("“三公”经费",))
FUND: Final = "政府性基金预算财政拨款"

MEANT: Final[Mapping[tuple[str, ...], tuple[Meaning, ...]]] = {
    ("收入支出总计",): _totals(Fund.ALL),
    ("财政拨款收入支出总计",): _totals(Fund.FISCAL),
    ("本年收入合计",): (Meaning("本年收入合计", Fund.ALL),),
    ("财政拨款收入",): (Meaning("财政拨款收入", Fund.ALL),),
    ("事业收入",): (Meaning("事业收入", Fund.ALL),),
    ("本年支出合计",): (Meaning("本年支出合计", Fund.ALL),),
    ("基本支出",): (Meaning("基本支出", Fund.ALL),),
    ("项目支出",): (Meaning("项目支出", Fund.ALL),),
    ("一般公共预算财政拨款支出",): (Meaning("本年支出合计", Fund.GENERAL),),
    ("一般公共预算财政拨款基本支出",): (Meaning("基本支出", Fund.GENERAL),),
    ("人员经费",): (Meaning("人员经费", Fund.GENERAL, "基本支出"),),
    ("公用经费",): (Meaning("公用经费", Fund.GENERAL, "基本支出"),),
    ("“三公”经费",): (Meaning("“三公”经费", Fund.FISCAL),),
    ("因公出国（境）费",): (ABROAD,),
    ("因公出国（境）费", "个"): (ABROAD._replace(breakdown="团组"),),
    ("因公出国（境）费", "人次"): (ABROAD._replace(breakdown="人次"),),
    ("公务用车购置费",): (BOUGHT,),
    ("公务用车购置费", "辆"): (BOUGHT._replace(breakdown="购置车辆"),),
    ("公务用车运行维护费",): (RUN,),
    ("公务用车运行维护费", "辆"): (RUN._replace(breakdown="保有量"),),
    ("公务接待费",): (GUESTS,),
    ("公务接待费", "批次"): (GUESTS._replace(breakdown="国内接待批次"),),
    ("公务接待费", "人次"): (GUESTS._replace(breakdown="国内接待人次"),),
    (FUND, "本年收入"): (Meaning("本年收入合计", Fund.GOVERNMENT_FUND),),
    (FUND, "本年支出"): (Meaning("本年支出合计", Fund.GOVERNMENT_FUND),),
    (FUND, "年末结转和结余"): (Meaning("年末结转和结余", Fund.GOVERNMENT_FUND),),
    ("机关运行经费",): (Meaning("机关运行经费", Fund.ALL),),
    ("内设机构",): (Meaning("内设机构", Fund.ALL),),
    ("车辆",): (Meaning("车辆", Fund.ALL),),
    ("单价100万元（含）以上设备（不含车辆）",): (Meaning("单价100万元（含）以上设备（不含车辆）", Fund.ALL),),
    ("政府采购支出总额",): (Meaning("政府采购支出", Fund.ALL),),
    ("政府采购货物支出",): (Meaning("政府采购支出", Fund.ALL, "货物"),),
    ("政府采购服务支出",): (Meaning("政府采购支出", Fund.ALL, "服务"),),
    ("收入预算",): (Meaning("收入总计", Fund.ALL),),
    ("支出预算",): (Meaning("支出总计", Fund.ALL),),
    ("财政拨款支出预算",): (Meaning("本年支出合计", Fund.FISCAL),),
}
"""What the narrative's names stand for; a sentence about two totals at once is a fact of each."""


def meant(fact: PrintedFact) -> tuple[Meaning, ...]:
    """The same of a figure. A functional class or item is named by its levels, and its money is its chapter's."""
    if fact.subject in MEANT:
        return MEANT[fact.subject]
    *path, item = fact.subject
    assert len(path) in (0, 2)
    return (Meaning(item, Fund.FISCAL if fact.measure is Measure.BUDGET else Fund.GENERAL, path=tuple(path)),)


def expected_figures(truth: Truth) -> Iterator[Told]:
    """The figures that the sentences state."""
    for fact in truth.facts:
        for meaning in meant(fact):
            yield Told(meaning, fact.measure, fact.printed, fact.unit, fact.page)


def figures(report: Report) -> list[Fact]:
    """The facts of the narrative that have a value."""
    return [fact for fact in report.facts if fact.source is Source.SENTENCE and fact.value is not None]


def told(fact: Fact) -> Told:
    about = fact.subject
    page = fact.excerpt.slice(*fact.mark).page
    meaning = Meaning(about.item, about.fund, about.breakdown, about.path)
    return Told(meaning, about.measure, fact.printed, fact.unit, page)


def form(key: str) -> str:
    """The form of a key of the truth, which in budgets is a title."""
    return key if key in ALL_FORMS else form_of_title(key)


def as_read(cells: Sequence[PrintedCell]) -> Iterator[PrintedCell]:
    """The cells of a form under its key. Of a budget's, what stands over a whole side is not kept in reading."""
    key = form(cells[0].form)
    above = {cell.column.partition("/")[0] for cell in cells}
    (over,) = above if len(above) == 1 else ("",)
    for cell in cells:
        if key in FORMS:
            yield cell._replace(form=key)
        else:
            yield cell._replace(form=key, side="", column=cell.column.removeprefix(f"{over}/"))
