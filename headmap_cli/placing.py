"""Classification + Style + a given space -> Scene: smaller cells and other rows until everything fits."""

from __future__ import annotations

import math
from collections.abc import Iterator

from msgspec.structs import replace

from .classification import Classification
from .errors import HeadmapError
from .render import draw
from .scene import Scene
from .style.types import Style

LARGER = 1.05
"""From one size that is tried for an error message to the next."""
MOST_TRIES = 80


def scene_within(classification: Classification, style: Style, room: tuple[int, int], dpi: float) -> Scene:
    """Lay out a figure so that it is at most as large as a given space.

    Args:
        room: width and height of the space in pixels.
        dpi: pixels per inch.

    Raises:
        HeadmapError: if nothing fits, with a size that does.
    """
    style = replace(style, layout=replace(style.layout, dpi=dpi))
    scene = _laid_out(classification, style, room) or _fitted(classification, style, room)
    if scene is not None:
        return scene
    here = f"parent= is {_inches(room[0] / dpi)} x {_inches(room[1] / dpi)} in"
    for width, height in _larger(room, dpi):
        pixels = (int(width * dpi + 0.01), int(height * dpi + 0.01))
        if _fitted(classification, style, pixels) is not None:
            needs = f"the figure needs about {_inches(width)} x {_inches(height)} in"
            raise HeadmapError(
                f"{here}, too small; {needs}: enlarge it, or show fewer panels or smaller text"
            )
    raise HeadmapError(f"{here}, and the figure fits no size of these proportions; change its shape")


def _fitted(classification: Classification, style: Style, room: tuple[int, int]) -> Scene | None:
    """Lay out a figure as wide as a space, else one that fills it; None if the panels do not fit."""
    width, height = room
    if min(room) < 1:
        return None
    wide = replace(style.layout, width=width * 72 / style.layout.dpi)
    whole = replace(wide, aspect=f"{width}:{height}")
    as_wide = _laid_out(classification, replace(style, layout=wide), room)
    return as_wide or _laid_out(classification, replace(style, layout=whole), room)


def _laid_out(classification: Classification, style: Style, room: tuple[int, int]) -> Scene | None:
    """Lay out a figure; None if it is larger than a space, or if its panels do not fit its own page."""
    try:
        scene = draw(classification, style)
    except HeadmapError:
        return None
    return scene if scene.width <= room[0] and scene.height <= room[1] else None


def _larger(room: tuple[int, int], dpi: float) -> Iterator[tuple[float, float]]:
    """Yield ever larger sizes of the same proportions, in whole hundredths of an inch."""
    width, height = max(room[0], 1) / dpi, max(room[1], 1) / dpi
    for power in range(1, MOST_TRIES):
        factor = LARGER**power
        yield math.ceil(width * factor * 100) / 100, math.ceil(height * factor * 100) / 100


def _inches(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")
