"""Bytes -> Classification. One file per family of shapes; the content decides which reads it.

What reads is imported when something is read: help and completion need the options alone.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..core.errors import UsageError, input_error
from ..core.grid import MAX_HEADS
from ..core.rule import Rule
from .formats import INPUT_FORMATS
from .inputs import Input, open_inputs
from .options import Options

if TYPE_CHECKING:
    from ..core.classification import Classification
    from .entries import Entries

__all__ = ["INPUT_FORMATS", "Input", "Options", "Rule", "open_inputs", "read", "read_inputs"]


def read(*inputs: str | os.PathLike[str], **options: Any) -> Classification:
    """Read the classification that files hold; ``-`` is standard input.

    Args:
        inputs: paths; ``Name=path`` takes a file's heads as the category Name.
        options: how to read, see Options. grid may be ``"36x40"`` too, top a number, where a dict.

    Raises:
        InputError: with all problems of the files.
        UsageError: for options that make no sense.
    """
    from .python_options import options_of

    if not inputs:
        raise UsageError("headmap.read needs the path of a file, or several")
    for path in inputs:
        if not isinstance(path, str | os.PathLike):
            raise UsageError(f"headmap.read takes paths; found {_instead_of_path(path)}")
    chosen = options_of(options)
    return read_inputs(open_inputs([os.fspath(path) for path in inputs], chosen.max_bytes), chosen)


def _instead_of_path(value: Any) -> str:
    """Name what is not a path, and the call that takes it."""
    from ..core.arguments import is_arraylike, type_name

    found = type_name(value)
    if hasattr(value, "read"):
        return f"{found}; pass the path of the file"
    if isinstance(value, list | tuple) and all(isinstance(item, str | os.PathLike) for item in value):
        return f"{found}; pass each path by itself: headmap.read(*paths)"
    if isinstance(value, dict):
        return f"{found}; headmap.Classification.from_scores({{name: array}}, threshold=...) takes scores"
    if hasattr(value, "columns") and hasattr(value, "to_csv"):
        return (
            f"{found}; headmap.Classification.from_scores(df, category, threshold=...) takes layers x heads, "
            'and df.to_csv("heads.csv", index=False) writes a table that headmap.read("heads.csv") takes'
        )
    if is_arraylike(value):
        return f"{found}; headmap.Classification.from_scores(scores, categories, threshold=...) takes scores"
    return f"{found}"


def read_inputs(inputs: Sequence[Input], options: Options) -> Classification:
    """The classification of one or several inputs, whose grids must agree."""
    from .assemble import assemble  # loads numpy, which a command line that only asks for help does without

    if options.grid and options.grid[0] * options.grid[1] > MAX_HEADS:
        raise UsageError(f"grid {options.grid[0]}x{options.grid[1]} has more than {MAX_HEADS:,} heads")
    return assemble([_entries(each, options) for each in inputs], options)


def _entries(input: Input, options: Options) -> Entries:
    """The entries of one INPUT, which may be ``Name=path``."""
    from .detect import read_entries

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
    from ..files.source import PACKED_ENDINGS

    whole = "stdin" if path == "-" else os.path.basename(path)
    packed = whole
    for ending in PACKED_ENDINGS:
        packed = packed.removesuffix(ending) or packed
    stem, _, ending = packed.rpartition(".")
    return stem if stem and ending.isalnum() and not ending.isdigit() else packed
