"""Temporary files: their names, permissions and locks, and which of them a sweep removes."""

import os
import stat
import sys
from pathlib import Path

import pytest

from headmap_cli.files.atomic import write_files
from headmap_cli.files.temporary import TEMPORARY, sweep, temporary_name
from tests.files import contents

ABANDONED = ".fig.png.4242-0123abcd.headmap-tmp"
"""The name of a temporary file of a process that was killed."""


def test_the_next_run_removes_the_temporary_files_of_a_killed_one(tmp_path: Path) -> None:
    (tmp_path / ABANDONED).write_bytes(b"half")
    write_files({str(tmp_path / "other.png"): b"data"})
    assert contents(tmp_path) == {"other.png": b"data"}


def test_a_read_only_temporary_file_is_removed_too(tmp_path: Path) -> None:
    (tmp_path / ABANDONED).write_bytes(b"half")
    (tmp_path / ABANDONED).chmod(0o444)
    sweep([tmp_path, tmp_path / "gone"])
    assert contents(tmp_path) == {}


def test_a_temporary_file_that_another_process_has_locked_stays(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    with (tmp_path / ABANDONED).open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        sweep([tmp_path])
        assert (tmp_path / ABANDONED).exists()
    sweep([tmp_path])
    assert not (tmp_path / ABANDONED).exists()


def test_a_temporary_file_is_locked_until_it_is_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.replace
    renamed: list[str] = []

    def sweep_and_rename(self: Path, target: Path) -> Path:
        sweep([tmp_path])
        renamed.append(self.name)
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", sweep_and_rename)
    write_files({str(tmp_path / "a.png"): b"1", str(tmp_path / "b.png"): b"2"})
    assert contents(tmp_path) == {"a.png": b"1", "b.png": b"2"}
    assert len(renamed) == 2
    assert all(TEMPORARY.fullmatch(name) for name in renamed)


def test_a_temporary_file_that_a_sweep_removed_before_its_lock_is_created_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    lock = fcntl.flock
    created: list[Path] = []

    def sweep_before_the_first_lock(descriptor: int, operation: int) -> None:
        # A sweep locks without waiting, so only the writer's own locks are counted.
        if not operation & fcntl.LOCK_NB:
            created.extend(tmp_path.iterdir())
            if len(created) == 1:
                sweep([tmp_path])
        lock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", sweep_before_the_first_lock)
    write_files({str(tmp_path / "a.png"): b"data"})
    assert len(set(created)) == 2
    assert contents(tmp_path) == {"a.png": b"data"}


@pytest.mark.parametrize(
    "name",
    [
        "fig.png",
        "x.headmap-tmp",
        ".x.headmap-tmp",
        ".fig.png.4242-0123ABCD.headmap-tmp",
        ABANDONED + "~",
        ABANDONED[1:],
    ],
)
def test_files_with_other_names_stay(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"mine")
    sweep([tmp_path])
    assert contents(tmp_path) == {name: b"mine"}


def test_folders_and_links_with_temporary_names_stay(tmp_path: Path) -> None:
    (tmp_path / ABANDONED).mkdir()
    (tmp_path / ABANDONED.replace("4242", "1")).symlink_to(tmp_path / "mine")
    (tmp_path / "mine").write_bytes(b"mine")
    sweep([tmp_path])
    assert len(list(tmp_path.iterdir())) == 3


def recorded_modes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that collects the permissions of each file when it is created and when it is written."""
    modes: list[int] = []
    real_open = os.open
    real_write = os.write

    def recording_open(path: Path, flags: int, mode: int = 0o777) -> int:
        descriptor = real_open(path, flags, mode)
        if flags & os.O_CREAT:
            modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return descriptor

    def recording_write(descriptor: int, data: bytes) -> int:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return real_write(descriptor, data)

    monkeypatch.setattr(os, "open", recording_open)
    monkeypatch.setattr(os, "write", recording_write)
    return modes


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o400, 0o644, 0o660, 0o444])
def test_a_temporary_file_never_has_more_permissions_than_its_target(
    mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "secret.png"
    target.write_bytes(b"before")
    target.chmod(mode)
    modes = recorded_modes(monkeypatch)
    write_files({str(target): b"after"})
    assert modes == [mode & 0o600, mode]
    assert stat.S_IMODE(target.stat().st_mode) == mode


def test_temporary_names_are_ascii_on_a_system_with_ascii_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # This happens under LC_ALL=C without UTF-8 mode, where other letters of a name are surrogates.
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    for name in ("ä.png", "日" * 60 + ".png", "fig.png"):
        temporary = temporary_name(tmp_path / name)
        assert temporary.isascii()
        assert TEMPORARY.fullmatch(temporary)
