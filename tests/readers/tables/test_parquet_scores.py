"""Wide tables with scores are read from Parquet as they are from CSV, whatever the types of their columns."""

import numpy as np
import pytest

from headmap_cli.readers import read

duckdb = pytest.importorskip("duckdb", reason="the extra [big] is not installed")

pytestmark = pytest.mark.usefixtures("workdir")

SCORES = np.random.default_rng(4).integers(-8, 8, (2, 3, 4)) / 16
"""Scores that every type of fractions holds exactly."""


def write(columns: str, where: str = "true") -> None:
    """Write h.parquet from the columns layer, head, a and b, and h.csv with the same cells."""
    rows = []
    for (layer, head), first in np.ndenumerate(SCORES[0]):
        rows.append(f"({layer}, {head}, {first}::DOUBLE, {SCORES[1, layer, head]}::DOUBLE)")
    values = ", ".join(rows)
    table = duckdb.sql(f"SELECT {columns} FROM (VALUES {values}) t(layer, head, a, b) WHERE {where}")
    table.write_parquet("h.parquet")
    table.write_csv("h.csv")


@pytest.mark.parametrize(
    "columns",
    [
        "layer, head, a, b",
        "layer, head, a::FLOAT AS a, b::FLOAT AS b",
        "layer, head, a::DECIMAL(9, 6) AS a, b::DECIMAL(9, 6) AS b",
        "layer::TINYINT AS layer, head::UBIGINT AS head, a, b, 0.1 AS std",
        "'L' || layer || 'H' || head AS head, a, b",
        "b, head, layer, a, 'gpt2' AS model",
    ],
)
def test_columns_of_scores(columns: str) -> None:
    write(columns)
    found = read("h.parquet", grid=(3, 4))
    assert found.scores is not None
    order = [["a", "b"].index(name) for name in found.categories]
    assert sorted(order) == [0, 1]
    assert np.array_equal(found.scores, SCORES[order])
    assert read("h.csv", grid=(3, 4)) == found


def test_missing_scores() -> None:
    write("layer, head, CASE WHEN head = 1 THEN NULL ELSE a END AS a, b")
    found = read("h.parquet", grid=(3, 4), missing="unclassified")
    expected = SCORES.copy()
    expected[0, :, 1] = np.nan
    assert found.scores is not None
    assert np.array_equal(found.scores, expected, equal_nan=True)


def test_some_heads_alone() -> None:
    write("layer, head, a, b", where="layer < 2")
    found = read("h.parquet", grid=(3, 4), missing="unclassified")
    assert found.scores is not None
    assert np.array_equal(found.scores[:, :2], SCORES[:, :2])
    assert np.isnan(found.scores[:, 2]).all()
