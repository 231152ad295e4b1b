"""Find, open and guard the files and streams that options name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from ..files.source import named_path
from ..files.streams import is_stream, refuse_repeated_streams
from ..readers.inputs import Input, open_inputs
from .records import NO_READ_ARGS, NO_STYLE_ARGS, ReadArgs, StyleArgs

if TYPE_CHECKING:
    from ..files.output_guard import OutputGuard


def open_command_inputs(
    texts: Sequence[str], style_args: StyleArgs = NO_STYLE_ARGS, read_args: ReadArgs = NO_READ_ARGS
) -> list[Input]:
    """Open the INPUTs of a command, each once.

    Raises:
        UsageError: Two of the INPUTs, styles and the model's config are one stream.
        InputError: An INPUT cannot be opened.
    """
    refuse_repeated_streams(named_streams(texts, style_args, read_args))
    return open_inputs(texts, read_args.max_bytes)


def named_streams(
    texts: Iterable[str], style_args: StyleArgs = NO_STYLE_ARGS, read_args: ReadArgs = NO_READ_ARGS
) -> list[str]:
    """Return the streams among INPUTs, styles and the model's config, each as often as it is named."""
    paths = [named_path(text)[1] for text in texts]
    paths += [style for style in style_args.styles if isinstance(style, str)]
    if read_args.model:
        paths.append(read_args.model)
    return [path for path in paths if is_stream(path)]


def guard_inputs(
    texts: Iterable[str],
    style_args: StyleArgs = NO_STYLE_ARGS,
    read_args: ReadArgs = NO_READ_ARGS,
    guard: OutputGuard | None = None,
) -> OutputGuard:
    """Return a guard that knows the files that a command, or a job of a batch, reads.

    Args:
        texts: INPUTs.
        style_args: Its style files are read.
        read_args: Its model may be a config.json.
        guard: The guard to tell; None for a new one.
    """
    from ..files.output_guard import OutputGuard  # commands that write no file do without it

    if guard is None:
        guard = OutputGuard()
    for text in texts:
        guard.reads(named_path(text)[1], "an input")
    for style in style_args.styles:
        # A style that came through a stream has been read already.
        if isinstance(style, str):
            guard.reads(style, "a style")
    # A name that is too long for a file is reported later, as an unknown model.
    with suppress(OSError):
        if read_args.model and os.path.isfile(read_args.model):
            guard.reads(read_args.model, "the config of --model")
    return guard


def input_files(texts: Iterable[str]) -> Iterator[str]:
    """Yield the paths of INPUTs that other processes can read too, so those of all but streams."""
    for text in texts:
        path = named_path(text)[1] or text
        if not is_stream(path):
            yield path


def source_files(texts: Iterable[str], style_args: StyleArgs, read_args: ReadArgs) -> Iterator[str]:
    """Yield the files that a figure is made of: inputs, styles, the presets that these change, a config."""
    from ..style.load import style_files

    yield from input_files(texts)
    # An update of headmap can change a preset, and the figure must then be drawn again.
    yield from style_files(style_args.styles, style_args.presets)
    if read_args.model and os.path.isfile(read_args.model):
        yield read_args.model
