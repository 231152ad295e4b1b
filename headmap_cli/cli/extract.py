"""Run ``headmap extract``: get the data and the style out of a figure that headmap made."""

from __future__ import annotations

import click

from ..core.errors import input_error
from ..embed.containers import container_of
from ..files.atomic import write_files
from ..options.sources import guard_inputs
from ..readers import Input, Options, read_shown
from ..readers.inputs import open_input
from ..writers.formats import format_names
from .command import Command, Section, option
from .messages import with_logging
from .output import CANONICAL_FORMATS, canonical_format, encode_canonical, write_stdout
from .params import FILE, MAX_BYTES_OPTION


@click.command(cls=Command)
@click.argument("figure", type=FILE, metavar="FIGURE")
@option(
    "-o",
    "--output",
    section=Section.OUTPUT,
    type=FILE,
    metavar="FILE",
    help="Write the data to a .csv or .json file, or to stdout with -.",
)
@option(
    "--format", section=Section.OUTPUT, type=click.Choice(CANONICAL_FORMATS), help="The format of '-o -'."
)
@option(
    "--style",
    section=Section.OUTPUT,
    type=FILE,
    metavar="FILE",
    help="Write the style to a YAML file, or to stdout with -.",
)
@MAX_BYTES_OPTION
@with_logging
def extract(figure: str, output: str | None, format: str | None, style: str | None, max_bytes: int) -> None:
    """Write the data (canonical csv or json) and the style that a png, svg, pdf or html figure carries.

    Without -o and --style, print the data as csv.
    """
    if not output and not style:
        output = "-"
        format = format or "csv"
    data_format = ""
    guard = guard_inputs([figure])
    if output:
        data_format = canonical_format(output, format)
        guard.writes(output, "-o")
    if style:
        guard.writes(style, "--style")

    opened = _open_figure(figure, max_bytes)
    files: dict[str, bytes] = {}
    if output:
        data = read_shown([opened], Options(max_bytes=max_bytes))
        files[output] = encode_canonical(data, data_format)
    if style:
        files[style] = _style_file(opened)
    # The guard lets at most one of the two be standard output.
    stdout_data = files.pop("-", None)
    write_files(files)
    if stdout_data is not None:
        write_stdout(stdout_data)


def _open_figure(path: str, max_bytes: int) -> Input:
    """Open a file; raise InputError if it is not of a format that can carry data."""
    opened = open_input(path, max_bytes)
    if not container_of(opened.source.start):
        *names, last_name = format_names("container")
        expected = f"a {', '.join(names)} or {last_name} that headmap made"
        raise input_error(opened.source.name, f"is not a figure; expected {expected}")
    return opened


def _style_file(figure: Input) -> bytes:
    """Return the style that a figure carries as a YAML file: its presets, and what differs from them."""
    from ..style.export import changed_text
    from ..style.sources import with_source

    tree = with_source(figure.carried.style, f"{figure.source.name} (the style that it carries)")
    return changed_text(tree).encode()
