"""Runs at once, and runs without room on the disk: no file is ever half written."""

import ctypes
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from headmap_cli.core import canonical
from tests.cli.test_batch_processes import begin, left_over, wait_for
from tests.helpers import random_data

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    for n in range(6):
        (workdir / f"m{n}.csv").write_bytes(canonical.to_csv(random_data(["A", "B"], 8, 9, 0.3, seed=n)))


def test_ten_renders_of_one_output_at_once_leave_one_whole_file() -> None:
    crowd = [begin("render", "m0.csv", "-o", "fig.png", "-o", "fig.svg") for _ in range(10)]
    assert [wait_for(process) for process in crowd] == [(0, "")] * 10
    assert left_over() == []
    png, svg = Path("fig.png").read_bytes(), Path("fig.svg").read_bytes()
    assert wait_for(begin("render", "m0.csv", "-o", "fig.png", "-o", "fig.svg")) == (0, "")
    assert (png, svg) == (Path("fig.png").read_bytes(), Path("fig.svg").read_bytes())


def test_ten_first_starts_at_once_draw_ten_figures(tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    crowd = [begin("render", "m0.csv", "-o", f"f{n}.png", MPLCONFIGDIR=cache) for n in range(10)]
    results = [wait_for(process) for process in crowd]
    assert [status for status, _ in results] == [0] * 10
    lines = set("".join(stderr for _, stderr in results).splitlines())
    assert lines <= {
        "headmap: warning: indexing the fonts of this machine, which only the first start does ..."
    }
    assert len({Path(f"f{n}.png").read_bytes() for n in range(10)}) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 64 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"tmpfs", os.fsencode(disk), b"tmpfs", 0, b"size=64k"):
        pytest.skip("only root can mount a small disk")
    yield disk
    libc.umount2(os.fsencode(disk), 2)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
@pytest.mark.parametrize("command", ["render", "batch"])
def test_a_full_disk_leaves_the_old_file_and_prints_one_line(command: str, small_disk: Path) -> None:
    target = small_disk / "m0.png"
    target.write_bytes(b"old")
    (small_disk / "filling").write_bytes(b"\0" * 56_000)
    outputs = ["-o", str(target)] if command == "render" else ["-o", f"{small_disk}/{{stem}}.png", "-j", "1"]
    inputs = ["m0.csv"] if command == "render" else ["m*.csv"]
    status, stderr = wait_for(begin(command, *inputs, *outputs, "--dpi", "300"))
    assert status == 3
    errors = [line for line in stderr.splitlines() if "error" in line]
    assert errors == [f"headmap: error: {target}: cannot be written: No space left on device"]
    assert target.read_bytes() == b"old"
    assert {path.name for path in small_disk.iterdir()} == {"m0.png", "filling"}


def test_a_device_without_room_is_an_output_error() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    Path("fig.png").symlink_to("/dev/full")
    status, stderr = wait_for(begin("render", "m0.csv", "-o", "fig.png"))
    assert (status, stderr.count("\n")) == (3, 1)
    assert "No space left on device" in stderr
