"""The retrieval questions can only be answered by meaning: they share no word with their passage."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from evals.questions import RetrievalQuestion, default_files, load
from evals.source import compact, load_sources
from ingest.outline import read_outline
from tests.conftest import CORPUS

QUESTIONS = load(default_files()).retrieval


@pytest.fixture(scope="module")
def passages() -> list[str]:
    """Each paragraph of the report with the headings above it, without white space."""
    sections = [section for source in load_sources(CORPUS) for section in read_outline(source.document)]
    return [compact("".join(section.path) + paragraph.text) for section in sections for paragraph in section.paragraphs]


def words(question: str) -> set[str]:
    """The question's words of two characters or more, and every two characters that stand together."""
    import jieba

    runs = re.findall(r"[\u4e00-\u9fffA-Za-z0-9]+", question)
    cut = {word for run in runs for word in (*jieba.lcut(run), *jieba.lcut_for_search(run)) if len(word) > 1}
    return cut | {a + b for run in runs for a, b in pairwise(run)}


def test_words_are_found() -> None:
    assert {"省电", "省水", "机关", "关大"} <= words("机关大楼省电省水？")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_no_word_is_shared_with_the_passage(question: RetrievalQuestion, passages: list[str]) -> None:
    holding = [passage for passage in passages if compact(question.quote) in passage]
    assert holding, "the quote stands in no paragraph"
    shared = {word for word in words(question.q) for passage in holding if word in passage}
    assert shared == set()
