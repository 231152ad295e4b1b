"""Files appear whole or not at all."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from headmap_cli.errors import OutputError
from headmap_cli.writers import format_of, write_files


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
