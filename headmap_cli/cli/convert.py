"""``headmap convert``: any accepted shape -> the canonical long table or document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..errors import UsageError, did_you_mean, quote
from ..writers.atomic import write_files
from .common import (
    READ_OPTIONS,
    STYLE_OPTIONS,
    read_classification,
    reading_style,
    talks,
    to_stdout,
    with_options,
)

FORMATS = ("csv", "json")


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", required=True, metavar="FILE", help="A .csv or .json file, or - for stdout.")
@click.option("--format", type=click.Choice(FORMATS), help="The format of '-o -'.")
@with_options(STYLE_OPTIONS, READ_OPTIONS)
@talks
def convert(inputs: tuple[str, ...], output: str, format: str | None, **options: Any) -> None:
    """Write any accepted input as the canonical long table (csv) or document (json).

    Scores become memberships by --threshold or --top, raw labels become categories by the style.
    """
    ending = format if output == "-" else Path(output).suffix.lstrip(".").lower()
    if not ending:
        raise UsageError(f"'-o -' needs --format, one of {', '.join(FORMATS)}")
    if ending not in FORMATS:
        hint = did_you_mean(ending, FORMATS)
        raise UsageError(f"{quote(output)} ends in {quote('.' + ending)}{hint}; expected .csv or .json")
    if format and output != "-":
        raise UsageError(f"--format {format} goes with '-o -'; a file's format is its name's ending")
    classification = read_classification(inputs, options, reading_style(options))
    from .. import canonical

    data = canonical.to_csv(classification) if ending == "csv" else canonical.to_json(classification)
    if output == "-":
        to_stdout(data)
    else:
        write_files({output: data})
