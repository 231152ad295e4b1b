"""Write math as SVG paths, since viewers seldom have the fonts that it is set in."""

from __future__ import annotations

from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from ..mpl.rcparams import headmap_rcparams
from ..scene.marks import Label, Scene
from ..text.fonts import font_properties
from .svg_markup import POINTS_PER_INCH, attribute, fill_attribute, number

LETTERS = {
    int(Path.MOVETO): "M",
    int(Path.LINETO): "L",
    int(Path.CURVE3): "Q",
    int(Path.CURVE4): "C",
    int(Path.CLOSEPOLY): "z",
}
"""The command of SVG for each code of matplotlib's paths."""
SHARE_BEFORE_ANCHOR = {"left": 0.0, "center": 0.5, "right": 1.0}
"""How much of a text's width lies before the point that it is aligned by."""


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
    data = _path_data(_math_path(label, text, scene.family))
    return f'<g {attributes} transform="{transform}"><path d="{data}"/></g>'


def _math_path(label: Label, text: str, family: tuple[str, ...]) -> Path:
    """Return the outlines of a text with math, in points, y downwards, its anchor at (0, 0)."""
    with headmap_rcparams(family):
        # The properties take the fonts of math from the parameters that are set when they are made.
        properties = font_properties(family, label.size, label.bold)
        vertices, codes = text_to_path.get_text_path(properties, text, ismath=True)
        width, _, _ = text_to_path.get_text_width_height_descent(text, properties, ismath=True)
    # matplotlib sets outlines in a font of this size, with y upwards.
    scale = label.size / text_to_path.FONT_SCALE
    # Outlines are not hinted, so their width is not quite that of the label.
    start = -width * SHARE_BEFORE_ANCHOR[label.align]
    return Path(vertices, codes).transformed(Affine2D().scale(scale, -scale).translate(start, 0))


def _path_data(path: Path) -> str:
    """Return a path of matplotlib as the data of an SVG path."""
    commands = []
    for vertices, code in path.iter_segments(simplify=False):
        # The vertex of a closed outline says nothing.
        numbers = [] if code == Path.CLOSEPOLY else vertices.tolist()
        commands.append(LETTERS[int(code)] + " ".join(number(value) for value in numbers))
    return "".join(commands)
