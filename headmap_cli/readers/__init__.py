"""Bytes -> Classification. One file per family of shapes; the content decides which reads it.

What reads is imported when something is read: help and completion need the options alone.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import UsageError, input_error, quote
from ..limits import MAX_HEADS
from .inputs import Input, open_inputs
from .options import FORMATS, Options, Rule

if TYPE_CHECKING:
    from ..classification import Classification
    from .entries import Entries

__all__ = ["FORMATS", "Input", "Options", "Rule", "open_inputs", "read", "read_inputs"]


def read(*inputs: str | os.PathLike[str], **options: Any) -> Classification:
    """The classification that files hold; ``-`` is standard input.

    ``Name=path`` takes a file's heads as the category Name. options: see Options; grid may be ``"36x40"``
    too, top a number, and both it and threshold what the command line takes.
    Raises InputError with all problems of the files, UsageError for options that make no sense.
    """
    if not inputs:
        raise UsageError("read needs a file, or several")
    try:
        chosen = Options(**{name: _plain(name, value) for name, value in options.items()})
    except TypeError as e:
        raise UsageError(f"read: {str(e).removeprefix('Options.__init__() ')}") from None
    return read_inputs(open_inputs([os.fspath(path) for path in inputs], chosen.max_bytes), chosen)


def _plain(name: str, value: Any) -> Any:
    """The value of an option as Options has it."""
    from ..style.values import grid_shape, parse_number, parse_top

    if name == "max_bytes" and (type(value) is not int or value < 1):
        raise UsageError(f"max_bytes: found {quote(value)}; expected a whole number from 1")
    parse = {"grid": grid_shape, "top": parse_top, "threshold": parse_number}.get(name)
    if parse is None or value is None or (name == "grid" and not isinstance(value, str)):
        return value
    try:
        return parse(value)
    except (TypeError, ValueError) as e:
        raise UsageError(f"{name}: {e}") from None


def read_inputs(inputs: Sequence[Input], options: Options) -> Classification:
    """The classification of one or several inputs, whose grids must agree."""
    from .assemble import assemble  # loads numpy, which a command line that only asks for help does without

    if options.grid and options.grid[0] * options.grid[1] > MAX_HEADS:
        raise UsageError(f"grid {options.grid[0]}x{options.grid[1]} has more than {MAX_HEADS:,} heads")
    return assemble([_entries(each, options) for each in inputs], options)


def _entries(input: Input, options: Options) -> Entries:
    """The entries of one INPUT, which may be ``Name=path``."""
    from .shapes import read_entries

    name, source = input.label, input.source
    entries = read_entries(input, replace(options, name=name))
    named = [label for label in entries.labels if label]
    if name and len(named) > 1:
        shown = ", ".join(named[:6])
        raise input_error(
            source.name, f"holds {len(named)} categories, so that {name}= cannot name them: {shown}"
        )
    if name and named:
        entries.labels = dict.fromkeys(entries.labels, 0)
    if (name or "" in entries.labels) and len(entries.labels) <= 1:
        entries = replace(entries, labels={name or _stem(input.path): 0})
    return entries


def _stem(path: str) -> str:
    """What a category is called whose file names none: the file, without the endings of its format.

    >>> _stem("runs/llama-3.1-8b.heads.csv.gz")
    'llama-3.1-8b.heads'
    """
    from .source import PACKED_ENDINGS

    whole = "stdin" if path == "-" else os.path.basename(path)
    packed = whole
    for ending in PACKED_ENDINGS:
        packed = packed.removesuffix(ending) or packed
    stem, _, ending = packed.rpartition(".")
    return stem if stem and ending.isalnum() and not ending.isdigit() else packed
