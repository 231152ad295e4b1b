"""Parquet and very large tables are read through DuckDB as the other readers read the same table."""

import gc
import gzip
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.core.errors import HeadmapError
from headmap_cli.files.source import open_source
from headmap_cli.readers import Options, read
from headmap_cli.readers.tables import text as text_tables
from headmap_cli.readers.tables.duckdb import open_table
from tests.parameters import slow_after_first
from tests.readers import context_of, error_lines_of_file, heads_of

duckdb = pytest.importorskip("duckdb", reason="the extra [big] is not installed")

PLAIN = "layer,head,category,note\n3,1,B,x\n0,2,A,y\n3,1,B,z\n1,0,A;B,w\n2,2,,v\n"
SCORED = "layer,head,relation,score\n0,0,A,0.25\n0,1,A,0.75\n1,0,B,0.5\n1,1,B,0.125\n"
WIDE = 'layer,head,"A ""x""",B\n0,1,1,0\n1,0,1,1\n'
REPEATED = "layer,head,A,B\n0,0,0.25,1\n0,0,0.25,1\n0,0,1,1\n0,1,0.5,2\n"
"""Head (0, 0) has a mean of 1/2 in A; that of its distinct rows would be 5/8."""
MODELS = "model,layer,head,category\ngpt2,0,1,A\ngpt2-xl,5,5,B\n"


def as_parquet(folder: Path, text: str) -> Path:
    table = folder / "t.csv"
    table.write_text(text)
    duckdb.read_csv(str(table)).write_parquet(str(folder / "t.parquet"))
    return folder / "t.parquet"


ABOVE = "# by hand; x\n\nsep=;\nlayer;head;category\n0;1;C# a,b\n1;0;B#\n"

CASES = [
    (PLAIN, {}),
    (SCORED, {"threshold": 0.3}),
    (SCORED, {"top": "1"}),
    (WIDE, {}),
    ("layer,head,category,score\n0,0,A,1\n0,0,A,1\n0,0,A,4\n0,1,A,2\n", {"threshold": 2.25}),
    (REPEATED, {"threshold": 0.55, "column": "A"}),
    (REPEATED, {"threshold": 0.55}),
    (WIDE, {"column": 'A "x"'}),
    (MODELS, {"where": (("model", "gpt2"),)}),
]
ROLES: list[tuple[str, dict[str, Any]]] = [
    ("rank,layer,head,score,std\n1,0,1,0.9,0.1\n2,1,0,0.2,0.8\n", {"threshold": 0.5}),
    ("layer,head,role,p_value\n0,1,A,0.01\n1,0,B,0.5\n", {}),
    ("layer,head,task,attention\n0,1,A,0.75\n1,0,B,0.25\n", {"threshold": 0.5, "column": "attention"}),
    ("layer,head,task,attention\n0,1,A,0.75\n1,0,B,0.25\n", {}),
    ("layer,head,circuit,mean_effect,n\n0,1,A,0.75,3\n1,0,B,0.25,4\n", {"threshold": 0.5}),
    ("layer,head,language,copying,seed\n0,1,1,0,7\n1,0,0,1,7\n", {}),
    ("layer,head,ind_score,copy_score\n0,1,0.75,0\n1,0,0.25,0.5\n", {"threshold": 0.3}),
    ("layer,head,score,notes\n0,1,0.75,x\n1,0,0.25,y\n", {"threshold": 0.5, "where": (("notes", "x"),)}),
]


@pytest.mark.parametrize(("text", "options"), slow_after_first(ROLES))
@pytest.mark.parametrize("name", slow_after_first(["", "Sel="]))
def test_columns_have_the_same_roles_in_parquet(
    text: str, options: dict[str, Any], name: str, workdir: Path
) -> None:
    path = as_parquet(workdir, text)
    results = []
    for file in ("t.csv", path.name):
        try:
            results.append(read(f"{name}{file}", grid=(2, 3), **options))
        except HeadmapError as e:
            place = r"^t\.\w+(:\d+:\d+)?: (column '\w+': )?"
            results.append(re.sub(place, "", e.lines()[0]))  # type: ignore[arg-type]
    assert results[0] == results[1]
    assert name or not isinstance(results[0], str)


