from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ingest import messages
from ingest.__main__ import Tools, find_files, main
from ingest.errors import EmbedderUnavailable, NotAReport, UnreadableDocument
from ingest.library import Library, Writer, file_hash, schema
from ingest.report import Check, Outcome, Report
from ingest.settings import settings
from tests.ingest.sample import HashEmbedder, make_report

Fits = Callable[[str], bool]
Run = Callable[..., tuple[int, str]]


def read(path: Path, fits: Fits) -> Report:
    """Reads files of one line: an organization, a year and an amount."""
    try:
        organization, year, amount = path.read_text("utf-8").split()
    except UnicodeDecodeError as error:
        raise UnreadableDocument(f"{path.name}：不是文本文件。请换成文本。") from error
    except ValueError as error:
        raise NotAReport(f"{path.name}：不像是报告。请移出文件夹。") from error
    if organization == "bug":
        raise RuntimeError("unforeseen")
    report = make_report(organization, int(year), amount=amount)
    assert all(fits(piece.text) for passage in report.passages for piece in passage.pieces)
    return report


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str]]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(settings(), "pdf_workers", 1)  # the stand-ins of a test cannot go to another process

    def run(*arguments: str, embedder: HashEmbedder | None = None) -> tuple[int, str]:
        library = () if "--library" in arguments else ("--library", "lib")
        status = main([*arguments, *library], tools=Tools(read, embedder or HashEmbedder()))
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("云岭市园林局 2023 1.00", "utf-8")
    (folder / "b.txt").write_text("青石县水务局 2022 2.00", "utf-8")
    return folder


def names(library: str = "lib") -> list[str]:
    return sorted(report.title for report in Library.open(Path(library)).reports())


# taking in


def test_what_was_found_is_said(run: Run, corpus: Path) -> None:
    status, said = run("corpus")
    assert status == 0
    line = next(line for line in said.splitlines() if "云岭市园林局（本级） 2023 年度" in line)
    for part in ("3 页", "表 1/9", "数字 2", "职责 2", "名词 1", "片段 5", "1 项平衡", "0 项不平", "秒"):
        assert part in line
    assert "共 2 个文件：读入 2，没有变化 0，失败 0" in said
    assert "100%" in said


def test_the_second_run_does_nothing_and_says_so(run: Run, corpus: Path) -> None:
    run("corpus")
    generation = Library.open(Path("lib")).generation
    embedder = HashEmbedder()

    status, said = run("corpus", embedder=embedder)

    assert status == 0
    assert said.count("没有变化，不需处理") == 2
    assert "全部 2 份都没有变化，什么也没做" in said
    assert embedder.embedded == 0
    assert Library.open(Path("lib")).generation == generation


def test_a_failed_check_is_named(run: Run, corpus: Path) -> None:
    def failing(path: Path, fits: Fits) -> Report:
        report = read(path, fits)
        check = report.checks[0]
        failed = Check("收支相等", Outcome.FAILS, check.left, check.right + 1, "", ())
        return Report(**{f: getattr(report, f) for f in report.__dataclass_fields__} | {"checks": (failed,)})

    status = main(["corpus/a.txt", "--library", "lib"], tools=Tools(failing, HashEmbedder()))
    assert status == 0
    _, said = run("show", "r1")
    assert "不平  收支相等：1.00 与 2.00" in said


def test_bad_files_are_named_and_the_others_go_on(run: Run, corpus: Path) -> None:
    (corpus / "binary.txt").write_bytes(os.urandom(4000))
    (corpus / "empty.txt").touch()
    (corpus / "bug.txt").write_text("bug 2023 1.00", "utf-8")
    (corpus / "scan.jpg").write_bytes(b"\xff\xd8")
    (corpus / ".hidden").write_text("x")
    (corpus / ".git").mkdir()
    (corpus / ".git" / "a.txt").write_text("x y z", "utf-8")

    status, said = run("corpus")

    assert status == 1
    assert names() == ["云岭市园林局（本级）2023年度决算", "青石县水务局（本级）2022年度决算"]
    assert "binary.txt：不是文本文件" in said
    assert "empty.txt：不像是报告" in said
    assert "bug.txt：处理时出错" in said
    assert "RuntimeError: unforeseen" in said
    assert "scan.jpg：不支持这种文件，已跳过" in said
    assert ".hidden" not in said
    assert "读入 2，没有变化 0，失败 3" in said


def test_a_file_of_another_kind_in_the_folder_is_no_failure(run: Run, corpus: Path) -> None:
    (corpus / "notes.xlsx").touch()
    status, said = run("corpus")
    assert status == 0
    assert "notes.xlsx：不支持这种文件，已跳过" in said


