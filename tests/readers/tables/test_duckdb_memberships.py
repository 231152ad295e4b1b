"""Memberships are read by columns through DuckDB as they are read row by row, or are left to that reader."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headmap_cli.core.errors import InputError
from headmap_cli.files.source import open_source
from headmap_cli.readers.entries import Entries
from headmap_cli.readers.options import Options
from headmap_cli.readers.tables import text as text_tables
from headmap_cli.readers.tables.duckdb import open_table
from headmap_cli.readers.tables.duckdb_memberships import read_memberships
from headmap_cli.readers.tables.layouts import read_table
from tests.readers import context_of, error_lines_of_file

duckdb = pytest.importorskip("duckdb", reason="the extra [big] is not installed")

pytestmark = pytest.mark.usefixtures("workdir")

HEADER = "layer,head,category"
CELLS = ["A", "B;C", "[BOS]", "none", " A", "Previous token", "\u65e5\u672c"]


def write(text: str, types: str = "") -> Path:
    """Write a table as Parquet, with the types of its columns as SQL."""
    Path("t.csv").write_text(text, encoding="utf-8")
    Path("t.parquet").unlink(missing_ok=True)
    read = f"read_csv('t.csv', header=true{types})"
    duckdb.sql(f"SELECT * FROM {read}").write_parquet("t.parquet")
    return Path("t.parquet")


def by_columns(path: Path, options: Options) -> Entries | None:
    with open_table(context_of(open_source(path), options)) as table:
        return read_memberships(table)


def by_rows(path: Path, options: Options) -> Entries:
    context = context_of(open_source(path), options)
    with open_table(context) as table:
        return read_table(table.records(), context)


def rows_of(entries: Entries) -> set[tuple[int, int, str]]:
    names = {number: name for name, number in entries.labels.items()} | {-1: ""}
    rows = entries.all_rows()
    heads = zip(rows.layer.tolist(), rows.head.tolist(), rows.label.tolist(), strict=True)
    return {(layer, head, names[label]) for layer, head, label in heads}


@pytest.mark.slow
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(-1, 12), st.integers(0, 12), st.sampled_from(CELLS)), min_size=1, max_size=20
    ),
    st.sampled_from([None, (13, 13), (12, 13)]),
)
def test_both_readers_agree(rows: list[tuple[int, int, str]], grid: tuple[int, int] | None) -> None:
    path = write("\n".join([HEADER, *(f"{layer},{head},{cell}" for layer, head, cell in rows)]) + "\n")
    options = Options(grid=grid)
    entries = by_columns(path, options)
    has_problem = any(layer < 0 or (grid and layer >= grid[0]) for layer, _, _ in rows)
    if has_problem:
        assert entries is None
        with pytest.raises(InputError):
            by_rows(path, options)
        return
    assert entries is not None
    expected = by_rows(path, options)
    assert rows_of(entries) == rows_of(expected)
    assert entries.labels.keys() == expected.labels.keys()
    assert entries.ignored.keys() == expected.ignored.keys()
    assert [entries.shape, entries.scored, entries.listing] == [
        expected.shape,
        expected.scored,
        expected.listing,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "layer,head,category,score\n0,1,A,0.5\n",
        "layer,head,category\n0.5,1,A\n",
        "layer,head,category\n0,,A\n",
        "layer,head,category\n0,1,7\n",
        "head,category\nL0H1,A\n",
        "layer,head,A,B\n0,1,1,0\n",
        "layer,head,category,model\n0,1,A,gpt2\n",
        "layer,head,category,label\n0,1,A,B\n",
    ],
)
def test_other_tables_are_left_to_the_row_by_row_reader(text: str) -> None:
    assert by_columns(write(text), Options()) is None


def test_a_missing_category_is_left_to_the_row_by_row_reader() -> None:
    path = write("layer,head,category\n0,1,A\n0,2,\n")
    assert by_columns(path, Options()) is None
    assert rows_of(by_rows(path, Options())) == {(0, 1, "A"), (0, 2, "")}


def test_a_damaged_file_is_reported_once(monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("layer,head,category\n0,1,A\n")
    data = path.read_bytes()
    path.write_bytes(data[:20] + data[40:])
    monkeypatch.setattr(text_tables, "BIG_BYTES", 1)
    [line] = error_lines_of_file(str(path))
    assert "DuckDB cannot read it" in line
