"""matplotlib's settings while headmap measures or draws, so that neither a matplotlibrc nor the environment
changes a figure's bytes.
"""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from functools import cache
from pathlib import Path
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
"""What headmap sets otherwise than matplotlib does."""


def import_matplotlib() -> None:
    """Import matplotlib, without any matplotlibrc if ``MATPLOTLIBRC`` is the null device.

    The command line sets it so, see process.shield. matplotlib would still read a file of the current folder,
    which may be broken, a named pipe or endless; where there is one, the import happens in another folder.
    """
    skips_files = os.environ.get("MATPLOTLIBRC") == os.devnull
    if "matplotlib" not in sys.modules and skips_files and os.path.lexists("matplotlibrc"):
        with chdir(Path(__file__).parent):
            import matplotlib
    else:
        import matplotlib  # noqa: F401 - imported here, used by those who call this


@contextmanager
def headmap_rcparams(family: tuple[str, ...] = ()) -> Iterator[None]:
    """matplotlib's settings as headmap needs them, for the time of a ``with``; then the caller's again.

    They are matplotlib's own defaults, whatever the caller's matplotlibrc, and OWN_DEFAULTS over them.
    SOURCE_DATE_EPOCH is hidden for that time: no figure has a date, and matplotlib fails if it is no number.
    family: the fonts of the text, which math is set in too, as far as they have it.
    Missing characters are for the choice of fonts to warn of, so that each is named once.
    """
    import matplotlib

    settings = OWN_DEFAULTS | (_math_in(family[0]) if family else {})
    with matplotlib.rc_context(), warnings.catch_warnings():
        # The defaults are valid as they are; rcParams.update would check all 300 again, in 5 ms.
        parameters = cast(dict[str, Any], matplotlib.rcParams)
        dict.update(parameters, _matplotlib_defaults())
        parameters.update(settings)
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        epoch = os.environ.pop("SOURCE_DATE_EPOCH", None)
        try:
            yield
        finally:
            if epoch is not None:
                os.environ["SOURCE_DATE_EPOCH"] = epoch


@cache
def _matplotlib_defaults() -> dict[str, Any]:
    """matplotlib's own defaults, without the backend, which is the caller's to choose."""
    import matplotlib

    defaults: dict[str, Any] = dict(dict.items(cast(dict[str, Any], matplotlib.rcParamsDefault)))
    defaults.pop("backend", None)
    return defaults


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
