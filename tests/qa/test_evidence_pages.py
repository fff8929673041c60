"""The evidence from a PDF without a browser: what is marked, what is said, and what the addresses give and refuse."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from PIL import Image

from ingest.errors import ReportNotFound
from ingest.library import Library, Writer, file_hash
from ingest.pipeline import read_report
from qa.answer import Answer
from qa.assistant import Assistant
from qa.evidence import Evidence, PassageEvidence, TableEvidence, evidence
from qa.page.chat.panel import panel
from qa.page.desk import Desk
from qa.page.evidence import images, texts
from qa.page.evidence.routes import routes
from qa.page.person import Person, with_browsers
from qa.printed import Marked, PrintedPage
from tests.documents import placed
from tests.documents.paper import Box
from tests.ingest.sample import HashEmbedder, make_report

REPORT = "r1"


class Shelf(Desk):
    """A desk over a library of its own, with a quick embedder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._own = Assistant(Library.open(folder), HashEmbedder())
        self.asked_by: list[Person] = []

    def assistant(self, who: Person | None = None) -> Assistant:
        return self._own.seen_by(who.owner if who else "")

    def library_of(self, who: Person) -> Library:
        self.asked_by.append(who)
        return super().library_of(who)

    def copy(self) -> Path:
        found = self._own.library.document(REPORT)
        assert found is not None
        return found

    def ask(self, question: str) -> tuple[Answer, tuple[Evidence, ...]]:
        answer = self._own.ask(question)
        return answer, evidence(answer, self._own.library)

    def shown(self, question: str) -> str:
        return str(panel(0, *self.ask(question)))


def published(folder: Path, *, rotate: int = 0) -> Shelf:
    file = folder / "report.pdf"
    placed.write(file, rotate=rotate)
    embedder = HashEmbedder()
    with Writer(folder / "library", embedder, 5) as writer:
        writer.publish(read_report(file, embedder.fits), path=file, file_hash=file_hash(file))
    file.unlink()
    return Shelf(folder / "library")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The report; its file is gone. Read it only."""
    return published(tmp_path_factory.mktemp("kept"), rotate=90)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A report that may be spoilt: its text is another's, which is of no matter here."""
    file = tmp_path / "report.pdf"
    placed.write(file)
    with Writer(tmp_path / "library", HashEmbedder(), 5) as writer:
        writer.publish(make_report(), path=file, file_hash=file_hash(file))
    return Shelf(tmp_path / "library")


def get(desk: Desk) -> Callable[[str], Response]:
    app = FastAPI()
    app.include_router(routes(desk))
    return TestClient(with_browsers(app)).get


def image_of(one: TableEvidence | PassageEvidence) -> PrintedPage:
    assert one.sheets is not None
    [image] = one.sheets.images
    return image


def boxes(image: PrintedPage, kind: Marked) -> list[Box]:
    """The marks in points."""
    return [
        (
            spot.left * image.width,
            spot.top * image.height,
            (spot.left + spot.width) * image.width,
            (spot.top + spot.height) * image.height,
        )
        for spot in image.spots
        if spot.kind is kind
    ]


