"""A pipe is no output: no command hangs on one, and none replaces it by a file."""

import os
from pathlib import Path

import pytest

from tests.commands import RunCli

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (workdir / name).write_text("layer,head,category\n0,1,A\n2,3,B\n", encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "args",
    [
        ["render", "a.csv", "-o", "PIPE.png"],
        ["render", "a.csv", "-o", "x.svg", "-o", "PIPE.pdf"],
        ["render", "a.csv", "-o", "x.svg", "--depfile", "PIPE"],
        ["compare", "a.csv", "b.csv", "-o", "PIPE.svg"],
        ["convert", "a.csv", "-o", "PIPE.json"],
        ["batch", "a.csv", "-o", "PIPE.png", "-q", "-j", "1"],
        ["batch", "a.csv", "b.csv", "-o", "x-{stem}.png", "--report", "PIPE"],
        ["batch", "a.csv", "-o", "x.png", "--depfile", "PIPE"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("linked", [False, True])
def test_a_pipe_is_refused_as_an_output(args: list[str], linked: bool, run_cli: RunCli) -> None:
    """It would hang, for want of a reader, or be replaced by a file."""
    [name] = [arg for arg in args if arg.startswith("PIPE")]
    os.mkfifo("pipe" if linked else name)
    if linked:
        Path(name).symlink_to("pipe")
    grid = [] if "compare" in args else ["--grid", "3x4"]
    result = run_cli(*args, *grid)
    assert result.status == 3
    line = result.stderr.splitlines()[-1]
    message = f"{name}: is a pipe; give a file's name, or write to standard output with '-'"
    assert line == f"headmap: error: {message}"
    assert Path(name).is_fifo()
    assert not list(Path().glob("x*"))
