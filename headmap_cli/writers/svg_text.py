"""Write labels as SVG text, which stays text: it can be selected, searched and edited."""

from __future__ import annotations

from ..mpl.rcparams import HEADMAP_PARAMETERS
from ..scene.marks import Label, Scene
from ..text.bundled_fonts import LAST_RESORT
from ..text.measure import as_math
from ..text.plain_text import lay_out
from .numbers import number
from .svg_markup import POINTS_PER_INCH, escape, fill_attribute

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
SUBSTITUTES = {
    "serif": ("Times New Roman", "Times", "Liberation Serif", "DejaVu Serif Condensed"),
    SANS_SERIF: ("Arial", "Helvetica", "Liberation Sans"),
}
"""Common fonts as narrow as those of papers, which a viewer should try before the wide DejaVu fonts."""
SERIF_FONTS = ("STIXGeneral", *SUBSTITUTES["serif"])
WIDE_FONTS = ("DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono")
"""Fonts that are at least as wide as whatever a viewer is likely to take in their place."""


def font_family(family: tuple[str, ...]) -> str:
    """Return a list of fonts in CSS: those of a figure, and after them common ones that are much like them.

    The first font is the one that the text was measured with. DejaVu Sans comes last, and after it any font
    without serifs, for a viewer that has none of these.

    >>> font_family(("Arial", "sans-serif"))
    "'Arial', 'Helvetica', 'Liberation Sans', 'DejaVu Sans', sans-serif"
    """
    names: list[str] = []
    for name in family:
        generic = GENERIC_NAMES.get(name)
        if generic is None:
            names.append(_css_string(name))
            continue
        if names:
            names += _substitutes(generic)
        names += [_css_string(font) for font in HEADMAP_PARAMETERS[f"font.{generic}"]]
        names.append(generic)
    first = family[0]
    if first not in WIDE_FONTS and not any(name in GENERIC_NAMES for name in family):
        names += _substitutes("serif" if first in SERIF_FONTS else SANS_SERIF)
    return ", ".join(dict.fromkeys([*names, _css_string(LAST_RESORT), SANS_SERIF]))


def _substitutes(generic: str) -> list[str]:
    """Return the common fonts of a kind, in CSS."""
    return [_css_string(font) for font in SUBSTITUTES.get(generic, ())]


def _css_string(text: str) -> str:
    """Return a text in single quotes, as CSS reads it."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def text_attributes(label: Label) -> str:
    """Return the attributes that labels of one look share, which a group can have for all of them."""
    attributes = f' font-size="{number(label.size)}"'
    if label.bold:
        attributes += ' font-weight="bold"'
    return attributes + ANCHORS[label.align] + fill_attribute(label.color)


def is_math(label: Label, scene: Scene) -> bool:
    """Return whether a label is set as math, in paths."""
    return as_math(label.text, scene.math)[1]


def label_element(label: Label, scene: Scene, attributes: str = "") -> str:
    """Return the element of a label: a text, or paths in a group if it is math.

    Args:
        label: One of the scene's.
        scene: The page; its groups name the fonts, see font_family.
        attributes: The attributes of the look of a text, see text_attributes; left out
            if a group has them.
    """
    text, has_math = as_math(label.text, scene.math)
    if has_math:
        # Only math needs matplotlib, which takes longer to import than an SVG to write.
        from .svg_math import math_element

        return math_element(label, text, scene)
    scale = POINTS_PER_INCH / scene.dpi
    # A viewer with other fonts aligns the text by its anchor, so it stays centred.
    x, y = number(label.x * scale), number(label.y * scale)
    attributes += _length_attribute(text, label, scene)
    if label.angle:
        attributes += f' transform="rotate(-{label.angle} {x} {y})"'
    if "  " in text or text != text.strip(" "):
        # Without it, viewers leave out spaces at the ends, and all but one in a row.
        attributes += ' xml:space="preserve"'
    return f'<text x="{x}" y="{y}"{attributes}>{escape(text)}</text>'


def _length_attribute(text: str, label: Label, scene: Scene) -> str:
    """Return the width of a text as an attribute, if a viewer's font may be wider than the one it is set in.

    Without it, the text would run into whatever is beside it.
    """
    first = scene.family[0]
    fonts = HEADMAP_PARAMETERS.get(f"font.{GENERIC_NAMES.get(first)}", [first])
    if fonts[0] in WIDE_FONTS and text.isascii():
        return ""
    advance = lay_out(text, scene.family, label.size, label.bold, scene.dpi).advance
    if not advance:
        return ""
    points = advance * POINTS_PER_INCH / scene.dpi
    return f' textLength="{number(points)}" lengthAdjust="spacingAndGlyphs"'
