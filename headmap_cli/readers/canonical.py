"""Read the canonical table and the canonical document that ``headmap convert`` writes.

The first line of the table is a comment with the grid, the categories in their order, and the absent heads.
Labels are not split or stripped. They lose only the apostrophe that keeps spreadsheets from running them as
formulas.
"""

from __future__ import annotations

import csv
import io
import math
from typing import Any

from ..core.canonical import MARK, MEMBER_COLUMN, SCORE_COLUMN, TABLE_COLUMNS, VERSION, unguarded
from ..core.errors import Location
from ..core.grid import MAX_HEADS
from ..core.head_names import parse_head
from ..core.strings import quote
from ..files.strict_json import parse_json
from .collector import Collector, constant_location
from .context import ReadContext
from .entries import Entries, Head
from .json.heads import add_categories
from .json.values import describe_value

COLUMNS = list(TABLE_COLUMNS)
HEADERS = (COLUMNS, [*COLUMNS, SCORE_COLUMN], [*COLUMNS, SCORE_COLUMN, MEMBER_COLUMN])
"""The headers that a canonical table can have: without scores, with those of members, or of any heads."""


def read_canonical_table(text: str, context: ReadContext) -> Entries:
    """Read a canonical long table.

    Raises:
        InputError: The table is not one that ``headmap convert`` could have written.
    """
    first_line, _, table = text.partition("\n")
    document = parse_json(first_line[len(MARK) :].strip(), context.name, 1)
    if not isinstance(document, dict):
        document = {}
    is_decided = "categories" in document
    names = document.get("categories" if is_decided else "scores")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise context.error("expected the categories' names in the headmap line", Location(1))
    collector = read_declarations(document, Location(path="$"), context)
    collector.entries.scored = not is_decided
    for name in names:
        collector.entries.number(name)
    _read_rows(table, collector, context)
    collector.entries.shape = "canonical long table"
    return collector.finish()


def _read_rows(table: str, collector: Collector, context: ReadContext) -> None:
    """Read the header and the rows below the first line."""
    rows = csv.reader(io.StringIO(table, newline=""), strict=True)
    header: list[str] = []
    try:
        for number, row in enumerate(rows):
            location = Location(rows.line_num + 1, 1)
            if number == 0:
                header = row
                if header not in HEADERS or (collector.entries.scored and header != HEADERS[1]):
                    end = ",score" if collector.entries.scored else ""
                    raise context.error(f"expected the header layer,head,category{end}", location)
                collector.entries.categorised = not collector.entries.scored and header != COLUMNS
            elif row:
                _read_row(row, header, location, collector, context)
    except csv.Error as error:
        raise context.error(f"is not delimited text: {error}", Location(rows.line_num + 1)) from None


def _read_row(
    row: list[str], header: list[str], location: Location, collector: Collector, context: ReadContext
) -> None:
    """Read one membership, or one score."""
    entries = collector.entries
    label = unguarded(row[2]) if len(row) == len(header) else None
    if label not in entries.labels:
        expected = "expected layer, head and a category of line 1"
        raise context.error(f"{expected}; found {quote(','.join(row))}", location)
    locate = constant_location(location)
    head = collector.read_head(row[0], row[1], locate)
    cells = dict(zip(header, row, strict=True))
    flag = cells.get(MEMBER_COLUMN, "1")
    if flag not in ("0", "1"):
        collector.add_problem(f"expected 1 or 0 in the column member, found {quote(flag)}", location)
    is_member = flag == "1" and not entries.scored
    score = math.nan
    if cells.get(SCORE_COLUMN) or not is_member:
        score = collector.read_score(cells.get(SCORE_COLUMN), locate)
    if head is not None:
        _add_row(entries, head, label, score, is_member)


def _add_row(entries: Entries, head: Head, label: str, score: float, is_member: bool) -> None:
    """Add a membership, which may have a score, or the score of a head that is not known to be a member."""
    if not is_member and not entries.scored:
        entries.score_only.append(len(entries.layer))
    entries.add(*head, entries.labels[label], score)


def read_canonical(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    """Read the canonical document: a version, a model, a grid, and the heads and scores of each category.

    Raises:
        InputError: The document is not one that ``headmap convert`` could have written.
    """
    collector = read_declarations(document, location, context)
    is_decided = "categories" in document or "scores" not in document
    if is_decided:
        read_categories(document, location, collector)
    if "scores" in document:
        collector.entries.scored = not is_decided
        collector.entries.categorised = is_decided
        _read_scores(document["scores"], location.child("scores"), collector)
    return collector.finish()


def read_categories(document: dict[str, Any], location: Location, collector: Collector) -> None:
    """Read the list of heads of each category."""
    categories = document.get("categories")
    inside = location.child("categories")
    if not isinstance(categories, dict) or not categories or not _are_lists(categories):
        description = describe_value(categories)
        collector.add_problem(f"expected {{name: [[layer, head], ..]}}, found {description}", inside)
    else:
        add_categories(categories, collector, inside)


def _read_scores(scores: Any, location: Location, collector: Collector) -> None:
    """Read the list of heads with a score of each category."""
    entries = collector.entries
    expected = "expected {name: [[layer, head, score], ..]}"
    if not isinstance(scores, dict) or not _are_lists(scores) or (entries.scored and not scores):
        collector.add_problem(f"{expected}, found {describe_value(scores)}", location)
        return
    for name, rows in scores.items():
        inside = location.child(name)
        if entries.scored:
            entries.number(name)
        elif name not in entries.labels:
            collector.add_problem(f"{quote(name)} is not one of the categories", inside)
            continue
        for i, row in enumerate(rows):
            _read_scored_head(row, name, inside.child(i), collector)


def _read_scored_head(row: Any, name: str, location: Location, collector: Collector) -> None:
    """Read one head with its score."""
    if not isinstance(row, list) or len(row) != 3:
        collector.add_problem(f"expected [layer, head, score], found {describe_value(row)}", location)
        return
    locate = constant_location(location)
    head = collector.read_head(row[0], row[1], locate)
    score = collector.read_score(row[2], locate)
    if head is not None:
        _add_row(collector.entries, head, name, score, is_member=False)


def _are_lists(categories: dict[str, Any]) -> bool:
    return all(isinstance(heads, list) for heads in categories.values())


def read_declarations(document: dict[str, Any], location: Location, context: ReadContext) -> Collector:
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
