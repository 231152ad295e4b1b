"""Choose the colour and hatch of each category, and of heads in several; no colour is chosen twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, cycle

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ..colors.names import TAB10, opaque
from ..colors.spaces import channels, lab
from .schema import Style

CATEGORY_COLORS = tuple(TAB10[name] for name in ("blue", "orange", "green", "red", "olive", "cyan"))
"""The default colours of categories; tab10's purple, brown and pink are left to the counts."""
MULTI_COLORS = tuple(TAB10[name] for name in ("purple", "brown", "pink"))
"""The default colours of 2, 3 and 4 categories."""
MIN_CHROMA = 25.0
"""The least CIELAB chroma of a chosen colour: paler ones look like the gray of unclassified heads."""
LIGHTNESS_RANGE = (35.0, 80.0)
"""The CIELAB lightness of chosen colours, which keeps them apart from a white or black background."""
GRAY_LEVELS = range(40, 240)


class Palette(Struct, frozen=True):
    """The colours and hatches of a figure; a colour is ``#rrggbb``.

    Attributes:
        categories: The colour of each category, in order.
        multi: The colour of each count of categories from 2 on.
        unclassified: The colour of heads in no category.
        hatches: The hatch of each category, in order; ``none`` for no lines.
        multi_hatches: The hatch of each count of categories from 2 on.
    """

    categories: tuple[str, ...]
    multi: dict[int, str]
    unclassified: str
    hatches: tuple[str, ...]
    multi_hatches: dict[int, str]


def palette(style: Style, categories: Sequence[str]) -> Palette:
    """Choose the colours and hatches of a figure with these categories.

    Colours that the style sets for a category or a count are taken as they are. The others come from its
    ``colors``, or from the default order. After these, each is the colour that differs most from all before
    it; it is a gray if all of ``colors`` are gray.

    Args:
        style: The style.
        categories: The names of the categories, in the order of the panels.
    """
    counts = range(2, len(categories) + 1)
    fixed_colors = []
    fixed_hatches = []
    for name in categories:
        category = style.categories.get(name)
        fixed_colors.append(category.color if category else None)
        fixed_hatches.append(category.hatch if category else None)
    fixed_multi_colors = dict(zip(counts, style.multi.colors, strict=False))
    order = style.colors or CATEGORY_COLORS
    is_gray = bool(style.colors) and all(_is_gray(color) for color in style.colors)

    used = {style.unclassified.color, opaque(style.background), *fixed_multi_colors.values()}
    used.update(color for color in fixed_colors if color is not None)
    picker = _ColorPicker(used, reserved={*order, *MULTI_COLORS}, is_gray=is_gray)
    # The categories come first, so that their colours do not depend on how many counts there are.
    category_colors = picker.fill(fixed_colors, order)
    # In a figure of grays, the default colours of counts would be the only colours.
    multi_order = () if is_gray else MULTI_COLORS
    multi_colors = picker.fill([fixed_multi_colors.get(count) for count in counts], multi_order)

    hatches = []
    for fixed_hatch, next_hatch in zip(fixed_hatches, _repeat(style.hatches), strict=False):
        hatches.append(fixed_hatch or next_hatch)
    return Palette(
        tuple(category_colors),
        dict(zip(counts, multi_colors, strict=True)),
        style.unclassified.color,
        tuple(hatches),
        dict(zip(counts, _repeat(style.multi.hatches), strict=False)),
    )


def _repeat(hatches: Sequence[str]) -> Iterator[str]:
    """Yield hatches over and over; ``none`` if there are none."""
    return cycle(hatches or ["none"])


def _is_gray(color: str) -> bool:
    """Return whether red, green and blue of a colour are equal."""
    return color[1:3] == color[3:5] == color[5:7]


class _ColorPicker:
    """Picks colours that nothing else in the figure has.

    Attributes:
        used: The colours that are taken.
    """

    def __init__(self, used: set[str], reserved: set[str], is_gray: bool) -> None:
        self.used = used
        # One iterator for categories and counts, so that both together get no colour twice.
        self._distinct_colors = _distinct_colors(used | reserved, is_gray)

    def fill(self, colors: Iterable[str | None], order: Sequence[str]) -> list[str]:
        """Return colours with each None replaced.

        Args:
            colors: Colours that are set, and None for those to choose.
            order: The preferred colour for the first, second, .. place. If a place has none, or if it is
                taken, the place gets the first free colour of the order, or else one unlike all others.
        """
        spare = chain(order, self._distinct_colors)
        filled = []
        for i, color in enumerate(colors):
            if color is None:
                if i < len(order) and order[i] not in self.used:
                    color = order[i]
                else:
                    color = next(candidate for candidate in spare if candidate not in self.used)
                self.used.add(color)
            filled.append(color)
        return filled


def _distinct_colors(used: set[str], is_gray: bool) -> Iterator[str]:
    """Yield colours, each the one of a lattice that is furthest from all before it in CIELAB.

    This is farthest-point sampling: ``distances`` holds the distance of each lattice colour to the nearest
    colour so far, and a new colour can only lower it.

    Args:
        used: The colours to keep away from.
        is_gray: Whether to yield grays as long as there are any.
    """
    for lattice in _lattices(is_gray):
        points = lab(lattice / 255)
        distances = np.full(len(points), np.inf)
        # Sorted, because the order of a set differs between processes, and with it the last bit of distances.
        for color in sorted(used):
            used_point = lab(np.array([channels(color)]))
            distances = np.minimum(distances, np.linalg.norm(points - used_point, axis=1))
        while True:
            furthest = int(distances.argmax())
            if distances[furthest] == 0:
                break  # all colours of this lattice are used; the next one is finer
            red, green, blue = lattice[furthest]
            color = f"#{red:02x}{green:02x}{blue:02x}"
            used = {*used, color}
            yield color
            distances = np.minimum(distances, np.linalg.norm(points - points[furthest], axis=1))


def _lattices(is_gray: bool) -> Iterator[npt.NDArray[np.int64]]:
    """Yield colours to choose from, from a coarse lattice to all; grays first if ``is_gray``.

    Yields:
        Arrays of shape (n, 3) with red, green and blue from 0 to 255.
    """
    if is_gray:
        yield np.stack([np.array(GRAY_LEVELS)] * 3, axis=1)
    for step in (17, 5, 1):
        axis = np.arange(0, 256, step)
        lattice = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1).reshape(-1, 3)
        points = lab(lattice / 255)
        lightness = points[:, 0]
        chroma = np.hypot(points[:, 1], points[:, 2])
        min_lightness, max_lightness = LIGHTNESS_RANGE
        is_in_range = (lightness >= min_lightness) & (lightness <= max_lightness)
        yield lattice[is_in_range & (chroma >= MIN_CHROMA)]
