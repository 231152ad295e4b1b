"""Turn colours into a terminal's escape sequences."""

from __future__ import annotations

from typing import Literal, TypeAlias

Colors: TypeAlias = Literal["truecolor", "256", "none"]
"""What a terminal can show: 24 bits, xterm's 256 colours, or none."""

RESET = "\x1b[0m"
FOREGROUND, BACKGROUND = 38, 48
CUBE_LEVELS = (0, 95, 135, 175, 215, 255)
"""Of red, green and blue in the cube of 216 colours (xterm), numbered from 16 on."""
GRAY_LEVELS = tuple(range(8, 239, 10))
"""Of the 24 grays (xterm), numbered from 232 on."""


def foreground_code(color: str, colors: Colors) -> str:
    """Return the sequence that sets the colour of characters to ``#rrggbb``."""
    return _escape_sequence(color, colors, FOREGROUND)


def background_code(color: str, colors: Colors) -> str:
    """Return the sequence that sets the colour behind characters to ``#rrggbb``."""
    return _escape_sequence(color, colors, BACKGROUND)


def _escape_sequence(color: str, colors: Colors, ground: int) -> str:
    """Return the sequence of a colour (ECMA-48, with xterm's extension)."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    if colors == "truecolor":
        return f"\x1b[{ground};2;{red};{green};{blue}m"
    return f"\x1b[{ground};5;{nearest_256(red, green, blue)}m"


def nearest_256(red: int, green: int, blue: int) -> int:
    """Return the number, 16 to 255, of the nearest of xterm's colours, a cube of 216 and 24 grays.

    >>> nearest_256(255, 0, 0), nearest_256(8, 8, 8)
    (196, 232)
    """
    color = (red, green, blue)
    r, g, b = (_nearest(CUBE_LEVELS, value) for value in color)
    gray = _nearest(GRAY_LEVELS, sum(color) / 3)
    cube_color = (CUBE_LEVELS[r], CUBE_LEVELS[g], CUBE_LEVELS[b])
    gray_color = (GRAY_LEVELS[gray],) * 3
    if _squared_distance(color, cube_color) <= _squared_distance(color, gray_color):
        return 16 + 36 * r + 6 * g + b
    return 232 + gray


def _nearest(levels: tuple[int, ...], value: float) -> int:
    """Return the index of the level that is nearest to a value; of two, the lower one."""
    return min(range(len(levels)), key=lambda i: abs(levels[i] - value))


def _squared_distance(color: tuple[int, int, int], other: tuple[int, ...]) -> int:
    """Return how far apart two colours are."""
    return sum((a - b) ** 2 for a, b in zip(color, other, strict=True))
