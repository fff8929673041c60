"""The comparison with others: what counts as found, on hand-written texts; and a small one over a made-up report."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evals.__main__ import main
from evals.generated.library import entries
from evals.gold import Gold
from evals.peers import DEPTHS, OURS, PEERS, compare
from evals.peers.compare import Comparison, System, about
from evals.peers.job import Measured, Plan, measure_ours, measure_peer
from evals.peers.report import tables, to_json
from evals.peers.scores import Asked, Finder, Pages, asked, ceiling
from evals.questions import Question
from evals.source import load_sources
from tests.evals.build import CLAUSE, FIRST_PAGE, ROW, SECOND_PAGE, SOURCE, expect_duty, expect_lookup

TITLE = "某某局2021年度决算"
TITLES = {SOURCE.document.path.name: TITLE}
FILE = SOURCE.document.path.name


def question(name: str, kind: str, q: Any, expect: Any) -> Question:
    return Question.model_validate({"id": name, "kind": kind, "q": q, "expect": expect})


NUMBER = question("n-1", "number", "甲项支出是多少？", expect_lookup())
DUTY = question("d-1", "duty", "谁接听值班电话？", expect_duty())
REFUSED = question("r-1", "refusal", "天气？", {"refusal": ["off_topic"]})
TURNS = question("c-1", "conversation", ["甲项？", "去年呢？"], expect_lookup())
ABSENT = question("n-2", "number", "乙项支出是多少？", {"value": "77.77", "unit": "万元", "printed_page": [7]})


# what counts as found


def test_a_part_is_told_the_pages_that_it_runs_over() -> None:
    pages = Pages(SOURCE)
    assert pages.of(ROW.replace(" ", "\n")) == {1}
    assert pages.of(SECOND_PAGE) == {2}
    assert pages.of(ROW + CLAUSE) == {1, 2}
    assert pages.of("别处的话") == pages.of(" ") == set()


def test_only_what_is_printed_and_asked_in_one_turn_is_put_to_peers() -> None:
    put = asked([NUMBER, DUTY, REFUSED, TURNS, ABSENT], [SOURCE], TITLES)
    assert [q.id for q in put.retrieved] == ["n-1", "d-1"]
    assert len(put.questions) == 5


@pytest.mark.parametrize(
    ("texts", "held"),
    [
        ([FIRST_PAGE], {"row"}),
        ([FIRST_PAGE, "比上年减少21.09万元。"], {"row", "sum"}),
        (["2019901 甲项", "8,765.43 8,000.00 765.43"], set()),
        ([], set()),
    ],
)
def test_the_whole_answer_has_to_stand_in_what_is_found(texts: list[str], held: set[str]) -> None:
    value, change = Decimal("8765.43"), Decimal("21.09")
    first, second = frozenset({1}), frozenset({2})
    wanted = {
        "row": (Gold(value=value, row="甲项", pages=first),),
        "sum": (Gold(value=value, pages=first), Gold(value=change, pages=second)),
    }
    found = {name: [(FILE, text) for text in texts] for name in wanted}
    assert ceiling(wanted, found, Finder([SOURCE], TITLES)) == held


def test_questions_over_many_reports_are_those_that_these_reports_answer() -> None:
    titles = frozenset(entry.title for entry in entries(30))
    chosen = about(titles)
    named = [{*q.expect.reports, q.expect.report} - {None} for q in chosen]
    assert sum(map(bool, named)) > 20
    assert all(reports <= titles for reports in named)
    assert all(reports or q.expect.refusal for reports, q in zip(named, chosen, strict=True))
    assert not any(q.expect.options or q.expect.missing for q in chosen)


# the tables


def found(*texts: str) -> dict[str, list[tuple[str, str]]]:
    return {str(depth): [(FILE, text) for text in texts] for depth in DEPTHS}


def comparison(*systems: System) -> Comparison:
    put = asked([NUMBER, DUTY, REFUSED, TURNS], [SOURCE], TITLES)
    return Comparison((SOURCE,), TITLES, put, systems)


OUR_PART = Measured(
    ingest=2.0, times=[0.1, 0.1], answered=[0.01, 0.01],
    found={"n-1": found(ROW), "d-1": found("别的")},
    outcomes={"n-1": "right", "d-1": "wrong", "r-1": "right", "c-1": "unanswered"},
)  # fmt: skip
THEIRS = Measured(ingest=1.0, times=[0.02, 0.02], found={"n-1": found("别的"), "d-1": found(CLAUSE)})


def test_the_table_sets_what_we_answer_beside_what_peers_could() -> None:
    done = comparison(System(OURS, OUR_PART, 200), System("langchain", THEIRS, 100), System("haystack", why="没有安装"))
    answers, costs = tables(done, "hash")
    rows = {row[0]: row[1:] for row in answers.rows}
    assert rows["金额"] == ("1", "100.0%", "0.0%", "0.0%", *["100.0%"] * 2, *["0.0%"] * 2, *["未测"] * 2)
    assert rows["职责"] == ("1", "0.0%", "100.0%", "0.0%", *["0.0%"] * 2, *["100.0%"] * 2, *["未测"] * 2)
    assert rows["合计"][:4] == ("2", "50.0%", "50.0%", "0.0%")
    assert rows["应当拒答或反问"] == ("1", "100.0%", "0.0%", "0.0%", *["未测"] * 6)
    assert rows["追问"] == ("1", "0.0%", "0.0%", "100.0%", *["未测"] * 6)
    assert "LangChain 前 4 段里有答案、而本程序没有答对的：1 题（d-1）。" in answers.notes
    assert "没有安装" in answers.notes
    assert [row[:3] for row in costs.rows] == [
        ("决算问答", "2.00 s（1.00）", "10.000 ms（1.00）"),
        ("LangChain", "1.00 s（0.50）", "20.000 ms（2.00）"),
        ("Haystack", "未测", "未测"),
    ]
    told = to_json(done)["systems"]
    assert told["langchain"]["questions"] == {"4": ["d-1"], "10": ["d-1"]}  # type: ignore[index]
    assert told["langchain"]["ratios"]["memory"] == 0.5  # type: ignore[index]
    assert told["haystack"]["costs"]["ingest"] is None  # type: ignore[index]


def test_nothing_found_is_an_empty_list_and_not_null() -> None:
    all_right = replace(OUR_PART, outcomes=dict.fromkeys(OUR_PART.outcomes, "right"))
    told = json.loads(json.dumps(to_json(comparison(System(OURS, all_right), System("haystack")))))
    assert told["systems"][OURS]["questions"]["wrong"] == []
    assert told["systems"]["haystack"]["questions"]["4"] is None


# the systems themselves


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A made-up report, and a question about it whose answer was read off the report's account."""
    folder, entry = tmp_path_factory.mktemp("made-up"), entries(1)[0]
    (folder / entry.file).write_text(entry.write().text, encoding="utf-8")
    line = next(line for line in entry.write().text.splitlines() if line.startswith("2210201"))
    amount = line.split()[2].replace(",", "")
    name = entry.title.partition("（")[0]
    put = question("n-1", "number", f"{name}住房公积金支出决算数是多少？", {"value": amount, "unit": "万元"})
    return Plan((str(folder / entry.file),), "hash", (put,), frozenset({"n-1"}))


