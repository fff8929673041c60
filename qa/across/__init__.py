"""Answers over several reports: figures side by side, ranked, added up, over years; and whose duty something is.

`read` says what is asked of each report, `rows` looks it up in each, `figures` answers with them on a `sheet`;
`duties` finds clauses and entries.
"""

from qa.across.duties import definitions, newest, whose_duty
from qa.across.figures import side_by_side
from qa.across.read import Scope

__all__ = ["Scope", "definitions", "newest", "side_by_side", "whose_duty"]
