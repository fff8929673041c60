"""What goes wrong with a language model: told apart, and in time."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import pytest

from evals.stand_in import KEY, MODEL, Said, Service, configured
from ingest.settings import Settings
from qa.assistant import Assistant
from qa.llm import messages
from qa.llm.messages import Trouble
from qa.llm.model import Deadline, LanguageModel, ModelTrouble, Usage

LONG: Final = ("很长的话。",) * 5000
HELLO: Final = [("system", "规则"), ("human", "{}")]
PASSAGE: Final = "协同办公系统平稳运行带来了什么好处？"

TROUBLES: Final = {
    "key": (Said(status=401), Trouble.KEY),
    "forbidden": (Said(status=403), Trouble.KEY),
    "no model": (Said(status=404), Trouble.NO_MODEL),
    "bad request": (Said(status=400), Trouble.REJECTED),
    "busy": (Said(status=429), Trouble.BUSY),
    "busy for long": (Said(status=429, headers={"retry-after": "60"}), Trouble.BUSY),
    "busy, nonsense": (Said(status=429, headers={"retry-after": "nan"}), Trouble.BUSY),
    "busy, unclear": (Said(status=429, headers={"retry-after": "soon"}), Trouble.BUSY),
    "broken": (Said(status=500), Trouble.SERVER),
    "gateway": (Said(status=503), Trouble.SERVER),
    "silent": (Said(("好",), first=30), Trouble.TIMEOUT),
    "endless": (Said(("好",) * 10_000, pause=0.05), Trouble.TIMEOUT),
    "not JSON": (Said(raw=b"data: {oops\n\n"), Trouble.BROKEN),
    "HTML": (Said(raw=b"data: <html>\n\n"), Trouble.BROKEN),
}


def written(model: LanguageModel, seconds: float = 20.0) -> str:
    model.load()  # which no time limit counts
    return model.complete(HELLO, Deadline(seconds), Usage())


def trouble(model: LanguageModel, seconds: float = 20.0) -> Trouble:
    with pytest.raises(ModelTrouble) as told:
        written(model, seconds)
    return told.value.trouble


@pytest.mark.parametrize("case", TROUBLES)
def test_each_trouble_has_its_name_and_ends_in_time(
    case: str, stand_in: Service, caplog: pytest.LogCaptureFixture
) -> None:
    says, expected = TROUBLES[case]
    stand_in.says(says)
    started = time.monotonic()
    with caplog.at_level(logging.DEBUG, logger="qa"):
        assert trouble(configured(stand_in), 3.0) is expected
    assert time.monotonic() - started < 15  # not those of the service, which goes on for minutes
    assert KEY not in caplog.text


def test_nobody_there_and_no_address() -> None:
    gone = Settings(llm_model=MODEL, llm_base_url="http://127.0.0.1:9/v1", llm_seconds=5.0)
    assert trouble(LanguageModel.configured(gone)) is Trouble.CONNECTION
    assert trouble(LanguageModel.configured(Settings(llm_model=MODEL))) is Trouble.NO_ADDRESS
    odd = Settings(llm_model=MODEL, llm_base_url="not an address")
    assert trouble(LanguageModel.configured(odd)) is Trouble.CONNECTION


def test_a_busy_service_is_tried_again_when_it_says_so(stand_in: Service) -> None:
    stand_in.says(lambda _: Said(status=429, headers={"retry-after": "0"}) if len(stand_in.requests) < 2 else "好。")
    assert written(configured(stand_in)) == "好。"
    assert len(stand_in.requests) == 2


def test_what_is_sent(stand_in: Service) -> None:
    stand_in.says(Said(("好", "。")))
    usage = Usage()
    model = configured(stand_in, llm_model=f"ollama:{MODEL}", llm_tokens=77)
    assert model.complete(HELLO, Deadline(20), usage) == "好。"
    (asked,) = stand_in.requests
    assert (asked.body["model"], asked.body["max_tokens"], asked.body["temperature"]) == (MODEL, 77, 0)
    assert "tools" not in asked.body
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert (usage.input_tokens, usage.output_tokens) == (321, 45)


def test_a_service_that_reports_no_tokens(stand_in: Service) -> None:
    stand_in.says(Said(("好",), usage=False))
    usage = Usage()
    assert configured(stand_in).complete(HELLO, Deadline(20), usage) == "好"
    assert usage.input_tokens is None
    assert str(usage) == messages.NO_TOKENS


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (("<th", "ink>先想", "一想</think>\n好。"), "\n好。"),
        (("<think>想不完",), ""),
        (("<", "b>好"), "<b>好"),
        (("好<think>。",), "好<think>。"),
        (("", "好"), "好"),
        (("<thi",), "<thi"),
    ],
)
def test_thoughts_are_left_out(pieces: tuple[str, ...], expected: str, stand_in: Service) -> None:
    stand_in.says(Said(pieces))
    assert written(configured(stand_in)) == expected


def test_what_does_not_keep_to_the_limit_is_cut_off(stand_in: Service) -> None:
    stand_in.says(Said(LONG))
    assert len(written(configured(stand_in, llm_tokens=100))) < 500


def test_an_answer_that_is_cut_short_is_what_came(stand_in: Service) -> None:
    stand_in.says(Said(("好。", "再"), ends=False))
    assert written(configured(stand_in)) == "好。再"


def test_only_so_many_at_once(stand_in: Service) -> None:
    stand_in.says(Said(("好",), first=2))
    model = configured(stand_in, llm_at_once=1)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(written, model)
        while not stand_in.requests:
            time.sleep(0.01)
        assert trouble(model, 0.3) is Trouble.CROWDED
        assert first.result(20) == "好"
    assert written(model) == "好"


def test_a_service_that_never_ends_takes_no_place_for_good(stand_in: Service) -> None:
    """Comments that keep a connection open are no pieces of an answer."""
    before = {*threading.enumerate()}
    stand_in.says(Said(raw=b": ping\n\n", again=0.05))
    model = configured(stand_in, llm_at_once=1)
    assert trouble(model, 0.4) is Trouble.TIMEOUT
    assert trouble(model, 0.4) is Trouble.TIMEOUT
    stand_in.says("好")
    assert written(model) == "好"
    ends = time.monotonic() + 10
    while any(thread.name == "language-model" for thread in {*threading.enumerate()} - before):
        assert time.monotonic() < ends, "what was given up is still being read"
        time.sleep(0.05)


def test_a_service_that_counts_no_tokens_is_asked_without(stand_in: Service) -> None:
    stand_in.says(lambda asked: Said(status=400) if "stream_options" in asked.body else "好")
    model = configured(stand_in)
    assert written(model) == "好"
    assert written(model) == "好"
    assert ["stream_options" in asked.body for asked in stand_in.requests] == [True, False, False]


@pytest.mark.parametrize("case", ["key", "silent", "broken", "not JSON"])
def test_the_answer_is_there_without_it(case: str, stand_in: Service, assistant: Assistant) -> None:
    stand_in.says(TROUBLES[case][0])
    helped = Assistant(assistant.library, assistant.embedder, model=configured(stand_in, llm_seconds=1.0))
    plain, (answer, trace) = assistant.ask(PASSAGE), helped.explain(PASSAGE)
    assert answer.text == plain.text
    assert answer.citations == plain.citations
    note = messages.NOTE_TROUBLE.format(trouble=TROUBLES[case][1])
    assert note in answer.notes
    assert KEY not in answer.model_dump_json() + "".join(trace.lines)


def test_a_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    given = Settings(llm_model=MODEL, llm_api_key=KEY)
    assert KEY not in f"{given!r} {given} {given.model_dump_json()}"
