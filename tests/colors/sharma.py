"""CIEDE2000 for one pair of colours, written from the paper with numbers and angles instead of arrays.

Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula", 2005. It is checked against the
paper's table, and judges the colours of presets independently of headmap's own implementation.
"""

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Lab = tuple[float, float, float]


def difference(first: Lab, second: Lab) -> float:
    """The CIEDE2000 difference of two colours in CIELAB."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    g = 0.5 * (1 - root_of_share((hypot(a1, b1) + hypot(a2, b2)) / 2))
    c1, c2 = hypot((1 + g) * a1, b1), hypot((1 + g) * a2, b2)
    h1, h2 = hue((1 + g) * a1, b1), hue((1 + g) * a2, b2)

    turn, mean_hue = 0.0, h1 + h2
    if c1 * c2 > 0:
        turn = h2 - h1
        if turn > 180:
            turn -= 360
        elif turn < -180:
            turn += 360
        mean_hue = (h1 + h2) / 2
        if abs(h1 - h2) > 180:
            mean_hue += 180 if h1 + h2 < 360 else -180
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2

    t = 1.0
    for factor, multiple, shift in [(-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63)]:
        t += factor * cos(radians(multiple * mean_hue + shift))
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / sqrt(20 + (mean_l - 50) ** 2)
    s_c = 1 + 0.045 * mean_c
    s_h = 1 + 0.015 * mean_c * t
    d_theta = 30 * exp(-(((mean_hue - 275) / 25) ** 2))
    r_t = -2 * root_of_share(mean_c) * sin(radians(2 * d_theta))
    x, y = (c2 - c1) / s_c, 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / s_h
    return sqrt(((l2 - l1) / s_l) ** 2 + x**2 + y**2 + r_t * x * y)


def root_of_share(chroma: float) -> float:
    return sqrt(chroma**7 / (chroma**7 + 25**7))


def hue(a: float, b: float) -> float:
    return degrees(atan2(b, a)) % 360
