"""Set matplotlib's parameters while headmap measures or draws.

So neither a matplotlibrc nor the environment changes a figure's bytes.
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

HEADMAP_PARAMETERS: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "headmap",
    "svg.id": None,
    "pdf.fonttype": 42,
    "pdf.use14corefonts": False,
    "pdf.inheritcolor": False,
    # As in a PNG, so that letters in a notebook keep the width that they are measured with.
    "text.hinting": "no_hinting",
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
"""The parameters that headmap sets, whether or not they are matplotlib's defaults at present."""


def import_matplotlib() -> None:
    """Import matplotlib, without any matplotlibrc if ``MATPLOTLIBRC`` is the null device.

    The command line sets it so, see cli/process.py. matplotlib would still read a file of the current folder,
    which may be broken, a named pipe or endless; if there is one, the import happens in another folder.
    """
    skips_files = os.environ.get("MATPLOTLIBRC") == os.devnull
    if "matplotlib" not in sys.modules and skips_files and os.path.lexists("matplotlibrc"):
        with chdir(Path(__file__).parent):
            import matplotlib
    else:
        import matplotlib  # noqa: F401 - imported here, used by those who call this


@contextmanager
def headmap_rcparams(family: tuple[str, ...] = ()) -> Iterator[None]:
    """Set matplotlib's parameters as headmap needs them inside the with block, then restore the caller's.

    They are matplotlib's own defaults, whatever the caller's matplotlibrc, and HEADMAP_PARAMETERS over them.

    Args:
        family: The fonts of the text, which math is set in too, as far as they have it.
    """
    import_matplotlib()
    import matplotlib

    parameters = dict(HEADMAP_PARAMETERS)
    if family:
        parameters |= _math_parameters(family[0])
    with matplotlib.rc_context(), warnings.catch_warnings():
        # The defaults are valid as they are; rcParams.update would check all 300 again, in 5 ms.
        rc_params = cast(dict[str, Any], matplotlib.rcParams)
        dict.update(rc_params, _matplotlib_defaults())
        rc_params.update(parameters)
        # The choice of fonts warns of missing characters, so that each is named once.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        # No figure has a date, and matplotlib fails if the variable is not a number.
        epoch = os.environ.pop("SOURCE_DATE_EPOCH", None)
        try:
            yield
        finally:
            if epoch is not None:
                os.environ["SOURCE_DATE_EPOCH"] = epoch


@cache
def _matplotlib_defaults() -> dict[str, Any]:
    """Return matplotlib's own defaults, without the backend, which is the caller's to choose."""
    import matplotlib

    # As a plain dict, since RcParams would warn of parameters that are deprecated.
    defaults = cast(dict[str, Any], matplotlib.rcParamsDefault)
    return {name: value for name, value in dict.items(defaults) if name != "backend"}


def _math_parameters(font: str) -> dict[str, Any]:
    """Return the parameters that set math in a font, whose name is escaped for a fontconfig pattern."""
    escaped = re.sub(r"([\\\-:,])", r"\\\1", font)
    return {
        "mathtext.fontset": "custom",
        "mathtext.fallback": "stixsans" if "sans" in font.lower() else "stix",
        "mathtext.default": "it",
        "mathtext.rm": escaped,
        "mathtext.it": f"{escaped}:italic",
        "mathtext.bf": f"{escaped}:bold",
        "mathtext.bfit": f"{escaped}:italic:bold",
        "mathtext.sf": escaped,
        "mathtext.tt": "DejaVu Sans Mono",
        "mathtext.cal": escaped,
    }
