"""Read long lists of ``[layer, head]`` pairs by category with numpy."""

from __future__ import annotations

from itertools import chain
from typing import TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from ...core.head_names import parse_head_name
from ..context import ReadContext
from ..entries import Entries
from .at import ROOT
from .objects import read_value
from .plain_rows import Index, may_be_plain
from .shapes import RECORD_KEYS
from .values import is_layer_key

Pairs: TypeAlias = npt.NDArray[np.int64]

MAX_PARTS = 1_000
"""The most categories of a document that is read here; each takes the time of a call."""


def read_plain_heads(text: str, context: ReadContext) -> Entries | None:
    """Return the entries of a document such as ``{"A": [[3, 5], [4, 0]], "B": [[1, 2]]}``.

    Args:
        text: The document.
        context: The input and how it is to be read.

    Returns:
        The entries; None if the document has to be read as usual.
    """
    if not may_be_plain(text, context):
        return None
    try:
        parts = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        if len(parts) > MAX_PARTS:
            return None
        # msgspec takes the last of several values of a key, which are refused elsewhere.
        if text.count('"') != 2 * len(parts) or not all(map(_is_name, parts)):
            return None
        pairs = {name: _read_pairs(part) for name, part in parts.items()}
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return None
    if not pairs or not all(_are_inside(heads, context) for heads in pairs.values()):
        return None
    # The names and the types of the values decide how a document is read, so the first head of each category
    # stands for all of them here.
    entries = read_value({name: heads[:1].tolist() for name, heads in pairs.items()}, ROOT, context)
    for name, heads in pairs.items():
        entries.extend(heads[1:, 0], heads[1:, 1], entries.number(name))
    return entries


def _is_name(key: str) -> bool:
    """Return whether a key can only be the name of a category."""
    if key == "headmap" or key in RECORD_KEYS:
        return False
    return parse_head_name(key) is None and not is_layer_key(key)


def _read_pairs(part: msgspec.Raw) -> Pairs:
    """Return the layers and heads of a category (heads, 2).

    Raises:
        msgspec.DecodeError: The value is not a list of pairs.
    """
    heads = msgspec.json.decode(part, type=list[tuple[Index, Index]])
    return np.fromiter(chain.from_iterable(heads), np.int64, 2 * len(heads)).reshape(-1, 2)


def _are_inside(heads: Pairs, context: ReadContext) -> bool:
    """Return whether a category has heads, all of which are inside the grid if one is given."""
    if not len(heads):
        return False
    grid = context.options.grid
    return grid is None or bool((heads < grid).all())
