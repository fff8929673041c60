"""Puts a made-up report on paper in its layout, and notes in the truth where everything went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from evals.generated.narrative import Paragraph
from evals.generated.sheets import Sheet
from evals.generated.truth import PrintedFact, PrintedText, Truth
from ingest.forms import FORMS
from ingest.numbers import print_chinese
from ingest.report import ReportKind
from tests.documents.flow_paper import FlowPaper
from tests.documents.grids import Grid, Line, line_height, make_grid
from tests.documents.layouts import Layout, Part
from tests.documents.paper import Cell, Paper

MARGIN: Final = 56.0
TABLE_MARGIN: Final = 40.0
TOP: Final = 62.0
FOOT: Final = 62.0
"""What is kept free above and below the text of a page."""

PROSE_SIZE: Final = 14.0
LEADING: Final = 25.0
HEADING_SIZE: Final = 16.0
TITLE_SIZE: Final = 15.0
CAPTION_SIZE: Final = 9.0
CAPTION_LEADING: Final = 14.0
TITLE_LEADING: Final = 24.0

DUTIES: Final = (
    "贯彻执行国家和省有关法律法规和方针政策，起草本行业发展规划并组织实施。",
    "负责本行业年度工作计划的制定、督促检查和考核评价工作，统筹协调跨部门的重大事项。",
    "指导和监督下属单位的业务工作，组织开展行业统计、信息化建设和档案管理。",
    "负责本行业安全生产监督管理，组织开展隐患排查治理，依法依规参与事故调查处理。",
    "受理群众来信来访，承办热线转交的咨询、投诉和求助事项，并按时限答复。",
    "组织行业宣传教育和人才队伍建设，推进标准化工作。",
    "负责本部门预算编制、资产管理、政府采购和内部审计等工作。",
    "承担突发事件的监测预警和应急处置，组织编制应急预案并开展演练。",
    "开展对外交流与合作，推广应用先进技术。",
    "完成上级交办的其他任务。",
)
TERMS: Final = (
    ("财政拨款收入", "指单位从同级财政部门取得的财政预算资金。"),
    ("事业收入", "指事业单位开展专业业务活动及其辅助活动取得的收入。"),
    ("年初结转和结余", "指单位上年结转本年使用的基本支出结转、项目支出结转和结余，以及经营结余。"),
    ("基本支出", "指单位为保障其机构正常运转、完成日常工作任务而发生的人员支出和公用支出。"),
    ("项目支出", "指单位为完成特定的行政工作任务或事业发展目标，在基本支出之外发生的支出。"),
    ("“三公”经费", "指单位用财政拨款安排的因公出国（境）费、公务用车购置及运行维护费和公务接待费。"),
    ("机关运行经费", "指行政单位和参照公务员法管理的事业单位使用一般公共预算安排的基本支出中的日常公用经费支出。"),
)


class Printer:
    """One report on its way to paper. `top` is where the next line goes."""

    def __init__(self, paper: Paper | FlowPaper, layout: Layout, truth: Truth, kind: ReportKind) -> None:
        self.paper, self.layout, self.truth, self.kind = paper, layout, truth, kind
        self.top = 0.0

    def named(self, template: str, **more: object) -> str:
        """A template of the layout with the report's names in it."""
        layout = self.layout
        names = {
            "organization": layout.organization,
            "what": layout.what,
            "year": layout.year,
            "last": layout.year - 1,
            "unit": layout.unit,
        }
        return template.format(**names, **more)

    @property
    def bottom(self) -> float:
        return self.paper.height - FOOT

    # pages and lines

    def page(self, *, wide: bool = False) -> None:
        """Begins a page with its running head and its number."""
        layout = self.layout
        turn = layout.turn if wide else ""
        self.paper.page(
            landscape=turn == "landscape",
            turned=90 if turn == "sideways" else 0,
            rotate=90 if turn == "rotate" else 0,
        )
        if layout.running_head and self.paper.pages > 1:
            self.paper.header(self.named(layout.running_head))
        number = self.paper.pages - layout.first_numbered + 1
        if layout.footer and number > 0:
            self.paper.footer(number, layout.footer)
        self.top = TOP

    def line(self, text: str, size: float, leading: float, *, centered: bool = False, doubled: bool = False) -> None:
        """One line across the page."""
        at = self.paper.width / 2 if centered else MARGIN
        self.paper.text(at, self.top, text, size, align="center" if centered else "left", doubled=doubled)
        self.top += leading

    def paragraph(self, paragraph: Paragraph) -> int:
        """Prints a paragraph and notes its figures; the page on which it begins."""
        pages = [page for line, page in self._prose(paragraph.text) for _ in line]
        blank = "".join(paragraph.text.split())
        for at, figure in paragraph.marks:
            before = len("".join(paragraph.text[:at].split()))
            assert blank.startswith(figure.printed, before)
            self.truth.facts.append(PrintedFact(*figure, page=pages[before]))
        return pages[0]

    def _prose(self, text: str) -> Iterator[tuple[str, int]]:
        """Prints a paragraph line by line; each line without white space, and its page."""
        width = self.paper.width - 2 * MARGIN
        for number, line in enumerate(self.paper.wrap(text, width, PROSE_SIZE)):
            if self.top + LEADING > self.bottom:
                self.page()
            left = MARGIN + (0 if number else 2 * PROSE_SIZE)
            self.paper.text(left, self.top, line, PROSE_SIZE, self.layout.lowered)
            self.top += LEADING
            yield "".join(line.split()), self.paper.pages

    # parts

    def cover(self) -> None:
        """Who, and which year."""
        self.page()
        self.top = self.paper.height / 3
        kind = "决算" if self.kind is ReportKind.FINAL_ACCOUNTS else "预算"
        own = "（本级）" if self.layout.what == "单位" else ""
        self.line(self.layout.organization + own, 24, 44, centered=True, doubled=self.layout.doubled)
        self.line(self.named("{year}年度{what}") + kind, 24, 44, centered=True, doubled=self.layout.doubled)

    def contents(self, parts: Sequence[str], forms: Sequence[str]) -> None:
        """A list of the parts and the tables, with leaders and page numbers."""
        self.page()
        self.line("目  录", HEADING_SIZE, 40, centered=True)
        entries: list[str] = []
        for part, heading in zip(self.layout.parts, parts, strict=True):
            entries.append(self.named(heading) or "部门预算表")
            if part == "tables":
                entries += [f"{print_chinese(place)}、{_usual_title(form)}" for place, form in enumerate(forms, 1)]
        for number, entry in enumerate(entries, 3):
            self.line(f"{entry}{'.' * 30}{number}", 12, 24)

    def part(self, part: Part, heading: str) -> None:
        """Begins a part on a page of its own; tables begin on the next."""
        if not heading:
            return
        self.page()
        if part == "tables":
            self.top = self.paper.height / 3
        size = HEADING_SIZE
        width = self.paper.width - 2 * MARGIN
        for line in self.paper.wrap(self.named(heading), width, size, 0):
            self.line(line, size, 30, centered=True, doubled=self.layout.doubled)

    def duties(self) -> None:
        """Duties, and the subordinate units of a department as a ruled table."""
        what = self.layout.what
        self.paragraph(Paragraph(f"一、{what}职责"))
        for place, text in enumerate(DUTIES, 1):
            number = f"（{print_chinese(place)}）"
            page = self.paragraph(Paragraph(number + text))
            self.truth.duties.append(PrintedText(number, text, page))
        if self.layout.subordinates:
            self.paragraph(Paragraph(f"二、{what}决算单位构成"))
            self.paragraph(Paragraph(self.named("纳入{organization}{year}年度{what}决算编制范围的单位包括：")))
            self._subordinates()

    def _subordinates(self) -> None:
        units = self.layout.subordinates
        self.truth.subordinates = units
        rows = [[Cell("序号"), Cell("单位名称"), Cell("备注")]]
        rows += [[Cell(str(place)), Cell(unit, align="left"), Cell()] for place, unit in enumerate(units, 1)]
        if self.top + 24 * len(rows) > self.bottom:
            self.page()
        self.top = self.paper.table(MARGIN, self.top, (50, 333, 100), rows, size=11, row_height=24) + LEADING

    def narrative(self, paragraphs: Sequence[Paragraph]) -> None:
        """Everything that the chapters say."""
        for paragraph in paragraphs:
            self.paragraph(paragraph)

    def terms(self) -> None:
        """The glossary."""
        for place, (term, meaning) in enumerate(TERMS, 1):
            number, text = f"{print_chinese(place)}、", f"{term}：{meaning}"
            page = self.paragraph(Paragraph(number + text))
            self.truth.terms.append(PrintedText(number, text, page))

    # tables

    def tables(self, sheets: Sequence[Sheet]) -> None:
        """Every table from the top of a page on."""
        for place, sheet in enumerate(sheets, 1):
            self.page(wide=sheet.form in self.layout.wide)
            self._table(sheet, place)

    def _table(self, sheet: Sheet, place: int) -> None:
        layout = self.layout
        room = self.paper.width - 2 * TABLE_MARGIN
        grid = make_grid(sheet, layout, room)
        self._captions(sheet.form, place)
        for number, lines in enumerate(self._chunks(grid)):
            if number:
                self.page(wide=sheet.form in layout.wide)
            header = grid.header if not number or layout.repeat_header else ()
            self._draw(grid, [*header, *(line.cells for line in lines)])
            self._note_cells(sheet.form, lines)
        self.top += 4
        self._foot_note(sheet)
        if sheet.form == layout.empty_page:
            self.page(wide=sheet.form in layout.wide)
            self._draw(grid, [grid.blank] * 5)

    def _draw(self, grid: Grid, rows: Sequence[Sequence[Cell | None]]) -> None:
        layout = self.layout
        self.top = self.paper.table(
            TABLE_MARGIN, self.top, grid.widths, rows, size=layout.font_size, rules=layout.rules,
            row_height=layout.row_height,
        )  # fmt: skip

    def _note_cells(self, form: str, lines: Sequence[Line]) -> None:
        cells = self.truth.cells.setdefault(form, [])
        cells += [cell._replace(page=self.paper.pages) for line in lines for cell in line.printed]

    def _captions(self, form: str, place: int) -> None:
        """The table's code, its title, whose it is and in what unit."""
        layout = self.layout
        right = self.paper.width - TABLE_MARGIN
        numbers = {"number": place, "chinese": print_chinese(place)}
        if layout.code:
            self.paper.text(right, self.top, self.named(layout.code, **numbers), CAPTION_SIZE, align="right")
            self.top += CAPTION_LEADING
        template = layout.titles.get(form, layout.title)
        title = self.named(template, title=_usual_title(form), **numbers)
        self.truth.titles[form] = title
        self.line(title, TITLE_SIZE, TITLE_LEADING, centered=True, doubled=layout.doubled)
        self.paper.text(TABLE_MARGIN, self.top, self.named(layout.caption), CAPTION_SIZE)
        self.paper.text(right, self.top, self.named(layout.unit_caption), CAPTION_SIZE, align="right")
        self.top += CAPTION_LEADING

    def _foot_note(self, sheet: Sheet) -> None:
        notes = (self.layout.note, self.layout.empty_note if sheet.empty else "")
        for note in filter(None, notes):
            self.paper.text(TABLE_MARGIN, self.top, self.named(note), CAPTION_SIZE)
            self.top += CAPTION_LEADING

    def _chunks(self, grid: Grid) -> list[list[Line]]:
        """The lines page by page. Where the layout wants it, the last page has only a few."""
        layout = self.layout
        height = layout.row_height * len(grid.header) * 1.2
        room = self.bottom - self.top - height
        chunks: list[list[Line]] = [[]]
        for line in grid.lines:
            needed = line_height(line.cells, grid.widths, layout)
            if needed > room:
                chunks.append([])
                room = self.bottom - TOP - (height if layout.repeat_header else 0)
            chunks[-1].append(line)
            room -= needed
        if len(chunks) > 1 and layout.alone:
            return _with_rows_alone(chunks, layout.alone)
        return chunks


def _with_rows_alone(chunks: list[list[Line]], count: int) -> list[list[Line]]:
    """The same lines with just so many on the last page, and no page fuller than before."""
    *before, last = chunks
    if len(last) > count:
        return [*before, last[:-count], last[-count:]]
    lines = [*before.pop(), *last]
    return [*before, lines[:-count], lines[-count:]]


def _usual_title(form: str) -> str:
    """The usual title of a form, or the title itself where it is none."""
    return FORMS[form].title if form in FORMS else form
