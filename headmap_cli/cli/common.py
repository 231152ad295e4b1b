"""What several commands share: the options of style and reading, and how messages reach stderr."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

import click

from ..classification import Classification
from ..errors import UsageError
from ..readers import FORMATS, Options, Rule, read_inputs
from ..readers.models import model_grid
from ..readers.options import MAX_BYTES
from ..style import Style, load_style
from ..style.values import grid_shape

F = TypeVar("F", bound=Callable[..., Any])

STYLE_OPTIONS = (
    click.option(
        "-c", "--style", "styles", multiple=True, metavar="FILE", help="A YAML style; later ones win."
    ),
    click.option("--set", "sets", multiple=True, metavar="KEY.PATH=VALUE", help="One value of the style."),
)
READ_OPTIONS = (
    click.option("--grid", metavar="LAYERSxHEADS", help="The model's grid, such as 36x40."),
    click.option("--model", metavar="NAME", help="The grid by a model's name, or by its config.json."),
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
    click.option("--input-format", default="", metavar="FORMAT", help=f"Do not guess: {', '.join(FORMATS)}."),
    click.option(
        "--max-bytes",
        type=int,
        default=MAX_BYTES,
        metavar="N",
        help="The most that a packed input unpacks to.",
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
        log = logging.getLogger("headmap")
        log.setLevel(logging.ERROR if quiet else logging.INFO if verbose else logging.WARNING)
        log.handlers, log.propagate = [_Stderr()], False
        logging.getLogger("matplotlib").setLevel(logging.ERROR)
        return command(*args, **kwargs)

    return with_options(TALK_OPTIONS)(wrapped)  # type: ignore[return-value]  # wraps keeps the signature


class _Stderr(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        prefix = "headmap: warning: " if record.levelno >= logging.WARNING else "headmap: "
        click.echo(prefix + record.getMessage(), err=True)


def style_of(options: Mapping[str, Any], more: Mapping[str, tuple[str, str | None]] | None = None) -> Style:
    """The style that the options ask for; more: further flags, with the key paths and values they set."""
    grid, flag = options["grid"], "--grid"
    if options["model"]:
        if grid:
            raise UsageError("--grid and --model both say the grid; leave one out")
        grid, flag = "{}x{}".format(*model_grid(options["model"], options["kv"])), "--model"
    elif options["kv"]:
        raise UsageError("--kv goes with --model")
    flags = {
        flag: ("grid", grid),
        "--threshold": ("threshold", options["threshold"]),
        "--top": ("top", options["top"]),
    }
    return load_style(options["styles"], options["sets"], flags | dict(more or {}))


def read_options(style: Style, options: Mapping[str, Any]) -> Options:
    """How to read, by the style's grid, categories and rules for scores, and by READ_OPTIONS."""
    where = tuple(tuple(text.partition("=")[::2]) for text in options["where"])
    for text in options["where"]:
        if "=" not in text:
            raise UsageError(f"--where {text}: expected COLUMN=VALUE")
    return Options(
        grid=grid_shape(style.grid) if style.grid else None,
        threshold=style.threshold,
        top=str(style.top) if style.top else None,
        rules={
            name: Rule(c.threshold, str(c.top) if c.top else None) for name, c in style.categories.items()
        },
        categories={name: c.includes for name, c in style.categories.items()},
        index_base=1 if options["index_base"] == "1" else 0,
        input_format=options["input_format"],
        column=options["column"],
        where=cast(tuple[tuple[str, str], ...], where),
        at=options["at"],
        missing=options["missing"] or "",
        max_bytes=options["max_bytes"],
    )


def read_classification(inputs: Sequence[str], style: Style, options: Mapping[str, Any]) -> Classification:
    """The classification of a command's INPUTs."""
    return read_inputs(list(inputs), read_options(style, options))
