"""``headmap stats``: the numbers of one classification."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..analysis.statistics import PERMUTATIONS
from .command import Command
from .common import (
    FILE,
    READ_OPTIONS,
    STYLE_OPTIONS,
    inputs_of,
    read_classification,
    reading_style,
    with_options,
)
from .output import to_stdout, with_logging

if TYPE_CHECKING:
    from ..analysis.statistics import CategoryStats, Stats
    from .tables import Cell

HEADER = (
    "category,heads,share,exclusive,layer_mean,layer_q1,layer_q2,layer_q3,head_mean,"
    "layer_concentration,layer_p,head_concentration,head_p"
)
SHOWN = (
    "category",
    "heads",
    "share",
    "in no other",
    "mean layer",
    "quartiles",
    "mean head",
    "concentration by layer",
    "p",
    "by head",
    "p",
)


@click.command(cls=Command)
@click.argument("inputs", nargs=-1, required=True, type=FILE, metavar="INPUT...")
@click.option(
    "--format",
    type=click.Choice(("table", "json", "csv", "md")),
    default="table",
    help="json: everything, by the schema in docs; csv: a row per category; md: for a README.",
)
@click.option(
    "--permutations",
    type=click.IntRange(0, 1_000_000),
    default=PERMUTATIONS,
    show_default=True,
    metavar="N",
    help="For the p-values of concentration; 0 leaves them out.",
)
@with_options(STYLE_OPTIONS, READ_OPTIONS)
@with_logging
def stats(inputs: tuple[str, ...], format: str, permutations: int, **options: Any) -> None:
    """Count heads by category, layer and head index; measure concentration and overlap.

    Concentration is 0 where a category lies evenly in the fifths of an axis, 1 where one fifth has all of it.
    """
    from ..analysis.statistics import statistics
    from .tables import csv_table, readable_json

    opened = inputs_of(inputs, options)
    found = statistics(read_classification(opened, options, reading_style(options)), permutations)
    if format == "json":
        to_stdout(readable_json(found))
    elif format == "csv":
        to_stdout(csv_table(HEADER.split(","), [*map(_row, found.categories)]).encode())
    else:
        to_stdout(("\n".join(_said(found, format == "md")) + "\n").encode("utf-8", "replace"))


def _row(one: CategoryStats) -> list[Cell]:
    """The row of a category, all of it as numbers."""
    layer, head = one.concentration.layer, one.concentration.head
    quartiles: list[Cell] = [*(one.layer_quartiles or (None, None, None))]
    measured = [layer.value, layer.p, head.value, head.p]
    return [
        one.name,
        one.heads,
        one.share,
        one.exclusive,
        one.layer_mean,
        *quartiles,
        one.head_mean,
        *measured,
    ]


def _shown(one: CategoryStats) -> list[Cell]:
    """The row of a category for a reader, under SHOWN."""
    layer, head = one.concentration.layer, one.concentration.head
    quartiles = " ".join(f"{q:.3g}" for q in one.layer_quartiles or ())
    measured = [layer.value, layer.p, head.value, head.p]
    share = f"{100 * one.share:.1f}%"
    return [one.name, one.heads, share, one.exclusive, one.layer_mean, quartiles, one.head_mean, *measured]


def _said(found: Stats, md: bool) -> list[str]:
    """Counts, then a table each of categories, intersections and pairs."""
    from .tables import aligned, markdown, truncated_table

    table = markdown if md else aligned
    several = ", ".join(f"{n} in {k}" for k, n in enumerate(found.by_count) if n or k < 2)
    absent = f" ({found.absent} absent)" if found.absent else ""
    lines = [
        f"{found.grid.layers} layers x {found.grid.heads} heads: {found.heads} heads{absent}, "
        f"{found.classified} classified; by the number of categories: {several}",
        "",
        *table(SHOWN, [*map(_shown, found.categories)]),
    ]
    sets = [(" + ".join(one.categories), one.heads) for one in found.intersections]
    lines += truncated_table(table, ("in just these", "heads"), sets)
    pairs = [
        (" + ".join(p.categories), p.heads, p.expected, p.ratio, p.p)
        for p in sorted(found.pairs, key=lambda pair: pair.p)
    ]
    return lines + truncated_table(table, ("in both", "heads", "expected", "ratio", "p"), pairs)
