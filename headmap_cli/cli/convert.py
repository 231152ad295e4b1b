"""``headmap convert``: any accepted shape -> the canonical long table or document."""

from __future__ import annotations

from typing import Any

import click

from ..files.atomic import write_files
from ..files.output_guard import guard_inputs
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
from .output import CANONICAL, canonical_format, canonical_output, to_stdout, with_logging


@click.command(cls=Command)
@click.argument("inputs", nargs=-1, required=True, type=FILE, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    required=True,
    type=FILE,
    metavar="FILE",
    help="A .csv or .json file, or - for stdout.",
)
@click.option("--format", type=click.Choice(CANONICAL), help="The format of '-o -'.")
@with_options(STYLE_OPTIONS, READ_OPTIONS)
@with_logging
def convert(inputs: tuple[str, ...], output: str, format: str | None, **options: Any) -> None:
    """Write any accepted input as the canonical long table (csv) or document (json).

    Scores become memberships by --threshold or --top, raw labels become categories by the style.
    """
    ending = canonical_format(output, format)
    guard_inputs(inputs, options).writes(output, "-o")
    opened = inputs_of(inputs, options)
    data = canonical_output(read_classification(opened, options, reading_style(options)), ending)
    if output == "-":
        to_stdout(data)
    else:
        write_files({output: data})
