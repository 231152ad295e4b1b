"""Print the numbers that ``headmap stats`` counts of one classification: as a table, as CSV or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .output import encode_text
from .tables import aligned_table, csv_table, markdown_table, readable_json, truncated_table

if TYPE_CHECKING:
    from ..analysis.statistics import CategoryStats, Stats
    from .tables import Cell, FormatTable

CSV_HEADER = (
    "category",
    "heads",
    "share",
    "exclusive",
    "layer_mean",
    "layer_q1",
    "layer_q2",
    "layer_q3",
    "head_mean",
    "layer_concentration",
    "layer_p",
    "head_concentration",
    "head_p",
)
TABLE_HEADER = (
    "category",
    "heads",
    "share",
    "exclusive",
    "mean layer",
    "quartiles",
    "mean head",
    "concentration by layer",
    "p",
    "by head",
    "p",
)


def encode_stats(numbers: Stats, format: str) -> bytes:
    """Return the numbers of a classification in one of the formats."""
    match format:
        case "json":
            return readable_json(numbers)
        case "csv":
            rows = [stats_csv_row(category) for category in numbers.categories]
            return csv_table(CSV_HEADER, rows).encode()
        case "md":
            return encode_text(stats_report(numbers, markdown_table))
        case _:
            return encode_text(stats_report(numbers, aligned_table))


def stats_csv_row(category: CategoryStats) -> list[Cell]:
    """Return the row of a category under CSV_HEADER."""
    layer, head = category.concentration.layer, category.concentration.head
    return [
        category.name,
        category.heads,
        category.share,
        category.exclusive,
        category.layer_mean,
        *(category.layer_quartiles or (None, None, None)),
        category.head_mean,
        layer.value,
        layer.p,
        head.value,
        head.p,
    ]


def _table_row(category: CategoryStats) -> list[Cell]:
    """Return the row of a category under TABLE_HEADER."""
    layer, head = category.concentration.layer, category.concentration.head
    quartiles = [f"{quartile:.3g}" for quartile in category.layer_quartiles or ()]
    return [
        category.name,
        category.heads,
        f"{100 * category.share:.1f}%",
        category.exclusive,
        category.layer_mean,
        " ".join(quartiles),
        category.head_mean,
        layer.value,
        layer.p,
        head.value,
        head.p,
    ]


def stats_report(numbers: Stats, format_table: FormatTable) -> str:
    """Return a report: counts, then tables of categories, of intersections and of overlaps."""
    lines = [_summary_line(numbers), ""]
    lines += format_table(TABLE_HEADER, [_table_row(category) for category in numbers.categories])
    intersections = [(" + ".join(row.categories), row.heads) for row in numbers.intersections]
    lines += truncated_table(format_table, ("exact combination", "heads"), intersections)
    overlaps: list[list[Cell]] = []
    # The table shows only its first rows, so the pairs that are least likely by chance come first.
    for pair in sorted(numbers.pairs, key=lambda pair: pair.p):
        overlaps.append([" + ".join(pair.categories), pair.heads, pair.expected, pair.ratio, pair.p])
    lines += truncated_table(format_table, ("pair", "heads", "expected", "ratio", "p"), overlaps)
    return "\n".join(lines) + "\n"


def _summary_line(numbers: Stats) -> str:
    """Return the counts of a report in one line.

    The numbers of heads in no category and in one are always there, those in more only if they are not 0.
    """
    counts = []
    for categories, heads in enumerate(numbers.by_count):
        if heads or categories < 2:
            counts.append(f"{heads} in {categories}")
    absent = f" ({numbers.absent} absent)" if numbers.absent else ""
    return (
        f"{numbers.grid.layers} layers x {numbers.grid.heads} heads: {numbers.heads} heads{absent}, "
        f"{numbers.classified} classified; by the number of categories: {', '.join(counts)}"
    )
