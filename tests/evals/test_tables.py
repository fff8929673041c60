from __future__ import annotations

from evals.tables import Table, page

TABLE = Table("得分", ("种类", "n"), (("金额", "12"), ("<b>", "3")), ("注。",))


def test_columns_are_even_though_a_chinese_character_takes_two() -> None:
    assert TABLE.text().splitlines() == ["得分", "种类   n", "金额  12", "<b>    3", "注。"]


def test_a_page_needs_no_other_file_and_shows_text_as_it_is() -> None:
    html = page("评测", [TABLE])
    assert "<td>&lt;b&gt;</td>" in html
    assert "<b>" not in html
    assert "src=" not in html
    assert "http" not in html
