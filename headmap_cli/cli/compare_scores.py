"""Run ``headmap compare --scores``: print the differences of the scores of two inputs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from ..core.errors import ExitStatus, UsageError
from ..core.score_comparison import ScoreComparison, ScorePair, describe_differences, pair_scores
from ..files.atomic import write_files
from ..readers import read_scores
from .loading import load_pair, refuse_rule
from .output import encode_text, write_stdout
from .tables import (
    FormatTable,
    Rows,
    aligned_table,
    cell_text,
    csv_table,
    left_out_text,
    markdown_table,
    readable_json,
)

if TYPE_CHECKING:
    from ..options.records import ReadArgs, StyleArgs
    from .compare import CompareArgs
    from .tables import Cell

CSV_HEADER = ("layer", "head", "category", "before", "after", "difference")
CATEGORY_HEADER = ("category", "compared", "increased", "decreased", "mean difference", "mean magnitude")
HEAD_HEADER = ("category", "head", "before", "after", "difference")


def compare_scores(
    before: str,
    after: str,
    compare_args: CompareArgs,
    style_args: StyleArgs,
    read_args: ReadArgs,
    formats: Mapping[str, str],
) -> ExitStatus:
    """Print the differences of the scores of two INPUTs, or draw them.

    Args:
        before: The first INPUT.
        after: The second INPUT.
        compare_args: What to print.
        style_args: The options that choose the style.
        read_args: How to read both INPUTs.
        formats: The format of each figure to write, by its path.

    Raises:
        UsageError: An option is given with which --scores has nothing to do.
        HeadmapError: An INPUT is wrong or has no scores, or the grids differ.
    """
    refuse_rule(read_args, "--scores")
    if compare_args.align:
        raise UsageError("--scores compares head by head, so it cannot be used with --align")
    data_before, data_after, style = load_pair(
        (before, after), style_args, read_args, bool(formats), read_scores
    )
    pair = pair_scores(data_before, data_after)
    comparison = describe_differences(pair, before, after, compare_args.largest)
    if formats and style:
        from ..render_comparison import encode_score_comparison

        pictures = encode_score_comparison(pair, before, after, style, formats.values())
        write_files({path: pictures[format] for path, format in formats.items()})
    if compare_args.format or not formats:
        write_stdout(_encode(comparison, pair, compare_args.format or "table"))
    if compare_args.exit_code and not comparison.identical:
        return ExitStatus.INPUT
    return ExitStatus.SUCCESS


def _encode(comparison: ScoreComparison, pair: ScorePair, format: str) -> bytes:
    """Return a comparison in one of the formats of ``headmap compare``.

    Args:
        comparison: The comparison.
        pair: The scores, of which CSV lists every head.
        format: The name of the format.
    """
    match format:
        case "json":
            return readable_json(comparison)
        case "csv":
            return csv_table(CSV_HEADER, _csv_rows(pair)).encode()
        case "md":
            return _report(comparison, markdown_table)
        case _:
            return _report(comparison, aligned_table)


def _csv_rows(pair: ScorePair) -> Rows:
    """Return a row for each head with a score in either; a cell is empty where it has none."""
    rows: list[list[Cell]] = []
    scores = (pair.before, pair.after, pair.difference)
    for i, name in enumerate(pair.categories):
        has_score = ~(np.isnan(pair.before[i]) & np.isnan(pair.after[i]))
        for layer, head in np.argwhere(has_score).tolist():
            row: list[Cell] = [layer, head, name]
            for array in scores:
                value = float(array[i, layer, head])
                row.append(None if math.isnan(value) else value)
            rows.append(row)
    return rows


def _report(comparison: ScoreComparison, format_table: FormatTable) -> bytes:
    """Return a report: a summary, a table of categories, and the heads that changed most."""
    before, after = cell_text(comparison.before), cell_text(comparison.after)
    compared = sum(category.compared for category in comparison.categories)
    only_in_one = {
        comparison.before: sum(category.only_before for category in comparison.categories),
        comparison.after: sum(category.only_after for category in comparison.categories),
    }
    lines = [f"{before} -> {after}: {compared} scores compared{left_out_text('score', only_in_one)}", ""]
    rows: list[list[Cell]] = []
    changes: list[list[Cell]] = []
    for category in comparison.categories:
        counts = (category.compared, category.increased, category.decreased)
        rows.append([category.name, *counts, category.mean_difference, category.mean_magnitude])
        for change in category.largest:
            scores = (change.before, change.after, change.difference)
            changes.append([category.name, f"L{change.layer}H{change.head}", *scores])
    lines += format_table(CATEGORY_HEADER, rows)
    if changes:
        lines += ["", *format_table(HEAD_HEADER, changes)]
    return encode_text("\n".join(lines) + "\n")
