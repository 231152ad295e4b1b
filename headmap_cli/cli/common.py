"""What several commands share: the options of style and reading, and how messages reach stderr."""

from __future__ import annotations

import functools
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..asked import read_options as read_options
from ..asked import style_of as style_of
from ..errors import UsageError, did_you_mean, one_line, quote
from ..quiet import heard
from ..readers.options import FORMATS, MAX_BYTES
from . import complete

if TYPE_CHECKING:
    from ..classification import Classification
    from ..style.types import Style

F = TypeVar("F", bound=Callable[..., Any])

STYLE_OPTIONS = (
    click.option(
        "--preset",
        metavar="NAME",
        help="A shipped style to begin with; see 'headmap style list'.",
        shell_complete=complete.presets,
    ),
    click.option(
        "-c",
        "--style",
        "styles",
        multiple=True,
        type=click.Path(),
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
        help=f"Do not guess: {', '.join(FORMATS)}.",
        shell_complete=complete.input_formats,
    ),
    click.option(
        "--max-bytes",
        type=int,
        default=MAX_BYTES,
        metavar="N",
        help="The most that a packed input unpacks to.",
    ),
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
        type=click.Path(),
        metavar="FILE",
        help="What the figure is made of, as a rule that a Makefile includes.",
    ),
)
TALK_OPTIONS = (
    click.option("-q", "--quiet", is_flag=True, help="Errors only, no warnings."),
    click.option("-v", "--verbose", is_flag=True, help="Say also what was recognised and what was ignored."),
)


def with_options(*groups: tuple[Callable[[F], F], ...]) -> Callable[[F], F]:
    """A decorator that adds groups of options to a command, in their order."""

    def add(command: F) -> F:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return add


def talks(command: F) -> F:
    """A decorator: ``-q`` and ``-v``, and the library's messages on stderr while the command runs."""

    @functools.wraps(command)
    def wrapped(*args: Any, quiet: bool, verbose: bool, **kwargs: Any) -> Any:
        level = logging.ERROR if quiet else logging.INFO if verbose else logging.WARNING
        with heard(_Stderr(), level):
            return command(*args, **kwargs)

    return with_options(TALK_OPTIONS)(wrapped)  # type: ignore[return-value]  # wraps keeps the signature


class _Stderr(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        prefix = "headmap: warning: " if record.levelno >= logging.WARNING else "headmap: "
        click.echo(prefix + one_line(record.getMessage()), err=True)


def to_stdout(data: bytes) -> None:
    """Write a result to standard output; raises OutputError if it is closed or full, see streams."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


CANONICAL = ("csv", "json")


def canonical_format(output: str, format: str | None) -> str:
    """Whether an output is csv or json, by its name's ending, or by --format for stdout."""
    if format and output != "-":
        raise UsageError(f"--format {format} goes with '-o -'; a file's format is its name's ending")
    ending = format if output == "-" else os.path.splitext(output)[1].lstrip(".").lower()
    if not ending:
        found = "'-o -' needs --format" if output == "-" else f"{quote(output)} has no ending"
        raise UsageError(f"{found}; expected csv or json")
    if ending not in CANONICAL:
        hint = did_you_mean(ending, CANONICAL)
        raise UsageError(f"{quote(output)} ends in {quote('.' + ending)}{hint}; expected .csv or .json")
    return ending


def canonical_output(classification: Classification, format: str) -> bytes:
    """The canonical table or document of a classification."""
    from .. import canonical

    return canonical.to_csv(classification) if format == "csv" else canonical.to_json(classification)


def reading_style(options: Mapping[str, Any]) -> Style | None:
    """The style of a command that draws nothing: None, and nothing loaded, where none is asked for."""
    asked = options["styles"] or options["sets"] or options["preset"]
    return style_of(options) if asked else None


def color_advice(classification: Classification, style: Style) -> list[str]:
    """What is hard to see in the figure of a classification: see style.alike."""
    from ..composite import merge
    from ..layout.plan import plan
    from ..style.alike import color_warnings

    entries = plan(merge(classification), style).entries
    return color_warnings([(entry.label, entry.color, entry.hatch) for entry in entries], style)


def read_classification(
    inputs: Sequence[str], options: Mapping[str, Any], style: Style | None
) -> Classification:
    """The classification of a command's INPUTs."""
    from ..readers import read_inputs

    found = read_inputs(list(inputs), read_options(options, style))
    warn_of_rules(found, options)
    return found


def warn_of_rules(classification: Classification, options: Mapping[str, Any], prefix: str = "") -> None:
    """Say it where --threshold or --top is given and there are no scores to hold against it."""
    if classification.scores is None and (options["threshold"] or options["top"]):
        logging.getLogger("headmap").warning(
            "%s%s changes nothing: the input has no scores that I know; name their column with --column",
            prefix,
            "--threshold" if options["threshold"] else "--top",
        )
