"""Real reports of other units, which are not part of the project: where they are, or why a test skips."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ingest.printed_cells import ROOT


def sample(name: str) -> Path:
    """The sample report with this file name. Skips the test where the folder of samples is absent.

    The folder is `samples` in `shared` beside the project, or the one that JUESUAN_SAMPLES names.
    """
    folder = Path(os.environ.get("JUESUAN_SAMPLES", ROOT.parent / "shared" / "samples"))
    if not (folder / name).is_file():
        pytest.skip(f"没有样本报告 {name}：把它放进 {folder.name} 文件夹，并用 JUESUAN_SAMPLES 指明该文件夹")
    return folder / name
