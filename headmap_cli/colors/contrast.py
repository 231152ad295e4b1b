"""Measure how light a colour is, and how well one colour is visible on another."""

from __future__ import annotations

import numpy as np

from .spaces import channels, linearize_srgb


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
