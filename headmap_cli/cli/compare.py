"""``headmap compare``: kept, gained and lost heads of two classifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..core.errors import ExitStatus, UsageError
from ..files.atomic import write_files
from ..files.output_guard import guard_inputs
from ..options import with_streams_read
from ..writers.formats import any_extension, find_format, format_names, format_of
from .command import Command
from .common import (
    FILE,
    READ_OPTIONS,
    STYLE_OPTIONS,
    inputs_of,
    read_classification,
    reading_style,
    style_of,
    with_options,
)
from .output import to_stdout, with_logging

if TYPE_CHECKING:
    from ..core.comparison import Comparison
    from .tables import Cell

HEADER = ("category", "before", "after", "kept", "gained", "lost", "jaccard")


@click.command(cls=Command)
@click.argument("before", type=FILE, metavar="A")
@click.argument("after", type=FILE, metavar="B")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=FILE,
    metavar="FILE",
    help=f"A {any_extension('shows_comparison')} figure.",
)
@click.option(
    "--format",
    type=click.Choice(("table", "json", "csv", "md")),
    help="What to print; without it and without -o, a table.",
)
@click.option("--align", type=click.Choice(("depth",)), help="Compare different grids by relative depth.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where they differ, as git diff does.")
@with_options(STYLE_OPTIONS, READ_OPTIONS)
@with_logging
def compare(
    before: str,
    after: str,
    outputs: tuple[str, ...],
    format: str | None,
    align: str | None,
    exit_code: bool,
    **options: Any,
) -> ExitStatus:
    """Say which heads of each category B keeps, gains and loses beside A, and draw it.

    With --align depth, layer l of n falls on place floor(l m / n) of the m layers of the smaller grid, heads
    likewise; a place is in a category where any of its heads is. A larger model so fills more places: compare
    where they lie, not how many there are.
    """
    formats = {path: _picture(path) for path in outputs}
    guard = guard_inputs((before, after), options)
    for path in outputs:
        guard.writes(path, "-o")
    opened = inputs_of((before, after), options)
    options = dict(with_streams_read(options))
    style = style_of(options, opened[:1]) if outputs else reading_style(options)
    first, second = (read_classification([each], options, style) for each in opened)
    from ..core.comparison import align_pair, compare_pair

    pair = align_pair(first, second, align == "depth")
    found = compare_pair(pair, before, after)
    if style and outputs:
        from ..render import encode_comparison

        made = encode_comparison(pair, found, style, formats.values())
        write_files({path: made[format] for path, format in formats.items()})
    if format or not outputs:
        to_stdout(_printed(found, format or "table"))
    return ExitStatus.INPUT if exit_code and not found.identical else ExitStatus.SUCCESS


def _picture(path: str) -> str:
    format = format_of(path)
    if not find_format(format).shows_comparison:
        possible = ", ".join(format_names("shows_comparison"))
        raise UsageError(f"a comparison is drawn as {possible}; found {format}")
    return format


def _printed(found: Comparison, format: str) -> bytes:
    from .tables import aligned, cell, csv_table, markdown, readable_json, truncated_table

    if format == "json":
        return readable_json(found)
    rows: list[list[Cell]] = [
        [one.name, one.before, one.after, one.kept, one.gained, one.lost, one.jaccard]
        for one in found.categories
    ]
    if format == "csv":
        return csv_table(HEADER, rows).encode()
    table = markdown if format == "md" else aligned
    changed: list[list[Cell]] = [
        [f"L{c.layer}H{c.head}", " + ".join(c.before) or "none", " + ".join(c.after) or "none"]
        for c in found.changed
    ]
    things = "places of relative depth" if found.aligned else "heads"
    lines = [
        f"{cell(found.before)} -> {cell(found.after)}: {len(changed)} of {found.compared} {things} in other "
        f"categories than before{_only(found)}",
        "",
        *table(HEADER, rows),
    ]
    lines += truncated_table(table, (things.split()[0].rstrip("s"), "before", "after"), changed)
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _only(found: Comparison) -> str:
    """The heads that one of the two does not have."""
    sides = ((found.only_before, found.before), (found.only_after, found.after))
    return "".join(f"; {n} only in {name} are left out" for n, name in sides if n)
