"""Classification + Style -> the bytes of a figure: merge, layout and writers in a row."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
from msgspec.structs import replace

from .core.arguments import expect_classification, type_name
from .core.classification import Classification
from .core.comparison import AlignedPair, Comparison, split
from .core.composite import merge
from .core.errors import HeadmapError, UsageError
from .core.strings import printable
from .describe.alt_text import alt_comparison, alt_text
from .embed.fingerprint import fingerprint
from .embed.metadata import FigureMetadata, payload
from .layout.comparison import STATES, comparison_plan
from .layout.labels import shown_labels
from .layout.page import Page, fill_panels, layout_page, layout_split
from .layout.plan import plan
from .layout.plan_types import Plan
from .layout.skeleton import PageSkeleton, page_skeleton
from .layout.tooltips import tooltips
from .scene.marks import Scene
from .style.legibility import warn_of_alike_colors
from .style.python import expect_style
from .style.schema import Style
from .text.fonts import covering
from .text.measure import measuring
from .writers import encode, format_of, write_files

LARGER = 1.05
"""From one size that is tried for an error message to the next."""
MOST_TRIES = 80

TITLE = "Attention heads by category"
COMPARISON = "Attention heads kept, gained and lost by category"


def draw(classification: Classification, style: Style | None = None) -> Scene:
    """The scene of a figure, laid out with the fonts of this machine."""
    style = _with_fonts(style or Style(), classification.categories)
    shown = plan(merge(classification), style)
    _check_colors(shown)
    return compose(shown, style)


def _check_colors(shown: Plan) -> None:
    """Warn of colours that the legend explains and that look alike."""
    warn_of_alike_colors([(entry.label, entry.color, entry.hatch) for entry in shown.entries])


def compose(shown: Plan, style: Style) -> Scene:
    """Lay out the page of a plan and fill its panels."""
    return fill_panels(cached_page(page_skeleton(shown, style), msgspec.json.encode(style)), shown)


@lru_cache(maxsize=32)
def cached_page(outline: PageSkeleton, style: bytes) -> Page:
    """The page of an outline in a style, given as JSON; kept, since many figures of a batch share it."""
    chosen = msgspec.json.decode(style, type=Style)
    with measuring(chosen.text.family, chosen.layout.dpi, chosen.text.math) as measure:
        return layout_page(outline, chosen, measure)


def draw_split(classification: Classification, style: Style | None = None) -> Mapping[str, Scene]:
    """The scene of each panel alone, all of one size, and that of the legend, by their names."""
    style = _with_fonts(style or Style(), classification.categories)
    _check_colors(plan(merge(classification), style))
    with measuring(style.text.family, style.layout.dpi, style.text.math) as measure:
        return layout_split(plan(merge(classification), style), style, measure)


def comparison(
    pair: AlignedPair, found: Comparison, style: Style, formats: Iterable[str]
) -> dict[str, bytes]:
    """The bytes of the figure of two classifications, in each of png, svg, pdf and html, made once each."""
    style = _with_fonts(style, pair.categories)
    scene = compose(comparison_plan(pair, style), style)
    labels = shown_labels(pair.categories, style)
    said = FigureMetadata(_title(style) or COMPARISON, printable(alt_comparison(found, labels)))
    names = tuple(f"{name}: {state}" for state in STATES for name in pair.categories)
    data = Classification(names, np.concatenate(split(pair)), pair.present)
    return {format: _encoded(scene, format, data, style, said) for format in dict.fromkeys(formats)}


def save(classification: Classification, *paths: str | Path, style: Style | None = None) -> None:
    """Write the figure to one or more files, the format by each name's ending: all of them or none.

    Raises UsageError for an ending that is no format, OutputError when a file cannot be written.
    """
    if not paths:
        raise UsageError("headmap.save needs the path of a file, or several")
    expect_classification(classification, "save")
    style = expect_style(style)
    for path in paths:
        if not isinstance(path, str | os.PathLike):
            raise UsageError(
                f"headmap.save takes paths; found {type_name(path)}; style goes by its name: style="
            )
    formats = {str(path): format_of(path) for path in paths}
    made = encoded(draw(classification, style), formats.values(), classification, style)
    write_files({path: made[format] for path, format in formats.items()})


def about(classification: Classification, style: Style, carry: bool = True) -> FigureMetadata:
    """What a figure's file says of it, and, with carry, its data and style."""
    said = alt_text(merge(classification), shown_labels(classification.categories, style))
    return FigureMetadata(_title(style) or TITLE, said, payload(classification, style) if carry else None)


