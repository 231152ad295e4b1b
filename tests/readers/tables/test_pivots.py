"""Pivot tables of names, in any format, and those of scores as records, columns and Parquet."""

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.readers import heads_of
from tests.readers.tables.formats import by_columns, delimited, json_lines, records

pytestmark = pytest.mark.usefixtures("workdir")

LAYERS, HEADS = 3, 4
CATEGORIES = ("copy", "induction", "previous token")
Cells = Sequence[Sequence[Any]]
"""The cells of each layer."""


def draw_names() -> list[list[list[str]]]:
    """Return the names of the categories of each head in each layer; some heads have none, some several."""
    chosen = random.Random(5)
    return [
        [chosen.sample(CATEGORIES, chosen.choice([0, 0, 1, 2])) for _ in range(HEADS)] for _ in range(LAYERS)
    ]


NAMES = draw_names()
SCORES = [[(layer * HEADS + head) / 16 for head in range(HEADS)] for layer in range(LAYERS)]


def expected_heads() -> dict[str, set[tuple[int, int]]]:
    found: dict[str, set[tuple[int, int]]] = {}
    for layer, row in enumerate(NAMES):
        for head, names in enumerate(row):
            for name in names:
                found.setdefault(name, set()).add((layer, head))
    return found


def joined(separator: str) -> list[list[str]]:
    return [[separator.join(names) for names in row] for row in NAMES]


def pivot(index: str, column: str, cells: Cells, row: str = "{}") -> tuple[list[str], list[list[Any]]]:
    """Return the header and the rows of a table, whose rows are layers if its columns are heads."""
    header = [index, *(column.format(i) for i in range(len(cells[0])))]
    return header, [[row.format(i), *line] for i, line in enumerate(cells)]


def transposed(cells: Cells) -> list[list[Any]]:
    return [list(column) for column in zip(*cells, strict=True)]


COMMA, TAB, SEMICOLON = delimited(","), delimited("\t"), delimited(";")
TEXTS = {
    "layers": COMMA(*pivot("layer", "{}", joined(";"))),
    "bars": COMMA(*pivot("Layer", "head_{}", joined("|"))),
    "letters": TAB(*pivot("", "H{}", joined(";"), "L{}")),
    "semicolons": SEMICOLON(*pivot("layer", "H{}", joined("|"))),
    "no index": "H0,H1,H2,H3\n" + "".join(",".join(row) + "\n" for row in joined(";")),
    "transposed": COMMA(*pivot("head", "layer_{}", transposed(joined(";")))),
    "transposed, by letters": TAB(*pivot("", "L{}", transposed(joined("|")), "H{}")),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_cells_name_the_categories_of_their_head(text: str) -> None:
    Path("h.csv").write_text(text)
    found = read("h.csv")
    assert heads_of(found) == expected_heads()
    assert found.membership.shape[1:] == (LAYERS, HEADS)
    assert found.present.all()


def test_missing_names_and_lists_of_names() -> None:
    Path("h.csv").write_text("layer,0,1,2\n0,NA,\"['copy', 'induction']\",-\n1,none,copy,\n")
    assert heads_of(read("h.csv")) == {"copy": {(0, 1), (1, 1)}, "induction": {(0, 1)}}


def test_columns_and_rows_that_count_from_one() -> None:
    Path("h.csv").write_text("layer,1,2\n1,copy,\n2,,induction\n")
    assert heads_of(read("h.csv")) == {"copy": {(0, 0)}, "induction": {(1, 1)}}


def test_a_shorter_row_is_an_error_or_lacks_heads() -> None:
    Path("h.csv").write_text("layer,h0,h1,h2\n0,copy,copy,copy\n1,copy\n")
    with pytest.raises(InputError, match=r"^h\.csv:3:3: row has 1 cell where others have 3"):
        read("h.csv")
    found = read("h.csv", missing="absent")
    assert np.argwhere(~found.present).tolist() == [[1, 1], [1, 2]]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (["copy", "0.5"], "cell 'copy' is not a finite number"),
        (["0,5", "0,6"], "cell '0,5' is not a finite number; write a decimal comma as a point"),
        (["0.5 ms", "0.6 ms"], "cell '0.5 ms' is not a finite number"),
        (["1_0", "abc"], "cell '1_0' is not a finite number"),
        (["copy", "x"], "cell 'copy' is not a finite number"),
        (["L0H1", "copy"], "cell 'L0H1' is not a finite number"),
    ],
)
def test_what_may_be_mistyped_numbers_are_no_names(cells: list[str], message: str) -> None:
    Path("h.csv").write_text("layer\t0\t1\n0\t" + "\t".join(cells) + "\n")
    with pytest.raises(InputError) as error:
        read("h.csv")
    assert message in str(error.value)


@pytest.mark.parametrize("text", ["0,1,2\ncopy,,copy\n,prev,\n", ",0,1,2\n0,copy,,copy\n1,,prev,\n"])
def test_few_columns_without_names_need_a_choice(text: str) -> None:
    Path("h.csv").write_text(text)
    with pytest.raises(InputError, match=r"could be a matrix .*; set --input-format matrix, or name"):
        read("h.csv")
    expected = {"copy": {(0, 0), (0, 2)}, "prev": {(1, 1)}}
    assert heads_of(read("h.csv", input_format="matrix")) == expected
    assert heads_of(read("h.csv", grid=(2, 3))) == expected


