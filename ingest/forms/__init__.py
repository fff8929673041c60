"""The official forms of final accounts and budgets, as data.

`parts` says what a form is described by, `columns` holds what several have in common, `final_accounts` and
`budget` the forms, `words` what they print besides. A form is recognised by its title and its columns.
"""

from __future__ import annotations

from typing import Final

from ingest.forms.budget import BUDGET_FORMS
from ingest.forms.columns import (
    CLOSING,
    EXPENDITURE,
    OPENING,
    SOURCES,
    THREE_PUBLIC_ITEMS,
    THREE_PUBLIC_TOTAL,
)
from ingest.forms.final_accounts import FORMS
from ingest.forms.parts import Form, Head, Side
from ingest.forms.words import (
    FUND_INCOME,
    GRAND_TOTALS,
    HEADER_WORDS,
    ITEM_CODE,
    ROW_NAMES,
    SPANNERS,
    SPECIAL_ROWS,
    SUBTOTALS,
    TABLE_CODE,
    TOTAL_ROWS,
    UNIT_OF_TABLE,
    header_key,
    item_name,
    starts_numbered,
    title_key,
    unspaced,
)

ALL_FORMS: Final[dict[str, Form]] = {**FORMS, **BUDGET_FORMS}
"""The forms of every kind of report by key."""

_BY_TITLE: Final = {title_key(title): form.key for form in ALL_FORMS.values() for title in form.titles}


def form_of_title(text: str) -> str | None:
    """Key of the form with this title, whatever its numbering, code, year or owner; None for other text."""
    return _BY_TITLE.get(title_key(text))


__all__ = [
    "ALL_FORMS",
    "BUDGET_FORMS",
    "CLOSING",
    "EXPENDITURE",
    "FORMS",
    "FUND_INCOME",
    "GRAND_TOTALS",
    "HEADER_WORDS",
    "ITEM_CODE",
    "OPENING",
    "ROW_NAMES",
    "SOURCES",
    "SPANNERS",
    "SPECIAL_ROWS",
    "SUBTOTALS",
    "TABLE_CODE",
    "THREE_PUBLIC_ITEMS",
    "THREE_PUBLIC_TOTAL",
    "TOTAL_ROWS",
    "UNIT_OF_TABLE",
    "Form",
    "Head",
    "Side",
    "form_of_title",
    "header_key",
    "item_name",
    "starts_numbered",
    "title_key",
    "unspaced",
]
