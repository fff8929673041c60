"""Self-evaluations of projects and key evaluation reports, read into facts.

`reader` walks the sections. `form` reads an indicator form: `amounts`, `goals`, and the indicators, whose loose
lines `blocks`, `rows` and `labels` put together again. `grid_form` and `grid_indicators` read the same form where its
table is ruled, over the rows that `grid_rows` gives. `form_facts` says what the cells mean. `summary`, `prose` and
`key_report` read the other places that speak of a project, `names` links its names, `checks` runs the sums.
`wording` is the data.
"""

from ingest.self_evaluations.reader import read_self_evaluations

__all__ = ["read_self_evaluations"]
