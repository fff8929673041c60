"""The page while a language model writes: sentences as they come, and the answer that stays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from evals.browser import served
from evals.stand_in import Asked, Said, Service, configured, settings_for
from qa.page.chat import texts
from qa.page.chat.conversation import conversation
from qa.page.chat.desk import ChatDesk
from qa.page.chat.turn import Turn
from qa.page.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUESTION: Final = "协同办公系统平稳运行带来了什么好处？"
HEADING: Final = "（二）取得的主要成效："
FIRST: Final = "4、协同办公系统平稳运行。"
SECOND: Final = "通过做好协同办公系统费用支付和市电子政务基础支撑平台短信费用支付，确保了全区协同办公系统的平稳运行。"
MADE_UP: Final = "每年节省经费300万元。"


def writes(asked: Asked) -> Said | str:
    if asked.understands:
        return '{"operation": "数额", "items": ["公务接待费"]}'
    return Said((f"{FIRST}[E1]\n", f"{MADE_UP}[E1]\n", f"{SECOND}[E1]\n"), pause=0.4)


@pytest.fixture
def desk(library: Path, stand_in: Service) -> ChatDesk:
    behind = Desk(library)
    behind.assistant().model = configured(stand_in)
    return ChatDesk(behind)


def test_a_turn_grows_while_it_is_written(desk: ChatDesk, stand_in: Service) -> None:
    stand_in.says(writes)
    turns = list(desk.awaited(desk.begun(QUESTION, []), []))
    assert [turn.writing for turn in turns] == [True, True, False]
    texts_so_far = [turn.answer.text for turn in turns if turn.answer]
    assert texts_so_far == [f"{HEADING}{FIRST}[1]", *[f"{HEADING}{FIRST}{SECOND}[1]"] * 2]
    assert {turn.id for turn in turns} == {turns[0].id}
    growing, ended = (str(conversation([turn])) for turn in (turns[0], turns[-1]))
    assert texts.WRITING in growing
    assert 'aria-busy="true"' in growing
    assert texts.WRITING not in ended
    assert "aria-busy" not in ended


def test_what_is_being_written_can_be_given_up(desk: ChatDesk, stand_in: Service) -> None:
    stand_in.says(writes)
    turn = desk.begun(QUESTION, [])
    came: list[Turn] = []
    for so_far in desk.awaited(turn, []):
        came.append(so_far)
        desk.stop([turn], shown=True)
    assert came[0].writing
    assert (came[-1].stopped, came[-1].error) == (True, texts.STOPPED)


@pytest.mark.browser
def test_sentences_are_seen_as_they_come(library: Path, stand_in: Service, browser: Browser) -> None:
    stand_in.says(writes)
    with served(library, **settings_for(stand_in)) as address:
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector(".chip")
        page.fill("#question textarea", QUESTION)
        page.press("#question textarea", "Enter")
        growing = page.wait_for_selector("[aria-busy] .mark", timeout=60_000)
        assert growing is not None
        assert page.locator("#conversation .kind").count() == 0  # not ended
        assert FIRST in page.inner_text("#conversation")
        page.wait_for_selector("#conversation .note")
        said = page.inner_text("#conversation")
        assert SECOND in said
        assert MADE_UP not in said
        page.wait_for_selector("#evidence .card")
        page.fill("#question textarea", "综合科的公务接待费是多少")
        page.press("#question textarea", "Enter")
        page.click("#conversation .option")
        page.wait_for_selector("#conversation strong")
        assert "0.54 万元" in page.inner_text("#conversation .turn:last-child .said")
        page.close()
