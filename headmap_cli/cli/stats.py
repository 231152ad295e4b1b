"""Run ``headmap stats``: print the numbers of one classification."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from ..analysis import PERMUTATIONS
from .command import Command, Section, option
from .facet_params import FACET_OPTIONS
from .loading import load_classification, refuse_rule
from .messages import with_logging
from .output import write_stdout
from .params import FILE, STYLE_OPTIONS, with_options

if TYPE_CHECKING:
    from ..options.records import ReadArgs, StyleArgs


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
    Several facets get a table each, and one that compares them.
    With --thresholds, count the heads of each category at each threshold; rules of the style are ignored.
    """
    if thresholds is not None:
        write_stdout(_count_at_thresholds(inputs, thresholds, format, style_args, read_args))
        return
    # These load numpy, which the help and the errors of a command line do without.
    from ..core.facets import Facets
    from ..readers.shown import read_shown_memberships

    data = load_classification(inputs, style_args, read_args, read_shown_memberships)
    if isinstance(data, Facets):
        from ..analysis.facet_statistics import facet_statistics
        from .facet_stats import encode_facet_stats

        write_stdout(encode_facet_stats(facet_statistics(data, permutations), format))
        return
    from ..analysis.statistics import statistics
    from .stats_report import encode_stats

    write_stdout(encode_stats(statistics(data, permutations), format))


def _count_at_thresholds(
    inputs: tuple[str, ...], text: str, format: str, style_args: StyleArgs, read_args: ReadArgs
) -> bytes:
    """Return what --thresholds prints.

    Raises:
        UsageError: The thresholds are wrong, or there is a rule too.
        InputError: The INPUTs hold no scores.
    """
    from ..analysis.thresholds import threshold_counts
    from ..core.facets import Facets
    from ..readers.shown import read_shown_scores
    from .threshold_report import encode_threshold_counts, parse_thresholds

    thresholds = parse_thresholds(text)
    magnitudes = read_args.abs
    read_args = replace(read_args, abs=False)
    refuse_rule(read_args, "--thresholds")
    read = partial(read_shown_scores, magnitudes=magnitudes)
    data = load_classification(inputs, style_args, read_args, read)
    if isinstance(data, Facets):
        from ..analysis.facet_statistics import facet_threshold_counts
        from .facet_stats import encode_facet_thresholds

        return encode_facet_thresholds(facet_threshold_counts(data, thresholds, magnitudes), format)
    return encode_threshold_counts(threshold_counts(data, thresholds, magnitudes), format)
