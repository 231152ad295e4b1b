"""Standard streams that are closed, full or without a reader, for every command that prints a result."""

import subprocess
import sys
from pathlib import Path

import pytest

from headmap_cli.cli.main import run
from tests.commands import environment
from tests.forks import Run, forked

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs fork and /dev/full"),
]

GRID = ["--grid", "2x3"]
TABLE = "layer,head,category\n0,1,Retrieval\n1,0,Retrieval\n1,0,Copy\n1,2,Copy\n"

PRINTING = [
    ["--help"],
    ["--version"],
    ["compare", "--help"],
    ["check", "heads.csv", *GRID],
    ["check", "heads.csv", *GRID, "--format", "json"],
    ["check", "bad.csv", *GRID],
    ["check", "bad.csv", *GRID, "--format", "json"],
    ["stats", "heads.csv", *GRID],
    ["stats", "heads.csv", *GRID, "--format", "json"],
    ["stats", "heads.csv", *GRID, "--format", "csv"],
    ["stats", "heads.csv", *GRID, "--format", "md"],
    ["describe", "heads.csv", *GRID],
    ["describe", "heads.csv", *GRID, "--format", "md"],
    ["describe", "heads.csv", *GRID, "--alt"],
    ["compare", "heads.csv", "fig.png", *GRID],
    ["compare", "heads.csv", "fig.png", *GRID, "--format", "json"],
    ["convert", "heads.csv", *GRID, "-o", "-", "--format", "csv"],
    ["convert", "heads.csv", *GRID, "-o", "-", "--format", "json"],
    ["render", "heads.csv", *GRID, "-o", "-", "--format", "png"],
    ["render", "heads.csv", *GRID, "-o", "-", "--format", "svg"],
    ["show", "heads.csv", *GRID],
    ["style", "list"],
    ["style", "show"],
    ["style", "new"],
    ["style", "schema"],
    ["completion", "bash"],
    ["completion", "fish"],
    ["extract", "fig.png", "-o", "-", "--format", "json"],
    ["extract", "fig.png", "--style", "-"],
    ["batch", "heads.csv", *GRID, "-o", "{stem}.svg", "--report", "-", "-q"],
    ["batch", "heads.csv", *GRID, "-o", "{stem}.svg", "--force", "--dry-run", "-q"],
]
CLOSED = "headmap: error: standard output is closed; redirect it to a file or a pipe\n"
FULL = "headmap: error: standard output cannot be written: No space left on device\n"


@pytest.fixture
def folder(workdir: Path) -> Path:
    (workdir / "heads.csv").write_text(TABLE, encoding="utf-8")
    (workdir / "bad.csv").write_text(TABLE + "7,0,Copy\n", encoding="utf-8")
    assert run(["render", "heads.csv", *GRID, "-o", "fig.png"]) == 0
    return workdir


@pytest.mark.parametrize(
    ("stdout", "message"), [("closed", CLOSED), ("full", FULL), ("no reader", "")], ids=lambda text: text[:9]
)
def test_a_result_that_cannot_be_printed_is_status_3(stdout: str, message: str, folder: Path) -> None:
    runs = [Run(args, stdout=stdout, stderr=f"err{n}.txt") for n, args in enumerate(PRINTING)]
    statuses = forked(runs, folder)
    outcomes = {
        " ".join(args): (status, (folder / f"err{n}.txt").read_text(encoding="utf-8"))
        for n, (args, status) in enumerate(zip(PRINTING, statuses, strict=True))
    }
    assert outcomes == {" ".join(args): (3, message) for args in PRINTING}


def test_every_command_prints_where_stdout_is_open(folder: Path) -> None:
    """Without this, a command that prints nothing would pass the test above by accident of its status."""
    runs = [Run(args, stdout=f"out{n}.txt", stderr="full") for n, args in enumerate(PRINTING)]
    statuses = forked(runs, folder)
    assert statuses == [1 if "bad.csv" in args else 0 for args in PRINTING]
    assert all((folder / f"out{n}.txt").stat().st_size for n in range(len(PRINTING)))


