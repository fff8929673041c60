"""The parts of the report of a run, from the verdict down, and of the comparison of two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from evals import messages as words
from evals.compare import Comparison
from evals.made import Made
from evals.page import texts
from evals.page.results import changed, failures, listed
from evals.page.shares import by_dimension, by_kind, by_tag, percent_of
from evals.record import Record, ResultRecord
from evals.with_model import tables
from qa.page.markup import Html, el, join


def run_report(record: Record, comparison: Comparison | None = None) -> Html:
    """The whole report of a run, with what changed since an earlier one where a comparison is given."""
    return el(
        "div",
        verdict(record),
        compared(comparison) if comparison else None,
        by_kind(record, comparison),
        by_dimension(record, comparison),
        *language_model(comparison),
        failures(record),
        latency(record),
        retrieval(record, comparison.before if comparison else None),
        by_tag(record),
        listed(record),
        class_="run",
    )


def comparison_report(comparison: Comparison) -> Html:
    """Only what changed, and by which kinds and dimensions."""
    return el(
        "div",
        verdict(comparison.after),
        compared(comparison),
        by_kind(comparison.after, comparison),
        by_dimension(comparison.after, comparison),
        retrieval(comparison.after, comparison.before),
        class_="run",
    )


def verdict(record: Record) -> Html:
    """Whether the gate was passed, and why not; how many were right; what was measured."""
    low, high = (f"{bound * 100:.1f}%" for bound in record.all.interval or (0, 0))
    score = [el("strong", percent_of(record.all)), texts.SCORE.format(**record.all.model_dump())]
    if record.all.interval:
        score.append(f"（{words.INTERVAL_95.format(low=low, high=high)}）")
    reasons = [el("li", reason) for reason in record.reasons]
    return el(
        "section",
        el("p", texts.PASSED if record.passed else texts.FAILED, class_="state"),
        el("p", *score, class_="score"),
        el("ul", *reasons, class_="reasons") if reasons else el("p", texts.WHY_PASSED, class_="aside"),
        made_of(record.made),
        class_="verdict passed" if record.passed else "verdict failed",
    )


def made_of(made: Made) -> Html:
    """Of which code, when and with what."""
    packages = "，".join(f"{name} {version}" for name, version in made.packages.items())
    questions = "、".join(made.questions)
    said = made.model_copy(update={"commit": commit(made), "date": date(made)})
    filled = {"made": said, "packages": packages, "questions": questions, "model": made.llm or texts.NO_MODEL}
    rows = ((name, value.format(**filled)) for name, value in texts.MADE)
    return el("dl", *(el("div", el("dt", name), el("dd", value)) for name, value in rows), class_="made")


def commit(made: Made) -> str:
    """The commit, and whether files were changed since."""
    return texts.DIRTY.format(commit=made.commit[:-1]) if made.commit.endswith("+") else made.commit


def date(made: Made) -> str:
    """The day and the minute, as its place has them."""
    return made.date.replace("T", " ")[:16] if made.date else texts.NO_TIME


def compared(comparison: Comparison) -> Html:
    """What was won and lost against the earlier run, and whether that may be chance; the lost ones first."""
    before, after = comparison.before.made, comparison.after.made
    counts = [
        el("div", el("dt", name), el("dd", str(getattr(comparison.change, field))), class_=field)
        for field, name in texts.CHANGES
    ]
    against = texts.AGAINST.format(
        commit=commit(before), date=date(before), new_commit=commit(after), new_date=date(after)
    )
    other = None
    if before.embedder != after.embedder:
        other = el("p", texts.OTHER_EMBEDDER.format(before=before.embedder, after=after.embedder))
    return el(
        "section",
        el("h2", texts.COMPARISON),
        el("p", comparison.verdict, class_="difference-verdict"),
        el("dl", *counts, class_="changes"),
        el("p", against, class_="aside"),
        other,
        changed(texts.LOST, comparison.lost, folded=False),
        changed(texts.WON, comparison.won, folded=True),
        changed(texts.OTHERWISE, comparison.otherwise, folded=True),
        _only(texts.ONLY_BEFORE, comparison.only_before),
        _only(texts.ONLY_AFTER, comparison.only_after),
        class_="compared",
    )


def _only(title: str, results: Iterable[ResultRecord]) -> Html | None:
    lines = [el("li", f"{result.id} {' → '.join(result.q)}") for result in results]
    return el("details", el("summary", title.format(count=len(lines))), el("ul", *lines)) if lines else None


def language_model(comparison: Comparison | None) -> Iterator[Html]:
    """What a language model did and changed, where the earlier run is without one and the later with it."""
    if comparison and comparison.after.made.llm and not comparison.before.made.llm:
        yield from (table.html() for table in tables(comparison))


def latency(record: Record) -> Html:
    """How long answers took, by the way they came and by what they are."""
    groups: tuple[tuple[str, Callable[[ResultRecord], str]], ...] = (
        (texts.BY_ROUTE, lambda result: result.route or texts.NO_ROUTE),
        (texts.BY_ANSWER, lambda result: words.ANSWER_KINDS[result.answer.kind] if result.answer else texts.NO_KIND),
        (texts.ALL, lambda _: texts.ALL),
    )
    found = [(what, record.latency(group)) for what, group in groups]
    longest = max((time.p95 for _, times in found for time in times.values()), default=0)
    tables = []
    for what, times in found:
        rows = [
            el(
                "tr",
                el("th", name, scope="row"),
                el("td", str(time.answers)),
                *(el("td", f"{value:.1f}") for value in time[1:]),
                el("td", _times(time.p50, time.p95, longest), class_="bar-cell"),
            )
            for name, time in times.items()
        ]
        heads = (el("th", head.format(what=what), scope="col") for head in texts.LATENCY_HEADS)
        tables.append(el("table", el("thead", el("tr", *heads)), el("tbody", *rows), class_="times"))
    if not longest:
        tables = [el("p", texts.NO_TIMES)]
    return el("section", el("h2", texts.LATENCY), el("p", texts.LATENCY_NOTE, class_="aside"), *tables)


def _times(p50: float, p95: float, longest: float) -> Html:
    """From the median to the 95th percentile, on a scale up to the highest of these."""
    start, end = (value / longest * 100 for value in (p50, p95))
    bar = el("b", style=f"left:{start:.1f}%;width:{max(end - start, 0.5):.1f}%")
    return el("span", bar, class_="share-bar", aria_hidden="true")


def retrieval(record: Record, before: Record | None = None) -> Html:
    """What retrieval alone found: each list by its measures, with those of an earlier run in brackets."""
    lists, earlier = record.retrieval, before.retrieval if before else {}
    names = list(dict.fromkeys(name for values in lists.values() for name in values if name in texts.MEASURES))
    rows = [
        el(
            "tr",
            el("th", words.MODE_NAMES.get(mode, mode), scope="row"),
            *(el("td", _measure(values.get(name), earlier.get(mode, {}).get(name))) for name in names),
            el("td", str(values.get("why") or "")),
        )
        for mode, values in lists.items()
    ]
    heads = (texts.RETRIEVAL_LIST, *(texts.MEASURES[name] for name in names), "")
    head = el("thead", el("tr", *(el("th", head, scope="col") for head in heads)))
    table = el("div", el("table", head, el("tbody", *rows), class_="ranks"), class_="wide")
    return el("section", el("h2", texts.RETRIEVAL), table if rows else el("p", texts.NOT_RETRIEVED))


def _measure(value: object, before: object) -> Html:
    """A measure from 0 to 1 with three decimals; 未测 for None."""
    shown, was = (f"{v:.3f}" if isinstance(v, int | float) else words.NOT_MEASURED for v in (value, before))
    return join(shown, el("span", f"（{was}）", class_="aside") if before is not None and was != shown else None)
