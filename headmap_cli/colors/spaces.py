"""Convert colours between hex codes, sRGB, linear light and CIELAB."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.float64]

# The curve of sRGB is a line near black and a power above it, which meet at these values (IEC 61966-2-1).
ENCODED_KNEE = 0.04045
LINEAR_KNEE = 0.0031308

RGB_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
"""The matrix from linear sRGB to CIE XYZ, for the white point D65 (IEC 61966-2-1)."""

D65_WHITE = np.array([0.95047, 1.0, 1.08883])
"""CIE XYZ of the white point D65."""


def channels(color: str) -> tuple[float, float, float]:
    """Return the red, green and blue of ``#rrggbb``, each from 0 to 1."""
    return int(color[1:3], 16) / 255, int(color[3:5], 16) / 255, int(color[5:7], 16) / 255


def linearize_srgb(rgb: FloatArray) -> FloatArray:
    """Return the linear light of sRGB values.

    Args:
        rgb: sRGB values from 0 to 1, float, of any shape.

    Returns:
        Values from 0 to 1 in proportion to the light (IEC 61966-2-1), of the same shape.
    """
    linear: FloatArray = np.where(rgb <= ENCODED_KNEE, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear


def encode_srgb(linear: FloatArray) -> FloatArray:
    """Return the sRGB values of linear light; the inverse of `linearize_srgb`.

    Args:
        linear: Values from 0 to 1, float, of any shape.
    """
    rgb: FloatArray = np.where(linear <= LINEAR_KNEE, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return rgb


def apply_matrix(rows: FloatArray, matrix: FloatArray) -> FloatArray:
    """Return the product of a 3 x 3 matrix with each row.

    Args:
        rows: float (n, 3).
        matrix: float (3, 3).

    Returns:
        The products, float (n, 3).
    """
    # With @ instead of einsum, NumPy would call OpenBLAS, which allocates some 30 MB of buffers.
    product: FloatArray = np.einsum("nj,ij->ni", rows, matrix)
    return product


def lab(rgb: FloatArray) -> FloatArray:
    """Return the CIELAB coordinates of sRGB colours.

    Args:
        rgb: sRGB values from 0 to 1, float (n, 3).

    Returns:
        L*, a* and b* for the white point D65 (CIE 15:2004), float (n, 3).
    """
    xyz = apply_matrix(linearize_srgb(rgb), RGB_TO_XYZ) / D65_WHITE
    # The cube root is too steep near black, so CIE replaces it by its tangent below (6/29)^3.
    compressed = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = compressed.T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)
