"""Run ``headmap show``: draw the composite in the terminal."""

from __future__ import annotations

import os
import shutil
import textwrap
from typing import TYPE_CHECKING

import click

from .command import Command, Section, option
from .facet_params import FACET_OPTIONS
from .loading import load_with_style
from .messages import with_logging
from .output import encode_text, write_stdout
from .params import FILE, STYLE_OPTIONS, with_options
from .streams import is_stdout_terminal

if TYPE_CHECKING:
    from ..options.records import ReadArgs, StyleArgs
    from ..writers.terminal_colors import ColorSupport


@click.command(cls=Command)
@click.argument("inputs", nargs=-1, type=FILE, metavar="INPUT...")
@option(
    "--categories",
    section=Section.OUTPUT,
    is_flag=True,
    help="Also draw the panel of each category, side by side.",
)
@option(
    "--color",
    section=Section.OUTPUT,
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    help="auto: use colours if the output is a terminal and NO_COLOR is not set.",
)
@option(
    "--width",
    section=Section.OUTPUT,
    type=click.IntRange(10),
    metavar="N",
    help="Number of columns to use (default: the terminal's).",
)
@with_options(STYLE_OPTIONS, FACET_OPTIONS)
@with_logging
def show(
    inputs: tuple[str, ...],
    categories: bool,
    color: str,
    width: int | None,
    style_args: StyleArgs,
    read_args: ReadArgs,
) -> None:
    """Draw the composite in the terminal, with its legend and counts.

    In colour, each character shows two heads; without colour, each head is a letter. Scores without a rule,
    and with --scores, are drawn as a map for each category with a scale; without colour, a ramp of
    characters shows them. Several facets are drawn one below the other, with one legend for all.
    """
    data, style = load_with_style(inputs, style_args, read_args)
    # The writer loads numpy, which the help and the errors of a command line do without.
    from ..core.facets import Facets
    from ..describe.marked_heads import marked_text

    columns = width or shutil.get_terminal_size().columns
    support = _choose_colors(color)
    if isinstance(data, Facets):
        from ..writers.terminal_facets import terminal_facets, terminal_score_facets

        if read_args.scores or not data.is_decided:
            text = terminal_score_facets(data, style, columns, support)
        else:
            text = terminal_facets(data, style, columns, support, categories)
        write_stdout(encode_text(text), has_colors=True)
        return
    if read_args.scores or not data.is_decided:
        from ..writers.terminal_scores import terminal_scores

        text = terminal_scores(data, style, columns, support)
    else:
        from ..core.composite import merge
        from ..writers.terminal import terminal

        text = terminal(merge(data), style, columns, support, categories)
    text += _marked_lines(marked_text(data, style), columns)
    write_stdout(encode_text(text), has_colors=True)


def _marked_lines(text: str, columns: int) -> str:
    """Return the sentences about marked heads in lines of at most some columns; empty without marks."""
    if not text:
        return ""
    return textwrap.fill(text.strip(), columns) + "\n"


def _choose_colors(color: str) -> ColorSupport:
    """Return which colours to use, by --color and by what the terminal declares in the environment."""
    if color == "never" or (color == "auto" and not _shows_colors()):
        return "none"
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "truecolor"
    return "256"


def _shows_colors() -> bool:
    """Return whether standard output is a terminal that shows colours, and the user allows them."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_stdout_terminal()
