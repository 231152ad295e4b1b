"""What several commands share: the options of style and reading, and how messages reach stderr."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from ..classification import Classification
from ..readers import read
from ..style import Style, load_style
from ..style.values import grid_shape

F = TypeVar("F", bound=Callable[..., Any])

STYLE_OPTIONS = (
    click.option(
        "-c", "--style", "styles", multiple=True, metavar="FILE", help="A YAML style; later ones win."
    ),
    click.option("--set", "sets", multiple=True, metavar="KEY.PATH=VALUE", help="One value of the style."),
    click.option("--grid", metavar="LAYERSxHEADS", help="The model's grid, such as 36x40."),
    click.option(
        "--threshold", metavar="X", help="For scores: a head is in a category when its score is above X."
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


def read_input(path: str, style: Style) -> Classification:
    """The classification of one INPUT, with the grid, threshold and categories of the style."""
    groups = {name: category.includes for name, category in style.categories.items()}
    grid = grid_shape(style.grid) if style.grid else None
    return read(path, grid=grid, threshold=style.threshold, categories=groups)


def style_of(options: Mapping[str, Any], more: Mapping[str, tuple[str, str | None]] | None = None) -> Style:
    """The style that STYLE_OPTIONS ask for; more: further flags, with the key paths and values they set."""
    flags = {"--grid": ("grid", options["grid"]), "--threshold": ("threshold", options["threshold"])}
    return load_style(options["styles"], options["sets"], flags | dict(more or {}))
