"""Conversations as they are kept: whose they are, what is replaced, what is bounded; and what is said of answers."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from ingest.errors import LibraryError
from ingest.settings import settings
from qa.answer import Answer, Kind
from qa.page.chat import texts
from qa.page.chat.desk import ChatDesk
from qa.page.chat.history import MANY, bar, editing, history, last_talk
from qa.page.chat.store import FILE, MAX_TITLE, Conversations
from qa.page.chat.turn import Mark, Rating, Reason, Turn
from qa.page.desk import Desk
from tests.qa.test_page import ALLOWED, HOSTILE, Seen

ME, OTHER = "browser:me", "browser:other"


def turn(question: str, number: int = 0, talk: str = "t") -> Turn:
    answer = Answer(question=question, kind=Kind.LOOKUP, text=f"{question}：1.20 万元", elapsed_ms=3.1)
    return Turn(question, answer, trace=(f"[理解] {question}",), talk=talk, number=number)


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path)


def test_a_conversation_is_opened_as_it_was(kept: Conversations) -> None:
    turns = (turn("甲"), replace(turn("乙", 1), answer=None, error="坏了"))
    kept.keep(ME, turns[:1])
    kept.keep(ME, turns)
    assert kept.turns(ME, "t") == turns
    (talk,) = kept.talks(ME)
    assert (talk.title, talk.questions) == ("甲", ("甲", "乙"))


def test_nobody_finds_the_conversations_of_another(kept: Conversations) -> None:
    kept.keep(ME, [turn("甲")])
    kept.keep(OTHER, [turn("偷", 1)])
    kept.rename(OTHER, "t", "偷")
    kept.remove(OTHER, "t")
    assert kept.talks(OTHER) == kept.turns(OTHER, "t") == ()
    assert [one.title for one in kept.talks(ME)] == ["甲"]
    assert [one.question for one in kept.turns(ME, "t")] == ["甲"]


def test_a_changed_question_replaces_those_behind_it(kept: Conversations) -> None:
    for number, question in enumerate("甲乙丙"):
        kept.keep(ME, [turn(question, number)])
    kept.keep(ME, [turn("甲"), turn("丁", 1)])
    assert [one.question for one in kept.turns(ME, "t")] == ["甲", "丁"]


def test_a_conversation_deleted_meanwhile_is_kept_whole_when_it_goes_on(kept: Conversations) -> None:
    first, second = turn("甲"), turn("乙", 1)
    kept.keep(ME, [first])
    kept.remove(ME, "t")
    kept.keep(ME, [first, second])
    assert kept.turns(ME, "t") == (first, second)


def test_so_many_are_kept_as_the_settings_say(kept: Conversations, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "max_conversations", 2)
    monkeypatch.setattr(settings(), "max_turns", 3)
    for name in "abc":
        kept.keep(ME, [turn("甲", talk=name)])
    kept.keep(OTHER, [turn("乙", talk="d")])
    assert [one.id for one in kept.talks(ME)] == ["c", "b"]
    assert len(kept.talks(OTHER)) == 1
    for number in range(5):
        kept.keep(ME, [turn(str(number), number, "c")])
    assert [one.question for one in kept.turns(ME, "c")] == ["2", "3", "4"]


def test_a_title_is_one_line_and_not_empty(kept: Conversations) -> None:
    kept.keep(ME, [turn("问" * 500)])
    assert kept.talks(ME)[0].title == "问" * MAX_TITLE
    kept.rename(ME, "t", "  三公\n经费 ")
    kept.rename(ME, "t", "   ")
    assert kept.talks(ME)[0].title == "三公 经费"


def test_what_is_said_of_an_answer_stays_when_its_conversation_goes(kept: Conversations) -> None:
    turns = [turn("甲"), replace(turn("乙", 1), rating=Rating(Mark.BAD, (Reason.WRONG_FIGURE,), "应为 2.00"))]
    kept.keep(ME, turns[:1])
    kept.keep(ME, turns)
    kept.rate(ME, turns)
    assert kept.turns(ME, "t")[1].rating == turns[1].rating
    kept.remove(ME, "t")
    (rated,) = kept.rated()
    assert (rated.questions, rated.answer, rated.trace) == (("甲", "乙"), turns[1].answer, ("[理解] 乙",))
    kept.rate(ME, [turns[0], replace(turns[1], rating=None)])
    assert kept.rated() == ()


def test_nobody_changes_what_another_said(kept: Conversations) -> None:
    mine = replace(turn("甲"), rating=Rating(Mark.GOOD))
    kept.rate(ME, [mine])
    kept.rate(OTHER, [replace(mine, rating=Rating(Mark.BAD))])
    assert [rated.rating.mark for rated in kept.rated()] == [Mark.GOOD]


def test_an_answer_of_another_version_is_told_and_the_rest_is_shown(kept: Conversations) -> None:
    kept.keep(ME, [turn("甲"), turn("乙", 1)])
    with sqlite3.connect(kept._file.path) as file:
        file.execute("UPDATE turns SET answer = '{\"later\": 1}' WHERE number = 0")
    first, second = kept.turns(ME, "t")
    assert (first.answer, first.error) == (None, texts.UNREADABLE)
    assert second.answer is not None


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 100)
    with pytest.raises(LibraryError, match="对话记录打不开"):
        Conversations(tmp_path).talks(ME)


def test_without_a_library_no_folder_is_made(tmp_path: Path) -> None:
    desk = ChatDesk(Desk(tmp_path / "none"))
    desk.keep(ME, [desk.turn("三公经费花了多少？", [])])
    assert desk.conversations.talks(ME) == ()
    assert not (tmp_path / "none").exists()


def test_what_was_given_up_is_not_kept(tmp_path: Path) -> None:
    desk = ChatDesk(Desk(tmp_path))
    desk.keep(ME, [turn("甲"), replace(turn("乙", 1), answer=None, error="停", stopped=True)])
    assert desk.conversations.talks(ME) == ()


def test_half_of_a_character_can_be_kept(tmp_path: Path) -> None:
    desk = ChatDesk(Desk(tmp_path))
    begun = replace(desk.begun("三公\ud800经费", []), error="没有")
    desk.keep(ME, [begun])
    assert desk.conversations.turns(ME, begun.talk) == (begun,)


@pytest.mark.parametrize("words", HOSTILE)
def test_titles_are_text(kept: Conversations, words: str) -> None:
    kept.keep(ME, [turn(words)])
    (talk,) = kept.talks(ME)
    shown = Seen("".join([history([talk] * (MANY + 1)), bar(talk, words), last_talk(talk)]))
    assert shown.elements <= ALLOWED
    assert not [name for name in shown.attributes if name.startswith("on") or name in ("src", "href", "style")]
    assert " ".join(talk.title.split()) in " ".join(shown.said.split())


def test_what_goes_with_a_changed_question_is_said() -> None:
    assert "替换这一问和它后面的 2 问。" in Seen(editing(1, 2)).said
    assert "替换这一问。" in Seen(editing(3, 0)).said


@pytest.mark.parametrize("shown", [True, False])
def test_an_answer_is_given_up_while_it_is_awaited(tmp_path: Path, shown: bool) -> None:
    desk = SlowDesk(Desk(tmp_path))
    turn = desk.begun("甲", [])
    with ThreadPoolExecutor() as pool:
        awaited = pool.submit(lambda: list(desk.awaited(turn, [])))
        assert desk.asked.wait(20)
        desk.stop([turn], shown=shown)
        ended = awaited.result(20)
        desk.goes_on.set()
    assert ended == ([replace(turn, error=texts.STOPPED, stopped=True)] if shown else [])
    desk.stop([turn], shown=shown)  # too late: nothing happens


def test_nothing_is_inherited_from_a_report_that_is_gone(library: Path) -> None:
    desk = ChatDesk(Desk(library))
    first = desk.turn("行政运行支出是多少？", [])
    assert first.answer is not None
    title = "云岭市园林局（本级）2020年度决算"
    of_gone = first.answer.understood.model_copy(update={"report": title})
    gone = replace(first, answer=first.answer.model_copy(update={"understood": of_gone}))
    second = desk.turn("那项目支出呢？", [gone])
    assert second.answer is not None
    assert title in second.answer.notes[0]
    assert "246.81" not in second.answer.text
    assert desk.suggestions([gone]) == ()
    third = desk.turn("公务接待费是多少？", [gone, second])
    assert third.answer is not None
    assert not any(title in note for note in third.answer.notes)


def test_two_who_ask_are_stopped_apart(tmp_path: Path) -> None:
    desk = SlowDesk(Desk(tmp_path))
    mine, other = desk.begun("甲", []), desk.begun("乙", [])
    with ThreadPoolExecutor() as pool:
        awaited = [pool.submit(list, desk.awaited(turn, [])) for turn in (mine, other)]
        assert desk.asked.wait(20)
        desk.stop([mine], shown=False)
        assert awaited[0].result(20) == []
        desk.goes_on.set()
        (ended,) = awaited[1].result(20)
    assert ended.error == "乙"


class SlowDesk(ChatDesk):
    """A desk that answers when it is told to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.asked, self.goes_on = Event(), Event()

    def answered(self, turn: Turn, *_: Any) -> Turn:
        if turn.question == "甲":
            self.asked.set()
        self.goes_on.wait(20)
        return replace(turn, error=turn.question)
