"""Outputs that the system refuses are named with its reason; folders of figures are made when missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from headmap_cli.cli.main import run
from headmap_cli.core.errors import OutputError
from headmap_cli.files.atomic import write_files
from tests.commands import RunCli

LONG = "a" * 300
TOO_LONG = "cannot be written: File name too long"
LOOP = "cannot be written: Too many levels of symbolic links"
GONE = "cannot be written: the current folder has been deleted; change to another one"


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    (workdir / "heads.json").write_text('{"A": [[0, 1]]}', encoding="utf-8")
    (workdir / "empty").touch()
    for name in ("loop.png", "loop.json", "loop.d"):
        (workdir / name).symlink_to(name)
    Path("one.svg").symlink_to("two.svg")
    Path("two.svg").symlink_to("one.svg")


REFUSED = {
    "a long name": (["render", "-o", f"{LONG}.png"], f"{LONG}.png: {TOO_LONG}"),
    "a long name of a converted file": (["convert", "-o", f"{LONG}.json"], f"{LONG}.json: {TOO_LONG}"),
    "a long depfile": (["render", "-o", "a.png", "--depfile", f"{LONG}.d"], f"{LONG}.d: {TOO_LONG}"),
    "a long folder": (["render", "-o", f"{LONG}/a.pdf"], f"{LONG}/a.pdf: {TOO_LONG}"),
    "the second of two": (["render", "-o", "a.png", "-o", f"{LONG}.svg"], f"{LONG}.svg: {TOO_LONG}"),
    "a link to itself": (["render", "-o", "loop.png"], f"loop.png: {LOOP}"),
    "links in a circle": (["render", "-o", "one.svg"], f"one.svg: {LOOP}"),
    "a depfile in a loop": (["render", "-o", "a.png", "--depfile", "loop.d"], f"loop.d: {LOOP}"),
    "a converted file in a loop": (["convert", "-o", "loop.json"], f"loop.json: {LOOP}"),
}


@pytest.mark.parametrize(("args", "message"), REFUSED.values(), ids=REFUSED)
def test_a_refused_output_is_named(args: list[str], message: str, run_cli: RunCli) -> None:
    result = run_cli(args[0], "heads.json", "--grid", "2x2", *args[1:])
    assert result.status == 3
    assert result.stderr == f"headmap: error: {message}\n"
    assert not Path("a.png").exists()


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["render", "{path}", "-o", "g.png"], 3, f"g.png: {GONE}"),
        (["render", "heads.json", "-o", "g.png"], 3, f"g.png: {GONE}"),
        (["render", "{path}", "-o", "deep/g.svg"], 3, f"deep/g.svg: {GONE}"),
        (["convert", "{path}", "-o", "g.json"], 3, f"g.json: {GONE}"),
        (["describe", "heads.json"], 1, "heads.json: no such file"),
        (["stats", "heads.json"], 1, "heads.json: no such file"),
    ],
)
def test_a_deleted_current_folder_is_named(
    args: list[str],
    status: int,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    run_cli: RunCli,
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    args = [arg.format(path=tmp_path / "heads.json") for arg in args]
    result = run_cli(*args, "--grid", "2x2")
    assert result.status == status
    assert result.stderr == f"headmap: error: {message}\n"


@pytest.mark.parametrize("name", ["loop.png", "one.svg"])
def test_a_loop_of_links_is_kept(name: str) -> None:
    with pytest.raises(OutputError, match=LOOP):
        write_files({name: b"data"})
    assert Path(name).is_symlink()


@pytest.mark.parametrize(
    ("args", "made"),
    [
        (["-o", "sub/x.png"], ["sub/x.png"]),
        (["-o", "a/b/c/x.svg"], ["a/b/c/x.svg"]),
        (["-o", "a/x.png", "-o", "b/x.svg"], ["a/x.png", "b/x.svg"]),
        (["-o", "./sub/../other/x.svg"], ["other/x.svg"]),
        (["-o", "x.svg", "--depfile", "deps/x.d"], ["deps/x.d", "x.svg"]),
        (["-o", "parts/x.svg", "--split"], ["parts/x-legend.svg"]),
    ],
)
def test_missing_folders_are_made(args: list[str], made: list[str]) -> None:
    assert run(["render", "heads.json", "--grid", "2x2", *args]) == 0
    for path in made:
        assert Path(path).is_file()


@pytest.mark.parametrize(
    "bad", [["--set", "title.size=-1"], ["--width", "6pt"], ["--model", "no-such-model"]]
)
def test_no_folder_is_made_for_a_figure_that_fails(bad: list[str]) -> None:
    assert run(["render", "heads.json", "-o", "sub/x.png", *bad]) != 0
    assert not Path("sub").exists()


@pytest.mark.parametrize("output", ["empty/sub/x.png", "heads.json/a/b/x.svg"])
def test_a_folder_that_cannot_be_made_is_named(output: str, run_cli: RunCli) -> None:
    result = run_cli("render", "heads.json", "--grid", "2x2", "-o", output)
    assert result.status == 3
    folder = str(Path(output).parent)
    expected = f"headmap: error: {output}: the folder {folder!r} cannot be made: Not a directory\n"
    assert result.stderr == expected
