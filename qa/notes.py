"""What is said beside an answer: notes on how the question was taken, and a refusal in full."""

from __future__ import annotations

from ingest.numbers import MONEY_UNITS
from ingest.report import Measure
from qa import templates
from qa.answer import Answer, Refusal, RefusalKind
from qa.asked_back import MAX_OPTIONS
from qa.cutting import RELATIVE_YEARS
from qa.lexicon import Role
from qa.organizations import own_names
from qa.parts import Draft
from qa.routes import Asked
from qa.shelf import Shelf


def of_choice(answer: Answer, shelf: Shelf) -> Answer:
    """An answer from a choice of reports: where they do not hold what was asked about, it names them."""
    if answer.refusal is None or answer.refusal.kind is not RefusalKind.NOT_IN_CORPUS:
        return answer
    titles = [report.title for report in shelf.reports]
    shown = "、".join(titles[:MAX_OPTIONS]) + (templates.AND_MORE if len(titles) > MAX_OPTIONS else "")
    chosen = templates.CHOICE.format(count=len(titles), titles=shown)
    message = answer.refusal.message.replace(templates.IN_LIBRARY, templates.IN_CHOICE, 1)
    text = answer.text.replace(answer.refusal.message, message, 1)
    refusal = answer.refusal.model_copy(update={"message": message})
    return answer.model_copy(update={"text": text, "refusal": refusal, "notes": (*answer.notes, chosen)})


def refusal_text(refusal: Refusal) -> str:
    """A refusal in full: why, what is nearest, what is here."""
    lines = [refusal.message]
    if refusal.nearest:
        lines.append(templates.NEAREST.format(nearest="；".join(refusal.nearest)))
    if refusal.available and refusal.kind is not RefusalKind.NOT_FOUND:
        lines.append(templates.AVAILABLE.format(titles="、".join(refusal.available)))
    return "\n".join(lines)


def common_notes(asked: Asked) -> list[str]:
    """How the question was taken: names put right, years counted, the report and what was inherited."""
    notes = [templates.NOTE_TYPO.format(wrong=wrong, right=right) for wrong, right in asked.question.corrected]
    relative = any(word.role is Role.YEAR and word.text in RELATIVE_YEARS for word in asked.question.words)
    if relative and asked.question.year == asked.catalog.report.identity.year:
        notes.append(templates.NOTE_YEAR.format(year=asked.question.year))
    named = {word.text for word in asked.question.words if word.role is Role.ORGANIZATION}
    if named and not named & own_names(asked.catalog.report.identity.organization):
        notes.append(templates.NOTE_REPORT.format(title=asked.catalog.report.title))
    if asked.question.inherited:
        notes.append(templates.NOTE_INHERITED.format(item=asked.question.inherited))
    return notes


def kind_notes(asked: Asked, draft: Draft) -> list[str]:
    """That the figures are budgeted, where the question does not say so itself."""
    question, year = asked.question, asked.catalog.report.identity.year
    money = any(figure.unit in MONEY_UNITS for figure in draft.figures)
    unsaid = question.usual is Measure.BUDGET and not question.measures
    alone = len(draft.sources) == 1  # several reports are named with their kinds
    return [templates.NOTE_BUDGET.format(year=year)] if unsaid and money and alone else []
