"""Draw figures: lay out a classification in a style, once, and encode it in any number of formats."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec
import numpy as np
from msgspec.structs import replace

from .core.arguments import expect_classification, type_name
from .core.classification import Classification
from .core.comparison import AlignedPair, Comparison, split
from .core.composite import Composite, merge
from .core.errors import UsageError
from .core.strings import printable
from .describe.alt_text import alt_comparison, alt_text
from .embed.fingerprint import Contents
from .embed.metadata import FigureMetadata, payload
from .files.atomic import write_files
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
from .text.fonts import covering_family
from .text.measure import measuring
from .writers.figure import NO_SCENE, DrawnFigure
from .writers.formats import Format, expected_fingerprint, find_format, format_of

TITLE = "Attention heads by category"
COMPARISON_TITLE = "Attention heads kept, gained and lost by category"


class Drawing:
    """The figure of a classification in a style; what its files share is computed once, when it is needed.

    Attributes:
        data: The classification.
        style: The style as it was given, which is also the one that the files carry.
        contents: What the files hold besides the picture.
    """

    def __init__(
        self, data: Classification, style: Style | None = None, contents: Contents | None = None
    ) -> None:
        self.data = data
        self.style = Style() if style is None else style
        self.contents = Contents() if contents is None else contents
        self._panels: Mapping[str, Scene] = {}

    @cached_property
    def scene(self) -> Scene:
        """Lay out the whole figure with the fonts of this machine; warn of colours that look alike."""
        return compose(self._plan, self._style_with_fonts)

    def panels(self) -> Mapping[str, Scene]:
        """Lay out each panel alone, all of one size, and the legend; the scenes by name."""
        if not self._panels:
            style = self._style_with_fonts
            with measuring(style.text.family, style.layout.dpi, style.text.math) as measure:
                self._panels = layout_split(self._plan, style, measure)
        return self._panels

    @cached_property
    def metadata(self) -> FigureMetadata:
        """Return what the files hold besides the picture, without what differs from file to file."""
        labels = shown_labels(self.data.categories, self.style)
        description = alt_text(self._composite, labels)
        carried = self._payload if self.contents.carry else None
        return FigureMetadata(_title(self.style, TITLE), description, carried)

    def encode(self, format: str, part: str = "") -> bytes:
        """Return the bytes of the figure's file.

        Args:
            format: The name of a format, see writers.formats.
            part: One of the names that panels() gives, to show that part alone; empty for the whole figure.

        Raises:
            HeadmapError: If the figure cannot be laid out in its style, or the format cannot show it.
        """
        target = find_format(format)
        # The scene comes first, so that an error of the layout is reported before any other.
        scene = self._shown_scene(target, part)
        key = expected_fingerprint(target, self._payload, self.data, self.contents, part)
        metadata = replace(self.metadata, fingerprint=key)
        if self.contents.tooltips and target.shows_tooltips:
            metadata = replace(metadata, tooltips=tuple(tooltips(scene, self.data, self.style)))
        return target.encode(DrawnFigure(scene, self.data, self.style, metadata))

    def _shown_scene(self, target: Format, part: str) -> Scene:
        """Return what a file shows: a part of the figure, its whole page, or nothing laid out here."""
        if part:
            return self.panels()[part]
        if target.shows_scene:
            return self.scene
        # Planning the figure is what warns of colours that look alike; only the layout can be left out.
        _ = self._plan
        return NO_SCENE

    @cached_property
    def _composite(self) -> Composite:
        """Return the classification with the categories of each head merged."""
        return merge(self.data)

    @cached_property
    def _style_with_fonts(self) -> Style:
        """Return the style with fonts for every character of the figure."""
        return _with_fonts(self.style, self.data.categories)

    @cached_property
    def _plan(self) -> Plan:
        """Plan the panels and the legend; warn of colours that the legend explains and that look alike."""
        drawn = plan(self._composite, self._style_with_fonts)
        warn_of_alike_colors([(entry.label, entry.color, entry.hatch) for entry in drawn.entries])
        return drawn

    @cached_property
    def _payload(self) -> str:
        """Return the data and the style as JSON; the fingerprint needs it even if no file carries it."""
        return payload(self.data, self.style)


def compose(drawn: Plan, style: Style) -> Scene:
    """Lay out the page of a plan and fill its panels.

    Args:
        drawn: The panels and the legend.
        style: A style whose fonts have every character of the plan.
    """
    return fill_panels(cached_page(page_skeleton(drawn, style), msgspec.json.encode(style)), drawn)


@lru_cache(maxsize=32)
def cached_page(skeleton: PageSkeleton, style: bytes) -> Page:
    """Lay out an empty page; cached, since many figures of a batch have the same one.

    Args:
        skeleton: Everything about the figure that its page depends on.
        style: The style as JSON, which unlike a Style can be hashed.
    """
    decoded = msgspec.json.decode(style, type=Style)
    with measuring(decoded.text.family, decoded.layout.dpi, decoded.text.math) as measure:
        return layout_page(skeleton, decoded, measure)


def encode_comparison(
    pair: AlignedPair, comparison: Comparison, style: Style, formats: Iterable[str]
) -> dict[str, bytes]:
    """Return the bytes of the figure that compares two classifications, by format.

    Args:
        pair: The two classifications on one grid.
        comparison: The same in numbers, for the alt text.
        style: The style as the user gave it.
        formats: Names of formats that can show a comparison.
    """
    style = _with_fonts(style, pair.categories)
    scene = compose(comparison_plan(pair, style), style)
    labels = shown_labels(pair.categories, style)
    description = printable(alt_comparison(comparison, labels))
    # To the script of a page, the kept, gained and lost heads of a category are categories of their own.
    names: list[str] = []
    for state in STATES:
        names += [f"{name}: {state}" for name in pair.categories]
    data = Classification(tuple(names), np.concatenate(split(pair)), pair.present)
    figure = DrawnFigure(scene, data, style, FigureMetadata(_title(style, COMPARISON_TITLE), description))
    return {format: find_format(format).encode(figure) for format in dict.fromkeys(formats)}


def save(classification: Classification, *paths: str | Path, style: Style | None = None) -> None:
    """Write the figure to one or more files, all of them or none; each name's ending gives the format.

    Args:
        classification: What the figure shows.
        paths: The files to write.
        style: See load_style; None for the default style.

    Raises:
        UsageError: If a name does not end in a format's extension, or an argument has the wrong type.
        OutputError: If a file cannot be written; then all files are as before.
        HeadmapError: If the figure cannot be laid out in this style.
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
    drawing = Drawing(classification, style)
    encoded = {format: drawing.encode(format) for format in sorted(set(formats.values()))}
    write_files({path: encoded[format] for path, format in formats.items()})


def _title(style: Style, default: str) -> str:
    """Return the title of a figure on one line, or a default where the style has none."""
    title = printable(" ".join(style.title.split()))
    if not title:
        return default
    return title


def _with_fonts(style: Style, categories: tuple[str, ...]) -> Style:
    """Return a style with fonts for every character of a figure."""
    # All texts of a figure but its categories are in the style, so its JSON has every character of them.
    text = "".join((msgspec.json.encode(style).decode(), *categories))
    family = covering_family(style.text.family, text)
    return replace(style, text=replace(style.text, family=family))
