"""Settings come from the environment, then from a file; what cannot be used is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import SettingsError
from ingest.settings import settings


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "juesuan.toml").write_text('port = 7001\nhost = "::1"\n')
    monkeypatch.setenv("JUESUAN_PORT", "7002")
    assert (settings().port, settings().host) == (7002, "::1")


def test_another_file_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "other.toml").write_text("port = 7003\n")
    monkeypatch.setenv("JUESUAN_SETTINGS", "other.toml")
    assert settings().port == 7003
    monkeypatch.setenv("JUESUAN_SETTINGS", "none.toml")
    settings.cache_clear()
    with pytest.raises(SettingsError, match=r"none\.toml"):
        settings()


@pytest.mark.parametrize(
    ("content", "named"), [("prot = 7001\n", "prot"), ("port = 'x'\n", "port = x"), ("port 7001\n", "juesuan.toml")]
)
def test_what_cannot_be_used_is_named(tmp_path: Path, content: str, named: str) -> None:
    (tmp_path / "juesuan.toml").write_text(content)
    with pytest.raises(SettingsError, match=named):
        settings()


def test_a_variable_is_named_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUESUAN_PORT", "abc")
    with pytest.raises(SettingsError, match="JUESUAN_PORT = abc"):
        settings()
