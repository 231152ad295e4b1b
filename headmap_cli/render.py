"""Draw figures: lay out a classification in a style once, and encode it in any number of formats."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from msgspec.structs import replace

from .core.arguments import Shown, expect_shown, type_name
from .core.classification import Classification
from .core.composite import Composite, merge_drawn
from .core.errors import HeadmapError, UsageError
from .core.facets import Facets
from .core.number_text import MINUS
from .core.strings import printable
from .describe.alt_text import alt_text
from .describe.marked_heads import marked_text
from .embed.fingerprint import Contents
from .embed.metadata import FigureMetadata, payload
from .files.atomic import write_files
from .layout.labels import shown_labels
from .layout.marked_heads import warn_of_absent_marks
from .layout.page import Page, fill_panels, layout_page, layout_split
from .layout.plan import plan
from .layout.plan_types import Plan
from .layout.skeleton import PageSkeleton, page_skeleton
from .layout.small_cells import warn_of_small_cells
from .layout.swatches import legend_swatches, warn_of_lost_details, warn_of_lost_marks
from .layout.tooltips import tooltips
from .scene.marks import Scene
from .style.legibility import Swatch, warn_of_alike_colors
from .style.python import expect_style
from .style.schema import ScoresStyle, Style
from .text.fonts import covering_family
from .text.measure import make_measure
from .writers.figure import NO_SCENE, DrawnFigure
from .writers.formats import Format, expected_fingerprint, find_format, format_of

if TYPE_CHECKING:
    from .core.comparison import AlignedPair, Comparison
    from .core.score_comparison import ScorePair

TITLE = "Attention heads by category"
"""The title in the metadata of a figure whose style has none."""


class Drawing:
    """The figure of a classification in a style.

    What several files of the figure have in common is computed once, when it is first needed.

    Attributes:
        data: The classification.
        style: The style as it was given, which is the one that the files carry.
        contents: What the files hold besides the picture.
    """

    def __init__(
        self, data: Classification | Facets, style: Style | None = None, contents: Contents | None = None
    ) -> None:
        self.data: Classification = data  # type: ignore[assignment]
        self.style = Style() if style is None else style
        self.contents = Contents() if contents is None else contents
        self._is_judged = False

    @cached_property
    def scene(self) -> Scene:
        """Lay out the whole figure with the fonts of this machine, and warn of colours that look alike."""
        self._judge(self._unjudged_scene)
        return self._unjudged_scene

    @cached_property
    def panels(self) -> Mapping[str, Scene]:
        """Lay out each panel alone, all of one size, and the legend, and return the scenes by name."""
        style = self._style_with_fonts
        measure = make_measure(style.text.family, style.layout.dpi, style.text.math)
        scenes = layout_split(self._plan, style, measure)
        self._judge(next(iter(scenes.values())))
        return scenes

    @cached_property
    def metadata(self) -> FigureMetadata:
        """Return what the files hold besides the picture, apart from what differs between them."""
        labels = shown_labels(self.data.categories, self.style)
        description = alt_text(self._composite, labels) + marked_text(self.data, self.style)
        carried = self._payload if self.contents.embed_data else None
        return FigureMetadata(_title(self.style, TITLE), description, carried)

    def encode(self, format: str, part: str = "") -> bytes:
        """Return the bytes of the figure's file.

        Args:
            format: The name of a format, see writers.formats.
            part: A key of `panels`, to draw that part alone; empty for the whole figure.

        Raises:
            HeadmapError: If the figure cannot be laid out in its style, or the format cannot show it.
        """
        target = find_format(format)
        # The layout comes first, so that its errors are reported before any others.
        scene = self._shown_scene(target, part)
        fingerprint = expected_fingerprint(target, self._payload, self.contents, part)
        metadata = replace(self.metadata, fingerprint=fingerprint)
        if self.contents.tooltips and target.shows_tooltips:
            metadata = replace(metadata, tooltips=tuple(tooltips(scene, self.data, self.style)))
        return target.encode(DrawnFigure(scene, self.data, self.style, metadata))

    def _shown_scene(self, target: Format, part: str) -> Scene:
        """Return what a file shows: a part of the figure, its whole page, or nothing laid out here."""
        if part:
            return self.panels[part]
        if target.shows_scene:
            return self.scene
        self._judge(NO_SCENE)
        return NO_SCENE

    @cached_property
    def _composite(self) -> Composite:
        """Return the classification with the categories of each head merged."""
        return merge_drawn(self.data)

    @cached_property
    def _style_with_fonts(self) -> Style:
        """Return the style with fonts for every character of the figure."""
        style = self.style
        if not self.data.is_decided:
            # Without a rule, there are no heads for strips to count.
            style = replace(style, strip="none")
        categories = self.data.categories
        if self.data.scores is not None:
            return _with_fonts(style, (*categories, MINUS))
        return _with_fonts(style, categories)

    @cached_property
    def _plan(self) -> Plan:
        """Plan the panels and the legend."""
        return plan(self._composite, self._style_with_fonts)

    @cached_property
    def _unjudged_scene(self) -> Scene:
        """Lay out the whole figure."""
        return compose(self._plan, self._style_with_fonts)

    def swatches(self) -> list[Swatch]:
        """Return the label, colour and visible hatch of each entry of the legend, and warn of nothing."""
        return legend_swatches(self._plan, self._unjudged_scene)

    def _judge(self, scene: Scene) -> None:
        """Warn, once for all files, of colours that look alike, and of hatches that are left out."""
        if not self._is_judged:
            self._is_judged = True
            warn_of_lost_details(self._plan, scene)
            warn_of_lost_marks(self._plan, scene)
            warn_of_absent_marks(self.data, self.style)
            warn_of_alike_colors(legend_swatches(self._plan, scene), self.style)

    @cached_property
    def _payload(self) -> str:
        """Return the data and the style as JSON.

        The fingerprint depends on it even if no file carries it.
        """
        return payload(self.data, self.style)


def compose(figure_plan: Plan, style: Style) -> Scene:
    """Lay out the page of a plan and fill its panels.

    Args:
        figure_plan: The panels and the legend.
        style: A style whose fonts have every character of the plan.
    """
    page = cached_page(page_skeleton(figure_plan, style), msgspec.json.encode(style))
    if page.smallest_cell is not None:
        warn_of_small_cells(page.smallest_cell, style)
    return fill_panels(page, figure_plan)


@lru_cache(maxsize=32)
def cached_page(skeleton: PageSkeleton, style: bytes) -> Page:
    """Return a page without cells; cached, since many figures of a batch have the same page.

    Args:
        skeleton: Everything about the figure that its page depends on.
        style: The style as JSON, which can be hashed, unlike a Style.
    """
    decoded = msgspec.json.decode(style, type=Style)
    measure = make_measure(decoded.text.family, decoded.layout.dpi, decoded.text.math)
    return layout_page(skeleton, decoded, measure)


def encode_comparison(
    pair: AlignedPair, comparison: Comparison, style: Style, formats: Iterable[str]
) -> dict[str, bytes]:
    """Return the bytes of the figure that compares two classifications, by format.

    Args:
        pair: The two classifications on one grid.
        comparison: The numbers of heads kept, gained and lost, for the alt text.
        style: The style as the user gave it.
        formats: The names of formats that can show a comparison.
    """
    # A figure of one classification, the usual one, does without these.
    from .core.comparison import short_names, split
    from .describe.alt_text import alt_comparison
    from .layout.comparison import STATES, comparison_plan

    if not style.title:
        style = replace(style, title=" -> ".join(short_names(comparison.before, comparison.after)))
    style = _with_fonts(style, pair.categories)
    figure_plan = comparison_plan(pair, style)
    scene = compose(figure_plan, style)
    warn_of_alike_colors(legend_swatches(figure_plan, scene), style)
    labels = shown_labels(pair.categories, style)
    description = printable(alt_comparison(comparison, labels))
    # The script of a web page treats the kept, the gained and the lost heads of a category as categories.
    names: list[str] = []
    for state in STATES:
        names += [f"{name}: {state}" for name in pair.categories]
    data = Classification(tuple(names), np.concatenate(split(pair)), pair.present)
    figure = DrawnFigure(scene, data, style, FigureMetadata(_title(style, TITLE), description))
    return {format: find_format(format).encode(figure) for format in dict.fromkeys(formats)}


def encode_score_comparison(
    pair: ScorePair, before: str, after: str, style: Style, formats: Iterable[str]
) -> dict[str, bytes]:
    """Return the bytes of the figure of the differences of scores, by format.

    Args:
        pair: The scores before and after.
        before: The name of the first input.
        after: The name of the second input.
        style: The style as the user gave it. The scale diverges around 0 unless it says otherwise.
        formats: The names of formats that can show a comparison.

    Raises:
        HeadmapError: If a difference is too large for a float.
    """
    from .core.comparison import short_names

    difference = pair.difference
    if np.isinf(difference).any():
        raise HeadmapError("a difference of the scores is too large to be drawn")
    if not style.title:
        style = replace(style, title=" -> ".join(short_names(before, after)))
    look = style.scores
    center = 0.0 if look.center == "auto" else look.center
    label = "difference" if look.label == ScoresStyle().label else look.label
    style = replace(
        style,
        scores=replace(look, center=center, label=label),
        panels=replace(style.panels, show=("scores",)),
    )
    present = np.asarray((~np.isnan(difference)).any(axis=0))
    drawing = Drawing(
        Classification(pair.categories, None, present, scores=difference), style, Contents(False)
    )
    return {format: drawing.encode(format) for format in dict.fromkeys(formats)}


def save(classification: Shown, *paths: str | Path, style: Style | None = None) -> None:
    """Write the figure to one or more files, all of them or none.

    The ending of each name gives the format.

    Args:
        classification: What the figure shows: a Classification, Facets, or a dict {label: Classification},
            each of which is a facet.
        paths: The files to write.
        style: See load_style; None for the default style.

    Raises:
        UsageError: If a name does not end in a format's extension, or an argument has the wrong type.
        OutputError: If a file cannot be written; then all files are left as they were.
        HeadmapError: If the figure cannot be laid out in this style.
    """
    if not paths:
        raise UsageError("headmap.save needs the path of a file, or several")
    shown = expect_shown(classification, "save")
    style = expect_style(style)
    for path in paths:
        if not isinstance(path, str | os.PathLike):
            raise UsageError(
                f"headmap.save takes paths; found {type_name(path)}; style goes by its name: style="
            )
    formats = {str(path): format_of(path) for path in paths}
    drawing = Drawing(shown, style)
    encoded = {format: drawing.encode(format) for format in sorted(set(formats.values()))}
    write_files({path: encoded[format] for path, format in formats.items()})


def _title(style: Style, default: str) -> str:
    """Return the title of a figure on one line, or a default if the style has none."""
    title = printable(" ".join(style.title.split()))
    return title if title else default


def _with_fonts(style: Style, categories: tuple[str, ...]) -> Style:
    """Return a style with fonts for every character of a figure."""
    # All texts of a figure except its categories are in the style, so their characters are in its JSON.
    text = "".join((msgspec.json.encode(style).decode(), *categories))
    family = covering_family(style.text.family, text)
    return replace(style, text=replace(style.text, family=family))