def test_what_word_and_browsers_put_beside_a_document_is_passed_over(run: Run, corpus: Path) -> None:
    (corpus / "~$report.docx").write_bytes(bytes(162))
    for folder in ("report_files", "report.files"):
        (corpus / folder).mkdir()
        (corpus / folder / "frame.htm").write_text("<p>广告</p>", "utf-8")
    status, said = run("corpus")
    assert status == 0
    assert "docx" not in said
    assert "frame" not in said


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("report.doc", "请用 Word 或 WPS 打开，另存为 .docx 或 PDF 后再读入"),
        ("report.WPS", "请用 Word 或 WPS 打开，另存为 .docx 或 PDF 后再读入"),
        ("report.xlsx", "另存为 PDF"),
        ("report.mht", "用浏览器打开"),
        ("report.xyz", "请先转成其中一种"),
    ],
)
def test_what_to_do_with_a_file_of_another_kind_is_said(run: Run, corpus: Path, name: str, remedy: str) -> None:
    for path in (Path(name), corpus / name):
        path.touch()
    _, asked = run(name)
    _, found = run("corpus")
    assert remedy in asked
    assert remedy in found


@pytest.mark.parametrize(("name", "expected"), [("none.txt", "没有这个文件"), ("x.doc", "不支持这种文件")])
def test_what_was_asked_for_and_cannot_be_is_a_failure(run: Run, corpus: Path, name: str, expected: str) -> None:
    Path("x.doc").touch()
    status, said = run(name, "corpus")
    assert status == 1
    assert expected in said
    assert len(names()) == 2


def test_an_empty_folder_says_what_can_be_read(run: Run) -> None:
    Path("nothing").mkdir()
    status, said = run("nothing")
    assert status == 1
    assert ".txt" in said


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_named(run: Run, corpus: Path) -> None:
    (corpus / "a.txt").chmod(0)
    status, said = run("corpus")
    assert status == 1
    assert "a.txt：无法打开" in said


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="无法打开"):
        file_hash(tmp_path)


def test_a_file_that_is_too_large_is_refused(run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "max_file_mb", 1)
    (corpus / "c.txt").write_bytes(b"x" * (2**20 + 1))
    status, said = run("corpus")
    assert status == 1
    assert "JUESUAN_MAX_FILE_MB" in said
    assert len(names()) == 2


def test_another_file_of_the_same_report_needs_replace(run: Run, corpus: Path) -> None:
    run("corpus")
    (corpus / "c.txt").write_text("云岭市园林局 2023 9.00", "utf-8")
    status, said = run("corpus")
    assert status == 1
    assert "--replace" in said

    status, said = run("corpus/c.txt", "--replace")
    assert status == 0
    assert "替换了原来的版本" in said
    assert len(names()) == 2


def test_a_missing_model_stops_the_run_with_what_to_do(run: Run, corpus: Path) -> None:
    class Missing(HashEmbedder):
        def fits(self, text: str) -> bool:
            raise EmbedderUnavailable(messages.EMBEDDER_NOT_INSTALLED)

    status, said = run("corpus", embedder=Missing())
    assert status == 1
    assert said.count("没有安装向量模型") == 1


def test_lost_vectors_are_pointed_out(run: Run, corpus: Path) -> None:
    run("corpus")
    shutil.rmtree(Path("lib") / schema.VECTORS)
    _, said = run("corpus")
    assert "python -m ingest rebuild" in said


def test_another_writer_is_pointed_out(run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "lock_seconds", 0.1)
    with Writer(Path("lib"), HashEmbedder(), 1) as writer, writer.turn():
        status, said = run("corpus")
    assert status == 1
    assert "另一个进程正在写" in said


def test_interrupted_keeps_what_is_done(run: Run, corpus: Path) -> None:
    def interrupted(path: Path, fits: Fits) -> Report:
        if path.name == "b.txt":
            raise KeyboardInterrupt
        return read(path, fits)

    assert main(["corpus", "--library", "lib"], tools=Tools(interrupted, HashEmbedder())) == 130
    assert len(names()) == 1
    assert run("corpus")[0] == 0
    assert len(names()) == 2


def test_files_are_found_once_and_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "sub/c.txt", "d.pdf.bak"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    files, skipped, errors = find_files([tmp_path, tmp_path / "b.txt"])
    assert [file.name for file in files] == ["a.TXT", "b.txt", "c.txt"]
    assert [file.name for file in skipped] == ["d.pdf.bak"]
    assert errors == []


# the other commands


def test_list_and_show(run: Run, corpus: Path) -> None:
    run("corpus")
    _, said = run("list")
    assert [line.split("\t")[0] for line in said.splitlines()] == ["r1", "r2", "共 2 份。"]
    for name in ("r1", Library.open(Path("lib")).report("r1").report_key):
        status, said = run("show", name)
        assert status == 0
        assert "平衡  合计=各项：1.00 与 1.00 公开03表" in said
        assert "注：第三页没有页码" in said


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["水务局"], ["r2"]),
        (["2023"], ["r1"]),
        (["青石县", "２０２２"], ["r2"]),
        (["水务局", "2023"], []),
        (["局"], ["r1", "r2"]),
    ],
)
def test_list_is_limited_to_titles_with_all_the_words(
    run: Run, corpus: Path, words: list[str], expected: list[str]
) -> None:
    run("corpus")
    status, said = run("list", *words)
    *lines, last = said.splitlines()
    assert status == 0
    assert [line.split("\t")[0] for line in lines] == expected
    assert last == f"共 2 份，其中 {len(expected)} 份的标题有这些词。"


