"""Which colour each category and each count gets: the style's, else the field's order, never one twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, cycle

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ..colors.names import TAB10
from ..colors.spaces import channels, lab
from .schema import Style

CATEGORY_ORDER = tuple(TAB10[c] for c in ("blue", "orange", "green", "red", "olive", "cyan"))
MULTI_ORDER = tuple(TAB10[c] for c in ("purple", "brown", "pink"))
LEAST_CHROMA = 25.0
LIGHTNESS = (35.0, 80.0)
GRAYS = (40, 240)


class Palette(Struct, frozen=True):
    """``#rrggbb`` of each category in order, of each count 2, 3, .. C, and of unclassified heads.

    hatches, multi_hatches: the lines across them, ``none`` where there are none.
    """

    categories: tuple[str, ...]
    multi: dict[int, str]
    unclassified: str
    hatches: tuple[str, ...]
    multi_hatches: dict[int, str]


def palette(style: Style, categories: Sequence[str]) -> Palette:
    """The colours of a figure with these categories.

    Colours that the style names are taken as they are; the others follow its ``colors``, then tab10, and
    beyond it each next one is the colour furthest from all so far: a gray where all of ``colors`` are.
    """
    named = [style.categories.get(c) for c in categories]
    own = [category.color if category else None for category in named]
    order = style.colors or CATEGORY_ORDER
    counts = range(2, len(categories) + 1)
    own_multi = dict(zip(counts, style.multi.colors, strict=False))
    used = {style.unclassified.color, style.background, *filter(None, own), *own_multi.values()}
    reserved = (*order, *MULTI_ORDER)
    gray = bool(style.colors) and all(map(_is_gray, style.colors))
    further = _furthest({*used, *reserved}, gray)

    def fill(wanted: Iterable[str | None], order: tuple[str, ...]) -> Iterator[str]:
        spare = chain(order, further)
        for place, color in enumerate(wanted):
            usual = order[place] if place < len(order) else None
            if color is None:
                color = usual if usual and usual not in used else next(c for c in spare if c not in used)
                used.add(color)
            yield color

    chosen = tuple(fill(own, order))
    usual_multi = () if gray else MULTI_ORDER
    multi = dict(zip(counts, fill((own_multi.get(k) for k in counts), usual_multi), strict=True))
    hatches = [
        (category.hatch if category else None) or usual
        for category, usual in zip(named, _in_turn(style.hatches), strict=False)
    ]
    multi_hatches = dict(zip(counts, _in_turn(style.multi.hatches), strict=False))
    return Palette(chosen, multi, style.unclassified.color, tuple(hatches), multi_hatches)


def _in_turn(hatches: Sequence[str]) -> Iterator[str]:
    return cycle(hatches or ["none"])


def _is_gray(color: str) -> bool:
    return color[1:3] == color[3:5] == color[5:7]


def _furthest(used: Iterable[str], gray: bool = False) -> Iterator[str]:
    """Colours without end, each the one of a lattice that is furthest in CIELAB from all before it.

    gray: take grays as long as there are any.
    """
    for lattice in _lattices(gray):
        points = lab(lattice / 255)
        away = np.full(len(points), np.inf)
        for color in sorted(used):
            away = np.minimum(away, np.linalg.norm(points - lab(np.array([channels(color)])), axis=1))
        while (best := int(away.argmax())) is not None and away[best] > 0:
            color = "#{:02x}{:02x}{:02x}".format(*lattice[best])
            used = {*used, color}
            yield color
            away = np.minimum(away, np.linalg.norm(points - points[best], axis=1))


def _lattices(gray: bool) -> Iterator[npt.NDArray[np.int64]]:
    """Colours to choose from, int (n, 3) of 0..255, ever closer together; first grays where asked for."""
    if gray:
        yield np.stack([np.arange(*GRAYS)] * 3, axis=1)
    for step in (17, 5, 1):
        axis = np.arange(0, 256, step)
        lattice = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1).reshape(-1, 3)
        points = lab(lattice / 255)
        chroma = np.hypot(points[:, 1], points[:, 2])
        yield lattice[
            (chroma >= LEAST_CHROMA) & (points[:, 0] >= LIGHTNESS[0]) & (points[:, 0] <= LIGHTNESS[1])
        ]
