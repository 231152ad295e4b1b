"""Names with letters that the system's encoding does not have: LC_ALL=C without Python's UTF-8 mode."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import environment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="their file names are Unicode"),
]

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
NAMES = ["ä", "日本語", "Ж" * 60, "naïve head", "🙂", "e\u0301", "plain", "ä" + "x" * 200]
GRID = ("--grid", "2x3")


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    for name in NAMES:
        (workdir / f"{name}.csv").write_text("layer,head,category\n0,1,Ä\n1,2,B\n", encoding="utf-8")


def headmap(*args: str) -> subprocess.CompletedProcess[bytes]:
    """Run headmap as in a container without a locale; arguments are bytes of UTF-8."""
    command = [os.fsencode(sys.executable), b"-m", b"headmap_cli", *(arg.encode() for arg in args)]
    return subprocess.run(command, env=environment(**ASCII), capture_output=True, check=False)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_batch_accepts_any_file_names(jobs: str) -> None:
    inputs = [f"{name}.csv" for name in NAMES]
    done = headmap("batch", *inputs, *GRID, "-o", "figs/{stem}.svg", "-j", jobs, "--dpi", "60")
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith(b"headmap: 8 written in ")
    assert sorted(path.stem for path in Path("figs").iterdir()) == sorted(NAMES)
    assert len({path.read_bytes() for path in Path("figs").iterdir()}) == 1


def test_other_commands_accept_any_file_names() -> None:
    done = headmap("check", *(f"{name}.csv" for name in NAMES), *GRID, "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    done = headmap("check", "日本語.csv", "--grid", "1x1", "--format", "json")
    assert done.returncode == 1
    problems = json.loads(done.stdout)["problems"]
    assert {os.fsencode(problem["file"]) for problem in problems} == {"日本語.csv".encode()}
    for args in (
        ("render", "ä.csv", *GRID, "-o", "ö.png", "-o", "ö.html", "--depfile", "ö.d"),
        ("convert", "🙂.csv", *GRID, "-o", "ü.json"),
        ("stats", "naïve head.csv", *GRID),
        ("describe", "e\u0301.csv", *GRID),
        ("compare", "ä.csv", "日本語.csv", *GRID, "--set", "title=AB", "-o", "ß.svg"),
        ("extract", "ö.png", "-o", "å.csv"),
        ("show", "ä.csv", *GRID),
    ):
        done = headmap(*args)
        assert (done.returncode, done.stderr) == (0, b""), args
    assert {"ö.png", "ö.html", "ö.d", "ü.json", "ß.svg", "å.csv"} <= {path.name for path in Path().iterdir()}
