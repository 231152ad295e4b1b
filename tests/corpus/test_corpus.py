"""``headmap check`` prints the lines of the corpus for its files, and the same for large ones."""

import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.commands import RunCli
from tests.corpus import FILES, INDEX


def status_and_lines(args: list[str], run_cli: RunCli) -> tuple[int, list[str]]:
    """Return the exit status and all lines that a run prints with -q, which leaves out the warnings."""
    result = run_cli(*args, "-q")
    assert "Traceback" not in result.stderr
    return result.status, [*result.stdout.splitlines(), *result.stderr.splitlines()]


def name_of(entry: dict[str, Any]) -> str:
    """Return the file and the options of a case, as its name."""
    return " ".join([entry["file"], *entry["options"]])


def test_the_corpus_has_at_least_eighty_cases_and_uses_each_file() -> None:
    assert len(INDEX) >= 80
    assert {entry["file"] for entry in INDEX} == {path.name for path in FILES.iterdir()}


@pytest.mark.parametrize("entry", INDEX, ids=name_of)
def test_check_prints_the_expected_lines(
    entry: dict[str, Any], run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FILES)
    status, lines = status_and_lines(["check", entry["file"], *entry["options"]], run_cli)
    assert lines == entry["lines"]
    assert status == entry["status"]


@pytest.mark.parametrize("entry", [e for e in INDEX if e["status"]], ids=name_of)
def test_render_leaves_no_file(
    entry: dict[str, Any], run_cli: RunCli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(FILES)
    status, lines = status_and_lines(
        ["render", entry["file"], *entry["options"], "-o", str(tmp_path / "x.png")], run_cli
    )
    assert status == entry["status"]
    assert lines[0].removeprefix("headmap: error: ") == entry["lines"][0].removeprefix("headmap: error: ")
    assert list(tmp_path.iterdir()) == []


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.npy", bytes(20_000_000))
    return packed.getvalue()


def array(values: Any) -> bytes:
    out = io.BytesIO()
    np.save(out, values)
    return out.getvalue()


LARGE = {
    "deep.json": (b"[" * 100_000, "deep.json: is nested too deeply for any shape that headmap knows"),
    "deep_object.json": (
        b'{"a":' * 100_000,
        "deep_object.json: is nested too deeply for any shape that headmap knows",
    ),
    "digits.json": (
        b'{"A": [[' + b"9" * 10_000 + b", 0]]}",
        "digits.json: holds a number of too many digits",
    ),
    "field.csv": (
        b"layer,head,category\n0,0," + b"x" * 10_000_000 + b"\n" + b'1,1,"y"\n',
        "field.csv:2: a field is longer than 1,048,576 characters; is a quote left open?",
    ),
    "open.csv": (
        b'layer,head,category\n0,0,"' + b"x" * 2_000_000,
        "open.csv:2: a field is longer than 1,048,576 characters; is a quote left open?",
    ),
    "bomb.npz": (bomb(), "bomb.npz: unpacks to more than 1,000,000 bytes; --max-bytes 20000000 allows more"),
    "bomb.csv.gz": (
        gzip.compress(bytes(20_000_000)),
        "bomb.csv.gz: unpacks to more than 1,000,000 bytes; --max-bytes allows more",
    ),
    "wide.npy": (
        array(np.zeros((1001, 1000), dtype=bool)),
        "wide.npy: array has the shape (1001, 1000); expected (layers, heads) or (categories, layers, heads) "
        "of at most 1,000,000 heads",
    ),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_or_deep_file_is_refused_in_one_line(name: str, workdir: Path, run_cli: RunCli) -> None:
    content, line = LARGE[name]
    (workdir / name).write_bytes(content)
    assert status_and_lines(["check", name, "--max-bytes", "1000000"], run_cli) == (1, [line])


def test_a_link_to_nothing_a_folder_and_a_device_are_refused(workdir: Path, run_cli: RunCli) -> None:
    (workdir / "link.csv").symlink_to(workdir / "nothing.csv")
    assert status_and_lines(["check", "link.csv"], run_cli) == (1, ["link.csv: no such file"])
    assert status_and_lines(["check", "."], run_cli) == (1, [".: is a folder; expected a file"])
    empty = "is empty; expected a table or JSON of layers, heads and categories"
    assert status_and_lines(["check", "/dev/null"], run_cli) == (1, [f"/dev/null: {empty}"])
