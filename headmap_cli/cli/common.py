"""What several commands share: the options of style and reading, and how messages reach stderr."""

from __future__ import annotations

import functools
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..errors import OutputError, UsageError, did_you_mean, one_line, quote
from ..readers.options import FORMATS, MAX_BYTES, Options, Rule
from ..style.values import grid_shape, parse_grid, parse_number, parse_top
from . import complete

if TYPE_CHECKING:
    from ..classification import Classification
    from ..style.tree import Tree
    from ..style.types import Style

T = TypeVar("T")
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
        log, theirs = logging.getLogger("headmap"), logging.getLogger("matplotlib")
        before = log.level, log.handlers, log.propagate, theirs.level
        log.setLevel(logging.ERROR if quiet else logging.INFO if verbose else logging.WARNING)
        log.handlers, log.propagate = [_Stderr()], False
        theirs.setLevel(logging.ERROR)
        try:
            return command(*args, **kwargs)
        finally:
            log.setLevel(before[0])
            log.handlers, log.propagate = before[1:3]
            theirs.setLevel(before[3])

    return with_options(TALK_OPTIONS)(wrapped)  # type: ignore[return-value]  # wraps keeps the signature


class _Stderr(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        prefix = "headmap: warning: " if record.levelno >= logging.WARNING else "headmap: "
        click.echo(prefix + one_line(record.getMessage()), err=True)


def to_stdout(data: bytes) -> None:
    """Write a result to standard output; raises OutputError when it is closed."""
    if sys.stdout is None:
        raise OutputError("standard output is closed; name a file with -o")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def style_of(options: Mapping[str, Any], inputs: Sequence[str] = (), **more: tuple[str, str | None]) -> Style:
    """The style that --preset, -c and --set ask for, over the one that a figure among the inputs carries.

    more: further flags, with the key paths and values they set.
    """
    from ..style.load import load_style

    flags = {f"--{name}": setting for name, setting in more.items()}
    return load_style(options["styles"], options["sets"], flags, options["preset"], _base(inputs))


def _base(inputs: Sequence[str]) -> Tree | None:
    """The style that the first figure among the inputs carries."""
    from ..readers.figures import carried_style
    from ..style.tree import placed

    for path in inputs:
        style = carried_style(path)
        if style is not None:
            return placed(style, f"{path} (the style that it carries)")
    return None


def canonical_format(output: str, format: str | None) -> str:
    """Whether an output is csv or json, by its name's ending, or by --format for stdout."""
    if format and output != "-":
        raise UsageError(f"--format {format} goes with '-o -'; a file's format is its name's ending")
    ending = format if output == "-" else Path(output).suffix.lstrip(".").lower()
    if not ending:
        found = "'-o -' needs --format" if output == "-" else f"{quote(output)} has no ending"
        raise UsageError(f"{found}; expected csv or json")
    if ending not in ("csv", "json"):
        hint = did_you_mean(ending, ("csv", "json"))
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


def color_advice(classification: Classification, style: Style | None) -> list[str]:
    """What is hard to see in the figure of a classification: see style.alike."""
    from ..composite import merge
    from ..layout.plan import plan
    from ..style.alike import color_warnings
    from ..style.types import Style

    style = style or Style()
    _, entries = plan(merge(classification), style)
    return color_warnings([(entry.label, entry.color, entry.hatch) for entry in entries], style)


def read_options(options: Mapping[str, Any], style: Style | None) -> Options:
    """How to read, by READ_OPTIONS, and by the style's grid, categories and rules for scores."""
    where = [text.partition("=") for text in options["where"]]
    if not all(equals for _, equals, _ in where):
        raise UsageError("--where expects COLUMN=VALUE")
    categories = style.categories if style else {}
    grid = _grid(options) or (style.grid if style and style.grid else None)
    threshold, top = _flag("--threshold", parse_number, options), _flag("--top", parse_top, options)
    if style and threshold is None and top is None:
        threshold, top = style.threshold, str(style.top) if style.top else None
    return Options(
        grid=grid_shape(grid) if grid else None,
        threshold=threshold,
        top=top,
        rules={n: Rule(c.threshold, str(c.top) if c.top else None) for n, c in categories.items()},
        categories={name: category.includes for name, category in categories.items()},
        index_base=1 if options["index_base"] == "1" else 0,
        input_format=options["input_format"],
        column=options["column"],
        where=tuple((column, value) for column, _, value in where),
        at=options["at"],
        missing=options["missing"] or "",
        max_bytes=options["max_bytes"],
    )


def read_classification(
    inputs: Sequence[str], options: Mapping[str, Any], style: Style | None
) -> Classification:
    """The classification of a command's INPUTs."""
    from ..readers import read_inputs

    return read_inputs(list(inputs), read_options(options, style))


def _grid(options: Mapping[str, Any]) -> str | None:
    """The grid that --grid or --model says."""
    if options["kv"] and not options["model"]:
        raise UsageError("--kv goes with --model")
    if options["grid"] and options["model"]:
        raise UsageError("--grid and --model both say the grid; leave one out")
    if options["model"]:
        from ..readers.models import model_grid

        return "{}x{}".format(*model_grid(options["model"], options["kv"]))
    return _flag("--grid", parse_grid, options)


def _flag(name: str, parse: Callable[[str], T], options: Mapping[str, Any]) -> T | None:
    """The value of a flag, parsed; None where it is not given."""
    text = options[name.removeprefix("--")]
    try:
        return None if text is None else parse(text)
    except ValueError as e:
        raise UsageError(f"{name}: {e}") from None
