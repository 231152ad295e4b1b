"""Run ``headmap convert``: write any accepted input in a canonical format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..options.sources import guard_inputs
from ..readers import read_shown
from .command import Command, Section, option
from .facet_params import FACET_OPTIONS
from .loading import load_classification
from .messages import with_logging
from .output import CANONICAL_FORMATS, canonical_format, encode_canonical, write_output
from .params import FILE, STYLE_OPTIONS, with_options

if TYPE_CHECKING:
    from ..options.records import ReadArgs, StyleArgs


@click.command(cls=Command)
@click.argument("inputs", nargs=-1, type=FILE, metavar="INPUT...")
@option(
    "-o",
    "--output",
    section=Section.OUTPUT,
    required=True,
    type=FILE,
    metavar="FILE",
    help="A .csv or .json file, or - for stdout.",
)
@option(
    "--format", section=Section.OUTPUT, type=click.Choice(CANONICAL_FORMATS), help="The format of '-o -'."
)
@with_options(STYLE_OPTIONS, FACET_OPTIONS)
@with_logging
def convert(
    inputs: tuple[str, ...], output: str, format: str | None, style_args: StyleArgs, read_args: ReadArgs
) -> None:
    """Write any accepted input as the canonical long table (csv) or document (json).

    Scores are kept as they are. Rules such as --threshold select the heads of categories by them, and raw
    labels become categories by the style. Several facets become one file, which every command reads again.
    """
    output_format = canonical_format(output, format)
    guard = guard_inputs(inputs, style_args, read_args)
    guard.writes(output, "-o")
    data = load_classification(inputs, style_args, read_args, read_shown)
    write_output(encode_canonical(data, output_format), output)
