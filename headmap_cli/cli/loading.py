"""Read the INPUTs and the style of a command.

An ``input_arg`` is an INPUT as the command line has it: a path, ``-`` or ``Name=FILE``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from ..core.errors import UsageError
from ..options.records import NO_DRAW_ARGS, RULE_OPTIONS, StyleArgs
from ..options.resolve import read_options, resolve_style, with_score_panels
from ..options.sources import open_command_inputs
from ..options.streams import StreamContents
from ..readers import Input, Options, read_memberships, read_shown

if TYPE_CHECKING:
    from ..core.classification import Classification
    from ..core.facets import Facets
    from ..options.records import DrawArgs, ReadArgs
    from ..style.schema import Style

T = TypeVar("T")
"""What a function of readers returns: a Classification, or Facets too."""


def load_with_style(
    input_args: Sequence[str], style_args: StyleArgs, read_args: ReadArgs
) -> tuple[Classification | Facets, Style]:
    """Return what the figure of INPUTs shows, and its style.

    Raises:
        InputError: The INPUTs are wrong.
    """
    inputs = open_command_inputs(input_args, style_args, read_args)
    style = resolve_style(style_args, inputs, with_score_panels(NO_DRAW_ARGS, read_args))
    return read_shown(inputs, read_options(read_args, style)), style


def load_classification(
    input_args: Sequence[str],
    style_args: StyleArgs,
    read_args: ReadArgs,
    read: Callable[[Sequence[Input], Options], T],
) -> T:
    """Return what INPUTs hold, for a command that draws nothing.

    Args:
        input_args: The INPUTs.
        style_args: The options that choose a style, which may say how to read.
        read_args: How to read the INPUTs.
        read: What to read: a function of readers, such as read_shown.
    """
    inputs = open_command_inputs(input_args, style_args, read_args)
    return read(inputs, read_options(read_args, resolve_chosen_style(style_args)))


def refuse_rule(read_args: ReadArgs, flag: str) -> None:
    """Raise UsageError if there is a rule for scores beside a flag with which rules have nothing to do."""
    for name in RULE_OPTIONS:
        if getattr(read_args, name):
            raise UsageError(f"{flag} cannot be used with --{name}, which selects heads by their scores")


def resolve_chosen_style(style_args: StyleArgs, draw_args: DrawArgs = NO_DRAW_ARGS) -> Style | None:
    """Return the style that the options choose, or None if there are none.

    A style can change how inputs are read, by its grid, labels and rules for scores. Without one, a command
    that draws nothing saves the time to load the code of styles.
    """
    if style_args == StyleArgs() and draw_args == NO_DRAW_ARGS:
        return None
    return resolve_style(style_args, draw_args=draw_args)


def find_color_warnings(shown: Classification | Facets, style: Style) -> list[str]:
    """Return warnings of colours of a figure that are hard to tell apart, and of text that is too pale."""
    from ..render import Drawing
    from ..style.legibility import color_warnings

    return color_warnings(Drawing(shown, style).swatches(), style)


def load_pair(
    input_args: tuple[str, str],
    style_args: StyleArgs,
    read_args: ReadArgs,
    is_drawn: bool,
    read: Callable[[Sequence[Input], Options], Classification] = read_memberships,
) -> tuple[Classification, Classification, Style | None]:
    """Return the two classifications, and the style.

    Args:
        input_args: The two INPUTs.
        style_args: The options that choose the style.
        read_args: How to read both INPUTs.
        is_drawn: Whether a figure is drawn. If not, the returned style is None unless an option chooses one.
        read: What to read: read_memberships or read_scores.
    """
    inputs = open_command_inputs(input_args, style_args, read_args)
    # Both inputs are read with these options, but a stream can be read only once.
    streams = StreamContents()
    style_args = streams.read_style(style_args)
    read_args = streams.read_model(read_args)
    # If both inputs are figures that carry a style, that of the first is used, as in other commands.
    style = resolve_style(style_args, inputs[:1]) if is_drawn else resolve_chosen_style(style_args)
    options = read_options(read_args, style)
    return read(inputs[:1], options), read(inputs[1:], options), style
