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


def _without(data: dict[str, object], name: str) -> dict[str, object]:
    """The data without a field that holds nothing."""
    return data if data[name] else {key: value for key, value in data.items() if key != name}


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
        return _without(plain(self), "boxes")


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
    """How the question was read; follow-ups inherit from it. None: not asked for.

    `report` is the one that answers; `reports` are all of them where several answer together, and are left out of the
    JSON where they do not.
    """

    report: str | None = None
    year: int | None = None
    item: str | None = None
    measure: str | None = None
    breakdown: str | None = None
    operation: str | None = None
    fund: str | None = None
    flow: str | None = None
    form: str | None = None
    reports: tuple[str, ...] = ()

    @model_serializer(mode="wrap")
    def _without_empty(self, plain: SerializerFunctionWrapHandler) -> dict[str, object]:
        return _without(plain(self), "reports")


class AnswerRow(_Model):
    """A row of an answer's table: what it is of, and a figure for each column (an index into `Answer.figures`), None
    where there is none."""

    label: str
    cells: tuple[int | None, ...]


class AnswerTable(_Model):
    """Figures of several reports side by side. `columns` name what stands in each; `head` is what the rows are.

    `lines` are the first line of `Answer.text` that says the same in words, and the one behind the last.
    """

    head: str
    columns: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    lines: tuple[int, int]


class Refusal(_Model):
    """Why there is no answer, what is nearest, and which reports are here."""

    kind: RefusalKind
    message: str
    nearest: tuple[str, ...] = ()
    available: tuple[str, ...] = ()


class Answer(_Model):
    """One answer. `figures[0]` answers the question. `table`: figures of several reports, left out of the JSON where
    there is none."""

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
    table: AnswerTable | None = None

    @model_serializer(mode="wrap")
    def _without_empty(self, plain: SerializerFunctionWrapHandler) -> dict[str, object]:
        return _without(plain(self), "table")

    def to_json(self) -> dict[str, object]:
        """The contract's form: plain JSON values, with `schema` first."""
        data = self.model_dump(mode="json")
        return {"schema": data.pop("schema_"), **data}

    @classmethod
    def from_json(cls, data: dict[str, object]) -> Answer:
        """Reads back what `to_json` wrote. Raises pydantic's ValidationError."""
        data = dict(data)
        return cls.model_validate({"schema_": data.pop("schema", ANSWER_SCHEMA), **data})
