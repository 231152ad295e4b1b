"""matplotlib's settings while headmap measures or draws, so that no matplotlibrc changes a figure's bytes."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

OWN_DEFAULTS: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "headmap",
    "svg.id": None,
    "pdf.fonttype": 42,
    "pdf.compression": 9,
    "pdf.use14corefonts": False,
    "pdf.inheritcolor": False,
    "text.hinting": "force_autohint",
    "text.usetex": False,
    "path.snap": True,
    "path.simplify": False,
    "path.sketch": None,
    "path.effects": [],
    "font.sans-serif": ["DejaVu Sans"],
    "font.serif": ["DejaVu Serif"],
    "font.monospace": ["DejaVu Sans Mono"],
    "font.cursive": ["DejaVu Sans"],
    "font.fantasy": ["DejaVu Sans"],
}
"""What a user's matplotlibrc could otherwise change in the bytes of a figure."""


@contextmanager
def drawing_defaults(family: tuple[str, ...] = ()) -> Iterator[None]:
    """matplotlib's settings as headmap needs them, for the time of a ``with``; then the caller's again.

    family: the fonts of the text, which math is set in too, as far as they have it.
    Missing characters are for the choice of fonts to warn of, so that each is named once.
    """
    import matplotlib

    settings = OWN_DEFAULTS | (_math_in(family[0]) if family else {})
    with matplotlib.rc_context(cast(Any, settings)), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        yield


def _math_in(name: str) -> dict[str, Any]:
    """Return the settings that set math in a font, whose name is escaped for a fontconfig pattern."""
    escaped = re.sub(r"([\\\-:,])", r"\\\1", name)
    return {
        "mathtext.fontset": "custom",
        "mathtext.fallback": "stixsans" if "sans" in name.lower() else "stix",
        "mathtext.default": "it",
        "mathtext.rm": escaped,
        "mathtext.it": f"{escaped}:italic",
        "mathtext.bf": f"{escaped}:bold",
        "mathtext.bfit": f"{escaped}:italic:bold",
        "mathtext.sf": escaped,
        "mathtext.tt": "DejaVu Sans Mono",
        "mathtext.cal": escaped,
    }
