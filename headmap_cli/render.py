"""Classification + Style -> the bytes of a figure: merge, layout and writers in a row."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec.structs import replace

from .alt import alt_text
from .carried import About, payload
from .classification import Classification
from .composite import merge
from .fonts import covering
from .layout import layout, layout_split
from .layout.plan import printable, shown_label
from .scene import Scene
from .style.types import Style
from .text import measuring
from .tips import tooltips
from .writers import encode, format_of, write_files

TITLE = "Attention heads by category"


def draw(classification: Classification, style: Style | None = None) -> Scene:
    """The scene of a figure, laid out with the fonts of this machine."""
    style = _with_fonts(style or Style(), classification)
    with measuring(style.text.family, style.layout.dpi, style.text.math) as measure:
        return layout(merge(classification), style, measure)


def draw_split(classification: Classification, style: Style | None = None) -> Mapping[str, Scene]:
    """The scene of each panel alone, all of one size, and that of the legend, by their names."""
    style = _with_fonts(style or Style(), classification)
    with measuring(style.text.family, style.layout.dpi, style.text.math) as measure:
        return layout_split(merge(classification), style, measure)


def save(classification: Classification, *paths: str | Path, style: Style | None = None) -> None:
    """Write the figure to one or more files, the format by each name's ending: all of them or none.

    Raises UsageError for an ending that is no format, OutputError when a file cannot be written.
    """
    formats = {str(path): format_of(path) for path in paths}
    style = style or Style()
    made = encoded(draw(classification, style), formats.values(), classification, style)
    write_files({path: made[format] for path, format in formats.items()})


def about(classification: Classification, style: Style, carry: bool = True) -> About:
    """What a figure's file says of it, and, with carry, its data and style."""
    labels = [shown_label(name, style) for name in classification.categories]
    said = alt_text(merge(classification), [printable(label) for label in labels])
    title = printable(" ".join(style.title.split())) or TITLE
    return About(title, said, payload(classification, style) if carry else None)


def encoded(
    scene: Scene,
    formats: Iterable[str],
    classification: Classification,
    style: Style,
    carry: bool = True,
    tips: bool = False,
) -> dict[str, bytes]:
    """The bytes of a scene in each format, made once each; with carry, with its data and style inside.

    tips: an SVG says of each head that is pointed at in which categories it is.
    """
    said = about(classification, style, carry)
    if tips:
        said = dataclasses.replace(said, tips=tuple(tooltips(scene, classification, style)))
    return {format: _encoded(scene, format, classification, style, said) for format in dict.fromkeys(formats)}


def _encoded(scene: Scene, format: str, classification: Classification, style: Style, said: About) -> bytes:
    if format == "vl.json":
        from .writers.vegalite import vega_lite

        return vega_lite(merge(classification), style)
    if format == "html":
        from .writers.html import html

        return html(scene, encode(scene, "svg", said), classification, style, said)
    return encode(scene, format, said)


def _with_fonts(style: Style, classification: Classification) -> Style:
    """The style with fonts for every character of a figure."""
    text = "".join((msgspec.json.encode(style).decode(), *classification.categories))
    family = covering(style.text.family, text)
    return replace(style, text=replace(style.text, family=family))
