from __future__ import annotations

import subprocess
import sys

import pytest

from ingest.words import segment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("行政运行支出", ["行政", "运行", "支出"]),
        ("１，２４１．７２万元", ["1241.72", "万元"]),
        ("完成率 89.85%。", ["完成", "完成率", "89.85"]),
        ("OFFICE_1", ["office", "1"]),
        ("，。！ \n\x00", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert segment(text) == expected


def test_a_long_word_is_also_found_by_its_parts() -> None:
    assert set(segment("公务用车运行维护费")) >= {"公务", "用车", "运行", "维护"}


def test_opening_and_reading_a_library_loads_nothing_heavy() -> None:
    code = (
        "import sys, ingest.library, ingest.words, ingest.embedder;"
        "heavy = ('torch', 'chromadb', 'langchain_core', 'jieba', 'tokenizers', 'gradio');"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
