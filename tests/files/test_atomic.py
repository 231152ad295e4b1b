"""Outputs are written atomically: to new and existing files, links, devices and names of all kinds."""

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from headmap_cli.core.errors import OutputError
from headmap_cli.files.atomic import write_files
from tests.files import contents


@pytest.fixture
def umask() -> Iterator[int]:
    """Set a umask that differs from the usual ones, so that a test fails if it is ignored."""
    umask_before = os.umask(0o027)
    yield 0o027
    os.umask(umask_before)


def test_a_new_file_holds_the_data(tmp_path: Path) -> None:
    write_files({str(tmp_path / "a.png"): b"data"})
    assert contents(tmp_path) == {"a.png": b"data"}


def test_several_files_are_all_written(tmp_path: Path) -> None:
    write_files({str(tmp_path / "a.png"): b"1", str(tmp_path / "b.svg"): b"2" * 1_000_000})
    assert contents(tmp_path) == {"a.png": b"1", "b.svg": b"2" * 1_000_000}


def test_data_is_synced_before_the_file_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.png"
    exists_at_sync: list[bool] = []
    sync = os.fsync

    def recording_sync(descriptor: int) -> None:
        exists_at_sync.append(target.exists())
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", recording_sync)
    write_files({str(target): b"data"})
    assert exists_at_sync[0] is False


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


def test_the_target_of_a_symlink_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "fig.png"
    link = tmp_path / "link.png"
    target.write_bytes(b"before")
    link.symlink_to(target)
    write_files({str(link): b"after"})
    assert link.is_symlink()
    assert contents(tmp_path / "real") == {"fig.png": b"after"}


def test_the_missing_target_of_a_symlink_is_created(tmp_path: Path) -> None:
    link = tmp_path / "link.png"
    link.symlink_to(tmp_path / "fig.png")
    write_files({str(link): b"data"})
    assert link.is_symlink()
    assert (tmp_path / "fig.png").read_bytes() == b"data"


def test_a_device_is_written_to_directly(tmp_path: Path) -> None:
    write_files({os.devnull: b"data", str(tmp_path / "a.png"): b"data"})
    assert Path(os.devnull).is_char_device()
    assert contents(tmp_path) == {"a.png": b"data"}


@pytest.mark.parametrize(
    "name",
    ["x" * 251 + ".png", "日" * 80 + ".png", "a b\n.png", "-o.png"],  # a name has at most 255 bytes
    ids=["long", "many bytes", "spaces", "dash"],
)
def test_file_names_of_any_length_and_characters(name: str, tmp_path: Path) -> None:
    write_files({str(tmp_path / name): b"data"})
    assert contents(tmp_path) == {name: b"data"}


def test_a_relative_path_starts_from_the_current_folder(workdir: Path) -> None:
    write_files({"a.png": b"data"})
    assert contents(workdir) == {"a.png": b"data"}


def test_a_thread_may_write_files(tmp_path: Path) -> None:
    # Only the main thread may set signal handlers, so another one has to write without them.
    thread = threading.Thread(target=write_files, args=({str(tmp_path / "a.png"): b"data"},))
    thread.start()
    thread.join()
    assert contents(tmp_path) == {"a.png": b"data"}


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system does not list open files in /proc")
    before = len(list(Path("/proc/self/fd").iterdir()))
    write_files({str(tmp_path / f"{n}.png"): b"data" for n in range(5)})
    with pytest.raises(OutputError):
        write_files({str(tmp_path / "a.png"): b"data", str(tmp_path / "no" / "b.png"): b"data"})
    assert len(list(Path("/proc/self/fd").iterdir())) == before
