"""What several commands share: the options of style and reading, and how messages reach stderr."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..core.errors import UsageError
from ..files.source import MAX_BYTES
from ..options import inputs_of as inputs_of
from ..options import read_options as read_options
from ..options import style_of as style_of
from ..readers.formats import INPUT_FORMATS
from . import completers as complete

if TYPE_CHECKING:
    from ..core.classification import Classification
    from ..readers.inputs import Input
    from ..style.schema import Style

F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(readable=False)
"""A path that is completed as one; whether it can be read is found out by opening it, once."""


def _refuse_stdout(_ctx: click.Context, _param: click.Parameter, path: str | None) -> str | None:
    """Check the value of --depfile."""
    if path == "-":
        raise UsageError("--depfile is for a Makefile to include; give it a file's name")
    return path


PRESET_OPTION = (
    click.option(
        "--preset",
        "presets",
        multiple=True,
        metavar="NAME",
        help="Start from a built-in style; see 'headmap style list'. Repeatable, later presets win. Replaces "
        "the preset that a style file names.",
        shell_complete=complete.presets,
    ),
)
STYLE_OPTIONS = (
    *PRESET_OPTION,
    click.option(
        "-c",
        "--style",
        "styles",
        multiple=True,
        type=FILE,
        metavar="FILE",
        help="A YAML style; later ones win.",
    ),
    click.option(
        "--set",
        "sets",
        multiple=True,
        metavar="KEY.PATH=VALUE",
        help="One value of the style.",
        shell_complete=complete.settings,
    ),
)
MAX_BYTES_OPTION = click.option(
    "--max-bytes",
    type=click.IntRange(min=1),
    default=MAX_BYTES,
    metavar="N",
    help="Maximum size of an input from a pipe, and of a compressed input after decompression.",
)
READ_OPTIONS = (
    click.option("--grid", metavar="LAYERSxHEADS", help="The model's grid, such as 36x40."),
    click.option(
        "--model",
        metavar="NAME",
        help="The grid by a model's name, or by its config.json.",
        shell_complete=complete.models,
    ),
    click.option("--kv", is_flag=True, help="With --model: key-value heads instead of attention heads."),
    click.option(
        "--threshold", metavar="X", help="For scores: a head is in a category when its score is above X."
    ),
    click.option(
        "--top", metavar="K", help="For scores: the K best heads of each category, or a share such as 5%."
    ),
    click.option(
        "--column", default="", metavar="NAME", help="The column that holds categories, flags or scores."
    ),
    click.option("--where", multiple=True, metavar="COLUMN=VALUE", help="Take only rows with this value."),
    click.option("--at", default="", metavar="KEY.PATH", help="The part of a JSON document to read."),
    click.option(
        "--index-base", type=click.Choice(["0", "1"]), default="0", help="What the first layer is called."
    ),
    click.option(
        "--missing", type=click.Choice(["unclassified", "absent"]), help="What a head without a score is."
    ),
    click.option(
        "--input-format",
        default="",
        metavar="FORMAT",
        help=f"Do not guess: {', '.join(INPUT_FORMATS)}.",
        shell_complete=complete.input_formats,
    ),
    MAX_BYTES_OPTION,
)
DRAW_OPTIONS = (
    click.option("--dpi", metavar="N", help="Pixels per inch of the PNG, the grain of SVG and PDF."),
    click.option(
        "--width",
        metavar="LENGTH",
        help="Exact width of the figure: 5.5in, 14cm, or a name that the preset gives, such as column.",
    ),
    click.option(
        "--no-data",
        "carry",
        flag_value=False,
        default=True,
        help="Do not put data and style into the figure.",
    ),
    click.option("--tooltips", is_flag=True, help="In an SVG, say of each head in which categories it is."),
    click.option(
        "--depfile",
        type=FILE,
        callback=_refuse_stdout,
        metavar="FILE",
        help="What the figure is made of, as a rule that a Makefile includes.",
    ),
)
TALK_OPTIONS = (
    click.option("-q", "--quiet", is_flag=True, help="Errors only, no warnings."),
    click.option("-v", "--verbose", is_flag=True, help="Say also what was recognised and what was ignored."),
    click.option(
        "--strict",
        is_flag=True,
        help="Exit with status 1 if there are warnings. The output is still written.",
    ),
)


def with_options(*groups: tuple[Callable[[F], F], ...]) -> Callable[[F], F]:
    """A decorator that adds groups of options to a command, in their order."""

    def add(command: F) -> F:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return add


def reading_style(options: Mapping[str, Any]) -> Style | None:
    """The style of a command that draws nothing: None, and nothing loaded, where none is asked for."""
    asked = options["styles"] or options["sets"] or options["presets"]
    return style_of(options) if asked else None


def color_advice(classification: Classification, style: Style) -> list[str]:
    """What is hard to see in the figure of a classification: see style.alike."""
    from ..core.composite import merge
    from ..layout.plan import plan
    from ..style.legibility import color_warnings

    entries = plan(merge(classification), style).entries
    return color_warnings([(entry.label, entry.color, entry.hatch) for entry in entries], style)


def read_classification(
    inputs: Sequence[Input], options: Mapping[str, Any], style: Style | None
) -> Classification:
    """The classification of a command's INPUTs."""
    from ..readers import read_inputs

    return read_inputs(inputs, read_options(options, style))
