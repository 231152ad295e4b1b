"""Write a table in each of the formats that mean the same."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.readers import read
from tests.parameters import slow_after_first

Row = Sequence[Any]


def delimited(mark: str) -> Callable[[Row, Sequence[Row]], str]:
    """Return a function that writes a table with a delimiter."""

    def write(header: Row, rows: Sequence[Row]) -> str:
        lines = [mark.join(map(str, row)) for row in [header, *rows]]
        return "\n".join(lines) + "\n"

    return write


def records(header: Row, rows: Sequence[Row]) -> str:
    """Return a table as a list of JSON objects."""
    return json.dumps([dict(zip(header, row, strict=True)) for row in rows])


def json_lines(header: Row, rows: Sequence[Row]) -> str:
    """Return a table as one JSON object per line."""
    return "\n".join(json.dumps(dict(zip(header, row, strict=True))) for row in rows)


def by_columns(header: Row, rows: Sequence[Row]) -> str:
    """Return a table as one JSON list per column."""
    return json.dumps({name: [row[i] for row in rows] for i, name in enumerate(header)})


FORMATS = {
    "csv": delimited(","),
    "quoted csv": lambda header, rows: delimited(",")([f'"{name}"' for name in header], rows),
    "tsv": delimited("\t"),
    "semicolon": delimited(";"),
    "json": records,
    "jsonl": json_lines,
    "columns": by_columns,
}
every_format = pytest.mark.parametrize("write", slow_after_first(FORMATS.values()), ids=FORMATS)


def read_table(write: Any, header: str, rows: Sequence[Row], name: str = "", **how: Any) -> Classification:
    """Write a table in one of the formats, and read it on a grid of 2 x 3."""
    Path("h").write_text(write(header.split(","), rows), encoding="utf-8")
    return read(f"{name}=h" if name else "h", **({"grid": (2, 3)} | how))
