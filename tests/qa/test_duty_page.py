"""The tab 职责核对 without a browser: whatever is given is shown as text, and everything that goes wrong is told."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import Workbook, load_workbook

from evals.hash_embedder import HashEmbedder
from ingest.library import Library
from ingest.report import Report
from ingest.settings import Settings
from qa.assistant import Assistant
from qa.duty_check import Outcome, Passage, Verdict
from qa.duty_check.corrections import FILE, Corrections, Mark
from qa.page.desk import Desk
from qa.page.duty import desk as duty_desk
from qa.page.duty import given, texts
from qa.page.duty.desk import CannotCheck, DutyDesk, Gone
from qa.page.duty.results import SHOWN, confidence, progress, results
from qa.page.duty.routes import routes
from qa.page.person import Person
from tests.ingest.sample import make_report, publish
from tests.qa.test_page import ALLOWED, HOSTILE, Seen

ON_TAB = ALLOWED | {"a", "blockquote", "caption", "h2", "input", "label", "progress"}
OWN = "养护公园绿地"
STRANGE = "审批社区工厂排污许可"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://example.com","x")')


class SampleDesk(Desk):
    """A desk over small reports, with a quick embedder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._sample = Assistant(Library.open(folder), HashEmbedder())

    def assistant(self, who: Person | None = None) -> Assistant:
        return self._sample.seen_by(who.owner if who else "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    publish(tmp_path / "library", make_report())
    return tmp_path / "library"


@pytest.fixture
def desk(folder: Path) -> DutyDesk:
    return DutyDesk(SampleDesk(folder))


@pytest.fixture
def client(desk: DutyDesk) -> TestClient:
    app = FastAPI()
    app.include_router(routes(desk))
    return TestClient(app)


def checked(desk: DutyDesk, text: str = "", sheet: str | None = None, report: str | None = None) -> str:
    """The name of a check that was made to its end."""
    *_, token = desk.check(text, sheet, report)
    assert isinstance(token, str)
    return token


def shown(desk: DutyDesk, token: str) -> str:
    made = desk.checked(token)
    return results(token, made.report.title, made.verdicts, desk.corrections(made))


def workbook(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def passage(words: str) -> Passage:
    return Passage(department=words, clause=words, text=words, page=1, strength=words, marks=((0, 1),))


def verdicts(words: str) -> list[Verdict]:
    """The words in every place that a task or a report reaches."""
    found = Verdict(
        task=words, outcome=Outcome.OWN, report=words, department=words, clause=words, text=words, page=1,
        strength=words, marks=((0, 1),), confidence=0.9, also=(passage(words), passage(words + "二")), note=words,
    )  # fmt: skip
    none = Verdict(task=words, outcome=Outcome.NONE, report=words, nearest=(passage(words),), note=words)
    return [found, none]


# nothing is more than text


@pytest.mark.parametrize("words", [*HOSTILE, *FORMULAS])
def test_whatever_is_written_is_shown_as_text(words: str, tmp_path: Path) -> None:
    corrections = Corrections(tmp_path)
    report = make_report()
    for verdict in verdicts(words):
        corrections.keep(report.identity, verdict.model_copy(update={"clause": words + "旧"}), Mark.WRONG, words)
    said = corrections.of(report.identity)
    parts = (
        results("t", words, verdicts(words), said, words),
        given.sheet(words, 3, words),
        given.problem(words),
        given.choose(words, [words]),
    )
    seen = Seen("".join(parts))
    assert seen.elements <= ON_TAB
    assert not [name for name in seen.attributes if name.startswith("on") or name in ("src", "style")]
    assert seen.attributes["href"] == ["duties/t.xlsx"]
    assert words in seen.said
    assert words in seen.attributes["data-column"]
    assert words[:500] in seen.attributes["value"]


def test_marks_are_exactly_the_matched_words_even_where_they_overlap_or_run_out() -> None:
    text = "负责区政府值班工作"
    found = Verdict(
        task="值班", outcome=Outcome.OWN, report="报告", text=text, marks=((5, 7), (0, 1), (4, 6), (8, 99), (3, 3))
    )
    shown = results("t", "报告", [found], {})
    quoted = re.search(r"<blockquote>(.*?)</blockquote>", shown)
    assert quoted
    assert re.findall(r"<mark>(.*?)</mark>", quoted[1]) == ["负", "府值班", "作"]
    assert re.sub(r"</?mark>", "", quoted[1]) == text


# what is shown


def test_every_outcome_is_a_word_and_is_counted() -> None:
    found = [
        Verdict(
            task="甲", outcome=Outcome.OWN, report="报告", text="负责甲。", page=2, printed_page=4, clause="（一）"
        ),
        Verdict(task="乙", outcome=Outcome.OTHER, report="报告", department="区委网信办", text="负责乙。", page=2),
        Verdict(task="丙", outcome=Outcome.NONE, report="报告"),
        Verdict(task="丁", outcome=Outcome.NONE, report="报告"),
    ]
    said = Seen(results("t", "报告", found, {})).said
    for words in (
        "全部 4",
        "本单位职责 1",
        "其他部门职责 1",
        "报告未载明 2",
        "第（一）项 · 第4页（文件第2页）",
        "区委网信办",
    ):
        assert words in said
    assert "报告没有编号 · 文件第2页" in said


def test_nearest_clauses_are_said_not_to_suffice() -> None:
    none = Verdict(task="丙", outcome=Outcome.NONE, report="报告", nearest=(passage("负责丁。"),) * 2)
    assert "最接近的 2 条，不足以认定" in Seen(results("t", "报告", [none], {})).said


def test_the_other_parties_of_the_same_sentence_do_not_repeat_it() -> None:
    text = "牵头甲，会同区财政局。"
    same = Passage(department="区财政局", clause="（一）", text=text, page=1)
    other = Passage(department="区审计局", clause="（二）", text="配合甲。", page=3, strength="配合")
    found = Verdict(task="甲", outcome=Outcome.OWN, report="报告", text=text, strength="牵头", also=(same, other))
    said = Seen(results("t", "报告", [found], {})).said
    assert said.count(text) == 1
    assert "责任方式：牵头" in said
    assert "区财政局见上句" in said
    assert "区审计局（配合）" in said
    assert "配合甲。" in said


@pytest.mark.parametrize(("value", "words"), [(0.994, "把握 99%"), (1.0, "把握 99% 以上"), (0.6, "把握 60%")])
def test_nothing_is_said_to_be_quite_sure(value: float, words: str) -> None:
    assert confidence(Verdict(task="甲", outcome=Outcome.NONE, report="报告", confidence=value)) == words


def test_so_many_are_shown_and_it_is_said_where_the_rest_is() -> None:
    many = [Verdict(task=f"事项{n}", outcome=Outcome.NONE, report="报告") for n in range(SHOWN + 1)]
    shown = results("t", "报告", many, {})
    assert shown.count("data-row=") == SHOWN
    assert f"一共 {SHOWN + 1} 项" in shown
    assert f"全部 {SHOWN + 1}" in shown


def test_how_far_it_is_can_be_heard() -> None:
    assert '<p role="status">正在核对：30 / 200 项</p>' in progress(30, 200)
    assert '<progress max="200" value="30"' in progress(30, 200)


# checking


def test_lines_are_checked_in_order_and_the_same_task_only_once(desk: DutyDesk) -> None:
    steps = list(desk.check(f"{OWN}\n\n  {STRANGE} \r\n{OWN}", None, None))
    assert steps[:-1] == [(0, 2), (2, 2)]
    made = desk.checked(str(steps[-1]))
    assert [verdict.task for verdict in made.verdicts] == [OWN, STRANGE, OWN]
    assert [verdict.outcome for verdict in made.verdicts] == [Outcome.OWN, Outcome.NONE, Outcome.OWN]


def test_nothing_to_check_and_too_much_is_told(desk: DutyDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotCheck, match="还没有事项"):
        checked(desk, " \n ")
    monkeypatch.setattr(duty_desk, "settings", lambda: Settings(max_tasks=3))
    with pytest.raises(CannotCheck, match="一共 4 项，超过 3 项的上限"):
        checked(desk, "一\n二\n三\n四")


def test_among_several_reports_none_is_taken_unasked(tmp_path: Path) -> None:
    publish(tmp_path, make_report("云岭市园林局"), make_report("临江市园林局"))
    desk = DutyDesk(SampleDesk(tmp_path))
    with pytest.raises(CannotCheck, match="请先选择依据哪一份"):
        checked(desk, OWN)
    (key,) = [key for title, key in desk.reports() if title.startswith("临江市")]
    assert desk.checked(checked(desk, OWN, report=key)).verdicts[0].department == "临江市园林局"
    with pytest.raises(CannotCheck, match="已不在资料库里"):
        checked(desk, OWN, report="nothing")


def test_old_checks_are_forgotten_and_it_is_told(desk: DutyDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duty_desk, "HELD", 2)
    tokens = [checked(desk, OWN) for _ in range(3)]
    desk.checked(tokens[2])
    with pytest.raises(Gone, match="请重新核对"):
        desk.checked(tokens[0])


# corrections


def test_a_correction_survives_another_revision_of_the_report(folder: Path, desk: DutyDesk) -> None:
    before = desk.checked(checked(desk, OWN))
    desk.correct(checked(desk, OWN), 0, Mark.CONFIRMED, "属实")
    publish(folder, make_report(amount="9.00"))
    again = DutyDesk(SampleDesk(folder))
    token = checked(again, f"{STRANGE}\n{OWN}")
    assert again.checked(token).report.id != before.report.id
    seen = Seen(shown(again, token))
    assert "属实" in seen.attributes["value"]
    assert seen.attributes["aria-pressed"].count("true") == 2  # the filter 全部, and 确认
    assert "请重新核对" not in seen.said


def renumbered(report: Report) -> Report:
    return replace(report, duties=tuple(replace(duty, number="（九）") for duty in report.duties))


def test_a_correction_of_another_verdict_is_said_to_be_one(folder: Path, desk: DutyDesk) -> None:
    desk.correct(checked(desk, OWN), 0, Mark.CONFIRMED, "")
    publish(folder, renumbered(make_report(amount="9.00")))
    again = DutyDesk(SampleDesk(folder))
    token = checked(again, OWN)
    assert again.checked(token).verdicts[0].clause == "（九）"
    assert "核对时的结果是“本单位职责 云岭市园林局 （一）”" in Seen(shown(again, token)).said
    rows = list(load_workbook(io.BytesIO(again.download(token)[1])).worksheets[0].values)
    assert "确认（结果已变，需重新核对）" in rows[1]


def test_a_correction_changes_no_word_of_the_report(folder: Path, desk: DutyDesk) -> None:
    database = folder / "library.sqlite"
    before = database.read_bytes()
    desk.correct(checked(desk, OWN), 0, Mark.WRONG, "不对")
    assert database.read_bytes() == before
    assert (folder / FILE).exists()


# the addresses


def test_a_spreadsheet_goes_in_and_comes_out(desk: DutyDesk, client: TestClient) -> None:
    data = workbook(["台账"], [], ["编号", "事项", "主办"], [1, OWN, "=A1"], [2, "=1+1", "张"], [3, OWN, "李"])
    taken = client.post(f"/duties/sheet?name={quote('八月.xlsx')}", content=data)
    token = checked(desk, "不核对这一行", taken.json()["sheet"])
    said = client.post(f"/duties/{token}/0", json={"mark": "wrong", "comment": "=HYPERLINK(1)"}).json()
    assert (said["mark"], said["comment"], said["rows"]) == ("wrong", "=HYPERLINK(1)", [0, 2])
    answer = client.get(f"/duties/{token}.xlsx")
    assert "职责核对-云岭市园林局-2023.xlsx" in unquote(answer.headers["content-disposition"])
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    head, *rows = ([cell.value for cell in row] for row in sheet.rows)
    assert [row[head.index("事项")] for row in rows] == [OWN, "=1+1", OWN]
    assert [row[head.index("编号")] for row in rows] == [1, 2, 3]
    assert [row[head.index("人工核对")] for row in rows] == ["有误", None, "有误"]
    assert [row[head.index("说明")] for row in rows] == ["=HYPERLINK(1)", None, "=HYPERLINK(1)"]
    assert "f" not in {cell.data_type for row in sheet.rows for cell in row}


def test_a_checked_list_can_be_checked_again(desk: DutyDesk, client: TestClient) -> None:
    token = checked(desk, OWN)
    desk.correct(token, 0, Mark.CONFIRMED, "一")
    taken = client.post("/duties/sheet?name=a.xlsx", content=desk.download(token)[1]).json()["sheet"]
    head, row = load_workbook(io.BytesIO(desk.download(checked(desk, "", taken))[1])).worksheets[0].values
    assert row[head.index("人工核对")] == "确认"
    assert row[head.index("人工核对（原表）")] == "确认"


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.xlsx", b"zzz", "文件已损坏"),
        ("a.xlsx", b"", "文件已损坏"),
        ("a.doc", b"zzz", "不认识的文件格式"),
        ("", b"zzz", "不认识的文件格式"),
        ("../../a.csv", "事项\n".encode(), "表里没有事项"),
        ("a.json", b"{}", "应为一个数组"),
        ("长" * 300 + ".json", b"{}", "应为一个数组"),
        ("<b>\0.json", b"{", "文件已损坏"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(client: TestClient, name: str, data: bytes, problem: str) -> None:
    answer = client.post(f"/duties/sheet?name={quote(name)}", content=data)
    assert answer.status_code == 409
    assert problem in answer.json()["problem"]


def test_too_many_rows_and_too_large_a_file_are_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "事项\n" + "养护\n" * 100_000
    assert "超过 5000 行" in client.post("/duties/sheet?name=a.csv", content=rows.encode()).json()["problem"]
    monkeypatch.setattr("qa.page.duty.routes.MAX_BYTES", 1000)
    answer = client.post("/duties/sheet?name=a.csv", content=b"x" * 1001)
    assert answer.status_code == 413
    assert "文件超过" in answer.json()["problem"]


def test_where_the_column_is_not_known_the_headings_are_offered(desk: DutyDesk, client: TestClient) -> None:
    data = workbook(["编号", "要办的"], [1, OWN])
    answer = client.post("/duties/sheet?name=a.xlsx", content=data)
    assert answer.json()["columns"] == ["编号", "要办的"]
    taken = client.post(f"/duties/sheet?name=a.xlsx&column={quote('要办的')}", content=data).json()["sheet"]
    assert desk.sheet(taken).tasks == (OWN,)


@pytest.mark.parametrize("row", ["-1", "1", "99999999999999999999"])
def test_a_row_that_is_none_is_told(desk: DutyDesk, client: TestClient, row: str) -> None:
    answer = client.post(f"/duties/{checked(desk, OWN)}/{row}", json={"mark": "wrong"})
    assert answer.status_code == 404
    assert answer.json()["problem"] == texts.CORRECTION_WRONG


def test_a_check_that_is_none_is_told(client: TestClient) -> None:
    assert "请重新核对" in client.post("/duties/x/0", json={"mark": "wrong"}).json()["problem"]
    assert "请重新核对" in client.get("/duties/x.xlsx").json()["problem"]


@pytest.mark.parametrize("body", [{"mark": "maybe"}, {"comment": "长" * 501}, {"comment": 3}, []])
def test_what_is_no_correction_is_not_kept(desk: DutyDesk, client: TestClient, folder: Path, body: object) -> None:
    answer = client.post(f"/duties/{checked(desk, OWN)}/0", content=json.dumps(body))
    assert answer.status_code == 422
    assert not (folder / FILE).exists()


def test_corrections_that_cannot_be_kept_are_told(desk: DutyDesk, client: TestClient, folder: Path) -> None:
    token = checked(desk, OWN)
    (folder / FILE).write_bytes(b"broken" * 1000)
    assert "打不开" in client.post(f"/duties/{token}/0", json={"mark": "wrong"}).json()["problem"]
    assert "打不开" in client.get(f"/duties/{token}.xlsx").json()["problem"]
