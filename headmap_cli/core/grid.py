"""Parse the sizes of grids that users write, such as ``36x40``."""

from __future__ import annotations

import re

from .strings import quote

MAX_HEADS = 1_000_000
"""The largest number of cells in a grid, which is layers times heads."""

GRID = re.compile(r"\s*([0-9]{1,7})\s*[xX×]\s*([0-9]{1,7})\s*")


def parse_grid(text: str) -> str:
    """Return the size of a grid in its canonical form.

    Raises:
        ValueError: The text is not a grid, or the grid is too large.

    >>> parse_grid("36 x 40")
    '36x40'
    """
    layers, heads = grid_shape(text)
    return f"{layers}x{heads}"


def grid_shape(text: str) -> tuple[int, int]:
    """Return the numbers of layers and heads of a grid.

    Raises:
        ValueError: The text is not a grid, or the grid is too large.

    >>> grid_shape("36x40")
    (36, 40)
    """
    match = GRID.fullmatch(text)
    if match is None or int(match[1]) == 0 or int(match[2]) == 0:
        raise ValueError(f"{quote(text)} is not a grid; expected LAYERSxHEADS, such as 36x40")
    layers = int(match[1])
    heads = int(match[2])
    if layers * heads > MAX_HEADS:
        raise ValueError(f"grid {layers}x{heads} has more than {MAX_HEADS:,} heads")
    return layers, heads
