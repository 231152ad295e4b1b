"""Files appear whole or not at all."""

import errno
import os
import signal
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from headmap_cli.core.errors import OutputError, Terminated
from headmap_cli.core.signals import sigterm_raises
from headmap_cli.files.atomic import write_files
from headmap_cli.files.temporary import TEMPORARY, sweep, temporary_name
from headmap_cli.writers.formats import format_of


@pytest.fixture
def umask() -> Iterator[int]:
    before = os.umask(0o027)
    yield 0o027
    os.umask(before)


def disk_full(*_args: object) -> NoReturn:
    raise OSError(28, "No space left on device")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_file_holds_the_data(tmp_path: Path) -> None:
    write_files({str(tmp_path / "a.png"): b"data"})
    assert files(tmp_path) == {"a.png": b"data"}


def test_several_files_are_all_written(tmp_path: Path) -> None:
    write_files({str(tmp_path / "a.png"): b"1", str(tmp_path / "b.svg"): b"2" * 1_000_000})
    assert files(tmp_path) == {"a.png": b"1", "b.svg": b"2" * 1_000_000}


@pytest.mark.parametrize("where", ["fsync", "replace"])
def test_a_failure_in_the_middle_leaves_what_was_there(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = tmp_path / "old.png", tmp_path / "new.png"
    old.write_bytes(b"before")
    if where == "fsync":
        monkeypatch.setattr(os, "fsync", disk_full)
    else:
        monkeypatch.setattr(Path, "replace", disk_full)
    with pytest.raises(OutputError, match=r"old.png: cannot be written: No space left on device") as raised:
        write_files({str(old): b"after", str(new): b"after"})
    assert raised.value.exit_status == 3
    assert files(tmp_path) == {"old.png": b"before"}


def test_a_failure_of_the_second_file_leaves_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tmp_path / "first.png"
    first.write_bytes(b"before")
    synced: list[int] = []
    real = os.fsync

    def second_fails(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 2:
            disk_full()
        real(descriptor)

    monkeypatch.setattr(os, "fsync", second_fails)
    with pytest.raises(OutputError, match=r"second.png: "):
        write_files({str(first): b"after", str(tmp_path / "second.png"): b"after"})
    assert files(tmp_path) == {"first.png": b"before"}


def test_an_interrupt_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_descriptor: int) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_files({str(tmp_path / "a.png"): b"data"})
    assert files(tmp_path) == {}


def test_data_is_synced_before_it_takes_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.png"
    there_at_sync: list[bool] = []
    real = os.fsync

    def watched(descriptor: int) -> None:
        there_at_sync.append(target.exists())
        real(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    write_files({str(target): b"data"})
    assert there_at_sync[0] is False


def test_a_missing_folder_means_that_no_file_is_written(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.png", tmp_path / "missing" / "b.svg"
    for order in ([good, bad], [bad, good]):
        with pytest.raises(OutputError, match=r"missing.* does not exist") as raised:
            write_files({str(path): b"data" for path in order})
        assert str(bad) in str(raised.value)
        assert files(tmp_path) == {}


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


def test_a_new_file_follows_the_umask(tmp_path: Path, umask: int) -> None:
    write_files({str(tmp_path / "a.png"): b"data"})
    assert stat.S_IMODE((tmp_path / "a.png").stat().st_mode) == 0o666 & ~umask


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o444])
def test_a_replaced_file_keeps_its_permissions(mode: int, tmp_path: Path, umask: int) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"before")
    target.chmod(mode)
    write_files({str(target): b"after"})
    assert target.read_bytes() == b"after"
    assert stat.S_IMODE(target.stat().st_mode) == mode != 0o666 & ~umask


def test_a_symlinks_target_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "fig.png", tmp_path / "link.png"
    target.write_bytes(b"before")
    link.symlink_to(target)
    write_files({str(link): b"after"})
    assert link.is_symlink()
    assert files(tmp_path / "real") == {"fig.png": b"after"}


def test_a_link_to_nothing_yet_makes_its_target(tmp_path: Path) -> None:
    link = tmp_path / "link.png"
    link.symlink_to(tmp_path / "fig.png")
    write_files({str(link): b"data"})
    assert link.is_symlink()
    assert (tmp_path / "fig.png").read_bytes() == b"data"


