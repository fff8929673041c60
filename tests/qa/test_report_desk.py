"""The tab 报告库 without a browser: files on their way, what is seen by whom, and what is done with a report."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from ingest.errors import LibraryBusy, NotAReport
from ingest.intake import Fate, Order, Outcome, take_in
from ingest.library import Upload, Writer
from ingest.progress import Listener, Stage, told_to
from ingest.reading import Tools
from ingest.report import Report
from ingest.settings import settings
from qa.answer import Kind
from qa.page.chat.desk import ChatDesk
from qa.page.chat.scope import line
from qa.page.desk import Desk
from qa.page.duty.desk import DutyDesk
from qa.page.person import App, Message, Person, Receive, Send, noted
from qa.page.reports import texts
from qa.page.reports.desk import ON_PAGE, ReportsDesk
from qa.page.reports.jobs import drop, jobs, said_of
from qa.page.reports.layout import frame
from qa.page.reports.listing import details, listing, sure
from qa.page.reports.queue import Job, JobGone, Queue, State
from qa.page.reports.routes import routes
from tests.ingest.sample import HashEmbedder, make_report, publish
from tests.qa.test_duty_page import SampleDesk
from tests.qa.test_page import ALLOWED, HOSTILE, Seen

ON_TAB: Final = ALLOWED | {"dd", "details", "dl", "dt", "input", "label", "progress", "summary"}
BROWSER: Final = Person("browser:b")
ANNA, BERT = Person("name:anna", "anna"), Person("name:bert", "bert")
COMMON: Final = "云岭市园林局"
QUESTION: Final = "园林绿化管理支出是多少？"


def read(path: Path, _fits: Callable[[str], bool]) -> Report:
    """A file that holds an organization, a year and an amount."""
    try:
        organization, year, amount = path.read_text("utf-8").split()
    except ValueError:
        raise NotAReport(f"{path.name}：不像是报告。请确认文件内容。") from None
    return make_report(organization, int(year), amount=amount)


class SampleIntake:
    """Takes in such files in this process."""

    def take_in(self, order: Order, listener: Listener) -> Outcome:
        with told_to(listener):
            return take_in(order, Tools(read, HashEmbedder()))

    def end(self) -> None: ...


class SlowIntake:
    """Reads for as long as nobody ends it, as a process would."""

    def __init__(self) -> None:
        self.begun, self.ended = threading.Event(), threading.Event()

    def take_in(self, _order: Order, listener: Listener) -> Outcome:
        listener(Stage.PAGES, 3, 40)
        self.begun.set()
        assert self.ended.wait(30)
        self.ended.clear()
        return Outcome(Fate.FAILED, message="ended")

    def end(self) -> None:
        self.ended.set()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    publish(tmp_path / "library", make_report(COMMON))
    return SampleDesk(tmp_path / "library")


@pytest.fixture
def reports(desk: Desk) -> ReportsDesk:
    return ReportsDesk(desk, SampleIntake)


@pytest.fixture
def slow() -> Iterator[tuple[Queue, SlowIntake]]:
    intake = SlowIntake()
    yield Queue(lambda: intake), intake
    intake.end()


def put(reports: ReportsDesk, who: Person, text: str, name: str = "决算.txt") -> Job:
    """Puts a file in and waits for what becomes of it."""
    path = reports.place(who, name)
    path.write_text(text, "utf-8")
    reports.take(who, name, path)
    reports.queue.wait()
    return reports.queue.of(who.key)[-1]


def order(tmp_path: Path, name: str = "一.txt") -> Order:
    (tmp_path / name).touch()
    return Order(tmp_path / "library", tmp_path / name, Upload(name))


def titles(reports: ReportsDesk, who: Person) -> list[str]:
    return [report.title for report in reports.listing(who).reports]


def answer(desk: Desk, who: Person, question: str = QUESTION) -> str:
    turn = ChatDesk(desk).turn(question, [], who)
    return turn.answer.text if turn.answer else turn.error or ""


# files in


def test_a_file_that_fails_says_why_and_the_others_go_on(desk: Desk, reports: ReportsDesk) -> None:
    bad = put(reports, BROWSER, "没有报告", "坏的.txt")
    good = put(reports, BROWSER, "临江市园林局 2023 77.00")
    assert bad.state is State.FAILED
    assert said_of(bad) == "坏的.txt：不像是报告。请确认文件内容。"
    assert (good.state, good.stage) == (State.DONE, Stage.PUBLISHING)
    assert "77.00" in answer(desk, BROWSER, f"临江市园林局{QUESTION}")
    assert not any(job.order.path.exists() for job in reports.queue.of(BROWSER.key))


def test_the_first_file_makes_the_library(tmp_path: Path) -> None:
    reports = ReportsDesk(Desk(tmp_path / "new"), SampleIntake)
    assert reports.listing(BROWSER).count == 0
    put(reports, BROWSER, "临江市园林局 2023 77.00")
    assert titles(reports, BROWSER) == ["临江市园林局（本级）2023年度决算"]


def test_a_second_file_of_the_same_report_replaces_it_or_not_as_one_says(desk: Desk, reports: ReportsDesk) -> None:
    job = put(reports, BROWSER, f"{COMMON} 2023 88.00")
    assert job.state is State.TAKEN
    reports.queue.keep(BROWSER.key, job.id)
    assert said_of(reports.queue.of(BROWSER.key)[-1]) == texts.KEPT
    assert "1,234.50" in answer(desk, BROWSER)
    job = put(reports, BROWSER, f"{COMMON} 2023 88.00")
    reports.queue.replace(BROWSER.key, job.id)
    reports.queue.wait()
    assert reports.queue.of(BROWSER.key)[-1].state is State.DONE
    assert "88.00" in answer(desk, BROWSER)
    assert len(reports.listing(BROWSER).reports) == 1


def test_the_same_file_again_changes_nothing(reports: ReportsDesk) -> None:
    put(reports, BROWSER, "临江市园林局 2023 77.00")
    job = put(reports, BROWSER, "临江市园林局 2023 77.00", "另一个名字.txt")
    assert said_of(job) == texts.UNCHANGED.format(title="临江市园林局（本级）2023年度决算")


def test_another_writer_is_waited_for_and_that_is_said(
    desk: Desk, reports: ReportsDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "lock_seconds", 0.05)
    waiting = threading.Event()
    path = reports.place(BROWSER, "一.txt")
    path.write_text("临江市园林局 2023 77.00", "utf-8")

    def listener(stage: Stage, _done: int, _total: int) -> None:
        if stage is Stage.WAITING:
            waiting.set()

    outcomes: list[Outcome] = []
    given = Order(desk.folder, path, Upload("一.txt"))
    thread = threading.Thread(target=lambda: outcomes.append(SampleIntake().take_in(given, listener)))
    with Writer(desk.folder, HashEmbedder(), 5) as writer, writer.turn():
        thread.start()
        assert waiting.wait(20)
        with pytest.raises(LibraryBusy):
            reports.remove(BROWSER, reports.listing(BROWSER).reports[0].id)
    thread.join()
    assert [outcome.fate for outcome in outcomes] == [Fate.PUBLISHED]


def test_what_is_read_can_be_given_up_and_the_next_goes_on(slow: tuple[Queue, SlowIntake], tmp_path: Path) -> None:
    queue, intake = slow
    first, second, third = (queue.add("a", order(tmp_path, f"{name}.txt")) for name in "一二三")
    assert intake.begun.wait(20)
    working, waits, last = queue.of("a")
    assert said_of(working) == "正在读页面：第 3 页，共 40 页"
    assert (said_of(waits), said_of(last)) == (texts.QUEUED.format(before=1), texts.QUEUED.format(before=2))
    queue.cancel("a", third.id)
    intake.begun.clear()
    queue.cancel("a", first.id)
    assert intake.begun.wait(20)
    assert [job.state for job in queue.of("a")] == [State.CANCELLED, State.WORKING, State.CANCELLED]
    queue.cancel("a", second.id)
    queue.wait()
    queue.clear("a")
    assert queue.of("a") == []
    assert not list(tmp_path.glob("*.txt"))


def test_nobody_sees_or_stops_the_files_of_another(slow: tuple[Queue, SlowIntake], tmp_path: Path) -> None:
    queue, intake = slow
    job = queue.add("a", order(tmp_path))
    assert queue.of("b") == []
    with pytest.raises(JobGone):
        queue.cancel("b", job.id)
    assert intake.begun.wait(20)
    assert queue.of("a")[0].state is State.WORKING


# whose a report is


def test_what_somebody_puts_in_is_seen_by_nobody_else_until_it_is_published(desk: Desk, reports: ReportsDesk) -> None:
    put(reports, ANNA, "临江市园林局 2023 77.00")
    asked = f"临江市园林局{QUESTION}"
    mine = reports.listing(ANNA, "临江市").reports[0]
    assert mine.private
    assert "77.00" in answer(desk, ANNA, asked)
    assert "77.00" not in answer(desk, BERT, asked)
    assert "77.00" not in desk.assistant().ask(asked).text
    assert "临江市园林局" not in "".join(titles(reports, BERT))
    assert [len(DutyDesk(desk).reports(who)) for who in (ANNA, BERT)] == [2, 1]
    reports.publish(ANNA, mine.id)
    assert "77.00" in answer(desk, BERT, asked)
    reports.withdraw(ANNA, mine.id)
    assert "77.00" not in answer(desk, BERT, asked)
    assert "77.00" in answer(desk, ANNA, asked)


def test_evidence_of_a_private_report_is_gone_for_others(desk: Desk, reports: ReportsDesk) -> None:
    put(reports, ANNA, "临江市园林局 2023 77.00")
    chat = ChatDesk(desk)
    given = chat.turn(f"临江市园林局{QUESTION}", [], ANNA).answer
    assert given is not None
    assert type(chat.evidence(given, ANNA)[0]).__name__ == "TableEvidence"
    assert type(chat.evidence(given, BERT)[0]).__name__ == "QuoteEvidence"  # no more than the answer itself holds


# the addresses


def signed_in(app: App) -> App:
    """Who asks is what a header says."""

    async def wrapped(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            name = dict(scope["headers"]).get(b"x-name", b"").decode()
            noted(scope, Person(f"name:{name}", name) if name else BROWSER)
        await app(scope, receive, send)

    return wrapped


@pytest.fixture
def client(reports: ReportsDesk) -> TestClient:
    app = FastAPI()
    app.include_router(routes(reports))
    return TestClient(signed_in(app))


def post(client: TestClient, path: str, name: str = "", **options: Any) -> dict[str, Any]:
    told: dict[str, Any] = client.post(f"/reports/{path}", headers={"x-name": name}, **options).json()
    return told


def get(client: TestClient, path: str, name: str = "") -> dict[str, Any]:
    told: dict[str, Any] = client.get(f"/reports/{path}", headers={"x-name": name}).json()
    return told


def test_files_are_sent_and_their_reports_listed_looked_at_and_removed(
    client: TestClient, reports: ReportsDesk
) -> None:
    assert post(client, "files?name=../../etc/决算.txt", content="临江市园林局 2023 77.00".encode()) == {}
    reports.queue.wait()
    told = get(client, "jobs")
    assert (told["done"], told["moving"]) == (1, False)
    assert "../../etc/决算.txt" in told["html"]
    [report] = reports.listing(BROWSER, "临江市").reports
    assert report.title in get(client, "list?words=临江市")["html"]
    shown = Seen(get(client, f"{report.id}/found")["html"]).said
    for words in ("临江市园林局", "2023", "决算", "表 1/9", "1 项平衡", "第三页没有页码", "../../etc/决算.txt"):
        assert words in shown
    assert "收入支出决算总表" in shown  # missing
    assert report.title in get(client, f"{report.id}/sure/remove")["html"]
    assert post(client, f"{report.id}/remove") == {}
    assert [r.title for r in reports.listing(BROWSER).reports] == [f"{COMMON}（本级）2023年度决算"]
    assert post(client, f"{report.id}/remove")["problem"] == texts.REPORT_GONE


def test_others_can_neither_look_at_nor_change_what_is_not_theirs(client: TestClient, reports: ReportsDesk) -> None:
    put(reports, ANNA, "临江市园林局 2023 77.00")
    mine, common = reports.listing(ANNA).reports
    for action in ("remove", "publish", "withdraw"):
        assert post(client, f"{mine.id}/{action}", "bert")["problem"] == texts.REPORT_GONE
        assert post(client, f"{common.id}/{action}", "bert")["problem"] == texts.NOT_YOURS
    assert get(client, f"{mine.id}/found", "bert")["problem"] == texts.REPORT_GONE
    assert get(client, f"{mine.id}/sure/remove", "bert")["problem"] == texts.REPORT_GONE
    assert mine.title not in get(client, "list", "bert")["html"]
    assert get(client, "jobs", "bert")["done"] == 0
    assert post(client, f"{mine.id}/publish", "anna") == {}
    assert mine.title in get(client, "list", "bert")["html"]
    assert post(client, f"{mine.id}/remove", "bert")["problem"] == texts.NOT_YOURS
    assert "withdraw" in get(client, "list", "anna")["html"]
    assert "withdraw" not in get(client, "list", "bert")["html"]


@pytest.mark.parametrize(("name", "said"), [("一.xlsx", "另存为 PDF"), ("无后缀", ".pdf"), ("一.txt", "超过 1 MB")])
def test_what_cannot_be_read_is_turned_away(
    name: str, said: str, client: TestClient, reports: ReportsDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "max_file_mb", 1)
    assert said in post(client, f"files?name={name}", content=b"x" * (2**20 + 1))["problem"]
    assert reports.queue.of(BROWSER.key) == []
    assert not list(reports.queue.path("").parent.iterdir())


def test_many_reports_are_searched_and_paged(tmp_path: Path) -> None:
    many = (make_report(f"第{number}县园林局") for number in range(ON_PAGE + 1))
    publish(tmp_path / "library", make_report("云岭市园林局", 2022), make_report("云岭市园林局", 2023), *many)
    reports = ReportsDesk(SampleDesk(tmp_path / "library"), SampleIntake)
    first, last = reports.listing(BROWSER), reports.listing(BROWSER, page=99)
    assert (len(first.reports), len(last.reports), last.page) == (ON_PAGE, 3, 2)
    assert [r.identity.year for r in reports.listing(BROWSER, "云岭市　园林").reports] == [2023, 2022]
    assert reports.listing(BROWSER, "云岭市 2022").found == 1
    assert reports.listing(BROWSER, "无此县").found == 0


# the choice


def test_a_question_is_answered_from_the_chosen_reports_only(desk: Desk, reports: ReportsDesk) -> None:
    put(reports, BROWSER, "临江市园林局 2023 77.00")
    put(reports, BROWSER, "东山市园林局 2023 55.00")
    keys = {report.identity.organization: report.report_key for report in reports.listing(BROWSER).reports}
    chat = ChatDesk(desk)

    def asked(question: str, *among: str) -> Any:
        return chat.turn(question, [], BROWSER, [keys[name] for name in among]).answer

    assert asked(QUESTION).kind is Kind.CLARIFICATION
    assert "77.00" in asked(QUESTION, "临江市园林局").text
    refused = asked(f"东山市园林局{QUESTION}", "临江市园林局")
    assert refused.refusal.kind == "not_in_corpus"
    assert "所选的报告里没有" in refused.text
    assert any("临江市园林局（本级）2023年度决算" in note for note in refused.notes)
    assert "55.00" not in refused.text
    assert "2022" in asked("2022年园林绿化管理支出是多少？", "临江市园林局").refusal.message
    both = asked("各单位的园林绿化管理支出从高到低", "临江市园林局", "东山市园林局")
    assert {c.organization for c in both.citations} == {"临江市园林局", "东山市园林局"}
    reports.remove(BROWSER, reports.listing(BROWSER, "临江市").reports[0].id)
    gone = chat.turn(QUESTION, [], BROWSER, [keys["临江市园林局"]])
    assert gone.error is not None
    assert "重新选择" in gone.error


# nothing is more than text


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_written_is_shown_as_text(words: str, client: TestClient, reports: ReportsDesk) -> None:
    put(reports, Person("name:x", words), "临江市园林局 2023 77.00", f"{words}.txt")
    put(reports, Person("name:x", words), "没有报告", f"{words}.txt")
    report = reports.listing(Person("name:x", words), "临江市").reports[0]
    owner = Person("name:x", words)
    parts = (
        drop(),
        frame(),
        jobs(reports.queue.of("name:x"), owner),
        listing(reports.listing(owner, words), lambda _: True, shared=False),
        listing(reports.listing(owner), lambda _: True, shared=False),
        details(reports.found(owner, report.id)),
        sure(report, "remove"),
        line([words, words]),
    )
    seen = Seen("".join(parts))
    assert seen.elements <= ON_TAB
    assert not [name for name in seen.attributes if name.startswith("on") or name in ("src", "href", "style")]
    assert f"{words}.txt"[-100:] in seen.said
