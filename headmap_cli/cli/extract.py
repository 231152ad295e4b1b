"""``headmap extract``: the data, and the style, back out of a figure that headmap made."""

from __future__ import annotations

import click

from ..errors import UsageError, input_error
from ..readers import Options, read_inputs
from ..readers.figures import carried
from ..readers.options import MAX_BYTES
from ..readers.source import kind_of_figure, open_source
from ..writers.atomic import write_files
from .common import CANONICAL, canonical_format, canonical_output, talks, to_stdout


@click.command()
@click.argument("figure", type=click.Path(), metavar="FIGURE")
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="FILE",
    help="The data: a .csv or .json file, or - for stdout.",
)
@click.option("--format", type=click.Choice(CANONICAL), help="The format of '-o -'.")
@click.option(
    "--style", "style", type=click.Path(), metavar="FILE", help="The style: a YAML file, or - for stdout."
)
@click.option(
    "--max-bytes", type=int, default=MAX_BYTES, metavar="N", help="The most that the data unpacks to."
)
@talks
def extract(figure: str, output: str | None, format: str | None, style: str | None, max_bytes: int) -> None:
    """Write the data (canonical csv or json) and the style that a png, svg, pdf or html figure carries."""
    if not output and not style:
        raise UsageError("say where to: -o FILE for the data, --style FILE for the style")
    ending = canonical_format(output, format) if output else None
    source = open_source(figure, max_bytes)
    if not kind_of_figure(source.start):
        raise input_error(source.name, "is not a figure; expected a png, svg, pdf or html that headmap made")
    made: dict[str, bytes] = {}
    if output and ending:
        data = read_inputs([figure], Options(max_bytes=max_bytes))
        made[output] = canonical_output(data, ending)
    if style:
        from ..style.document import resolved
        from ..style.tree import placed

        tree = placed(carried(source).style, f"{source.name} (the style that it carries)")
        made[style] = resolved(tree, origin=False).encode()
    write_files({path: data for path, data in made.items() if path != "-"})
    if "-" in made:
        to_stdout(made["-"])
