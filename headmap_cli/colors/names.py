"""Read colour names, hex codes and CSS colours."""

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
"""The ten colours of Tableau that matplotlib uses by default, in matplotlib's order C0 to C9."""

NO_COLOR = "none"
"""The word for a page without a colour, which shows what is behind it."""
WHITE = "#ffffff"


def opaque(background: str) -> str:
    """Return the colour of a page; a page without one is assumed to lie on white.

    >>> opaque("none"), opaque("#121417")
    ('#ffffff', '#121417')
    """
    return WHITE if background == NO_COLOR else background


def parse_color(text: str) -> str:
    """Return the ``#rrggbb`` code of a colour.

    Args:
        text: A colour name, a hex code, a colour of matplotlib such as ``tab:blue`` or ``C0``, or ``rgb()``
            of CSS.

    Raises:
        ValueError: If the text is not a colour without transparency.

    >>> parse_color("tab:orange"), parse_color("C0"), parse_color("#ABC"), parse_color("rgb(1, 2, 3)")
    ('#ff7f0e', '#1f77b4', '#aabbcc', '#010203')
    """
    name = text.strip().lower()
    if re.fullmatch("#[0-9a-f]{6}", name):
        return name
    if name.startswith("tab:"):
        tab_name = name.removeprefix("tab:").replace("grey", "gray")
        if tab_name in TAB10:
            return TAB10[tab_name]
    if re.fullmatch("c[0-9]", name):
        return list(TAB10.values())[int(name[1])]
    return _parse_css_color(text, name)


def _parse_css_color(text: str, name: str) -> str:
    """Return the ``#rrggbb`` code of a colour of CSS.

    Args:
        text: The colour as the user wrote it, for error messages.
        name: The same in lower case, without blanks around it.
    """
    # Pillow takes a while to import, and most colours of a style are hex codes.
    from PIL import ImageColor

    rgb: tuple[int, ...] = ()
    with suppress(ValueError):
        rgb = ImageColor.getrgb(name)
    # Pillow returns a fourth number for colours with transparency, which cells cannot have.
    if len(rgb) != 3:
        tab_names = [f"tab:{color}" for color in TAB10]
        raise ValueError(
            f"{quote(text)} is not a colour{did_you_mean(name, [*ImageColor.colormap, *tab_names])}; "
            "expected a name, #rrggbb, tab:blue, C0 or rgb(r, g, b)"
        )
    # Percentages above 100% become more than 255.
    red, green, blue = (min(value, 255) for value in rgb)
    return f"#{red:02x}{green:02x}{blue:02x}"
