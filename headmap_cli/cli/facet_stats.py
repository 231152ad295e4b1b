"""Print the numbers of several facets: a report for each of them, and a table across facets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .output import encode_text
from .stats_report import CSV_HEADER, stats_csv_row, stats_report
from .tables import (
    FormatTable,
    Rows,
    aligned_table,
    cell_text,
    csv_table,
    escape_markdown,
    markdown_table,
    readable_json,
)
from .threshold_report import CSV_HEADER as THRESHOLD_CSV_HEADER
from .threshold_report import threshold_csv_rows, threshold_report

if TYPE_CHECKING:
    from ..analysis.facet_statistics import FacetsStats, FacetsThresholds
    from .tables import Cell


def encode_facet_stats(numbers: FacetsStats, format: str) -> bytes:
    """Return the numbers of several facets in one of the formats of ``headmap stats``."""
    if format == "json":
        return readable_json(numbers)
    if format == "csv":
        rows: list[list[Cell]] = []
        for facet in numbers.facets:
            for category in facet.stats.categories:
                rows.append([facet.label, *stats_csv_row(category)])
        return csv_table(("facet", *CSV_HEADER), rows).encode()
    format_table = _table_format(format)
    parts = []
    for facet in numbers.facets:
        parts.append((facet.label, stats_report(facet.stats, format_table)))
    labels = [facet.label for facet in numbers.facets]
    if format == "md":
        labels = list(map(escape_markdown, labels))
    header = ("category", *map(cell_text, labels))
    across = "\n".join(format_table(header, _rows_across(numbers))) + "\n"
    return _encode_parts([*parts, ("Heads across facets", across)], format)


def encode_facet_thresholds(numbers: FacetsThresholds, format: str) -> bytes:
    """Return the numbers of heads of several facets at each threshold in one of the formats."""
    if format == "json":
        return readable_json(numbers)
    if format == "csv":
        rows: list[list[Cell]] = []
        for facet in numbers.facets:
            rows += [[facet.label, *row] for row in threshold_csv_rows(facet.stats)]
        return csv_table(("facet", *THRESHOLD_CSV_HEADER), rows).encode()
    format_table = _table_format(format)
    return _encode_parts(
        [(facet.label, threshold_report(facet.stats, format_table)) for facet in numbers.facets], format
    )


def _rows_across(numbers: FacetsStats) -> Rows:
    """Return a row for each category, and one for all of them, with the heads and the share in each facet."""
    rows: list[list[Cell]] = []
    for category in numbers.categories:
        cells: list[Cell] = [category.name]
        for heads, share in zip(category.heads, category.share, strict=True):
            cells.append(None if heads is None or share is None else _heads_text(heads, share))
        rows.append(cells)
    classified: list[Cell] = ["at least 1"]
    for facet in numbers.facets:
        share = facet.stats.classified / max(1, facet.stats.heads)
        classified.append(_heads_text(facet.stats.classified, share))
    return [*rows, classified]


def _heads_text(heads: int, share: float) -> str:
    """Return a number of heads with its share of all heads.

    >>> _heads_text(98, 98 / 1440)
    '98 (6.8%)'
    """
    return f"{heads} ({100 * share:.1f}%)"


def _table_format(format: str) -> FormatTable:
    """Return the function that formats the tables of a report."""
    return markdown_table if format == "md" else aligned_table


def _encode_parts(parts: Iterable[tuple[str, str]], format: str) -> bytes:
    """Return a report that has a heading before each part."""
    texts = []
    for heading, text in parts:
        title = f"## {escape_markdown(heading)}\n" if format == "md" else cell_text(heading)
        texts.append(f"{title}\n{text}")
    return encode_text("\n".join(texts))
