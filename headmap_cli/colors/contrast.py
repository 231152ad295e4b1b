"""Measure how light a colour is, and how well one colour is visible on another."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .spaces import channels, linearize_srgb

MUTED_SHARE = 0.6
"""The share of the text's colour in its muted colour; black on white then has a contrast of 5.7."""
MIN_TEXT_CONTRAST = 4.5
"""The least contrast of text and background (WCAG 2.2, success criterion 1.4.3, level AA)."""


def luminance(color: str) -> float:
    """Return the relative luminance of ``#rrggbb``, from 0 for black to 1 for white (WCAG 2.2)."""
    red, green, blue = linearize_srgb(np.array(channels(color))).tolist()
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours in either order, 1 to 21 (WCAG 2.2, 1.4.3).

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    dark, light = sorted((luminance(first), luminance(second)))
    # WCAG adds 0.05 for the light that a screen reflects, without which the ratio to black is infinite.
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=64)
def muted(text: str, background: str) -> str:
    """Return a colour between those of text and background, for text that should stand back.

    Args:
        text: The colour of the text as ``#rrggbb``.
        background: The colour of the page as ``#rrggbb``.

    Returns:
        The muted colour, or that of the text if the muted one would be too hard to read.

    >>> muted("#000000", "#ffffff"), muted("#777777", "#ffffff")
    ('#666666', '#777777')
    """
    mixed = []
    for text_channel, page_channel in zip(channels(text), channels(background), strict=True):
        channel = MUTED_SHARE * text_channel + (1 - MUTED_SHARE) * page_channel
        mixed.append(f"{round(channel * 255):02x}")
    color = "#" + "".join(mixed)
    if contrast(color, background) < MIN_TEXT_CONTRAST:
        return text
    return color
