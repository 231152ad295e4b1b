"""Lay out a figure so that it fits a given space, such as a part of a matplotlib figure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec.structs import replace

from ..core.errors import HeadmapError
from ..scene.marks import Scene
from ..style.schema import Style
from .page_size import POINTS_PER_INCH

GROWTH = 1.05
"""The factor from one size that is tried to the next, to find a size that an error message can suggest."""
MAX_TRIES = 80
ROUNDING = 0.01
"""The error in pixels of a size that was computed from inches, which must not cost a pixel."""

LayOut: TypeAlias = Callable[[Style], Scene]
"""Lays out a figure in a style; raises HeadmapError if its panels do not fit the page of the style."""
Size: TypeAlias = tuple[int, int]
"""Width and height in pixels."""


def scene_within(lay_out: LayOut, style: Style, space: Size, dpi: float) -> Scene:
    """Lay out a figure so that it is at most as large as a given space.

    Args:
        lay_out: Lays out the figure in a style.
        style: The style; its width, aspect and dpi may be changed.
        space: Width and height of the space in pixels.
        dpi: Pixels per inch.

    Raises:
        HeadmapError: If nothing fits; the message names a size that is enough.
    """
    style = replace(style, layout=replace(style.layout, dpi=dpi))
    scene = _scene_if_fits(lay_out, style, space)
    if scene is None:
        scene = _squeezed_scene(lay_out, style, space)
    if scene is not None:
        return scene
    problem = f"parent= is {_inches(space[0] / dpi)} x {_inches(space[1] / dpi)} in"
    for width, height in _larger_sizes(space, dpi):
        pixels = (int(width * dpi + ROUNDING), int(height * dpi + ROUNDING))
        if _squeezed_scene(lay_out, style, pixels) is not None:
            needs = f"the figure needs about {_inches(width)} x {_inches(height)} in"
            raise HeadmapError(
                f"{problem}, too small; {needs}: enlarge it, or show fewer panels or smaller text"
            )
    raise HeadmapError(f"{problem}, and the figure fits no size of these proportions; change its shape")


def _squeezed_scene(lay_out: LayOut, style: Style, space: Size) -> Scene | None:
    """Lay out a figure as wide as a space, or else in the shape of the space; None if it does not fit."""
    width, height = space
    if min(space) < 1:
        return None
    with_width = replace(style.layout, width=width * POINTS_PER_INCH / style.layout.dpi)
    scene = _scene_if_fits(lay_out, replace(style, layout=with_width), space)
    if scene is None:
        with_aspect = replace(with_width, aspect=f"{width}:{height}")
        scene = _scene_if_fits(lay_out, replace(style, layout=with_aspect), space)
    return scene


def _scene_if_fits(lay_out: LayOut, style: Style, space: Size) -> Scene | None:
    """Lay out a figure; None if it is larger than a space, or if its panels do not fit their own page."""
    try:
        scene = lay_out(style)
    except HeadmapError:
        return None
    if scene.width > space[0] or scene.height > space[1]:
        return None
    return scene


def _larger_sizes(space: Size, dpi: float) -> Iterator[tuple[float, float]]:
    """Yield ever larger sizes of the same proportions, in inches, rounded up to hundredths."""
    # An empty space has no proportions to keep.
    width = max(space[0], 1) / dpi
    height = max(space[1], 1) / dpi
    for power in range(1, MAX_TRIES):
        factor = GROWTH**power
        yield math.ceil(width * factor * 100) / 100, math.ceil(height * factor * 100) / 100


def _inches(length: float) -> str:
    """Return a length in inches with at most two decimals."""
    return f"{length:.2f}".rstrip("0").rstrip(".")
