"""Run ``headmap stats``: print the numbers of one classification."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from ..analysis import PERMUTATIONS
from ..readers import read_memberships, read_scores
from .command import Command, Section, option
from .facet_params import FACET_OPTIONS
from .loading import load_classification, refuse_rule
from .messages import with_logging
from .output import encode_text, write_stdout
from .params import FILE, STYLE_OPTIONS, with_options

if TYPE_CHECKING:
    from ..analysis.statistics import CategoryStats, Stats
    from ..options.records import ReadArgs, StyleArgs
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


@click.command(cls=Command)
@click.argument("inputs", nargs=-1, type=FILE, metavar="INPUT...")
@option(
    "--format",
    section=Section.OUTPUT,
    type=click.Choice(("table", "json", "csv", "md")),
    default="table",
    help="json: everything, by the schema in docs; csv: one row per category; md: for a README.",
)
@option(
    "--permutations",
    section=Section.OUTPUT,
    type=click.IntRange(0, 1_000_000),
    default=PERMUTATIONS,
    show_default=True,
    metavar="N",
    help="Number of permutations for the p-values of concentration; 0 leaves them out.",
)
@option(
    "--thresholds",
    section=Section.SCORES,
    metavar="X,X,...",
    help="Count the heads above each of these thresholds, instead of the numbers of one classification.",
)
@with_options(STYLE_OPTIONS, FACET_OPTIONS)
@with_logging
def stats(
    inputs: tuple[str, ...],
    format: str,
    permutations: int,
    thresholds: str | None,
    style_args: StyleArgs,
    read_args: ReadArgs,
) -> None:
    """Count heads by category, layer and head index; measure concentration and overlap.

    Concentration is 0 for a category that is spread evenly over the fifths of an axis, and 1 for a category
    that lies in one fifth.
    With --thresholds, count the heads of each category at each threshold; rules of the style are ignored.
    """
    if thresholds is not None:
        write_stdout(_count_at_thresholds(inputs, thresholds, format, style_args, read_args))
        return
    # This loads numpy and msgspec, which the help and the errors of a command line do without.
    from ..analysis.statistics import statistics

    data = load_classification(inputs, style_args, read_args, read_memberships)
    write_stdout(_encode(statistics(data, permutations), format))


def _count_at_thresholds(
    inputs: tuple[str, ...], text: str, format: str, style_args: StyleArgs, read_args: ReadArgs
) -> bytes:
    """Return what --thresholds prints.

    Raises:
        UsageError: The thresholds are wrong, or there is a rule too.
        InputError: The INPUTs hold no scores.
    """
    from ..analysis.thresholds import threshold_counts
    from .threshold_report import encode_threshold_counts, parse_thresholds

    thresholds = parse_thresholds(text)
    magnitudes = read_args.abs
    read_args = replace(read_args, abs=False)
    refuse_rule(read_args, "--thresholds")
    data = load_classification(inputs, style_args, read_args, partial(read_scores, magnitudes=magnitudes))
    return encode_threshold_counts(threshold_counts(data, thresholds, magnitudes), format)


def _encode(numbers: Stats, format: str) -> bytes:
    """Return the numbers of a classification in one of the formats."""
    from .tables import aligned_table, csv_table, markdown_table, readable_json

    match format:
        case "json":
            return readable_json(numbers)
        case "csv":
            rows = [_csv_row(category) for category in numbers.categories]
            return csv_table(CSV_HEADER, rows).encode()
        case "md":
            return _report(numbers, markdown_table)
        case _:
            return _report(numbers, aligned_table)


def _csv_row(category: CategoryStats) -> list[Cell]:
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


def _report(numbers: Stats, format_table: FormatTable) -> bytes:
    """Return a report: counts, then tables of categories, of intersections and of overlaps."""
    from .tables import truncated_table

    lines = [_summary_line(numbers), ""]
    lines += format_table(TABLE_HEADER, [_table_row(category) for category in numbers.categories])
    intersections = [(" + ".join(row.categories), row.heads) for row in numbers.intersections]
    lines += truncated_table(format_table, ("exact combination", "heads"), intersections)
    overlaps: list[list[Cell]] = []
    # The table shows only its first rows, so the pairs that are least likely by chance come first.
    for pair in sorted(numbers.pairs, key=lambda pair: pair.p):
        overlaps.append([" + ".join(pair.categories), pair.heads, pair.expected, pair.ratio, pair.p])
    lines += truncated_table(format_table, ("pair", "heads", "expected", "ratio", "p"), overlaps)
    return encode_text("\n".join(lines) + "\n")


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
