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

from ..core.canonical import MARK, MEMBER_COLUMN, SCORE_COLUMN, TABLE_COLUMNS, unguarded
from ..core.errors import Location
from ..core.strings import quote
from ..files.strict_json import parse_json
from .canonical_declarations import read_declarations
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
    if "facets" in document:
        from .canonical_facets import read_faceted_table

        return read_faceted_table(document, table, context)
    collector = declare_categories(document, context)
    _read_rows(table, collector, context)
    return collector.finish()


def declare_categories(document: dict[str, Any], context: ReadContext) -> Collector:
    """Return a collector with what the first line of a table says: the model, the grid and the categories.

    Raises:
        InputError: The line does not name the categories.
    """
    is_decided = "categories" in document
    names = document.get("categories" if is_decided else "scores")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise context.error("expected the categories' names in the headmap line", Location(1))
    collector = read_declarations(document, Location(path="$"), context)
    collector.entries.scored = not is_decided
    for name in names:
        collector.entries.number(name)
    collector.entries.shape = "canonical long table"
    return collector


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
                read_row(row, header, location, collector, context)
    except csv.Error as error:
        raise context.error(f"is not delimited text: {error}", Location(rows.line_num + 1)) from None


def read_row(
    row: list[str], header: list[str], location: Location, collector: Collector, context: ReadContext
) -> None:
    """Read one membership, or one score."""
    entries = collector.entries
    label = unguarded(row[2]) if len(row) == len(header) else None
    if label not in entries.labels:
        expected = "expected a layer, a head and one of the categories in line 1"
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
        entries.score_only.append(entries.row_count)
    entries.add(*head, entries.labels[label], score)


def read_canonical(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    """Read the canonical document: a version, a model, a grid, and the heads and scores of each category.

    Raises:
        InputError: The document is not one that ``headmap convert`` could have written.
    """
    if "facets" in document:
        from .canonical_facets import read_faceted_document

        return read_faceted_document(document, location, context, read_canonical)
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
