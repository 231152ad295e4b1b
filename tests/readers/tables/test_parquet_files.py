"""DuckDB reads exactly the named file: no other one, nothing from the names of folders, and never a part."""

import gzip
import random
from pathlib import Path

import pytest

from headmap_cli.cli.main import run
from headmap_cli.readers import read
from headmap_cli.readers.tables import text as text_tables
from tests.pipes import CHANNELS, piped
from tests.readers import error_lines_of_file, heads_of

duckdb = pytest.importorskip("duckdb", reason="the extra [big] is not installed")

pytestmark = pytest.mark.usefixtures("workdir")

RIGHT = "layer,head,category\n0,1,A\n1,2,B\n"
WRONG = "layer,head,category\n1,0,Wrong\n"
HEADS = {"A": {(0, 1)}, "B": {(1, 2)}}


def write(path: str, text: str, kind: str = "parquet") -> None:
    """Write a table as Parquet, or as it is, in folders that are made."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    if kind == "csv":
        Path(path).write_text(text)
        return
    Path("table.csv").write_text(text)
    duckdb.read_csv("table.csv").write_parquet("made")
    Path("made").rename(path)


NAMES = {
    "runs*": ["runs1", "runs2", "runs"],
    "*": ["a", "b.parquet"],
    "h?.parquet": ["h1.parquet", "hx.parquet"],
    "head[12].parquet": ["head1.parquet", "head2.parquet"],
    "[!a]": ["b", "c"],
    "a[*]b?[": ["a*b1[", "axb1["],
    "**.parquet": ["x.parquet", "sub/y.parquet"],
    "h{a,b}.parquet": ["ha.parquet", "hb.parquet"],
    "s3:/bucket/x.parquet": ["x.parquet"],
    "seed=*/h.parquet": ["seed=1/h.parquet", "seed=2/h.parquet"],
    "it's; SELECT 1 --.parquet": ["it"],
    "tête à tête.parquet": ["tete.parquet"],
}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "others"), NAMES.items(), ids=NAMES)
@pytest.mark.parametrize("kind", ["parquet", "csv"])
@pytest.mark.parametrize("absolute", [False, True])
def test_a_file_name_is_not_taken_as_a_pattern(
    absolute: bool, kind: str, name: str, others: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_tables, "BIG_BYTES", 1)
    for other_name in others:
        write(other_name, WRONG, kind)
    write(name, RIGHT, kind)
    path = tmp_path / name if absolute else Path(name)
    assert heads_of(read(path, grid=(2, 3))) == HEADS
    assert run(["check", str(path), "--grid", "2x3"]) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "text", "expected"),
    [
        ("category=X", RIGHT, HEADS),
        ("layer=7", RIGHT, HEADS),
        ("head=9/category=Y", RIGHT, HEADS),
        ("Extra=1", "layer,head,A,B\n0,1,1,0\n1,2,0,1\n", HEADS),
        ("model=gpt2/seed=0", RIGHT, HEADS),
        ("score=0.5", RIGHT, HEADS),
        ("A=1", "layer,head\n0,1\n1,2\n", {"h": {(0, 1), (1, 2)}}),
    ],
)
@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_folder_names_do_not_become_columns(
    kind: str,
    folder: str,
    text: str,
    expected: dict[str, set[tuple[int, int]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(text_tables, "BIG_BYTES", 1)
    write(f"{folder}/h.{kind}", text, kind)
    assert heads_of(read(f"./{folder}/h.{kind}", grid=(2, 3))) == expected


@pytest.mark.slow
@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("packed", [False, True])
def test_parquet_may_come_from_a_pipe(
    packed: bool, channel: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read it through a temporary file, which is removed afterwards."""
    temporary = tmp_path / "temporary[1]"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    write("h.parquet", RIGHT)
    content = Path("h.parquet").read_bytes()
    with piped(channel, gzip.compress(content) if packed else content) as name:
        assert heads_of(read(name, grid=(2, 3))) == HEADS
    assert list(temporary.iterdir()) == []


@pytest.mark.slow
def test_a_file_that_was_changed_is_refused_in_one_line() -> None:
    """Change random bytes or cut the file off: it is read, or refused in a line that names it."""
    rows = "".join(f"{n // 7},{n % 7},C{n % 3}\n" for n in range(200))
    write("good.parquet", "layer,head,category\n" + rows)
    good = Path("good.parquet").read_bytes()
    dice = random.Random(20)
    refused = 0
    for attempt in range(120):
        changed = bytearray(good)
        for _ in range(dice.choice([1, 2, 8])):
            changed[dice.randrange(4, len(good))] = dice.randrange(256)
        if attempt % 4 == 0:
            changed = changed[: dice.randrange(4, len(good))]
        Path("h.parquet").write_bytes(changed)
        lines = error_lines_of_file("h.parquet")
        refused += bool(lines)
        assert all(line.startswith("h.parquet: ") and "\n" not in line for line in lines)
    assert refused > 30


@pytest.mark.parametrize("column", ["layer", "head", "category"])
def test_a_column_name_that_is_not_text_is_refused(column: str) -> None:
    """Refuse it in one line, although DuckDB's message about it is not UTF-8 either."""
    write("h.parquet", RIGHT)
    content = Path("h.parquet").read_bytes()
    changed = content.replace(column.encode(), b"\xff" + column[1:].encode())
    Path("h.parquet").write_bytes(changed)
    assert changed != content
    [line] = error_lines_of_file("h.parquet")
    assert line.startswith("h.parquet: ")
    assert run(["check", "h.parquet"]) == 1
