"""Colour names, hex codes and CSS colours."""

from __future__ import annotations

import re
from contextlib import suppress

from ..core.strings import did_you_mean, quote

TAB10 = {
    "blue": "#1f77b4",
    "orange": "#ff7f0e",
    "green": "#2ca02c",
    "red": "#d62728",
    "purple": "#9467bd",
    "brown": "#8c564b",
    "pink": "#e377c2",
    "gray": "#7f7f7f",
    "olive": "#bcbd22",
    "cyan": "#17becf",
}


def parse_color(text: str) -> str:
    """``#rrggbb`` of a colour name, hex code, ``tab:`` or ``C0`` colour, or CSS ``rgb()``.

    >>> parse_color("tab:orange"), parse_color("C0"), parse_color("#ABC"), parse_color("rgb(1, 2, 3)")
    ('#ff7f0e', '#1f77b4', '#aabbcc', '#010203')
    """
    name = text.strip().lower()
    if re.fullmatch("#[0-9a-f]{6}", name):
        return name
    if name.startswith("tab:") and name[4:].replace("grey", "gray") in TAB10:
        return TAB10[name[4:].replace("grey", "gray")]
    if re.fullmatch("c[0-9]", name):
        return list(TAB10.values())[int(name[1])]
    from PIL import ImageColor

    rgb: tuple[int, ...] = ()
    with suppress(ValueError):
        rgb = ImageColor.getrgb(name)
    if len(rgb) != 3:
        known = [*ImageColor.colormap, *(f"tab:{c}" for c in TAB10)]
        raise ValueError(
            f"{quote(text)} is not a colour{did_you_mean(name, known)}; "
            "expected a name, #rrggbb, tab:blue, C0 or rgb(r, g, b)"
        )
    return "#{:02x}{:02x}{:02x}".format(*(min(v, 255) for v in rgb))
