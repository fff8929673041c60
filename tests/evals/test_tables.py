from __future__ import annotations

from evals.tables import Table

TABLE = Table("得分", ("种类", "n"), (("金额", "12"), ("<b>", "3")), ("注。",))


def test_columns_are_even_though_a_chinese_character_takes_two() -> None:
    assert TABLE.text().splitlines() == ["得分", "种类   n", "金额  12", "<b>    3", "注。"]


def test_html_shows_text_as_it_is() -> None:
    html = TABLE.html()
    assert "<td>&lt;b&gt;</td>" in html
    assert "<b>" not in html
    assert "<p>注。</p>" in html
