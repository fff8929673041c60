"""Small Reports and a quick embedder, for tests of whatever works on a library."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from evals.hash_embedder import HashEmbedder
from ingest.document import Excerpt, Page, Span
from ingest.library import Published, Writer
from ingest.report import (
    Cell,
    Check,
    Classification,
    Column,
    Dimension,
    Duty,
    Fact,
    Flow,
    Fund,
    Identity,
    Level,
    Measure,
    Office,
    Outcome,
    Paragraph,
    Passage,
    Piece,
    Report,
    ReportKind,
    Row,
    Section,
    Source,
    Subject,
    Table,
    Term,
    Unit,
)

DUTIES = "（一）负责{city}范围内的公园绿地养护。\n（二）指导苗圃育种工作，组织种质资源普查。"
TABLE = "支出决算表\n公开03表\n单位：万元\n项目 合计\n2120501 园林绿化管理 {amount}\n合计 {amount}"
TERMS = "一、财政拨款收入：指单位从同级财政部门取得的资金。\n{extra}"


def find(page: Page, text: str) -> Excerpt:
    """The first place of a text on a page."""
    start = page.text.index(text)
    return Excerpt(text, (Span(page.number, start, start + len(text)),))


def make_report(
    organization: str = "云岭市园林局",
    year: int = 2023,
    *,
    amount: str = "1,234.50",
    extra: str = "二、年末结转：指尚未用完而转到次年使用的资金。",
    level: Level = Level.OWN,
) -> Report:
    """A report with one of everything. `amount` is its one figure, `extra` a line of its glossary."""
    city = organization[:3]
    pages = (
        Page(1, DUTIES.format(city=city), 3),
        Page(2, TABLE.format(amount=amount), 4),
        Page(3, TERMS.format(extra=extra)),
    )
    duties = tuple(Duty(line.text[:3], line.excerpt, "一、单位职责") for line in pages[0].lines)
    return Report(
        identity=Identity(organization, level, year, ReportKind.FINAL_ACCOUNTS),
        title=f"{organization}（{level}）{year}年度决算",
        pages=pages,
        sections=(_section(pages),),
        tables=(_table(pages[1], amount),),
        facts=(_fact(pages[1], amount, year), _reason(pages[2])),
        duties=duties,
        offices=(Office("苗圃", find(pages[0], "苗圃"), "二、机构设置"),),
        terms=(Term("一、", "财政拨款收入", ("拨款收入",), pages[2].lines[0].excerpt, "名词解释"),),
        passages=_passages(pages, duties, organization, year),
        checks=(Check("合计=各项", Outcome.HOLDS, _value(amount), _value(amount), "公开03表", ("F03",)),),
        notes=("第三页没有页码",),
        units=(Unit("苗圃", find(pages[0], "苗圃"), "二、单位构成"),),
    )


def _value(amount: str) -> Decimal:
    return Decimal(amount.replace(",", ""))


def _section(pages: tuple[Page, ...]) -> Section:
    first, second = pages[0].lines[0].excerpt, pages[1].lines[0].excerpt
    return Section(
        level=2,
        number="一、",
        title="单位职责",
        path=("第一部分 单位概况", "一、单位职责"),
        heading=find(pages[0], "负责"),
        # a paragraph that crosses a page
        paragraphs=(Paragraph(Excerpt.join((first, second)), "（一）", 3), Paragraph(second)),
    )


def _table(page: Page, amount: str) -> Table:
    lines = page.lines
    mark = (len(lines[4].text) - len(amount), len(lines[4].text))
    cells = (Cell(0, amount, _value(amount), mark), Cell(1, "", None, (0, 0)))
    item = Row(0, "2120501", "园林绿化管理", "园林绿化管理", 3, "1", cells, lines[4].excerpt, ("城乡社区支出",))
    total = Row(0, "", "合计", "合计", 0, "2", cells[:1], lines[5].excerpt)
    return Table(
        form="F03",
        title="支出决算表",
        code="公开03表",
        unit="万元",
        columns=(Column(0, ("本年支出", "合计")), Column(0, ("本年支出", "基本支出"))),
        rows=(item, total),
        notes=(lines[2].excerpt,),
        heading=lines[0].excerpt,
        header=Excerpt.join((lines[2].excerpt, lines[3].excerpt)),
        section="第二部分",
    )


def _fact(page: Page, amount: str, year: int) -> Fact:
    excerpt = page.lines[4].excerpt
    return Fact(
        subject=Subject(
            year,
            Flow.EXPENDITURE,
            Fund.ALL,
            Classification.FUNCTIONAL,
            "园林绿化管理",
            "2120501",
            ("城乡社区支出",),
        ),
        value=_value(amount),
        unit="万元",
        dimension=Dimension.MONEY,
        printed=amount,
        source=Source.TABLE,
        excerpt=excerpt,
        mark=(len(excerpt.text) - len(amount), len(excerpt.text)),
        form="F03",
        table="公开03表",
        row="2120501 园林绿化管理",
        column="合计",
    )


def _reason(page: Page) -> Fact:
    excerpt = page.lines[0].excerpt
    return Fact(
        subject=Subject(
            2023, Flow.NONE, Fund.FISCAL, Classification.SOURCE, "财政拨款收入", measure=Measure.REASON, baseline="预算"
        ),
        value=None,
        unit="",
        dimension=Dimension.TEXT,
        printed=excerpt.text[5:],
        source=Source.SENTENCE,
        excerpt=excerpt,
        mark=(5, len(excerpt.text)),
        section="第三部分",
    )


def _passages(pages: tuple[Page, ...], duties: tuple[Duty, ...], name: str, year: int) -> tuple[Passage, ...]:
    prefix = f"{name} {year}年度 "
    clauses = tuple(Piece(prefix + duty.text, duty.excerpt) for duty in duties)
    terms = tuple(
        Passage("term", prefix, "名词解释", line.excerpt, (Piece(prefix + line.text, line.excerpt),))
        for line in pages[2].lines
    )
    table = Excerpt.join(line.excerpt for line in pages[1].lines)
    return (
        Passage("duties", prefix, "一、单位职责", Excerpt.join(d.excerpt for d in duties), clauses),
        Passage("table", prefix, "第二部分", table, (Piece(prefix + table.text, table),)),
        *terms,
    )


def long_report(pieces: int, organization: str = "云岭市园林局") -> Report:
    """A report whose glossary has so many lines, each a piece of its own."""
    lines = "\n".join(f"名词{n}：第{n}号苗木的养护定额，乙{n}。" for n in range(pieces - 4))
    return replace(make_report(organization, extra=lines), notes=(f"{pieces}",))


def publish(folder: Path, *reports: Report, embedder: HashEmbedder | None = None) -> list[str]:
    """Publishes reports, each from a file of its own; their ids."""
    ids = []
    with Writer(folder, embedder or HashEmbedder(), 5) as writer:
        for report in reports:
            ids.append(publish_one(writer, report).report.id)
    return ids


def publish_one(writer: Writer, report: Report, **options: bool) -> Published:
    """Publishes one report as from `<title>.txt`; the file's hash is that of the report."""
    digest = hashlib.sha256(repr(report).encode()).hexdigest()
    done = writer.publish(report, path=Path(f"/reports/{report.title}.txt"), file_hash=digest, **options)
    assert isinstance(done, Published)
    return done
