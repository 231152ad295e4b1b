"""Pivot tables with a row per head and a column per layer."""

from pathlib import Path

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read

SCORES = np.arange(12).reshape(3, 4) / 16
"""The scores of 3 layers x 4 heads, all of them different."""

HEADERS = {
    "head": ("head", "layer_{}", "{}"),
    "heads by name": ("Head", "Layer {}", "Head {}"),
    "letters": ("head", "L{}", "H{}"),
    "blank": ("", "layer{}", "{}"),
    "plain numbers": ("head", "{}", "{}"),
    "no index": (None, "layer_{}", ""),
}


def pivot_table(index: str | None, layer: str, head: str, delimiter: str = ",", base: int = 0) -> str:
    rows = [[layer.format(i + base) for i in range(3)]]
    rows += [[str(SCORES[i, j]) for i in range(3)] for j in range(4)]
    if index is not None:
        names = [index, *(head.format(j + base) for j in range(4))]
        rows = [[name, *row] for name, row in zip(names, rows, strict=True)]
    return "".join(delimiter.join(row) + "\n" for row in rows)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_scores_are_those_of_the_layer_in_the_header(
    header: tuple[str | None, str, str], delimiter: str, tmp_path: Path
) -> None:
    (tmp_path / "h.csv").write_text(pivot_table(*header, delimiter=delimiter))
    found = read(tmp_path / "h.csv")
    assert found.scores is not None
    assert np.array_equal(found.scores[0], SCORES)


def test_columns_that_count_from_one(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text(pivot_table("head", "layer_{}", "{}", base=1))
    found = read(tmp_path / "h.csv")
    assert found.scores is not None
    assert np.array_equal(found.scores[0], SCORES)


def test_flags(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text("head,layer_0,layer_1,layer_2\n0,,,\n1,x,,\n2,,,\n3,,,x\n")
    assert np.argwhere(read(tmp_path / "h.csv").membership[0]).tolist() == [[0, 1], [2, 3]]


def test_names_of_heads_leave_the_columns_categories(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text("head,L0,L1\nL0H1,1,0\nL1H0,0,1\n")
    found = read(tmp_path / "h.csv")
    assert found.categories == ("L0", "L1")
    assert np.argwhere(found.membership).tolist() == [[0, 0, 1], [1, 1, 0]]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            "head,layer_0,layer_1\n0,0.1,0.4\n2,0.2,0.3\n",
            "h.csv:3:1: found the head '2' where 1 was expected",
        ),
        ("head,layer_0,layer_1\n0,0.1,0.4\n1,0.2\n", "h.csv:3:1: row has 2 fields where the header has 3"),
        ("head,layer_0,layer_1\n0,0.1,0.4\n1,0.2,much\n", "h.csv:3:7: cell 'much' is not a finite number"),
    ],
)
@pytest.mark.usefixtures("workdir")
def test_errors_have_the_place_in_the_file(table: str, message: str) -> None:
    Path("h.csv").write_text(table)
    with pytest.raises(InputError) as error:
        read("h.csv")
    assert str(error.value).startswith(message)


def test_a_grid_of_the_other_orientation(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text(pivot_table("head", "layer_{}", "{}"))
    assert read(tmp_path / "h.csv", grid=(3, 4)).layers == 3
    with pytest.raises(InputError, match="transposed"):
        read(tmp_path / "h.csv", grid=(4, 3))
