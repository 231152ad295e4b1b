"""One input for each format that the readers are measured with: what writes it, and what else reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .inputs import LARGE_GRID, Grid
from .peers import readers

CATEGORIES = [f"Category{number:02}" for number in range(5)]
COLUMNS = ("layer", "head", "category")
THRESHOLD = ("--threshold", "0.5")


class Format(NamedTuple):
    """One format of the readers."""

    suffix: str
    write: Callable[[Path, int], Grid]  # writes about as many rows as asked for, and returns the grid
    peers: dict[str, str]  # by library: code that reads ``path``
    options: tuple[str, ...] = ()  # of headmap


def random_rows(rows: int) -> list[tuple[int, int, str]]:
    """Return random memberships on 126 x 128, which may repeat."""
    random = np.random.default_rng(1)
    layers, heads = (random.integers(0, size, rows).tolist() for size in LARGE_GRID)
    names = [CATEGORIES[number] for number in random.integers(0, len(CATEGORIES), rows).tolist()]
    return list(zip(layers, heads, names, strict=True))


def every_head(rows: int, limit: int) -> tuple[Grid, NDArray[np.float64]]:
    """Return a grid of about so many heads or rows, and scores for each category and each head.

    Args:
        rows: The number of heads.
        limit: The largest number of heads in a layer.
    """
    heads = min(limit, max(10, int(rows**0.5)))
    grid = (rows // heads, heads)
    return grid, np.random.default_rng(1).random((len(CATEGORIES), *grid))


def write_csv(path: Path, rows: int) -> Grid:
    """Write ``3,5,Category01`` in each row."""
    return _write_lines(path, ",".join(COLUMNS), [f"{a},{b},{name}" for a, b, name in random_rows(rows)])


def write_quoted(path: Path, rows: int) -> Grid:
    """Write ``"3","5","Category01"`` in each row."""
    return _write_lines(
        path, '"layer","head","category"', [f'"{a}","{b}","{name}"' for a, b, name in random_rows(rows)]
    )


def write_head_names(path: Path, rows: int) -> Grid:
    """Write ``L3H5,Category01`` in each row."""
    return _write_lines(path, "head,category", [f"L{a}H{b},{name}" for a, b, name in random_rows(rows)])


def write_jsonl(path: Path, rows: int) -> Grid:
    """Write one object per line."""
    lines = [json.dumps(dict(zip(COLUMNS, row, strict=True))) for row in random_rows(rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return LARGE_GRID


def write_records(path: Path, rows: int) -> Grid:
    """Write a list of objects."""
    return _write_json(path, [dict(zip(COLUMNS, row, strict=True)) for row in random_rows(rows)])


def write_columns(path: Path, rows: int) -> Grid:
    """Write the columns as ``DataFrame.to_json()`` does."""
    columns = zip(*random_rows(rows), strict=True)
    return _write_json(path, {key: _numbered(values) for key, values in zip(COLUMNS, columns, strict=True)})


def write_parquet(path: Path, rows: int) -> Grid:
    """Write a table with DuckDB, which headmap needs to read it."""
    import duckdb

    csv = path.with_suffix(".csv")
    write_csv(csv, rows)
    duckdb.read_csv(str(csv)).write_parquet(str(path))
    return LARGE_GRID


def write_heads(path: Path, rows: int) -> Grid:
    """Write the heads of each category as ``[3, 5]``, each of them once."""
    grid, scores = every_head(rows, 1000)
    members = scores > 1 - 1 / len(
        CATEGORIES
    )  # so that all categories together have about as many heads as the grid
    _write_json(
        path, {name: np.argwhere(mask).tolist() for name, mask in zip(CATEGORIES, members, strict=True)}
    )
    return grid


def write_wide(path: Path, rows: int) -> Grid:
    """Write a row for each head, with 0 or 1 for each category."""
    grid, scores = every_head(rows, 1000)
    flags = (scores < 0.1).reshape(len(CATEGORIES), -1).astype(int)
    lines = []
    for number, row in enumerate(flags.T.tolist()):
        lines.append(f"{number // grid[1]},{number % grid[1]}," + ",".join(map(str, row)))
    _write_lines(path, "layer,head," + ",".join(CATEGORIES), lines)
    return grid


def write_scores(path: Path, rows: int) -> Grid:
    """Write a row with a score for each category and each head."""
    grid, scores = every_head(rows // len(CATEGORIES), 1000)
    lines = []
    for (category, layer, head), score in np.ndenumerate(scores):
        lines.append(f"{layer},{head},{CATEGORIES[category]},{score:.6f}")
    _write_lines(path, "layer,head,category,score", lines)
    return grid


def write_npz(path: Path, rows: int) -> Grid:
    """Write an array of scores for each category."""
    grid, scores = every_head(rows, 1000)
    np.savez(path, **dict(zip(CATEGORIES, scores, strict=True)))
    return grid


def _write_lines(path: Path, header: str, lines: list[str]) -> Grid:
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return LARGE_GRID


def _write_json(path: Path, document: Any) -> Grid:
    path.write_text(json.dumps(document), encoding="utf-8")
    return LARGE_GRID


def _numbered(values: tuple[Any, ...]) -> dict[str, Any]:
    return {str(number): value for number, value in enumerate(values)}


FORMATS = {
    "csv": Format("csv", write_csv, readers.LONG_CSV),
    "quoted": Format("csv", write_quoted, readers.LONG_CSV),
    "wide": Format("csv", write_wide, readers.WIDE_CSV, ("-q",)),
    "head-names": Format("csv", write_head_names, readers.LONG_CSV),
    "scores": Format("csv", write_scores, readers.SCORES_CSV, THRESHOLD),
    "records": Format("json", write_records, readers.RECORDS),
    "jsonl": Format("jsonl", write_jsonl, readers.JSONL),
    "columns": Format("json", write_columns, readers.COLUMNS),
    "heads": Format("json", write_heads, readers.HEADS),
    "parquet": Format("parquet", write_parquet, readers.PARQUET),
    "npz": Format("npz", write_npz, readers.NPZ, THRESHOLD),
}
"""By the key of the goal."""
