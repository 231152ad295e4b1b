"""Write labels as SVG text, which stays text: it can be selected, searched and edited."""

from __future__ import annotations

from ..mpl.rcparams import HEADMAP_PARAMETERS
from ..scene.marks import Label, Scene
from ..text.bundled_fonts import LAST_RESORT
from ..text.measure import as_math
from .svg_markup import POINTS_PER_INCH, escape, fill_attribute, number

ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
"""The attribute that says which point of a text its x is; the start needs none."""
SANS_SERIF = "sans-serif"
GENERIC_NAMES = {
    "serif": "serif",
    "sans-serif": SANS_SERIF,
    "sans serif": SANS_SERIF,
    "sans": SANS_SERIF,
    "cursive": "cursive",
    "fantasy": "fantasy",
    "monospace": "monospace",
}
"""What CSS calls the kinds of fonts that matplotlib has a name for."""


def font_family(family: tuple[str, ...]) -> str:
    """Return a list of fonts in CSS, each generic name after the fonts that headmap takes for it.

    DejaVu Sans comes last, and after it any font without serifs, for a viewer that has none of these.

    >>> font_family(("STIXGeneral", "serif"))
    "'STIXGeneral', 'DejaVu Serif', serif, 'DejaVu Sans', sans-serif"
    """
    names: list[str] = []
    for name in (*family, LAST_RESORT, SANS_SERIF):
        generic = GENERIC_NAMES.get(name)
        if generic is None:
            names.append(_css_string(name))
        else:
            names += [_css_string(font) for font in HEADMAP_PARAMETERS[f"font.{generic}"]]
            names.append(generic)
    return ", ".join(dict.fromkeys(names))


def _css_string(text: str) -> str:
    """Return a text in single quotes, as CSS reads it."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def label_element(label: Label, scene: Scene) -> str:
    """Return the element of a label: a text, or paths in a group if it is math.

    Args:
        label: One of the scene's.
        scene: The page; its groups name the fonts, see font_family.
    """
    text, is_math = as_math(label.text, scene.math)
    if is_math:
        # Only math needs matplotlib, which takes longer to import than an SVG to write.
        from .svg_math import math_element

        return math_element(label, text, scene)
    scale = POINTS_PER_INCH / scene.dpi
    # A viewer with other fonts aligns the text by its anchor, so it stays centred.
    x, y = number(label.x * scale), number(label.y * scale)
    attributes = f'x="{x}" y="{y}" font-size="{number(label.size)}"'
    if label.bold:
        attributes += ' font-weight="bold"'
    attributes += ANCHORS[label.align] + fill_attribute(label.color)
    if label.angle:
        attributes += f' transform="rotate(-{label.angle} {x} {y})"'
    if "  " in text or text != text.strip(" "):
        # Without it, viewers leave out spaces at the ends, and all but one in a row.
        attributes += ' xml:space="preserve"'
    return f"<text {attributes}>{escape(text)}</text>"
