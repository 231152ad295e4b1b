"""Runs at the same time do not disturb each other."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from headmap_cli.readers import read
from tests.commands import environment

RUNS = 4

pytestmark = pytest.mark.slow


def started(folder: Path, title: str) -> "subprocess.Popen[str]":
    """Start drawing a figure of the table in a folder."""
    command = [sys.executable, "-P", "-m", "headmap_cli", "render", "heads.csv", "--grid", "2x3"]
    # The sign is in a font that matplotlib does not come with, or in none, so all fonts are looked through.
    options = ["--set", f"title={title} \N{CUNEIFORM SIGN A}", "-o", "fig.pdf", "-o", "fig.svg"]
    return subprocess.Popen(
        [*command, *options],
        cwd=folder,
        env=environment(MPLCONFIGDIR=os.fspath(folder / "cache")),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_first_runs_at_the_same_time_write_one_output_after_the_other(tmp_path: Path) -> None:
    """None of them has an index of fonts yet, and all write the same files."""
    (tmp_path / "heads.csv").write_text("layer,head,category\n0,1,A\n1,2,B\n", encoding="utf-8")
    runs = [started(tmp_path, f"Run {number}") for number in range(RUNS)]
    for run in runs:
        printed = run.communicate(timeout=300)
        assert run.returncode == 0, printed
        assert "Traceback" not in printed[1]
    assert read(tmp_path / "fig.svg").categories == ("A", "B")
    svg = (tmp_path / "fig.svg").read_text(encoding="utf-8")
    assert sum(f"Run {number} " in svg for number in range(RUNS)) == 1
    assert (tmp_path / "fig.pdf").read_bytes().endswith(b"%%EOF\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "fig.pdf", "fig.svg", "heads.csv"]
