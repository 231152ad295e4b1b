"""``headmap render``: one figure, one or many formats."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

import click

from ..core.errors import UsageError
from ..embed.fingerprint import Contents
from ..files.atomic import write_files
from ..files.depfile import depfile as rules
from ..files.folders import make_folders
from ..files.output_guard import guard_inputs
from ..options import figure_style, files_read, inputs_of, with_streams_read
from ..writers.formats import any_extension, find_format, format_names, format_of
from .command import Command
from .common import (
    DRAW_OPTIONS,
    FILE,
    READ_OPTIONS,
    STYLE_OPTIONS,
    color_advice,
    read_classification,
    with_options,
)
from .output import to_stdout, with_logging


@click.command(cls=Command)
@click.argument("inputs", nargs=-1, required=True, type=FILE, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    required=True,
    type=FILE,
    metavar="FILE",
    help=f"A {any_extension()} file, or - for stdout; may be given several times.",
)
@click.option("--format", type=click.Choice(format_names()), help="The format of '-o -'.")
@with_options(STYLE_OPTIONS, READ_OPTIONS, DRAW_OPTIONS)
@click.option("--split", is_flag=True, help="A file for each panel, all of one size, and one for the legend.")
@with_logging
def render(
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    format: str | None,
    split: bool,
    carry: bool,
    tooltips: bool,
    depfile: str | None,
    **options: Any,
) -> None:
    """Draw the figure of one classification, in one or more formats.

    INPUT is a file that says in which categories each head is (csv, tsv, json, npy, ..), - for stdin, or
    Name=FILE for a file with one category's heads.
    """
    formats = _formats(outputs, format)
    for format in formats.values():
        if split and not find_format(format).single_panel:
            possible = ", ".join(format_names("single_panel"))
            raise UsageError(f"--split goes with {possible}; {format} shows all panels")
        if not carry and not find_format(format).data_optional:
            possible = ", ".join(format_names("data_optional"))
            raise UsageError(f"--no-data goes with {possible}; {format} works by its data")
    if tooltips and not set(format_names("shows_tooltips")).intersection(formats.values()):
        raise UsageError("--tooltips are for an SVG; name one with -o")
    if split and "-" in formats:
        raise UsageError(
            "--split writes several files; give -o a name, such as fig.pdf for fig-all.pdf and so on"
        )
    if depfile and set(formats) == {"-"}:
        raise UsageError("--depfile says what a file depends on; name one with -o")
    guard = guard_inputs(inputs, options)
    for path in () if split else outputs:
        guard.writes(path, "-o")
    if depfile:
        guard.writes(depfile, "--depfile")
    opened = inputs_of(inputs, options)
    options = dict(with_streams_read(options))
    chosen = figure_style(options, opened)
    classification = read_classification(opened, options, chosen)
    log = logging.getLogger("headmap")
    if log.isEnabledFor(logging.INFO):
        for words in color_advice(classification, chosen):
            log.warning(words)
    from ..render import Drawing

    drawing = Drawing(classification, chosen, Contents(carry, tooltips))

    if split:
        files = {}
        for name in drawing.panels():
            encoded = {format: drawing.encode(format, name) for format in dict.fromkeys(formats.values())}
            for path, format in formats.items():
                part = Path(path).with_stem(f"{Path(path).stem}-{name}")
                files[str(part)] = encoded[format]
        for path in files:
            guard.writes(path, "a file of --split")
    else:
        encoded = {format: drawing.encode(format) for format in dict.fromkeys(formats.values())}
        files = {path: encoded[format] for path, format in formats.items()}
    result = files.pop("-", None)
    if depfile:
        read = list(files_read(inputs, options))
        files[depfile] = rules([(list(files), read)])
    make_folders(files)
    write_files(files)
    if result is not None:
        to_stdout(result)


def _formats(outputs: tuple[str, ...], format: str | None) -> dict[str, str]:
    """The format of each output, by its name's ending, or --format for stdout."""
    if "-" not in outputs:
        if format:
            raise UsageError(f"--format {format} goes with '-o -'; a file's format is its name's ending")
        return {path: format_of(path) for path in outputs}
    if not format:
        raise UsageError(f"'-o -' needs --format, one of {', '.join(format_names())}")
    if sys.stdout.isatty():
        raise UsageError(f"a {format} file on a terminal is of no use; redirect it, or name a file with -o")
    return {path: format if path == "-" else format_of(path) for path in outputs}