def encoded(
    scene: Scene,
    formats: Iterable[str],
    classification: Classification,
    style: Style,
    carry: bool = True,
    tips: bool = False,
    part: str = "",
) -> dict[str, bytes]:
    """The bytes of a scene in each format, made once each; with carry, with its data and style inside.

    tips: an SVG says of each head that is pointed at in which categories it is.
    part: what of the figure the scene is, where it is not the whole: a name that draw_split gives.
    """
    said = about(classification, style, carry)
    made_of = said.payload or payload(classification, style)
    if tips:
        said = replace(said, tips=tuple(tooltips(scene, classification, style)))
    made = {}
    for format in dict.fromkeys(formats):
        key = fingerprint(made_of, classification, format, carry, tips, part)
        own = replace(said, key=key)
        made[format] = _encoded(scene, format, classification, style, own)
    return made


def _encoded(
    scene: Scene, format: str, classification: Classification, style: Style, said: FigureMetadata
) -> bytes:
    if format == "vl.json":
        from .writers.vegalite import vega_lite

        return vega_lite(merge(classification), style, said.key)
    if format == "html":
        from .writers.html import html

        # The page says itself what a head is, so its SVG has no tooltips, which would lie over the cells.
        return html(scene, encode(scene, "svg", replace(said, tips=())), classification, style, said)
    return encode(scene, format, said)


def _title(style: Style) -> str:
    return printable(" ".join(style.title.split()))


def _with_fonts(style: Style, categories: tuple[str, ...]) -> Style:
    """The style with fonts for every character of a figure."""
    text = "".join((msgspec.json.encode(style).decode(), *categories))
    family = covering(style.text.family, text)
    return replace(style, text=replace(style.text, family=family))


def scene_within(classification: Classification, style: Style, room: tuple[int, int], dpi: float) -> Scene:
    """Lay out a figure so that it is at most as large as a given space.

    Args:
        room: width and height of the space in pixels.
        dpi: pixels per inch.

    Raises:
        HeadmapError: if nothing fits, with a size that does.
    """
    style = replace(style, layout=replace(style.layout, dpi=dpi))
    scene = _laid_out(classification, style, room) or _fitted(classification, style, room)
    if scene is not None:
        return scene
    here = f"parent= is {_inches(room[0] / dpi)} x {_inches(room[1] / dpi)} in"
    for width, height in _larger(room, dpi):
        pixels = (int(width * dpi + 0.01), int(height * dpi + 0.01))
        if _fitted(classification, style, pixels) is not None:
            needs = f"the figure needs about {_inches(width)} x {_inches(height)} in"
            raise HeadmapError(
                f"{here}, too small; {needs}: enlarge it, or show fewer panels or smaller text"
            )
    raise HeadmapError(f"{here}, and the figure fits no size of these proportions; change its shape")


def _fitted(classification: Classification, style: Style, room: tuple[int, int]) -> Scene | None:
    """Lay out a figure as wide as a space, else one that fills it; None if the panels do not fit."""
    width, height = room
    if min(room) < 1:
        return None
    wide = replace(style.layout, width=width * 72 / style.layout.dpi)
    whole = replace(wide, aspect=f"{width}:{height}")
    as_wide = _laid_out(classification, replace(style, layout=wide), room)
    return as_wide or _laid_out(classification, replace(style, layout=whole), room)


def _laid_out(classification: Classification, style: Style, room: tuple[int, int]) -> Scene | None:
    """Lay out a figure; None if it is larger than a space, or if its panels do not fit its own page."""
    try:
        scene = draw(classification, style)
    except HeadmapError:
        return None
    return scene if scene.width <= room[0] and scene.height <= room[1] else None


def _larger(room: tuple[int, int], dpi: float) -> Iterator[tuple[float, float]]:
    """Yield ever larger sizes of the same proportions, in whole hundredths of an inch."""
    width, height = max(room[0], 1) / dpi, max(room[1], 1) / dpi
    for power in range(1, MOST_TRIES):
        factor = LARGER**power
        yield math.ceil(width * factor * 100) / 100, math.ceil(height * factor * 100) / 100


def _inches(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")
