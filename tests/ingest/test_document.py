"""Excerpts: whatever is cut and joined, the spans still say where its characters stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Excerpt, Page, Span

PAGES = tuple(Page(number, text) for number, text in enumerate(("第一页的一行\n 第二行", "　第二页", "third page"), 1))


def printed(excerpt: Excerpt) -> str:
    """What stands in the pages where the excerpt's spans point."""
    return "".join(PAGES[span.page - 1].text[span.start : span.end] for span in excerpt.spans)


@st.composite
def excerpts(draw: st.DrawFn) -> Excerpt:
    """A stretch of some pages: one to four spans, anywhere."""
    spans = []
    for _ in range(draw(st.integers(1, 4))):
        page = draw(st.sampled_from(PAGES))
        start = draw(st.integers(0, len(page.text) - 1))
        spans.append(Span(page.number, start, draw(st.integers(start + 1, len(page.text)))))
    texts = (PAGES[span.page - 1].text[span.start : span.end] for span in spans)
    return Excerpt("".join(texts), tuple(spans))


@given(excerpts(), st.data())
def test_a_slice_stands_where_its_spans_say(excerpt: Excerpt, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(excerpt.text) - 1))
    end = data.draw(st.integers(start + 1, len(excerpt.text)))
    part = excerpt.slice(start, end)
    assert part.text == printed(part) == excerpt.text[start:end]


@given(excerpts(), st.data())
def test_a_slice_of_a_slice_is_a_slice(excerpt: Excerpt, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(excerpt.text) - 1))
    part = excerpt.slice(start, len(excerpt.text))
    end = data.draw(st.integers(1, len(part.text)))
    assert part.slice(0, end) == excerpt.slice(start, start + end)


@given(st.lists(excerpts(), min_size=1, max_size=4))
def test_what_is_joined_stands_where_its_spans_say(parts: list[Excerpt]) -> None:
    whole = Excerpt.join(parts)
    assert whole.text == printed(whole) == "".join(part.text for part in parts)
    assert whole.page == parts[0].page


@given(excerpts(), st.data())
def test_cutting_and_joining_gives_the_same_text(excerpt: Excerpt, data: st.DataObject) -> None:
    if len(excerpt.text) > 1:
        middle = data.draw(st.integers(1, len(excerpt.text) - 1))
        halves = (excerpt.slice(0, middle), excerpt.slice(middle, len(excerpt.text)))
        assert Excerpt.join(halves).text == excerpt.text
        assert printed(Excerpt.join(halves)) == excerpt.text


@given(excerpts().filter(lambda excerpt: bool(excerpt.text.strip())))
def test_stripping_takes_white_space_and_nothing_else(excerpt: Excerpt) -> None:
    assert excerpt.strip().text == printed(excerpt.strip()) == excerpt.text.strip()


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (3, 2), (99, 100)])
def test_nothing_is_no_excerpt(start: int, end: int) -> None:
    line = PAGES[0].lines[0].excerpt
    with pytest.raises(ValueError, match="empty"):
        line.slice(start, end)


def test_joining_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        Excerpt.join(())


def test_lines_are_those_that_are_not_blank_and_know_their_place() -> None:
    page = Page(4, "一\n \n  二 \n")
    assert [(line.text, line.excerpt.text, line.page) for line in page.lines] == [("一", "一", 4), ("二", "  二 ", 4)]
    assert [line.excerpt.spans for line in page.lines] == [(Span(4, 0, 1),), (Span(4, 4, 8),)]
