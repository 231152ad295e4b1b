"""Run ``headmap compare``: list the kept, gained and lost heads of two classifications, and draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from msgspec import Struct

from ..core.errors import ExitStatus, UsageError
from ..files.atomic import write_files
from ..options.sources import guard_inputs
from ..writers.formats import any_extension, find_format, format_names, format_of
from .command import Command, Section, option
from .loading import load_pair
from .messages import with_logging
from .output import encode_text, write_stdout
from .params import FILE, READ_OPTIONS, STYLE_OPTIONS, OptionGroup, with_options

if TYPE_CHECKING:
    from ..core.comparison import Change, Comparison
    from ..options.records import ReadArgs, StyleArgs
    from .tables import Cell, FormatTable

TABLE_HEADER = ("category", "before", "after", "kept", "gained", "lost", "jaccard")


class CompareArgs(Struct, frozen=True):
    """The options that only ``headmap compare`` has.

    Attributes:
        outputs: The files of the figure.
        format: What to print; None for a table, or for nothing if there are outputs.
        align: How to compare different grids; None if the grids must be equal.
        exit_code: Whether a difference sets the exit status.
        largest: How many of the largest differences of scores to list for each category.
    """

    outputs: tuple[str, ...]
    format: str | None
    align: str | None
    exit_code: bool
    largest: int


COMPARE_OPTIONS = OptionGroup(
    "compare_args",
    CompareArgs,
    (
        option(
            "-o",
            "--output",
            "outputs",
            section=Section.OUTPUT,
            multiple=True,
            type=FILE,
            metavar="FILE",
            help=f"A {any_extension('shows_comparison')} figure. Repeatable.",
        ),
        option(
            "--format",
            section=Section.OUTPUT,
            type=click.Choice(("table", "json", "csv", "md")),
            help="What to print (default: a table, or nothing with -o).",
        ),
        option(
            "--align",
            section=Section.INPUT,
            type=click.Choice(("depth",)),
            help="Compare different grids by relative depth.",
        ),
        option(
            "--exit-code",
            section=Section.OUTPUT,
            is_flag=True,
            help="Exit with status 1 if there are differences, as git diff does.",
        ),
        option(
            "--largest",
            section=Section.OUTPUT,
            type=click.IntRange(min=0),
            default=10,
            show_default=True,
            metavar="N",
            help="With --scores: list the N heads of each category that changed most.",
        ),
    ),
)


@click.command(cls=Command)
@click.argument("before", type=FILE, metavar="A")
@click.argument("after", type=FILE, metavar="B")
@with_options(COMPARE_OPTIONS, STYLE_OPTIONS, READ_OPTIONS)
@with_logging
def compare(
    before: str, after: str, compare_args: CompareArgs, style_args: StyleArgs, read_args: ReadArgs
) -> ExitStatus:
    """List the heads that each category keeps, gains and loses from A to B, and draw them.

    With --align depth, layer l of n maps to position floor(l*m/n) on the m layers of the smaller grid, and
    heads likewise; a position is in a category if any of its heads is. The larger model therefore fills more
    positions: compare where they lie, not how many there are.
    With --scores, list the differences of the scores, B minus A, and the heads that changed most, or draw
    the differences on a diverging scale.
    """
    format_by_path = {path: _figure_format(path) for path in compare_args.outputs}
    guard = guard_inputs((before, after), style_args, read_args)
    for path in compare_args.outputs:
        guard.writes(path, "-o")
    if read_args.scores:
        from .compare_scores import compare_scores

        return compare_scores(before, after, compare_args, style_args, read_args, format_by_path)
    data_before, data_after, style = load_pair((before, after), style_args, read_args, bool(format_by_path))
    from ..core.comparison import align_pair, compare_pair

    pair = align_pair(data_before, data_after, compare_args.align == "depth")
    comparison = compare_pair(pair, before, after)
    if format_by_path:
        assert style is not None  # load_pair returns one if a figure is drawn
        from ..render_comparison import encode_comparison

        pictures = encode_comparison(pair, comparison, style, format_by_path.values())
        write_files({path: pictures[format] for path, format in format_by_path.items()})
    if compare_args.format or not format_by_path:
        write_stdout(_encode(comparison, compare_args.format or "table"))
    if compare_args.exit_code and not comparison.identical:
        return ExitStatus.INPUT
    return ExitStatus.SUCCESS


def _figure_format(path: str) -> str:
    """Return the format of a figure, by its file name."""
    format = format_of(path)
    if not find_format(format).shows_comparison:
        possible = ", ".join(format_names("shows_comparison"))
        raise UsageError(f"a comparison is drawn as {possible}; found {format}")
    return format


def _encode(comparison: Comparison, format: str) -> bytes:
    """Return a comparison as it is printed."""
    from .tables import aligned_table, csv_table, markdown_table, readable_json

    match format:
        case "json":
            return readable_json(comparison)
        case "csv":
            return csv_table(TABLE_HEADER, _category_rows(comparison)).encode()
        case "md":
            return _report(comparison, markdown_table)
        case _:
            return _report(comparison, aligned_table)


def _report(comparison: Comparison, format_table: FormatTable) -> bytes:
    """Return a report: a summary, and tables of categories and of changed heads."""
    from .tables import cell_text, left_out_text, truncated_table

    before, after = cell_text(comparison.before), cell_text(comparison.after)
    unit = "position" if comparison.aligned else "head"
    units = "positions of relative depth" if comparison.aligned else "heads"
    counts = f"{len(comparison.changed)} of {comparison.compared} {units} changed category"
    only_in_one = {comparison.before: comparison.only_before, comparison.after: comparison.only_after}
    summary = f"{before} -> {after}: {counts}{left_out_text('head', only_in_one)}"
    lines = [summary, ""]
    lines += format_table(TABLE_HEADER, _category_rows(comparison))
    changes = [_change_row(change) for change in comparison.changed]
    lines += truncated_table(format_table, (unit, "before", "after"), changes)
    return encode_text("\n".join(lines) + "\n")


def _category_rows(comparison: Comparison) -> list[list[Cell]]:
    """Return the rows of the categories under TABLE_HEADER."""
    rows: list[list[Cell]] = []
    for change in comparison.categories:
        counts = (change.before, change.after, change.kept, change.gained, change.lost)
        rows.append([change.name, *counts, change.jaccard])
    return rows


def _change_row(change: Change) -> list[Cell]:
    """Return the row of a head that changed its categories."""
    before = " + ".join(change.before) or "none"
    after = " + ".join(change.after) or "none"
    return [f"L{change.layer}H{change.head}", before, after]
