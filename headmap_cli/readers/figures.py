"""Figures that headmap made -> the data and the style that they carry. Nothing in them is trusted."""

from __future__ import annotations

from .entries import FIGURE, Entries
from .inputs import Input
from .options import Options


def read_figure(input: Input, options: Options) -> Entries:
    """The entries of the classification that a figure carries."""
    from .canonical import read_canonical

    name = f"{input.source.name} (the data that it carries)"
    entries = read_canonical(input.carried.data, "$", name, options)
    entries.shape = FIGURE
    return entries
