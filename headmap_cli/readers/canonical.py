"""Read the canonical table and the canonical document that ``headmap convert`` writes.

The first line of the table is a comment with the grid, the categories in their order, and the absent heads.
Labels are not split or stripped. They lose only the apostrophe that keeps spreadsheets from running them as
formulas.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from ..core.canonical import MARK, VERSION, unguarded
from ..core.errors import Location
from ..core.grid import MAX_HEADS
from ..core.strings import quote
from ..files.strict_json import parse_json
from .collector import Collector, constant_location
from .context import ReadContext
from .entries import Entries
from .head_names import parse_head
from .json.heads import add_categories
from .json.values import describe_value

COLUMNS = ["layer", "head", "category"]


def read_canonical_table(text: str, context: ReadContext) -> Entries:
    """Read a canonical long table.

    Raises:
        InputError: The table is not one that ``headmap convert`` could have written.
    """
    first_line, _, table = text.partition("\n")
    document = parse_json(first_line[len(MARK) :].strip(), context.name, 1)
    categories = document.get("categories") if isinstance(document, dict) else None
    if not isinstance(categories, list) or not all(isinstance(name, str) for name in categories):
        raise context.error("expected the categories' names in the headmap line", Location(1))
    collector = _read_declarations(document, Location(path="$"), context)
    for name in categories:
        collector.entries.number(name)
    _read_rows(table, collector, context)
    collector.entries.shape = "canonical long table"
    return collector.finish()


def _read_rows(table: str, collector: Collector, context: ReadContext) -> None:
    """Read the header and the rows below the first line."""
    rows = csv.reader(io.StringIO(table, newline=""), strict=True)
    try:
        for number, row in enumerate(rows):
            location = Location(rows.line_num + 1, 1)
            if number == 0:
                if row != COLUMNS:
                    raise context.error("expected the header layer,head,category", location)
            elif row:
                _read_row(row, location, collector, context)
    except csv.Error as error:
        raise context.error(f"is not delimited text: {error}", Location(rows.line_num + 1)) from None


def _read_row(row: list[str], location: Location, collector: Collector, context: ReadContext) -> None:
    """Read one membership."""
    label = unguarded(row[-1])
    if len(row) != len(COLUMNS) or label not in collector.entries.labels:
        expected = "expected layer, head and a category of line 1"
        raise context.error(f"{expected}; found {quote(','.join(row))}", location)
    head = collector.read_head(row[0], row[1], constant_location(location))
    if head is not None:
        collector.add(head, [label])


def read_canonical(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    """Read the canonical document, which has a version, a model, a grid, and a list of heads per category.

    Raises:
        InputError: The document is not one that ``headmap convert`` could have written.
    """
    collector = _read_declarations(document, location, context)
    categories = document.get("categories")
    inside = location.child("categories")
    if not isinstance(categories, dict) or not categories or not _are_lists(categories):
        description = describe_value(categories)
        collector.add_problem(f"expected {{name: [[layer, head], ..]}}, found {description}", inside)
    else:
        add_categories(categories, collector, inside)
    return collector.finish()


def _are_lists(categories: dict[str, Any]) -> bool:
    return all(isinstance(heads, list) for heads in categories.values())


def _read_declarations(document: dict[str, Any], location: Location, context: ReadContext) -> Collector:
    """Return a collector with the model and the grid of a document.

    Raises:
        InputError: This version of headmap does not know the version of the format.
    """
    collector = Collector(context, "headmap document", ordered=True, exact=True)
    _check_version(document.get("headmap"), location.child("headmap"), context)
    model = document.get("model", "")
    if isinstance(model, str):
        collector.entries.model = model
    else:
        collector.add_problem(f"expected text, found {describe_value(model)}", location.child("model"))
    if "grid" in document:
        _read_grid(document["grid"], collector, location.child("grid"))
    return collector


def _check_version(version: Any, location: Location, context: ReadContext) -> None:
    """Raise InputError if the version is not the one that this headmap reads."""
    if type(version) is int and version > VERSION:
        raise context.error(f"version {quote(version)} is newer than this headmap; update it", location)
    # True == 1 in Python, so a bool is refused by its type.
    if version != VERSION or isinstance(version, bool):
        raise context.error(f"version {quote(version)} is not known; expected {VERSION}", location)


def _read_grid(grid: Any, collector: Collector, location: Location) -> None:
    """Read the grid, and the heads of it that the model does not have."""
    heads_per_layer = _heads_per_layer(grid)
    max_heads = max(heads_per_layer, default=0)
    if not 0 < len(heads_per_layer) * max_heads <= MAX_HEADS:
        expected = f'expected {{"layers": .., "heads": ..}} of at most {MAX_HEADS:,} heads'
        collector.add_problem(f"{expected}, found {describe_value(grid)}", location)
        return
    collector.entries.grid = (len(heads_per_layer), max_heads)
    for layer, heads in enumerate(heads_per_layer):
        for head in range(heads, max_heads):
            collector.entries.absent.append((layer, head))
    absent = grid.get("absent", [])
    inside = location.child("absent")
    if not isinstance(absent, list):
        collector.add_problem(f"expected [[layer, head], ..], found {describe_value(absent)}", inside)
        return
    for i, item in enumerate(absent):
        _read_absent_head(item, collector, inside.child(i))
    # Whether a file counts from 0 or 1 is guessed from the heads that it lists, not from the absent ones.
    collector.min_index = [MAX_HEADS, MAX_HEADS]


def _heads_per_layer(grid: Any) -> list[int]:
    """Return the number of heads in each layer; an empty list if the grid is invalid.

    The grid gives either one number for all layers or a list with one for each.
    """
    if not isinstance(grid, dict):
        return []
    layers = grid.get("layers")
    heads = grid.get("heads")
    # The exact type, because isinstance(True, int) is true.
    if type(layers) is not int or not 0 < layers <= MAX_HEADS:
        return []
    counts: list[Any] = heads if isinstance(heads, list) else [heads] * layers
    if len(counts) != layers or not all(type(count) is int and count >= 0 for count in counts):
        return []
    return counts


def _read_absent_head(item: Any, collector: Collector, location: Location) -> None:
    """Read one head that the model does not have."""
    pair = parse_head(item)
    if isinstance(pair, str):
        collector.add_problem(pair, location)
        return
    head = collector.read_head(*pair, constant_location(location))
    if head is not None:
        collector.entries.absent.append(head)