def test_what_is_no_plain_file_is_written_to(tmp_path: Path) -> None:
    write_files({os.devnull: b"data", str(tmp_path / "a.png"): b"data"})
    assert Path(os.devnull).is_char_device()
    assert files(tmp_path) == {"a.png": b"data"}


@pytest.mark.parametrize(
    "name",
    ["x" * 251 + ".png", "日" * 80 + ".png", "a b\n.png", "-o.png"],  # 255 bytes are the most of a name
    ids=["long", "many bytes", "spaces", "dash"],
)
def test_names_of_any_length_and_letters(name: str, tmp_path: Path) -> None:
    write_files({str(tmp_path / name): b"data"})
    assert files(tmp_path) == {name: b"data"}


def test_a_relative_name_lies_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_files({"a.png": b"data"})
    assert files(tmp_path) == {"a.png": b"data"}


def test_a_format_is_the_ending_of_a_name() -> None:
    assert [format_of(f"x.{ending}") for ending in ("png", "SVG", "Pdf")] == ["png", "svg", "pdf"]


LEFT = ".fig.png.4242-0123abcd.headmap-tmp"


def test_what_a_killed_run_left_is_swept_by_the_next(tmp_path: Path) -> None:
    (tmp_path / LEFT).write_bytes(b"half")
    write_files({str(tmp_path / "other.png"): b"data"})
    assert files(tmp_path) == {"other.png": b"data"}


def test_what_a_killed_run_left_is_swept_whatever_its_permissions(tmp_path: Path) -> None:
    (tmp_path / LEFT).write_bytes(b"half")
    (tmp_path / LEFT).chmod(0o444)
    sweep([tmp_path, tmp_path / "gone"])
    assert files(tmp_path) == {}


