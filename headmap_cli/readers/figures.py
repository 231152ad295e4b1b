"""Read the data that is embedded in a figure made by headmap; it is checked like that of any other file."""

from __future__ import annotations

from msgspec.structs import replace

from ..core.errors import Location
from .context import ReadContext
from .entries import Entries


def read_figure(context: ReadContext) -> Entries:
    """Read the classification that is embedded in a figure.

    Raises:
        InputError: Nothing is embedded in the figure, or the data is damaged.
    """
    from .canonical import read_canonical

    inside = replace(context, name=f"{context.name} (the data that it carries)")
    entries = read_canonical(context.input.carried.data, Location(path="$"), inside)
    entries.shape = "figure made by headmap"
    entries.is_figure = True
    return entries
