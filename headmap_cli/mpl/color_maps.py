"""Find a colour map by its name, among headmap's own and those of matplotlib."""

from __future__ import annotations

from collections.abc import Sequence

from ..colors.color_maps import OWN_MAPS
from ..core.errors import HeadmapError
from ..core.strings import did_you_mean, quote

MIN_COLORS = 64
"""A map of matplotlib with fewer colours is a palette for categories."""


def find_color_map(name: str) -> Sequence[str]:
    """Return the colours of a map at equal distances, as ``#rrggbb`` codes.

    Args:
        name: ``sequential`` or ``diverging``, or a name of matplotlib's, such as ``viridis``.

    Raises:
        HeadmapError: If no map has this name, or if the map is a list of colours for categories.
    """
    if name in OWN_MAPS:
        return OWN_MAPS[name]
    # headmap's own maps need no matplotlib, which takes long to import.
    from matplotlib import colormaps
    from matplotlib.colors import to_hex

    if name not in colormaps:
        hint = did_you_mean(name, [*OWN_MAPS, *colormaps])
        raise HeadmapError(
            f"scores.map: no colour map is called {quote(name)}{hint}; expected sequential, diverging, or a "
            "colour map of matplotlib, such as viridis or RdBu_r"
        )
    colors = colormaps[name]
    if colors.N < MIN_COLORS:
        raise HeadmapError(
            f"scores.map: {quote(name)} is a list of {colors.N} colours for categories; expected a "
            "continuous map, such as viridis or RdBu_r"
        )
    return [to_hex(colors(i)) for i in range(colors.N)]
