"""What stands in for reading a file in the processes of `test_reading`: found by its name, as the real one is."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from ingest.errors import EmbedderUnavailable, NotAReport
from ingest.report import Report
from ingest.settings import settings
from tests.ingest.sample import make_report


def read(path: Path, fits: Callable[[str], bool]) -> Report:
    """Does what the first word of the file says, else reads an organization, a year and an amount."""
    word, *rest = path.read_text("utf-8").split()
    match word:
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "no-memory":
            raise MemoryError
        case "exit":
            os._exit(3)
        case "bug":
            raise RuntimeError("unforeseen")
        case "refuse":
            raise NotAReport(f"{path.name}：不像是报告。")
        case "no-model":
            raise EmbedderUnavailable("没有安装向量模型。")
        case "print":
            os.write(1, b"said by a library\n")
            return make_report(f"第{os.getpid()}局", settings().pdf_workers)
        case "sleep":
            path.with_suffix(".started").write_text(str(os.getpid()), "utf-8")
            time.sleep(600)
    organization, year, amount = word, *rest
    return make_report(organization, int(year), amount=amount)
