"""Rules that hold for the project as a whole, whatever its code does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
REPORT: Final = ROOT / "corpus" / "000_82c47807cd14b666.txt"

TOP_LEVEL: Final = {
    ".ci", ".gitattributes", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "app.py",
    "constraints.txt", "corpus", "embedding.txt", "evals", "ingest", "pyproject.toml", "qa", "tests",
}  # fmt: skip

PLACES: Final = ("莱芜", "济南", "泉城", "山东", "鲁")

# Written in parts, so that this file does not name what it looks for.
MACHINE_PATH: Final = re.compile(r"(?<![\w.~}])/(?:work|root|home|tmp|opt|mnt|Users)" + r"/\w")
REGISTRIES: Final = tuple(
    name + end
    for name, end in (
        ("pypi", ".org"),
        ("pythonhosted", ".org"),
        ("pytorch", ".org/whl"),
        ("npmjs", ".org"),
        ("debian", ".org"),
    )
)

NUMERIC_QUESTION: Final = "行政运行支出是多少？"
HEAVY: Final = {
    "chromadb", "gradio", "jieba", "langchain", "langchain_chroma", "langchain_core",
    "langchain_huggingface", "sentence_transformers", "torch", "transformers",
}  # fmt: skip

RUN_AND_TELL: Final = """
import json, runpy, sys
sys.argv = ["qa", *sys.argv[1:]]
try:
    runpy.run_module("qa", run_name="__main__", alter_sys=True)
except SystemExit as stop:
    assert not stop.code, stop.code
print("\\n" + json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def tracked() -> list[Path]:
    """Every file that is part of the project."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts(folders: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """The files under the folders that are text."""
    for path in tracked():
        if path.relative_to(ROOT).parts[0] in folders:
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


@pytest.fixture(scope="module")
def names() -> set[str]:
    """Places, the unit and the projects that the report names."""
    text = REPORT.read_text(encoding="utf-8")
    units = re.findall(r"^单位：([^（\s]+)（", text, re.MULTILINE)
    projects = re.findall(r"^项目名称 (\S.*)$", text, re.MULTILINE)
    local = [re.sub(r"^莱芜区", "", project) for project in projects]
    return {*PLACES, *units, *projects, *local}


@pytest.fixture(scope="module")
def amounts() -> set[str]:
    """Amounts that the report prints with two decimals, without separators. Those under 1 and the
    whole ones (6.00) are left out: a limit or an example may well be one of them."""
    found = re.findall(r"\d[\d,]*\.\d\d(?!\d)", REPORT.read_text(encoding="utf-8"))
    plain = {amount.replace(",", "") for amount in found}
    return {amount for amount in plain if float(amount) > 1 and not amount.endswith(".00")}


def named_in(text: str, names: set[str], amounts: set[str]) -> set[str]:
    """What a text tells of the report."""
    plain = unicodedata.normalize("NFKC", text)
    numbers = {number.replace(",", "") for number in re.findall(r"\d[\d,]*\.\d+", plain)}
    return {name for name in names if name in plain} | (numbers & amounts)


def test_the_top_level_holds_only_what_belongs_there() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= TOP_LEVEL


def test_ingest_and_qa_know_nothing_of_this_report(names: set[str], amounts: set[str]) -> None:
    found = {
        f"{path.relative_to(ROOT)}:{number}": named
        for path, text in texts(("ingest", "qa"))
        for number, line in enumerate(text.splitlines(), 1)
        if (named := named_in(line, names, amounts))
    }
    assert found == {}


@pytest.mark.parametrize("line", ["x = '１,８１４.４８'", "# 1814.48", "if '莱芜' in text:", "数字政府建设项目"])
def test_what_the_report_says_is_recognised(line: str, names: set[str], amounts: set[str]) -> None:
    assert len(names) > len(PLACES) + 8
    assert len(amounts) > 50
    assert named_in(line, names, amounts)


def test_ordinary_code_is_not_taken_for_the_report(names: set[str], amounts: set[str]) -> None:
    assert named_in("RATIO = 0.05  # 行政运行 12,345.67 100.00", names, amounts) == set()


def test_the_places_are_the_reports() -> None:
    text = REPORT.read_text(encoding="utf-8")
    assert [place for place in PLACES if place not in text] == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    folders = tuple(TOP_LEVEL - {"corpus"})
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path, text in texts(folders)
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE_PATH.search(line) or any(name in line for name in REGISTRIES)
    ]
    assert found == []


@pytest.mark.parametrize("parts", [("/ho", "me/me/x"), ('"/o', 'pt/wheels"'), ("https://py", "pi.org/simple")])
def test_machine_paths_and_registries_are_recognised(parts: tuple[str, str]) -> None:
    line = "".join(parts)
    assert MACHINE_PATH.search(line) or any(name in line for name in REGISTRIES)


def test_every_requirement_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    files = (ROOT / "constraints.txt", ROOT / "evals" / "peers" / "constraints.txt")
    pinned = {name for file in files for name in re.findall(r"^([\w.-]+)==", file.read_text("utf-8"), re.MULTILINE)}
    assert {_plain(re.split(r"[\[<>=!~; ]", need)[0]) for need in wanted} <= set(map(_plain, pinned))


def test_constraints_are_exact_versions_from_the_registry() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert len(pins) > 100
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.!]+", pin)] == []


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_a_numeric_question_loads_nothing_heavy(library: Path) -> None:
    command = [sys.executable, "-c", RUN_AND_TELL, "ask", NUMERIC_QUESTION, "--library", str(library)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "1,241.72" in done.stdout
    assert HEAVY & set(json.loads(done.stdout.splitlines()[-1])) == set()
