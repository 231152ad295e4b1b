"""Read the INPUTs and the style of a command.

An ``input_arg`` is an INPUT as the command line has it: a path, ``-`` or ``Name=FILE``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..options.records import StyleArgs
from ..options.resolve import read_options, resolve_style
from ..options.sources import open_command_inputs
from ..readers import read_inputs

if TYPE_CHECKING:
    from ..core.classification import Classification
    from ..options.records import ReadArgs
    from ..style.schema import Style


def load_with_style(
    input_args: Sequence[str], style_args: StyleArgs, read_args: ReadArgs
) -> tuple[Classification, Style]:
    """Return the classification of INPUTs, and the style of its figure."""
    inputs = open_command_inputs(input_args, style_args, read_args)
    style = resolve_style(style_args, inputs)
    return read_inputs(inputs, read_options(read_args, style)), style


def load_classification(
    input_args: Sequence[str], style_args: StyleArgs, read_args: ReadArgs
) -> Classification:
    """Return the classification of INPUTs, for a command that draws nothing."""
    inputs = open_command_inputs(input_args, style_args, read_args)
    return read_inputs(inputs, read_options(read_args, resolve_chosen_style(style_args)))


def resolve_chosen_style(style_args: StyleArgs) -> Style | None:
    """Return the style that the options choose, or None if there are none.

    A style can change how inputs are read, by its grid, labels and rules for scores. Without one, a command
    that draws nothing saves the time to load the code of styles.
    """
    if style_args == StyleArgs():
        return None
    return resolve_style(style_args)


def find_color_warnings(classification: Classification, style: Style) -> list[str]:
    """Return warnings of colours of a figure that are hard to tell apart, and of text that is too pale."""
    from ..render import Drawing
    from ..style.legibility import color_warnings

    return color_warnings(Drawing(classification, style).swatches(), style)
