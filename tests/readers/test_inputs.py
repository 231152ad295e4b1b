"""An INPUT is opened once, and an error names it and the cause when it cannot be opened or read."""

import errno
import gzip
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import pytest

from headmap_cli.cli.main import run
from headmap_cli.files.source import BLOCK, Source, open_source
from headmap_cli.files.streams import is_stream
from headmap_cli.readers import read
from headmap_cli.readers.inputs import open_input, open_inputs
from tests.parameters import slow_after_first
from tests.readers import heads_of

pytestmark = pytest.mark.usefixtures("workdir")

GRID = ("--grid", "2x3")
HEADER = "layer,head,category\n"
LARGE = HEADER + "0,1,A\n" * (BLOCK // 6)
"""A table that the first block does not hold."""


@pytest.mark.parametrize("size", [BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK])
def test_the_bytes_of_a_source_can_be_read_several_times(size: int) -> None:
    content = bytes(range(1, 251)) * (size // 250 + 1)
    Path("h").write_bytes(content[:size])
    source = open_source("h")
    both = zip(source.blocks(), source.blocks(), strict=True)  # two readers at once
    assert all(one == other for one, other in both)
    assert (source.data, source.size, source.start) == (content[:size], size, content[: min(size, BLOCK)])
    assert (source.file is None) == (size < BLOCK)


def test_a_file_is_closed_with_its_source() -> None:
    Path("h").write_text(LARGE)
    source = open_source("h")
    file = source.file
    assert file is not None
    assert not file.closed
    del source
    assert file.closed


def test_a_file_that_is_replaced_is_read_as_it_was_opened() -> None:
    Path("h.csv").write_text(LARGE)
    opened = open_input("h.csv")
    Path("new.csv").write_text(HEADER + "1,2,B\n")
    Path("new.csv").replace("h.csv")
    assert opened.source.data == LARGE.encode()


class Failing:
    """A file that can be read up to a place, as on a disk that fails or a server that goes away."""

    def __init__(self, file: IO[bytes], readings: int) -> None:
        self.file, self.left = file, readings

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def read(self, size: int = -1) -> bytes:
        self.left -= 1
        if self.left < 0:
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
        return self.file.read(size)


COMMANDS = {
    "render": ["render", "{}", *GRID, "-o", "x.png"],
    "show": ["show", "{}", *GRID],
    "stats": ["stats", "A={}", *GRID],
    "compare": ["compare", "good.csv", "{}", *GRID],
    "check": ["check", "good.csv", "{}", *GRID],
    "convert": ["convert", "good.csv", "{}", *GRID, "-o", "-", "--format", "json"],
    "batch": ["batch", "{}", *GRID, "-o", "x.png", "-j", "1", "-q"],
    "style new": ["style", "new", "{}", *GRID],
}


@pytest.mark.parametrize("args", slow_after_first(COMMANDS.values()), ids=COMMANDS)
@pytest.mark.parametrize("readings", [0, 1, 2])
@pytest.mark.parametrize("kind", ["plain", "quoted", "compressed"])
def test_an_error_while_reading_names_the_input_and_the_cause(
    kind: str,
    readings: int,
    args: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """At the first reading, within the fast reader, and within the careful one, which begins again."""
    text = {"plain": LARGE, "quoted": LARGE + '0,2,"B"\n', "compressed": LARGE}[kind]
    content = text.encode()
    if kind == "compressed":
        content = gzip.compress(os.urandom(3 * BLOCK))
    Path("bad").write_bytes(content)
    Path("good.csv").write_text(HEADER + "1,2,B\n")
    original = open

    def opened(file: Any, *more: Any, **options: Any) -> Any:
        stream = original(file, *more, **options)
        return Failing(stream, readings) if file == "bad" else stream

    monkeypatch.setattr("builtins.open", opened)
    assert run([arg.replace("{}", "bad") for arg in args]) == 1
    captured = capsys.readouterr()
    [line] = (captured.out if "check" in args else captured.err).splitlines()[:1]
    message = f"bad: cannot be read: {os.strerror(errno.ESTALE)}"
    assert line == (message if "check" in args else f"headmap: error: {message}")
    assert not Path("x.png").exists()


@pytest.mark.slow
def test_a_good_table_is_read_by_both_readers() -> None:
    """The tables of the test above, where nothing fails."""
    expected = {"A": {(0, 1)}}
    Path("h.csv").write_text(LARGE)
    assert heads_of(read("h.csv", grid=(2, 3))) == expected
    Path("h.csv").write_text(LARGE + '0,2,"B"\n')
    assert heads_of(read("h.csv", grid=(2, 3))) == {**expected, "B": {(0, 2)}}


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may read everything: be another user for the time of a with, who may not import, though."""
    for module in ("headmap_cli.batch.tasks", "headmap_cli.checks.figure", "pypdf"):
        import_module(module)
    if os.geteuid():
        yield
        return
    Path().chmod(0o755)
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


UNREADABLE = {
    **COMMANDS,
    "extract": ["extract", "{}", "-o", "x.csv"],
    "check --figure": ["check", "--figure", "{}", "good.csv", *GRID],
    "check --venue": ["check", "--venue", "icml", "{}"],
    "style file": ["render", "good.csv", "-c", "{}", "-o", "x.png"],
    "config": ["show", "good.csv", "--model", "{}"],
    "manifest": ["batch", "--manifest", "{}"],
}


@pytest.mark.skipif(not hasattr(os, "setresuid"), reason="this system has no such users")
@pytest.mark.parametrize("args", slow_after_first(UNREADABLE.values()), ids=UNREADABLE)
@pytest.mark.parametrize("cause", ["Permission denied", "missing"])
def test_an_unreadable_file_exits_with_1(
    cause: str, args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("good.csv").write_text(HEADER + "1,2,B\n")
    if cause != "missing":
        Path("bad.json").write_text(HEADER + "1,2,B\n")
        Path("bad.json").chmod(0)
    with as_nobody():
        assert run([arg.replace("{}", "bad.json") for arg in args]) == 1
    message = "".join(capsys.readouterr()).removeprefix("headmap: error: ").splitlines()[0]
    causes = {"missing": ("no such file", "cannot be read: No such file or directory")}
    assert message.removeprefix("bad.json: ") in causes.get(cause, (f"cannot be read: {cause}",))


OF_FOLDERS = [
    ["render", "{}", "-o", "x.png"],
    ["describe", "A={}"],
    ["compare", "{}", "good.csv"],
    ["check", "{}"],
    ["check", "--figure", "{}", "good.csv"],
    ["check", "--venue", "icml", "{}"],
    ["extract", "{}", "-o", "x.csv"],
    ["batch", "{}", "-o", "x.png", "-j", "1"],
]
FOLDERS: dict[str, tuple[list[str], str, str]] = {
    "tables": (["b.csv", "a.csv", "notes.md"], "a.csv", "*.csv"),
    "compressed": (["a.tsv.gz", "b.tsv.gz", "z.csv"], "a.tsv.gz", "*.gz"),
    "arrays": (["s.npz", "readme"], "s.npz", "*.npz"),
    "documents": (["x.json", "y.json", "a.csv"], "a.csv", "*.json"),
    "lines": (["x.jsonl"], "x.jsonl", "*.jsonl"),
    "parquet": (["part-0.parquet", "part-1.parquet"], "part-0.parquet", "*.parquet"),
    "others": (["notes.md", "paper.tex"], "", ""),
    "nothing": ([], "", ""),
}


@pytest.mark.parametrize(("names", "file", "pattern"), FOLDERS.values(), ids=FOLDERS)
@pytest.mark.parametrize("args", slow_after_first(OF_FOLDERS), ids=" ".join)
def test_a_folder_is_refused_with_a_suggestion_from_its_contents(
    args: list[str], names: list[str], file: str, pattern: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("good.csv").write_text(HEADER + "1,2,B\n")
    Path("runs").mkdir()
    for name in names:
        Path("runs", name).touch()
    assert run([arg.replace("{}", "runs") for arg in args] + ["-q"]) == 1
    message = "".join(capsys.readouterr()).removeprefix("headmap: error: ").splitlines()[0]
    if args[0] == "batch":
        expected = "batch draws files" + (f"; did you mean 'runs/{pattern}'?" if pattern else "")
    else:
        expected = "expected a file" + (f", such as 'runs/{file}'" if file else "")
    assert message == f"runs: is a folder; {expected}"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("-", True),
        ("/dev/stdin", True),
        ("/dev/fd/63", True),
        ("/proc/self/fd/5", True),
        ("to-stdin", True),
        ("to-link", True),
        ("fifo", True),
        ("to-fifo", True),
        ("/dev/null", True),
        ("file", False),
        ("to-file", False),
        (".", False),
        ("missing", False),
        ("to-nothing", False),
        ("to-itself", False),
        ("a\0b", False),
        ("", False),
        ("dev/stdin", False),
    ],
)
def test_pipes_and_devices_are_streams_and_files_are_not(path: str, expected: bool) -> None:
    Path("file").touch()
    os.mkfifo("fifo")
    links = {"stdin": "/dev/stdin", "link": "to-stdin", "fifo": "fifo", "file": "file", "nothing": "gone"}
    for name, target in {**links, "itself": "to-itself"}.items():
        Path(f"to-{name}").symlink_to(target)
    assert is_stream(path) == expected


def test_content_that_was_read_before_is_not_read_again() -> None:
    """For a stream of a batch: no file of that name need be there."""
    for pack in (bytes, gzip.compress):
        content: Callable[[bytes], bytes] = pack
        [found] = open_inputs(["A=gone"], contents={"A=gone": content(b"0-1\n")})
        assert (found.label, found.path) == ("A", "gone")
        assert vars(found.source) == vars(Source("gone", None, b"0-1\n"))
