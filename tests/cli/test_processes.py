"""Real processes of ``headmap render``: their streams, statuses and errors."""

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from headmap_cli.cli.main import run
from tests.commands import environment

pytestmark = pytest.mark.slow

TABLE = "layer,head,category\n0,1,A\n1,0,A\n1,0,B\n1,1,\n"
GRID = ("--grid", "2x2")


@pytest.fixture(autouse=True)
def _input_files(workdir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEADMAP_DEBUG", raising=False)
    (workdir / "heads.csv").write_text(TABLE, encoding="utf-8")
    (workdir / "bad.csv").write_text(TABLE + "x,0,A\n", encoding="utf-8")


def headmap(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the real command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "headmap_cli", *args],
        input=stdin,
        capture_output=True,
        check=False,
        env=environment(),
    )


def test_a_process_reads_stdin_and_writes_stdout() -> None:
    done = headmap("render", "-", *GRID, "-o", "-", "--format", "png", stdin=TABLE.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert Image.open(io.BytesIO(done.stdout)).format == "PNG"
    assert run(["render", "heads.csv", *GRID, "-o", "fig.png"]) == 0
    assert done.stdout == Path("fig.png").read_bytes()


def test_errors_of_a_process_have_no_traceback() -> None:
    done = headmap("render", "bad.csv", "-o", "fig.png")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"headmap: error: bad.csv:6:1: ")
    assert done.stderr.count(b"\n") == 1
    assert not Path("fig.png").exists()


@pytest.fixture
def full() -> Iterator[io.BufferedWriter]:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb", buffering=0) as device:
        yield device  # type: ignore[misc]  # unbuffered, which subprocess does not mind


@pytest.mark.parametrize("args", [("render", "heads.csv", *GRID, "-o", "-", "--format", "png"), ("--help",)])
def test_a_full_disk_behind_stdout_is_an_output_error(args: tuple[str, ...], full: io.BufferedWriter) -> None:
    command = [sys.executable, "-m", "headmap_cli", *args]
    done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, env=environment())
    assert done.returncode == 3
    assert done.stderr.startswith(b"headmap: error: ")
    assert b"internal error" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize(("closed", "status"), [(">&-", 3), ("<&-", 1)], ids=["stdout", "stdin"])
def test_a_closed_stream_is_no_error_of_headmap_itself(closed: str, status: int) -> None:
    script = f'"$0" -m headmap_cli render - {" ".join(GRID)} -o - --format svg {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", script, sys.executable],
        input=TABLE.encode(),
        capture_output=True,
        check=False,
        env=environment(),
    )
    assert b"internal error" not in done.stderr
    assert done.returncode == status