def test_a_file_that_another_process_is_writing_is_not_swept(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    with (tmp_path / LEFT).open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        sweep([tmp_path])
        assert (tmp_path / LEFT).exists()
    sweep([tmp_path])
    assert not (tmp_path / LEFT).exists()


def test_a_file_on_its_way_is_locked_until_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, seen = Path.replace, list[str]()

    def sweeping(self: Path, target: Path) -> Path:
        sweep([tmp_path])
        seen.append(self.name)
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", sweeping)
    write_files({str(tmp_path / "a.png"): b"1", str(tmp_path / "b.png"): b"2"})
    assert files(tmp_path) == {"a.png": b"1", "b.png": b"2"}
    assert all(TEMPORARY.fullmatch(name) for name in seen)


def test_a_sweep_between_making_and_locking_is_outlived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    flock, sweeps = fcntl.flock, list[int]()

    def late(descriptor: int, how: int) -> None:
        if not how & fcntl.LOCK_NB and not sweeps:
            sweeps.append(1)
            sweep([tmp_path])
        flock(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", late)
    write_files({str(tmp_path / "a.png"): b"data"})
    assert sweeps == [1]
    assert files(tmp_path) == {"a.png": b"data"}


@pytest.mark.parametrize(
    "name",
    [
        "fig.png",
        "x.headmap-tmp",
        ".x.headmap-tmp",
        ".fig.png.4242-0123ABCD.headmap-tmp",
        LEFT + "~",
        LEFT[1:],
    ],
)
def test_no_other_file_is_swept(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"mine")
    sweep([tmp_path])
    assert files(tmp_path) == {name: b"mine"}


def test_neither_folders_nor_links_are_swept(tmp_path: Path) -> None:
    (tmp_path / LEFT).mkdir()
    (tmp_path / LEFT.replace("4242", "1")).symlink_to(tmp_path / "mine")
    (tmp_path / "mine").write_bytes(b"mine")
    sweep([tmp_path])
    assert len(list(tmp_path.iterdir())) == 3


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system does not list open files in /proc")
    before = len(list(Path("/proc/self/fd").iterdir()))
    write_files({str(tmp_path / f"{n}.png"): b"data" for n in range(5)})
    with pytest.raises(OutputError):
        write_files({str(tmp_path / "a.png"): b"data", str(tmp_path / "no" / "b.png"): b"data"})
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def modes_at_birth(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The permissions of each temporary file when it is made, and when it is written to."""
    seen: list[int] = []
    real_open, real_write = os.open, os.write

    def watched_open(path: Path, flags: int, mode: int = 0o777) -> int:
        descriptor = real_open(path, flags, mode)
        if flags & os.O_CREAT:
            seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return descriptor

    def watched_write(descriptor: int, data: bytes) -> int:
        seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return real_write(descriptor, data)

    monkeypatch.setattr(os, "open", watched_open)
    monkeypatch.setattr(os, "write", watched_write)
    return seen


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o400, 0o644, 0o660, 0o444])
def test_nobody_may_read_a_temporary_file_who_may_not_read_the_target(
    mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "secret.png"
    target.write_bytes(b"before")
    target.chmod(mode)
    seen = modes_at_birth(monkeypatch)
    write_files({str(target): b"after"})
    assert seen == [mode & 0o600, mode]
    assert stat.S_IMODE(target.stat().st_mode) == mode


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("names", [["a.png"], ["a.png", "b.svg"], ["a.png", "b.svg", "c.pdf"]])
def test_a_failed_close_is_the_fault_of_its_file(
    names: list[str], number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Network file systems report at the close what they could not write; the last file's close fails."""
    real, closed = os.close, list[int]()

    def close(descriptor: int) -> None:
        real(descriptor)
        closed.append(descriptor)
        if len(closed) == len(names):
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "close", close)
    with pytest.raises(OutputError) as raised:
        write_files({str(tmp_path / name): b"data" for name in names})
    assert str(raised.value) == f"{tmp_path / names[-1]}: cannot be written: {os.strerror(number)}"
    assert raised.value.disk_full == (number != errno.EIO)
    assert files(tmp_path) == dict.fromkeys(names, b"data")


@pytest.mark.parametrize("failing", ["close", "unlink", "flock"])
def test_the_first_failure_is_reported_whatever_fails_after_it(
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


RENAMED = [
    {"a.png": b"old a"},
    {"b.svg": b"old b"},
    {"a.png": b"old a", "b.svg": b"old b", "c.pdf": b"old c"},
    {},
]


@pytest.mark.parametrize("before", RENAMED, ids=lambda files: " ".join(files) or "none")
@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize("position", [1, 2, 3])
def test_a_failed_rename_brings_back_the_files_renamed_before_it(
    position: int, links: bool, before: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    real, renames = Path.replace, list[Path]()

    def replace(self: Path, target: Path) -> Path:
        renames.append(target)
        if len(renames) == position:
            raise OSError(errno.EACCES, "Permission denied")
        return real(self, target)

    def no_links(*_args: object) -> NoReturn:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "replace", replace)
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    names = ["a.png", "b.svg", "c.pdf"]
    with pytest.raises(OutputError) as raised:
        write_files({str(tmp_path / name): b"new" for name in names})
    assert str(raised.value) == f"{tmp_path / names[position - 1]}: cannot be written: Permission denied"
    assert files(tmp_path) == before


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="needs POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_between_two_renames_waits_for_the_last(
    number: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, expected = Path.replace, KeyboardInterrupt if number == signal.SIGINT else Terminated

    def replace(self: Path, target: Path) -> Path:
        signal.raise_signal(number)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    (tmp_path / "a.png").write_bytes(b"old")
    with sigterm_raises(), pytest.raises(expected):
        write_files({str(tmp_path / name): b"new" for name in ("a.png", "b.svg", "c.pdf")})
    assert files(tmp_path) == {"a.png": b"new", "b.svg": b"new", "c.pdf": b"new"}
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_files_are_written_from_a_thread_too(tmp_path: Path) -> None:
    """Only the main thread may change what a signal does."""
    thread = threading.Thread(target=write_files, args=({str(tmp_path / "a.png"): b"data"},))
    thread.start()
    thread.join()
    assert files(tmp_path) == {"a.png": b"data"}


def test_a_system_with_ascii_names_only_has_temporary_names_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under LC_ALL=C without UTF-8 mode, where other letters of a name are surrogates."""
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    for name in ("ä.png", "日" * 60 + ".png", "fig.png"):
        made = temporary_name(tmp_path / name)
        assert made.isascii()
        assert TEMPORARY.fullmatch(made)
