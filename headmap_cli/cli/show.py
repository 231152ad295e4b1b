"""``headmap show``: the composite in the terminal."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from .command import Command
from .common import FILE, READ_OPTIONS, STYLE_OPTIONS, inputs_of, read_classification, style_of, with_options
from .output import to_stdout, with_logging

if TYPE_CHECKING:
    from ..writers.terminal_colors import Colors


@click.command(cls=Command)
@click.argument("inputs", nargs=-1, required=True, type=FILE, metavar="INPUT...")
@click.option("--panels", is_flag=True, help="Each category's panel too.")
@click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    help="auto: where the output is a terminal and NO_COLOR is not set.",
)
@click.option("--width", type=click.IntRange(10), metavar="N", help="Columns to use; else the terminal's.")
@with_options(STYLE_OPTIONS, READ_OPTIONS)
@with_logging
def show(inputs: tuple[str, ...], panels: bool, color: str, width: int | None, **options: Any) -> None:
    """Draw the composite in the terminal, with its legend and counts.

    Two heads per character in colour; without colour a letter per head.
    """
    opened = inputs_of(inputs, options)
    style = style_of(options, opened)
    classification = read_classification(opened, options, style)
    from ..core.composite import merge
    from ..writers.terminal import terminal

    columns = width or shutil.get_terminal_size().columns
    drawn = terminal(merge(classification), style, columns, _colors(color), panels)
    to_stdout(drawn.encode("utf-8", "replace"))


def _colors(wish: str) -> Colors:
    """What the terminal can do, as its environment says."""
    env = os.environ
    tty = sys.stdout.isatty()
    off = env.get("NO_COLOR") or not tty or env.get("TERM") == "dumb"
    if wish == "never" or (wish == "auto" and off):
        return "none"
    return "truecolor" if env.get("COLORTERM", "").lower() in ("truecolor", "24bit") else "256"
