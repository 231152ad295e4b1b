"""A failed write leaves the old files unchanged and no temporary files, and reports the first failure."""

import errno
import os
import signal
from pathlib import Path
from typing import NoReturn

import pytest

from headmap_cli.core.errors import OutputError, Terminated
from headmap_cli.core.signals import sigterm_raises
from headmap_cli.files.atomic import write_files
from tests.files import contents


def disk_full(*_args: object) -> NoReturn:
    """Stand in for a function of the system that fails."""
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("function", ["fsync", "replace"])
def test_a_failure_leaves_the_old_files_unchanged(
    function: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "old.png"
    new = tmp_path / "new.png"
    old.write_bytes(b"before")
    if function == "fsync":
        monkeypatch.setattr(os, "fsync", disk_full)
    else:
        monkeypatch.setattr(Path, "replace", disk_full)
    with pytest.raises(OutputError, match=r"old.png: cannot be written: No space left on device") as raised:
        write_files({str(old): b"after", str(new): b"after"})
    assert raised.value.exit_status == 3
    assert contents(tmp_path) == {"old.png": b"before"}


def test_a_failure_of_the_second_file_leaves_the_first_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tmp_path / "first.png"
    first.write_bytes(b"before")
    synced: list[int] = []
    sync = os.fsync

    def fail_at_the_second(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 2:
            disk_full()
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fail_at_the_second)
    with pytest.raises(OutputError, match=r"second.png: "):
        write_files({str(first): b"after", str(tmp_path / "second.png"): b"after"})
    assert contents(tmp_path) == {"first.png": b"before"}


def test_an_interrupt_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_descriptor: int) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_files({str(tmp_path / "a.png"): b"data"})
    assert contents(tmp_path) == {}


def test_no_file_is_written_if_one_has_a_missing_folder(tmp_path: Path) -> None:
    good = tmp_path / "a.png"
    bad = tmp_path / "missing" / "b.svg"
    for order in ([good, bad], [bad, good]):
        with pytest.raises(OutputError, match=r"missing.* does not exist") as raised:
            write_files({str(path): b"data" for path in order})
        assert str(bad) in str(raised.value)
        assert contents(tmp_path) == {}


def test_a_folder_as_target_is_refused(tmp_path: Path) -> None:
    (tmp_path / "figs.png").mkdir()
    with pytest.raises(OutputError, match=r"figs\.png: is a folder") as raised:
        write_files({str(tmp_path / "a.png"): b"data", str(tmp_path / "figs.png"): b"data"})
    assert raised.value.exit_status == 3
    assert [path.name for path in tmp_path.iterdir()] == ["figs.png"]


def test_a_file_as_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError) as raised:
        write_files({str(tmp_path / "file" / "a.png"): b"data"})
    assert raised.value.exit_status == 3


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match=r"a.png: cannot be written: Permission denied"):
            write_files({str(tmp_path / "a.png"): b"data"})
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("names", [["a.png"], ["a.png", "b.svg"], ["a.png", "b.svg", "c.pdf"]])
def test_a_failed_close_is_reported_with_its_file(
    names: list[str], number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Network file systems report only at the close that they could not write; here the last close fails.
    close = os.close
    closed: list[int] = []

    def fail_at_the_last(descriptor: int) -> None:
        close(descriptor)
        closed.append(descriptor)
        if len(closed) == len(names):
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "close", fail_at_the_last)
    with pytest.raises(OutputError) as raised:
        write_files({str(tmp_path / name): b"data" for name in names})
    assert str(raised.value) == f"{tmp_path / names[-1]}: cannot be written: {os.strerror(number)}"
    assert raised.value.disk_full == (number != errno.EIO)
    assert contents(tmp_path) == dict.fromkeys(names, b"data")


@pytest.mark.parametrize("failing", ["close", "unlink", "flock"])
def test_only_the_first_failure_is_reported(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object, **_options: object) -> NoReturn:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", disk_full)
    if failing == "close":
        monkeypatch.setattr(os, "close", fails)
    elif failing == "unlink":
        monkeypatch.setattr(Path, "unlink", fails)
    else:
        monkeypatch.setattr(pytest.importorskip("fcntl"), "flock", fails)
    with pytest.raises(OutputError, match=r"a\.png: cannot be written: No space left on device"):
        write_files({str(tmp_path / "a.png"): b"data"})


OLD_FILES = [
    {"a.png": b"old a"},
    {"b.svg": b"old b"},
    {"a.png": b"old a", "b.svg": b"old b", "c.pdf": b"old c"},
    {},
]


@pytest.mark.parametrize("before", OLD_FILES, ids=lambda contents: " ".join(contents) or "none")
@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize("position", [1, 2, 3])
def test_a_failed_rename_brings_back_the_files_renamed_before_it(
    position: int, links: bool, before: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    rename = Path.replace
    renames: list[Path] = []

    def fail_at_the_position(self: Path, target: Path) -> Path:
        renames.append(target)
        if len(renames) == position:
            raise OSError(errno.EACCES, "Permission denied")
        return rename(self, target)

    def no_links(*_args: object) -> NoReturn:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "replace", fail_at_the_position)
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    names = ["a.png", "b.svg", "c.pdf"]
    with pytest.raises(OutputError) as raised:
        write_files({str(tmp_path / name): b"new" for name in names})
    assert str(raised.value) == f"{tmp_path / names[position - 1]}: cannot be written: Permission denied"
    assert contents(tmp_path) == before


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="needs POSIX signals")
@pytest.mark.parametrize(
    ("number", "expected"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, Terminated)]
)
def test_a_signal_between_two_renames_is_delivered_after_the_last(
    number: signal.Signals, expected: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.replace

    def interrupted_rename(self: Path, target: Path) -> Path:
        signal.raise_signal(number)
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", interrupted_rename)
    (tmp_path / "a.png").write_bytes(b"old")
    with sigterm_raises(), pytest.raises(expected):
        write_files({str(tmp_path / name): b"new" for name in ("a.png", "b.svg", "c.pdf")})
    assert contents(tmp_path) == {"a.png": b"new", "b.svg": b"new", "c.pdf": b"new"}
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
