"""Look up the fonts of this machine: matplotlib's own by their paths, all others by its index of them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from .bundled_fonts import BUNDLED_FILES, GENERIC_FAMILIES, LAST_LATIN_1, LAST_RESORT, MINUS, bundled_file

log = logging.getLogger("headmap")

PLACEHOLDER_FONT = "Last Resort"
"""matplotlib's own font of empty boxes, which claims to have every character."""
INDEXING_SECONDS = 1.0
REGULAR_WEIGHT = 400


@cache
def font_manager() -> Any:
    """Import matplotlib's font manager, which makes its index of fonts where there is none."""
    from ..mpl.rcparams import import_matplotlib

    import_matplotlib()
    with announce_indexing():
        from matplotlib import font_manager

    return font_manager


@cache
def font_file(name: str, bold: bool = False) -> str | None:
    """Return the file of a font; None if it is not installed."""
    bundled = bundled_file(name, bold)
    if bundled is not None:
        return bundled
    from ..mpl.rcparams import headmap_rcparams

    manager = font_manager()
    with headmap_rcparams():
        family = GENERIC_FAMILIES.get(name.lower(), name)
        properties = manager.FontProperties(family=[family], weight="bold" if bold else "normal")
        try:
            return str(manager.findfont(properties, fallback_to_default=False))
        except ValueError:
            return None


@cache
def font_files(family: tuple[str, ...], bold: bool = False) -> tuple[str, ...]:
    """Return the files of a family list, with a font for each generic name, and DejaVu Sans last."""
    files: list[str] = []
    for name in (*family, LAST_RESORT):
        file = font_file(name, bold)
        # Two names may lead to one file, which must not come twice in a list of fallbacks.
        if file is not None and file not in files:
            files.append(file)
    return tuple(files)


def missing_families(family: Iterable[str]) -> list[str]:
    """Return the families of a list that are not installed; a generic one always is."""
    missing = []
    for name in family:
        if name.lower() in GENERIC_FAMILIES or bundled_file(name) is not None or _is_indexed(name):
            continue
        # The font may have been installed since matplotlib made its index.
        index_new_fonts()
        if not _is_indexed(name):
            missing.append(name)
    return missing


def _is_indexed(name: str) -> bool:
    """Return whether a font is in matplotlib's index; the case of its name does not matter."""
    return any(entry.name.lower() == name.lower() for entry in font_manager().fontManager.ttflist)


@cache
def usable_files() -> dict[str, str]:
    """Return the upright files of regular weight of all families that can be drawn at any size, by name."""
    index_new_fonts()
    upright = [
        entry
        for entry in font_manager().fontManager.ttflist
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
    manager = font_manager()
    indexed = {entry.fname for entry in manager.fontManager.ttflist}
    for path in sorted(set(manager.findSystemFonts()) - indexed):
        # One broken file of a machine's hundreds is no reason to draw nothing.
        with suppress(OSError, RuntimeError, NotImplementedError, ValueError):
            manager.fontManager.addfont(path)


def has_character(path: str, character: str) -> bool:
    """Return whether a font file has a character."""
    # Most figures have no other characters and fonts, and need no look into a font for this.
    if (character <= LAST_LATIN_1 or character == MINUS) and path in _bundled_paths():
        return True
    return _maps_character(path, character)


@cache
def _bundled_paths() -> frozenset[str]:
    """Return the files of matplotlib's own fonts of text."""
    files: set[str] = set()
    for name in BUNDLED_FILES:
        files.update(file for file in (bundled_file(name), bundled_file(name, True)) if file is not None)
    return frozenset(files)


@cache
def _maps_character(path: str, character: str) -> bool:
    """Return whether the character map of a font file has a character."""
    with suppress(OSError, RuntimeError):
        return bool(_open_font(path).get_char_index(ord(character)))
    return False


@lru_cache(maxsize=32)
def _open_font(path: str) -> Any:
    """Open a font with matplotlib's FreeType, since Pillow does not tell which characters a font has."""
    from ..mpl.rcparams import import_matplotlib

    import_matplotlib()
    from matplotlib.ft2font import FT2Font

    return FT2Font(path)


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
