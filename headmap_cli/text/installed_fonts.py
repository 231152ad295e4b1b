"""Look up the fonts of this machine, by matplotlib's index of them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

log = logging.getLogger("headmap")

LAST_RESORT = "DejaVu Sans"
"""The font that matplotlib comes with, which every machine therefore has."""
PLACEHOLDER_FONT = "Last Resort"
"""matplotlib's own font of empty boxes, which claims to have every character."""
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
INDEXING_SECONDS = 1.0
REGULAR_WEIGHT = 400


def font_file(name: str, bold: bool = False) -> str | None:
    """Return the file of a font; None if it is not installed."""
    from matplotlib.font_manager import FontProperties, findfont

    properties = FontProperties(family=[name], weight="bold" if bold else "normal")
    try:
        return str(findfont(properties, fallback_to_default=False))
    except ValueError:
        return None


def font_files(family: Iterable[str], bold: bool = False) -> list[str]:
    """Return the files of a family list, with a font for each generic name, and DejaVu Sans last."""
    files: list[str] = []
    for name in (*family, LAST_RESORT):
        file = font_file(GENERIC_FAMILIES.get(name.lower(), name), bold)
        # Two names may lead to one file, which must not come twice in a list of fallbacks.
        if file is not None and file not in files:
            files.append(file)
    return files


def missing_families(family: Iterable[str]) -> list[str]:
    """Return the families of a list that are not installed; a generic one always is."""
    missing = []
    for name in family:
        if name.lower() in GENERIC_FAMILIES or name == LAST_RESORT or _is_indexed(name):
            continue
        # The font may have been installed since matplotlib made its index.
        index_new_fonts()
        if not _is_indexed(name):
            missing.append(name)
    return missing


def _is_indexed(name: str) -> bool:
    """Return whether a font is in matplotlib's index; the case of its name does not matter."""
    from matplotlib.font_manager import fontManager

    return any(entry.name.lower() == name.lower() for entry in fontManager.ttflist)


@cache
def usable_files() -> dict[str, str]:
    """Return the upright files of regular weight of all families that can be drawn at any size, by name."""
    from matplotlib.font_manager import fontManager

    index_new_fonts()
    upright = [
        entry
        for entry in fontManager.ttflist
        if entry.style == "normal" and PLACEHOLDER_FONT not in entry.name
    ]
    upright.sort(key=lambda entry: (entry.name, abs(int(entry.weight) - REGULAR_WEIGHT), entry.fname))
    files: dict[str, str] = {}
    for entry in upright:
        # matplotlib opens the first font of a collection whichever is meant; older versions list no other.
        if not getattr(entry, "index", 0):
            files.setdefault(entry.name, entry.fname)
    return files


@cache
def index_new_fonts() -> None:
    """Add the fonts to matplotlib's index that were installed after it was made."""
    from matplotlib.font_manager import findSystemFonts, fontManager

    indexed = {entry.fname for entry in fontManager.ttflist}
    for path in sorted(set(findSystemFonts()) - indexed):
        # One broken file of a machine's hundreds is no reason to draw nothing.
        with suppress(OSError, RuntimeError, NotImplementedError, ValueError):
            fontManager.addfont(path)


@cache
def has_character(path: str, character: str) -> bool:
    """Return whether a font file has a character."""
    from matplotlib.font_manager import get_font

    with suppress(OSError, RuntimeError):
        return bool(get_font(path).get_char_index(ord(character)))
    return False


@contextmanager
def announce_indexing() -> Iterator[None]:
    """Explain a long wait inside the with block: matplotlib reads every font, once per machine."""
    import matplotlib

    if any(Path(matplotlib.get_cachedir()).glob("fontlist-*.json")):
        yield
        return
    message = "indexing the fonts of this machine, which only the first start does ..."
    timer = threading.Timer(INDEXING_SECONDS, log.warning, [message])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
