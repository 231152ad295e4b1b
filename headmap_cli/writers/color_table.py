"""Number the colours of a picture, so that a pixel can be a small integer."""

from __future__ import annotations

import copy

import numpy as np
import numpy.typing as npt

from ..colors.names import NO_COLOR


class ColorTable:
    """The colours of a picture, numbered from 0, the background, in the order in which they are first used.

    The shades of the colour of a text, from the palest to the colour itself, have consecutive numbers.
    Without a background, they have the colour itself, and opacities from the least to all.
    """

    def __init__(self, background: str) -> None:
        self.is_transparent = background == NO_COLOR
        self._background = np.array([_rgba(background)], dtype=np.float64)
        self._rows = [self._background]
        self._size = 1
        self._numbers: dict[tuple[str, int, str], int] = {(background, 1, ""): 0}

    def number(self, color: str, shades: int = 1, on: str = "") -> int:
        """Return the number of a colour, or of the palest of its shades; add it to the table if it is new.

        Args:
            color: The colour as ``#rrggbb``.
            shades: The number of steps from the colour below to the colour.
            on: The colour below as ``#rrggbb``; empty for the background.
        """
        key = (color, shades, on)
        if key not in self._numbers:
            below = np.array([_rgba(on)], dtype=np.float64) if on else self._background
            # The palest shade is a step away from the colour below, which already has a number.
            strength = np.linspace(1 / shades, 1, shades)[:, None]
            self._numbers[key] = self._size
            shade = below * (1 - strength) + np.array([_rgba(color)]) * strength
            if self.is_transparent and not on:
                # The viewer mixes the colour with what is behind the picture.
                shade[:, :3] = _rgba(color)[:3]
            self._rows.append(shade)
            self._size += shades
        return self._numbers[key]

    def copy(self) -> ColorTable:
        """Return a table of the same colours, to which others can be added."""
        duplicate = copy.copy(self)
        # The arrays in the list are never changed, so both tables may hold the same ones.
        duplicate._rows = list(self._rows)
        duplicate._numbers = dict(self._numbers)
        return duplicate

    def channels(self) -> npt.NDArray[np.uint8]:
        """Return red, green and blue of each colour in the order of the numbers: uint8 (n, 3).

        Without a background, the opacity follows as a fourth channel: uint8 (n, 4).
        """
        rgba = np.concatenate(self._rows).round().astype(np.uint8)
        if self.is_transparent:
            return rgba
        return np.ascontiguousarray(rgba[:, :3])


def _rgba(color: str) -> tuple[int, int, int, int]:
    """Return the channels of ``#rrggbb``, 0 to 255, and its opacity; ``none`` has none."""
    if color == NO_COLOR:
        return 0, 0, 0, 0
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16), 255
