"""Turn colours into the escape sequences of a terminal (ECMA-48, with xterm's extension)."""

from __future__ import annotations

from typing import Literal, TypeAlias

ColorSupport: TypeAlias = Literal["truecolor", "256", "none"]
"""The colours that a terminal supports: all of 24 bits, xterm's 256, or none."""

RESET = "\x1b[0m"
FOREGROUND = 38
BACKGROUND = 48
CUBE_LEVELS = (0, 95, 135, 175, 215, 255)
"""The levels of red, green and blue in xterm's cube of 216 colours, which are numbered from 16."""
GRAY_LEVELS = tuple(range(8, 239, 10))
"""The levels of xterm's 24 grays, which are numbered from 232."""


def foreground_code(color: str, support: ColorSupport) -> str:
    """Return the sequence that sets the colour of characters to ``#rrggbb``."""
    return _escape_sequence(color, support, FOREGROUND)


def background_code(color: str, support: ColorSupport) -> str:
    """Return the sequence that sets the colour behind characters to ``#rrggbb``."""
    return _escape_sequence(color, support, BACKGROUND)


def _escape_sequence(color: str, support: ColorSupport, ground: int) -> str:
    """Return the sequence that sets the foreground or the background to ``#rrggbb``."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    if support == "truecolor":
        return f"\x1b[{ground};2;{red};{green};{blue}m"
    return f"\x1b[{ground};5;{nearest_256(red, green, blue)}m"


def nearest_256(red: int, green: int, blue: int) -> int:
    """Return the number, from 16 to 255, of the nearest colour of xterm's cube or its grays.

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
    """Return the squared distance of two colours, each red, green and blue from 0 to 255."""
    return sum((a - b) ** 2 for a, b in zip(color, other, strict=True))
