"""The fonts that a figure's text is set in: the style's, then any installed one that has a character."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..mpl.rcparams import headmap_rcparams, import_matplotlib

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

log = logging.getLogger("headmap")

LAST_RESORT = "DejaVu Sans"
ANY = "sans-serif"
NO_REAL_FONT = "Last Resort"
"""matplotlib's own font of empty boxes, which claims to have every character."""
GENERIC = {
    "serif": "DejaVu Serif",
    "sans-serif": "DejaVu Sans",
    "sans serif": "DejaVu Sans",
    "sans": "DejaVu Sans",
    "monospace": "DejaVu Sans Mono",
    "cursive": "DejaVu Sans",
    "fantasy": "DejaVu Sans",
}
"""The font that draws each generic family of CSS; settings.OWN_DEFAULTS has the same for matplotlib."""
INDEXING_SECONDS = 1.0
SHOWN = 8


def font(family: tuple[str, ...], size: float, bold: bool) -> FontProperties:
    """matplotlib's name for the fonts of a family list at a size in points; DejaVu Sans comes last.

    After it, for a viewer of SVG that has none of these, whatever it has without serifs.
    """
    from matplotlib.font_manager import FontProperties

    names = list(dict.fromkeys((*family, LAST_RESORT, ANY)))
    return FontProperties(family=names, size=size, weight="bold" if bold else "normal")


def _real(family: tuple[str, ...]) -> list[str]:
    """Return the fonts of a family list, with a font for each generic name, and DejaVu Sans last."""
    names = [GENERIC.get(name.lower(), name) for name in family]
    return list(dict.fromkeys([*names, LAST_RESORT]))


@cache
def face(family: tuple[str, ...], bold: bool) -> Any:
    """The fonts of a family list as one that falls back from each to the next, by matplotlib's font index."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    paths = []
    for name in _real(family):
        with suppress(ValueError):
            wanted = FontProperties(family=[name], weight="bold" if bold else "normal")
            paths.append(findfont(wanted, fallback_to_default=False))
    return get_font(list(dict.fromkeys(paths)))


def covering(family: tuple[str, ...], text: Iterable[str]) -> tuple[str, ...]:
    """The families, and after them those installed ones that have what these lack of a text.

    Warns, once each, of families that are not installed and of characters that no installed font has.
    """
    import_matplotlib()
    with _patience():
        import matplotlib.font_manager  # noqa: F401 - makes the index of fonts where there is none
    with headmap_rcparams():
        return _covering(family, text)


def _covering(family: tuple[str, ...], text: Iterable[str]) -> tuple[str, ...]:
    known = _installed(family)
    characters = {c for c in text if c.isprintable() and not c.isspace() and not c.isascii()}
    missing = characters and {c for c in characters if not any(_has(path, c) for path in _paths(known))}
    further = []
    while missing:
        has = {name: {c for c in missing if _has(path, c)} for name, path in _usable().items()}
        best = max(sorted(has), key=lambda name: len(has[name]), default="")
        if not best or not has[best]:
            break
        further.append(best)
        missing -= has[best]
    if missing:
        shown = ", ".join(f"{c!r} (U+{ord(c):04X})" for c in sorted(missing)[:SHOWN])
        more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        log.warning(
            "no installed font has %s%s; install one that does, such as a Noto font of its script",
            shown,
            more,
        )
    return (*known, *further)


def _installed(family: tuple[str, ...]) -> tuple[str, ...]:
    """The families that there are, each generic name as it is; warns of the others."""
    from matplotlib.font_manager import fontManager

    def names() -> set[str]:
        return {entry.name.lower() for entry in fontManager.ttflist}

    wanted = {name for name in family if name.lower() not in GENERIC and name != LAST_RESORT}
    there = names() if wanted else set()
    if any(name.lower() not in there for name in wanted):
        _index_new_fonts()
        there = names()
    gone = [name for name in family if name in wanted and name.lower() not in there]
    for name in gone:
        log.warning(
            "font %r is not installed; the next of text.family is used, at last %s", name, LAST_RESORT
        )
    return tuple(name for name in family if name not in gone) or (LAST_RESORT,)


def _paths(family: tuple[str, ...]) -> list[str]:
    """The font files of a family list, by matplotlib's font index."""
    from matplotlib.font_manager import FontProperties, findfont

    paths = []
    for name in _real(family):
        with suppress(ValueError):
            paths.append(str(findfont(FontProperties(family=[name]), fallback_to_default=False)))
    return paths


@cache
def _usable() -> dict[str, str]:
    """The upright files of usual weight of all installed families that can be drawn at any size, by name."""
    from matplotlib.font_manager import fontManager

    _index_new_fonts()
    upright = [e for e in fontManager.ttflist if e.style == "normal" and NO_REAL_FONT not in e.name]
    upright.sort(key=lambda entry: (entry.name, abs(int(entry.weight) - 400), entry.fname))
    return {entry.name: entry.fname for entry in reversed(upright) if not getattr(entry, "index", 0)}


@cache
def _index_new_fonts() -> None:
    """Take in fonts that were installed after matplotlib made its index."""
    from matplotlib.font_manager import findSystemFonts, fontManager

    known = {entry.fname for entry in fontManager.ttflist}
    for path in sorted(set(findSystemFonts()) - known):
        with suppress(OSError, RuntimeError, NotImplementedError, ValueError):
            fontManager.addfont(path)


@cache
def _has(path: str, character: str) -> bool:
    from matplotlib.font_manager import get_font

    with suppress(OSError, RuntimeError):
        return bool(get_font(path).get_char_index(ord(character)))
    return False


@contextmanager
def _patience() -> Iterator[None]:
    """Says, after a second, why a first start takes long: matplotlib looks at every font there is, once."""
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
