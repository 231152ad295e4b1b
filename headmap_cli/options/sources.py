"""Find, open and guard the files and streams that a command names.

An ``input_arg`` is an INPUT as the command line or a manifest has it: a path, ``-`` or ``Name=FILE``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from ..files.source import named_path
from ..files.streams import is_stream, refuse_repeated_streams
from ..readers.inputs import Input, open_inputs
from .facets import check_facets, facet_files, open_facets
from .records import NO_READ_ARGS, NO_STYLE_ARGS, ReadArgs, StyleArgs

if TYPE_CHECKING:
    from ..files.output_guard import OutputGuard


def open_command_inputs(
    input_args: Sequence[str], style_args: StyleArgs = NO_STYLE_ARGS, read_args: ReadArgs = NO_READ_ARGS
) -> list[Input]:
    """Open the INPUTs of a command, each once.

    Raises:
        UsageError: There is neither an INPUT nor a facet, or both, or a stream is named twice, as an INPUT, a
            facet, a style or the model's config.
        InputError: An INPUT cannot be opened.
    """
    check_facets(input_args, read_args)
    refuse_repeated_streams(named_streams(input_args, style_args, read_args))
    if read_args.facets:
        return open_facets(read_args)
    return open_inputs(input_args, read_args.max_bytes)


def named_streams(
    input_args: Iterable[str], style_args: StyleArgs = NO_STYLE_ARGS, read_args: ReadArgs = NO_READ_ARGS
) -> list[str]:
    """Return the streams among INPUTs, facets, styles and the model's config, as often as each is named."""
    paths = [named_path(input_arg)[1] for input_arg in (*input_args, *facet_files(read_args))]
    paths += [style for style in style_args.styles if isinstance(style, str)]
    if read_args.model:
        paths.append(read_args.model)
    return [path for path in paths if is_stream(path)]


def guard_inputs(
    input_args: Iterable[str],
    style_args: StyleArgs = NO_STYLE_ARGS,
    read_args: ReadArgs = NO_READ_ARGS,
    guard: OutputGuard | None = None,
) -> OutputGuard:
    """Return a guard that knows the files that a command, or a job of a batch, reads.

    Args:
        input_args: The INPUTs.
        style_args: The options that may name style files.
        read_args: The options that may name a model's config.json.
        guard: The guard to which the files are added; None for a new one.
    """
    from ..files.output_guard import OutputGuard  # commands that write no file do without it

    if guard is None:
        guard = OutputGuard()
    for input_arg in (*input_args, *facet_files(read_args)):
        guard.reads(named_path(input_arg)[1], "an input")
    for style in style_args.styles:
        # A style that came through a stream has been read already.
        if isinstance(style, str):
            guard.reads(style, "a style")
    # A name that is too long for a file is reported later, as an unknown model.
    with suppress(OSError):
        if read_args.model and os.path.isfile(read_args.model):
            guard.reads(read_args.model, "the config of --model")
    return guard


def input_files(input_args: Iterable[str]) -> Iterator[str]:
    """Yield the paths of INPUTs without those of streams, which a later run could not read again."""
    for input_arg in input_args:
        path = named_path(input_arg)[1] or input_arg
        if not is_stream(path):
            yield path


def source_files(input_args: Iterable[str], style_args: StyleArgs, read_args: ReadArgs) -> Iterator[str]:
    """Yield the files that a figure depends on: inputs, styles, the presets that these change, a config."""
    from ..style.load import style_files

    yield from input_files((*input_args, *facet_files(read_args)))
    # An update of headmap can change a preset, and the figure must then be drawn again.
    yield from style_files(style_args.styles, style_args.presets)
    if read_args.model and os.path.isfile(read_args.model):
        yield read_args.model
