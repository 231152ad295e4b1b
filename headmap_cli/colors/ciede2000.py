"""Compute the CIEDE2000 difference of two colours.

The comments give the equations of Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula", 2005, whose
symbols are C for chroma, h for hue, L for lightness, and a prime for values after the stretch of a*.
"""

from __future__ import annotations

import numpy as np

from .spaces import FloatArray


def ciede2000(first: FloatArray, second: FloatArray) -> FloatArray:
    """Return the CIEDE2000 differences of colours, row by row.

    Args:
        first: CIELAB coordinates L*, a* and b*, float (n, 3).
        second: The colours to compare them with, float (n, 3).

    Returns:
        The differences, float (n,).
    """
    stretch = _green_red_stretch(first, second)
    chroma1, hue1 = _chroma_and_hue(first, stretch)
    chroma2, hue2 = _chroma_and_hue(second, stretch)
    is_gray = chroma1 * chroma2 == 0

    # Equations 8 to 11: the differences of lightness, chroma and hue.
    lightness_difference = second[:, 0] - first[:, 0]
    chroma_difference = chroma2 - chroma1
    turn = _hue_turn(hue1, hue2, is_gray)
    hue_difference = 2 * np.sqrt(chroma1 * chroma2) * np.sin(np.radians(turn / 2))

    # Equations 12 to 20: the differences count less where the eye is less sensitive to them.
    mean_lightness = (first[:, 0] + second[:, 0]) / 2
    mean_chroma = (chroma1 + chroma2) / 2
    mean_hue = _mean_hue(hue1, hue2, is_gray)
    lightness_term = lightness_difference / _lightness_weight(mean_lightness)
    chroma_term = chroma_difference / (1 + 0.045 * mean_chroma)
    hue_term = hue_difference / (1 + 0.015 * mean_chroma * _hue_sensitivity(mean_hue))
    rotation = _blue_rotation(mean_hue, mean_chroma) * chroma_term * hue_term

    # Equation 22.
    difference: FloatArray = np.sqrt(lightness_term**2 + chroma_term**2 + hue_term**2 + rotation)
    return difference


def _vividness(chroma: FloatArray) -> FloatArray:
    """Return the root that equations 4 and 17 have in common: from 0 for grays to 1 for vivid colours."""
    share: FloatArray = np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    return share


def _green_red_stretch(first: FloatArray, second: FloatArray) -> FloatArray:
    """Return the factor of a*, which is larger for grays (equations 2 to 5)."""
    mean_chroma = (np.hypot(first[:, 1], first[:, 2]) + np.hypot(second[:, 1], second[:, 2])) / 2
    return 1 + 0.5 * (1 - _vividness(mean_chroma))


def _chroma_and_hue(lab_colors: FloatArray, stretch: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return chroma, and hue in degrees from 0 to 360 (equations 5 to 7)."""
    a = lab_colors[:, 1] * stretch
    b = lab_colors[:, 2]
    return np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360


def _hue_turn(hue1: FloatArray, hue2: FloatArray, is_gray: FloatArray) -> FloatArray:
    """Return the shorter way from one hue to the other, in degrees from -180 to 180 (equation 10)."""
    turn = np.where(is_gray, 0, (hue2 - hue1 + 180) % 360 - 180)
    # Half a turn is as long both ways. The paper keeps the sign of the difference; the modulo loses it.
    return np.where((turn == -180) & (hue2 - hue1 == 180), 180, turn)


def _mean_hue(hue1: FloatArray, hue2: FloatArray, is_gray: FloatArray) -> FloatArray:
    """Return the hue in the middle of the shorter way between two, in degrees (equation 14)."""
    total = hue1 + hue2
    # If the shorter way passes 0 degrees, its middle is opposite to the plain mean.
    correction = np.where(total < 360, 360, -360)
    crosses_zero = np.abs(hue1 - hue2) > 180
    mean = (total + np.where(crosses_zero, correction, 0)) / 2
    # A gray has no hue: its hue is 0, and the sum is the hue of the other colour.
    return np.where(is_gray, total, mean)


def _hue_sensitivity(hue: FloatArray) -> FloatArray:
    """Return the weight T of hue differences (equation 15)."""
    return (
        1
        - 0.17 * np.cos(np.radians(hue - 30))
        + 0.24 * np.cos(np.radians(2 * hue))
        + 0.32 * np.cos(np.radians(3 * hue + 6))
        - 0.20 * np.cos(np.radians(4 * hue - 63))
    )


def _lightness_weight(lightness: FloatArray) -> FloatArray:
    """Return the weight of lightness differences, least for medium grays (equation 18)."""
    weight: FloatArray = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    return weight


def _blue_rotation(hue: FloatArray, chroma: FloatArray) -> FloatArray:
    """Return how far chroma and hue differences of blues counteract (equations 16, 17 and 21)."""
    angle = 30 * np.exp(-(((hue - 275) / 25) ** 2))
    rotation: FloatArray = -np.sin(np.radians(2 * angle)) * (2 * _vividness(chroma))
    return rotation
