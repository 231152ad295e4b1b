"""Find the fonts that matplotlib comes with by their paths, without importing it."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec

LAST_RESORT = "DejaVu Sans"
"""A font that matplotlib comes with, which every machine therefore has."""
GENERIC_FAMILIES = {
    "serif": "DejaVu Serif",
    "sans-serif": "DejaVu Sans",
    "sans serif": "DejaVu Sans",
    "sans": "DejaVu Sans",
    "monospace": "DejaVu Sans Mono",
    "cursive": "DejaVu Sans",
    "fantasy": "DejaVu Sans",
}
"""The font for each generic family of CSS; mpl.rcparams.HEADMAP_PARAMETERS has the same for matplotlib."""
BUNDLED_FILES = {
    "dejavu sans": ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    "dejavu serif": ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
    "dejavu sans mono": ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"),
    "stixgeneral": ("STIXGeneral.ttf", "STIXGeneralBol.ttf"),
}
"""The regular and the bold file of each family, by its name in lower case."""
LAST_LATIN_1 = "\xff"
"""The last of the characters that every font of BUNDLED_FILES has, as far as they can be seen."""
MINUS = "\N{MINUS SIGN}"
"""The sign of negative numbers, which every font of BUNDLED_FILES has too."""


@cache
def bundled_file(name: str, bold: bool = False) -> str | None:
    """Return the file of a family that matplotlib comes with, or of the one for a generic name; None if none.

    matplotlib's own search gives the same, but importing it takes longer than drawing a figure.
    """
    family = GENERIC_FAMILIES.get(name.lower(), name).lower()
    if family not in BUNDLED_FILES:
        return None
    return _existing_file(BUNDLED_FILES[family][bold])


@cache
def placeholder_file() -> str | None:
    """Return the file of the font of boxes that matplotlib uses for characters that no font has."""
    return _existing_file("LastResortHE-Regular.ttf")


def _existing_file(name: str) -> str | None:
    """Return the path of one of matplotlib's fonts; None if the file is not there.

    Some distributions of Linux move these fonts elsewhere, where only matplotlib's search finds them.
    """
    spec = find_spec("matplotlib")
    if spec is None or not spec.submodule_search_locations:
        return None
    path = os.path.join(spec.submodule_search_locations[0], "mpl-data", "fonts", "ttf", name)
    if not os.path.isfile(path):
        return None
    return path