def within(inner: Box, outer: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


# what is marked


def test_the_cited_cell_is_marked_and_its_row(kept: Shelf) -> None:
    _, (table,) = kept.ask("行政运行支出是多少？")
    assert isinstance(table, TableEvidence)
    image = image_of(table)
    assert (image.number, image.printed) == (placed.TABLE_PAGE, 2)
    assert image.width > image.height
    [figure], [row] = boxes(image, Marked.FIGURE), boxes(image, Marked.ROW)
    assert within(figure, placed.cell(3, 2))
    assert within(row, (*placed.cell(3, 0)[:2], *placed.cell(3, 4)[2:]))
    assert row[0] < placed.cell(3, 1)[0]
    assert row[2] > placed.cell(3, 3)[0]


def test_an_empty_cell_has_no_mark_but_its_row(kept: Shelf) -> None:
    _, found = kept.ask("行政运行的项目支出是多少？")
    table = next(one for one in found if isinstance(one, TableEvidence))
    image = image_of(table)
    assert boxes(image, Marked.FIGURE) == []
    assert len(boxes(image, Marked.ROW)) == 1


def test_the_words_of_a_quote_are_marked(kept: Shelf) -> None:
    _, (clause, *_) = kept.ask("谁负责公园绿地的养护？")
    assert isinstance(clause, PassageEvidence)
    [quote] = boxes(image_of(clause), Marked.QUOTE)
    assert quote[1] == pytest.approx(150, abs=6)
    assert quote[3] == pytest.approx(162, abs=6)


# what is said


def test_the_image_comes_first_and_says_what_is_marked(kept: Shelf) -> None:
    shown = kept.shown("行政运行支出是多少？")
    assert 'alt="第2页（文件第3页）图像，标出“2120101 行政运行”行“本年支出合计”列"' in shown
    views = re.findall(r'<button type="button" data-view="(\w+)" aria-pressed="(\w+)"', shown)
    assert views == [("image", "true"), ("table", "false"), ("text", "false")]
    assert re.findall(r'class="view" data-view="(\w+)" hidden', shown) == ["table", "text"]


def test_the_numbers_of_a_formula_lead_to_their_places(kept: Shelf) -> None:
    shown = kept.shown("行政运行占支出合计多少？")
    formula = re.search(r'<p class="formula">(.*?)</p>', shown)
    assert formula is not None
    links = re.findall(r"<button[^>]*data-cite=\"(\d)\">([\d.]+)<", formula[1])
    assert links == [("1", "246.90"), ("2", "358.02")]


def test_a_contradiction_is_shown_with_both_places(kept: Shelf) -> None:
    shown = kept.shown("支出合计是多少？")
    card = re.search(r'<section class="card disagreement".*?</section>', shown)
    assert card is not None
    assert re.findall(r'class="n">([\d.]+)<', card[0]) == ["358.02", "359.02"]
    assert "支出决算表 第2页（文件第3页）" in card[0]
    assert "支出决算情况说明 第3页（文件第4页）" in card[0]
    assert re.findall(r'data-cite="(\d)"', card[0]) == ["1", "2"]


def test_the_identities_of_a_table_can_be_opened(kept: Shelf) -> None:
    checks = re.search(r'<details class="checks">.*?</details>', kept.shown("行政运行支出是多少？"))
    assert checks is not None
    assert "2 项平衡" in checks[0]
    assert "358.02 = 358.02" in checks[0]
    assert "共 9 处" in checks[0]


def test_without_the_copy_the_text_is_shown_and_why(tmp_path: Path) -> None:
    lost = published(tmp_path)
    lost.copy().unlink()
    shown = lost.shown("行政运行支出是多少？")
    assert texts.COPY_LOST in shown
    assert "<img" not in shown
    assert '<td class="n hit">' in shown


# the addresses


def test_a_page_is_given_as_image_in_two_sizes(kept: Shelf) -> None:
    for scale in (1, 2):
        answer = get(kept)(f"/evidence/{REPORT}/{placed.TABLE_PAGE}.png?scale={scale}")
        assert answer.headers["content-type"] == "image/png"
        assert answer.headers["cache-control"] == "no-store"
        wide, high = Image.open(BytesIO(answer.content)).size
        assert (wide, high) == pytest.approx((841.9 * scale, 595.3 * scale), abs=1.5)


def test_a_page_that_is_turned_to_is_shown_as_text_and_image(kept: Shelf) -> None:
    shown = get(kept)(f"/evidence/{REPORT}/2").text
    assert "第1页（文件第2页），共 4 页" in shown
    assert f'data-src="evidence/{REPORT}/2.png"' in shown
    assert "&lt;b&gt;不是标记&lt;/b&gt;" in shown
    assert "<mark" not in shown


@pytest.mark.parametrize(
    "address",
    [
        *(f"{REPORT}/{page}.png" for page in ("0", "-1", "5", "1.0", "１", "9" * 30, "x")),
        *(f"{REPORT}/{page}" for page in ("0", "-1", "5", "x")),
        *(f"{REPORT}/1.png?scale={scale}" for scale in ("0", "-1", "100", "nan", "1e9", "")),
        *(
            f"{report}/1.png"
            for report in ("r2", "r0", "r-1", "r9999999999999999999", "x", "..", "%2e%2e", "documents")
        ),
        f"{REPORT}/../library.sqlite",
        f"{REPORT}/..%2f..%2flibrary.sqlite",
        "../../etc/passwd",
        "documents/{copy}",
    ],
)
def test_nothing_else_is_given(kept: Shelf, address: str) -> None:
    answer = get(kept)("/evidence/" + address.format(copy=kept.copy().name))
    assert answer.status_code == 404
    assert not answer.content.startswith((b"\x89PNG", b"%PDF", b"SQLite"))


def test_only_those_see_a_page_who_may_see_its_report(kept: Shelf) -> None:
    class Private(Shelf):
        def library_of(self, who: Person) -> Library:
            raise ReportNotFound(f"{who.key[:8]}看不到")

    private = Private(kept.folder)
    for address in (f"/evidence/{REPORT}/1.png", f"/evidence/{REPORT}/1"):
        answer = get(private)(address)
        assert answer.status_code == 404
        assert answer.json() == {"problem": "browser:看不到"}


def test_a_report_that_was_removed_is_not_shown(shelf: Shelf) -> None:
    ask = get(shelf)
    assert ask(f"/evidence/{REPORT}/1.png").status_code == 200
    with Writer(shelf.folder, HashEmbedder(), 5) as writer:
        writer.remove(REPORT)
    assert ask(f"/evidence/{REPORT}/1.png").status_code == 404
    assert ask(f"/evidence/{REPORT}/1").status_code == 404


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda copy: copy.write_bytes(b"%PDF-1.7 another"), texts.IMAGE_CHANGED),
        (Path.unlink, texts.COPY_LOST),
    ],
)
def test_another_file_than_was_read_is_not_shown(shelf: Shelf, spoil: Callable[[Path], object], said: str) -> None:
    spoil(shelf.copy())
    answer = get(shelf)(f"/evidence/{REPORT}/1.png")
    assert (answer.status_code, answer.json()) == (409, {"problem": said})


def test_a_page_that_cannot_be_drawn_is_told(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.7 nothing more")
    with Writer(tmp_path / "library", HashEmbedder(), 5) as writer:
        writer.publish(make_report(), path=file, file_hash=file_hash(file))
    answer = get(Shelf(tmp_path / "library"))(f"/evidence/{REPORT}/1.png")
    assert (answer.status_code, answer.json()) == (409, {"problem": texts.IMAGE_FAILED})


def test_an_image_is_drawn_once(kept: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = get(kept)
    first = ask(f"/evidence/{REPORT}/1.png?scale=1").content
    monkeypatch.setattr(images, "run", lambda *_: pytest.fail("drawn again"))
    assert ask(f"/evidence/{REPORT}/1.png?scale=1").content == first