def test_a_list_that_nobody_reads_to_its_end_is_no_mistake(run: Run, corpus: Path) -> None:
    run("corpus")
    code = (
        "import sys\nfrom ingest.__main__ import main\n"
        "sys.stdout.reconfigure(write_through=True)\n"
        "sys.exit(main(['list', '--library', 'lib']))"
    )
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", code],
        stdout=writing,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_what_failed_is_named_again_at_the_end(run: Run, corpus: Path) -> None:
    (corpus / "a-bad.txt").touch()
    (corpus / "b-good.txt").write_text("白杨县教育局 2021 3.00", "utf-8")
    _, said = run("corpus")
    after = said.partition("共 4 个文件：读入 3，没有变化 0，失败 1。")[2]
    assert "✗ a-bad.txt：不像是报告。请移出文件夹。" in after
    assert "✗ a-bad.txt：不像是报告。请移出文件夹。" in said.removesuffix(after)


def test_a_file_that_changed_is_read_again_and_the_others_are_not(run: Run, corpus: Path) -> None:
    run("corpus")
    (corpus / "a.txt").write_text("云岭市园林局 2023 5.00", "utf-8")
    status, said = run("corpus")
    assert status == 0
    assert "读入 1，没有变化 1，失败 0" in said
    assert "替换了原来的版本" in said


def test_remove_takes_several_or_none(run: Run, corpus: Path) -> None:
    run("corpus")
    status, said = run("remove", "r1", "r77")
    assert (status, len(names())) == (1, 2)
    assert "r77" in said
    key = Library.open(Path("lib")).report("r2").report_key
    status, said = run("remove", "r1", key, "r2")
    assert (status, names()) == (0, [])
    assert said.count("已删去") == 2


def test_commands_that_are_named_go_to_the_library_that_was_asked(run: Run) -> None:
    _, said = run("list", "--library", "my library")
    assert "python -m ingest corpus/ --library 'my library'" in said
    _, said = run("list", "--library", str(settings().library))
    assert "--library" not in said


def test_remove(run: Run, corpus: Path) -> None:
    run("corpus")
    status, said = run("remove", "r1")
    assert (status, names()) == (0, ["青石县水务局（本级）2022年度决算"])
    assert "已删去：云岭市园林局" in said
    run("remove", "r2")
    assert "资料库里没有报告" in run("list")[1]


def test_rebuild(run: Run, corpus: Path) -> None:
    run("corpus")
    shutil.rmtree(Path("lib") / schema.VECTORS)
    status, said = run("rebuild", embedder=HashEmbedder("other"))
    assert status == 0
    assert "已重做 2 份报告的 10 个向量" in said


@pytest.mark.parametrize("command", [["list"], ["rebuild"], ["show", "r1"], ["remove", "r1"]])
def test_without_a_library_every_command_names_the_one_that_makes_it(run: Run, command: Sequence[str]) -> None:
    status, said = run(*command)
    assert status == 1
    assert "python -m ingest corpus/" in said
    assert not Path("lib").exists()


@pytest.mark.parametrize("command", ["show", "remove"])
def test_an_unknown_id_names_list(run: Run, corpus: Path, command: str) -> None:
    run("corpus")
    status, said = run(command, "r77")
    assert status == 1
    assert "python -m ingest list" in said


def test_the_library_option_may_stand_first(run: Run, corpus: Path) -> None:
    assert run("--library", "other", "corpus")[0] == 0
    assert run("--library", "other", "list")[0] == 0
    assert len(names("other")) == 2


def test_a_folder_named_like_a_command_is_reached_by_its_path(run: Run, corpus: Path) -> None:
    corpus.rename("list")
    assert run("./list")[0] == 0
    assert len(names()) == 2


@pytest.mark.parametrize("arguments", [[], ["show"], ["remove"], ["corpus", "--unknown"]])
def test_a_wrong_command_line_shows_how_it_goes(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "python -m ingest" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["list", "corpus"])
def test_list_and_an_unchanged_run_load_nothing_heavy(run: Run, corpus: Path, command: str) -> None:
    run("corpus")
    code = (
        "import sys; from ingest.__main__ import Tools, main\n"
        "from tests.ingest.sample import HashEmbedder\n"
        "status = main([sys.argv[1], '--library', 'lib'], tools=Tools(None, HashEmbedder()))\n"
        "print(status, [m for m in ('torch', 'chromadb', 'langchain_core', 'jieba') if m in sys.modules])"
    )
    root = {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code, command], capture_output=True, encoding="utf-8", env=os.environ | root, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 []"