@pytest.mark.parametrize(
    "streams",
    [
        {"stderr": "closed"},
        {"stderr": "full"},
        {"stderr": "no reader"},
        {"stdout": "closed"},
        {"stdout": "full"},
        {"stdout": "closed", "stderr": "closed"},
        {"stdout": "full", "stderr": "full"},
        {"stdin": "closed"},
        {"stdin": "closed", "stdout": "closed", "stderr": "closed"},
    ],
    ids=lambda streams: " ".join(f"{name}={kind}" for name, kind in streams.items()),
)
def test_a_figure_is_drawn_whatever_the_streams_are(streams: dict[str, str], folder: Path) -> None:
    """Let each command warn of the grid: the warning may be lost, but nothing else."""
    commands = [
        ["render", "heads.csv", "-o", "a.svg", "-o", "a.png"],
        ["batch", "heads.csv", "-o", "b.svg", "-o", "b.png", "-j", "1"],
        ["compare", "heads.csv", "fig.png", "-o", "c.svg"],
        ["convert", "heads.csv", "-o", "d.json"],
    ]
    assert forked([Run(args, **streams) for args in commands], folder) == [0, 0, 0, 0]
    svg = Path("a.svg").read_bytes()
    assert svg.endswith(b"</svg>\n")
    assert Path("b.svg").read_bytes() == svg
    assert Path("a.png").read_bytes() == Path("b.png").read_bytes() == Path("fig.png").read_bytes()
    assert Path("c.svg").read_bytes().endswith(b"</svg>\n")
    assert Path("d.json").read_bytes().endswith(b"}\n")


def test_errors_keep_their_status_where_no_message_can_be_printed(folder: Path) -> None:
    commands = {
        ("render", "bad.csv", *GRID, "-o", "x.png"): 1,
        ("render", "gone.csv", *GRID, "-o", "x.png"): 1,
        ("check", "bad.csv", *GRID, "--figure", "fig.png"): 1,
        ("rendr",): 2,
        (): 2,
        ("render", "heads.csv"): 2,
        ("render", "heads.csv", *GRID, "-o", "heads.csv/x.png"): 3,
        ("convert", "-", *GRID, "-o", "x.csv"): 1,
    }
    for stderr in ("closed", "full"):
        runs = [Run(args, stdin="closed", stderr=stderr) for args in commands]
        assert forked(runs, folder) == list(commands.values())
    assert not Path("x.png").exists()


@pytest.mark.parametrize(
    ("script", "status", "message"),
    [
        ('"$0" -m headmap_cli check heads.csv --grid 2x3 --format json >&-', 3, CLOSED),
        ('"$0" -m headmap_cli --help >&-', 3, CLOSED),
        ('"$0" -m headmap_cli stats heads.csv --grid 2x3 >/dev/full', 3, FULL),
        ('"$0" -m headmap_cli style schema >/dev/full 2>&-', 3, ""),
        ('"$0" -m headmap_cli render heads.csv -o a.png >&- 2>&-', 0, ""),
        ('"$0" -m headmap_cli render heads.csv -o a.png 2>/dev/full', 0, ""),
        ('"$0" -m headmap_cli completion zsh <&- | head -1 >/dev/null', 0, ""),
        ('"$0" -m headmap_cli style list | head -0', 0, ""),
    ],
)
def test_processes_in_a_shell_exit_with_the_documented_status(
    script: str, status: int, message: str, folder: Path
) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", script, sys.executable],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (status, message)


def test_no_output_takes_the_descriptor_of_a_closed_stream(folder: Path) -> None:
    """Keep descriptor 2 from a figure: a C library prints to it, whatever Python knows."""
    code = (
        "import os, sys; from headmap_cli.cli.streams import reserve_standard_descriptors; "
        "reserve_standard_descriptors(); "
        "sys.exit(os.open('new.txt', os.O_CREAT | os.O_WRONLY))"
    )
    for closed in ("<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"):
        script = f'"$0" -c "{code}" {closed}'
        done = subprocess.run(
            ["/bin/sh", "-c", script, sys.executable], cwd=folder, env=environment(), check=False
        )
        assert done.returncode >= 3, closed
