"""Print what ``headmap stats --thresholds`` counts: as a table, as CSV or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.errors import UsageError
from ..core.numbers import parse_number
from .output import encode_text
from .tables import FormatTable, Rows, aligned_table, csv_table, markdown_table, readable_json

if TYPE_CHECKING:
    from ..analysis.thresholds import ThresholdStats
    from .tables import Cell

CSV_HEADER = ("threshold", "counted", "name", "heads")


def parse_thresholds(text: str) -> list[float]:
    """Return the thresholds of ``--thresholds``, which commas separate.

    Raises:
        UsageError: One of them is not a number, or is given twice.
    """
    thresholds = []
    for part in text.split(","):
        try:
            threshold = parse_number(part)
        except ValueError as e:
            raise UsageError(f"--thresholds: {e}; write --thresholds 0.1,0.2,0.3") from None
        if threshold in thresholds:
            raise UsageError(f"--thresholds: {threshold:g} is given twice")
        thresholds.append(threshold)
    return thresholds


def encode_threshold_counts(numbers: ThresholdStats, format: str) -> bytes:
    """Return the counts in one of the formats of ``headmap stats``."""
    match format:
        case "json":
            return readable_json(numbers)
        case "csv":
            return csv_table(CSV_HEADER, threshold_csv_rows(numbers)).encode()
        case "md":
            return encode_text(threshold_report(numbers, markdown_table))
        case _:
            return encode_text(threshold_report(numbers, aligned_table))


def threshold_csv_rows(numbers: ThresholdStats) -> Rows:
    """Return a row for each number: heads in a category, in at least one, or in an exact number of them."""
    rows: list[list[Cell]] = []
    for counts in numbers.thresholds:
        for name, heads in zip(numbers.categories, counts.categories, strict=True):
            rows.append([counts.threshold, "category", name, heads])
        rows.append([counts.threshold, "at least", 1, counts.classified])
        for k, heads in enumerate(counts.by_count):
            rows.append([counts.threshold, "exactly", k, heads])
    return rows


def threshold_report(numbers: ThresholdStats, format_table: FormatTable) -> str:
    """Return a report: the number of heads, and tables with a column for each threshold."""
    absent = f" ({numbers.absent} absent)" if numbers.absent else ""
    quantity = "magnitude" if numbers.magnitudes else "score"
    grid = numbers.grid
    lines = [
        f"{grid.layers} layers x {grid.heads} heads: {numbers.heads} heads{absent}; "
        f"heads whose {quantity} is above each threshold",
        "",
    ]
    thresholds = [f"{counts.threshold:.12g}" for counts in numbers.thresholds]
    rows: list[list[Cell]] = []
    for i, name in enumerate(numbers.categories):
        rows.append([name, *(counts.categories[i] for counts in numbers.thresholds)])
    lines += [*format_table(("category", *thresholds), rows), ""]
    return "\n".join([*lines, *_count_table(numbers, thresholds, format_table)]) + "\n"


def _count_table(numbers: ThresholdStats, thresholds: list[str], format_table: FormatTable) -> list[str]:
    """Return a table of the heads in at least one category, and in exactly 0, 1, 2 and so on."""
    rows: list[list[Cell]] = [["at least 1", *(counts.classified for counts in numbers.thresholds)]]
    for k in range(len(numbers.categories) + 1):
        heads = [counts.by_count[k] for counts in numbers.thresholds]
        # As in the report of memberships, a row of zeros is only shown for no category and for one.
        if k < 2 or any(heads):
            rows.append([f"exactly {k}", *heads])
    return format_table(("number of categories", *thresholds), rows)
