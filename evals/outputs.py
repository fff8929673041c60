"""What a run and a comparison leave in a folder: text, JSON, CSV and HTML."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from evals import compare
from evals import messages as words
from evals.compare import Comparison, text_of
from evals.dimensions import Dimension
from evals.page.document import comparison_document, run_document
from evals.page.results import place
from evals.record import RUN_FILE, Record, ResultRecord
from qa.duty_check.sheets import FORMULA_STARTS


def write_run(folder: Path, text: str, data: dict[str, object], before: Record | None = None) -> Comparison | None:
    """Writes run.txt, run.json, results.csv and report.html, with a comparison in it where there is a run `before`."""
    written = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    record = Record.model_validate_json(written)
    comparison = Comparison(before, record) if before else None
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "run.txt").write_text(text + "\n", encoding="utf-8")
    (folder / RUN_FILE).write_text(written, encoding="utf-8")
    (folder / "report.html").write_text(run_document(record, comparison), encoding="utf-8")
    write_csv(folder / "results.csv", record)
    if comparison:
        write_comparison(folder, comparison)
    return comparison


def write_comparison(folder: Path, comparison: Comparison) -> None:
    """Writes compare.txt and compare.html."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "compare.txt").write_text(compare.summary(comparison) + "\n", encoding="utf-8")
    (folder / "compare.html").write_text(comparison_document(comparison), encoding="utf-8")


RIGHT: Final = {True: words.YES, False: words.NO, None: words.NOT_MEASURED}


def write_csv(file: Path, record: Record) -> None:
    """A row for each result, for spreadsheet programs: UTF-8 that says so, and what looks like a formula as text."""
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow([*words.CSV_HEAD, *(words.DIMENSION_NAMES[dimension] for dimension in Dimension)])
        rows.writerows([_guarded(cell) for cell in _row(result)] for result in record.results)


def _row(result: ResultRecord) -> Iterator[str]:
    answer = result.answer
    yield from (result.id, words.KIND_NAMES[result.kind], " ".join(result.tags), " → ".join(result.q))
    yield RIGHT[result.passed]
    yield words.ANSWER_KINDS[answer.kind] if answer else ""
    yield text_of(result)
    yield "\n".join(f"{words.FAULT_NAMES[miss.fault]}：{miss.expected}" for miss in result.misses)
    yield "\n".join(f"{words.FAULT_NAMES[miss.fault]}：{miss.got}" for miss in result.misses)
    yield "\n".join(map(place, answer.citations if answer else ()))
    yield result.route
    yield "" if result.milliseconds is None else f"{result.milliseconds:.1f}"
    yield from (RIGHT[result.dimensions.get(dimension)] for dimension in Dimension)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
