"""Declare the options that say how to draw a figure."""

from __future__ import annotations

import click
from msgspec.structs import replace

from ..core.errors import UsageError
from ..options.records import DrawArgs
from . import completers
from .command import Section, option
from .params import FILE, OptionGroup

LOOK_OPTIONS = OptionGroup(
    "draw_args",
    DrawArgs,
    (
        option(
            "--dpi",
            section=Section.STYLE,
            metavar="N",
            help="Pixels per inch of a PNG, on which SVG and PDF are laid out too.",
        ),
        option(
            "--width",
            section=Section.STYLE,
            metavar="LENGTH",
            help="Exact width of the figure: 5.5in, 14cm, or a name that the preset defines, such as column.",
            shell_complete=completers.widths,
        ),
        option(
            "--panels",
            section=Section.STYLE,
            metavar="LIST",
            help="The panels in order, such as composite,categories,scores or names of categories.",
        ),
        option(
            "--mark",
            "marks",
            section=Section.STYLE,
            multiple=True,
            metavar="[LABEL=]HEADS|top:K",
            help="Mark heads such as L9H9,10.0, or the K heads of each category with the highest scores. "
            "Repeatable: each set has its own symbol.",
        ),
    ),
)
"""The options that set keys of the style."""
DRAW_OPTIONS = replace(
    LOOK_OPTIONS,
    options=(
        *LOOK_OPTIONS.options,
        option(
            "--no-data",
            "embed_data",
            section=Section.OUTPUT,
            flag_value=False,
            default=True,
            help="Do not embed the data and the style in the figure.",
        ),
        option(
            "--tooltips",
            section=Section.OUTPUT,
            is_flag=True,
            help="Give each head of an SVG a tooltip that lists its categories.",
        ),
    ),
)


def _refuse_depfile_on_stdout(_ctx: click.Context, _param: click.Parameter, path: str | None) -> str | None:
    """Return the value of --depfile; raise UsageError if it is standard output."""
    if path == "-":
        raise UsageError("--depfile is for a Makefile to include; give it a file's name")
    return path


DEPFILE_OPTION = option(
    "--depfile",
    section=Section.OUTPUT,
    type=FILE,
    callback=_refuse_depfile_on_stdout,
    metavar="FILE",
    help="Write what the figure depends on as a rule that a Makefile can include.",
)