@pytest.mark.slow
@pytest.mark.parametrize(
    "columns", ["selected,delta", "circuit,verdict", "n,std", "role,task", "label,a_score,b_score"]
)
def test_unclear_columns_are_refused_in_parquet_too(columns: str, tmp_path: Path) -> None:
    cells = {"selected": "1", "delta": "0.5", "std": "0.1", "n": "7", "a_score": "0.5", "b_score": "0.25"}
    row = ",".join(cells.get(name, "ioi") for name in columns.split(","))
    path = as_parquet(tmp_path, f"layer,head,{columns}\n0,1,{row}\n1,1,{row}\n")
    [line] = error_lines_of_file(path)
    [plain] = error_lines_of_file(tmp_path / "t.csv")
    assert line.rpartition(": has ")[2] == plain.rpartition(": has ")[2]
    assert "; choose one with --column " in line


@pytest.mark.parametrize(("text", "options"), slow_after_first(CASES))
def test_parquet_is_read_like_csv(text: str, options: dict[str, object], tmp_path: Path) -> None:
    path = as_parquet(tmp_path, text)
    assert read(path, **options) == read(tmp_path / "t.csv", **options)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "options"), [*CASES, (ABOVE, {}), (ABOVE.replace(";", "\t").replace("\n", "\r\n"), {})]
)
def test_a_large_table_is_read_like_a_small_one(
    text: str, options: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text)
    small = read(path, **options)
    monkeypatch.setattr(text_tables, "BIG_BYTES", 1)
    assert read(path, **options) == small


def test_without_duckdb_the_message_names_the_extra_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = as_parquet(tmp_path, PLAIN)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    needs = "Parquet, and tables of more than a gigabyte, need DuckDB: pip install 'headmap[big]'"
    with pytest.raises(HeadmapError) as e:
        read(path)
    assert e.value.lines() == [f"{path}: {needs}"]


NO_INDEX = "layer 'x' is not a whole number; expected the layer's index, from 0"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("note,layer,head,category\nn,x,1,A\n", f"column 'layer': {NO_INDEX}"),
        ("layer,head_id,head id,category\n0,1,2,A\n", "duplicate column 'head id'"),
    ],
)
def test_problems_are_reported_with_their_column(text: str, reason: str, tmp_path: Path) -> None:
    path = as_parquet(tmp_path, text)
    assert error_lines_of_file(path) == [f"{path}: {reason}"]


def test_an_error_of_duckdb_is_passed_on_without_its_kind(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    path.write_bytes(b"PAR1" + bytes(100))
    [line] = error_lines_of_file(path)
    with pytest.raises(duckdb.Error) as e:
        duckdb.read_parquet(str(path))
    kind, reason = str(e.value).splitlines()[0].split(": ", 1)
    assert kind.endswith("Error")
    assert line == f"{path}: DuckDB cannot read it: {reason}"


@pytest.mark.slow
@pytest.mark.parametrize("large", [False, True])
def test_compressed_files_are_read_by_duckdb(
    large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read a compressed large table, and Parquet that a program has compressed once more."""
    content = PLAIN.encode() if large else as_parquet(tmp_path, PLAIN).read_bytes()
    path = tmp_path / "packed"
    path.write_bytes(gzip.compress(content))
    monkeypatch.setattr(text_tables, "BIG_BYTES", 1)
    heads = heads_of(read(path, grid=(4, 3)))
    assert heads == {"A": {(0, 2), (1, 0)}, "B": {(3, 1), (1, 0)}}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("header", "row", "options"),
    [
        ("layer,head,category,note", "0,1,A", {}),
        ("layer,head,A,B", "0,1,1,0", {}),
        ("layer,head,kind,note", "0,1,A", {"column": "kind"}),
    ],
)
def test_rows_without_scores_leave_duckdb_once(
    header: str, row: str, options: dict[str, Any], tmp_path: Path
) -> None:
    """Rows that differ only in the notes, as in a table of many prompts, are equal to the reader."""
    rows = [f"{row},{i}" if row.endswith("A") else row for i in range(9)]
    path = as_parquet(tmp_path, "\n".join([header, *rows]) + "\n")
    with open_table(context_of(open_source(path), Options(**options))) as table:
        header_and_rows = list(table.records())
    assert len(header_and_rows) == 2


def test_the_temporary_file_of_a_compressed_table_is_removed_after_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep the error, with all that its frames hold, so that the file is not removed by chance."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    file = tmp_path / "h.parquet.gz"
    file.write_bytes(gzip.compress(b"layer,category\n0,A\n"))
    gc.disable()
    try:
        with pytest.raises(HeadmapError, match="no column for the head") as error:
            read(file, input_format="parquet")
        assert list(scratch.iterdir()) == []
    finally:
        gc.enable()
    assert error.value is not None
