"""The narrative of a report, read into facts.

`reader` walks the sections, sentences and clauses; `clauses` finds the form of a clause, which `amounts`
and `counts` read; `context` knows what the text speaks of. `names` and `patterns` are the data.
"""

from ingest.statements.reader import read_statements

__all__ = ["read_statements"]
