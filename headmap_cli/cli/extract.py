"""``headmap extract``: the data, and the style, back out of a figure that headmap made."""

from __future__ import annotations

import click

from ..core.errors import UsageError, input_error
from ..embed.containers import container_of
from ..files.atomic import write_files
from ..files.output_guard import guard_inputs
from ..readers import Options, read_inputs
from ..readers.inputs import open_input
from ..writers.formats import format_names
from .command import Command
from .common import FILE, MAX_BYTES_OPTION, with_options
from .output import CANONICAL, canonical_format, canonical_output, to_stdout, with_logging


@click.command(cls=Command)
@click.argument("figure", type=FILE, metavar="FIGURE")
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="FILE",
    help="The data: a .csv or .json file, or - for stdout.",
)
@click.option("--format", type=click.Choice(CANONICAL), help="The format of '-o -'.")
@click.option("--style", "style", type=FILE, metavar="FILE", help="The style: a YAML file, or - for stdout.")
@with_options((MAX_BYTES_OPTION,))
@with_logging
def extract(figure: str, output: str | None, format: str | None, style: str | None, max_bytes: int) -> None:
    """Write the data (canonical csv or json) and the style that a png, svg, pdf or html figure carries."""
    if not output and not style:
        raise UsageError("say where to: -o FILE for the data, --style FILE for the style")
    ending = canonical_format(output, format) if output else None
    guard = guard_inputs([figure], {})
    if output:
        guard.writes(output, "-o")
    if style:
        guard.writes(style, "--style")
    opened = open_input(figure, max_bytes)
    source = opened.source
    if not container_of(source.start):
        *others, last = format_names("container")
        expected = f"{', '.join(others)} or {last}"
        raise input_error(source.name, f"is not a figure; expected a {expected} that headmap made")
    made: dict[str, bytes] = {}
    if output and ending:
        data = read_inputs([opened], Options(max_bytes=max_bytes))
        made[output] = canonical_output(data, ending)
    if style:
        from ..style.export import resolved
        from ..style.sources import with_source

        tree = with_source(opened.carried.style, f"{source.name} (the style that it carries)")
        made[style] = resolved(tree, origin=False).encode()
    write_files({path: data for path, data in made.items() if path != "-"})
    if "-" in made:
        to_stdout(made["-"])
