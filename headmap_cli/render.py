"""Draw figures: lay out a classification in a style once, and encode it in any number of formats."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from .core.arguments import Shown, expect_shown, type_name
from .core.classification import Classification
from .core.composite import Composite, merge_drawn
from .core.errors import UsageError
from .core.facets import Facets, classifications
from .core.number_text import MINUS
from .core.strings import printable
from .describe.alt_text import alt_text
from .embed.fingerprint import Contents, sealed
from .embed.metadata import FigureMetadata, payload
from .files.atomic import write_files
from .layout.compose import compose, measure_of
from .layout.labels import shown_labels
from .layout.plan import plan
from .layout.plan_types import Plan
from .layout.swatches import legend_swatches, warn_of_lost_details, warn_of_lost_marks
from .scene.marks import Rect, Scene
from .style.legibility import Swatch, warn_of_alike_colors
from .style.schema import Style
from .text.figure_fonts import choose_figure_fonts, font_identity, with_fonts
from .text.fonts import FontChoice
from .writers.figure import NO_SCENE, DrawnFigure
from .writers.formats import Format, expected_fingerprint, find_format, format_of

TITLE = "Attention heads by category"
"""The title in the metadata of a figure whose style has none."""
MULTIPLICATION_SIGN = "\N{MULTIPLICATION SIGN}"
"""The sign between the numbers of layers and of heads in the label of a facet."""


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
        self.data = data
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
        from .layout.split_pages import layout_split  # most figures are one page

        scenes = layout_split(self._plan, style, measure_of(style))
        self._judge(next(iter(scenes.values())))
        return scenes

    @cached_property
    def metadata(self) -> FigureMetadata:
        """Return what the files hold besides the picture, apart from what differs between them."""
        description = self._description()
        carried = self._payload if self.contents.embed_data else None
        return FigureMetadata(figure_title(self.style), description, carried)

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
        metadata = replace(self.metadata, fingerprint=self.fingerprint(target, part))
        if self.contents.tooltips and target.shows_tooltips:
            metadata = replace(metadata, tooltips=_tooltips(scene, self.data, self.style))
        return sealed(target.encode(DrawnFigure(scene, self.data, self.style, metadata)), target.slot)

    def fingerprint(self, format: Format, part: str = "") -> str:
        """Return the fingerprint of a file of the figure, which does not have to be drawn for this."""
        return expected_fingerprint(format, self._payload, self._fonts, self.contents, part)

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
        """Return the only classification with the categories of each head merged."""
        assert isinstance(self.data, Classification)
        return merge_drawn(self.data)

    def _description(self) -> str:
        """Return the alt text."""
        if isinstance(self.data, Facets):
            from .describe.facets import facets_alt_text

            return facets_alt_text(self.data, self.style)
        labels = shown_labels(self.data.categories, self.style)
        text = alt_text(self._composite, labels)
        if self.style.marks:
            from .describe.marked_heads import marked_text

            text += marked_text(self.data, self.style)
        return text

    @cached_property
    def _style_with_fonts(self) -> Style:
        """Return the style with fonts for every character of the figure."""
        style = self.style
        if not self.data.is_decided:
            # Without a rule, there are no heads for strips to count.
            style = replace(style, strip="none")
        return with_fonts(style, self._font_choice)

    @cached_property
    def _font_choice(self) -> FontChoice:
        """Return the fonts for all texts that the figure shows."""
        texts = list(self.data.categories)
        if isinstance(self.data, Facets):
            texts += [f"{facet.label} {MULTIPLICATION_SIGN}" for facet in self.data.facets]
        if any(data.scores is not None for data in classifications(self.data)):
            texts.append(MINUS)
        return choose_figure_fonts(self.style, texts)

    @cached_property
    def _fonts(self) -> str:
        """Return what identifies the fonts of the figure."""
        return font_identity(self.style, self._font_choice)

    @cached_property
    def _plan(self) -> Plan:
        """Plan the panels and the legend."""
        if isinstance(self.data, Facets):
            # A figure of one classification, the usual one, does without these.
            from .layout.facet_plan import plan_facets

            return plan_facets(self.data, self._style_with_fonts)
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
            if self.style.marks:
                from .layout.marked_heads import warn_of_absent_marks

                for data in classifications(self.data):
                    warn_of_absent_marks(data, self.style)
            warn_of_alike_colors(legend_swatches(self._plan, scene), self.style)

    @cached_property
    def _payload(self) -> str:
        """Return the data and the style as JSON.

        The fingerprint depends on it even if no file carries it.
        """
        return payload(self.data, self.style)


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
    data = expect_shown(classification, "save")
    from .style.python import expect_style  # the command line checks styles when it loads them

    style = expect_style(style)
    for path in paths:
        if not isinstance(path, str | os.PathLike):
            raise UsageError(
                f"headmap.save takes paths; found {type_name(path)}; style goes by its name: style="
            )
    formats = {str(path): format_of(path) for path in paths}
    drawing = Drawing(data, style)
    encoded = {format: drawing.encode(format) for format in sorted(set(formats.values()))}
    write_files({path: encoded[format] for path, format in formats.items()})


def figure_title(style: Style) -> str:
    """Return the title of a figure on one line; if the style has none, one that any figure can have."""
    title = printable(" ".join(style.title.split()))
    return title if title else TITLE


def _tooltips(scene: Scene, shown: Classification | Facets, style: Style) -> tuple[tuple[Rect, str], ...]:
    """Return the tooltips of all panels of a figure that have cells."""
    from .layout.tooltips import tooltips

    if isinstance(shown, Facets):
        from .layout.facet_plan import facet_panels

        texts: list[tuple[Rect, str]] = []
        for data, panels in facet_panels(shown, scene.panels):
            texts += tooltips(panels, data, style)
        return tuple(texts)
    return tuple(tooltips(scene.panels, shown, style))
