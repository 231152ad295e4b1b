"""Commands that run at the same time, and disks without space: no file is ever half written."""

import ctypes
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from headmap_cli.core import canonical
from tests.background import finish, start, temporary_files
from tests.helpers import random_data

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    for n in range(6):
        (workdir / f"m{n}.csv").write_bytes(canonical.to_csv(random_data(["A", "B"], 8, 9, 0.3, seed=n)))


def test_ten_renders_may_write_one_output() -> None:
    command = ("render", "m0.csv", "-o", "fig.png", "-o", "fig.svg")
    crowd = [start(*command) for _ in range(10)]
    assert [finish(process) for process in crowd] == [(0, "")] * 10
    assert temporary_files() == []
    png, svg = Path("fig.png").read_bytes(), Path("fig.svg").read_bytes()
    assert finish(start(*command)) == (0, "")
    assert (png, svg) == (Path("fig.png").read_bytes(), Path("fig.svg").read_bytes())


def test_ten_first_starts_may_index_the_fonts(tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    crowd = [start("render", "m0.csv", "-o", f"f{n}.pdf", MPLCONFIGDIR=cache) for n in range(10)]
    lines: set[str] = set()
    for process in crowd:
        status, stderr = finish(process)
        assert status == 0
        lines.update(stderr.splitlines())
    assert lines <= {
        "headmap: warning: indexing the fonts of this machine, which only the first start does ..."
    }
    assert len({Path(f"f{n}.pdf").read_bytes() for n in range(10)}) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Yield the folder of a disk of 64 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"tmpfs", os.fsencode(disk), b"tmpfs", 0, b"size=64k"):
        pytest.skip("only root can mount a small disk")
    yield disk
    libc.umount2(os.fsencode(disk), 2)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
@pytest.mark.parametrize("command", ["render", "batch"])
def test_a_full_disk_leaves_the_old_file_and_is_reported_once(command: str, small_disk: Path) -> None:
    target = small_disk / "m0.png"
    target.write_bytes(b"old")
    (small_disk / "filling").write_bytes(b"\0" * 56_000)
    args = ["m0.csv", "-o", str(target)]
    if command == "batch":
        args = ["m*.csv", "-o", f"{small_disk}/{{stem}}.png", "-j", "1"]
    status, stderr = finish(start(command, *args, "--dpi", "300"))
    assert status == 3
    errors = [line for line in stderr.splitlines() if "error" in line]
    assert errors == [f"headmap: error: {target}: cannot be written: No space left on device"]
    assert target.read_bytes() == b"old"
    assert {path.name for path in small_disk.iterdir()} == {"m0.png", "filling"}


def test_a_device_without_space_is_an_output_error() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    Path("fig.png").symlink_to("/dev/full")
    status, stderr = finish(start("render", "m0.csv", "-o", "fig.png"))
    assert (status, stderr.count("\n")) == (3, 1)
    assert "No space left on device" in stderr
