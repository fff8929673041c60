"""What people said of answers, as candidates for questions: to be reviewed by hand before they become any.

A candidate has the form of a question, but expects nothing: what was answered, and what was said of it, stands in
`hint`, which `evals.questions` does not accept. So a candidate cannot be taken for a question before somebody looked
the answer up in the report, wrote it into `expect` and took the hint away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from evals.questions import QuestionKind
from qa.answer import Answer, Kind
from qa.page.chat.store import Rated

KINDS: Final = {
    Kind.LOOKUP: QuestionKind.NUMBER,
    Kind.CALCULATION: QuestionKind.CALCULATION,
    Kind.COMPARISON: QuestionKind.CALCULATION,
    Kind.RANKING: QuestionKind.RANKING,
    Kind.LIST: QuestionKind.RANKING,
    Kind.DUTY: QuestionKind.DUTY,
    Kind.DEFINITION: QuestionKind.DEFINITION,
    Kind.PASSAGE: QuestionKind.PASSAGE,
    Kind.CONFLICT: QuestionKind.CONFLICT,
    Kind.REFUSAL: QuestionKind.REFUSAL,
    Kind.CLARIFICATION: QuestionKind.WORDING,
}
"""Which kind a question is that was answered so: a guess, like all of it."""


def candidates(ratings: Sequence[Rated]) -> Iterator[dict[str, Any]]:
    """The ratings as candidates, one for each, in order."""
    for rated in ratings:
        answer = rated.answer
        turns = rated.questions
        kind = KINDS[answer.kind] if answer and len(turns) == 1 else QuestionKind.CONVERSATION
        yield {
            "id": f"feedback-{rated.turn}",
            "kind": kind.value,
            "q": turns[0] if len(turns) == 1 else list(turns),
            "expect": {},
            "tags": ["feedback"],
            "hint": {
                "mark": rated.rating.mark.value,
                "reasons": list(rated.rating.reasons),
                "comment": rated.rating.comment,
                "at": rated.at.isoformat(timespec="seconds"),
                "answered": _answered(answer) if answer else None,
                "trace": list(rated.trace),
            },
        }


def _answered(answer: Answer) -> dict[str, Any]:
    """What was answered, as far as an expectation may speak of it."""
    of_figures = ("label", "value", "unit", "printed")
    of_citations = ("report", "table", "row", "column", "clause", "printed_page", "quote")
    return {
        "kind": answer.kind.value,
        "text": answer.text,
        "figures": [{name: getattr(figure, name) for name in of_figures} for figure in answer.figures],
        "citations": [{name: getattr(cited, name) for name in of_citations} for cited in answer.citations],
        "refusal": answer.refusal.kind.value if answer.refusal else None,
    }
