"""Change the colours of a figure that was made for a white page, for readers whose pages are dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..colors.contrast import contrast
from ..scene.marks import Box, Cells, Dots, Group, Hatch, Item, Scene
from ..scene.strokes import Strokes

UNCLASSIFIED = "#33383e"
"""The colour that page.css gives to unclassified heads on a dark page."""
MIN_CONTRAST = 3.0
"""The least contrast of a classified head with an unclassified one, which WCAG asks of graphics (1.4.11)."""
STEPS = 50
"""The number of steps from a colour to white in which a lighter one is looked for."""
GRAY_RANGE = 0.55
"""The range of grays on a dark page, as a share of that on a white page, so that all of them are visible."""
LINE_COLORS = ("#000000", "#ffffff")


def dark_rules(scene: Scene) -> str:
    """Return the CSS rules that keep heads, charts and swatches visible on a dark page.

    Args:
        scene: The figure, whose background is light.
    """
    rules = []
    for group in scene.groups:
        for selector, color in _changed(group.id, group.items):
            rules.append(f".light-figure {selector} {{ fill: {color} !important; }}\n")
    return "".join(rules)


def _changed(id: str, items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    """Yield the selector and the new colour of everything in a group whose colour has to change."""
    under = ""
    for item in items:
        if isinstance(item, Group | Cells | Dots) and _keeps_color(item.id):
            continue
        match item:
            case Group():
                yield from _changed(item.id, item.items)
            case Hatch() if under:
                yield f'[id="{item.id}"] > path', max(LINE_COLORS, key=lambda line: contrast(line, under))
            case Cells() | Dots() | Strokes():
                under = _new_color(item.color)
                if under:
                    yield f'[id="{item.id}"] > path', under
            case Box() if item.fill:
                under = _new_color(item.fill)
                if under:
                    yield f'[id="{id}"] > path:first-of-type', under


def _keeps_color(id: str) -> bool:
    """Return whether page.css colours something, or a dark page shows it in its own colours, as scores."""
    if id.endswith(("--unclassified", "--empty")):
        return True
    return id.startswith("legend--scale") or "--level-" in id or "--selected--" in id


def _new_color(color: str) -> str:
    """Return the colour to use on a dark page, or an empty text if it can stay as it is."""
    new = dark_color(color)
    return "" if new == color else new


def dark_color(color: str) -> str:
    """Return the colour that stands for one of a light page on a dark page.

    Grays are mirrored, since what is darkest on white should be lightest on black, and so stay in order.
    Other colours are mixed with as little white as gives them enough contrast with unclassified heads.

    >>> dark_color("#000000"), dark_color("#8c564b"), dark_color("#ff7f0e")
    ('#ffffff', '#a3786f', '#ff7f0e')
    """
    levels = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    if len(set(levels)) == 1:
        return _hex([round(255 - GRAY_RANGE * level) for level in levels])
    mixed = color
    for step in range(STEPS + 1):
        mixed = _hex([round(level + (255 - level) * step / STEPS) for level in levels])
        if contrast(mixed, UNCLASSIFIED) >= MIN_CONTRAST:
            break
    return mixed


def _hex(levels: Iterable[int]) -> str:
    """Return red, green and blue from 0 to 255 as ``#rrggbb``."""
    return "#" + "".join(f"{level:02x}" for level in levels)