def test_the_program_answers_and_searches(plan: Plan, tmp_path: Path) -> None:
    measured = measure_ours(plan, tmp_path)
    (file,) = map(Path, plan.files)
    assert measured.titles == {file.name: entries(1)[0].title}
    assert measured.outcomes == {"n-1": "right"}
    assert len(measured.times) == len(measured.answered) == 1
    check_found(plan, measured)


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_finds_parts_of_the_report(name: str, plan: Plan, tmp_path: Path) -> None:
    pytest.importorskip(PEERS[name].needs, reason="make peers 才会安装")
    check_found(plan, measure_peer(name, plan, tmp_path))


def check_found(plan: Plan, measured: Measured) -> None:
    """As many parts as were wanted, at most, all of them the report's own words; the answer among ten of them."""
    (source,) = load_sources(Path(plan.files[0]).parent)
    pages = Pages(source)
    for depth in DEPTHS:
        texts = measured.found["n-1"][str(depth)]
        assert 0 < len(texts) <= depth
        assert all(file == source.document.path.name and pages.of(text) for file, text in texts)
    put: Asked = asked(plan.questions, [source], {source.document.path.name: entries(1)[0].title})
    ten = {name: found[str(DEPTHS[-1])] for name, found in measured.found.items()}
    assert ceiling(put.wanted, ten, Finder([source], {source.document.path.name: ""})) == {"n-1"}


def test_a_plan_is_read_as_it_was_written(plan: Plan, tmp_path: Path) -> None:
    plan.write(tmp_path / "plan.json")
    assert Plan.load(tmp_path / "plan.json") == plan


# what can go wrong


def test_a_peer_that_is_not_installed_is_not_measured_and_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(compare, "find_spec", lambda name: None)
    system = compare.measured("haystack", tmp_path / "plan.json")
    assert system.measured is None
    assert "evals/peers/constraints.txt" in system.why


def test_a_process_that_fails_is_not_measured_and_says_why(tmp_path: Path) -> None:
    system = compare.measured(OURS, tmp_path / "no plan.json")
    assert system.measured is None
    assert "no plan.json" in system.why


def test_an_unknown_peer_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["peers", "--only", "langchain,nobody"])
    assert "nobody" in capsys.readouterr().err
