"""``headmap render``: one figure, one or many formats."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

import click

from ..errors import UsageError
from ..writers import FORMATS, format_of, write_files
from .common import (
    READ_OPTIONS,
    STYLE_OPTIONS,
    color_advice,
    read_classification,
    style_of,
    talks,
    to_stdout,
    with_options,
)


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(), metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    required=True,
    type=click.Path(),
    metavar="FILE",
    help="A .png, .svg, .pdf, .html or .vl.json file, or - for stdout; may be given several times.",
)
@click.option("--format", type=click.Choice(FORMATS), help="The format of '-o -'.")
@with_options(STYLE_OPTIONS, READ_OPTIONS)
@click.option("--dpi", metavar="N", help="Pixels per inch of the PNG, the grain of SVG and PDF.")
@click.option(
    "--width",
    metavar="LENGTH",
    help="Exact width of the figure: 5.5in, 14cm, or a name that the preset gives, such as column.",
)
@click.option(
    "--no-data", "carry", flag_value=False, default=True, help="Do not put data and style into the figure."
)
@click.option("--tooltips", is_flag=True, help="In an SVG, say of each head in which categories it is.")
@click.option("--split", is_flag=True, help="A file for each panel, all of one size, and one for the legend.")
@talks
def render(
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    format: str | None,
    dpi: str | None,
    width: str | None,
    split: bool,
    carry: bool,
    tooltips: bool,
    **options: Any,
) -> None:
    """Draw the figure of one classification, in one or more formats.

    INPUT is a file that says in which categories each head is (csv, tsv, json, npy, ..), - for stdin, or
    Name=FILE for a file with one category's heads.
    """
    formats = _formats(outputs, format)
    if split and {"html", "vl.json"} & set(formats.values()):
        raise UsageError("--split writes png, svg and pdf; a page shows all panels")
    if tooltips and "svg" not in formats.values():
        raise UsageError("--tooltips are for an SVG; name one with -o")
    if split and "-" in formats:
        raise UsageError(
            "--split writes several files; give -o a name, such as fig.pdf for fig-all.pdf and so on"
        )
    chosen = style_of(options, inputs, dpi=("layout.dpi", dpi), width=("layout.width", width))
    classification = read_classification(inputs, options, chosen)
    log = logging.getLogger("headmap")
    if log.isEnabledFor(logging.INFO):
        for words in color_advice(classification, chosen):
            log.warning(words)
    from ..render import draw, draw_split, encoded

    if split:
        scenes = draw_split(classification, chosen)
        write_files(
            {
                str(Path(path).with_stem(f"{Path(path).stem}-{name}")): made[format]
                for name, scene in scenes.items()
                for made in [encoded(scene, formats.values(), classification, chosen, carry, tooltips)]
                for path, format in formats.items()
            }
        )
        return
    made = encoded(draw(classification, chosen), formats.values(), classification, chosen, carry, tooltips)
    write_files({path: made[format] for path, format in formats.items() if path != "-"})
    if "-" in formats:
        to_stdout(made[formats["-"]])


def _formats(outputs: tuple[str, ...], format: str | None) -> dict[str, str]:
    """The format of each output, by its name's ending, or --format for stdout."""
    if "-" not in outputs:
        if format:
            raise UsageError(f"--format {format} goes with '-o -'; a file's format is its name's ending")
        return {path: format_of(path) for path in outputs}
    if not format:
        raise UsageError(f"'-o -' needs --format, one of {', '.join(FORMATS)}")
    if sys.stdout is not None and sys.stdout.isatty():
        raise UsageError(f"a {format} file on a terminal is of no use; redirect it, or name a file with -o")
    return {path: format if path == "-" else format_of(path) for path in outputs}