def test_text_without_a_header_is_never_a_matrix_of_names() -> None:
    Path("h.csv").write_text("copy,,copy\n,prev,\n")
    with pytest.raises(InputError, match="cell 'copy' is not a finite number"):
        read("h.csv", input_format="matrix")


def split(header: Sequence[Any], rows: Sequence[Sequence[Any]]) -> str:
    return json.dumps({"columns": header, "data": rows})


def by_named_rows(header: Sequence[Any], rows: Sequence[Sequence[Any]]) -> str:
    """Return a table by columns as ``DataFrame.to_json()`` writes it."""
    columns = {}
    for i, name in enumerate(header):
        columns[name] = {str(number): row[i] for number, row in enumerate(rows)}
    return json.dumps(columns)


JSON_FORMATS: dict[str, Callable[..., str]] = {
    "records": records,
    "lines": json_lines,
    "columns": by_columns,
    "to_json": by_named_rows,
    "split": split,
}
HEADERS = {
    "layers": ("layer", "{}", "{}", False),
    "layers, named": ("Layer", "head_{}", "L{}", False),
    "heads": ("head", "layer_{}", "{}", True),
    "heads, letters": ("head", "L{}", "H{}", True),
    "heads, numbers": ("head", "{}", "{}", True),
}
every_header = pytest.mark.parametrize(
    ("index", "column", "row", "is_transposed"), HEADERS.values(), ids=HEADERS
)


def table(cells: Cells, index: str, column: str, row: str, is_transposed: bool) -> tuple[Any, Any]:
    return pivot(index, column, transposed(cells) if is_transposed else cells, row)


@pytest.mark.parametrize("write", JSON_FORMATS.values(), ids=JSON_FORMATS)
@every_header
def test_scores_in_json(
    write: Callable[..., str], index: str, column: str, row: str, is_transposed: bool
) -> None:
    Path("h.json").write_text(write(*table(SCORES, index, column, row, is_transposed)))
    found = read("h.json")
    assert found.scores is not None
    assert found.scores[0].tolist() == SCORES


@pytest.mark.parametrize("write", JSON_FORMATS.values(), ids=JSON_FORMATS)
@every_header
def test_names_in_json(
    write: Callable[..., str], index: str, column: str, row: str, is_transposed: bool
) -> None:
    cells = [[names or None for names in line] for line in NAMES]
    Path("h.json").write_text(write(*table(cells, index, column, row, is_transposed)))
    assert heads_of(read("h.json")) == expected_heads()


@every_header
@pytest.mark.parametrize("cells", [SCORES, joined(";")], ids=["scores", "names"])
def test_parquet(cells: Cells, index: str, column: str, row: str, is_transposed: bool) -> None:
    duckdb = pytest.importorskip("duckdb", reason="the extra [big] is not installed")
    Path("h.csv").write_text(COMMA(*table(cells, index, column, row, is_transposed)))
    duckdb.read_csv("h.csv").write_parquet("h.parquet")
    found = read("h.parquet")
    if cells is SCORES:
        assert found.scores is not None
        assert found.scores[0].tolist() == SCORES
    else:
        assert heads_of(found) == expected_heads()


def test_equal_rows_of_parquet_are_all_kept() -> None:
    duckdb = pytest.importorskip("duckdb", reason="the extra [big] is not installed")
    # DuckDB would merge the equal rows of flags if it did not read the column of heads.
    Path("h.csv").write_text("head,layer_0,layer_1\n0,1,0\n1,1,0\n2,0,1\n")
    duckdb.read_csv("h.csv").write_parquet("h.parquet")
    assert np.argwhere(read("h.parquet").membership[0]).tolist() == [[0, 0], [0, 1], [1, 2]]


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            [{"head": 0, "layer_0": 1, "layer_1": 0.5}, {"head": 2, "layer_0": 1, "layer_1": 0.5}],
            "h.json: $[1].head: found the head '2' where 1 was expected",
        ),
        (
            {"layer": [0, 2], "0": [0.1, 0.2], "1": [0.3, 0.4]},
            "h.json: $.layer[1]: found the index '2' where 1 was expected",
        ),
        (
            [{"layer": 0, "0": 0.1, "1": 0.2}, {"layer": 1, "0": 0.1, "1": "much"}],
            "h.json: $[1]['1']: cell 'much' is not a finite number",
        ),
    ],
)
def test_errors_in_json_have_their_place(document: Any, message: str) -> None:
    Path("h.json").write_text(json.dumps(document))
    with pytest.raises(InputError) as error:
        read("h.json")
    assert str(error.value).startswith(message)


def test_names_of_heads_leave_the_columns_of_records_categories() -> None:
    Path("h.json").write_text(
        json.dumps([{"head": "L0H1", "L0": 1, "L1": 0}, {"head": "L1H0", "L0": 0, "L1": 1}])
    )
    assert heads_of(read("h.json")) == {"L0": {(0, 1)}, "L1": {(1, 0)}}
