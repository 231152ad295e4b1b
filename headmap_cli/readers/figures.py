"""Figures that headmap made -> the data and the style that they carry. Nothing in them is trusted."""

from __future__ import annotations

from ..core.errors import Location
from .context import ReadContext
from .entries import FIGURE, Entries


def read_figure(context: ReadContext) -> Entries:
    """The entries of the classification that a figure carries."""
    from .canonical import read_canonical

    inside = context._replace(name=f"{context.name} (the data that it carries)")
    entries = read_canonical(context.input.carried.data, Location(path="$"), inside)
    entries.shape = FIGURE
    return entries
