"""Numbers only: a row per layer and a column per head, or one number per row -> Entries.

One category, or its scores; it has no name of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from ..errors import At, input_error
from .entries import Collector, Entries
from .options import Options
from .tables import NO, YES, flat_mismatch, text

Cell = Callable[[int, int], "At | str"]
"""Where the number of a row and column stands."""


def read_matrix(
    rows: Sequence[Sequence[Any]], place: Cell, source: str, options: Options, kind: str = "matrix"
) -> Entries:
    """The entries of rows of numbers, texts or JSON values, one row per layer.

    Rows may be shorter than the longest where --missing absent says that the rest is not there.
    Raises InputError with all problems, and where the shape is not the grid's.
    """
    layers, heads = len(rows), max(map(len, rows))
    if options.grid and (layers, heads) != options.grid:
        turned = "; it looks transposed" if options.grid == (heads, layers) else ""
        size = "{} layers x {} heads".format(*options.grid)
        raise input_error(source, f"is {layers} rows x {heads} columns where the grid has {size}{turned}")
    collect = Collector(source, kind, options, ordered=True, listing=True, grid=(layers, heads))
    collect.entries.number("")
    flags = all(text(cell) in YES | NO for row in rows for cell in row)
    for layer, row in enumerate(rows):
        if len(row) < heads and not options.missing:
            message = (
                f"row has {len(row)} numbers where others have {heads}; --missing absent leaves the rest out"
            )
            collect.problem(message, place(layer, 0))
            continue
        for head in range(heads):
            _add(collect, layer, head, row[head] if head < len(row) else None, flags, place)
    return collect.done()


def read_flat(cells: Sequence[Any], place: Cell, source: str, options: Options) -> Entries:
    """One number per head, layer by layer; the grid says where a layer ends."""
    if not options.grid:
        raise input_error(
            source, f"is a flat column, its length {len(cells):,}; it needs --grid LAYERSxHEADS"
        )
    layers, heads = options.grid
    if len(cells) != layers * heads:
        raise input_error(source, flat_mismatch(len(cells), layers, heads))
    rows = [cells[layer * heads : (layer + 1) * heads] for layer in range(layers)]
    return read_matrix(
        rows, lambda layer, head: place(layer * heads + head, 0), source, options, "flat column"
    )


def _add(collect: Collector, layer: int, head: int, cell: Any, flags: bool, place: Cell) -> None:
    if flags and cell is not None:
        collect.add((layer, head), [""] if text(cell) in YES else [])
        return
    score = collect.score(cell, lambda _: place(layer, head), "cell")
    if math.isnan(score) and collect.options.missing == "absent":
        collect.entries.absent.append((layer, head))
    else:
        collect.add((layer, head), [""], score)
