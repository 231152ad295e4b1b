"""Write math as SVG paths, since viewers seldom have the fonts that it is set in."""

from __future__ import annotations

from ..scene.marks import Label, Scene
from ..text.outlines import text_outline
from .numbers import number
from .svg_markup import POINTS_PER_INCH, attribute, fill_attribute


def math_element(label: Label, text: str, scene: Scene) -> str:
    """Return a label of math as a path, in a group that names its source for screen readers.

    Args:
        label: Where the math is on the page.
        text: What to set, see text.measure.as_math.
        scene: The page that has the label.
    """
    scale = POINTS_PER_INCH / scene.dpi
    transform = f"translate({number(label.x * scale)} {number(label.y * scale)})"
    if label.angle:
        transform += f" rotate(-{label.angle})"
    attributes = f'class="math" role="img" aria-label="{attribute(text)}"{fill_attribute(label.color)}'
    outline = text_outline(text, scene.family, label.size, label.bold, label.align, is_math=True)
    data = "".join([step + " ".join(map(number, numbers)) for step, numbers in outline])
    return f'<g {attributes} transform="{transform}"><path d="{data}"/></g>'
