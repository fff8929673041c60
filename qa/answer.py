"""The public contract: an Answer, as it is printed by `ask --json`, `batch` and the API.

Nothing here computes. `ANSWER_SCHEMA` is raised when a field changes its meaning.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer

ANSWER_SCHEMA = 1


class Kind(StrEnum):
    """What kind of answer it is."""

    LOOKUP = "lookup"
    CALCULATION = "calculation"
    RANKING = "ranking"
    LIST = "list"
    COMPARISON = "comparison"
    DUTY = "duty"
    DEFINITION = "definition"
    PASSAGE = "passage"
    CONFLICT = "conflict"
    CLARIFICATION = "clarification"
    REFUSAL = "refusal"


class RefusalKind(StrEnum):
    """Why there is no answer."""

    NOT_IN_CORPUS = "not_in_corpus"
    NOT_FOUND = "not_found"
    OFF_TOPIC = "off_topic"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Bounds = tuple[float, float, float, float]
"""Left, top, right and bottom of a rectangle, in points from the top left of the page."""


class PageSpan(_Model):
    """Characters `start` to `end` (exclusive) of the stored text of file page `page`.

    `boxes` are where they are printed, in the order of the text. Formats that tell no places have none, and then
    the field is left out of the JSON.
    """

    page: int
    start: int
    end: int
    boxes: tuple[Bounds, ...] = ()

    @model_serializer(mode="wrap")
    def _without_empty(self, plain: SerializerFunctionWrapHandler) -> dict[str, object]:
        data: dict[str, object] = plain(self)
        if not self.boxes:
            del data["boxes"]
        return data


class Citation(_Model):
    """A place in a report, with its words. `id` counts from 1 and is what [1] in the text means.

    `page` counts the file's pages from 1 and is the first span's; `printed_page` is the number
    printed on it, None where it is not known. `quote` is the text of the spans joined. `recognized`: some of it
    was recognised in the image of a page (OCR), and may be misread.
    """

    id: int
    report: str
    organization: str
    year: int
    page: int
    printed_page: int | None
    spans: tuple[PageSpan, ...]
    section: str | None = None
    clause: str | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    quote: str
    recognized: bool = False


class Figure(_Model):
    """A number that is shown. `citations` are indexes into `Answer.citations`.

    A printed figure has `printed` and citations. A computed one has `formula` and `operands`
    (indexes into `Answer.figures`); its `printed` is None. `value` is canonical decimal text, None
    for an empty cell.
    """

    label: str
    value: str | None
    unit: str
    printed: str | None
    year: int
    citations: tuple[int, ...] = ()
    operands: tuple[int, ...] = ()
    formula: str | None = None


class Understood(_Model):
    """How the question was read; follow-ups inherit from it. None: not asked for."""

    report: str | None = None
    year: int | None = None
    item: str | None = None
    measure: str | None = None
    breakdown: str | None = None
    operation: str | None = None
    fund: str | None = None
    flow: str | None = None
    form: str | None = None


class Refusal(_Model):
    """Why there is no answer, what is nearest, and which reports are here."""

    kind: RefusalKind
    message: str
    nearest: tuple[str, ...] = ()
    available: tuple[str, ...] = ()


class Answer(_Model):
    """One answer. `figures[0]` answers the question."""

    schema_: int = ANSWER_SCHEMA
    question: str
    kind: Kind
    text: str
    understood: Understood = Understood()
    figures: tuple[Figure, ...] = ()
    citations: tuple[Citation, ...] = ()
    refusal: Refusal | None = None
    options: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    elapsed_ms: float = 0.0

    def to_json(self) -> dict[str, object]:
        """The contract's form: plain JSON values, with `schema` first."""
        data = self.model_dump(mode="json")
        return {"schema": data.pop("schema_"), **data}

    @classmethod
    def from_json(cls, data: dict[str, object]) -> Answer:
        """Reads back what `to_json` wrote. Raises pydantic's ValidationError."""
        data = dict(data)
        return cls.model_validate({"schema_": data.pop("schema", ANSWER_SCHEMA), **data})
