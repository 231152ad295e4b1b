"""Split a cell of the head column that names several heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ...core.head_names import parse_head_in_layer, split_head_names

BETWEEN_INDICES = re.compile(r"[\s,;|]+")


def split_heads(cell: Any, has_layer: bool) -> Sequence[Any]:
    """Return the heads that a cell names, each as a cell of its own; a cell that names one head unchanged.

    Args:
        cell: The cell: a string or a JSON value.
        has_layer: Whether the layer has a column of its own, so that the cell holds indices of heads.

    >>> split_heads("1;3", True), split_heads("[1, 3]", True), split_heads("5.1, 6.9", False)
    (['1', '3'], ['1', '3'], ['5.1', '6.9'])
    >>> split_heads([1, 3], True), split_heads([5, 1], False), split_heads([[5, 1], [6, 9]], False)
    ([1, 3], [[5, 1]], [[5, 1], [6, 9]])
    """
    if isinstance(cell, list):
        names_one = len(cell) == 2 and not any(isinstance(item, list | str) for item in cell)
        return [cell] if names_one and not has_layer else cell
    if not isinstance(cell, str):
        return [cell]
    if not has_layer:
        return split_head_names(cell) or [cell]
    items = [item for item in BETWEEN_INDICES.split(cell.strip().strip("[]()")) if item]
    if items and all(map(parse_head_in_layer, items)):
        return items
    return [cell]
