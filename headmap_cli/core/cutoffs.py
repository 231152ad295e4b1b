"""Find the scores at which a rule selects heads, from the heads that it has selected."""

from __future__ import annotations

import numpy as np

from .classification import Classification

MAX_DIGITS = 17
"""Every float is identified by this many significant digits."""


def common_cutoffs(data: Classification) -> tuple[float, ...]:
    """Return the scores that separate the selected heads of every category from the others.

    They are the shortest decimals that do: if the heads above 0.3 were selected, 0.3 is nearly always found.

    Args:
        data: Memberships with scores.

    Returns:
        The cutoff above or below which heads are selected; two for a rule of magnitudes; none if no cutoff is
        that of all categories, as with a rule for the 20 highest.
    """
    assert data.scores is not None
    for sign in (1, -1):
        cutoff = _common_cutoff(data, sign * data.scores)
        if cutoff is not None:
            # Adding zero turns -0.0 into 0.0.
            return (sign * cutoff + 0.0,)
    cutoff = _common_cutoff(data, np.abs(data.scores))
    return () if cutoff is None else (-cutoff, cutoff)


def _common_cutoff(data: Classification, strengths: np.typing.NDArray[np.float64]) -> float | None:
    """Return the shortest decimal above which the strengths of all selected heads are, and of no others."""
    is_known = ~np.isnan(strengths)
    selected = strengths[is_known & data.membership]
    others = strengths[is_known & ~data.membership]
    if not len(selected) or not len(others) or others.max() >= selected.min():
        return None
    low, high = float(others.max()), float(selected.min())
    for digits in range(1, MAX_DIGITS + 1):
        for number in (low, high / 2 + low / 2, high):
            rounded = float(f"{number:.{digits - 1}e}")
            if low <= rounded < high:
                return rounded
    return low
