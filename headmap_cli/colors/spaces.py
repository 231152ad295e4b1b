"""Convert colours between sRGB and CIELAB."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def lab(rgb: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """CIELAB (n, 3) of sRGB colours (n, 3) in 0..1, for the D65 white (IEC 61966-2-1, CIE 15:2004)."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    to_xyz = [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
    # einsum rather than @, for which OpenBLAS would allocate some 30 MB of buffers.
    xyz = np.einsum("nj,ij->ni", linear, np.array(to_xyz)) / [0.95047, 1.0, 1.08883]
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


def channels(color: str) -> tuple[float, float, float]:
    """Red, green and blue in 0..1 of ``#rrggbb``."""
    return int(color[1:3], 16) / 255, int(color[3:5], 16) / 255, int(color[5:7], 16) / 255
