"""Whether a figure shows exactly some data and style; the differences in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np

from .. import __version__
from ..core.classification import Classification
from ..core.errors import input_error
from ..core.strings import quote
from ..embed.extract import Embedded, NothingEmbeddedError, format_of_content
from ..embed.fingerprint import key_place
from ..embed.metadata import SVG_TIPS
from ..files.streams import is_stream
from ..readers import Input, Options, read_inputs
from ..render import draw, draw_split, encoded
from ..scene.marks import Scene
from ..style.load import build
from ..style.schema import Style
from ..style.sources import with_source
from ..writers import PICTURES, format_of

SHOWN = 6
BEGINNINGS = {"png": "a PNG picture", "svg": "an SVG picture", "pdf": "a PDF"}
"""The formats that a file's first bytes tell, with what messages call them."""
OTHERS = {
    b"II*\0": "a TIFF picture",
    b"MM\0*": "a TIFF picture",
    b"%!PS": "PostScript",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"BM": "a BMP picture",
}
"""How files of pictures begin that headmap does not make."""


def differences(figure: Input, data: Classification, style: Style | None) -> list[str]:
    """What a figure shows other than these data and style would give; nothing where it is the same.

    style: None where only the data is asked about; then the style is the one that the figure carries.
    A figure that carries nothing is held against one drawn without data in it.
    Raises InputError where the figure cannot be read.
    """
    source = figure.source
    theirs = _carried(figure)
    if theirs:
        shown = read_inputs([figure], Options(max_bytes=source.max_bytes))
        own_style = build(with_source(theirs.style, f"{source.name} (the style that it carries)"))
        found = [*_data_differences(shown, data), *_style_differences(own_style, style or own_style)]
        if found:
            return found
        style = own_style
    style = style or Style()
    format = _format(figure)
    if format in BEGINNINGS and format_of_content(source.start) != format:
        return [f"is {_kind(source.start)}, not {BEGINNINGS[format]}, which its name says"]
    tips = format == "svg" and SVG_TIPS.encode() in source.data
    for scene in _scenes(data, style, format):
        drawn = encoded(scene, [format], data, style, theirs is not None, tips)[format]
        if same_file(source.data, drawn, format):
            return []
    return [_drawn_differently(theirs)]


def same_file(theirs: bytes, ours: bytes, format: str) -> bool:
    """Return whether a file is the one that has just been drawn, apart from the content key that it records.

    Another version of matplotlib changes the key even if it changes nothing else, so any key is accepted; but
    only in the place of ours, so that nothing can be hidden under its name elsewhere.
    """
    if format == "png":
        from .png import same_png

        return same_png(theirs, ours)
    place = key_place(ours, format)
    if place is None or not re.fullmatch(rb"[0-9a-f]{64}", theirs[place]):
        return theirs == ours
    return theirs[: place.start] == ours[: place.start] and theirs[place.stop :] == ours[place.stop :]


def _scenes(data: Classification, style: Style, format: str) -> Iterator[Scene]:
    """What a file may show: the whole figure, or, as --split writes them, a part of it."""
    yield draw(data, style)
    if format in PICTURES:
        yield from draw_split(data, style).values()


def _format(figure: Input) -> str:
    """The format of a figure: by its name, or, for a stream, by its content."""
    if not is_stream(figure.path):
        return format_of(figure.path)
    format = format_of_content(figure.source.start)
    if format is None:
        raise input_error(figure.source.name, "is no figure; expected one that headmap made")
    return format


def _kind(start: bytes) -> str:
    """Return what a file is by its first bytes."""
    for beginning, kind in OTHERS.items():
        if start.startswith(beginning):
            return kind
    return BEGINNINGS.get(format_of_content(start) or "", "a file of another kind")


def _carried(figure: Input) -> Embedded | None:
    """What the figure carries, if anything; a figure made with --no-data carries nothing."""
    try:
        return figure.carried
    except NothingEmbeddedError:
        return None


def _data_differences(shown: Classification, data: Classification) -> Iterator[str]:
    if (shown.layers, shown.heads) != (data.layers, data.heads):
        yield (f"shows a grid of {shown.layers} x {shown.heads}; the data has {data.layers} x {data.heads}")
        return
    if shown.categories != data.categories and set(shown.categories) == set(data.categories):
        yield f"shows the categories in another order: {', '.join(map(quote, shown.categories[:SHOWN]))}"
    for name in [name for name in data.categories if name not in shown.categories]:
        yield f"does not show category {quote(name)}"
    for name in [name for name in shown.categories if name not in data.categories]:
        yield f"shows category {quote(name)}, which the data does not have"
    for name in [name for name in data.categories if name in shown.categories]:
        theirs = shown.membership[shown.categories.index(name)]
        ours = data.membership[data.categories.index(name)]
        yield from _heads("does not show", "as " + quote(name), ours & ~theirs)
        yield from _heads("shows", f"as {quote(name)}, which the data does not", theirs & ~ours)
    yield from _heads("shows", "as absent, which the data does not", data.present & ~shown.present)
    yield from _heads("does not show", "as absent", shown.present & ~data.present)
    if shown.model != data.model:
        yield f"is of model {quote(shown.model)}; the data is of {quote(data.model)}"


def _heads(verb: str, tail: str, mask: np.ndarray[Any, Any]) -> Iterator[str]:
    heads = [f"L{layer}H{head}" for layer, head in np.argwhere(mask)]
    if heads:
        more = f" and {len(heads) - SHOWN} more" if len(heads) > SHOWN else ""
        yield f"{verb} {', '.join(heads[:SHOWN])}{more} {tail}"


def _style_differences(theirs: Style, ours: Style) -> Iterator[str]:
    one, other = _flat(msgspec.to_builtins(theirs)), _flat(msgspec.to_builtins(ours))
    for key in dict.fromkeys((*other, *one)):
        if one.get(key) != other.get(key) and key != "preset":
            yield f"has {key} {quote(one.get(key))}; the style has {quote(other.get(key))}"


def _flat(data: dict[str, Any], path: str = "") -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in data.items():
        here = f"{path}.{key}" if path else key
        out |= _flat(value, here) if isinstance(value, dict) else {here: value}
    return out


def _drawn_differently(found: Embedded | None) -> str:
    """What to say of a file that says the same and is not the same."""
    by = ""
    if found and found.version != __version__:
        by = f" (made by headmap {found.version}; this is {__version__})"
    what = "the data and style match, but the picture differs" if found else "the picture differs"
    return (
        f"{what} from what headmap draws now{by}; redraw it, or check for other fonts or another version of "
        "matplotlib"
    )
